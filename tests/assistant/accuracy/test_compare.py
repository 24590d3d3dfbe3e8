"""Comparisons of stored reports: counts that are put in come out, and noise is called noise."""

import copy
from typing import Any

import pytest

from assistant.accuracy.compare import CRITICAL, check_is_report, compare, contract
from assistant.accuracy.report import SHOPPERS
from assistant.errors import ConfigError, DataError

Row = tuple[str, str, str]  # kind, outcome before, outcome after


def report(outcomes: list[tuple[str, str]], name: str = "sample/v1", critical: int = 0) -> dict[str, Any]:
    """One answer for each (kind, outcome), each about a product of its own; the first ones are critical."""
    answers = [
        {
            "id": f"{kind}:{place}",
            "kind": kind,
            "question": f"What of number {place}?",
            "expected": [{"text": f"number {place}: 1 kg", "source": f"products.csv:{place}"}],
            "criticality": "critical" if place < critical else "normal",
            "cluster": str(place),
            "configuration": SHOPPERS,
            "answer": f"It is {outcome}.",
            "outcome": outcome,
            "reason": "so",
            "findings": [],
        }
        for place, (kind, outcome) in enumerate(outcomes)
    ]
    gate = {"passed": True, "reasons": [], "configuration": SHOPPERS, "conditions": []}
    configurations = {SHOPPERS: {"n": len(answers)}}
    shared = {"brand": "Northfell", "catalog": "abc", "made": "2026-11-25T10:00:00+00:00"}
    return shared | {"model": name, "configurations": configurations, "gate": gate, "answers": answers}


def pair(rows: list[Row], critical: int = 0) -> tuple[dict[str, Any], dict[str, Any]]:
    before = report([(kind, was) for kind, was, _ in rows], critical=critical)
    return before, report([(kind, now) for kind, _, now in rows], "sample/v2", critical)


def rows(kind: str, same: int, lost: int = 0, won: int = 0) -> list[Row]:
    kept = [(kind, "correct", "correct")] * same
    return kept + [(kind, "correct", "missing")] * lost + [(kind, "missing", "correct")] * won


def test_what_was_lost_and_won_is_counted_by_kind_and_as_a_whole() -> None:
    found = compare(*pair(rows("simple", 90, lost=2, won=8) + rows("policy", 19, lost=1)))
    right = found["overall"]["right"]
    assert (right["n"], right["before"], right["after"], right["won"], right["lost"]) == (120, 112, 117, 8, 3)
    assert right["difference"] == pytest.approx(5 / 120)
    assert right["low"] < 5 / 120 < right["high"]
    simple, policy = found["slices"]["simple"], found["slices"]["policy"]
    assert (simple["won"], simple["lost"], policy["won"], policy["lost"]) == (8, 2, 0, 1)
    assert simple["p_holm"] == pytest.approx(2 * simple["p"])
    assert [each["change"] for each in found["changed"]] == ["lost"] * 3 + ["won"] * 8


def test_a_version_against_itself_has_lost_nothing_and_passes() -> None:
    found = compare(*pair(rows("simple", 500)))
    assert found["overall"]["verdict"] == "no difference shown"
    assert found["gate"]["passed"]
    assert found["changed"] == []


def test_too_few_questions_cannot_show_that_nothing_was_lost() -> None:
    found = compare(*pair(rows("simple", 30)))
    assert not found["gate"]["passed"]
    assert "not worse: at worst 9.5 % fewer right answers" in found["gate"]["reasons"][0]


def test_six_lost_in_one_kind_is_worse_there_though_the_whole_is_no_worse() -> None:
    found = compare(*pair(rows("simple", 900) + rows("policy", 20, lost=8)))
    assert found["overall"]["not_worse"]
    assert found["slices"]["policy"]["verdict"] == "worse"
    assert found["gate"]["reasons"] == [
        "no kind of question got worse: policy (8 lost, 0 won), required none beyond noise"
    ]


