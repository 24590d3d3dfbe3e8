"""What the generator promises: the same seed, the same conversation; every answer is copied; evaluation stays apart."""

import subprocess
import sys

import pytest

from training.starter import manners, phrasings, shards, world
from training.starter.conversations import MAKERS, Conversation, conversation
from training.starter.names import held_out
from training.starter.turns import Turn

KINDS = {**dict.fromkeys(MAKERS, 1.0), "contextless": 0.05}


def talks(count: int, evaluation: bool = False) -> list[Conversation]:
    return [conversation(f"test/{number}", world.LONG, 10, KINDS, evaluation) for number in range(count)]


def test_the_same_seed_gives_the_same_conversation_in_another_process() -> None:
    program = (
        "from training.starter.conversations import MAKERS, conversation; from training.starter import world; "
        "print(conversation('test/3', world.LONG, 10, {**dict.fromkeys(MAKERS, 1.0), 'contextless': 0.05}, False))"
    )
    there = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert there.stdout.strip() == str(talks(4)[3])


def test_every_value_of_an_answer_occurs_in_its_context() -> None:
    fixed = ("Yes", "No", "catalog", "no product of this name", "to hand", "none")
    for talk in talks(150):
        for turn in talk.turns:
            for part in turn.must:
                if turn.kind != "compare":
                    assert part in talk.system or part in fixed, (turn, talk.system)
                assert part in turn.answer or turn.kind == "contextless", turn


def test_every_kind_of_turn_is_made() -> None:
    made = {turn.kind for talk in talks(150) for turn in talk.turns}
    assert made >= set(MAKERS) - {"social"} | set(manners.SOCIAL) | {"contextless"}


def test_a_yes_no_answer_follows_its_line() -> None:
    turns = [(talk, turn) for talk in talks(150) for turn in talk.turns if turn.kind == "yes_no"]
    assert turns
    for talk, turn in turns:
        assert turn.must[0].lower() in {line.rpartition(": ")[2] for line in talk.system.splitlines()}, turn


def test_a_comparison_names_the_winner_of_its_line() -> None:
    for talk in talks(150):
        for turn in (turn for turn in talk.turns if turn.kind == "compare"):
            winner = turn.must[0].rpartition(" is ")[0]
            assert f": {winner}, {turn.must[1]} against {turn.must[2]}" in talk.system


@pytest.mark.parametrize("evaluation", [False, True])
def test_names_of_one_side_of_the_split_never_appear_on_the_other(evaluation: bool) -> None:
    for number in range(60):
        talk = conversation(f"side/{number}", world.MIDDLE, 1, KINDS, evaluation)
        names = {line[2:].partition(" | ")[2].partition(":")[0] for line in talk.system.splitlines() if " | " in line}
        stated = [name for name in names if not name.startswith("under") and name in composed(evaluation)]
        assert all(held_out(name) == evaluation for name in stated)


def composed(evaluation: bool) -> set[str]:
    known = {known.name for known in world.known(evaluation)} | {row[0] for row in world.switches(evaluation)}
    assert known.isdisjoint({known.name for known in world.known(not evaluation)})
    return known


def test_question_forms_of_evaluation_are_held_out() -> None:
    for forms in (phrasings.FACT, phrasings.AGAIN, phrasings.TWO, phrasings.FALSE_PREMISE, phrasings.LISTED):
        assert set(phrasings.side(forms, True)).isdisjoint(phrasings.side(forms, False))
        assert phrasings.side(forms, True)


def test_every_recipe_gives_turns_that_fit_its_length() -> None:
    for recipe in shards.RECIPES.values():
        talk = conversation("fit", recipe.size, recipe.max_turns, recipe.kinds, False)
        assert talk.turns
        assert all(isinstance(turn, Turn) and turn.question and turn.answer for turn in talk.turns)
