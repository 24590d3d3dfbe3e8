"""The answerer's events -> the sentences this page shows."""

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any, Protocol

from assistant.prompt import Message
from assistant.ui.evidence import Sentence


class Answers(Protocol):
    """Whoever answers: `assistant.answer.Answerer`, or a test's script."""

    def ask(self, question: str, history: Sequence[Message]) -> Any: ...


def asking(answers: Answers) -> Any:
    """`ask` of the chat tab."""

    async def ask(question: str, history: Sequence[Message]) -> AsyncIterator[Sentence]:
        async with aclosing(answers.ask(question, history)) as events:
            async for event in events:
                if isinstance(event, Sentence):
                    yield event

    return ask
