"""The model a run starts from: the starter that ships, a local folder, or a hub id. One code for all three."""

import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from assistant import artifacts
from assistant.errors import ConfigError, TrainingError

STARTER: Final = "starter"


@dataclass(frozen=True, slots=True)
class BaseModel:
    """Where the weights are and what they are, before any of them is loaded."""

    name: str  # as asked for: "starter", "Qwen/Qwen3-4B-Instruct-2507", a path
    source: str  # what transformers loads: a folder or a hub id
    revision: str  # commit on the hub, or the hash of the folder's files

    @property
    def weight_bytes(self) -> int | None:
        """Size of the weights on disk; None where they are still on the hub."""
        folder = Path(self.source)
        return sum(path.stat().st_size for path in folder.glob("*.safetensors")) if folder.is_dir() else None

    def tokenizer(self) -> Any:
        from transformers import AutoTokenizer

        return _loaded(self, lambda: AutoTokenizer.from_pretrained(self.source, **self._pin()))

    def model(self, dtype: Any) -> Any:
        """The causal language model on the CPU, in `dtype`."""
        from transformers import AutoModelForCausalLM

        return _loaded(self, lambda: AutoModelForCausalLM.from_pretrained(self.source, dtype=dtype, **self._pin()))

    def _pin(self) -> Mapping[str, str]:
        return {} if Path(self.source).is_dir() else {"revision": self.revision}


def find(name: str) -> BaseModel:
    """The base called `name`. Raises ConfigError in one line for a folder that is no model, or a hub out of reach."""
    if name == STARTER:
        folder = Path(str(files("training.starter").joinpath("weights")))
        if not (folder / "config.json").is_file():
            raise ConfigError(
                f"{folder}: the starter's weights are not there; make them with `python -m training.starter`"
            )
        return _folder(name, folder)
    if Path(name).exists() or name.startswith((".", "/", "~")):
        return _folder(name, Path(name).expanduser())
    return _hub(name)


def stop_ids(base: BaseModel) -> frozenset[int]:
    """The tokens that end a turn, as generation will use them."""
    from transformers import AutoConfig, GenerationConfig

    try:
        found = GenerationConfig.from_pretrained(base.source).eos_token_id
    except OSError:  # without a generation_config.json the model's own config speaks
        found = AutoConfig.from_pretrained(base.source).eos_token_id
    if found is None:
        raise TrainingError(f"{base.name}: states no eos_token_id; add it to generation_config.json")
    return frozenset([found] if isinstance(found, int) else found)


@contextmanager
def renamed_in_transformers() -> Iterator[None]:
    """peft asks transformers by a name that is deprecated there; it concerns neither us nor the reader of a log."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "`is_gradient_checkpointing` is deprecated", FutureWarning)
        yield


def _folder(name: str, folder: Path) -> BaseModel:
    if not (folder / "config.json").is_file():
        raise ConfigError(f"{folder}: no config.json in it; expected the folder of a model in the Hugging Face form")
    config = artifacts.read_json(folder / "config.json")
    _refuse_quantized(name, config)
    hashes = artifacts.tree_sha256(folder)
    return BaseModel(
        name, str(folder), artifacts.sha256("".join(f"{path} {digest}\n" for path, digest in hashes.items()))
    )


def _hub(name: str) -> BaseModel:
    from transformers import AutoConfig

    try:
        config = AutoConfig.from_pretrained(name)
    except (OSError, ValueError) as error:
        offline = " (HF_HUB_OFFLINE is set)" if os.environ.get("HF_HUB_OFFLINE") else ""
        reason = str(error).partition("\n")[0]
        raise ConfigError(
            f"--base {name!r}: not a folder, and not to be had from the hub{offline}: {reason}; "
            "expected starter, a folder, or an id such as Qwen/Qwen3-4B-Instruct-2507"
        ) from error
    _refuse_quantized(name, config.to_dict())
    return BaseModel(name, name, str(getattr(config, "_commit_hash", None) or "main"))


def _refuse_quantized(name: str, config: Mapping[str, Any]) -> None:
    if config.get("quantization_config"):
        raise ConfigError(
            f"--base {name!r}: is quantized, merging into it loses accuracy; use the full-precision model"
        )


def _loaded(base: BaseModel, load: Any) -> Any:
    from transformers.utils import logging

    quieten: Any = logging.disable_progress_bar  # a run has a bar of its own
    quieten()
    try:
        return load()
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise ConfigError(
            f"--base {base.name!r}: cannot be loaded ({reason}); expected a causal language model"
        ) from error
