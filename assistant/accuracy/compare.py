"""Two stored reports -> what got better, what got worse, and whether it is more than noise. No model is asked.

Answers are paired by probe. A slice differs when the exact McNemar test says so after Holm's correction; as a whole
the new version is not worse when the loss is shown to be below the margin, and not merely when no loss is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from assistant.accuracy.gate import MARGIN, Condition, Decision, percent
from assistant.accuracy.report import RIGHT
from assistant.accuracy.statistics import Rate, holm, mcnemar, paired_interval, worst_loss
from assistant.errors import ConfigError, DataError

ALPHA: Final = 0.05
CRITICAL: Final = "price, safety, warranty"  # the slice of critical probes, whatever their kind
Answer = Mapping[str, Any]


class Pair(NamedTuple):
    """One probe's answers in both reports."""

    before: Answer
    after: Answer

    @property
    def was_right(self) -> bool:
        return self.before["outcome"] in RIGHT

    @property
    def is_right(self) -> bool:
        return self.after["outcome"] in RIGHT

    @property
    def change(self) -> str:
        """won, lost, or other: neither or both are right and the outcome is not the same."""
        if self.was_right == self.is_right:
            return "other"
        return "won" if self.is_right else "lost"


def compare(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    configurations: tuple[str, str] | None = None,
    margin: float = MARGIN,
) -> dict[str, Any]:
    """The comparison as JSON. `configurations`: of the one and of the other; else the one the gate judged in both."""
    one, two = configurations or _judged_in_both(before, after)
    old, new = _answers(before, one), _answers(after, two)
    pairs = [Pair(old[name], new[name]) for name in new if name in old and _asks_the_same(old[name], new[name])]
    if not pairs:
        raise ConfigError(
            f"{before['model']} and {after['model']} were asked no probe in common; check both with the same catalog, "
            "seed and --probes"
        )
    overall = _overall(pairs, margin)
    slices = _slices(pairs)
    decision = _decide(overall, slices, pairs, margin)
    return {
        "format": 1,
        "before": _side(before, one),
        "after": _side(after, two),
        "same_catalog": before["catalog"] == after["catalog"],
        "n": len(pairs),
        "unpaired": {"before": len(old) - len(pairs), "after": len(new) - len(pairs)},
        "overall": overall,
        "slices": slices,
        "gate": {"passed": decision.has_passed, "reasons": decision.reasons, "conditions": _conditions(decision)},
        "changed": [_changed(pair) for pair in _worst_first(pairs)],
    }


def contract(comparison: Mapping[str, Any]) -> dict[str, Any]:
    """What `check --compare --json` prints: the figures, and of the answers that changed only the ids."""
    changed = {
        change: [each["id"] for each in comparison["changed"] if each["change"] == change]
        for change in ("lost", "won", "other")
    }
    gate = {key: comparison["gate"][key] for key in ("passed", "reasons")}
    return {key: comparison[key] for key in comparison if key != "format"} | {"gate": gate, "changed": changed}


def check_is_report(place: str, found: Any) -> Mapping[str, Any]:
    """Raises DataError where JSON is no report of `check`."""
    keys = {"model", "catalog", "configurations", "answers", "gate"}
    if not isinstance(found, dict) or not keys <= found.keys():
        raise DataError(f"{place}: not an accuracy report; expected the report.json that `truebrand check` writes")
    return found


def _judged_in_both(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, str]:
    wanted = after["gate"]["configuration"]
    if wanted not in before["configurations"]:
        both = [name for name in after["configurations"] if name in before["configurations"]]
        shared = f"both have {', '.join(both)}" if both else "they have none in common; name one of each, the old first"
        raise ConfigError(f"{before['model']} was not checked as {wanted}; give --configurations: {shared}")
    return wanted, wanted


def _answers(report: Mapping[str, Any], configuration: str) -> dict[str, Answer]:
    if configuration not in report["configurations"]:
        known = ", ".join(report["configurations"])
        raise ConfigError(f"{report['model']} was not checked as {configuration!r}; its report has {known}")
    return {each["id"]: each for each in report["answers"] if each["configuration"] == configuration}


def _asks_the_same(one: Answer, two: Answer) -> bool:
    """Whether an id stands for the same question, with the same right answer."""
    return all(one.get(key) == two.get(key) for key in ("question", "history")) and _truth(one) == _truth(two)


def _truth(answer: Answer) -> list[str]:
    """What the catalog says, wherever in its files it now stands."""
    return [each["text"] for each in answer["expected"]]


