"""The chat tab: an answer that grows sentence by sentence, and beside it why each sentence may be said."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from assistant import prompt
from assistant.errors import AssistantError, Overloaded
from assistant.generation import joined
from assistant.prompt import Message
from assistant.ui.answering import Answers, Ask, Kept, asking
from assistant.ui.answering import Update as Answered
from assistant.ui.evidence import Background, Sentence, why

BUSY = "Many people are asking just now. Please try again in a moment."
TROUBLE = "The assistant cannot answer just now."


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it."""

    question: str
    sentences: tuple[Sentence, ...] = ()
    background: Background | None = None
    kept: Kept | None = None  # None before it has its place
    trouble: str = ""

    @property
    def why(self) -> str:
        return why(self.question, self.sentences, self.background)

    @property
    def text(self) -> str:
        return joined([sentence.text for sentence in self.sentences])


Update = tuple[str, list[Message], str, tuple[Turn, ...]]


def chat(answers: Answers, brand: str, examples: Sequence[str]) -> None:
    """Lay the tab out and wire it; called inside a `gr.Blocks`."""
    ask = asking(answers)
    turns: gr.State = gr.State(())
    with gr.Row(equal_height=False, elem_classes="tb-chat"):
        with gr.Column(scale=3, min_width=340):
            shown = gr.Chatbot(
                label=f"Conversation with the assistant of {brand}",
                show_label=False,
                height=470,
                layout="bubble",
                buttons=["copy"],
                allow_tags=False,
                feedback_options=("Like", "Dislike"),  # the two that are drawn as thumbs
                placeholder=f"Ask about the products of {brand}.",
                elem_id="tb-conversation",
            )
            with gr.Row():
                question = gr.Textbox(
                    placeholder="Your question",
                    show_label=False,
                    container=False,
                    scale=6,
                    min_width=140,
                    max_length=2000,
                    elem_id="tb-question",
                )
                send = gr.Button("Ask", variant="primary", scale=1, min_width=64)
                stop = gr.Button("Stop", variant="secondary", scale=1, min_width=64)
            gr.Examples([[example] for example in examples], question, label="For example")
        with gr.Column(scale=2, min_width=320):
            panel = gr.HTML(why(None, ()), elem_id="tb-why")

    async def respond(asked: str, before: tuple[Turn, ...]) -> AsyncGenerator[Update]:
        async with aclosing(answered(ask, asked, before)) as updates:
            async for update in updates:
                yield update

    running = gr.on(
        [question.submit, send.click],
        respond,
        [question, turns],
        [question, shown, panel, turns],
        concurrency_limit=16,
        api_visibility="private",
        show_progress="hidden",
        trigger_mode="once",
    )
    stop.click(None, cancels=[running], api_visibility="private")

    async def vote(turns: tuple[Turn, ...], given: gr.LikeData) -> None:
        turn = owner(turns, given)
        if turn is not None and turn.kept is not None and isinstance(given.liked, bool):
            await answers.vote(turn.kept.message, is_good=given.liked)
            gr.Info("Thank you. Your vote is kept with the answer.", duration=4)

    shown.like(vote, [turns], None, api_visibility="private", show_progress="hidden")
    shown.select(explain, [turns], [panel], api_visibility="private", show_progress="hidden")
    shown.clear(lambda: ((), why(None, ())), None, [turns, panel], api_visibility="private")


async def answered(ask: Ask, asked: str, before: tuple[Turn, ...]) -> AsyncGenerator[Update]:
    """The state of the tab after each sentence: an empty input, the conversation, the panel, the turns."""
    if not asked.strip():
        yield asked, display(before), before[-1].why if before else why(None, ()), before
        return
    turn = Turn(asked.strip())
    yield _update(before, turn)
    try:
        conversation = before[-1].kept.conversation if before and before[-1].kept else None
        async with aclosing(ask(turn.question, messages(before), conversation)) as found:
            async for each in found:
                turn = _grown(turn, each)
                yield _update(before, turn)
    except Overloaded:
        yield _update(before, replace(turn, trouble=BUSY))
    except AssistantError as error:
        yield _update(before, replace(turn, trouble=f"{TROUBLE} ({error})"))


def _grown(turn: Turn, by: Answered) -> Turn:
    if isinstance(by, Kept):
        return replace(turn, kept=by)
    if isinstance(by, Background):
        return replace(turn, background=by)
    return replace(turn, sentences=(*turn.sentences, by))


def messages(turns: Sequence[Turn]) -> list[Message]:
    """The conversation as the model reads it."""
    found: list[Message] = []
    for turn in turns:
        found.append({"role": prompt.USER, "content": turn.question})
        if text := " ".join(filter(None, [turn.text, turn.trouble])):
            found.append(prompt.answer(text))
    return found


def display(turns: Sequence[Turn]) -> list[Message]:
    """The conversation as the chat component draws it: Markdown, in which markup is text."""
    return [{"role": each["role"], "content": each["content"].replace("<", "&lt;")} for each in messages(turns)]


def explain(turns: tuple[Turn, ...], chosen: gr.SelectData) -> str:
    """The panel for the message that was clicked."""
    turn = owner(turns, chosen)
    return turn.why if turn is not None else why(None, ())


def owner(turns: Sequence[Turn], chosen: gr.SelectData | gr.LikeData) -> Turn | None:
    """The turn whose message was chosen."""
    index: Any = chosen.index
    at = index[0] if isinstance(index, list | tuple) else index
    owners = [turn for turn in turns for _ in messages([turn])]
    return owners[at] if 0 <= at < len(owners) else None


def _update(before: tuple[Turn, ...], turn: Turn) -> Update:
    turns = (*before, turn)
    return "", display(turns), turn.why, turns
