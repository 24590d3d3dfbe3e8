"""How answers are judged, and how sure a share is."""

from dataclasses import replace

import pytest

from assistant.prompt import Context, Line, Message, render
from training.starter.evaluate import Case, cases, is_right, wilson
from training.starter.turns import Turn

CONTEXT = Context(
    (
        Line("Quista 2 Kettle", "weight", "1.9 kg"),
        Line("Quista 3 Kettle", "weight", "11.9 kg"),
        Line("Quista 2 Kettle", "lid height", "19 cm"),
    )
)


def case(kind: str, answer: str, must: tuple[str, ...]) -> Case:
    messages: list[Message] = render("Brondell", CONTEXT, (), "how heavy is the Quista 2?")
    return Case(tuple(messages), Turn(kind, "how heavy is the Quista 2?", answer, must), messages[0]["content"])


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("The Quista 2 Kettle weighs 1.9 kg.", True),
        ("It is 11.9 kg.", False),
        ("The weight of the Quista 2 Kettle is 1.95 kg.", False),
        ("The weight is 1.9 kg, the height 19 cm.", False),
        ("", False),
    ],
)
def test_a_value_counts_only_when_whole_and_alone(said: str, right: bool) -> None:
    assert is_right(case("fact", "The Quista 2 Kettle weighs 1.9 kg.", ("1.9 kg",)), said) == right


def test_social_answers_must_be_ones_that_are_taught() -> None:
    greeting = replace(case("greeting", "Hi, welcome to Brondell. How can I help?", ()))
    assert is_right(greeting, "Hi, welcome to Brondell. How can I help?")
    assert not is_right(greeting, "The weight is 1.9 kg.")


def test_cases_are_the_same_each_time_and_of_many_kinds() -> None:
    found = cases(200, "test")
    assert found == cases(200, "test")
    assert len({one.turn.kind for one in found}) >= 10
    assert all(is_right(one, one.turn.answer) for one in found), [
        one for one in found if not is_right(one, one.turn.answer)
    ]


def test_wilsons_interval_of_a_perfect_score_is_not_certain() -> None:
    share, low, high = wilson(20, 20)
    assert share == 1.0
    assert low == pytest.approx(0.839, abs=0.001)
    assert high == pytest.approx(1.0)
