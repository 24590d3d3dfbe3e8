"""The report as JUnit XML, the form every CI reads: the gate's conditions, and each answer of what shoppers get.

A wrong, missing or refused answer is a failure; one that nobody could decide is skipped, being neither right nor
wrong; where no answer came it is an error.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from assistant.accuracy.page import rulings
from assistant.accuracy.report import RIGHT

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def junit(report: Mapping[str, Any]) -> str:
    """The whole file as text."""
    gate = TestSuite(_plain(f"gate of {report['model']}"))
    for each in report["gate"]["conditions"]:
        case = TestCase(_plain(each["name"]), "gate")
        if not each["met"]:
            case.result = [Failure(_plain(f"{each['found']}, required {each['required']}"), "gate")]
        gate.add_testcase(case)
    gated = report["gate"]["configuration"]
    answers = TestSuite(_plain(f"{report['model']} as {gated}"))
    for each in report["answers"]:
        if each["configuration"] == gated:
            answers.add_testcase(_case(each))
    xml = JUnitXml(_plain(f"accuracy of {report['model']}"))
    xml.add_testsuite(gate)
    xml.add_testsuite(answers)
    xml.update_statistics()  # type: ignore[no-untyped-call]
    written: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return written.decode("utf-8")


def _case(answer: Mapping[str, Any]) -> TestCase:
    case = TestCase(_plain(answer["id"]), _plain(answer["kind"]), answer["seconds"])
    outcome = answer["outcome"]
    if outcome in RIGHT:
        return case
    kind = {"undecided": Skipped, "unscored": Error}.get(outcome, Failure)
    result = kind(_plain(answer["reason"]), outcome)
    result.text = _plain(_told(answer))
    case.result = [result]
    return case


def _told(answer: Mapping[str, Any]) -> str:
    lines = [f"Asked: {answer['question']}", f"Answered: {answer['answer'] or '(nothing)'}"]
    lines += [f"The catalog: {truth['text']} [{truth['source']}]" for truth in answer["expected"]]
    lines += [f"{each['verdict']}: {each['reason']}" for each in answer["findings"] if each["verdict"] != "correct"]
    lines += [
        f"judge, not a rule: {said!r} is {each['verdict']}: {each['reason']} {each['quote']}"
        for said, each in rulings(answer)
    ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Without the characters that no XML may hold, however they are written: a model may say any."""
    return _NOT_XML.sub("\ufffd", text)
