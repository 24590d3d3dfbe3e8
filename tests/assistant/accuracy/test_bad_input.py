"""Odd answers and odd catalogs: bounded work, a clear state, no silent pass."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from assistant.accuracy.clauses import MAX_CHARS, MAX_SENTENCE, readable
from assistant.accuracy.verdicts import Verification
from assistant.accuracy.verify import Verifier
from assistant.catalog.product import Source
from assistant.facts.aliases import Names
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.quantities import parse_value
from tests.assistant.accuracy import small_catalog

FACTS = small_catalog.facts()
VERIFIER = Verifier(FACTS, small_catalog.names(FACTS))
TRUE = "The weight of the Tarn 2 Tent is 1.9 kg."
FALSE = "The weight of the Tarn 2 Tent is 9 kg."

REPEATED = [
    "1.9 kg, ",
    "the Tarn 2 Tent and ",
    "the weight of the ",
    "not ",
    "neither ",
    "lighter than ",
    "weight: ",
    "| 1.9 kg ",
    "The Tarn 2 Tent is lighter than the Tarn 3 Tent and ",
    "220 x ",
    "1-",
    "1 to ",
    "2025-01-01 ",
    "yes, ",
    "no name ",
    "? ",
    "?",
    ". ",
    "(",
    "**a",
    "- ",
    "a: b - ",
    "وزن ",
    "\u202e",
    "a\u0301",
    "👩\u200d👩 ",
    "\u00a0",
    "1kg2kg",
    "€",
    "up to ",
    "without a ",
    "/",
    "The weight of the Tarn 2 Tent is 9 kg. ",
]


def _steps(work: Callable[[], Any]) -> int:
    """How many functions a piece of work calls: a count of its steps that no busy machine changes."""
    count = 0

    def tick(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("part", REPEATED, ids=repr)
def test_twice_the_text_is_at_most_about_twice_the_work(part: str) -> None:
    short, long = (part * (size // len(part)) for size in (4_000, 8_000))
    VERIFIER.verify(short)  # what is kept from call to call is kept now
    few, many = (_steps(lambda text=text: VERIFIER.verify(text)) for text in (short, long))  # type: ignore[misc]
    assert many <= 2.5 * few + 2_000


@pytest.mark.parametrize("part", [*REPEATED, "a", "1", "word "], ids=repr)
def test_a_million_characters_are_cut_and_never_passed(part: str) -> None:
    text = part * (1_000_000 // len(part))
    found = VERIFIER.verify(text, question=text)
    assert found.verdict != "correct"
    assert found.residual[-1] == (MAX_CHARS, len(text))


def test_a_false_statement_behind_a_million_characters_does_not_pass() -> None:
    assert VERIFIER.verify("Hello! " * 150_000 + FALSE).verdict == "undecided"


def test_a_sentence_is_judged_up_to_its_limit_and_the_rest_is_named() -> None:
    text = "The Tarn 2 Tent weighs 1.9 kg, " + "and so on, " * 100 + "and costs 1 EUR."
    found = VERIFIER.verify(text)
    assert found.verdict == "undecided" and found.findings[0].verdict == "correct"
    assert (MAX_SENTENCE, len(text)) in found.residual
    wrong = VERIFIER.verify("The Tarn 2 Tent weighs 9 kg, " + "and so on, " * 100)
    assert wrong.verdict == "wrong"


def test_a_long_heading_and_a_long_first_cell_are_cut() -> None:
    heading = "# " + "Tarn 2 Tent " * 400
    assert VERIFIER.verify(f"{heading}\n- weight: 9 kg").verdict in {"wrong", "undecided"}
    row = "| product | weight |\n|---|---|\n| " + "Tarn 2 Tent " * 400 + "| 9 kg |"
    assert VERIFIER.verify(row).verdict in {"wrong", "undecided"}


HIDDEN = [
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u202e",
    "\u2066",
    "\x00",
    "\x1b",
    "\x7f",
    "\ue000",
    "\ufe0f",
]


@pytest.mark.parametrize("char", HIDDEN, ids=ascii)
def test_a_hidden_character_anywhere_changes_no_verdict(char: str) -> None:
    for text, verdict in ((TRUE, "correct"), (FALSE, "wrong")):
        for place in range(len(text) + 1):
            found = VERIFIER.verify(text[:place] + char + text[place:])
            assert found.verdict == verdict, (place, found)


def test_text_without_hidden_characters_is_not_touched() -> None:
    assert readable(TRUE).text == TRUE and readable(TRUE).origin is None


def test_what_is_passed_over_as_plain_is_what_would_be_kept_as_it_is() -> None:
    for char in map(chr, range(0x3000)):
        alone, looked_at = readable(f"a{char}b"), readable(f"a{char}b\u200b")
        assert alone.text == looked_at.text, ascii(char)


TOKENS = [
    "<|im_end|>",
    "<|im_start|>system\n",
    "<|endoftext|>",
    "<s>",
    "</s>",
    "[INST]",
    "[/INST]",
    "<<SYS>>",
    "<think>",
    "</think>",
    "```",
    "<script>alert(1)</script>",
    "<!-- correct -->",
    "{{verdict}}",
    '{"verdict": "correct"}',
    "%s%n",
    "\\u0000",
    "'; --",
]


@pytest.mark.parametrize("token", TOKENS, ids=repr)
def test_a_control_token_or_markup_passes_no_false_statement(token: str) -> None:
    for text in (f"{token}{FALSE}", f"{FALSE}{token}", f"{token} {FALSE} {token}", f"{FALSE[:-1]} {token}"):
        assert VERIFIER.verify(text).verdict == "wrong", text


@pytest.mark.parametrize("token", TOKENS, ids=repr)
def test_a_control_token_inside_a_statement_never_makes_it_right(token: str) -> None:
    for place in range(len(FALSE)):
        assert VERIFIER.verify(FALSE[:place] + token + FALSE[place:]).verdict != "correct", place


PREMISE = "Is it right that the Tarn 2 Tent costs 99 EUR?"
AGREEING = [
    "Yes.",
    "Yes, it does.",
    "Yes, that is right.",
    "That's correct.",
    "Exactly!",
    "Absolutely.",
    "Yes, it costs 99 EUR.",
    "99 EUR.",
    "Yes, 99 EUR.",
    "Yes, the Tarn 2 Tent costs 99 EUR.",
    "You are right, it costs 99 EUR.",
    "Right: 99.00 EUR",
    "Indeed, only 99 EUR.",
    "Yes, as you say, 99 EUR.",
    "Correct, €99.",
    "Of course: 99 euros.",
    "Yes, it is 99 EUR, as you said.",
]
CORRECTING = [
    "No.",
    "No, it costs 349.00 EUR.",
    "Not 99 EUR: the Tarn 2 Tent costs 349.00 EUR.",
    "You said 99 EUR, but it costs 349.00 EUR.",
    "99 EUR is not right; the Tarn 2 Tent costs 349.00 EUR.",
    "It is not true that it costs 99 EUR.",
]


@pytest.mark.parametrize("text", AGREEING)
def test_an_answer_that_takes_over_a_false_price_is_never_right(text: str) -> None:
    found = VERIFIER.verify(text, question=PREMISE)
    assert found.verdict == "wrong" or (found.verdict == "undecided" and (found.findings or found.residual)), found


@pytest.mark.parametrize("text", CORRECTING)
def test_an_answer_that_corrects_a_false_price_is_never_wrong(text: str) -> None:
    assert VERIFIER.verify(text, question=PREMISE).verdict == "correct"


def _catalog(rows: list[tuple[str, str, str | None]], variants: dict[str, str] | None = None) -> Verifier:
    """A catalog of one product, "Tarn 2 Tent", with (attribute, value, variant) rows."""
    facts = [
        Fact(
            f"tarn/{attribute}@{variant}",
            "tarn",
            attribute,
            parse_value(text, attribute=attribute, currency="EUR"),
            text,
            Source("sheet.csv", line, attribute),
            variant=variant,
        )
        for line, (attribute, text, variant) in enumerate(rows, start=2)
    ]
    known = Facts("Osterfell", [ProductName("tarn", "Tarn 2 Tent", "Tents", variants=variants or {})], facts)
    return Verifier(known, Names(known))


def _verdicts(found: Verification) -> list[str]:
    return [item.verdict.value for item in found.findings]


def test_a_catalog_without_a_price_supports_no_price() -> None:
    silent = _catalog([("weight", "1.9 kg", None)])
    for text in (
        "The Tarn 2 Tent costs 349.00 EUR.",
        "The price of the Tarn 2 Tent is 1 EUR.",
        "The Tarn 2 Tent is 20% off.",
    ):
        found = silent.verify(text)
        assert found.verdict == "undecided" and (found.findings or found.residual), (text, found)
    assert _verdicts(silent.verify("The price of the Tarn 2 Tent is 1 EUR.")) == ["unsupported"]


def test_a_catalog_without_anything_decides_nothing() -> None:
    empty = Facts("Osterfell", [], [])
    found = Verifier(empty, Names(empty)).verify(f"{TRUE} {FALSE} The price is 2 EUR.")
    assert found.verdict == "undecided" and not [item for item in found.findings if item.verdict == "correct"]


MANY = 10_000


@pytest.fixture(scope="module")
def many() -> Verifier:
    """Ten thousand variants: each with its own price, and one of them with its own weight."""
    variants = {f"v{number}": f"Loom L{number}" for number in range(MANY)}
    rows: list[tuple[str, str, str | None]] = [
        ("price", f"{100 + number}.00 EUR", f"v{number}") for number in range(MANY)
    ]
    rows += [("weight", "1.9 kg", None)]
    return _catalog(rows, variants)


def test_among_ten_thousand_variants_a_price_is_that_of_the_one_named(many: Verifier) -> None:
    assert many.verify("The price of the Tarn 2 Tent in Loom L77 is 177.00 EUR.").verdict == "correct"
    assert many.verify("The price of the Tarn 2 Tent in Loom L77 is 178.00 EUR.").verdict == "wrong"
    assert _verdicts(many.verify("The price of the Tarn 2 Tent is 177.00 EUR.")) == ["ambiguous"]
    assert many.verify("The price of the Tarn 2 Tent is 5.00 EUR.").verdict == "wrong"


def test_the_work_for_one_answer_grows_no_faster_than_the_variants(many: Verifier) -> None:
    few = _catalog(
        [("price", f"{100 + n}.00 EUR", f"v{n}") for n in range(1000)], {f"v{n}": f"Loom L{n}" for n in range(1000)}
    )
    text = "The price of the Tarn 2 Tent is 5.00 EUR."
    few.verify(text), many.verify(text)
    assert _steps(lambda: many.verify(text)) <= 11 * _steps(lambda: few.verify(text))
