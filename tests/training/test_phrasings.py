"""Every wording is whole: no slot left open, enough of them for each kind of value, and sides that never change."""

from decimal import Decimal

import pytest

from assistant.accuracy import wordings
from assistant.catalog.product import Source
from assistant.facts.facts import Fact
from assistant.facts.values import Boolean, Code, Listing, Money, Quantity, Text, Value
from training import phrasings

VALUES: dict[str, Value] = {
    "1.9 kg": Quantity(Decimal("1.9"), "kg", "mass", Decimal(1900)),
    "349.00 EUR": Money(Decimal("349.00"), "EUR"),
    "yes": Boolean(True),
    "IP68": Code("IP68"),
    "sand, olive": Listing(("sand", "olive"), closed=True),
    "wool": Text("wool"),
    "Wash by hand in cold water, dry flat, and never put it near a stove.": Text("x"),
}


def fact(text: str, attribute: str = "weight") -> Fact:
    return Fact("tarn-2/x", "tarn-2", attribute, VALUES[text], text, Source("a.csv", 2))


@pytest.mark.parametrize("text", VALUES)
def test_every_kind_of_value_has_ten_questions_and_no_open_slot(text: str) -> None:
    found = phrasings.of_fact(fact(text))
    asked = {phrasings.ask(phrasing, "Tarn 2 Tent", "weight") for phrasing in found}
    assert len(asked) >= 10
    assert not any("{" in question for question in asked)


@pytest.mark.parametrize("text", [text for text in VALUES if text != "yes"])
def test_every_answer_states_the_value_as_the_brand_writes_it(text: str) -> None:
    said = {phrasings.state(p, "Tarn 2 Tent", "weight", text) for p in phrasings.of_fact(fact(text))}
    assert len(said) >= 6
    assert all(text.removesuffix(".") in answer and "{" not in answer for answer in said)


@pytest.mark.parametrize(
    ("attribute", "value", "said"),
    [
        ("waterproof", True, "Yes, the Tarn 2 Tent is waterproof."),
        ("dishwasher safe", False, "No, the Tarn 2 Tent is not dishwasher safe."),
        ("repairable", True, "Yes, the Tarn 2 Tent is repairable."),
        ("hood", False, "No, the Tarn 2 Tent has no hood."),
    ],
)
def test_a_yes_or_no_is_a_natural_sentence(attribute: str, value: bool, said: str) -> None:
    assert phrasings.state_boolean("Tarn 2 Tent", attribute, value) == said


def test_a_value_that_looks_like_a_slot_is_left_alone() -> None:
    phrasing = phrasings.ANY[0]
    assert phrasings.state(phrasing, "Tarn {v}", "code", "{p}") == "The code of the Tarn {v} is {p}."


def test_ids_are_unique_and_some_phrasings_of_every_large_table_are_held_out() -> None:
    every = phrasings.everything()
    assert len({phrasing.id for phrasing in every}) == len(every)
    for table in (phrasings.ANY, phrasings.BOOLEAN, phrasings.LONG):
        held_out = [phrasing for phrasing in table if phrasings.is_held_out(phrasing, 0.12)]
        assert 0 < len(held_out) < len(table) / 2


def test_no_probe_of_the_accuracy_check_is_a_question_that_is_trained() -> None:
    def bare(form: str) -> str:
        for ours, theirs in (("{p}", "{product}"), ("{a}", "{attribute}"), ("{is}", "is"), ("{w}", "{value}")):
            form = form.replace(ours, theirs)
        return form.lower().rstrip("?. ")

    asked = [wordings.SIMPLE, wordings.PARAPHRASED, wordings.HELD_OUT, wordings.FOLLOW_UP, *wordings.INDIRECT.values()]
    probes = {bare(form) for table in asked for form in table}
    assert not probes & {bare(phrasing.question) for phrasing in phrasings.everything()}
