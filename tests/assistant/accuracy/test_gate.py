from dataclasses import replace

import pytest

from assistant.accuracy.gate import Decision, decide
from assistant.accuracy.score import Judged, Reply
from assistant.accuracy.suite import Expected, Kind, Probe
from assistant.accuracy.verdicts import Outcome
from assistant.config import GateSection

SECTION = GateSection()
KNOWN, SILENT = Expected(facts=("a/weight",)), Expected()


def answers(num: int, outcome: Outcome, expected: Expected = KNOWN, *, critical: bool = False) -> list[Judged]:
    """`num` answers of one outcome, each about a product of its own, every claim decided."""
    kind: Kind = "simple" if expected is KNOWN else "absent fact"
    probe = Probe("", kind, "?", expected, "", "critical" if critical else "normal")
    name = f"{outcome}/{critical}"
    return [
        Judged(replace(probe, id=f"{name}/{i}", cluster=f"{name}/{i}"), Reply("x"), outcome, "", (), 1, 1)
        for i in range(num)
    ]


def good(correct: int = 400, abstained: int = 100) -> list[Judged]:
    return answers(correct, Outcome.CORRECT) + answers(abstained, Outcome.RIGHTLY_ABSTAINED, SILENT)


def unmet(decision: Decision) -> list[str]:
    return [condition.name for condition in decision.conditions if not condition.is_met]


def test_a_good_version_passes_without_a_reason() -> None:
    decision = decide(good(), SECTION)
    assert decision.has_passed
    assert decision.reasons == []


@pytest.mark.parametrize(
    ("more", "names"),
    [
        (answers(1, Outcome.WRONG), ["wrong answers"]),
        (answers(1, Outcome.WRONG, critical=True), ["wrong answers", "wrong answers on price, safety or warranty"]),
        (answers(12, Outcome.MISSING), []),
        (answers(13, Outcome.MISSING), ["facts stated correctly"]),
        (answers(12, Outcome.WRONGLY_REFUSED), []),
        (
            answers(13, Outcome.WRONGLY_REFUSED),
            ["facts stated correctly", "refused although the catalog has the answer"],
        ),
        (answers(13, Outcome.UNDECIDED), ["facts stated correctly"]),
        (answers(5, Outcome.UNDECIDED, SILENT), []),
        (answers(6, Outcome.UNDECIDED, SILENT), ["honest when the catalog is silent"]),
    ],
)
def test_each_threshold_is_met_up_to_its_edge(more: list[Judged], names: list[str]) -> None:
    assert unmet(decide(good() + more, SECTION)) == names


def test_wrong_answers_on_a_price_are_refused_however_many_wrong_ones_are_allowed() -> None:
    wrong = answers(1, Outcome.WRONG, critical=True)
    assert unmet(decide(good() + wrong, GateSection(max_wrong=5))) == ["wrong answers on price, safety or warranty"]


def test_claims_that_nobody_could_decide_shut_the_gate() -> None:
    vague = [replace(each, num_decided=7, num_to_check=10) for each in good()]
    assert unmet(decide(vague, SECTION)) == ["claims that could be decided"]


def test_no_probe_is_no_pass() -> None:
    assert unmet(decide([], SECTION)) == ["probes asked"]


def test_a_version_as_good_as_the_live_one_passes() -> None:
    live = {each.probe.id: True for each in good()}
    assert decide(good(), SECTION, live).has_passed


def test_a_loss_against_the_live_version_shuts_the_gate_though_every_share_is_met() -> None:
    """Eleven of 511 lost: the share of 97 % holds, yet the loss may be more than two points."""
    judged = good() + answers(11, Outcome.MISSING)
    live = {each.probe.id: True for each in judged}
    decision = decide(judged, SECTION, live)
    assert unmet(decision) == ["against the live version"]
    assert "11 lost and 0 won of 511" in decision.reasons[0]


def test_a_live_version_that_was_asked_other_probes_is_not_compared() -> None:
    decision = decide(good(), SECTION, {"another": True})
    assert decision.has_passed
    assert all(condition.name != "against the live version" for condition in decision.conditions)


def test_a_reason_says_what_was_found_with_its_interval_and_what_was_required() -> None:
    decision = decide(good(380, 100) + answers(20, Outcome.MISSING), SECTION)
    (reason,) = decision.reasons
    assert reason.startswith("facts stated correctly: 95 % (380 of 400; 95 % interval ")
    assert reason.endswith("required at least 97 %")


def test_a_zero_is_told_with_what_it_leaves_open() -> None:
    found = {each.name: each.found for each in decide(good(), SECTION).conditions}
    assert found["wrong answers"] == "0 of 500 (0.8 % at most, with 95 % confidence)"
