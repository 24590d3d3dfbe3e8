"""Answers over a catalog of near-identical names: golden tables of texts and the verdicts on them."""

import json
import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.accuracy.verdicts import Verdict
from assistant.accuracy.verify import Conversation, Verifier
from assistant.catalog.product import Source
from assistant.knowledge.passages import Passage

HERE = Path(__file__).parent
_spec = spec_from_file_location("small_catalog", HERE / "small_catalog.py")
assert _spec is not None and _spec.loader is not None
small_catalog = module_from_spec(_spec)
sys.modules["small_catalog"] = small_catalog
_spec.loader.exec_module(small_catalog)

FACTS = small_catalog.facts()
VERIFIER = Verifier(FACTS, small_catalog.names(FACTS))
CASES = json.loads((HERE / "catalog.json").read_text(encoding="utf-8"))
MODES = json.loads((HERE / "failure_modes.json").read_text(encoding="utf-8"))
POLICY = Passage(
    "returns#0",
    "returns",
    "Returns policy > Returning an order",
    "You can return anything you bought from us within 60 days of delivery. It should be unused and clean.\n"
    "Opened fuel cartridges cannot be returned.",
    "policy",
    Source("returns.md", 9),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_an_answer_is_judged_by_the_catalog(case: dict[str, Any]) -> None:
    found = VERIFIER.verify(case["text"], question=case.get("question"))
    assert found.verdict == case["verdict"], found.findings
    if "findings" in case:
        assert [item.verdict.value for item in found.findings] == case["findings"]


@pytest.mark.parametrize("case", MODES, ids=lambda case: f"{case['mode']}: {case['text'][:50]}")
def test_a_failure_mode_is_met(case: dict[str, Any]) -> None:
    found = VERIFIER.verify(case["text"], question=case.get("question"))
    assert found.verdict == case["verdict"], found.findings
    assert found.refusal == case.get("refusal", found.refusal)
    if "findings" in case:
        assert [item.verdict.value for item in found.findings] == case["findings"]


def test_every_failure_mode_has_three_examples() -> None:
    assert min(Counter(case["mode"] for case in MODES).values()) >= 3


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.is_current], ids=lambda fact: fact.id)
def test_every_fact_is_right_in_its_own_words_and_never_unstated(fact: Any) -> None:
    name = FACTS.products[fact.product].name
    assert VERIFIER.verify(f"The {fact.attribute} of the {name} is {fact.text}.").verdict == "correct"
    assert VERIFIER.verify(f"The {name} has this {fact.attribute}: {fact.text}.").verdict == "correct"
    assert VERIFIER.verify(f"The {fact.attribute} of the {name} is not stated in our catalog.").verdict == "wrong"


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.is_current], ids=lambda fact: fact.id)
def test_another_products_value_is_never_right(fact: Any) -> None:
    name = FACTS.products[fact.product].name
    others = [o for o in FACTS if o.attribute == fact.attribute and o.product != fact.product and o.text != fact.text]
    for other in others:
        found = VERIFIER.verify(f"The {fact.attribute} of the {name} is {other.text}.")
        assert found.verdict == "wrong", (other, found.findings)


def test_a_finding_says_where_it_stands_and_what_decided_it() -> None:
    text = "Hello! The price of the Tarn 2 Tent is 429.00 EUR."
    (item,) = VERIFIER.verify(text).findings
    assert text[slice(*item.span)].strip(" .") == "429.00 EUR"
    assert (item.product, item.attribute, item.verdict) == ("tarn-2", "price", Verdict.CONFUSED)
    assert item.evidence is not None and item.evidence.source.startswith("sheet.csv:")
    assert "Tarn 3 Tent" in item.reason and "349.00 EUR" in item.reason


def test_spans_are_those_of_the_text_as_given() -> None:
    text = "The we\u200bight of the Tarn 2 Tent is 1.\u200b8 kg."
    (item,) = VERIFIER.verify(text).findings
    assert text[slice(*item.span)].strip(" .") == "1.\u200b8 kg"


