"""The report for CI and for a pull request."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from assistant.accuracy.junit import junit
from assistant.accuracy.summary import summary
from tests.assistant.accuracy.test_report import made


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return made()


def with_outcomes(report: dict[str, Any], *outcomes: str, **more: Any) -> dict[str, Any]:
    gated = report["gate"]["configuration"]
    answers = [each for each in report["answers"] if each["configuration"] == gated]
    changed = [each | {"outcome": name} | more for each, name in zip(answers, outcomes, strict=True)]
    return report | {"answers": changed}


def test_junit_has_the_gate_and_every_answer_that_shoppers_get(report: dict[str, Any]) -> None:
    gate, answers = JUnitXml.fromstring(junit(report))
    assert (gate.tests, gate.failures) == (len(report["gate"]["conditions"]), 0)
    assert (answers.tests, answers.failures, answers.errors, answers.skipped) == (3, 0, 0, 0)


def test_each_outcome_has_its_own_state_in_junit(report: dict[str, Any]) -> None:
    _, answers = JUnitXml.fromstring(junit(with_outcomes(report, "wrong", "undecided", "unscored")))
    assert [type(case.result[0]) for case in answers] == [Failure, Skipped, Error]
    assert (answers.failures, answers.skipped, answers.errors) == (1, 1, 1)
    assert "products.csv:2 [weight]" in str(next(iter(answers)).result[0].text)


def test_a_condition_that_is_not_met_is_a_failure(report: dict[str, Any]) -> None:
    conditions = [each | {"met": False} for each in report["gate"]["conditions"]]
    gate, _ = JUnitXml.fromstring(junit(report | {"gate": report["gate"] | {"conditions": conditions}}))
    assert gate.failures == len(conditions)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec=None)))
def test_whatever_a_model_says_the_xml_can_be_read(report: dict[str, Any], said: str) -> None:
    told = with_outcomes(report, "wrong", "wrong", "wrong", answer=said, findings=[], reason=said, id=said)
    _, answers = JUnitXml.fromstring(junit(told).encode("utf-8"))
    assert answers.failures == 3


def test_the_summary_has_the_verdict_the_figures_and_what_was_not_right(report: dict[str, Any]) -> None:
    told = summary(report)
    assert told.startswith("## Accuracy of camp/v1: passed")
    assert "| 2/2 100.0 % |" in told
    assert "details" not in told
    wrong = summary(with_outcomes(report, "correct", "wrong", "correct"))
    assert "<summary>1 not right</summary>" in wrong
    assert "And the price?" in wrong


def test_an_answer_in_the_summary_is_text_and_nothing_else(report: dict[str, Any]) -> None:
    said = "<img src=x> | @everyone [a](http://b.example)\n# `x` https://c.example www.d.example"
    told = summary(with_outcomes(report, "wrong", "correct", "correct", answer=said))
    (row,) = [line for line in told.splitlines() if "everyone" in line]
    assert "<img" not in row
    assert "@" not in row
    assert "://" not in row and "www." not in row
    assert row.count(" | ") == 3
    assert r"\# \`x\`" in row and r"\[a\](http:&#47;" in row
