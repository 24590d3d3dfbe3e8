"""`truebrand`: gathers the verbs of the three packages, and loads one only when it is called.

A verb is an entry point of the group `truebrand.verbs`; its help in the list is the first line of its docstring, read
from the file without importing it, so that `truebrand --help` stays instant.
"""

import ast
import os
import sys
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from assistant.errors import AssistantError, GateFailed

ORDER = ("demo", "ingest", "dataset", "train", "check", "verify", "promote", "rollback", "models", "ask", "serve")

# No dependency reports home: set before any of them is imported.
TELEMETRY_OFF = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "DO_NOT_TRACK": "1",
    "WANDB_DISABLED": "true",
}

# Threads that wait must not spin: on two busy cores they cost a fine-tuning step three quarters of its time.
PATIENT_THREADS = {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "0"}


def main(argv: list[str] | None = None) -> int:
    """Run one verb. Exit codes: 0 done, 1 the gate said no, 2 wrong input or configuration."""
    for name, value in (TELEMETRY_OFF | PATIENT_THREADS).items():
        os.environ.setdefault(name, value)
    arguments = sys.argv[1:] if argv is None else argv
    verbs = {point.name: point for point in entry_points(group="truebrand.verbs")}
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview(verbs))
        return 0
    if arguments[0] not in verbs:
        print(f"error: {arguments[0]!r} is not a verb; one of {', '.join(_ordered(verbs))}", file=sys.stderr)
        return 2
    try:
        return _run(verbs[arguments[0]], arguments[1:])
    except AssistantError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1 if isinstance(error, GateFailed) else 2
    except KeyboardInterrupt:
        print("stopped; the same command goes on where it was", file=sys.stderr)
        return 130


def overview(verbs: dict[str, EntryPoint]) -> str:
    """What `truebrand --help` prints: each verb with the first line of its help."""
    lines = [f"  {name:<10} {first_line(verbs[name])}" for name in _ordered(verbs)]
    return "\n".join(
        [
            "usage: truebrand VERB [--help]",
            "",
            "A product assistant for one brand: fine-tuned on its facts, and checked against them.",
            "",
            *lines,
            "",
            "Everything a run makes goes to TRUEBRAND_HOME (default ./var).",
        ]
    )


def first_line(point: EntryPoint) -> str:
    """The first line of a verb's docstring, from its source; "" when there is none."""
    spec = find_spec(point.module)
    if spec is None or spec.origin is None:
        return ""
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == point.attr:
            return (ast.get_docstring(node) or "").partition("\n")[0]
    return ""


def _ordered(verbs: dict[str, EntryPoint]) -> list[str]:
    return [name for name in ORDER if name in verbs] + sorted(verbs.keys() - set(ORDER))


def _run(point: EntryPoint, arguments: list[str]) -> int:
    import typer

    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command()(point.load())
    try:
        app(args=arguments, prog_name=f"truebrand {point.name}")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    return 0
