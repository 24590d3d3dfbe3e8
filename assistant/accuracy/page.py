"""The report as one HTML page that needs nothing else: for the person who decides whether the assistant may speak."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import jinja2

from assistant.accuracy.report import RIGHT

LABELS: Final = {
    "base": "Base model, alone",
    "base+retrieval": "Base model, catalog at hand",
    "finetuned": "Your model, alone",
    "finetuned+retrieval": "Your model, catalog at hand",
    "finetuned+retrieval+guard": "Your model, catalog at hand, every sentence checked",
}
OUTCOMES: Final = {
    "correct": "right",
    "rightly_abstained": "rightly said it does not know",
    "wrong": "wrong",
    "wrongly_refused": "refused, though the catalog knows",
    "missing": "did not answer the question",
    "undecided": "could not be decided",
    "unscored": "no answer came",
}
COLUMNS: Final = (
    ("correct", "Facts right", "good"),
    ("right_abstention", "Honest when the catalog is silent", "good"),
    ("false_refusal", "Refused without need", "bad"),
    ("wrong", "Wrong", "bad"),
    ("coverage", "Claims that could be checked", "plain"),
)
BAR: Final = 120  # pixels of a full bar
STACK: Final = 560
# What became of the answers, best first: colour and strength of each part of a stack.
PARTS: Final = {
    "correct": ("good", 0.85),
    "rightly_abstained": ("good", 0.45),
    "undecided": ("open", 0.5),
    "missing": ("plain", 0.45),
    "wrongly_refused": ("plain", 0.85),
    "unscored": ("ink", 0.6),
    "wrong": ("bad", 0.9),
}


class Piece(NamedTuple):
    """A stretch of an answer, and what was found about it."""

    text: str
    verdict: str | None = None
    reason: str = ""


class Part(NamedTuple):
    """A stretch of a stack: the answers of one outcome."""

    outcome: str
    k: int
    start: float
    width: float
    tone: str
    strength: float


class Bar(NamedTuple):
    """A share as a picture: lengths in pixels."""

    share: str
    width: float
    low: float
    high: float
    k: int
    n: int
    tone: str


def page(report: Mapping[str, Any]) -> str:
    """The page, from the report alone."""
    configurations = report["configurations"]
    gated = report["gate"]["configuration"]
    shown = [each for each in report["answers"] if each["configuration"] == gated or each["outcome"] not in RIGHT]
    return (
        environment()
        .get_template("report.html.jinja")
        .render(
            report=report,
            headline=headline(report),
            second_layer=second_layer(report),
            labels=LABELS,
            outcomes=OUTCOMES,
            columns=[title for _, title, _ in COLUMNS],
            rows=[
                (name, [bar(found[key], tone) for key, _, tone in COLUMNS]) for name, found in configurations.items()
            ],
            kinds=_kinds(configurations),
            stacks=[(name, stack(report["answers"], name)) for name in configurations],
            stack_width=STACK,
            answers=[(each, pieces(each["answer"], marked(each)), rulings(each)) for each in shown],
            gated=gated,
            right=RIGHT,
            bar_width=BAR,
        )
    )


@cache
def environment() -> jinja2.Environment:
    """Our pages' templates; whatever is filled in is escaped."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("assistant.accuracy", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["p"] = lambda p: "< 0.001" if p < 0.001 else f"{p:.3f}"
    return made


def headline(report: Mapping[str, Any]) -> str:
    """What the figures come to, in a sentence or two."""
    gated = report["gate"]["configuration"]
    if gated not in report["configurations"]:
        return "Nothing was asked."
    found = report["configurations"][gated]
    right = found["correct"]["k"] + found["right_abstention"]["k"]
    wrong = {0: "none was wrong", 1: "one was wrong"}.get(found["wrong"]["k"], f"{found['wrong']['k']} were wrong")
    failed = found["unscored"]["k"]
    rest = found["n"] - right - found["wrong"]["k"] - failed
    others = "one more was" if rest == 1 else f"the other {rest} were"
    left = f"; {others} refused, off the point or could not be decided" if rest else ""
    none = f"; to {failed} no answer came" if failed else ""
    return f"Of {found['n']} questions, {report['brand']}’s assistant answered {right} right, and {wrong}{left}{none}."


