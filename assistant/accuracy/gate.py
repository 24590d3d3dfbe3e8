"""The gate: whether a version may go live, and in plain words why not.

Absolute conditions are met by the measured share, with its interval beside it. Against the live version the same
probes are paired: the loss must be shown to be small, not merely not shown to be large.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.accuracy.brand_rules import BARRED
from assistant.accuracy.score import Judged, interval_of_correct, rates
from assistant.accuracy.statistics import Interval, Rate, cluster_interval, mcnemar, worst_loss
from assistant.accuracy.verdicts import Outcome
from assistant.config import GateSection

MARGIN: Final = 0.02  # the largest loss against the live version; one point would need some 1,900 probes to show


@dataclass(frozen=True, slots=True)
class Condition:
    """One requirement, and whether it is met."""

    name: str  # "facts stated correctly"
    is_met: bool
    found: str  # "97.4 % (482 of 495; 95 % interval 95.6 to 98.5 %)"
    required: str  # "at least 97 %"

    @property
    def reason(self) -> str:
        return f"{self.name}: {self.found}, required {self.required}"


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes when every condition is met."""

    conditions: tuple[Condition, ...]

    @property
    def has_passed(self) -> bool:
        return all(condition.is_met for condition in self.conditions)

    @property
    def reasons(self) -> list[str]:
        return [condition.reason for condition in self.conditions if not condition.is_met]


def decide(
    judged: Sequence[Judged],
    section: GateSection,
    live: Mapping[str, bool] | None = None,
    more: Sequence[Sequence[Judged]] = (),
) -> Decision:
    """Judge what shoppers would get.

    `live`: by probe id, whether the live version answered right; `more`: further draws of the same probes.
    """
    found = rates(judged)
    critical = [each for each in judged if each.probe.criticality == "critical"]
    num_critical_wrong = sum(each.outcome is Outcome.WRONG for each in critical)
    conditions = [
        _at_least("facts stated correctly", found.correct, section.min_correct, interval_of_correct(judged)),
        Condition("wrong answers", found.wrong.k <= section.max_wrong, _count(found.wrong), _most(section.max_wrong)),
        Condition(
            "wrong answers on price, safety or warranty",
            num_critical_wrong == 0,
            _count(Rate(num_critical_wrong, len(critical))),
            "none",
        ),
        _at_least("honest when the catalog is silent", found.right_abstention, section.min_right_abstention),
        _at_most("refused although the catalog has the answer", found.false_refusal, section.max_false_refusal),
        _at_least("claims that could be decided", found.coverage, section.min_coverage),
    ]
    barred = sum(any(item.attribute in BARRED for item in each.off_brand) for each in judged)
    told = _count(Rate(barred, len(judged)))
    conditions.append(Condition("forbidden wording, unproved talk of competitors", barred == 0, told, "none"))
    if not judged:
        conditions.insert(0, Condition("probes asked", False, "none", "at least one"))
    if more:
        conditions += _over_draws([judged, *more], section)
    if live is not None:
        conditions += _against(judged, live)
    return Decision(tuple(conditions))


def _over_draws(draws: Sequence[Sequence[Judged]], section: GateSection) -> list[Condition]:
    """A shopper meets any of the draws: one that is wrong now and then is wrong, and the first may have been lucky."""
    probes = list(zip(*draws, strict=True))
    wrong = Rate(sum(any(each.outcome is Outcome.WRONG for each in drawn) for drawn in probes), len(probes))
    correct = [rates(draw).correct for draw in draws]
    average = Rate(sum(each.k for each in correct), sum(each.n for each in correct))
    interval = Interval(0.0, 1.0) if not average.n else cluster_interval(*_pooled(draws))
    return [
        _at_least(f"facts stated correctly, average of {len(draws)} draws", average, section.min_correct, interval),
        Condition(
            f"wrong in any of {len(draws)} draws", wrong.k <= section.max_wrong, _count(wrong), _most(section.max_wrong)
        ),
    ]


def _pooled(draws: Sequence[Sequence[Judged]]) -> tuple[list[bool], list[str]]:
    answerable = [each for draw in draws for each in draw if not each.probe.expected.is_abstention]
    return [each.is_right for each in answerable], [each.probe.cluster for each in answerable]


def _against(judged: Sequence[Judged], live: Mapping[str, bool]) -> list[Condition]:
    """Nothing when no probe was asked of both: the catalogs are then not the same."""
    both = [each for each in judged if each.probe.id in live]
    if not both:
        return []
    before, after = [live[each.probe.id] for each in both], [each.is_right for each in both]
    loss = worst_loss(before, after, [each.probe.cluster for each in both])
    only_live = sum(was and not now for was, now in zip(before, after, strict=True))
    only_new = sum(now and not was for was, now in zip(before, after, strict=True))
    found = (
        f"at worst {percent(max(loss, 0.0))} fewer right answers ({only_live} lost and {only_new} won of "
        f"{len(both)}, exact McNemar p = {mcnemar(only_live, only_new):.2g})"
    )
    return [Condition("against the live version", loss < MARGIN, found, f"a loss below {percent(MARGIN)}")]


def _at_least(name: str, rate: Rate, least: float, interval: Interval | None = None) -> Condition:
    is_met = rate.share is None or rate.share >= least
    return Condition(name, is_met, _shown(rate, interval), f"at least {percent(least)}")


def _at_most(name: str, rate: Rate, most: float) -> Condition:
    is_met = rate.share is None or rate.share <= most
    return Condition(name, is_met, _shown(rate), f"at most {percent(most)}")


def _shown(rate: Rate, interval: Interval | None = None) -> str:
    if rate.share is None:
        return "nothing to count"
    low, high = interval or rate.interval()
    return f"{percent(rate.share)} ({rate.k} of {rate.n}; 95 % interval {100 * low:.1f} to {100 * high:.1f} %)"


def _count(rate: Rate) -> str:
    """A zero is no proof of none: the interval's upper end says how many there may still be."""
    if rate.n == 0:
        return "nothing to count"
    return f"{rate.k} of {rate.n} ({percent(rate.interval().high)} at most, with 95 % confidence)"


def _most(number: int) -> str:
    return "none" if number == 0 else f"at most {number}"


def percent(share: float) -> str:
    """As in "97.4 %"."""
    return f"{100 * share:.1f} %".replace(".0 %", " %")
