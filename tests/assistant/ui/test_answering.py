from collections.abc import AsyncGenerator, Sequence

from assistant.answer import Event
from assistant.generation import Citation, Released
from assistant.prompt import Message
from assistant.ui.answering import Kept, asking
from assistant.ui.evidence import Sentence


class Script:
    def __init__(self) -> None:
        self.is_closed = False

    async def ask(
        self, question: str, history: Sequence[Message], conversation: str | None
    ) -> AsyncGenerator[Kept | Event]:
        try:
            yield Kept("c1", "m1")
            citation = Citation("a/weight", "Tarn 2 Tent", "Tarn 2 Tent, weight: 1.9 kg", "products.csv:14")
            yield Released("It weighs 1.9 kg.", "correct", (), (citation,), was="It weighs 3 kg.")
            yield Released("More.", "none")
        finally:
            self.is_closed = True

    async def vote(self, message: str, *, is_good: bool) -> None:
        raise AssertionError("nobody votes here")


async def test_a_sentence_keeps_its_citations_and_what_it_replaced() -> None:
    found = [each async for each in asking(Script())("How heavy?", (), None)]
    assert found[0] == Kept("c1", "m1")
    assert isinstance(found[1], Sentence)
    assert found[1].was == "It weighs 3 kg."
    assert [each.source for each in found[1].evidence] == ["products.csv:14"]


async def test_leaving_the_loop_cancels_the_answer() -> None:
    script = Script()
    sentences = asking(script)("How heavy?", (), None)
    await anext(sentences)
    await sentences.aclose()
    assert script.is_closed