def second_layer(report: Mapping[str, Any]) -> str:
    """What a judge said of what no rule decided; empty where none was asked."""
    if (judge := report.get("judge")) is None:
        return ""
    found = "no rule left anything undecided"
    if judge["n"]:
        found = (
            f"of {judge['n']} statements that no rule decided, what we say supports {judge['supported']} and "
            f"contradicts {judge['contradicted']}; left undecided: {judge['undecided']}"
        )
    return f"Second layer, {judge['by']}: {found}. It changes no figure above and no condition of the gate."


def rulings(answer: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The statements a judge was asked about, each with what came of it."""
    return [(answer["answer"][each["span"][0] : each["span"][1]].strip(), each) for each in answer.get("judge", ())]


def bar(rate: Mapping[str, Any], tone: str) -> Bar | None:
    """None where nothing was counted."""
    if not rate["n"]:
        return None
    share = rate["k"] / rate["n"]
    return Bar(_percent(share), BAR * share, BAR * rate["low"], BAR * rate["high"], rate["k"], rate["n"], tone)


def pieces(text: str, findings: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """The answer cut at its findings; of findings that overlap the first is shown."""
    return list(_cut(text, sorted(findings, key=lambda finding: (finding["span"][0], -finding["span"][1]))))


def _cut(text: str, findings: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
    at = 0
    for finding in findings:
        start, end = finding["span"]
        if start >= at and end > start:
            if start > at:
                yield Piece(text[at:start])
            yield Piece(text[start:end], finding["verdict"], finding["reason"])
            at = end
    if at < len(text):
        yield Piece(text[at:])


def marked(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The findings, and where there is none the stretches that no rule decided, with a judge's word on them if any."""
    ruled = {tuple(each["span"]): each for each in answer.get("judge", ()) if each["verdict"] != "undecided"}
    left = [_left(span, ruled.get(tuple(span))) for span in answer["residual"]]
    taken = [finding["span"] for finding in answer["findings"]]
    free = [each for each in left if all(each["span"][1] <= a or b <= each["span"][0] for a, b in taken)]
    return [*answer["findings"], *free]


def _left(span: Sequence[int], ruling: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if ruling is None:
        return {"span": span, "verdict": "undecided", "reason": "No rule could decide this."}
    reason = f"{ruling['reason']} “{ruling['quote']}”"
    return {"span": span, "verdict": f"judge {ruling['verdict']}", "reason": reason}


def stack(answers: Sequence[Mapping[str, Any]], configuration: str) -> list[Part]:
    """What became of a configuration's answers, as parts of one bar."""
    counts = Counter(each["outcome"] for each in answers if each["configuration"] == configuration)
    parts, at = [], 0.0
    for outcome, (tone, strength) in PARTS.items():
        if k := counts[outcome]:
            width = STACK * k / counts.total()
            parts.append(Part(outcome, k, at, width, tone, strength))
            at += width
    return parts


def _kinds(configurations: Mapping[str, Any]) -> list[tuple[str, list[Bar | None]]]:
    """Right answers by kind of question: facts stated, or silence admitted."""
    names = dict.fromkeys(kind for found in configurations.values() for kind in found["kinds"])
    return [(kind, [_right(found["kinds"].get(kind)) for found in configurations.values()]) for kind in names]


def _right(found: Mapping[str, Any] | None) -> Bar | None:
    if found is None:
        return None
    k = found["correct"]["k"] + found["right_abstention"]["k"]
    share = k / found["n"]
    return Bar(_percent(share), BAR * share, 0, 0, k, found["n"], "good")


def _percent(share: float) -> str:
    """Never rounded up to 100 nor down to 0: both would claim what is not so."""
    percent = 100 * share
    if 0 < percent < 0.1:
        return "<0.1 %"
    return f"{min(percent, 99.9) if share < 1 else percent:.1f} %".replace(".0 %", " %")
