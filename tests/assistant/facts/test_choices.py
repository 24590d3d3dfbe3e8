"""What a choice is made among, in one place."""

import pytest

from assistant.accuracy.verify import Verifier
from assistant.facts.aliases import Names
from assistant.facts.choices import groups, offered
from assistant.facts.words import keys
from assistant.knowledge.resolve import resolve
from tests.assistant.facts.invented import facts

FACTS = facts()
NAMES = Names(FACTS)
VERIFIER = Verifier(FACTS, NAMES)


def test_what_is_discontinued_is_chosen_only_when_it_is_asked_for() -> None:
    assert "tarn-1-tent" not in {product.id for product in offered(FACTS, "Which tent is the lightest?")}
    assert "tarn-1-tent" in {product.id for product in offered(FACTS, "Which tent, discontinued or not, is lightest?")}


@pytest.mark.parametrize(
    ("text", "name", "members"),
    [
        ("the lightest of our tents", "tents", ("tarn-2-tent", "tarn-3-tent")),
        ("our cheapest backpack", "backpacks", ("ridge-40", "ridge-55")),
        ("something for the kitchen", "kitchen", ("brook-kettle", "brook-mug")),
        ("the cheapest mug", "mugs", ("brook-mug",)),
    ],
)
def test_a_group_is_read_from_its_category_or_its_noun(text: str, name: str, members: tuple[str, ...]) -> None:
    assert next(groups(keys(text), offered(FACTS))) == (name, members)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The lightest of our tents is the Tarn 2 Tent.", "correct"),  # though the Tarn 1, of the past, is lighter
        ("The lightest of our tents is the Tarn 3 Tent.", "wrong"),
        ("The lightest of our tents is the Tarn 1 Tent.", "undecided"),
        ("The lightest of our tents, discontinued or not, is the Tarn 1 Tent.", "correct"),
        ("The lightest of our tents, discontinued or not, is the Tarn 2 Tent.", "wrong"),
        ("The Tarn 3 Tent is the heaviest tent we have.", "correct"),
        ("The lightest Tarn is the Tarn 2 Tent.", "correct"),
    ],
)
def test_the_verifier_judges_over_the_products_that_the_context_chooses_among(text: str, verdict: str) -> None:
    assert VERIFIER.verify(text).verdict == verdict


def test_the_question_and_the_verdict_read_the_same_group() -> None:
    asked = resolve("Which of our tents is the lightest?", (), FACTS, NAMES)
    (group,) = [group for group in groups(("tent",), offered(FACTS)) if group.name == "tents"][:1]
    assert asked.members == group.members