def test_one_kind_in_ten_that_differs_by_luck_is_called_noise() -> None:
    """Six lost and none won has p = 0.03: alone it would count, as one of ten kinds it does not."""
    kinds = [row for number in range(9) for row in rows(f"kind {number}", 60, lost=1, won=1)]
    found = compare(*pair([*kinds, *rows("policy", 60, lost=6)]))
    policy = found["slices"]["policy"]
    assert policy["p"] < 0.05 < policy["p_holm"]
    assert policy["verdict"] == "no difference shown"


def test_twenty_won_against_two_lost_is_better_and_more_than_noise() -> None:
    found = compare(*pair(rows("simple", 478, lost=2, won=20)))
    assert found["overall"]["verdict"] == "better"
    assert found["gate"]["passed"]


def test_a_newly_wrong_price_is_refused_however_much_else_is_won() -> None:
    wrong = [("simple", "missing", "wrong")]
    found = compare(*pair([*wrong, *rows("simple", 500, won=20)], critical=1))
    assert found["gate"]["reasons"] == ["newly wrong on price, safety or warranty: 1/521, required none"]
    assert found["slices"][CRITICAL]["n"] == 1
    assert found["changed"][0]["after"]["outcome"] == "wrong"


def test_answers_that_went_from_silent_to_wrong_are_told_though_both_are_not_right() -> None:
    silent = [("simple", "wrongly_refused", "wrong")] * 9
    found = compare(*pair([*silent, *rows("simple", 500)]))
    assert found["overall"]["right"]["p"] == 1.0
    assert found["gate"]["reasons"][0].startswith("wrong answers: 9 newly wrong and 0 no longer")


def test_answers_that_never_came_stay_in_the_pairs() -> None:
    found = compare(*pair([("simple", "correct", "unscored"), *rows("simple", 99)]))
    assert found["n"] == 100
    assert found["overall"]["unscored"] | {"p": 1.0} == {
        "n": 100,
        "before": 0,
        "after": 1,
        "won": 1,
        "lost": 0,
        "p": 1.0,
    }
    assert found["overall"]["right"]["lost"] == 1


def test_questions_whose_right_answer_has_changed_are_not_compared() -> None:
    before, after = pair(rows("simple", 10))
    after["answers"][3]["expected"][0]["text"] = "number 3: 2 kg"
    after["answers"][4]["expected"][0]["source"] = "products.csv:17"  # the same, elsewhere in the file
    after["answers"].append(after["answers"][0] | {"id": "new"})
    found = compare(before, after | {"catalog": "def"})
    assert (found["n"], found["same_catalog"]) == (9, False)
    assert found["unpaired"] == {"before": 1, "after": 2}


def test_two_configurations_of_one_report_can_be_compared() -> None:
    both = report([("simple", "missing")] * 20)
    guarded = copy.deepcopy(both["answers"])
    for each in guarded:
        each |= {"configuration": "finetuned", "outcome": "correct"}
    both["answers"] += guarded
    both["configurations"]["finetuned"] = {"n": 20}
    found = compare(both, both, (SHOPPERS, "finetuned"))
    assert found["overall"]["right"]["won"] == 20


def test_what_cannot_be_compared_says_why() -> None:
    before, after = pair(rows("simple", 3))
    other = report([("policy", "correct")])
    with pytest.raises(ConfigError, match="asked no probe in common"):
        compare(before, other)
    with pytest.raises(ConfigError, match="was not checked as 'base'; its report has finetuned"):
        compare(before, after, ("base", "base"))
    elsewhere = after | {"gate": after["gate"] | {"configuration": "base"}, "configurations": {"base": {}}}
    with pytest.raises(ConfigError, match="was not checked as base; give --configurations: they have none in common"):
        compare(before, elsewhere)
    with pytest.raises(DataError, match=r"x\.json: not an accuracy report"):
        check_is_report("x.json", {"gate": {}})


def test_the_printed_object_names_the_changed_probes_without_their_texts() -> None:
    printed = contract(compare(*pair(rows("simple", 5, lost=1, won=1))))
    assert printed["changed"] == {"lost": ["simple:5"], "won": ["simple:6"], "other": []}
    assert set(printed["gate"]) == {"passed", "reasons"}
    assert "It is" not in str(printed)
