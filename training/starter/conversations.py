"""Conversations over an invented brand: questions of every kind, each answered by copying what the context says.

`conversation` gives one; the same seed gives the same one. With `evaluation` its names, attributes and question
forms are those that training never sees.
"""

import random
from dataclasses import dataclass
from typing import Final

from assistant.prompt import system_prompt
from training.starter import derived, manners, stated, world
from training.starter.turns import Maker, Turn
from training.starter.world import World


@dataclass(frozen=True, slots=True)
class Conversation:
    """A system prompt with the context, and the turns that follow it."""

    system: str
    turns: tuple[Turn, ...]


def conversation(
    seed: str, size: world.Size, num_turns: int, kinds: dict[str, float], evaluation: bool
) -> Conversation:
    """One conversation of up to `num_turns` turns whose kinds are drawn with the given weights."""
    rng = random.Random(seed)
    here = world.build(rng, size, evaluation)
    if "contextless" in kinds and rng.random() < kinds["contextless"]:
        return _closed_book(rng, here, num_turns)
    asked: set[str] = set()
    turns: list[Turn] = []
    names_of_kinds, weights = list(kinds), list(kinds.values())
    for _ in range(3 * num_turns):
        kind = rng.choices(names_of_kinds, weights)[0]
        turn = MAKERS[kind](rng, here, turns[-1] if turns else None) if kind in MAKERS else None
        if turn is not None and turn.answer not in asked:
            asked.add(turn.answer)
            turns.append(turn)
        if len(turns) == num_turns:
            break
    return Conversation(system_prompt(here.brand, here.context(rng)), tuple(turns))


def _closed_book(rng: random.Random, here: World, num_turns: int) -> Conversation:
    """Without a context every question about a product is answered by an honest 'not to hand'."""
    turns: dict[str, Turn] = {}
    for _ in range(num_turns):
        turn = (stated.fact if rng.random() < 0.6 else stated.social)(rng, here, None)
        if turn is not None and not turn.must:
            turns[turn.question] = turn
        elif turn is not None:
            turns[turn.question] = Turn("contextless", turn.question, rng.choice(manners.CONTEXTLESS), ("to hand",))
    return Conversation(system_prompt(here.brand, None), tuple(turns.values()))


MAKERS: Final[dict[str, Maker]] = {
    "fact": stated.fact,
    "yes_no": stated.yes_no,
    "absent": derived.absent,
    "unknown": derived.unknown,
    "two_facts": stated.two,
    "again": stated.again,
    "premise": stated.premise,
    "listed": stated.listed,
    "compare": derived.compare,
    "superlative": derived.superlative,
    "under": derived.under,
    "range": derived.in_range,
    "which": derived.which,
    "near": stated.near,
    "passage": stated.passage,
    "overview": stated.overview,
    "social": stated.social,
}
