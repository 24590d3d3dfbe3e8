"""The life of a question: resolve, retrieve, prompt, generate, verify each sentence, release.

`Generator` is whatever produces text: an engine in process, a server elsewhere, a test's 20 lines.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Literal

from assistant import prompt
from assistant.accuracy.verify import Verifier
from assistant.generation import MAX_TURNS, Citation, Generator, Released, Sampling, sentences_of, shown
from assistant.guard import Guard
from assistant.knowledge.context import Retrieved
from assistant.knowledge.knowledge import Knowledge
from assistant.prompt import Message

__all__ = ["Answer", "Answerer", "Citation", "Done", "Event", "Generator", "Mode", "Released", "Sampling"]

Mode = Literal["closed-book", "retrieval", "guard"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    text: str
    sentences: tuple[Released, ...]
    retrieved: Retrieved
    withheld: tuple[str, ...] = ()  # sentences of the model that were not shown, for the operator alone

    @property
    def products(self) -> tuple[str, ...]:
        """Catalog ids the answer is about: cards are filled from the catalog by these."""
        named = [need.products or ((need.product,) if need.product else ()) for need in self.retrieved.needs]
        return tuple(dict.fromkeys([*self.retrieved.products, *(each for ids in named for each in ids)]))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Of all sentences, each once."""
        found = {citation.id: citation for sentence in self.sentences for citation in sentence.citations}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing follows."""

    answer: Answer


Event = Released | Done


class Answerer:
    """Answers questions about one brand with one model.

    `mode`: without a context, with one, or with one and every sentence verified before it is released.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        generator: Generator,
        verifier: Verifier,
        mode: Mode = "guard",
        sampling: Sampling | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._generator = generator
        self._verifier = verifier
        self._mode = mode
        self._sampling = sampling or Sampling()

    async def answer(
        self,
        question: str,
        history: Sequence[Message] = (),
        groups: Sequence[str] = (),
        sampling: Sampling | None = None,
    ) -> Answer:
        """The whole answer at once."""
        async for event in self.ask(question, history, groups, sampling):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("ask ends with Done")

    async def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        groups: Sequence[str] = (),
        sampling: Sampling | None = None,
    ) -> AsyncGenerator[Event]:
        """Sentences as they may be shown, then the whole. Closing it cancels the model's work."""
        sampling = sampling or self._sampling
        retrieved = self._knowledge.retrieve(question, history, groups)
        guard = Guard(self._knowledge, self._verifier, self._generator, retrieved, history, sampling)
        released: list[Released] = []
        events = guard.sentences() if self._mode == "guard" else self._unguarded(retrieved, history, sampling)
        async with aclosing(events) as sentences:
            async for sentence in sentences:
                released.append(sentence)
                yield sentence
        text = " ".join(sentence.text for sentence in released)
        yield Done(Answer(text, tuple(released), retrieved, tuple(guard.withheld)))

    async def _unguarded(
        self, retrieved: Retrieved, history: Sequence[Message], sampling: Sampling
    ) -> AsyncGenerator[Released]:
        """The model's own sentences as they come, judged and not touched."""
        context = retrieved.context if self._mode == "retrieval" else None
        question = retrieved.question.text
        messages = prompt.render(self._knowledge.brand.name, context, history[-MAX_TURNS:], question)
        async with aclosing(sentences_of(self._generator, messages, sampling)) as sentences:
            async for sentence in sentences:
                judged = self._verifier.verify(
                    sentence, question=question, products=retrieved.products, passages=retrieved.passages
                )
                yield Released(sentence, shown(judged.verdict, judged.findings), judged.findings)
