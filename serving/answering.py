"""The core's answerer as the routes know it: guarded sentences with their sources, and how the answer ended."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from assistant.accuracy.verify import Verifier
from assistant.answer import Answer, Answerer, Done, Released, Sampling
from assistant.knowledge.knowledge import Knowledge
from assistant.prompt import Message
from serving.engine.protocol import Engine
from serving.turn import End, Finish


def answerer(knowledge: Knowledge, engine: "Engine | Counted") -> Answerer:
    """Answers with one model, every sentence verified before it is released."""
    return Answerer(knowledge, engine, Verifier(knowledge.facts, knowledge.names, knowledge.brand.brand.currency))


class Guarded:
    """`Answers` of the brand's knowledge and one engine."""

    def __init__(self, knowledge: Knowledge, engine: Engine) -> None:
        self._knowledge = knowledge
        self._engine = engine
        self._verifier = Verifier(knowledge.facts, knowledge.names, knowledge.brand.brand.currency)

    async def ask(
        self, question: str, history: Sequence[Message], groups: Sequence[str], sampling: Sampling
    ) -> AsyncGenerator[Released | End]:
        counted = Counted(self._engine)
        asked = Answerer(self._knowledge, counted, self._verifier).ask(question, history, groups, sampling)
        async with aclosing(asked) as events:
            async for event in events:
                if isinstance(event, Done):
                    yield End(_finish(event.answer, counted), event.answer.products, event.answer)
                else:
                    yield event


class Counted:
    """An engine for one answer, which notices whether the model was cut off."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.is_cut_off = False

    async def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        said = ""
        async with aclosing(self._engine.stream(messages, sampling)) as pieces:
            async for piece in pieces:
                said += piece
                yield piece
        self.is_cut_off = self.is_cut_off or self._engine.count_tokens(said) >= sampling.max_new_tokens


def _finish(answer: Answer, counted: Counted) -> Finish:
    """`refused` when nothing of the model could be said, and nothing was known instead."""
    if counted.is_cut_off:
        return "length"
    is_empty = all(sentence.verdict == "none" and sentence.was == "" for sentence in answer.sentences)
    return "refused" if is_empty and answer.retrieved.question.kind != "smalltalk" else "stop"
