"""Conversations over an invented brand: questions of every kind, each answered by copying what the context says.

`conversation` gives one; the same seed gives the same one. With `evaluation` its names, attributes and question
forms are those that training never sees.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assistant.prompt import NOT_STATED, UNKNOWN_PRODUCT, Line, system_prompt
from training.starter import attributes, names, passages, phrasings, world
from training.starter.attributes import Attribute
from training.starter.names import Product
from training.starter.phrasings import as_typed, side
from training.starter.values import money
from training.starter.world import World


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, its answer, and the strings of the context that a right answer must hold."""

    kind: str
    question: str
    answer: str
    must: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A system prompt with the context, and the turns that follow it."""

    system: str
    turns: tuple[Turn, ...]


Maker = Callable[[random.Random, World, "Turn | None"], "Turn | None"]


def conversation(seed: str, size: world.Size, num_turns: int, kinds: dict[str, float], evaluation: bool) -> Conversation:
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


def called(rng: random.Random, product: Product) -> str:
    """The product as a customer names it: 'the Quista 2 Kettle', 'Quista 2', 'your Quista 2 kettle'."""
    shape = rng.random()
    if shape < 0.12:
        return f"the {product.alias}"
    if shape < 0.16:
        return product.alias
    if shape < 0.2 and not product.name.endswith(product.alias):
        return f"the {product.alias} {product.category}"
    return product.name if shape < 0.4 else f"the {product.name}"


def _fill(form: str, product: Product | None, wanted: Attribute, **more: str) -> str:
    slots = {"a": wanted.name, "is": wanted.verb, "p": product.name if product else "", **more}
    text = form
    for name, value in slots.items():
        text = text.replace("{" + name + "}", value)
    return text


def _ask(rng: random.Random, here: World, product: Product, wanted: Attribute) -> tuple[str, str]:
    """A question for one attribute, and the form of the answer that goes with it."""
    if wanted.kind == "switch":
        _, ask, yes, _ = world.switch(wanted)
        return _fill(ask, None, wanted, p=called(rng, product)), yes
    if wanted.asks and rng.random() < 0.5:
        ask = rng.choice(wanted.asks)
        plain = "The {a} of the {p} {is} {v}."
        says = wanted.says[wanted.asks.index(ask) % len(wanted.says)] if rng.random() < 0.5 else plain
    else:
        ask, says = rng.choice(side(phrasings.FACT, here.evaluation))
    return _fill(ask, None, wanted, p=called(rng, product)), says


def _fact(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    (product, wanted), value = rng.choice(list(here.facts.items()))
    ask, says = _ask(rng, here, product, wanted)
    question = as_typed(rng, ask, (product.name, wanted.name))
    return _state("fact", product, wanted, value, question, says)


def _state(kind: str, product: Product, wanted: Attribute, value: str, question: str, says: str) -> Turn:
    if wanted.kind == "switch":
        _, _, yes, no = world.switch(wanted)
        says = yes if value == "yes" else no
        return Turn("yes_no", question, _fill(says, product, wanted), ("Yes" if value == "yes" else "No",))
    return Turn(kind, question, _fill(says, product, wanted, v=value), (value,))


def _yes_no(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    wanted = Attribute(rng.choice(world.switches(here.evaluation))[0], "switch")
    product = rng.choice(here.products)
    value = here.facts.setdefault((product, wanted), rng.choice(("yes", "no")))
    ask, says = _ask(rng, here, product, wanted)
    return _state("yes_no", product, wanted, value, as_typed(rng, ask, (product.name, wanted.name)), says)


def _absent(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    product, wanted = rng.choice(here.products), world.attribute(rng, here.evaluation)
    if any(owner is product and known.name == wanted.name for owner, known in here.facts):
        return None
    line = Line(product.name, wanted.name, NOT_STATED)
    if rng.random() < 0.93:
        here.extra.append(line)
    ask, _ = _ask(rng, here, product, wanted)
    answer = _fill(rng.choice(phrasings.ABSENT), product, wanted)
    if wanted.kind == "switch":
        answer = f"Whether the {product.name} is or has {wanted.name} is not stated in our catalog."
    return Turn("absent", as_typed(rng, ask, (product.name, wanted.name)), answer, ("catalog",))


def _unknown(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    stranger = _stranger(rng, here)
    if rng.random() < 0.25:
        here.extra.append(Line(stranger.name, "product", UNKNOWN_PRODUCT))
        ask = _fill(rng.choice(side(phrasings.UNKNOWN_ASKS, here.evaluation)), None, _NONE, p=called(rng, stranger))
        answer = _fill(rng.choice(phrasings.UNKNOWN_PRODUCT_ONLY), stranger, _NONE)
        return Turn("unknown", as_typed(rng, ask, (stranger.name,)), answer, ("no product of this name",))
    wanted = world.attribute(rng, here.evaluation)
    here.extra.append(Line(stranger.name, wanted.name, UNKNOWN_PRODUCT))
    ask, _ = _ask(rng, here, stranger, wanted)
    forms = phrasings.UNKNOWN if wanted.kind != "switch" else phrasings.UNKNOWN[3:]
    answer = _fill(rng.choice(forms), stranger, wanted)
    return Turn("unknown", as_typed(rng, ask, (stranger.name, wanted.name)), answer, ("no product of this name",))


_NONE: Final = Attribute("product", "text")


def _stranger(rng: random.Random, here: World) -> Product:
    """A product the brand does not have; half of the time one token away from one it has."""
    known = rng.choice(here.products)
    while True:
        other = names.family(rng, 1, here.evaluation)[0]
        if rng.random() < 0.6:
            name = known.name.replace(known.series, other.series) if rng.random() < 0.5 else f"{known.series} {other.name.split()[-1]}"
            other = Product(name, name, known.category, other.series)
        if all(other.name not in product.name and other.alias != product.alias for product in here.products):
            return other


def _two(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    product = rng.choice(here.products)
    known = [(wanted, value) for wanted, value in here.of(product) if wanted.kind != "switch"]
    if len(known) < 2:
        return None
    (first, value), (second, value2) = rng.sample(known, 2)
    ask, says = rng.choice(side(phrasings.TWO, here.evaluation))
    more = {"a2": second.name, "is2": second.verb}
    question = as_typed(rng, _fill(ask, None, first, p=called(rng, product), **more), (product.name, first.name, second.name))
    return Turn("two_facts", question, _fill(says, product, first, v=value, v2=value2, **more), (value, value2))


def _again(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """'And the colour?' after an answer that named one product, or 'and the X?' after one attribute."""
    subject = _only(here.products, last)
    if last is None or subject is None or last.kind not in ("fact", "yes_no", "again", "absent"):
        return None
    known = [(wanted, value) for wanted, value in here.of(subject) if wanted.kind != "switch"]
    others = [
        (product, wanted, value)
        for (product, wanted), value in here.facts.items()
        if product is not subject and wanted.kind != "switch" and last.kind == "fact" and f"{wanted.name} of" in last.answer
    ]
    if others and rng.random() < 0.6:
        product, wanted, value = rng.choice(others)
        ask = rng.choice(side(phrasings.SWITCH_PRODUCT, here.evaluation)).replace("{p}", called(rng, product))
        return _state("again", product, wanted, value, ask, "The {a} of the {p} {is} {v}.")
    if not known:
        return None
    wanted, value = rng.choice(known)
    if wanted.asks and rng.random() < 0.35:
        ask, says = f"And {rng.choice(wanted.asks).replace('{p}', 'it')}", "The {a} of the {p} {is} {v}."
    else:
        ask, says = rng.choice(side(phrasings.AGAIN, here.evaluation))
        says = "The {a} of the {p} {is} {v}." if "{p}" not in says else says
    return _state("again", subject, wanted, value, as_typed(rng, _fill(ask, None, wanted), (wanted.name,)), says)


def _only(products: list[Product], last: Turn | None) -> Product | None:
    """The one product the last answer named, by its longest name."""
    named = [product for product in products if last is not None and product.name in last.answer]
    longest = max(named, key=lambda product: len(product.name), default=None)
    return longest if longest and all(product.name in longest.name for product in named) else None


def _premise(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    (product, wanted), value = rng.choice(list(here.facts.items()))
    if wanted.kind == "switch":
        return None
    wrong = world.fact_value(rng, wanted)
    forms = side(phrasings.FALSE_PREMISE, here.evaluation)
    if rng.random() < 0.3:
        wrong, forms = value, side(phrasings.TRUE_PREMISE, here.evaluation)
    elif wrong == value:
        return None
    ask, says = rng.choice(forms)
    question = as_typed(rng, _fill(ask, None, wanted, p=called(rng, product), w=wrong), (product.name, wanted.name, wrong))
    return Turn("premise", question, _fill(says, product, wanted, v=value), (value,))


def _compare(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    if len(here.products) < 2:
        return None
    first, second = rng.sample(here.products, 2)
    _, kind, less, more, _ = rng.choice(attributes.COMPARED)
    word = rng.choice((less, more))
    winner, loser = rng.choice(((first, second), (second, first)))
    value, value2 = _ordered(rng, kind, winner_is_less=word == less)
    line = Line(f"{first.name} and {second.name}", word, f"{winner.name}, {value} against {value2}")
    if any(known.product == line.product and known.attribute == line.attribute for known in here.extra):
        return None
    here.extra.append(line)
    ask = rng.choice(side(phrasings.COMPARE, here.evaluation))
    asked = rng.choice(((first, second), (second, first)))
    question = ask.replace("{p}", called(rng, asked[0])).replace("{p2}", called(rng, asked[1])).replace("{c}", word)
    says = phrasings.COMPARE_SAYS[phrasings.COMPARE.index(ask) % 2]
    slots = {"w": winner.name, "l": loser.name, "c": word, "v": value, "v2": value2}
    return Turn("compare", as_typed(rng, question, (first.name, second.name)), _fill(says, None, _NONE, **slots), (f"{winner.name} is {word}", value, value2))


def _ordered(rng: random.Random, kind: str, winner_is_less: bool) -> tuple[str, str]:
    """Two values in one notation, the winner's first."""
    low = rng.uniform(1, 400)
    figures = sorted({round(low, 1), round(low * rng.uniform(1.05, 3) + 0.2, 1)})
    if kind == "money":
        sign = rng.choice("€€$£")
        shown = [f"{sign}{figure:,.2f}" for figure in figures]
    else:
        unit = world.fact_value(rng, Attribute("", kind)).split("(")[0].split()[-1]
        shown = [f"{figure:g} {unit}" if rng.random() < 0.5 else f"{round(figure) + place} {unit}" for place, figure in enumerate(figures)]
    return (shown[0], shown[1]) if winner_is_less else (shown[1], shown[0])


