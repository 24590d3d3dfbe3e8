"""What must hold of the parser and the verifier for any value, any sentence and any way of writing it."""

import json
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from assistant.accuracy.judge import WRONG
from assistant.accuracy.verify import Verifier
from assistant.facts.agreement import Agreement, agree, is_comparable
from assistant.facts.facts import Fact
from assistant.facts.quantities import parse_value, scan
from assistant.facts.values import Boolean, Money, Quantity, Value
from assistant.facts.words import keys, words
from tests.assistant.accuracy import small_catalog

HERE = Path(__file__).parent
FACTS = small_catalog.facts()
VERIFIER = Verifier(FACTS, small_catalog.names(FACTS))
CURRENT = [fact for fact in FACTS if fact.is_current]
NUMERIC = [fact for fact in CURRENT if isinstance(fact.value, Quantity | Money)]
CASES: list[dict[str, Any]] = [
    *json.loads((HERE / "catalog.json").read_text(encoding="utf-8")),
    *json.loads((HERE / "failure_modes.json").read_text(encoding="utf-8")),
]
NAMED = [case for case in CASES if case["text"].startswith("The ") and "\n" not in case["text"]]

calmly = settings(deadline=None, max_examples=80)  # a busy machine is no failure
amounts = st.decimals(min_value=1, max_value=9999, places=2).map(lambda amount: amount.normalize())
units = st.sampled_from(
    ["g", "kg", "mm", "cm", "m", "ml", "l", "h", "min", "W", "V", "mAh", "lm", "°C", "GB", "Hz", "lb", "in"]
)
quantities = st.builds(lambda amount, unit: f"{amount:f} {unit}", amounts, units)
prices = st.builds(lambda amount, code: f"{amount:.2f} {code}", amounts, st.sampled_from(["EUR", "USD", "GBP"]))
bounds = st.builds(lambda word, text: f"{word} {text}", st.sampled_from(["up to", "at least"]), quantities)
ranges = st.builds(
    lambda low, more, unit: f"{low:f} to {low + more:f} {unit}",
    amounts,
    amounts,
    st.sampled_from(["g", "cm", "h", "W"]),
)
sizes = st.lists(amounts, min_size=2, max_size=3).map(lambda axes: " x ".join(f"{axis:f}" for axis in axes) + " cm")
written = st.one_of(quantities, prices, bounds, ranges, sizes)


worded = st.sampled_from(["yes", "no", "IP67", "steel", "red, green", "2024-03-01", "3 pockets", "3", "up to 3"])


@calmly
@given(written | worded, written | worded)
def test_values_are_comparable_where_they_agree_or_do_not(one: str, other: str) -> None:
    claimed, stated = parse_value(one), parse_value(other)
    assert is_comparable(claimed, stated) == (agree(claimed, stated) is not Agreement.INCOMPARABLE)


@calmly
@given(written)
def test_a_value_survives_being_shown_and_read_again(text: str) -> None:
    value = parse_value(text)
    assert type(value).__name__ in {"Quantity", "Money", "Bound", "Interval", "Dimensions"}, value
    again = parse_value(str(value))
    assert again == value and agree(again, value, strict=True) is Agreement.AGREES


