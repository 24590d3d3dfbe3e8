import pytest

from assistant.accuracy.verify import Verifier
from assistant.generation import Released, shown
from assistant.met import bears_on, is_met
from tests.assistant.knowledge.invented_documents import knowledge

KNOWN = knowledge()
VERIFIER = Verifier(KNOWN.facts, KNOWN.names)


def said(text: str, question: str) -> Released:
    judged = VERIFIER.verify(text, question=question, products=KNOWN.retrieve(question).products)
    return Released(text, shown(judged.verdict, judged.findings), judged.findings)


@pytest.mark.parametrize(
    ("question", "text", "is_said"),
    [
        ("How heavy is the Tarn 2 Tent?", "It weighs 1.9 kg.", True),
        ("How heavy is the Tarn 2 Tent?", "It weighs 2.4 kg.", False),
        ("How heavy is the Tarn 2 Tent?", "It costs €349.00.", False),
        ("How heavy is the Tarn 2 Tent?", "The Tarn 3 Tent weighs 2.4 kg.", False),
        ("What is the fabric of the Tarn 2 Tent?", "The fabric is not stated in our catalog.", True),
        ("What is the fabric of the Tarn 2 Tent?", "It is a fine tent.", False),
        ("How heavy is the Tarn 9?", "The Tarn 9 is unknown to us, we have no product of this name.", True),
        ("How heavy is the Tarn 9?", "The Tarn 2 Tent weighs 1.9 kg.", False),
        ("How heavy is the Tarn?", "Which one do you mean: the Tarn 1, the Tarn 2 or the Tarn 3 Tent?", True),
        ("How heavy is the Tarn?", "The Tarn 2 Tent weighs 1.9 kg.", False),
        ("What is your cheapest tent?", "The cheapest of our tents is the Tarn 2 Tent: €349.00.", True),
        ("What is your cheapest tent?", "The cheapest of our tents is the Tarn 3 Tent: €429.00.", False),
        ("Which tents are under €100?", "None of our tents is under €100.", True),
        ("Which tents are under €100?", "The Tarn 2 Tent is.", False),
    ],
)
def test_a_need_is_met_by_what_says_it_right(question: str, text: str, is_said: bool) -> None:
    need = KNOWN.retrieve(question).needs[0]
    assert is_met(need, said(text, question), KNOWN) is is_said


def test_what_is_about_another_product_bears_on_nothing() -> None:
    question = "How heavy is the Tarn 2 Tent?"
    need = KNOWN.retrieve(question).needs[0]
    assert not bears_on(need, said("The Tarn 3 Tent weighs 2.4 kg.", question), KNOWN)
    assert bears_on(need, said("It weighs 1.9 kg.", question), KNOWN)
