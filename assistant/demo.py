"""The verb `demo`: a brand's whole life on the sample brand, from product files to a running server."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import main
from assistant.config import home
from assistant.errors import ConfigError
from assistant.registry import Registry

CHECK_PROBES = 150  # enough to see the rows apart in a minute; `truebrand check` asks them all


def demo(
    host: Annotated[str, typer.Option(help="Address the server listens on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port the server listens on.")] = 8000,
    probes: Annotated[int, typer.Option(help="How many questions the accuracy check asks.")] = CHECK_PROBES,
    stop_before_serving: Annotated[bool, typer.Option(help="Do everything but start the server.")] = False,
) -> None:
    """Ingest, fine-tune, check and serve the sample brand.

    Every step goes on where it was when the same command was stopped before.
    """
    started = time.monotonic()
    with as_file(files("assistant").joinpath("sample")) as sample:
        for number, (title, step) in enumerate(_steps(sample, probes), start=1):
            typer.secho(f"\n[{number}/5] {title}", bold=True, err=True)
            step()
    typer.secho(f"\nready after {time.monotonic() - started:.0f} s", bold=True, err=True)
    if not stop_before_serving:
        _verb("serve", "--host", host, "--port", str(port))()


def _steps(sample: Path, probes: int) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("Reading the sample brand's product data", _verb("ingest", str(sample))),
        ("Writing training conversations from the facts", _verb("dataset")),
        ("Fine-tuning a LoRA adapter, merging and verifying it", _train_beside_the_base(probes)),
        (
            "Asking it held-out questions, checking every claim",
            _verb("check", "--limit", str(probes), allow_no=True),
        ),
        ("Making the version live", _promote),
    ]


def _verb(*arguments: str, allow_no: bool = False) -> Callable[[], None]:
    """The verb as a step; a gate that says no stops the demo unless `allow_no`."""

    def step() -> None:
        code = main(list(arguments))
        if code not in ((0, 1) if allow_no else (0,)):
            raise typer.Exit(code)

    return step


def _train_beside_the_base(probes: int) -> Callable[[], None]:
    """Fine-tuning takes one core; the base it is compared with answers its questions on another meanwhile."""
    rows = ("--configurations", "finetuned,finetuned+retrieval")

    def step() -> None:
        with _beside("check", "--model", "starter", "--limit", str(probes), *rows):
            _verb("train", "--base", "starter")()

    return step


@contextmanager
def _beside(*arguments: str) -> Iterator[None]:
    """Run a verb in a process of its own. Its answers are kept: what it leaves undone, the next check does."""
    log = home() / "reports" / "beside.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        one_core = os.environ | {"OMP_NUM_THREADS": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", *arguments], stdout=out, stderr=out, env=one_core
        )
    try:
        yield
        process.wait()
    finally:
        process.terminate()
        process.wait()


def _promote() -> None:
    registry = Registry(home())
    if registry.candidate() is None and registry.live() is not None:
        typer.secho("It is live already.", err=True)
        return
    if main(["promote"]) == 0:
        return
    typer.secho(
        "The gate said no. For this demonstration the version is served all the same, behind the guard.",
        fg="yellow",
        err=True,
    )
    if main(["promote", "--force"]) != 0:
        raise ConfigError("demo: the candidate could not be made live; see the line above")
