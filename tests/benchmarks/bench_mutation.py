"""`make bench-mutation`: each rule of the verifier broken on purpose, and whether a test notices.

One child process a mutant, forked from a warm one: it loads the broken module in place of the true one and calls the
tests of the verifier one by one until one fails. Results are kept in a file and a second run goes on from there;
`--again` asks the survivors once more, after tests were added.
"""

import argparse
import ast
import hashlib
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from tests.benchmarks.mutants import Mutant, broken, mutants
from tests.benchmarks.plain_tests import run_tests

RULES: Final = (
    *("clauses", "claims", "polarity", "wholes", "binding", "judge", "amounts", "affirmations", "parts", "texts"),
    *("comparisons", "superlatives", "magnitudes", "absence", "policies", "residual", "statements", "verify"),
)
TESTS: Final = tuple(f"tests.assistant.accuracy.{name}" for name in ("test_verify", "test_rules", "test_verify_file"))
LEFT_OUT: Final = frozenset(  # long to run, and of no rule in particular
    {"test_another_products_value_is_never_right", "test_a_very_long_answer_is_bounded_and_not_passed"}
)
WARM: Final = (
    *("pytest", "hypothesis", "hypothesis.strategies", "typer.testing"),
    *("assistant.facts.aliases", "assistant.facts.derive", "assistant.knowledge.passages", "assistant.config"),
)
FOLDER: Final = Path(__file__).parents[2] / "assistant" / "accuracy"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--results", type=Path, default=Path("var/mutation.jsonl"), help="kept from run to run")
    parser.add_argument("--only", nargs="*", default=RULES, help="files without .py")
    parser.add_argument("--every", type=int, default=1, help="one mutant in so many, by a hash of its name")
    parser.add_argument("--again", action="store_true", help="ask the survivors again")
    given = parser.parse_args()
    warm()
    limit_s, lines = baseline()
    given.results.parent.mkdir(parents=True, exist_ok=True)
    known = {} if not given.results.exists() else _known(given.results, given.again)
    chosen = []
    for rule in given.only:
        source = (FOLDER / f"{rule}.py").read_text(encoding="utf-8")
        version = hashlib.sha256(source.encode()).hexdigest()[:12]
        chosen += [(rule, version, mutant) for mutant in mutants(source) if _is_drawn(rule, mutant, given.every)]
    done: dict[tuple[str, Mutant], str] = {}
    with given.results.open("a", encoding="utf-8") as kept:
        for number, (rule, version, mutant) in enumerate(chosen, start=1):
            key = f"{rule}@{version} {mutant.name}"
            ended = known.get(key)
            if ended is None:
                ended = "survived, never run" if mutant.line not in lines[rule] else ask(rule, mutant, limit_s)
                kept.write(json.dumps({"mutant": key, "ended": ended}) + "\n")
                kept.flush()
            done[rule, mutant] = ended
            if number % 20 == 0:
                sys.stderr.write(f"{number}/{len(chosen)} {Counter(done.values())}\n")
    show(done)


def warm() -> None:
    """Import all that is not under examination."""
    for name in WARM:
        importlib.import_module(name)
    loaded = [name for name in sys.modules if name.startswith("assistant.accuracy.")]
    assert not [name for name in loaded if name.rpartition(".")[2] in RULES], loaded


