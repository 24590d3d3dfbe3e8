"""Figures on a terminal: of one report, and of two compared."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.accuracy.compare_page import compare_headline
from assistant.accuracy.page import headline, second_layer
from assistant.accuracy.report import CONTRACT


def print_report(report: Mapping[str, Any], page: Path) -> None:
    columns = (*CONTRACT, "unscored")
    table = Table("configuration", "n", *(name.replace("_", " ") for name in columns))
    for name, found in report["configurations"].items():
        table.add_row(name, str(found["n"]), *(_cell(found[key]) for key in columns))
    console = _console()
    console.print(table)
    console.print(escape(headline(report)), highlight=False)
    error = report["checker_error"]
    for name, found in report["configurations"].items():
        if (true := found["wrong_corrected"]) is not None and found["wrong"]["k"]:
            share, low, high = (100 * true[key] for key in ("share", "low", "high"))
            flags, hits = (f"{error[key]['k']}/{error[key]['n']}" for key in ("false_flags", "hits"))
            console.print(
                f"{name}: wrong {found['wrong']['k']}/{found['wrong']['n']}; corrected for the verifier's own errors "
                f"{share:.1f} % ({low:.1f} to {high:.1f}; it flags {flags} true texts and {hits} false ones)",
                highlight=False,
            )
        if found["off_brand"]["k"]:
            rules = ", ".join(f"{rule} {num}" for rule, num in found["off_brand_rules"].items())
            told = f"{name}: {found['off_brand']['k']} of {found['n']} answers not as brand.toml asks ({rules})"
            console.print(escape(told), highlight=False)
    if told := second_layer(report):
        console.print(escape(told), highlight=False)
    for line in _steadiness(report):
        console.print(line, highlight=False)
    _print_gate(console, report["gate"])
    told = "passed" if report["gate"]["passed"] else "refused"
    console.print(f"gate: {told}; every answer: {escape(str(page))}", soft_wrap=True)


def print_comparison(found: Mapping[str, Any], page: Path) -> None:
    before, after, overall = found["before"], found["after"], found["overall"]
    title = (
        f"before: {before['model']} as {before['configuration']}\nafter: {after['model']} as {after['configuration']}"
    )
    table = Table("", "n", "before", "after", "now", "no longer", "p", "p corrected", "", title=escape(title))
    table.add_row("right answers", *_counts(overall["right"]), "", overall["verdict"])
    table.add_row("wrong answers", *_counts(overall["wrong"]), "", "")
    table.add_row("no answer came", *_counts(overall["unscored"]), "", "", end_section=True)
    for name, each in found["slices"].items():
        table.add_row(name, *_counts(each), f"{each['p_holm']:.2g}", each["verdict"])
    console = _console()
    console.print(table)
    console.print(escape(compare_headline(found)), highlight=False)
    right, unpaired = overall["right"], found["unpaired"]
    points = [100 * right[key] for key in ("difference", "low", "high")]
    console.print("right: {:+.1f} points, 95 % interval {:+.1f} to {:+.1f}".format(*points), highlight=False)
    if not found["same_catalog"]:
        console.print("the catalog changed between the two; compared is what has the same right answer in both")
    if any(unpaired.values()):
        console.print(f"not compared: {unpaired['before']} probes of before alone, {unpaired['after']} of after alone")
    _print_gate(console, found["gate"])
    console.print(f"every changed answer: {escape(str(page))}", soft_wrap=True)


def _console() -> Console:
    return Console(width=None if Console().is_terminal else 120)


def _print_gate(console: Console, gate: Mapping[str, Any]) -> None:
    for each in gate["conditions"]:
        mark = "[green]yes[/]" if each["met"] else "[red]no [/]"
        told = escape(f"{each['name']}: {each['found']}, required {each['required']}")
        console.print(f"  {mark} {told}", highlight=False)


def _steadiness(report: Mapping[str, Any]) -> list[str]:
    """Of repeats, where any were asked for: how steady the answers are, or why nothing was repeated."""
    repeats = report["repeats"]
    if repeats["asked"] == 1:
        return []
    if repeats["drawn"] == 1:
        return [
            f"1 repeat, not {repeats['asked']}: greedy answers are the same each time; give --temperature to sample"
        ]
    lines = []
    for name, found in report["configurations"].items():
        if (steady := found.get("repeats")) is not None:
            curve = ", ".join(f"pass^{k} {100 * share:.1f} %" for k, share in enumerate(steady["pass_k"], start=1))
            right, wrong = steady["right_in_all"], steady["wrong_in_any"]
            lines.append(
                f"{name}, {steady['n']} draws: right in all {right['k']}/{right['n']}, wrong in any "
                f"{wrong['k']}/{wrong['n']}; {curve}"
            )
    return lines


def _counts(each: Mapping[str, Any]) -> list[str]:
    return [*(str(each[key]) for key in ("n", "before", "after", "won", "lost")), f"{each['p']:.2g}"]


def _cell(rate: Mapping[str, Any]) -> str:
    if not rate["n"]:
        return "–"
    share = f"{rate['k']}/{rate['n']} {100 * rate['k'] / rate['n']:.1f} %"
    return f"{share}\n[dim]{100 * rate['low']:.1f} to {100 * rate['high']:.1f}[/]"
