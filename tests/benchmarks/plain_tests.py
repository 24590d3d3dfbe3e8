"""Tests called as plain functions, in order, until one fails: no collection, no report, no randomness."""

import importlib
import inspect
import itertools
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any


def run_tests(modules: Sequence[str], but: Collection[str] = ()) -> str | None:
    """The name of the first test that fails, or None. Tests that need more than `tmp_path` are left out."""
    for name in modules:
        try:
            module = importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - a broken module may fail in any way
            return f"{name}: {error!r}"
        for test, arguments in _calls(module):
            if test.__name__ in but:
                continue
            try:
                with tempfile.TemporaryDirectory() as folder:
                    own = {"tmp_path": Path(folder)} if "tmp_path" in inspect.signature(test).parameters else {}
                    test(**arguments, **own)
            except BaseException as error:  # noqa: BLE001 - pytest's own failures are no Exceptions
                return f"{name}.{test.__name__} {arguments}: {error!r}"[:300]
    return None


def _calls(module: ModuleType) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every test of a module with every set of its parameters."""
    for name, test in vars(module).items():
        if not name.startswith("test_") or not callable(test) or hasattr(test, "hypothesis"):
            continue
        marks = getattr(test, "pytestmark", [])
        rows = [list(_rows(mark)) for mark in marks if mark.name == "parametrize"]
        given = {key for row in rows for values in row[:1] for key in values}
        if set(inspect.signature(test).parameters) - given - {"tmp_path"} or any(
            mark.name == "skipif" for mark in marks
        ):
            continue
        for chosen in itertools.product(*rows):
            yield test, {key: value for part in chosen for key, value in part.items()}


def _rows(mark: Any) -> Iterator[dict[str, Any]]:
    names, values = mark.args[0], mark.args[1]
    names = [part.strip() for part in names.split(",")] if isinstance(names, str) else list(names)
    for value in values:
        yield dict(zip(names, value if len(names) > 1 else (value,), strict=True))
