import json

import pytest

from assistant.accuracy.gate import decide
from assistant.accuracy.report import CONFIGURATIONS, SHOPPERS, Subject, Truth, compose, contract, right_by_probe
from assistant.accuracy.score import Judge, Reply
from assistant.accuracy.suite import Expected, Probe
from assistant.accuracy.verify import Verifier
from assistant.config import GateSection
from assistant.facts.aliases import Names
from assistant.prompt import USER, Message, answer
from tests.assistant.accuracy.camp import RETURNS, camp

FACTS = camp()
NAMES = Names(FACTS)
JUDGE = Judge(FACTS, NAMES, Verifier(FACTS, NAMES), (RETURNS,))
HEAVY = Probe("a", "simple", "How heavy is the Tarn 2 Tent?", Expected(facts=("tarn-2-tent/weight",)), "tarn-2-tent")
PRICE = Probe(
    "b",
    "follow-up",
    "And the price?",
    Expected(facts=("tarn-2-tent/price",)),
    "tarn-2-tent",
    "critical",
    (Message(role=USER, content="How heavy is the Tarn 2 Tent?"), answer("It weighs 1.9 kg.")),
)
SILENT = Probe("c", "absent fact", "What is the packed length of the Beck Tent?", Expected(), "beck-tent")
REPLIES = {
    "finetuned+retrieval": ("The weight of the Tarn 2 Tent is 2.4 kg.", "", "The packed length is 30 cm."),
    SHOPPERS: (
        "The weight of the Tarn 2 Tent is 1.9 kg.",
        "The price of the Tarn 2 Tent is 349.00 EUR.",
        "The packed length of the Beck Tent is not stated in our catalog.",
    ),
}


def made() -> dict[str, object]:
    probes = (HEAVY, PRICE, SILENT)
    judged = {
        name: [JUDGE.judge(probe, Reply(text)) for probe, text in zip(probes, texts, strict=True)]
        for name, texts in REPLIES.items()
    }
    decision = decide(judged[SHOPPERS], GateSection())
    return compose(Subject("camp/v1", "Northfell", "abc", "starter"), judged, decision, Truth(FACTS, (RETURNS,)))


@pytest.fixture(scope="module")
def report() -> dict[str, object]:
    return made()


def test_the_printed_object_has_the_fields_that_other_programs_read_and_no_others(report: dict[str, object]) -> None:
    assert contract(report) == {
        "model": "camp/v1",
        "catalog": "abc",
        "configurations": {
            "finetuned+retrieval": {
                "n": 3,
                "correct": {"k": 0, "n": 2},
                "wrong": {"k": 2, "n": 3},
                "right_abstention": {"k": 0, "n": 1},
                "false_refusal": {"k": 0, "n": 2},
                "coverage": {"k": 2, "n": 2},
            },
            SHOPPERS: {
                "n": 3,
                "correct": {"k": 2, "n": 2},
                "wrong": {"k": 0, "n": 3},
                "right_abstention": {"k": 1, "n": 1},
                "false_refusal": {"k": 0, "n": 2},
                "coverage": {"k": 3, "n": 3},
            },
        },
        "gate": {"passed": True, "reasons": []},
    }


def test_the_stored_report_is_json_with_every_answer_and_its_evidence(report: dict[str, object]) -> None:
    answers = json.loads(json.dumps(report))["answers"]
    assert len(answers) == 6
    wrong = answers[0]
    assert (wrong["outcome"], wrong["configuration"]) == ("wrong", "finetuned+retrieval")
    assert wrong["expected"] == [{"text": "Tarn 2 Tent, weight: 1.9 kg", "source": "products.csv:2 [weight]"}]
    (finding,) = wrong["findings"]
    start, end = finding["span"]
    assert "2.4 kg" in wrong["answer"][start:end]
    assert finding["evidence"]["source"].startswith("products.csv:")
    assert answers[4]["history"][0]["content"] == "How heavy is the Tarn 2 Tent?"
    assert answers[5]["expected"] == []


def test_a_rate_stands_with_its_interval(report: dict[str, object]) -> None:
    configurations = json.loads(json.dumps(report))["configurations"]
    correct = configurations[SHOPPERS]["correct"]
    assert correct["low"] < correct["k"] / correct["n"] <= correct["high"]
    assert configurations[SHOPPERS]["kinds"]["simple"]["correct"]["k"] == 1


def test_what_the_guard_brings_is_told_with_won_and_lost(report: dict[str, object]) -> None:
    assert json.loads(json.dumps(report))["comparisons"] == [
        {"before": "finetuned+retrieval", "after": SHOPPERS, "n": 3, "won": 3, "lost": 0, "p": 0.25}
    ]


def test_a_stored_report_says_of_each_probe_whether_it_was_right(report: dict[str, object]) -> None:
    assert right_by_probe(report, SHOPPERS) == {"a": True, "b": True, "c": True}
    assert right_by_probe(report, "finetuned+retrieval") == {"a": False, "b": False, "c": False}


def test_the_corrected_rate_stands_beside_the_raw_one_but_for_what_the_guard_has_seen(
    report: dict[str, object],
) -> None:
    configurations = json.loads(json.dumps(report))["configurations"]
    true = configurations["finetuned+retrieval"]["wrong_corrected"]
    assert configurations["finetuned+retrieval"]["wrong"]["k"] == 2
    assert true["low"] <= true["share"] <= true["high"]
    assert configurations[SHOPPERS]["wrong_corrected"] is None


def test_the_configurations_are_those_of_the_contract() -> None:
    assert CONFIGURATIONS == ("base", "base+retrieval", "finetuned", "finetuned+retrieval", "finetuned+retrieval+guard")
