"""Training settings: a frozen dataclass is the schema, a TOML preset the values, defaults in code alone.

An unknown key is refused with the nearest known name: a misspelt setting must not train quietly.
"""

import tomllib
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from assistant.errors import ConfigError
from assistant.settings import Positive, Share, read_section, refuse_unknown

Overlength = Literal["error", "drop"]
Schedule = Literal["cosine", "constant", "linear"]


@dataclass(frozen=True, slots=True)
class DatasetSection:
    """What the training conversations are made of. Shares are of the facts or of the rows they name."""

    seed: int = 17
    grounded_per_fact: int = 3  # questions on each fact that are answered from a retrieved context
    closed_per_fact: int = 6  # questions on each stable fact that are answered from memory
    closed_policies: int = 120  # questions on public passages that are answered from memory, several on each of a few
    max_facts: int = 0  # facts asked for at all, spread over the catalog; 0 for every fact
    scattered_share: Share = 0.0  # of grounded questions, those that are attribute and product among idle words
    turns: Positive = 6  # questions that share one context: the context is paid for once
    absent_share: Share = 0.2  # of grounded questions, those whose context lacks the answer
    comparisons: int = 120
    policies: int = 120
    unknown_products: int = 80
    small_talk: int = 40
    test_share: Share = 0.1  # of the facts, those never taught
    dev_share: Share = 0.12  # of the phrasings, those never used in training


@dataclass(frozen=True, slots=True)
class LoraSection:
    """How far the model may move from its base. Names follow peft.LoraConfig; every linear layer is adapted."""

    r: Positive = 16  # rank; trainable parameters grow in proportion to it
    lora_alpha: int = 32  # the update is scaled by lora_alpha / r
    lora_dropout: float = 0.0


@dataclass(frozen=True, slots=True)
class SftSection:
    """How the adapter is fitted."""

    learning_rate: float = 3e-4  # peak, per optimizer step; about ten times what full fine-tuning takes
    epochs: float = 3.0
    tokens_per_step: Positive = 8192  # an optimizer step sees about this many tokens, in rows laid end to end
    tokens_per_batch: Positive = 4096  # of those, at most this many in memory at once
    max_length: Positive = 4096
    on_overlength: Overlength = "error"
    schedule: Schedule = "cosine"
    warmup_share: Share = 0.05
    weight_decay: float = 0.0
    max_grad_norm: float = 1.0
    eval_steps: Positive = 50
    save_steps: Positive = 50
    patience: Positive = 3  # evaluations on held-out phrasings without a better loss, then stop
    seed: int = 17


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """A preset: everything that decides what a run produces, besides the data and the base."""

    dataset: DatasetSection = field(default_factory=DatasetSection)
    lora: LoraSection = field(default_factory=LoraSection)
    sft: SftSection = field(default_factory=SftSection)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


SECTIONS: dict[str, type[Any]] = {"dataset": DatasetSection, "lora": LoraSection, "sft": SftSection}


def load(preset: str) -> TrainingConfig:
    """A shipped preset by name, or a TOML file by path. Raises ConfigError naming the key and its place."""
    shipped = files("training").joinpath("presets")
    names = sorted(item.name.removesuffix(".toml") for item in shipped.iterdir() if item.name.endswith(".toml"))
    if preset in names:
        return _parse(f"preset {preset}", shipped.joinpath(f"{preset}.toml").read_text(encoding="utf-8"))
    if not preset.endswith(".toml"):
        raise ConfigError(f"--preset {preset!r}; expected one of {', '.join(names)}, or a path ending in .toml")
    try:
        return _parse(preset, Path(preset).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{preset}: not readable ({error}); shipped presets: {', '.join(names)}") from error


def _parse(place: str, text: str) -> TrainingConfig:
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{place}: not readable as TOML ({error})") from error
    refuse_unknown(place, given, list(SECTIONS))
    return TrainingConfig(**{name: read_section(f"{place}: [{name}]", SECTIONS[name], given[name]) for name in given})
