# ruff: noqa: T201 (a command that prints its results)
"""python -m training.starter: build the small base model, from generated text to published weights.

python -m training.starter             tokenizer, shards and pre-training; goes on where it stopped
python -m training.starter evaluate    greedy answers on held-out names, attributes and question forms
python -m training.starter --publish   write training/starter/weights/ from the newest checkpoint
"""

import argparse
import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.config import home
from assistant.errors import AssistantError


def main(argv: list[str] | None = None) -> int:
    """Exit codes: 0 done, 2 the input or the command line is wrong."""
    parser = argparse.ArgumentParser(prog="python -m training.starter", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("verb", nargs="?", default="pretrain", choices=("pretrain", "evaluate", "publish"))
    parser.add_argument("--publish", action="store_true", help="the same as the verb publish")
    parser.add_argument("--steps", type=int, help="pretrain: optimizer steps in all (a longer run goes on)")
    parser.add_argument(
        "--processes", type=int, help="pretrain: that write text beside the training (default: all cores but two)"
    )
    parser.add_argument("--threads", type=int, default=2, help="pretrain: torch threads")
    parser.add_argument(
        "--from", dest="start", type=Path, help="pretrain: begin with these weights; publish: average with them"
    )
    parser.add_argument("--compile", action="store_true", help="pretrain: compile the model first")
    parser.add_argument("--cases", type=int, default=2000, help="evaluate, publish: how many questions")
    parser.add_argument("--weights", type=Path, help="evaluate: another model folder")
    parser.add_argument("--catalog", type=Path, help="evaluate: on the catalog ingested below this folder instead")
    parser.add_argument("--show", type=int, default=0, help="evaluate: print this many wrong answers")
    parser.add_argument("--folder", type=Path, help="where the run is kept (default: starter/ in TRUEBRAND_HOME)")
    parser.add_argument("--card", action="store_true", help="evaluate: write the figures into the weights' card")
    parser.add_argument("--json", action="store_true", help="evaluate: one JSON object as the last line")
    args = parser.parse_args(argv)
    folder = args.folder or home() / "starter"
    try:
        if args.publish or args.verb == "publish":
            return _publish(folder, args.cases, args.start)
        if args.verb == "evaluate":
            return _evaluate(args)
        return _pretrain(folder, args)
    except AssistantError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _pretrain(folder: Path, args: argparse.Namespace) -> int:
    import torch

    from training.starter.pretrain import ON_GPU, PretrainConfig, continued, prepare, pretrain

    torch.set_num_threads(args.threads)
    config = ON_GPU if torch.cuda.is_available() else PretrainConfig()
    config = continued(config, args.start) if args.start else config
    config = replace(config, compiled=config.compiled or args.compile, steps=args.steps or config.steps)
    processes = max(0, (os.cpu_count() or 1) - 2) if args.processes is None else args.processes
    being_written = prepare(config, folder, args.start, processes)
    print(pretrain(config, folder, start=args.start, being_written=being_written))
    return 0


def _evaluate(args: argparse.Namespace) -> int:
    from training.starter.evaluate import BATCH, WEIGHTS, by_kind, cases, evaluate, held_out_report
    from training.starter.publish import describe
    from training.starter.real import catalog_cases

    weights = args.weights or WEIGHTS
    found = catalog_cases(args.catalog, args.cases) if args.catalog else cases(args.cases)
    evaluation = evaluate(weights, found)
    judged, tokens_per_s, memory_mib = evaluation
    table = by_kind(judged)
    for name, items in held_out_report().items():
        print(f"held out, {name}: {', '.join(items)}", file=sys.stderr)
    for one in [one for one in judged if not one.is_right][: args.show]:
        print(f"{one.case.turn.kind}: {one.case.turn.question}\n  wanted {one.case.turn.answer}\n  said   {one.answer}")
    for kind, (right, asked, interval) in table.items():
        print(f"{kind:14} {right:5}/{asked:<5} {interval.share:6.1%}  ({interval.low:.1%} to {interval.high:.1%})")
    print(f"{tokens_per_s:,.0f} tokens a second in batches of {BATCH}, at most {memory_mib:,} MiB of memory")
    if args.card:
        describe(evaluation, weights)
    if args.json:
        rows: dict[str, Any] = {
            kind: {"right": right, "asked": asked, **interval._asdict()}
            for kind, (right, asked, interval) in table.items()
        }
        print(json.dumps(rows | {"decoding": {"tokens_per_s": tokens_per_s, "memory_mib": memory_mib}}))
    return 0


def _publish(folder: Path, num_cases: int, start: Path | None) -> int:
    from training.starter.evaluate import WEIGHTS, cases, evaluate
    from training.starter.publish import describe, publish

    with TemporaryDirectory() as kept:  # the weights it began with may be those that are replaced
        publish(folder, start=Path(shutil.copytree(start, Path(kept) / "start")) if start else None)
    if num_cases:
        describe(evaluate(WEIGHTS, cases(num_cases)))
    print(WEIGHTS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