@calmly
@given(st.text(max_size=40), written, st.text(max_size=40))
def test_values_lie_inside_the_text_and_do_not_overlap(before: str, value: str, after: str) -> None:
    text = f"{before} {value} {after}"
    end = 0
    for found in scan(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@calmly
@given(st.lists(st.sampled_from([case["text"] for case in CASES]), min_size=1, max_size=3), st.text(max_size=20))
def test_spans_lie_inside_the_text_whatever_stands_around(texts: list[str], noise: str) -> None:
    text = noise.join(texts)
    found = VERIFIER.verify(text)
    for start, end in [*(item.span for item in found.findings), *found.residual]:
        assert 0 <= start < end <= len(text)


TALK = ["Hello!", "Thank you for asking.", "I hope that helps.", "Would you like to know more?"]


@calmly
@given(st.sampled_from(NAMED), st.sampled_from(TALK), st.booleans())
def test_talk_before_or_after_changes_no_verdict(case: dict[str, Any], talk: str, is_before: bool) -> None:
    alone = VERIFIER.verify(case["text"], question=case.get("question"))
    text = f"{talk} {case['text']}" if is_before else f"{case['text']} {talk}"
    beside = VERIFIER.verify(text, question=case.get("question"))
    assert [item.verdict for item in beside.findings] == [item.verdict for item in alone.findings]
    assert beside.verdict == alone.verdict


@calmly
@given(st.sampled_from(NAMED), st.sampled_from(NAMED))
def test_a_sentence_before_changes_no_verdict_on_the_next(first: dict[str, Any], second: dict[str, Any]) -> None:
    assume("?" not in first["text"] + second["text"] and not second.get("question"))
    alone = VERIFIER.verify(second["text"])
    both = VERIFIER.verify(f"{first['text']}\n{second['text']}")
    start = len(first["text"]) + 1
    assert [item.verdict for item in both.findings if item.span[0] >= start] == [
        item.verdict for item in alone.findings
    ]


def _yes(fact: Fact) -> str:
    return "" if not isinstance(fact.value, Boolean) else "yes" if fact.value.value else "no"


TRUE = [
    "The {a} of the {p} is {v}.",
    "{p}: {a} {v}",
    "For the {p} our catalog states {v} as {a}.",
    "The {p} has a {a} of {v}.",
    "The {p} ({a}: {v}) is what you need.",
    "Its {a} is {v}, that of the {p}.",
    "{a}: {v} ({p})",
    "As for the {p}, the {a} is {v}.",
]


@calmly
@given(st.sampled_from(CURRENT), st.sampled_from(TRUE), st.sampled_from([str, str.lower, str.upper]))
def test_a_true_sentence_is_never_wrong(fact: Fact, form: str, write: Any) -> None:
    text = form.format(a=fact.attribute, p=FACTS.products[fact.product].name, v=_yes(fact) or fact.text)
    found = VERIFIER.verify(write(text))
    assert not [item for item in found.findings if item.verdict in WRONG], (text, found)


@calmly
@given(st.sampled_from(NUMERIC), st.sampled_from(["0.3", "0.5", "0.8", "1.25", "1.5", "2", "7", "10", "100"]))
def test_a_value_changed_beyond_tolerance_is_never_right(fact: Fact, factor: str) -> None:
    changed = _times(fact.value, Decimal(factor))
    assume(agree(changed, fact.value) is Agreement.DISAGREES)
    text = f"The {fact.attribute} of the {FACTS.products[fact.product].name} is {changed}."
    assert VERIFIER.verify(text).verdict == "wrong", text


def _times(value: Value, factor: Decimal) -> Value:
    if isinstance(value, Money):
        return Money((value.amount * factor).quantize(Decimal("0.01")), value.currency)
    assert isinstance(value, Quantity)
    return parse_value(f"{(value.amount * factor).normalize():f} {value.unit}".strip())


def _spread(text: str) -> str:
    return text.replace(" ", "  ")


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isdigit() and char.isascii() else char for char in text)


def _marked(text: str) -> str:
    return "\u200b".join(text)


@calmly
@given(st.sampled_from(NAMED), st.sampled_from([_spread, _unbroken, _decomposed, _wide, _marked]))
def test_no_way_of_writing_changes_a_verdict(case: dict[str, Any], write: Any) -> None:
    alone = VERIFIER.verify(case["text"], question=case.get("question"))
    found = VERIFIER.verify(write(case["text"]), question=case.get("question"))
    assert found.verdict == alone.verdict, (write(case["text"]), found)


@calmly
@given(st.sampled_from(NAMED))
def test_small_letters_turn_no_verdict_round(case: dict[str, Any]) -> None:
    alone = VERIFIER.verify(case["text"], question=case.get("question"))
    found = VERIFIER.verify(case["text"].lower(), question=case.get("question"))
    assert found.verdict in {alone.verdict, "undecided"}, found  # "aaa" is no code; "2 kg. it" is one sentence


@calmly
@example("\uff9e")  # found by the fuzzer: a letter that is all accent
@given(st.text(max_size=12))
def test_no_word_is_empty(text: str) -> None:
    assert all(keys(text)) and all(word.end > word.start for word in words(text))
    VERIFIER.verify(text, question=text)


@calmly
@given(st.sampled_from(NAMED))
def test_the_same_text_is_judged_the_same_again(case: dict[str, Any]) -> None:
    first, again = (VERIFIER.verify(case["text"], question=case.get("question")) for _ in range(2))
    fresh = Verifier(FACTS, small_catalog.names(FACTS)).verify(case["text"], question=case.get("question"))
    assert first == again == fresh
