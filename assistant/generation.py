"""What produces text, sentence by sentence, and what a sentence is once it has been judged."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.accuracy.verdicts import Finding, TextVerdict
from assistant.knowledge.sentences import SentenceStream
from assistant.prompt import Message

MAX_TURNS = 6  # earlier messages that a prompt repeats

Shown = Literal["correct", "undecided", "none", "wrong"]  # proved, open, nothing to check; wrong only without a guard


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


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence stands on, and where a person can look it up."""

    id: str  # fact or passage id
    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Released:
    """A sentence that may be shown."""

    text: str
    verdict: Shown
    findings: tuple[Finding, ...] = ()
    citations: tuple[Citation, ...] = ()
    was: str | None = None  # the model's own words, where they were not these; "" where it said nothing of it


async def sentences_of(generator: Generator, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
    """The sentences of an answer as it is generated, until it ends or runs away. Closing it closes the generator."""
    stream = SentenceStream()
    pieces = generator.stream(messages, sampling)
    try:
        async for piece in pieces:
            for sentence in stream.feed(piece):
                yield sentence
            if stream.is_runaway:
                return  # what is left is no sentence
        for sentence in stream.close():
            yield sentence
    finally:
        close = getattr(pieces, "aclose", None)
        if close is not None:
            await close()


def joined(texts: Sequence[str]) -> str:
    """Texts one after the other, with a space between two that bring none."""
    whole = ""
    for text in texts:
        whole += spaced(whole, text)
    return whole


def spaced(before: str, text: str) -> str:
    """`text` as it follows `before`."""
    return text if not before or before[-1].isspace() or text[:1].isspace() else f" {text}"


def shown(verdict: TextVerdict, findings: Sequence[Finding]) -> Shown:
    """As it is shown: a correct text without a claim has nothing to check."""
    return "none" if verdict == "correct" and not findings else verdict
