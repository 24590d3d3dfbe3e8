"""A model folder -> weights, tokenizer and what the engine must know of them, on the device that is there."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import ConfigError
from assistant.prompt import Message
from serving.engine.protocol import EngineSettings

log = logging.getLogger(__name__)

CONTEXT = 8192  # unless a setting asks for more: answers are short, and a cache for 262,144 tokens is not
SHARED_OUT = 50_000_000  # parameters from which a second thread is worth its hand-over (measured, README.md)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model ready to be asked."""

    folder: Path
    model: Any
    tokenizer: Any
    device: str
    attention: str
    context: int  # tokens of prompt and answer together
    vocabulary: int
    ends: frozenset[int]  # token ids that end an answer

    def encode(self, messages: Sequence[Message]) -> list[int]:
        """The prompt's token ids through the model's own chat template."""
        ids = self.tokenizer.apply_chat_template(list(messages), add_generation_prompt=True, return_dict=False)
        return list(ids)

    def decode(self, ids: list[int]) -> str:
        return str(self.tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False))


def load_model(folder: Path, settings: EngineSettings) -> Loaded:
    """Read the folder. Raises ConfigError in one line when it is no conversational model or the device is missing."""
    from safetensors import SafetensorError
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging as transformers_logging

    quiet: Any = transformers_logging
    quiet.disable_progress_bar()

    dtype = _dtype(settings, _device(settings))
    try:
        tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model: Any = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True, dtype=dtype)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ConfigError(f"{folder}: cannot be loaded as a model ({_first_line(error)}); make it again") from error
    return ready(folder, model, tokenizer, settings)


def ready(folder: Path, model: Any, tokenizer: Any, settings: EngineSettings) -> Loaded:
    """A model that is in memory already, put where it is to run; `folder` only names it in messages."""
    import torch

    if not tokenizer.chat_template:
        raise ConfigError(f"{folder}: the tokenizer has no chat template; add chat_template.jinja to the folder")
    device = _device(settings)
    size = sum(parameter.numel() for parameter in model.parameters())
    if device == "cpu":
        torch.set_num_threads(settings.threads or (1 if size < SHARED_OUT else torch.get_num_threads()))
    made_for = int(model.config.max_position_embeddings)
    loaded = Loaded(
        folder=folder,
        model=model.to(device).eval(),
        tokenizer=tokenizer,
        device=device,
        attention=_attention(model, device),
        context=min(settings.context or CONTEXT, made_for),
        vocabulary=int(model.config.vocab_size),
        ends=_ends(model, tokenizer),
    )
    log.info("%s: %.1f M parameters, %s on %s", folder, size / 1e6, model.dtype, device)
    return loaded


def _device(settings: EngineSettings) -> str:
    import torch

    if settings.device == "cuda" and not torch.cuda.is_available():
        raise ConfigError("device is cuda, but torch sees none; set device to cpu or auto")
    return settings.device if settings.device != "auto" else ("cuda" if torch.cuda.is_available() else "cpu")


def _dtype(settings: EngineSettings, device: str) -> Any:
    import torch

    if settings.dtype != "auto":
        return getattr(torch, settings.dtype)
    multiplies_bf16 = device == "cuda" or torch.cpu._is_avx512_bf16_supported()
    return torch.bfloat16 if multiplies_bf16 else torch.float32


def _attention(model: Any, device: str) -> str:
    """The manager switches to flash attention by itself where it is installed; this says which one it will use."""
    from transformers.utils.import_utils import is_flash_attn_2_available, is_flash_attn_3_available

    if device == "cuda" and model._supports_flash_attn:
        if is_flash_attn_3_available():
            return "flash_attention_3"
        if is_flash_attn_2_available():
            return "flash_attention_2"
    return str(model.config._attn_implementation)


def _ends(model: Any, tokenizer: Any) -> frozenset[int]:
    stated = model.generation_config.eos_token_id
    ids = stated if isinstance(stated, list) else [stated]
    ends = frozenset(token for token in [*ids, tokenizer.eos_token_id] if token is not None and token >= 0)
    if not ends:
        raise ConfigError("the model names no end-of-turn token; set eos_token in tokenizer_config.json")
    return ends


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200] or type(error).__name__