def _overall(pairs: Sequence[Pair], margin: float) -> dict[str, Any]:
    was, now = [pair.was_right for pair in pairs], [pair.is_right for pair in pairs]
    clusters = [str(pair.after["cluster"]) for pair in pairs]
    low, high = paired_interval(was, now, clusters)
    loss = worst_loss(was, now, clusters)
    right = _counts(pairs, lambda answer: answer["outcome"] in RIGHT)
    is_sure = right["p"] < ALPHA and (low > 0 or high < 0)
    return {
        "right": right | {"difference": (sum(now) - sum(was)) / len(pairs), "low": low, "high": high},
        "wrong": _counts(pairs, lambda answer: answer["outcome"] == "wrong"),
        "unscored": _counts(pairs, lambda answer: answer["outcome"] == "unscored"),
        "worst_loss": loss,
        "margin": margin,
        "not_worse": loss < margin,
        "verdict": ("better" if sum(now) > sum(was) else "worse") if is_sure else "no difference shown",
    }


def _slices(pairs: Sequence[Pair]) -> dict[str, dict[str, Any]]:
    """By kind of question, and the critical ones. Each is one more chance of a difference by luck: hence Holm."""
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair.after["kind"], []).append(pair)
    if critical := [pair for pair in pairs if pair.after["criticality"] == "critical"]:
        groups[CRITICAL] = critical
    found = {name: _counts(group, lambda answer: answer["outcome"] in RIGHT) for name, group in groups.items()}
    for each, adjusted in zip(found.values(), holm([each["p"] for each in found.values()]), strict=True):
        each["p_holm"] = adjusted
        is_sure = adjusted < ALPHA
        each["verdict"] = ("better" if each["won"] > each["lost"] else "worse") if is_sure else "no difference shown"
    return found


def _counts(pairs: Sequence[Pair], holds: Callable[[Answer], bool]) -> dict[str, Any]:
    """How often something held before and after; `won` and `lost`: where it came about, and where it went."""
    was, now = [holds(pair.before) for pair in pairs], [holds(pair.after) for pair in pairs]
    won = sum(now and not then for then, now in zip(was, now, strict=True))
    lost = sum(then and not now for then, now in zip(was, now, strict=True))
    counts = {"n": len(pairs), "before": sum(was), "after": sum(now), "won": won, "lost": lost}
    return counts | {"p": mcnemar(lost, won)}


def _decide(overall: Mapping[str, Any], slices: Mapping[str, Any], pairs: Sequence[Pair], margin: float) -> Decision:
    right, wrong = overall["right"], overall["wrong"]
    worse = [
        f"{name} ({each['lost']} lost, {each['won']} won)"
        for name, each in slices.items()
        if each["verdict"] == "worse"
    ]
    newly = [
        pair
        for pair in pairs
        if pair.after["criticality"] == "critical" and pair.after["outcome"] == "wrong" != pair.before["outcome"]
    ]
    loss = f"at worst {percent(max(overall['worst_loss'], 0.0))} fewer right answers"
    change = f"{right['lost']} lost and {right['won']} won of {len(pairs)}, exact McNemar p = {right['p']:.2g}"
    wrongs = f"{wrong['won']} newly wrong and {wrong['lost']} no longer (p = {wrong['p']:.2g})"
    has_more_wrong = wrong["p"] < ALPHA and wrong["won"] > wrong["lost"]
    return Decision(
        (
            Condition("not worse", overall["not_worse"], f"{loss} ({change})", f"a loss below {percent(margin)}"),
            Condition("no kind of question got worse", not worse, "; ".join(worse) or "none", "none beyond noise"),
            Condition("wrong answers", not has_more_wrong, wrongs, "no more of them, beyond noise"),
            Condition("newly wrong on price, safety or warranty", not newly, str(Rate(len(newly), len(pairs))), "none"),
        )
    )


def _conditions(decision: Decision) -> list[dict[str, Any]]:
    return [
        {"name": each.name, "met": each.is_met, "found": each.found, "required": each.required}
        for each in decision.conditions
    ]


def _side(report: Mapping[str, Any], configuration: str) -> dict[str, Any]:
    made = {key: report.get(key) for key in ("model", "brand", "catalog", "made")}
    return made | {"configuration": configuration}


def _worst_first(pairs: Sequence[Pair]) -> list[Pair]:
    """Those whose outcome changed: lost ones first, of these the newly wrong and the critical ones first."""
    changed = [pair for pair in pairs if pair.before["outcome"] != pair.after["outcome"]]
    return sorted(
        changed,
        key=lambda pair: (
            ("lost", "other", "won").index(pair.change),
            pair.after["outcome"] != "wrong",
            pair.after["criticality"] != "critical",
        ),
    )


def _changed(pair: Pair) -> dict[str, Any]:
    shared = {key: pair.after[key] for key in ("id", "kind", "criticality", "question", "expected")}
    if pair.after.get("history"):
        shared["history"] = pair.after["history"]
    return shared | {"change": pair.change, "before": _said(pair.before), "after": _said(pair.after)}


def _said(answer: Answer) -> dict[str, Any]:
    return {key: answer[key] for key in ("answer", "outcome", "reason", "findings")}
