"""The report, or a comparison, as a few lines of Markdown for a pull request."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from assistant.accuracy.compare_page import compare_headline
from assistant.accuracy.page import COLUMNS, LABELS, OUTCOMES, headline, rulings, second_layer
from assistant.accuracy.report import RIGHT

MOST_ANSWERS: Final = 10
_MOST_CHARS: Final = 300
_ACTIVE: Final = re.compile(r"([\\`*_{}\[\]#|~])")  # what Markdown reads as more than itself


def summary(report: Mapping[str, Any]) -> str:
    """Verdict, figures, conditions not met, and the worst answers of what shoppers get."""
    gate = report["gate"]
    lines = [f"## Accuracy of {_text(report['model'])}: {'passed' if gate['passed'] else '**refused**'}", ""]
    lines += [_text(headline(report)), "", *(f"- {_text(reason)}" for reason in gate["reasons"])]
    titles = ["", "n", *(title for _, title, _ in COLUMNS), "No answer"]
    keys = [*(key for key, _, _ in COLUMNS), "unscored"]
    rows = [
        [LABELS.get(name, name), str(found["n"]), *(_rate(found[key]) for key in keys)]
        for name, found in report["configurations"].items()
    ]
    lines += ["", *_table(titles, rows)]
    failing = [
        each
        for each in report["answers"]
        if each["configuration"] == gate["configuration"] and each["outcome"] not in RIGHT
    ]
    return "\n".join([*lines, *_judged(report), *_answers(failing)]) + "\n"


def compare_summary(found: Mapping[str, Any]) -> str:
    """What changed between two reports, and whether it is more than noise."""
    before, after, gate = found["before"]["model"], found["after"]["model"], found["gate"]
    verdict = "passed" if gate["passed"] else "**refused**"
    lines = [f"## {_text(before)} → {_text(after)}: {verdict}", "", _text(compare_headline(found)), ""]
    lines += [f"- {_text(reason)}" for reason in gate["reasons"]]
    titles = ["right answers", "n", "before", "after", "now right", "no longer", "p, corrected", ""]
    whole = found["overall"]["right"] | {
        "p_holm": found["overall"]["right"]["p"],
        "verdict": found["overall"]["verdict"],
    }
    rows = [
        [
            name,
            *(str(each[key]) for key in ("n", "before", "after", "won", "lost")),
            f"{each['p_holm']:.2g}",
            each["verdict"],
        ]
        for name, each in {"all (p not corrected)": whole, **found["slices"]}.items()
    ]
    lines += ["", *_table(titles, rows)]
    lost = [each | each["after"] for each in found["changed"] if each["change"] == "lost"]
    return "\n".join([*lines, *_answers(lost, "no longer right")]) + "\n"


def _answers(answers: Sequence[Mapping[str, Any]], what: str = "not right") -> list[str]:
    if not answers:
        return []
    ordered = sorted(answers, key=lambda each: (each["outcome"] != "wrong", each["criticality"] != "critical"))
    shown = ordered[:MOST_ANSWERS]
    title = f"{len(answers)} {what}" + (f", the first {len(shown)}" if len(shown) < len(answers) else "")
    rows = [
        [
            each["question"],
            each["answer"] or "(nothing)",
            OUTCOMES.get(each["outcome"], each["outcome"]),
            each["reason"],
        ]
        for each in shown
    ]
    table = _table(["asked", "answered", "", "why"], rows)
    return ["", f"<details><summary>{title}</summary>", "", *table, "", "</details>"]


def _judged(report: Mapping[str, Any]) -> list[str]:
    """What a judge decided, marked as its own; what contradicts us first."""
    if not (told := second_layer(report)):
        return []
    found = [(said, each) for answer in report["answers"] for said, each in rulings(answer) if each["quote"]]
    shown = sorted(found, key=lambda pair: pair[1]["verdict"])[:MOST_ANSWERS]
    rows = [[said, each["verdict"], each["quote"], each["source"]] for said, each in shown]
    table = ["", *_table(["decided by the judge, not by a rule", "", "quoting", "from"], rows)] if rows else []
    return ["", _text(told), *table]


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [titles, ["---"] * len(titles)]
    return [f"| {' | '.join(line)} |" for line in lines] + [f"| {' | '.join(map(_text, row))} |" for row in rows]


def _rate(rate: Mapping[str, Any]) -> str:
    return f"{rate['k']}/{rate['n']} {100 * rate['k'] / rate['n']:.1f} %" if rate["n"] else "–"


def _text(text: str) -> str:
    """One line that says what the text says and does nothing: no markup, no link, nobody is called by @name."""
    line = " ".join(text.split())
    line = line if len(line) <= _MOST_CHARS else line[: _MOST_CHARS - 1] + "…"
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;").replace("://", ":&#47;&#47;")
    escaped = escaped.replace("www.", "www&#46;")
    return _ACTIVE.sub(r"\\\1", escaped).replace("&\\#", "&#")
