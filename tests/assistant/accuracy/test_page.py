import re
from html.parser import HTMLParser
from typing import Any

import pytest

from assistant.accuracy.page import LABELS, OUTCOMES, PARTS, STACK, headline, marked, page, pieces, stack
from assistant.accuracy.report import CONFIGURATIONS, SHOPPERS
from assistant.accuracy.verdicts import Outcome
from tests.assistant.accuracy.test_report import made


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return made()


class Elements(HTMLParser):
    """Every element opened and not closed, and every address it refers to."""

    VOID = ("meta", "input", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element closed where it is opened."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_needs_nothing_from_elsewhere(report: dict[str, Any]) -> None:
    elements = Elements()
    html = page(report)
    elements.feed(html)
    assert elements.open == []
    assert elements.addresses == []
    assert not re.findall(r"https?://|@import|url\(", html)


def test_every_answer_that_was_not_right_is_shown_beside_what_the_catalog_says(report: dict[str, Any]) -> None:
    html = page(report)
    assert html.count('<article class="answer"') == 6
    assert "2.4 kg" in html
    assert "products.csv:2 [weight]" in html


def test_what_a_model_wrote_cannot_become_part_of_the_page(report: dict[str, Any]) -> None:
    attack = '</p><script>alert("x")</script>'
    answers = [each | {"answer": attack, "findings": [], "question": attack} for each in report["answers"]]
    html = page(report | {"answers": answers, "brand": attack})
    assert "<script>alert" not in html
    assert html.count("<script>") == 1


def test_every_text_that_a_model_or_a_catalog_wrote_is_escaped_wherever_it_stands(report: dict[str, Any]) -> None:
    """The attack in every text of every answer, also in reasons, evidence, spans, draws and wording."""
    attack = '"><img src=x onerror=alert(1)><script>alert("x")</script>'
    kept = ("configuration", "outcome", "verdict", "criticality", "kind", "id")

    def poisoned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poisoned(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [poisoned(each, key) for each in value]
        return f"{value} {attack}" if isinstance(value, str) and key not in kept else value

    finding = report["answers"][0]["findings"][0]
    more = {"off_brand": [finding], "draws": [{"answer": "a", "outcome": "wrong", "reason": "b"}], "residual": [[0, 3]]}
    html = page(report | {"answers": [poisoned(each | more) for each in report["answers"]]})
    assert html.count("<script>") == 1
    assert "<img" not in html
    assert html.count("&lt;img src=x") > 50


def test_a_stack_has_every_answer_of_its_configuration_once(report: dict[str, Any]) -> None:
    for name in report["configurations"]:
        parts = stack(report["answers"], name)
        assert sum(part.k for part in parts) == 3
        assert parts[-1].start + parts[-1].width == pytest.approx(STACK)
    assert set(PARTS) == set(OUTCOMES)


def test_what_no_rule_decided_is_marked_where_no_finding_stands(report: dict[str, Any]) -> None:
    answer = {"answer": "It is 2 kg. It sings.", "findings": [{"span": [6, 10]}], "residual": [[0, 11], [12, 21]]}
    assert [each["span"] for each in marked(answer)] == [[6, 10], [12, 21]]


def test_the_headline_counts(report: dict[str, Any]) -> None:
    assert headline(report) == "Of 3 questions, Northfell’s assistant answered 3 right, and none was wrong."
    gate = report["gate"] | {"configuration": "finetuned+retrieval"}
    told = headline(report | {"gate": gate})
    assert told.endswith(
        "answered 0 right, and 2 were wrong; one more was refused, off the point or could not be decided."
    )


def test_the_gate_answers_in_words(report: dict[str, Any]) -> None:
    assert "Yes, it may go live." in page(report)
    refused = page(report | {"gate": report["gate"] | {"passed": False, "reasons": ["wrong answers: 2 of 3"]}})
    assert "No, it should not go live yet." in refused
    assert "Wrong answers: 2 of 3." in refused


def test_marks_cut_an_answer_without_changing_it() -> None:
    text = "It weighs 2.4 kg and costs 9 EUR."
    findings = [
        {"span": [10, 16], "verdict": "wrong", "reason": "no"},
        {"span": [12, 20], "verdict": "correct", "reason": "overlaps"},
        {"span": [27, 32], "verdict": "correct", "reason": "yes"},
    ]
    found = pieces(text, findings)
    assert "".join(piece.text for piece in found) == text
    assert [(piece.text, piece.verdict) for piece in found if piece.verdict] == [
        ("2.4 kg", "wrong"),
        ("9 EUR", "correct"),
    ]


def test_every_outcome_and_configuration_has_words_for_a_merchant() -> None:
    assert set(OUTCOMES) == {str(outcome) for outcome in Outcome}
    assert set(LABELS) == set(CONFIGURATIONS)
    assert SHOPPERS in LABELS


def test_a_report_of_nothing_is_still_a_page(report: dict[str, Any]) -> None:
    empty = report | {"configurations": {}, "answers": [], "comparisons": []}
    assert "Nothing was asked." in page(empty)
