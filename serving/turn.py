"""One question served: a place in the queue, the answer sentence by sentence, and what is kept of it.

The answer itself is the core's (`assistant.answer`); here it is admitted, timed, stored and counted.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import anyio
import anyio.to_thread

from assistant.answer import Answer, Citation, Released, Sampling
from assistant.errors import AssistantError, EngineError
from assistant.generation import joined
from assistant.prompt import Message
from assistant.store.store import Cited, Store
from assistant.store.tables import Status, Surface
from serving.admission import Admission
from serving.telemetry import Telemetry

Finish = Literal["stop", "length", "refused"]


@dataclass(frozen=True, slots=True)
class End:
    """Nothing follows."""

    finish: Finish
    products: tuple[str, ...] = ()  # catalog ids the answer is about
    answer: Answer | None = None  # all that was found, for an operator's eyes


class Answers(Protocol):
    """Whoever answers. `serving.answering.Guarded` is one, a test's script another."""

    def ask(
        self, question: str, history: Sequence[Message], groups: Sequence[str], sampling: Sampling
    ) -> AsyncGenerator[Released | End]:
        """Sentences that may be shown, then the end; closing it cancels the answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is known of whoever asks it."""

    text: str
    surface: Surface
    owner: str  # whose conversation it is
    conversation: str | None = None  # one that goes on
    history: tuple[Message, ...] | None = None  # None: as the conversation is stored
    groups: tuple[str, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)


@dataclass(frozen=True, slots=True)
class Started:
    """The question has its place; these ids name the conversation and the answer to come."""

    conversation: str
    message: str


class Turns:
    """Serves questions, each one through the same life."""

    def __init__(
        self,
        answers: Answers,
        store: Store,
        admission: Admission,
        telemetry: Telemetry,
        model: str,
        seconds: float,
        turns: int,
    ) -> None:
        self._answers = answers
        self._store = store
        self._admission = admission
        self._telemetry = telemetry
        self._model = model
        self._seconds = seconds
        self._turns = turns

    async def serve(self, question: Question) -> AsyncGenerator[Started | Released | End]:
        """The events of one answer. Raises Overloaded before the first of them when there is no place."""
        begun = time.perf_counter()
        async with self._admission.place():
            conversation, message, history = await self._open(question)
            kept = _Kept()
            outcome = "cancelled"
            status: Status = "partial"
            try:
                yield Started(conversation, message)
                async with asyncio.timeout(self._seconds):
                    asked = self._answers.ask(question.text, history, question.groups, question.sampling)
                    async with aclosing(asked) as events:
                        async for event in events:
                            if isinstance(event, Released):
                                self._count(event, question.surface, begun, first=not kept.sentences)
                                kept.sentences.append(event)
                            else:
                                outcome = event.finish
                            yield event
                status = "final"
            except TimeoutError as error:
                outcome, status = "timeout", "error"
                raise EngineError(f"no whole answer within {self._seconds:.0f} s") from error
            except AssistantError:
                outcome, status = "error", "error"
                raise
            finally:
                self._telemetry.answers.labels(question.surface, outcome).inc()
                self._telemetry.whole_answer.labels(question.surface).observe(time.perf_counter() - begun)
                with anyio.CancelScope(shield=True):
                    await anyio.to_thread.run_sync(self._keep, message, kept, status)

    async def _open(self, question: Question) -> tuple[str, str, Sequence[Message]]:
        def write() -> tuple[str, str, Sequence[Message]]:
            conversation = question.conversation or self._store.begin(question.surface, question.owner)
            history = question.history
            if history is None:
                history = tuple(self._store.history(conversation, self._turns))
            return conversation, self._store.ask(conversation, question.text, self._model), history

        return await anyio.to_thread.run_sync(write)

    def _keep(self, message: str, kept: "_Kept", status: Status) -> None:
        sources = kept.sources()
        self._store.answer(
            message,
            kept.text(),
            status,
            [{"text": item.text, "verdict": item.verdict} for item in kept.sentences],
            [Cited(number, item.id, item.text, item.source) for number, item in enumerate(sources, start=1)],
        )

    def _count(self, sentence: Released, surface: Surface, begun: float, first: bool) -> None:
        self._telemetry.sentences.labels(sentence.verdict).inc()
        if first:
            self._telemetry.first_sentence.labels(surface).observe(time.perf_counter() - begun)


@dataclass(slots=True)
class _Kept:
    sentences: list[Released] = field(default_factory=list)

    def text(self) -> str:
        return joined([sentence.text for sentence in self.sentences])

    def sources(self) -> list[Citation]:
        return cited(self.sentences)


def cited(sentences: Sequence[Released]) -> list[Citation]:
    """What the sentences were read from, each thing once, in the order of their first use."""
    found: dict[str, Citation] = {}
    for sentence in sentences:
        for citation in sentence.citations:
            found.setdefault(citation.id, citation)
    return list(found.values())


def shown(sentence: Released) -> dict[str, Any]:
    """A sentence as JSON, with what it was read from."""
    return {
        "text": sentence.text,
        "verdict": sentence.verdict,
        "sources": [{"id": item.id, "text": item.text, "source": item.source} for item in sentence.citations],
    }
