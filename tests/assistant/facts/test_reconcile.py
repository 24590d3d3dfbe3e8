"""Statements that agree become one fact; others are contradictions with both places."""

import pytest

from assistant.catalog.product import Source
from assistant.facts.facts import Contradiction, Fact
from assistant.facts.quantities import parse_value
from assistant.facts.reconcile import reconcile


def _fact(text: str, path: str, attribute: str = "weight") -> Fact:
    return Fact(
        f"a/{attribute}", "a", attribute, parse_value(text, attribute=attribute), text, Source(path, 2, attribute)
    )


@pytest.mark.parametrize(
    ("attribute", "texts", "kept"),
    [
        ("weight", ("1.9 kg", "1900 g"), "1.9 kg"),
        ("weight", ("1.9 kg", "1.90 kg"), "1.9 kg"),
        ("fabric", ("ripstop nylon", "Ripstop  Nylon"), "ripstop nylon"),
        ("fabric", ("nylon", "recycled nylon"), "recycled nylon"),
        ("colours", ("red, blue", "red, blue, green"), "red, blue, green"),
        ("temperature", ("60 to 100 °C", "80 °C"), "60 to 100 °C"),
        (
            "description",
            ("a long text of many words here", "another long text with other words"),
            "a long text of many words here",
        ),
    ],
)
def test_statements_that_agree_are_one_fact(attribute: str, texts: tuple[str, str], kept: str) -> None:
    facts = [_fact(text, f"{n}.csv", attribute) for n, text in enumerate(texts)]
    settled = reconcile(facts)
    assert isinstance(settled, Fact)
    assert settled.text == kept
    swapped = reconcile(facts[::-1])
    assert isinstance(swapped, Fact)


@pytest.mark.parametrize(
    ("attribute", "texts"),
    [
        ("weight", ("2.6 kg", "2450 g")),
        ("warranty", ("5 years", "10 years")),
        ("dishwasher safe", ("yes", "no")),
        ("country", ("Poland", "Germany")),
        ("gps", ("no", "optional")),
        ("colours", ("red, blue", "green, blue")),
    ],
)
def test_a_contradiction_names_both_places(attribute: str, texts: tuple[str, str]) -> None:
    for first, second in (texts, texts[::-1]):
        settled = reconcile([_fact(first, "a.csv", attribute), _fact(second, "b.csv", attribute)])
        assert isinstance(settled, Contradiction)
        assert [str(fact.source) for fact in settled.facts] == [f"a.csv:2 [{attribute}]", f"b.csv:2 [{attribute}]"]


def test_two_texts_of_one_document_are_both_meant() -> None:
    settled = reconcile([_fact("whip antenna", "a.md", "antenna"), _fact("SMA socket", "a.md", "antenna")])
    assert isinstance(settled, Fact)
    assert settled.text == "whip antenna; SMA socket"
