"""The answerer's events -> the sentences this page shows, and what they were made from."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Protocol

from assistant.accuracy.verdicts import Evidence
from assistant.answer import Answer, Done, Event
from assistant.generation import Released
from assistant.prompt import Message
from assistant.ui.evidence import Background, Sentence


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the answer to come is kept: what a vote names, and what the next question goes on from."""

    conversation: str
    message: str


Update = Kept | Sentence | Background
Ask = Callable[[str, Sequence[Message], str | None], AsyncGenerator[Update]]


class Answers(Protocol):
    """Whoever answers, and keeps what was said. `serving.demo.DemoAnswers` is one, a test's script another."""

    def ask(
        self, question: str, history: Sequence[Message], conversation: str | None
    ) -> AsyncGenerator[Kept | Event]: ...

    async def vote(self, message: str, *, is_good: bool) -> None:
        """Keep what a person thought of an answer; the last vote counts."""


def asking(answers: Answers) -> Ask:
    """What the chat tab calls. Leaving its loop cancels the answer."""

    async def ask(question: str, history: Sequence[Message], conversation: str | None) -> AsyncGenerator[Update]:
        async with aclosing(answers.ask(question, history, conversation)) as events:
            async for event in events:
                yield _update(event)

    return ask


def _update(event: Kept | Event) -> Update:
    if isinstance(event, Kept):
        return event
    return _background(event.answer) if isinstance(event, Done) else _sentence(event)


def _sentence(released: Released) -> Sentence:
    evidence = tuple(Evidence(each.id, each.text, each.source) for each in released.citations)
    return Sentence(released.text, released.verdict, released.findings, evidence, released.was)


def _background(answer: Answer) -> Background:
    context = answer.retrieved.context
    lines = tuple((line.product, line.attribute, line.value) for line in context.lines)
    return Background(lines, tuple((each.title, each.text) for each in context.extracts), answer.withheld)
