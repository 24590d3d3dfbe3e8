from contextlib import aclosing

import pytest

from assistant.accuracy.verify import Verifier
from assistant.answer import Answerer, Done, Mode, Released
from tests.assistant.facts.invented import user
from tests.assistant.knowledge.invented_documents import knowledge
from tests.assistant.scripted import Scripted

KNOWN = knowledge()
VERIFIER = Verifier(KNOWN.facts, KNOWN.names)
QUESTION = "How heavy is the Tarn 2 Tent?"
WRONG = "The weight of the Tarn 2 Tent is 2.4 kg."


async def test_sentences_come_first_and_the_whole_answer_last() -> None:
    said = "The weight of the Tarn 2 Tent is 1.9 kg. The price of the Tarn 2 Tent is €349.00."
    events = [event async for event in Answerer(KNOWN, Scripted(said), VERIFIER).ask(QUESTION)]
    assert [type(event) for event in events] == [Released, Released, Done]
    last = events[-1]
    assert isinstance(last, Done)
    assert last.answer.text == said
    assert last.answer.sentences == tuple(events[:-1])
    assert last.answer.products == ("tarn-2-tent",)
    assert [citation.id for citation in last.answer.citations] == ["tarn-2-tent/weight", "tarn-2-tent/price"]


@pytest.mark.parametrize(
    ("mode", "has_context", "text", "verdict"),
    [
        ("closed-book", False, WRONG, "wrong"),
        ("retrieval", True, WRONG, "wrong"),
        ("guard", True, "The weight of the Tarn 2 Tent is 1.9 kg.", "correct"),
    ],
)
async def test_the_three_configurations(mode: Mode, has_context: bool, text: str, verdict: str) -> None:
    model = Scripted(WRONG)
    answer = await Answerer(KNOWN, model, VERIFIER, mode).answer(QUESTION)
    assert (answer.text, answer.sentences[0].verdict) == (text, verdict)
    assert ("1.9 kg" in model.asked[0][0]["content"]) is has_context


@pytest.mark.parametrize("mode", ["closed-book", "retrieval", "guard"])
async def test_closing_an_answer_closes_the_generator(mode: Mode) -> None:
    model = Scripted("The weight of the Tarn 2 Tent is 1.9 kg. " + "It is a tent. " * 400)
    async with aclosing(Answerer(KNOWN, model, VERIFIER, mode).ask(QUESTION)) as events:
        async for _ in events:
            break
    assert model.num_closed == 1
    assert model.num_pieces < 100


async def test_earlier_turns_are_repeated_to_the_model_but_not_without_end() -> None:
    model = Scripted("The price of the Tarn 2 Tent is €349.00.")
    history = [user(f"Question {number}") for number in range(20)] + [user(QUESTION)]
    answer = await Answerer(KNOWN, model, VERIFIER).answer("And the price?", history)
    assert answer.text == "The price of the Tarn 2 Tent is €349.00."
    assert len(model.asked[0]) == 1 + 6 + 1


async def test_staff_documents_are_read_to_staff_alone() -> None:
    question = "What is the goodwill limit for a repair cost?"
    model = Scripted("Goodwill goes up to a repair cost of 40 EUR.")
    answerer = Answerer(KNOWN, model, VERIFIER)
    assert "40 EUR" not in (await answerer.answer(question)).text
    assert (await answerer.answer(question, groups=("staff",))).text == "Goodwill goes up to a repair cost of 40 EUR."
