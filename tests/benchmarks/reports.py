"""Generated reports beside box scores: flagged spans against the errors that people marked in them.

Marks are token offsets of the text split at whitespace. A flag is right when it touches a mark; a mark is found when a
flag touches it. "wrong" is what the board contradicts; "wrong or unsupported" is also what it says nothing of, as the
next opponent: a generated text may not state that either.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from assistant.accuracy.judge import WRONG
from assistant.accuracy.statistics import wilson
from assistant.accuracy.tallies import judge_by_board
from assistant.accuracy.verdicts import Finding, Verdict
from tests.benchmarks.box_scores import board_of, league_of

FLAGS: Final = {"wrong": WRONG, "wrong or unsupported": WRONG | {Verdict.UNSUPPORTED}}
SOUGHT: Final = ("NUMBER", "NAME")


def measure_reports(file: Path) -> dict[str, Any]:
    """Precision and recall of number and name errors, per half and kind of flag."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    league = league_of(rows)
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        half = "development" if hashlib.sha256(str(row["id"]).encode()).digest()[0] % 2 else "held out"
        found = judge_by_board(row["text"], board_of(row, league))
        for flag, verdicts in FLAGS.items():
            counted = _count(row, [item for item in found if item.verdict in verdicts])
            for name in (half, "all"):
                counts.setdefault((name, flag), Counter()).update(counted)
    return {
        half: {flag: _figures(counts.get((half, flag), Counter())) for flag in FLAGS}
        for half in ("all", "development", "held out")
    }


def _count(row: dict[str, Any], flagged: Sequence[Finding]) -> Counter[str]:
    places = _places(row["text"])
    spans = {item.span for item in flagged}
    touched = {span: {at for at, (a, b) in enumerate(places) if a < span[1] and span[0] < b} for span in spans}
    marks = [(error["type"], set(range(error["start_token"], error["end_token"]))) for error in row["errors"]]
    counted: Counter[str] = Counter(flags=len(spans))
    for tokens in touched.values():
        kinds = {kind for kind, marked in marks if tokens & marked}
        counted["at any mark"] += bool(kinds)
        counted["at a number or name"] += bool(kinds & set(SOUGHT))
    for kind, marked in marks:
        if kind in SOUGHT:
            counted[kind] += 1
            counted[f"{kind} found"] += any(tokens & marked for tokens in touched.values())
    return counted


def _places(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        found.append((start, at))
    return found


def _figures(counted: Counter[str]) -> dict[str, dict[str, Any]]:
    numbers, names = counted["NUMBER"], counted["NAME"]
    return {
        "precision, any mark": _rate(counted["at any mark"], counted["flags"]),
        "precision, number or name": _rate(counted["at a number or name"], counted["flags"]),
        "recall, numbers and names": _rate(counted["NUMBER found"] + counted["NAME found"], numbers + names),
        "recall, numbers": _rate(counted["NUMBER found"], numbers),
        "recall, names": _rate(counted["NAME found"], names),
    }


def _rate(k: int, n: int) -> dict[str, Any]:
    low, high = wilson(k, n) if n else (0.0, 1.0)
    return {"k": k, "n": n, "low": round(low, 4), "high": round(high, 4)}


def show_reports(result: dict[str, Any], console: Console) -> None:
    for half, flags in result.items():
        table = Table("measure", *flags, title=f"reports beside box scores, {half}")
        for measure in flags["wrong"]:
            table.add_row(measure, *(_shown(flags[flag][measure]) for flag in flags))
        console.print(table)


def _shown(rate: dict[str, Any]) -> str:
    share = rate["k"] / rate["n"] if rate["n"] else 0.0
    return f"{share:.2%} of {rate['n']} [{rate['low']:.2%}, {rate['high']:.2%}]"
