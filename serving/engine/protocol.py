"""What an engine promises to those who ask it for text."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.answer import Generator, Sampling
from assistant.errors import ConfigError
from assistant.prompt import Message

Device = Literal["auto", "cpu", "cuda"]
Dtype = Literal["auto", "bfloat16", "float32"]


class Engine(Generator, Protocol):
    """A model that can be started, asked many things at once, watched and stopped.

    `stream` raises Overloaded at once when too many requests wait, PromptTooLong for a request that can never be
    answered, and EngineError when the model is gone. Closing the iterator cancels.
    """

    name: str  # what the API calls the model

    def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        """Text deltas for one request."""

    async def start(self) -> None:
        """Load and warm up. All requests come from the event loop that called this."""

    async def stop(self) -> None:
        """End what is running and give the memory back; safe to call twice."""

    async def health(self) -> "Health":
        """Whether an answer can be expected now, and the reason when not."""

    def metrics(self) -> "Metrics":
        """Counters since the start, and what runs now."""

    def count_tokens(self, text: str) -> int:
        """The length of a text for the model; an estimate where the tokenizer is elsewhere."""

    def prompt_tokens(self, messages: Sequence[Message]) -> int:
        """The length of a prompt, template included; an estimate where the tokenizer is elsewhere."""


class PromptTooLong(ConfigError):
    """Prompt and answer do not fit into the model's context."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """How a model is run. Sizes bound memory; a request beyond them waits, and past `max_waiting` is refused."""

    device: Device = "auto"  # cuda where there is one
    dtype: Dtype = "auto"  # bfloat16 where the hardware multiplies it, else float32
    max_running: int = 16  # requests in one decode step
    max_waiting: int = 64  # requests in the queue behind them
    context: int | None = None  # tokens of prompt and answer; None: what the model was made for, at most 8192
    cache_blocks: int | None = (
        None  # KV blocks of 256 tokens; None: what max_running requests need on a CPU, what fits on a GPU
    )
    batch_tokens: int | None = None  # tokens in one step; None: 512 on a CPU, what fits on a GPU
    graphs: bool = False  # on a GPU: CUDA graphs with any attention, or the start is refused
    threads: int | None = None  # None: one for a model too small to share out, else all cores
    token_timeout: float = 60.0  # seconds without a token before a request is given up
    api_key: str = ""  # for a remote engine
    remote_model: str = ""  # its name there; "" asks the server


@dataclass(frozen=True, slots=True)
class Health:
    ok: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Metrics:
    running: int = 0
    waiting: int = 0
    requests: int = 0
    cancelled: int = 0
    prompt_tokens: int = 0
    generated_tokens: int = 0
    idle_seconds: float = 0.0  # since the last token, while something runs; 0.0 when nothing does