def _superlative(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    product = rng.choice(here.products)
    name, kind, _, _, words = rng.choice(attributes.COMPARED)
    word = rng.choice(words.split("/"))
    many = names.plural(product.category)
    if any(known.product == f"our {many}" and known.attribute == word for known in here.extra):
        return None
    value = next((value for wanted, value in here.of(product) if wanted.name == name), None) or _ordered(rng, kind, True)[0]
    here.extra.append(Line(f"our {many}", word, f"{product.name}, {value}"))
    ask = rng.choice(side(phrasings.SUPERLATIVE, here.evaluation))
    says = phrasings.SUPERLATIVE_SAYS[phrasings.SUPERLATIVE.index(ask) % 3]
    slots = {"n": many, "n1": product.category, "s": word}
    question = as_typed(rng, _fill(ask, None, _NONE, **slots), (product.category, many))
    return Turn("superlative", question, _fill(says, product, _NONE, v=value, **slots), (product.name, value))


def _under(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    limit, noun = money(rng), here.products[0].category
    many = names.plural(noun)
    found = rng.sample(here.products, rng.randint(1, len(here.products)))
    shown = [f"{product.name} at {money(rng)}" for product in found]
    value = ", ".join(shown[:-1]) + (" and " if len(shown) > 1 else "") + shown[-1] if rng.random() < 0.85 else "none"
    if any(known.product == f"our {many}" and known.attribute.startswith("under") for known in here.extra):
        return None
    here.extra.append(Line(f"our {many}", f"under {limit}", value))
    ask = rng.choice(side(phrasings.UNDER, here.evaluation))
    question = as_typed(rng, _fill(ask, None, _NONE, n=many, n1=noun, x=limit), (many, noun, limit))
    answer = f"Our {many} under {limit}: {value}."
    if value == "none":
        return Turn("under", question, answer, ("none",))
    return Turn("under", question, answer, (value,))


def _passage(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    if not here.passages:
        return None
    chosen = rng.choice(rng.choice(here.passages).sentences)
    question = as_typed(rng, passages.question_for(rng, chosen, here.evaluation), ())
    return Turn("passage", question, chosen.text, (chosen.text.rstrip("."),))


def _overview(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    product = rng.choice(here.products)
    known = [(wanted, value) for wanted, value in here.of(product) if wanted.kind != "switch"]
    if len(known) < 3:
        return None
    shown = known[: rng.choice((2, 3))]
    parts = [f"the {wanted.name} {wanted.verb} {value}" for wanted, value in shown]
    ask = rng.choice(("Tell me about {p}.", "What can you tell me about {p}?", "Some facts on {p} please")).replace("{p}", called(rng, product))
    answer = f"Here is what our catalog says about the {product.name}: {', '.join(parts[:-1])} and {parts[-1]}."
    return Turn("overview", as_typed(rng, ask, (product.name,)), answer, tuple(value for _, value in shown))


def _social(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    kind = rng.choice(tuple(phrasings.SOCIAL))
    asks, says = phrasings.SOCIAL[kind]
    return Turn(kind, as_typed(rng, rng.choice(side(asks, here.evaluation)), ()), rng.choice(says).replace("{b}", here.brand))


def _closed_book(rng: random.Random, here: World, num_turns: int) -> Conversation:
    """Without a context every question about a product is answered by an honest 'not to hand'."""
    turns: dict[str, Turn] = {}
    for _ in range(num_turns):
        turn = (_fact if rng.random() < 0.6 else _social)(rng, here, None)
        if turn is not None and not turn.must:
            turns[turn.question] = turn
        elif turn is not None:
            turns[turn.question] = Turn("contextless", turn.question, rng.choice(phrasings.CONTEXTLESS), ("to hand",))
    return Conversation(system_prompt(here.brand, None), tuple(turns.values()))


MAKERS: Final[dict[str, Maker]] = {
    "fact": _fact,
    "yes_no": _yes_no,
    "absent": _absent,
    "unknown": _unknown,
    "two_facts": _two,
    "again": _again,
    "premise": _premise,
    "compare": _compare,
    "superlative": _superlative,
    "under": _under,
    "passage": _passage,
    "overview": _overview,
    "social": _social,
}
