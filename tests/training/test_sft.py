"""Fine-tuning on a model of 20 thousand parameters: what is learned, what survives a kill, what is refused."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from assistant import artifacts
from assistant.errors import TrainingError
from assistant.prompt import answer, render
from training import base_model
from training.config import LoraSection, SftSection, TrainingConfig
from training.preflight import Preflight, Row, check
from training.sft import Fitted, flatten, sft

CONFIG = TrainingConfig(
    lora=LoraSection(r=4, lora_alpha=8),
    sft=SftSection(
        learning_rate=2e-2, epochs=4, tokens_per_step=300, tokens_per_batch=150, eval_steps=2, save_steps=2, patience=50
    ),
)


def rows() -> list[Row]:
    found = []
    for number in range(12):
        messages = (
            *render("Osterfell", None, [], f"How heavy is the Tarn {number}?"),
            answer(f"It weighs {number} kg."),
        )
        found.append(
            Row(f"r{number}", "closed book", messages, (f"tarn-{number}/weight",), "dev" if number > 9 else "train")
        )
    return found


def fitted(base_folder: Path, run: Path, config: TrainingConfig = CONFIG) -> Fitted:
    base = base_model.find(str(base_folder))
    data = check(rows(), base.tokenizer(), base_model.stop_ids(base), config.sft)
    identity: dict[str, Any] = {"base": "tiny", "dataset": "abc", "settings": config.as_dict()}
    return sft(base.model(torch.float32), data, config, identity, run)


@pytest.fixture(scope="module")
def finished(base_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Fitted, Path]:
    run = tmp_path_factory.mktemp("runs") / "whole"
    return fitted(base_folder, run), run


def test_the_adapter_learns_and_the_run_is_recorded(finished: tuple[Fitted, Path]) -> None:
    found, run = finished
    assert found.last_loss < found.first_loss - 0.15
    assert found.dev_loss is not None and found.dev_loss < found.first_loss
    assert json.loads((run / "identity.json").read_text(encoding="utf-8"))["settings"]["lora"]["r"] == 4
    assert sorted(p.name for p in found.adapter.iterdir()) == ["adapter_config.json", "adapter_model.safetensors"]
    assert not (run / "checkpoints").exists(), "what only a killed run needs is cleared away"


def test_every_linear_layer_but_the_output_is_adapted(finished: tuple[Fitted, Path]) -> None:
    targets = json.loads((finished[0].adapter / "adapter_config.json").read_text(encoding="utf-8"))["target_modules"]
    assert {name.rpartition(".")[2] for name in targets} == set(
        ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    )


def test_rerunning_a_finished_run_changes_nothing(base_folder: Path, finished: tuple[Fitted, Path]) -> None:
    before = artifacts.tree_sha256(finished[1])
    assert fitted(base_folder, finished[1]) == finished[0]
    assert artifacts.tree_sha256(finished[1]) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.training.test_sft import fitted
from training import progress

real = progress.artifacts.write_json
def killing(path, value):
    if sys.argv[3] == "after the mark":
        real(path, value)
    if "checkpoint-4" in str(path):
        os.kill(os.getpid(), signal.SIGKILL)
    real(path, value)
progress.artifacts.write_json = killing
fitted(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("moment", ["before the mark", "after the mark"])
def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(
    base_folder: Path, finished: tuple[Fitted, Path], tmp_path: Path, moment: str
) -> None:
    run = tmp_path / "killed"
    command = [sys.executable, "-c", KILLED, str(base_folder), str(run), moment]
    died = subprocess.run(command, capture_output=True, text=True, check=False)
    assert died.returncode == -9, died.stderr
    assert not (run / "manifest.json").exists() and (run / "checkpoints" / "checkpoint-4").is_dir()
    again = fitted(base_folder, run)
    assert artifacts.tree_sha256(again.adapter) == artifacts.tree_sha256(finished[0].adapter)
    assert again == replace(finished[0], adapter=run / "adapter")


def test_a_stopped_run_with_other_settings_is_refused_by_name(base_folder: Path, tmp_path: Path) -> None:
    run = tmp_path / "stopped"
    artifacts.write_json(run / "identity.json", {"base": "tiny", "dataset": "abc", "settings": CONFIG.as_dict()})
    other = replace(CONFIG, sft=replace(CONFIG.sft, learning_rate=0.5))
    with pytest.raises(TrainingError, match=r"settings\.sft\.learning_rate = 0\.02, now it is 0\.5.*--restart"):
        fitted(base_folder, run, other)


def test_a_full_disk_is_one_line_and_the_command_goes_on(
    base_folder: Path, finished: tuple[Fitted, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from training.progress import WholeCheckpoints

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    run = tmp_path / "full"
    with monkeypatch.context() as patched:
        patched.setattr(WholeCheckpoints, "on_save", full)
        with pytest.raises(TrainingError, match="the disk is full"):
            fitted(base_folder, run)
    assert artifacts.tree_sha256(fitted(base_folder, run).adapter) == artifacts.tree_sha256(finished[0].adapter)


def test_rows_laid_end_to_end_score_as_each_row_alone(base_folder: Path) -> None:
    """No row sees another, and only learned tokens are scored: the loss is that of the rows one by one."""
    base = base_model.find(str(base_folder))
    model = base.model(torch.float32).eval()
    data: Preflight = check(rows(), base.tokenizer(), base_model.stop_ids(base), CONFIG.sft)
    each = [{"input_ids": e.input_ids, "labels": e.labels} for e in data.train[:4]]
    with torch.inference_mode():
        together = model(**flatten(each), use_cache=False).loss
        alone = [model(**flatten([row]), use_cache=False).loss for row in each]
        plain = [
            model(
                input_ids=torch.tensor([row["input_ids"]]), labels=torch.tensor([row["labels"]]), use_cache=False
            ).loss
            for row in each
        ]
    weights = torch.tensor([float(e.num_learned) for e in data.train[:4]])
    for losses in (alone, plain):
        mean = float((torch.stack(losses) * weights).sum() / weights.sum())
        assert float(together) == pytest.approx(mean, abs=1e-5)
