from collections.abc import AsyncGenerator, AsyncIterator, Sequence

import pytest

from assistant import prompt
from assistant.errors import EngineError, Overloaded
from assistant.prompt import Message
from assistant.ui.answering import Kept
from assistant.ui.answering import Update as Answered
from assistant.ui.chat import BUSY, TROUBLE, Turn, Update, answered, display, messages
from assistant.ui.evidence import Sentence

pytest.importorskip("gradio")


async def two(question: str, history: Sequence[Message], conversation: str | None) -> AsyncGenerator[Answered]:
    yield Sentence("It weighs 1.9 kg.", "correct")
    yield Sentence(f"I have read {len(history)} messages before.", "none")


async def collect(updates: AsyncIterator[Update]) -> list[Update]:
    return [update async for update in updates]


async def test_each_sentence_is_shown_as_soon_as_it_is_released() -> None:
    updates = await collect(answered(two, " How heavy? ", ()))
    shown = [update[1][-1]["content"] for update in updates]
    assert shown == ["How heavy?", "It weighs 1.9 kg.", "It weighs 1.9 kg. I have read 0 messages before."]
    assert [update[0] for update in updates] == ["", "", ""]


async def test_earlier_turns_are_the_history_of_the_next() -> None:
    before = (Turn("How heavy?", (Sentence("1.9 kg.", "correct"),)),)
    updates = await collect(answered(two, "And the Pro?", before))
    assert "2 messages before" in updates[-1][1][-1]["content"]
    assert messages(before) == [{"role": prompt.USER, "content": "How heavy?"}, prompt.answer("1.9 kg.")]


async def test_the_next_question_goes_on_where_the_last_answer_is_kept() -> None:
    asked: list[str | None] = []

    async def kept(question: str, history: Sequence[Message], conversation: str | None) -> AsyncGenerator[Answered]:
        asked.append(conversation)
        yield Kept("c1", f"m{len(asked)}")
        yield Sentence("It weighs 1.9 kg.", "correct")

    turns = (await collect(answered(kept, "How heavy?", ())))[-1][3]
    turns = (await collect(answered(kept, "And now?", turns)))[-1][3]
    assert asked == [None, "c1"]
    assert [turn.kept.message for turn in turns if turn.kept] == ["m1", "m2"]


async def test_an_empty_question_changes_nothing() -> None:
    before = (Turn("How heavy?", (Sentence("1.9 kg.", "correct"),)),)
    assert [update[3] for update in await collect(answered(two, "  ", before))] == [before]


@pytest.mark.parametrize(("error", "said"), [(Overloaded("full"), BUSY), (EngineError("it is gone"), TROUBLE)])
async def test_trouble_is_said_and_what_was_released_stays(error: Exception, said: str) -> None:
    async def broken(question: str, history: Sequence[Message], conversation: str | None) -> AsyncGenerator[Answered]:
        yield Sentence("It weighs 1.9 kg.", "correct")
        raise error

    last = (await collect(answered(broken, "How heavy?", ())))[-1]
    assert last[1][-1]["content"].startswith(f"It weighs 1.9 kg. {said}")


def test_markup_in_the_conversation_is_drawn_as_text() -> None:
    assert display((Turn("<b>?</b>"),))[0]["content"] == "&lt;b>?&lt;/b>"
