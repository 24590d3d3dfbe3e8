"""Judged answers -> the report: a JSON object for programs, and from it the page a merchant reads."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from assistant.accuracy.brand_rules import by_rule
from assistant.accuracy.checker_error import GUARDED, checker_error, corrected
from assistant.accuracy.gate import Decision
from assistant.accuracy.score import Judged, Rates, by_kind, interval_of_correct, rates
from assistant.accuracy.statistics import Rate, cluster_interval, mcnemar, pass_k
from assistant.accuracy.suite import Probe, to_row
from assistant.accuracy.verdicts import Finding, Outcome
from assistant.facts.facts import Fact, Facts
from assistant.knowledge.passages import Passage

CONFIGURATIONS: Final = ("base", "base+retrieval", "finetuned", "finetuned+retrieval", "finetuned+retrieval+guard")
SHOPPERS: Final = CONFIGURATIONS[-1]  # what shoppers get, and what the gate judges
CONTRACT: Final = ("correct", "wrong", "right_abstention", "false_refusal", "coverage")
RIGHT: Final = ("correct", "rightly_abstained")  # outcomes of a right answer


@dataclass(frozen=True, slots=True)
class Subject:
    """What was examined."""

    model: str  # "sample/v3", a URL, or the path of a file of answers
    brand: str
    catalog: str  # hash of the catalog's manifest
    base: str | None = None
    is_guarded: bool = True  # False for a file of answers: nobody checked them before


@dataclass(frozen=True, slots=True)
class Truth:
    """Where the page looks up what a right answer would have said."""

    facts: Facts
    passages: Sequence[Passage] = ()

    def expected(self, probe: Probe) -> list[dict[str, str]]:
        """Facts, names or passages as {"text", "source"}; empty where the right answer is that it is not known."""
        found = [fact for fact in map(self.facts.by_id, probe.expected.facts) if fact is not None]
        shown = [{"text": self._line(fact), "source": str(fact.source)} for fact in found]
        told = {fact.product for fact in found}
        names = [self.facts.products[name].name for name in probe.expected.products if name not in told]
        shown += [{"text": name, "source": "by comparing the catalog's values"} for name in names]
        passages = [each for each in self.passages if each.id in probe.expected.passages]
        return shown + [{"text": f"{each.title}: {each.text}", "source": str(each.source)} for each in passages]

    def _line(self, fact: Fact) -> str:
        product = self.facts.products[fact.product]
        variant = f" ({product.variants.get(fact.variant, fact.variant)})" if fact.variant is not None else ""
        return f"{product.name}{variant}, {fact.attribute}: {fact.text}"


@dataclass(frozen=True, slots=True)
class Repeats:
    """Further draws of the same probes. The figures are the first draw's; how steady it is, is told beside them."""

    asked: int = 1
    temperature: float = 0.0
    more: Mapping[str, Sequence[Sequence[Judged]]] = field(default_factory=dict)  # by configuration, draws after it

    @property
    def drawn(self) -> int:
        """1 where answers are greedy: the same prompt then has the same answer, and asking again says nothing new."""
        return 1 + max((len(draws) for draws in self.more.values()), default=0)

    def of(self, configuration: str) -> Sequence[Sequence[Judged]]:
        return self.more.get(configuration, ())


def compose(
    subject: Subject,
    judged: Mapping[str, Sequence[Judged]],
    decision: Decision,
    truth: Truth,
    gated: str = SHOPPERS,
    repeats: Repeats | None = None,
) -> dict[str, Any]:
    """The whole report. `judged`: by configuration; `gated`: the one the gate looked at."""
    repeats = repeats or Repeats()
    return {
        "format": 1,
        "model": subject.model,
        "base": subject.base,
        "brand": subject.brand,
        "catalog": subject.catalog,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "checker_error": _checker_error(),
        "repeats": {"asked": repeats.asked, "drawn": repeats.drawn, "temperature": repeats.temperature},
        "configurations": {
            name: _configuration(found, subject.is_guarded and name.endswith(GUARDED), repeats.of(name))
            for name, found in judged.items()
        },
        "comparisons": [_comparison(one, two, judged) for one, two in _pairs(list(judged))],
        "gate": {
            "passed": decision.has_passed,
            "reasons": decision.reasons,
            "configuration": gated,
            "conditions": [
                {"name": each.name, "met": each.is_met, "found": each.found, "required": each.required}
                for each in decision.conditions
            ],
        },
        "answers": [
            _answer(name, each, truth, [draw[place] for draw in repeats.of(name)])
            for name, found in judged.items()
            for place, each in enumerate(found)
        ],
    }


def contract(report: Mapping[str, Any]) -> dict[str, Any]:
    """What `check --json` prints: counts alone, the same fields in every version."""
    configurations = {
        name: {"n": found["n"]} | {key: {"k": found[key]["k"], "n": found[key]["n"]} for key in CONTRACT}
        for name, found in report["configurations"].items()
    }
    gate = {key: report["gate"][key] for key in ("passed", "reasons")}
    return {"model": report["model"], "catalog": report["catalog"], "configurations": configurations, "gate": gate}


