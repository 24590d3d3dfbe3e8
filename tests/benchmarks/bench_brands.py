"""`make bench-brands DATA=DIR`: the whole of it on each brand below DIR/brands, unedited: read, fine-tune, check.

Each brand has a TRUEBRAND_HOME of its own below the one in force, so a stopped run goes on where it was. A verb that
says no with one clear line is a result and is printed as such. A table in Markdown, then one JSON object.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final, NamedTuple

from assistant.config import home

RATES: Final = ("correct", "wrong", "right_abstention", "false_refusal", "coverage")
STEPS: Final = (("ingest",), ("train", "--base", "starter"), ("check",))


class Step(NamedTuple):
    """How a verb ended."""

    code: int
    result: dict[str, Any]  # its last line of stdout, empty where it printed none
    error: str  # its last line of stderr, where it failed
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, default=200, help="probes a brand")
    parser.add_argument("--only", default="", help="these brands, separated by commas")
    args = parser.parse_args()
    wanted = [name for name in args.only.split(",") if name]
    folders = sorted(path for path in (args.data / "brands").iterdir() if path.is_dir())
    found = {path.name: _brand(path, args.limit) for path in folders if not wanted or path.name in wanted}
    sys.stdout.write("\n".join(_table(found)) + "\n" + json.dumps(found) + "\n")


def _brand(folder: Path, limit: int) -> dict[str, Any]:
    """What each verb said of one brand; the first that fails is the last that is run."""
    told: dict[str, Any] = {}
    for verb, *options in STEPS:
        arguments = [verb, *options, "--json"]
        arguments += [str(folder)] if verb == "ingest" else ["--limit", str(limit)] if verb == "check" else []
        sys.stderr.write(f"{folder.name}: {' '.join(arguments)}\n")
        step = _run(arguments, home() / "brands" / folder.name)
        told[verb] = {"code": step.code, "seconds": round(step.seconds), "error": step.error, **step.result}
        if step.code not in (0, 1):
            break
    return told


def _run(arguments: list[str], folder: Path) -> Step:
    started = time.monotonic()
    command = [str(Path(sys.executable).with_name("truebrand")), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"TRUEBRAND_HOME": str(folder)}, check=False
    )
    lines, errors = done.stdout.strip().splitlines(), done.stderr.strip().splitlines()
    result = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    result.pop("sources", None)  # of hundreds of files
    error = errors[-1] if errors and done.returncode not in (0, 1) else ""
    return Step(done.returncode, result, error, time.monotonic() - started)


def _table(found: dict[str, Any]) -> list[str]:
    names = ("facts correct", "wrong", "right abstention", "false refusal", "coverage")
    lines = [f"| brand | configuration | {' | '.join(names)} |", "|---|---|" + "---|" * len(names)]
    for brand, told in found.items():
        read = told["ingest"]
        size = f"{read.get('products', 0)} products, {read.get('facts', 0)} facts, {read.get('passages', 0)} passages"
        for name, rates in told.get("check", {}).get("configurations", {}).items():
            cells = [_cell(rates[rate]) for rate in RATES]
            lines.append(f"| {brand} ({size}) | {name} | {' | '.join(cells)} |")
        failed = next((step["error"] for step in told.values() if step["error"]), "")
        lines += [f"| {brand} ({size}) | {failed} |" + " |" * len(names)] if failed else []
    return lines


def _cell(rate: dict[str, int]) -> str:
    return f"{rate['k']}/{rate['n']} {rate['k'] / rate['n']:.1%}" if rate["n"] else "none asked"


if __name__ == "__main__":
    main()
