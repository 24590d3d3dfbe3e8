"""A generator that says what a test tells it to, in small pieces, and remembers what it was asked."""

from collections.abc import AsyncGenerator, Sequence

from assistant.generation import Sampling
from assistant.prompt import Message


class Scripted:
    """Each request is answered by the next text; the last one again when there is none left."""

    def __init__(self, *texts: str, size: int = 3) -> None:
        self.texts = texts
        self.size = size
        self.asked: list[Sequence[Message]] = []
        self.num_pieces = 0
        self.num_closed = 0

    async def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        text = self.texts[min(len(self.asked), len(self.texts) - 1)]
        self.asked.append(messages)
        try:
            for start in range(0, len(text), self.size):
                self.num_pieces += 1
                yield text[start : start + self.size]
        finally:
            self.num_closed += 1