def right_by_probe(report: Mapping[str, Any], configuration: str) -> dict[str, bool]:
    """From a stored report: by probe id, whether the answer was right."""
    return {
        each["id"]: each["outcome"] in RIGHT for each in report["answers"] if each["configuration"] == configuration
    }


def _configuration(judged: Sequence[Judged], is_guarded: bool, more: Sequence[Sequence[Judged]] = ()) -> dict[str, Any]:
    found = _rates(rates(judged))
    low, high = interval_of_correct(judged)
    found["correct"] |= {"low": low, "high": high}
    kinds = {kind: _rates(each) for kind, each in by_kind(judged).items()}
    repaired = _rate(Rate(sum(each.reply.is_repaired for each in judged), len(judged)))
    if more:
        found["repeats"] = _steadiness([judged, *more])
    seen = None if is_guarded else corrected(rates(judged).wrong, checker_error())
    return found | {
        "repaired": repaired,
        "wrong_corrected": seen and asdict(seen),
        "off_brand_rules": by_rule(item for each in judged for item in each.off_brand),
        "kinds": kinds,
        "seconds": round(sum(each.reply.seconds for each in judged), 1),
    }


def _checker_error() -> dict[str, Any]:
    error = checker_error()
    return {"false_flags": _rate(error.false_flags), "hits": _rate(error.hits), "source": error.source}


def _steadiness(draws: Sequence[Sequence[Judged]]) -> dict[str, Any]:
    """How the same probes fared again and again; `pass_k`: right in 1, 2, … draws out of 2, … taken together."""
    probes = list(zip(*draws, strict=True))
    counts = [sum(each.is_right for each in drawn) for drawn in probes]
    is_steady = [count == len(draws) for count in counts]
    low, high = cluster_interval(is_steady, [drawn[0].probe.cluster for drawn in probes])
    wrong_once = sum(any(each.outcome is Outcome.WRONG for each in drawn) for drawn in probes)
    changing = sum(len({each.outcome for each in drawn}) > 1 for drawn in probes)
    return {
        "n": len(draws),
        "pass_k": pass_k(counts, len(draws)),
        "right_in_all": {"k": sum(is_steady), "n": len(probes), "low": low, "high": high},
        "wrong_in_any": _rate(Rate(wrong_once, len(probes))),
        "changing": _rate(Rate(changing, len(probes))),
    }


def _rates(found: Rates) -> dict[str, Any]:
    return {"n": found.n} | {name: _rate(rate) for name, rate in found.named().items()}


def _rate(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval()
    return {"k": rate.k, "n": rate.n, "low": low, "high": high}


def _pairs(names: Sequence[str]) -> list[tuple[str, str]]:
    """What retrieval, fine-tuning and the guard each bring, all else equal."""
    alone, with_catalog, tuned, tuned_with_catalog, guarded = CONFIGURATIONS
    steps = (
        (alone, with_catalog),
        (alone, tuned),
        (with_catalog, tuned_with_catalog),
        (tuned, tuned_with_catalog),
        (tuned_with_catalog, guarded),
    )
    return [(one, two) for one, two in steps if one in names and two in names]


def _comparison(one: str, two: str, judged: Mapping[str, Sequence[Judged]]) -> dict[str, Any]:
    before = {each.probe.id: each.is_right for each in judged[one]}
    pairs = [(before[each.probe.id], each.is_right) for each in judged[two] if each.probe.id in before]
    lost = sum(was and not now for was, now in pairs)
    won = sum(now and not was for was, now in pairs)
    return {"before": one, "after": two, "n": len(pairs), "lost": lost, "won": won, "p": mcnemar(lost, won)}


def _answer(configuration: str, judged: Judged, truth: Truth, draws: Sequence[Judged] = ()) -> dict[str, Any]:
    row = to_row(judged.probe)
    if draws:
        row["draws"] = [
            {"answer": each.reply.text, "outcome": str(each.outcome), "reason": each.reason} for each in draws
        ]
    row["expected"] = truth.expected(judged.probe)
    return row | {
        "configuration": configuration,
        "answer": judged.reply.text,
        "outcome": str(judged.outcome),
        "reason": judged.reason,
        "failure": judged.reply.failure,
        "repaired": judged.reply.is_repaired,
        "seconds": round(judged.reply.seconds, 3),
        "findings": [_finding(each) for each in judged.findings],
        "residual": [list(span) for span in judged.residual],
        "off_brand": [_finding(each) for each in judged.off_brand],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    evidence = finding.evidence
    return {
        "span": list(finding.span),
        "verdict": str(finding.verdict),
        "product": finding.product,
        "attribute": finding.attribute,
        "value": finding.value,
        "reason": finding.reason,
        "evidence": None if evidence is None else {"id": evidence.id, "text": evidence.text, "source": evidence.source},
    }