def baseline() -> tuple[float, dict[str, set[int]]]:
    """A time limit for one mutant, and the lines that the tests run at all; in a child, to leave this process clean."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        start = time.monotonic()
        failed = run_tests(TESTS, LEFT_OUT)
        elapsed = time.monotonic() - start
        with os.fdopen(writing, "w") as out:
            json.dump({"failed": failed, "seconds": elapsed, "lines": _lines_run() if failed is None else {}}, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as into:
        found = json.load(into)
    os.wait()
    if found["failed"] is not None:
        sys.exit(f"error: {found['failed']} fails before anything is broken; mend it first")
    sys.stderr.write(f"the tests take {found['seconds']:.1f} s\n")
    return 20 + 5 * found["seconds"], {rule: set(lines) for rule, lines in found["lines"].items()}


def _lines_run() -> dict[str, list[int]]:
    """The lines of each rule's file that run while the tests do, import included."""
    seen: dict[str, set[int]] = {rule: set() for rule in RULES}
    files = {str(FOLDER / f"{rule}.py"): rule for rule in RULES}

    def trace(frame: Any, event: str, argument: Any) -> Any:
        rule = files.get(frame.f_code.co_filename)
        if rule is None:
            return None
        seen[rule].add(frame.f_lineno)
        return trace

    for name in [name for name in sys.modules if name.startswith(("assistant.accuracy", "tests.assistant"))]:
        del sys.modules[name]
    sys.settrace(trace)
    run_tests(TESTS, LEFT_OUT)
    sys.settrace(None)
    return {rule: sorted(_whole_statements(rule, lines)) for rule, lines in seen.items()}


def _whole_statements(rule: str, lines: set[int]) -> set[int]:
    """All lines of the statements that run: a condition over five lines is traced on some of them only."""
    found = set(lines)
    for node in ast.walk(ast.parse((FOLDER / f"{rule}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.With):
            end = node.body[0].lineno - 1 if isinstance(node, ast.If | ast.While) else node.end_lineno or node.lineno
            span = set(range(node.lineno, end + 1))
            found |= span if span & lines else set()
        elif isinstance(node, ast.For):
            found |= set(range(node.lineno, node.body[0].lineno)) if node.lineno in lines else set()
    return found


class _Broken(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from its changed tree."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self._name, self._tree = name, tree

    def find_spec(self, name: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._tree, f"<broken {self._name}>", "exec"), module.__dict__)


def ask(rule: str, mutant: Mutant, limit_s: float) -> str:
    """Run the tests on a mutant in a child process."""
    child = os.fork()
    if child == 0:
        signal.alarm(int(limit_s))  # its default action ends the child: a mutant that loops is noticed
        source = (FOLDER / f"{rule}.py").read_text(encoding="utf-8")
        sys.meta_path.insert(0, _Broken(f"assistant.accuracy.{rule}", broken(source, mutant)))
        os._exit(0 if run_tests(TESTS, LEFT_OUT) is None else 1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed by the clock" if os.WTERMSIG(status) == signal.SIGALRM else "killed"
    return "survived" if os.WEXITSTATUS(status) == 0 else "killed"


def _known(results: Path, again: bool) -> dict[str, str]:
    rows = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    return {row["mutant"]: row["ended"] for row in rows if not again or row["ended"].startswith("killed")}


def _is_drawn(rule: str, mutant: Mutant, every: int) -> bool:
    return int(hashlib.sha256(f"{rule} {mutant.name}".encode()).hexdigest()[:8], 16) % every == 0


def show(done: dict[tuple[str, Mutant], str]) -> None:
    """Survivors with their lines, then the count of each file, then one JSON object."""
    console = Console()
    for (rule, mutant), ended in done.items():
        if ended.startswith("survived"):
            line = (FOLDER / f"{rule}.py").read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
            console.print(
                f"assistant/accuracy/{rule}.py:{mutant.line}: {mutant.kind} ({mutant.at}), {ended}: {line}",
                markup=False,
            )
    table = Table("file", "mutants", "killed", "survived", "never run", "killed of those run")
    figures: dict[str, dict[str, int]] = {}
    for rule in [*dict.fromkeys(rule for rule, _ in done), "all"]:
        counts = Counter(end for (name, _), end in done.items() if rule in {name, "all"})
        killed = counts["killed"] + counts["killed by the clock"]
        run = killed + counts["survived"]
        figures[rule] = {"mutants": counts.total(), "killed": killed, "survived": counts["survived"]}
        figures[rule]["never run"] = counts["survived, never run"]
        share = f"{100 * killed / run:.1f}%" if run else "–"
        table.add_row(
            rule, str(counts.total()), str(killed), str(counts["survived"]), str(counts["survived, never run"]), share
        )
    console.print(table)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
