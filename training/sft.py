"""Fit a LoRA adapter on the brand's conversations: transformers.Trainer, peft, and rows laid end to end.

A run folder holds identity.json (settings and hashes), checkpoints/, adapter/, and manifest.json last. Killed at any
step, the same command goes on from the newest whole checkpoint and ends with the same bytes.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError
from torch.nn import functional
from transformers import EarlyStoppingCallback, PrinterCallback, Trainer, TrainingArguments, set_seed

from assistant import artifacts
from assistant.errors import TrainingError
from training.base_model import renamed_in_transformers
from training.config import TrainingConfig
from training.precision import multiplies_bf16
from training.preflight import Preflight
from training.progress import Progress, WholeCheckpoints, is_whole
from training.render import IGNORE, as_rows


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a run ended with."""

    adapter: Path
    steps: int
    dev_loss: float | None  # best loss on held-out phrasings
    first_loss: float
    last_loss: float


def sft(model: Any, data: Preflight, config: TrainingConfig, identity: Mapping[str, Any], run: Path) -> Fitted:
    """Train an adapter on `model` (frozen) and keep the one that was best on held-out phrasings.

    Rerunning a finished run changes nothing. Raises TrainingError when `run` was started with other settings or data.
    """
    if (run / "manifest.json").exists() and artifacts.read_json(run / "identity.json") == identity:
        return Fitted(**{**artifacts.read_json(run / "manifest.json"), "adapter": run / "adapter"})
    resume_from = _resume(run, identity)
    set_seed(config.sft.seed)
    trainer = lora_trainer(attach_lora(model, config), data, config, run)
    with _one_line(run, config):
        trainer.train(resume_from_checkpoint=resume_from)
        with artifacts.whole_folder(run / "adapter") as folder:
            save_adapter(trainer.model, folder, str(identity["base"]))
    fitted = _fitted(trainer, run)
    artifacts.write_json(run / "manifest.json", {name: getattr(fitted, name) for name in _RECORDED})
    shutil.rmtree(run / "checkpoints", ignore_errors=True)
    return fitted


SMALL: Final = 50_000_000  # bytes of weights; at 11 MB bf16 and fp32 took the same time (README)
_RECORDED: Final = ("steps", "dev_loss", "first_loss", "last_loss")


def flatten(rows: Sequence[Mapping[str, Sequence[int]]]) -> dict[str, torch.Tensor]:
    """Rows laid end to end in one sequence (1, T), without padding; logits are computed for learned tokens alone.

    Positions that start again at 0 mark the borders: without an attention mask and without a cache, transformers
    builds a block-diagonal mask from them, so that no row sees another.
    """
    labels = torch.tensor([[label for row in rows for label in (IGNORE, *row["labels"][1:])]])
    following = functional.pad(labels[:, 1:], (0, 1), value=IGNORE)
    learned = following != IGNORE
    return {
        "input_ids": torch.tensor([[token for row in rows for token in row["input_ids"]]]),
        "position_ids": torch.tensor([[place for row in rows for place in range(len(row["input_ids"]))]]),
        "labels": labels,
        "shift_labels": following[learned],
        "logits_to_keep": learned,
    }


def attach_lora(model: Any, config: TrainingConfig) -> Any:
    """The model with an adapter on every linear layer but the output, its own weights frozen."""
    from peft import LoraConfig, get_peft_model

    settings = config.lora
    lora = LoraConfig(
        r=settings.r,
        lora_alpha=settings.lora_alpha,
        lora_dropout=settings.lora_dropout,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )
    with renamed_in_transformers():
        return get_peft_model(model, lora)


def save_adapter(model: Any, folder: Path, base: str) -> None:
    """adapter_model.safetensors and adapter_config.json, the same bytes for the same run on any machine."""
    model.save_pretrained(folder, safe_serialization=True)
    (folder / "README.md").unlink(missing_ok=True)
    config = artifacts.read_json(folder / "adapter_config.json")
    config |= {"target_modules": sorted(config["target_modules"]), "base_model_name_or_path": base}
    artifacts.write_json(folder / "adapter_config.json", config)


