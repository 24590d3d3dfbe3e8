"""An invented brand: its products, what its catalog states of them, and the context one conversation sees."""

import random
from dataclasses import dataclass, field
from typing import Final

from assistant.prompt import Context, Extract, Line
from training.starter import names, values
from training.starter.attributes import KNOWN, SWITCHES, Attribute, switch_of
from training.starter.names import Product, held_out
from training.starter.passages import Passage, passage

_SWITCH_BY_NAME: Final = {row[0]: row for row in SWITCHES}
_SIDES: Final = {
    evaluation: tuple(row for row in KNOWN if held_out(row.name) == evaluation) for evaluation in (False, True)
}
_SWITCH_SIDES: Final = {
    evaluation: tuple(row for row in SWITCHES if held_out(row[0]) == evaluation) for evaluation in (False, True)
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much a conversation's context holds."""

    num_products: tuple[int, int]
    num_facts: tuple[int, int]  # of all products together
    passages: float = 0.0  # probability of each of two passages


SHORT: Final = Size((1, 1), (2, 4))
MIDDLE: Final = Size((1, 3), (4, 9))
LONG: Final = Size((1, 4), (6, 14), passages=0.45)
FULL: Final = Size((2, 5), (14, 34), passages=0.5)


@dataclass(slots=True)
class World:
    """What is true in one conversation; the context grows while questions are drawn."""

    brand: str
    products: list[Product]
    facts: dict[tuple[Product, Attribute], str]
    passages: list[Passage]
    evaluation: bool
    extra: list[Line] = field(default_factory=list)  # absent, unknown and derived lines
    leading: list[tuple[Product, Attribute]] = field(default_factory=list)  # facts that an answer says to come first

    def of(self, product: Product) -> list[tuple[Attribute, str]]:
        return [(attribute, value) for (owner, attribute), value in self.facts.items() if owner is product]

    def context(self, rng: random.Random) -> Context:
        """All lines, product by product mostly, else shuffled; leading facts before the others."""
        lines = {key: Line(key[0].name, key[1].name, value) for key, value in self.facts.items()}
        first = [lines.pop(key) for key in self.leading]
        others = [*lines.values(), *(line for line in self.extra if line not in lines.values())]
        rng.shuffle(others)
        shown = [*first, *others]
        if rng.random() < 0.75:
            order = {name: rng.random() for name in dict.fromkeys(line.product for line in shown)}
            shown.sort(key=lambda line: order[line.product])
        return Context(tuple(shown), tuple(Extract(p.title, p.text) for p in self.passages))


def attribute(rng: random.Random, evaluation: bool) -> Attribute:
    """A known attribute, a yes/no attribute or a composed one, of the wanted side of the split."""
    shape = rng.random()
    if shape < 0.42:
        return rng.choice(_SIDES[evaluation])
    if shape < 0.54:
        return yes_no_attribute(rng, evaluation)
    return Attribute(*names.composed_attribute(rng, evaluation))


def fact_value(rng: random.Random, wanted: Attribute) -> str:
    """A value of the attribute's kind."""
    return rng.choice(("yes", "no")) if wanted.kind == "switch" else values.value(rng, wanted.kind)


def known(evaluation: bool) -> tuple[Attribute, ...]:
    """The attributes with phrasings of their own, of one side of the split."""
    return _SIDES[evaluation]


def switches(evaluation: bool) -> tuple[tuple[str, str, str, str], ...]:
    """The yes/no attributes of one side of the split."""
    return _SWITCH_SIDES[evaluation]


def switch(wanted: Attribute) -> tuple[str, str, str, str]:
    """Name, question, yes and no of a yes/no attribute."""
    return _SWITCH_BY_NAME.get(wanted.name) or switch_of(wanted.name)


def yes_no_attribute(rng: random.Random, evaluation: bool) -> Attribute:
    """A yes/no attribute: of the table, or put together."""
    composed = rng.random() < 0.5
    return Attribute(
        names.composed_switch(rng, evaluation) if composed else rng.choice(_SWITCH_SIDES[evaluation])[0], "switch"
    )


def build(rng: random.Random, size: Size, evaluation: bool) -> World:
    """A brand with a few products and facts."""
    low, high = size.num_products
    num_products = rng.choice((low, low, high, rng.randint(low, high))) if low < high else low
    products = names.family(rng, num_products, evaluation, similar=0.8)
    wanted = rng.randint(*size.num_facts)
    facts: dict[tuple[Product, Attribute], str] = {}
    shared: list[Attribute] = []
    while len(facts) < wanted:
        chosen = rng.choice(shared) if shared and rng.random() < 0.5 else attribute(rng, evaluation)
        shared.append(chosen)
        owners = products if rng.random() < 0.6 else [rng.choice(products)]
        for product in owners:
            facts.setdefault((product, chosen), fact_value(rng, chosen))
        if len(shared) > 60:
            break
    passages = [passage(rng, evaluation) for _ in range(2) if rng.random() < size.passages]
    return World(names.brand_name(rng, evaluation), products, facts, passages, evaluation)