def test_a_passage_carries_the_sentence_it_states() -> None:
    text = "You can return anything you bought from us within 60 days of delivery."
    found = VERIFIER.verify(text, passages=[POLICY])
    assert found.verdict == "correct"
    assert found.findings[0].evidence is not None and found.findings[0].evidence.id == "returns#0"
    assert (
        VERIFIER.verify(f"According to our returns policy, {text[0].lower()}{text[1:]}", passages=[POLICY]).verdict
        == "correct"
    )
    assert (
        VERIFIER.verify("You can return anything within 60 days of delivery.", passages=[POLICY]).verdict == "correct"
    )


def test_a_passage_contradicts_another_figure_and_a_denial() -> None:
    assert VERIFIER.verify("You can return anything within 30 days of delivery.", passages=[POLICY]).verdict == "wrong"
    assert VERIFIER.verify("Opened fuel cartridges can be returned.", passages=[POLICY]).verdict == "wrong"
    assert VERIFIER.verify("Opened fuel cartridges cannot be returned.", passages=[POLICY]).verdict == "correct"


def test_a_passage_about_something_else_decides_nothing() -> None:
    assert VERIFIER.verify("Shipping to Norway takes 5 days.", passages=[POLICY]).verdict == "undecided"


def test_a_conversation_remembers_what_it_is_about() -> None:
    talk = Conversation()
    first = VERIFIER.verify(
        "The weight of the Tarn 2 Tent is 1.9 kg.", question="How heavy is the Tarn 2 Tent?", conversation=talk
    )
    then = VERIFIER.verify("It costs 349.00 EUR.", question="How heavy is the Tarn 2 Tent?", conversation=talk)
    later = VERIFIER.verify("Its warranty is 2 years.", question="And its warranty?", conversation=talk)
    wrong = VERIFIER.verify("Its warranty is 5 years.", question="And its warranty?", conversation=talk)
    assert [first.verdict, then.verdict, later.verdict, wrong.verdict] == ["correct", "correct", "correct", "wrong"]


def test_the_answer_moves_on_to_the_product_it_names() -> None:
    text = "The Tarn 2 Pro Tent is lighter than the Tarn 2 Tent. It weighs 1650 g."
    assert VERIFIER.verify(text, question="Is there a lighter tent than the Tarn 2 Tent?").verdict == "correct"


def test_products_given_by_the_caller_are_the_subject_of_a_text_without_names() -> None:
    assert VERIFIER.verify("It weighs 2.4 kg.", products=["tarn-3"]).verdict == "correct"
    assert VERIFIER.verify("It weighs 2.4 kg.", products=["tarn-2"]).verdict == "wrong"
    assert VERIFIER.verify("It weighs 2.4 kg.").verdict == "undecided"


def test_coverage_counts_what_was_decided() -> None:
    found = VERIFIER.verify("The weight of the Tarn 2 Tent is 1.9 kg. It is a dream for weary families.")
    assert found.verdict == "undecided" and found.coverage == 0.5 and len(found.residual) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "|", "||||", "- ", "?", "…", "\u200b", "█ █", "(((", "1" * 400, "a " * 3000]
)
def test_odd_texts_end_in_a_clear_state(text: str) -> None:
    assert VERIFIER.verify(text).verdict in {"correct", "undecided"}


def test_a_very_long_answer_is_bounded_and_not_passed() -> None:
    found = VERIFIER.verify("The weight of the Tarn 2 Tent is 1.9 kg. " * 5000)
    assert found.verdict == "undecided" and found.residual


@settings(deadline=None)
@given(st.text(max_size=120))
def test_no_text_breaks_the_verifier(text: str) -> None:
    found = VERIFIER.verify(text, question=text)
    assert 0.0 <= found.coverage <= 1.0
    for item in found.findings:
        assert 0 <= item.span[0] <= item.span[1] <= len(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from([case["text"] for case in CASES]), min_size=2, max_size=4))
def test_a_wrong_sentence_makes_any_text_wrong(texts: list[str]) -> None:
    named = [text for text in texts if text.startswith("The ") and "\n" not in text]
    alone = [VERIFIER.verify(text).verdict for text in named]
    if "wrong" in alone:
        assert VERIFIER.verify("\n".join(named)).verdict == "wrong"


def test_a_passage_does_not_carry_babble_around_its_words() -> None:
    babble = "Register reach of the That you can return anything within 60 days."
    assert VERIFIER.verify(babble, passages=[POLICY]).verdict != "correct"