def precision(weight_bytes: int | None) -> torch.dtype:
    """bf16 where the machine multiplies in it; fp32 elsewhere, and for small models on a CPU, which gain nothing."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    gains_nothing = device == "cpu" and weight_bytes is not None and weight_bytes < SMALL
    return torch.bfloat16 if not gains_nothing and multiplies_bf16(device) else torch.float32


@contextmanager
def fitting_threads(weight_bytes: int | None) -> Iterator[None]:
    """One thread for a small model: its steps are too short to share, and two that wait for each other on a busy
    machine took several times as long as one (README)."""
    before = torch.get_num_threads()
    if weight_bytes is not None and weight_bytes < SMALL:
        torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def lora_trainer(model: Any, data: Preflight, config: TrainingConfig, run: Path) -> Trainer:
    """transformers' Trainer with our rows, batches bounded by tokens, and nothing that reports home or prints."""
    settings = config.sft
    mean_tokens = data.num_tokens / len(data.train)
    rows_per_batch = max(1, min(len(data.train), int(settings.tokens_per_batch / mean_tokens)))
    arguments = TrainingArguments(
        output_dir=str(run / "checkpoints"),
        per_device_train_batch_size=rows_per_batch,
        per_device_eval_batch_size=rows_per_batch,
        gradient_accumulation_steps=max(1, round(settings.tokens_per_step / (rows_per_batch * mean_tokens))),
        num_train_epochs=settings.epochs,
        learning_rate=settings.learning_rate,
        lr_scheduler_type=settings.schedule,
        warmup_steps=settings.warmup_share,
        weight_decay=settings.weight_decay,
        max_grad_norm=settings.max_grad_norm,
        seed=settings.seed,
        bf16=next(model.parameters()).dtype is torch.bfloat16,
        use_cpu=not torch.cuda.is_available(),
        logging_steps=1,
        eval_strategy="steps" if data.dev else "no",
        eval_steps=settings.eval_steps,
        save_strategy="steps",
        save_steps=settings.save_steps,
        save_total_limit=2,
        load_best_model_at_end=bool(data.dev),
        metric_for_best_model="eval_loss",
        greater_is_better=False,
        restore_callback_states_from_checkpoint=True,
        prediction_loss_only=True,
        remove_unused_columns=False,
        use_cache=False,
        dataloader_pin_memory=False,
        disable_tqdm=True,
        report_to="none",
    )
    callbacks = [Progress(), WholeCheckpoints()]
    callbacks += [EarlyStoppingCallback(settings.patience)] if data.dev else []
    train, dev = as_rows(data.train), as_rows(data.dev)
    trainer = Trainer(model, arguments, flatten, train_dataset=train, eval_dataset=dev or None, callbacks=callbacks)
    trainer.remove_callback(PrinterCallback)
    return trainer


def _resume(run: Path, identity: Mapping[str, Any]) -> str | None:
    """The newest whole checkpoint of the same run; a finished run with another identity is put aside for a new one."""
    checkpoints = run / "checkpoints"
    if (run / "identity.json").exists() and not (run / "manifest.json").exists():
        started = artifacts.read_json(run / "identity.json")
        differing = _differing(started, identity)
        if differing is not None:
            name, before, now = differing
            raise TrainingError(
                f"{run}: this run was stopped half-way with {name} = {before!r}, now it is {now!r}; "
                "give back the old value to go on, or pass --restart to begin anew"
            )
    else:
        shutil.rmtree(run, ignore_errors=True)
    artifacts.write_json(run / "identity.json", identity)
    for path in checkpoints.glob("checkpoint-*"):
        if not is_whole(path):
            shutil.rmtree(path)
    whole = sorted(checkpoints.glob("checkpoint-*"), key=lambda path: int(path.name.rpartition("-")[2]))
    return str(whole[-1]) if whole else None


def _differing(before: Any, now: Any, name: str = "") -> tuple[str, Any, Any] | None:
    """The first setting that differs: its path, the old value and the new one."""
    if isinstance(before, dict) and isinstance(now, Mapping):
        for key in sorted(before.keys() | now.keys()):
            found = _differing(before.get(key), now.get(key), f"{name}.{key}".lstrip("."))
            if found is not None:
                return found
        return None
    return None if before == now else (name, before, now)


@contextmanager
def _one_line(run: Path, config: TrainingConfig) -> Iterator[None]:
    try:
        yield
    except torch.cuda.OutOfMemoryError as error:
        half = config.sft.tokens_per_batch // 2
        raise TrainingError(f"{run}: the GPU's memory is full; set tokens_per_batch = {half} in the preset") from error
    except (OSError, RuntimeError, SafetensorError) as error:
        if "No space left" not in str(error) and getattr(error, "errno", None) != ENOSPC:
            raise
        raise TrainingError(
            f"{run}: the disk is full; free some space and give the same command, it goes on from the last checkpoint"
        ) from error


def _fitted(trainer: Trainer, run: Path) -> Fitted:
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    dev = [entry["eval_loss"] for entry in trainer.state.log_history if "eval_loss" in entry]
    norms = [entry["grad_norm"] for entry in trainer.state.log_history if "grad_norm" in entry]
    if not any(norm > 0 for norm in norms):
        raise TrainingError(f"{run}: no gradient reached the adapter in {trainer.state.global_step} steps")
    return Fitted(run / "adapter", trainer.state.global_step, min(dev, default=None), losses[0], losses[-1])
