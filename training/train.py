"""The verb `train`: dataset, preflight, SFT, merge, proof, and a candidate in the registry."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import artifacts
from assistant.config import home
from assistant.errors import ConfigError, TrainingError
from assistant.registry import Registry, Version
from training import base_model
from training import config as presets
from training.base_model import BaseModel
from training.config import TrainingConfig
from training.dataset import Dataset, write

if TYPE_CHECKING:
    from training.preflight import Shape

LARGE = 200_000_000  # bytes of weights from which the preset for large models is the default
PROOF_PROMPTS = 8


def train(
    method: Annotated[str, typer.Option(help="sft")] = "sft",
    base: Annotated[str, typer.Option(help="starter, a folder, or a hub id with a chat template")] = "starter",
    preset: Annotated[str, typer.Option(help="small, large, a TOML file; by the size of the base when empty")] = "",
    name: Annotated[str, typer.Option(help="Name in the registry; the brand's when empty.")] = "",
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew where a run was stopped half-way.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on the last line.")] = False,
) -> None:
    """Fine-tune a LoRA adapter on the dataset, merge it, prove the merge, register a candidate."""
    if method != "sft":
        raise ConfigError(f"--method {method!r}; expected sft")
    found = base_model.find(base)
    config = presets.load(preset or _preset_for(found))
    made = write(home(), config.dataset)
    name = name or _slug(made)
    version, is_new, figures = fit(found, config, made, name, restart)
    result = {"version": version.id, "is_new": is_new, **figures}
    if as_json:
        typer.echo(json.dumps(result))
        return
    state = "registered as a candidate" if is_new else "already registered, from the same data and settings"
    shown = ", ".join(f"{key.replace('_', ' ')} {value:.4g}" for key, value in figures.items())
    typer.echo(f"{version.id} {state}" + (f" ({shown})" if shown else ""))


def fit(
    base: BaseModel, config: TrainingConfig, made: Dataset, name: str, restart: bool = False
) -> tuple[Version, bool, Mapping[str, float]]:
    """The version trained from these, whether it is new, and its figures. Rerunning a finished run changes nothing."""
    from training.preflight import check, needed_bytes
    from training.sft import fitting_threads, precision, sft

    tokenizer = base.tokenizer()
    data = check(made.rows, tokenizer, base_model.stop_ids(base), config.sft)
    dtype = precision(base.weight_bytes)
    identity = {
        "base": base.name,
        "base_sha256": base.revision,
        "chat_template": data.template_sha256,
        "dataset": made.sha256,
        "catalog": made.manifest["catalog"],
        "precision": str(dtype),
        "settings": config.as_dict(),
    }
    registry = Registry(home())
    for known in registry.versions():
        if known.name == name and {key: known.made_from.get(key) for key in identity} == identity:
            return registry.get(known.id), False, {}
    run = home() / "runs" / name
    if restart:
        shutil.rmtree(run, ignore_errors=True)
    typer.echo(
        f"{len(data.train)} rows, {data.num_tokens} tokens, {data.num_learned} of them learned; "
        f"longest row {data.longest}" + (f"; {data.num_dropped} over-length rows dropped" if data.num_dropped else ""),
        err=True,
    )
    model = base.model(dtype)
    typer.echo(f"about {needed_bytes(_shape(model, config), config.sft) / 1e9:.1f} GB of memory", err=True)
    with fitting_threads(base.weight_bytes):
        fitted = sft(model, data, config, identity, run)
    figures = {"steps": fitted.steps, "loss": fitted.last_loss}
    figures |= {} if fitted.dev_loss is None else {"held_out_loss": fitted.dev_loss}
    prompts = _prompts(made, tokenizer)
    typer.echo("merging, and comparing the merged model with base and adapter", err=True)
    version = registry.register(
        name, identity | {"code": _commit()}, lambda folder: _fill(folder, base, fitted.adapter, prompts)
    )
    return version, True, figures


def _shape(model: Any, config: TrainingConfig) -> "Shape":
    """What the memory of a run depends on."""
    from training.preflight import Shape

    linear = [weight.shape for name, weight in model.named_parameters() if weight.ndim == 2 and "embed" not in name]
    text = model.config.get_text_config()
    return Shape(
        sum(weight.numel() for weight in model.parameters()),
        sum(config.lora.r * (rows + columns) for rows, columns in linear),
        text.hidden_size,
        text.num_hidden_layers,
        text.vocab_size,
    )


def _fill(folder: Path, base: BaseModel, adapter: Path, prompts: list[list[int]]) -> None:
    from training.merge import merge, write_proof

    shutil.copytree(adapter, folder / "adapter")
    proof = merge(base, adapter, prompts, folder / "merged")
    write_proof(folder, proof)


def _prompts(made: Dataset, tokenizer: Any) -> list[list[int]]:
    """Prompts as they are served: of every kind, held-out facts first."""
    from training.render import template_ids

    rows = sorted(made.rows, key=lambda row: (row.split != "test", artifacts.sha256(row.id)))
    return [template_ids(tokenizer, row.messages[:-1], add_generation_prompt=True) for row in rows[:PROOF_PROMPTS]]


def _preset_for(base: BaseModel) -> str:
    """By the size of the weights; a hub id, whose files are not here yet, counts as large."""
    return "small" if base.weight_bytes is not None and base.weight_bytes < LARGE else "large"


def _slug(made: Dataset) -> str:
    catalog = artifacts.read_json(home() / "catalog" / "manifest.json")
    slug = re.sub(r"[^a-z0-9]+", "-", str(catalog.get("brand", "")).lower()).strip("-")
    if not slug:
        raise TrainingError("the brand's name holds no letter to name the model by; pass --name")
    return slug


def _commit() -> str:
    """The commit of this code, or its version where it was installed without its history."""
    from importlib.metadata import version

    here = Path(__file__).parent
    try:
        done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=here, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return version("truebrand")
    return done.stdout.strip()
