"""What a person watching a run sees, and which checkpoints of a killed run can be trusted."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from transformers import TrainerCallback

from assistant import artifacts


class Progress(TrainerCallback):
    """A bar on stderr: steps, time left, loss, loss on held-out phrasings; plain lines where there is no terminal."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._bar = Bar(
            TextColumn("fine-tuning"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[shown]}"),
            console=self._console,
        )
        self._losses: dict[str, float] = {}

    def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        self._task = self._bar.add_task("", total=state.max_steps, completed=state.global_step, shown="")
        if self._console.is_terminal:
            self._bar.start()

    def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        self._bar.update(self._task, completed=state.global_step)

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, float] | None = None, **more: Any) -> None:
        names = {"loss": "loss", "eval_loss": "held-out loss"}
        self._losses |= {names[name]: value for name, value in (logs or {}).items() if name in names}
        shown = ", ".join(f"{name} {value:.3f}" for name, value in self._losses.items())
        self._bar.update(self._task, shown=shown)
        is_due = state.global_step % 10 == 0 or "eval_loss" in (logs or {})
        if not self._console.is_terminal and is_due and logs and not logs.keys().isdisjoint(names):
            self._console.print(f"fine-tuning: step {state.global_step} of {state.max_steps}, {shown}", highlight=False)

    def on_train_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        self._bar.stop()


class WholeCheckpoints(TrainerCallback):
    """Marks a checkpoint as whole after all of it is written; a run killed while saving leaves no mark."""

    def on_save(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        folder = Path(args.output_dir) / f"checkpoint-{state.global_step}"
        artifacts.write_json(_mark(folder), artifacts.tree_sha256(folder))


def is_whole(checkpoint: Path) -> bool:
    """Whether the mark is there and every file is as it was when the mark was written."""
    if not _mark(checkpoint).exists():
        return False
    recorded: dict[str, str] = artifacts.read_json(_mark(checkpoint))
    found = artifacts.tree_sha256(checkpoint)
    return all(found.get(path) == digest for path, digest in recorded.items())


def _mark(checkpoint: Path) -> Path:
    return checkpoint / "whole.json"
