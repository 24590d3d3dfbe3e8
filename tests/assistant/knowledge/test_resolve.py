import pytest

from assistant.facts.aliases import Names
from assistant.facts.choices import plural
from assistant.knowledge.resolve import resolve
from assistant.prompt import answer
from tests.assistant.facts.invented import facts, user

FACTS = facts()
NAMES = Names(FACTS, ("Coleman",))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How heavy is the Tarn 2 Tent?", "fact"),
        ("Tell me about the X100", "fact"),
        ("Do you sell the Tarn 9?", "fact"),
        ("Which is lighter, the Tarn 2 or the Tarn 3?", "comparison"),
        ("What is the difference between the X100 and the X100 Pro?", "comparison"),
        ("What is your cheapest tent?", "range"),
        ("Which tents are under €400?", "range"),
        ("What tents do you have?", "range"),
        ("Can I return a tent?", "policy"),
        ("Do you ship to Norway?", "policy"),
        ("How can I pay?", "policy"),
        ("hello", "smalltalk"),
        ("Thanks a lot!", "smalltalk"),
        ("Who are you?", "smalltalk"),
    ],
)
def test_each_kind_of_question_is_told(text: str, kind: str) -> None:
    assert resolve(text, (), FACTS, NAMES).kind == kind


@pytest.mark.parametrize(
    ("before", "now", "products", "asked"),
    [
        ("How heavy is the Tarn 2 Tent?", "And the price?", ["tarn-2-tent"], ["price"]),
        ("How heavy is the Tarn 2 Tent?", "Is it waterproof?", ["tarn-2-tent"], ["waterproof"]),
        ("How heavy is the Tarn 2 Tent?", "What about the Tarn 3?", ["tarn-3-tent"], ["weight"]),
        ("How heavy is the Tarn 2 Tent?", "is it lighter than the Tarn 3?", ["tarn-2-tent", "tarn-3-tent"], ["weight"]),
        ("Is the Tarn heavy?", "the 3", ["tarn-3-tent"], ["weight"]),
        ("How heavy is the Tarn 2 Tent?", "is the Tarn waterproof", ["tarn-2-tent"], ["waterproof"]),
        ("What does the Brook Mug cost?", "and in large?", ["brook-mug"], ["price"]),
        ("Which is lighter, the Tarn 2 or 3?", "which of them is cheaper?", ["tarn-2-tent", "tarn-3-tent"], ["price"]),
    ],
)
def test_what_a_question_leaves_out_comes_from_before(
    before: str, now: str, products: list[str], asked: list[str]
) -> None:
    question = resolve(now, (user(before), answer("It is so.")), FACTS, NAMES)
    assert list(question.products) == products
    assert [each.name for each in question.asked] == asked


@pytest.mark.parametrize("now", ["What is your return policy?", "What tents do you have?", "What does the X100 weigh?"])
def test_a_whole_question_takes_nothing_from_before(now: str) -> None:
    history = (user("How heavy is the Tarn 2 Tent?"),)
    assert resolve(now, history, FACTS, NAMES).products == resolve(now, (), FACTS, NAMES).products


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Does the Tarn 2 Tent have a stove jack?", "stove jack"),
        ("What is the hydration sleeve of the Ridge 40?", "hydration sleeve"),
        ("Is the Brook Kettle fireproof?", "fireproof"),
        ("X100 dimmer switch?", "dimmer switch"),
    ],
)
def test_what_is_asked_in_words_of_its_own_keeps_them(text: str, name: str) -> None:
    (asked,) = resolve(text, (), FACTS, NAMES).asked
    assert (asked.name, asked.attributes) == (name, ())


def test_a_competitor_is_named_with_its_model() -> None:
    question = resolve("Is the Tarn 2 lighter than the Coleman Sundome 4?", (), FACTS, NAMES)
    assert question.unknown == ("Coleman Sundome 4",)


def test_a_category_is_meant_by_its_name_or_by_the_noun_of_its_products() -> None:
    assert resolve("your lightest backpack?", (), FACTS, NAMES).members == ("ridge-40", "ridge-55")
    kitchen = resolve("What is the cheapest in kitchen?", (), FACTS, NAMES)
    assert (kitchen.category, kitchen.members) == ("kitchen", ("brook-kettle", "brook-mug"))
    assert "tarn-1-tent" not in resolve("the cheapest of your tents", (), FACTS, NAMES).members  # discontinued


def test_plurals() -> None:
    assert [plural(noun) for noun in ("tent", "torch", "battery", "tray")] == ["tents", "torches", "batteries", "trays"]


def test_a_value_alone_asks_for_the_attribute_it_measures() -> None:
    (asked,) = resolve("Isn't the Tarn 2 Tent 3 kg?", (), FACTS, NAMES).asked
    assert asked.attributes == ("weight",)
