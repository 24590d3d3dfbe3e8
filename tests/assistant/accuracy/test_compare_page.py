import re
from typing import Any

import pytest

from assistant.accuracy.compare import compare
from assistant.accuracy.compare_page import compare_headline, compare_page
from assistant.accuracy.summary import compare_summary
from tests.assistant.accuracy.test_compare import pair, rows
from tests.assistant.accuracy.test_page import Elements

ATTACK = '</p><script>alert("x")</script>'


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    before, after = pair(rows("simple", 200, lost=3, won=2) + rows("policy", 9, lost=1))
    finding = {"span": [6, 13], "verdict": "wrong", "reason": ATTACK, "evidence": {"text": "1 kg", "source": "a.csv:7"}}
    for each in after["answers"]:
        if each["outcome"] == "missing":
            each |= {"answer": f"It is missing. {ATTACK}", "findings": [finding], "outcome": "wrong"}
    after["answers"][-1]["kind"] = ATTACK
    return compare(before, after)


def test_the_page_is_well_formed_and_needs_nothing_from_elsewhere(found: dict[str, Any]) -> None:
    elements = Elements()
    html = compare_page(found)
    elements.feed(html)
    assert elements.open == []
    assert elements.addresses == []
    assert not re.findall(r"https?://|@import|url\(", html)


def test_what_a_model_wrote_cannot_become_part_of_the_page(found: dict[str, Any]) -> None:
    html = compare_page(found)
    assert html.count("<script>") == 1
    assert "&lt;script&gt;alert" in html


def test_both_answers_stand_side_by_side_with_marks_and_evidence(found: dict[str, Any]) -> None:
    html = compare_page(found)
    assert html.count('<article class="answer"') == 6
    assert html.count('<mark class="wrong"') == 4
    assert "It is correct." in html
    assert "1 kg · a.csv:7" in html


def test_the_headline_says_whether_it_is_more_than_noise(found: dict[str, Any]) -> None:
    assert compare_headline(found) == (
        "Of 215 questions, 2 are now right and 4 no longer; 4 are wrong, before 0. That may be noise."
    )
    better = compare(*pair(rows("simple", 400, won=30)))
    assert compare_headline(better).endswith("That is better, and more than noise.")
    assert compare_headline(compare(*pair(rows("simple", 4)))).endswith("Nothing changed that counts.")


def test_the_summary_for_a_pull_request_cannot_be_marked_up_by_a_model(found: dict[str, Any]) -> None:
    told = compare_summary(found)
    assert told.startswith("## sample/v1 → sample/v2: **refused**")
    assert "<script>" not in told
    assert "4 no longer right" in told
