"""The life of a question: resolve, retrieve, prompt, generate, verify each sentence, release.

`Generator` is whatever produces text: an engine in process, a server elsewhere, a test's 20 lines.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.prompt import Message


@dataclass(frozen=True, slots=True)
class Sampling:
    """How an answer is drawn. Temperature 0 is greedy."""

    max_new_tokens: int = 160
    temperature: float = 0.0
    top_p: float = 1.0
    stop: tuple[str, ...] = ()


class Generator(Protocol):
    """Text deltas for one request. Closing the iterator cancels the request."""

    def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncIterator[str]: ...
