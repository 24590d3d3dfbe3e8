import pytest

from assistant.accuracy.verify import Verifier
from assistant.facts.aliases import Names
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.values import Boolean, Listing, Quantity, Text, Value
from assistant.knowledge import plain
from assistant.knowledge.needs import Need
from assistant.knowledge.statements import owner
from assistant.prompt import NOT_STATED, UNKNOWN_PRODUCT, Line
from tests.assistant.facts.invented import fact, facts, mass
from tests.assistant.knowledge.invented_documents import BRAND, knowledge

DAY = Quantity(mass("1").amount * 24, "h", "time", mass("1").amount * 86400)


@pytest.mark.parametrize(
    ("attribute", "value", "text", "sentence"),
    [
        ("weight", mass("1.9"), "1.9 kg", "The weight of the Fell 1 is 1.9 kg."),
        ("colours", Listing(("red", "blue"), True), "red, blue", "The colours of the Fell 1 are red and blue."),
        ("waterproof", Boolean(True), "yes", "Yes, the Fell 1 is waterproof."),
        ("dishwasher safe", Boolean(False), "no", "No, the Fell 1 is not dishwasher safe."),
        ("red light", Boolean(True), "yes", "Yes: for the Fell 1, red light is listed as yes."),
        ("sleeps", Text("2 people"), "2 people", "The Fell 1 sleeps 2 people."),
        ("keeps cold", DAY, "24 h", "The Fell 1 keeps cold for 24 h."),
        ("on sale since", Text("May 2024"), "May 2024", "The Fell 1 is on sale since May 2024."),
        ("availability", Text("in stock"), "In stock", "The Fell 1 is in stock."),
        ("availability", Text("discontinued"), "discontinued", "The Fell 1 has been discontinued."),
        ("care", Text("x"), "Wipe clean.", "The care of the Fell 1 is Wipe clean."),
    ],
)
def test_a_fact_is_said_as_its_kind_of_value_wants(attribute: str, value: Value, text: str, sentence: str) -> None:
    stated = fact("fell-1", attribute, value, text)
    assert plain.stated(Line("Fell 1", attribute, text, stated.id), stated) == sentence


@pytest.mark.parametrize(
    ("need", "sentence"),
    [
        (
            Need("absent", Line("Fell 1", "fabric", NOT_STATED)),
            "The fabric of the Fell 1 is not stated in our catalog. Please ask help@fernhill.example.",
        ),
        (
            Need("absent", Line("Fell 1", "dishwasher safe", NOT_STATED), is_contradicted=True),
            "Whether the Fell 1 is dishwasher safe is not stated in our catalog: our sources disagree. "
            "Please ask help@fernhill.example.",
        ),
        (
            Need("unknown", Line("Fell 9", "weight", UNKNOWN_PRODUCT)),
            "The Fell 9 is unknown to us, we have no product of this name.",
        ),
        (
            Need("which", Line("Fell", "which one", "Fell 1 or Fell 2"), products=("a", "b")),
            "Which one do you mean: Fell 1 or Fell 2?",
        ),
    ],
)
def test_what_is_not_known_is_said_honestly(need: Need, sentence: str) -> None:
    assert plain.sentence(need, facts(), BRAND) == sentence


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Which is lighter, the Tarn 2 or 3?",
            "The Tarn 2 Tent is lighter: 1.9 kg against 2.4 kg for the Tarn 3 Tent.",
        ),
        ("What is your cheapest tent?", "The cheapest of our tents is the Tarn 2 Tent: €349.00."),
        ("Which tents are under €400?", "Our tents under €400: Tarn 2 Tent at €349.00."),
        ("Which tents are under €100?", "None of our tents is under €100."),
        ("which tents are waterproof?", "Of our tents, waterproof: Tarn 2 Tent."),
        ("what tents do you have", "Our tents are: Tarn 2 Tent and Tarn 3 Tent."),
    ],
)
def test_what_was_reckoned_is_said_in_a_sentence(question: str, sentence: str) -> None:
    known = knowledge()
    assert plain.sentence(known.retrieve(question).needs[0], known.facts, BRAND) == sentence


@pytest.mark.parametrize("stated", list(facts()), ids=lambda stated: stated.id)
def test_the_verifier_finds_every_plain_sentence_true(stated: Fact) -> None:
    known = facts()
    names = Names(known)
    sentence = plain.stated(Line(owner(stated, names, known), stated.attribute, stated.text, stated.id), stated)
    assert Verifier(known, names).verify(sentence).verdict == "correct", sentence


def test_an_overview_states_three_facts() -> None:
    rows = [fact("f", "weight", mass("1"), "1 kg"), fact("f", "colours", Text("red"), "red")]
    known = Facts("Fernhill", (ProductName("f", "Fell 1"),), rows)
    assert plain.overview(list(known), "Fell 1") == (
        "Here is what our catalog says about the Fell 1: the weight is 1 kg and the colours are red."
    )


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("hi there", "Hello! I am the product assistant of Fernhill, an automated one."),
        ("thanks a lot", "You're welcome!"),
        ("can I talk to a human?", "I am an automated assistant. To talk to a person, please contact help@"),
        ("my order arrived broken", "I am sorry to hear that. Please contact help@fernhill.example"),
    ],
)
def test_people_are_answered_as_people(text: str, start: str) -> None:
    assert plain.social(text, BRAND).startswith(start)
    assert knowledge().retrieve(text).question.kind == "smalltalk"
