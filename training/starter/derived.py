"""Turns whose line is an absence or was reckoned: not stated, unknown, compared, the most of many, under a limit."""

import random
from typing import Final

from assistant.prompt import NOT_STATED, UNKNOWN_PRODUCT, Line
from training.starter import attributes, frames, names, phrasings, world
from training.starter.asking import as_typed
from training.starter.attributes import Attribute
from training.starter.frames import draw
from training.starter.names import Product
from training.starter.phrasings import side
from training.starter.turns import NONE, PLAIN, Turn, ask_for, called, drawn, fill, worded
from training.starter.world import World

_RANGE_FRAMES: Final = {"names": frames.NAMES, "having": frames.HAVING, "each": frames.EACH}
_ORDERED: Final = (
    "length",
    "short_length",
    "mass",
    "volume",
    "capacity",
    "power",
    "pressure",
    "speed",
    "distance",
    "money",
)


def absent(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    product, wanted = rng.choice(here.products), world.attribute(rng, here.evaluation)
    if any(owner is product and known.name == wanted.name for owner, known in here.facts):
        return None
    value = NOT_STATED
    if rng.random() < 0.06 and wanted.kind != "switch":  # what two sources contradict is not taught
        contact = f"{names.syllable_word(rng)}@{names.syllable_word(rng)}.example".lower()
        value += f", our sources disagree, please ask {contact}"
    if value != NOT_STATED or rng.random() < 0.93:
        here.extra.append(Line(product.name, wanted.name, value))
    ask, says = ask_for(rng, here, product, wanted)
    if value != NOT_STATED:
        says = PLAIN
    elif "{is} {v}." not in says or says == PLAIN:
        says = worded(phrasings.ABSENT, says)
    answer = fill(says, product, wanted, v=value)
    if wanted.kind == "switch":
        statement = world.switch(wanted)[2].removeprefix("Yes, ").removesuffix(".")
        answer = worded(phrasings.ABSENT_SWITCH, ask).replace("{v}", fill(statement, product, wanted))
    return Turn("absent", as_typed(rng, ask, (product.name, wanted.name)), answer, ("catalog",))


def unknown(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    stranger = _stranger(rng, here)
    if rng.random() < 0.25:
        here.extra.append(Line(stranger.name, "product", UNKNOWN_PRODUCT))
        form = rng.choice(side(phrasings.UNKNOWN_ASKS, here.evaluation))
        ask = fill(form, None, NONE, p=called(rng, stranger))
        answer = fill(worded(phrasings.UNKNOWN_PRODUCT_ONLY, form), stranger, NONE)
        return Turn("unknown", as_typed(rng, ask, (stranger.name,)), answer, ("no product of this name",))
    wanted = world.attribute(rng, here.evaluation)
    here.extra.append(Line(stranger.name, wanted.name, UNKNOWN_PRODUCT))
    ask, says = ask_for(rng, here, stranger, wanted)
    if wanted.kind == "switch":
        says = worded(phrasings.UNKNOWN_PRODUCT_ONLY, says)
    elif "{is} {v}." not in says or says == PLAIN:
        says = worded(phrasings.UNKNOWN, says)
    answer = fill(says, stranger, wanted, v=UNKNOWN_PRODUCT)
    return Turn("unknown", as_typed(rng, ask, (stranger.name, wanted.name)), answer, ("no product of this name",))


def _stranger(rng: random.Random, here: World) -> Product:
    """A product the brand does not have; half of the time one token away from one it has."""
    known = rng.choice(here.products)
    while True:
        other = names.family(rng, 1, here.evaluation)[0]
        if rng.random() < 0.6:
            name = (
                known.name.replace(known.series, other.series)
                if rng.random() < 0.5
                else f"{known.series} {other.name.split()[-1]}"
            )
            other = Product(name, name, known.category, other.series)
        if all(other.name not in product.name and other.alias != product.alias for product in here.products):
            return other


def which(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """A name that several products share: the answer asks back."""
    series = here.products[0].series
    alike = [product for product in here.products if product.series == series]
    if len(alike) < 2:
        return None
    shown = [product.name for product in alike] + (["others"] if rng.random() < 0.3 else [])
    value = f"{', '.join(shown[:-1])} or {shown[-1]}"
    here.extra.append(Line(series, "which one", value))
    ask, says = rng.choice(side(phrasings.FACT, here.evaluation))
    question = fill(ask, None, world.attribute(rng, here.evaluation), p=f"the {series}")
    answer = fill(worded(phrasings.WHICH_SAYS, says), None, NONE, v=value)
    return Turn("which", as_typed(rng, question, (series,)), answer, (value,))


def compare(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    if len(here.products) < 2:
        return None
    first, second = rng.sample(here.products, 2)
    name, kind, less, more, _ = rng.choice(attributes.COMPARED)
    if rng.random() < 0.35:
        name, kind = names.composed_attribute(rng, here.evaluation)
        kind = kind if kind in _ORDERED else "length"
        less, more = f"lower in {name}", f"higher in {name}"
    if rng.random() < 0.1:
        return _alike(rng, here, first, second, Attribute(name, kind), rng.choice((less, more)))
    word = rng.choice((less, more))
    winner, loser = rng.choice(((first, second), (second, first)))
    value, value2 = _ordered(rng, kind, winner_is_less=word == less)
    line = Line(f"{first.name} and {second.name}", word, f"{winner.name}, {value} against {value2}")
    if any(known.product == line.product and known.attribute == line.attribute for known in here.extra):
        return None
    here.extra.append(line)
    ask, says = drawn(rng, 0.65, frames.COMPARE, phrasings.COMPARE, here.evaluation)
    asked = rng.choice(((first, second), (second, first)))
    question = ask.replace("{p}", called(rng, asked[0])).replace("{p2}", called(rng, asked[1])).replace("{c}", word)
    slots = {"w": winner.name, "l": loser.name, "c": word, "v": value, "v2": value2}
    return Turn(
        "compare",
        as_typed(rng, question, (first.name, second.name)),
        fill(says, None, NONE, **slots),
        (f"{winner.name} is {word}", value, value2),
    )


def _alike(rng: random.Random, here: World, first: Product, second: Product, wanted: Attribute, word: str) -> Turn:
    """Two products with the same value."""
    value = world.fact_value(rng, wanted)
    here.extra.append(Line(f"{first.name} and {second.name}", wanted.name, f"the same, {value}"))
    ask, form = drawn(rng, 0.65, frames.COMPARE, phrasings.COMPARE, here.evaluation)
    question = ask.replace("{p}", called(rng, first)).replace("{p2}", called(rng, second)).replace("{c}", word)
    answer = fill(worded(phrasings.SAME_SAYS, form), first, wanted, p2=second.name, v=value)
    return Turn("alike", as_typed(rng, question, (first.name, second.name)), answer, (value,))


def _ordered(rng: random.Random, kind: str, winner_is_less: bool) -> tuple[str, str]:
    """Two values in one notation, the winner's first."""
    low = rng.uniform(1, 400)
    figures = sorted({round(low, 1), round(low * rng.uniform(1.05, 3) + 0.2, 1)})
    if kind == "money":
        sign = rng.choice("€€$£")
        shown = [f"{sign}{figure:,.2f}" for figure in figures]
    else:
        unit = world.fact_value(rng, Attribute("", kind)).split("(")[0].split()[-1]
        shown = [
            f"{figure:g} {unit}" if rng.random() < 0.5 else f"{round(figure) + place} {unit}"
            for place, figure in enumerate(figures)
        ]
    return (shown[0], shown[1]) if winner_is_less else (shown[1], shown[0])


def superlative(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    product = rng.choice(here.products)
    name, kind, _, _, words = rng.choice(attributes.COMPARED)
    word = rng.choice(words.split("/"))
    if rng.random() < 0.3:
        name, kind = names.composed_attribute(rng, here.evaluation)
        kind, word = kind if kind in _ORDERED else "length", f"{rng.choice(('lowest', 'highest'))} in {name}"
    many = names.plural(product.category)
    if any(known.product == f"our {many}" and known.attribute == word for known in here.extra):
        return None
    value = (
        next((value for wanted, value in here.of(product) if wanted.name == name), None) or _ordered(rng, kind, True)[0]
    )
    winners, says = product.name, ""
    if len(here.products) > 1 and rng.random() < 0.15:
        winners, says = (
            " and ".join(each.name for each in rng.sample(here.products, 2)),
            "The {s} of our {n} are the {p}, with {v}.",
        )
    here.extra.append(Line(f"our {many}", word, f"{winners}, {value}"))
    ask, form = drawn(rng, 0.65, frames.SUPERLATIVE, phrasings.SUPERLATIVE, here.evaluation)
    says = says or form
    slots = {"n": many, "n1": product.category, "s": word, "p": winners}
    question = as_typed(rng, fill(ask, None, NONE, **slots), (product.category, many))
    return Turn("superlative", question, fill(says, None, NONE, v=value, **slots), (winners, value))


def in_range(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """What a category holds: names, those that have something, or a value of each."""
    ask, kind, says = _range_form(rng, here.evaluation)
    noun = here.products[0].category
    many = names.plural(noun)
    if kind == "names":
        wanted = Attribute("names", "text")
    elif kind == "having":
        wanted = world.yes_no_attribute(rng, here.evaluation)
    else:
        wanted = Attribute(*names.composed_attribute(rng, here.evaluation))
    chosen = here.products + names.family(rng, rng.randint(0, 2), here.evaluation)
    chosen = rng.sample(chosen, rng.randint(1, len(chosen)))
    shown = [f"{each.name} {world.fact_value(rng, wanted)}" if kind == "each" else each.name for each in chosen]
    value = ", ".join(shown[:-1]) + (" and " if len(shown) > 1 else "") + shown[-1]
    value = "none" if kind == "having" and rng.random() < 0.12 else value
    if any(known.product == f"our {many}" and known.attribute == wanted.name for known in here.extra):
        return None
    here.extra.append(Line(f"our {many}", wanted.name, value))
    slots = {"n": many, "n1": noun}
    answer = fill(says, None, wanted, v=value, **slots)
    return Turn("range", as_typed(rng, fill(ask, None, wanted, **slots), (noun, many, wanted.name)), answer, (value,))


def _range_form(rng: random.Random, evaluation: bool) -> tuple[str, str, str]:
    """A question about a category, what it asks for (names, having, each), and the form of its answer."""
    if rng.random() < 0.35:
        ask, kind = rng.choice(side(phrasings.RANGE, evaluation))
        return ask, kind, worded(phrasings.RANGE_SAYS[kind], ask)
    kind = rng.choice(tuple(_RANGE_FRAMES))
    ask, says = draw(rng, _RANGE_FRAMES[kind], evaluation)
    return ask, kind, says


def under(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """Those within a limit: a price, or any other figure ("lighter than 2 kg", "at least 40 l")."""
    noun, many = here.products[0].category, names.plural(here.products[0].category)
    limit, more, shown = _within(rng, here.products)
    value = ", ".join(shown[:-1]) + (" and " if len(shown) > 1 else "") + shown[-1] if shown else "none"
    if any(known.product == f"our {many}" and known.attribute == limit for known in here.extra):
        return None
    here.extra.append(Line(f"our {many}", limit, value))
    if more and rng.random() < 0.45:
        ask, says = rng.choice(side(phrasings.BUDGET, here.evaluation))
    else:
        ask, says = drawn(rng, 0.65, frames.WITHIN, phrasings.UNDER, here.evaluation)
    slots = {"n": many, "n1": noun, "x": limit, **more}
    question = as_typed(rng, fill(ask, None, NONE, **slots), (many, noun, limit, *more.values()))
    return Turn("under", question, fill(says, None, NONE, v=value, **slots), (value,))


def _within(rng: random.Random, products: list[Product]) -> tuple[str, dict[str, str], list[str]]:
    """A limit in words, the amount where it is money, and what fits with its figure; nothing one time in seven."""
    found = rng.sample(products, rng.randint(1, len(products))) if rng.random() < 0.86 else []
    if rng.random() < 0.6:
        sign, most = rng.choice("€€€$£"), rng.uniform(10, 2000)
        amount = f"{sign}{most:,.2f}" if rng.random() < 0.6 else f"{sign}{most:,.0f}"
        shown = [f"{product.name} at {sign}{rng.uniform(0.2, 0.99) * most:,.2f}" for product in found]
        limit, more = f"under {amount}", {"m": amount}
    else:
        _, kind, less, greater, _ = rng.choice(attributes.COMPARED)
        unit, is_most = world.fact_value(rng, Attribute("", kind)).split("(")[0].split()[-1], rng.random() < 0.5
        edge = rng.randint(5, 400)
        words = (f"{less} than", "under", "at most", "below") if is_most else (f"{greater} than", "over", "at least")
        limit, more = f"{rng.choice(words)} {edge} {unit}", {}
        low, high = (edge // 4, edge) if is_most else (edge + 1, 3 * edge)
        shown = [f"{product.name} at {rng.randint(low, high)} {unit}" for product in found]
    shown += [f"{rng.randint(2, 9)} more"] if len(shown) > 1 and rng.random() < 0.1 else []
    return limit, more, shown
