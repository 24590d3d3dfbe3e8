"""The answerer's events -> the sentences this page shows, and what they were made from."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import Protocol

from assistant.accuracy.verdicts import Evidence
from assistant.answer import Answer, Done, Event
from assistant.generation import Released
from assistant.prompt import Message
from assistant.ui.evidence import Background, Sentence

Ask = Callable[[str, Sequence[Message]], AsyncGenerator[Sentence | Background]]


class Answers(Protocol):
    """Whoever answers: `assistant.answer.Answerer`, alone or behind a queue."""

    def ask(self, question: str, history: Sequence[Message]) -> AsyncGenerator[Event]: ...


def asking(answers: Answers) -> Ask:
    """What the chat tab calls. Leaving its loop cancels the answer."""

    async def ask(question: str, history: Sequence[Message]) -> AsyncGenerator[Sentence | Background]:
        async with aclosing(answers.ask(question, history)) as events:
            async for event in events:
                yield _background(event.answer) if isinstance(event, Done) else _sentence(event)

    return ask


def _sentence(released: Released) -> Sentence:
    evidence = tuple(Evidence(each.id, each.text, each.source) for each in released.citations)
    return Sentence(released.text, released.verdict, released.findings, evidence, released.was)


def _background(answer: Answer) -> Background:
    context = answer.retrieved.context
    lines = tuple((line.product, line.attribute, line.value) for line in context.lines)
    return Background(lines, tuple((each.title, each.text) for each in context.extracts), answer.withheld)
