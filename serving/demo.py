"""What the Gradio page asks: questions served, kept and voted on like everyone's, with all that was found for them."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from assistant.answer import Done, Event, Sampling
from assistant.prompt import Message
from assistant.ui.answering import Kept
from serving.desk import Desk
from serving.routes.feedback import Vote, record
from serving.turn import End, Question, Started

OWNER = "demo"  # of the conversations; the ids, which cannot be guessed, tell its visitors apart


class DemoAnswers:
    """`assistant.ui.answering.Answers` of a server."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def ask(
        self, question: str, history: Sequence[Message], conversation: str | None
    ) -> AsyncGenerator[Kept | Event]:
        asked = Question(
            question,
            surface="demo",
            owner=OWNER,
            conversation=conversation,
            history=tuple(history),
            sampling=Sampling(max_new_tokens=self._desk.parts.settings.answer_tokens),
        )
        async with aclosing(self._desk.turns.serve(asked)) as events:
            async for event in events:
                if isinstance(event, Started):
                    yield Kept(event.conversation, event.message)
                elif not isinstance(event, End):
                    yield event
                elif event.answer is not None:
                    yield Done(event.answer)

    async def vote(self, message: str, *, is_good: bool) -> None:
        await record(self._desk, Vote(message=message, value="up" if is_good else "down"), OWNER)
