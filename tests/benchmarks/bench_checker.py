"""`make bench-checker DATA=DIR`: the verifier on texts and records that nobody here wrote.

DIR holds amazon_true.jsonl, amazon_swapped.jsonl and infotabs.jsonl, in the input format of `truebrand verify` plus
`label` and, where a text was made false by script, `changed`; and sports.jsonl, reports beside box scores with errors
marked by people. A table, then one JSON object on the last line.
Rows are split in two halves by a hash of their id: rules may be read off the first, the second only measures.
"""

import argparse
import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.accuracy.statistics import wilson
from assistant.accuracy.verify_file import Placed, read_rows, verify_row
from tests.benchmarks import peers
from tests.benchmarks.reports import measure_reports, show_reports

PEERS = ("verifier", "number membership", "contains", "exact match", "ROUGE-L", "similar string")


class Judged(NamedTuple):
    """A row's label and what each of the peers says of its text."""

    half: str
    label: str
    changed: str | None
    said: dict[str, str]
    seconds: dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    folder = parser.parse_args().data
    files = [folder / f"{name}.jsonl" for name in ("amazon_true", "amazon_swapped", "infotabs")]
    found, seconds = {}, {}
    for file in files:
        start = time.process_time()
        found[file.stem] = list(judge(file))
        seconds[file.stem] = time.process_time() - start
    result: dict[str, Any] = {half: figures(found, half) for half in ("all", "development", "held out")}
    rows = {name: len(judged) for name, judged in found.items()}
    result["texts_per_cpu_second"] = {name: round(rows[name] / seconds[name]) for name in rows}
    result["rows"] = rows
    result["peers"] = as_detectors(found["amazon_true"], found["amazon_swapped"])
    result["sports"] = measure_reports(folder / "sports.jsonl")
    show(result)
    sys.stdout.write(json.dumps(result) + "\n")


def judge(file: Path) -> Iterator[Judged]:
    """Every row of a file, judged by the verifier and by what a user would use instead."""
    labels = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    console = Console(stderr=True)
    for given, row in track(
        list(zip(labels, read_rows(file), strict=True)), file.stem, console=console, transient=True
    ):
        half = "development" if hashlib.sha256(str(row.id).encode()).digest()[0] % 2 else "held out"
        said, seconds = {}, {}
        for name, peer in zip(PEERS, (_verifier, _membership, _contains, *peers.ALL), strict=True):
            start = time.process_time()
            said[name] = peer(row)
            seconds[name] = time.process_time() - start
        yield Judged(half, given["label"], given.get("changed"), said, seconds)


def figures(found: dict[str, list[Judged]], half: str) -> dict[str, Any]:
    """k, n and the Wilson interval of every bar, per peer."""
    taken = {name: [row for row in rows if half in ("all", row.half)] for name, rows in found.items()}
    swapped = [row for row in taken["amazon_swapped"] if row.changed != "record"]
    records = [row for row in taken["amazon_swapped"] if row.changed == "record"]
    return {peer: _figures(peer, taken, swapped, records) for peer in PEERS}


def _figures(
    peer: str, taken: dict[str, list[Judged]], swapped: list[Judged], records: list[Judged]
) -> dict[str, dict[str, Any]]:
    decided = [row for row in swapped if row.said[peer] != "undecided"]
    statements = taken["infotabs"]
    known = [row for row in statements if row.said[peer] != "undecided"]
    result = {
        "true texts flagged wrong": _share(taken["amazon_true"], lambda row: row.said[peer] == "wrong"),
        "true texts decided": _share(taken["amazon_true"], lambda row: row.said[peer] != "undecided"),
        "swapped, recall of decided": _share(decided, lambda row: row.said[peer] == "wrong"),
        "swapped, decided": _share(swapped, lambda row: row.said[peer] != "undecided"),
        "swapped records called correct": _share(records, lambda row: row.said[peer] == "correct"),
        "statements, accuracy of decided": _share(known, lambda row: row.said[peer] == row.label),
        "statements, decided": _share(statements, lambda row: row.said[peer] != "undecided"),
    }
    for kind in ("number", "unit", "polarity"):
        of_kind = [row for row in swapped if row.changed == kind]
        result[f"swapped {kind}: found wrong"] = _share(of_kind, lambda row: row.said[peer] == "wrong")
    return result


def as_detectors(true: list[Judged], swapped: list[Judged]) -> dict[str, dict[str, Any]]:
    """Each peer as a detector of false texts: of true texts and those with one thing swapped, what it calls wrong."""
    false = [row for row in swapped if row.changed != "record"]
    rows = [row for row in (*true, *false) if row.half == "held out"]
    return {peer: _as_detector(peer, rows) for peer in PEERS}


def _as_detector(peer: str, rows: list[Judged]) -> dict[str, Any]:
    flagged = [row for row in rows if row.said[peer] == "wrong"]
    return {
        "precision": _share(flagged, lambda row: row.label == "wrong"),
        "recall": _share([row for row in rows if row.label == "wrong"], lambda row: row.said[peer] == "wrong"),
        "coverage": _share(rows, lambda row: row.said[peer] != "undecided"),
        "texts_per_cpu_second": round(len(rows) / max(sum(row.seconds[peer] for row in rows), 1e-9)),
    }


def _share(rows: list[Judged], holds: Callable[[Judged], bool]) -> dict[str, Any]:
    k, n = sum(map(holds, rows)), len(rows)
    low, high = wilson(k, n) if n else (0.0, 1.0)
    return {"k": k, "n": n, "low": round(low, 4), "high": round(high, 4)}


def _verifier(row: Placed) -> str:
    return str(verify_row(row).verdict)


def _membership(row: Placed) -> str:
    """Wrong when the text states a number that the record does not hold."""
    numbers = _numbers(row.text)
    known = {float(number) for number in _numbers(json.dumps(row.product))}
    if not numbers:
        return "undecided"
    return "correct" if all(float(number) in known for number in numbers) else "wrong"


def _contains(row: Placed) -> str:
    """Correct when some value of the record stands in the text as it is, else wrong."""
    values = re.findall(r'"([^"]+)"(?!\s*:)', json.dumps(row.product)) + _numbers(json.dumps(row.product))
    return "correct" if any(value.casefold() in row.text.casefold() for value in values) else "wrong"


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text)


def show(result: dict[str, Any]) -> None:
    console = Console(stderr=True)
    for half in ("all", "development", "held out"):
        table = Table("measure", *PEERS, title=half)
        for measure in result[half][PEERS[0]]:
            table.add_row(measure, *(_shown(result[half][peer][measure]) for peer in PEERS))
        console.print(table)
    peers_table = Table("peer", "precision", "recall", "coverage", "texts a CPU second", title="held out, as detectors")
    for peer, held in result["peers"].items():
        shares = [_shown(held[measure]) for measure in ("precision", "recall", "coverage")]
        peers_table.add_row(peer, *shares, f"{held['texts_per_cpu_second']:,}")
    console.print(peers_table)
    show_reports(result["sports"], console)
    console.print("texts a CPU second: ", Counter(result["texts_per_cpu_second"]))


def _shown(share: dict[str, Any]) -> str:
    rate = share["k"] / share["n"] if share["n"] else 0.0
    return f"{rate:.2%} of {share['n']} [{share['low']:.2%}, {share['high']:.2%}]"


if __name__ == "__main__":
    main()
