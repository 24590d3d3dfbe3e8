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
        if rng.random() < 0.45:
            statement = yes.removeprefix("Yes, the ").removeprefix("Yes, ").removesuffix(".")
            indirect = phrasings.whether(rng, statement, here.evaluation)
            ask = rng.choice((rng.choice(side(phrasings.SWITCHED, here.evaluation)), indirect))
        return _fill(ask, None, wanted, p=called(rng, product)), yes
    if wanted.kind == "text":
        ask, says = rng.choice(side(phrasings.LONG, here.evaluation))
    elif wanted.asks and rng.random() < 0.5:
        ask = rng.choice(wanted.asks)
        plain = "The {a} of the {p} {is} {v}."
        says = wanted.says[wanted.asks.index(ask) % len(wanted.says)] if rng.random() < 0.5 else plain
    else:
        ask, says = rng.choice(side(phrasings.FACT, here.evaluation))
        if rng.random() < 0.45:
            ask, says = phrasings.combined(rng, here.evaluation), "The {a} of the {p} {is} {v}."
        if rng.random() < 0.12:
            ask = ask.replace("{a}", _shortened(rng, here, wanted))
    return _fill(ask, None, wanted, p=called(rng, product)), says


def _shortened(rng: random.Random, here: World, wanted: Attribute) -> str:
    """One word of the attribute's name where it can mean no other attribute: 'battery' for 'battery life'."""
    words = wanted.name.split()
    others = {word for _, known in here.facts if known.name != wanted.name for word in known.name.split()}
    clear = [word for word in words if word not in others and len(word) > 3]
    return rng.choice(clear) if clear else wanted.name


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
    value = NOT_STATED
    if rng.random() < 0.06 and wanted.kind != "switch":  # what two sources contradict is not taught
        value += f", our sources disagree, please ask {names.syllable_word(rng).lower()}@{names.syllable_word(rng).lower()}.example"
    if value != NOT_STATED or rng.random() < 0.93:
        here.extra.append(Line(product.name, wanted.name, value))
    ask, says = _ask(rng, here, product, wanted)
    if value != NOT_STATED:
        says = "The {a} of the {p} {is} {v}."
    elif "{is} {v}." not in says or rng.random() < 0.35:
        says = rng.choice(phrasings.ABSENT)
    answer = _fill(says, product, wanted, v=value)
    if wanted.kind == "switch":
        statement = world.switch(wanted)[2].removeprefix("Yes, ").removesuffix(".")
        answer = f"Whether {_fill(statement, product, wanted)} is not stated in our catalog."
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
    ask, says = _ask(rng, here, stranger, wanted)
    if wanted.kind == "switch":
        says = rng.choice(phrasings.UNKNOWN_PRODUCT_ONLY)
    elif "{is} {v}." not in says or rng.random() < 0.35:
        says = rng.choice(phrasings.UNKNOWN)
    answer = _fill(says, stranger, wanted, v=UNKNOWN_PRODUCT)
    return Turn("unknown", as_typed(rng, ask, (stranger.name, wanted.name)), answer, ("no product of this name",))


_NONE: Final = Attribute("product", "text")
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


def _two(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    product = rng.choice(here.products)
    known = [(wanted, value) for wanted, value in here.of(product) if wanted.kind != "switch"]
    if len(known) < 2:
        return None
    (first, value), (second, value2) = rng.sample(known, 2)
    ask, says = rng.choice(side(phrasings.TWO, here.evaluation))
    if rng.random() < 0.4:
        ask, says = phrasings.both(rng, here.evaluation), "The {a} of the {p} {is} {v} and the {a2} {is2} {v2}."
    more = {"a2": second.name, "is2": second.verb}
    question = as_typed(
        rng, _fill(ask, None, first, p=called(rng, product), **more), (product.name, first.name, second.name)
    )
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
        if product is not subject
        and wanted.kind != "switch"
        and last.kind == "fact"
        and f"{wanted.name} of" in last.answer
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
    question = as_typed(
        rng, _fill(ask, None, wanted, p=called(rng, product), w=wrong), (product.name, wanted.name, wrong)
    )
    return Turn("premise", question, _fill(says, product, wanted, v=value), (value,))


def _listed(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """'Does it come in red?': the answer is the whole list, from which the customer sees it."""
    lists = [(key, value) for key, value in here.facts.items() if " and " in value and "," in value]
    if not lists:
        return None
    (product, wanted), value = rng.choice(lists)
    items = value.replace(" and ", ", ").split(", ")
    item = rng.choice(items) if rng.random() < 0.5 else world.fact_value(rng, wanted).split(",")[0].split(" and ")[0]
    ask, says = rng.choice(side(phrasings.LISTED, here.evaluation))
    question = _fill(ask, None, wanted, p=called(rng, product), w=item)
    return Turn(
        "listed", as_typed(rng, question, (product.name, item)), _fill(says, product, wanted, v=value), (value,)
    )


def _compare(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
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
    ask = rng.choice(side(phrasings.COMPARE, here.evaluation))
    asked = rng.choice(((first, second), (second, first)))
    question = ask.replace("{p}", called(rng, asked[0])).replace("{p2}", called(rng, asked[1])).replace("{c}", word)
    says = phrasings.COMPARE_SAYS[phrasings.COMPARE.index(ask) % 2]
    slots = {"w": winner.name, "l": loser.name, "c": word, "v": value, "v2": value2}
    return Turn(
        "compare",
        as_typed(rng, question, (first.name, second.name)),
        _fill(says, None, _NONE, **slots),
        (f"{winner.name} is {word}", value, value2),
    )


def _alike(rng: random.Random, here: World, first: Product, second: Product, wanted: Attribute, word: str) -> Turn:
    """Two products with the same value."""
    value = world.fact_value(rng, wanted)
    here.extra.append(Line(f"{first.name} and {second.name}", wanted.name, f"the same, {value}"))
    ask = rng.choice(side(phrasings.COMPARE, here.evaluation))
    question = ask.replace("{p}", called(rng, first)).replace("{p2}", called(rng, second)).replace("{c}", word)
    answer = _fill(phrasings.SAME_SAYS, first, wanted, p2=second.name, v=value)
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


def _superlative(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
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
            "The {s} of our {n}: {p}, {v}.",
        )
    here.extra.append(Line(f"our {many}", word, f"{winners}, {value}"))
    ask = rng.choice(side(phrasings.SUPERLATIVE, here.evaluation))
    says = says or phrasings.SUPERLATIVE_SAYS[phrasings.SUPERLATIVE.index(ask) % 3]
    slots = {"n": many, "n1": product.category, "s": word, "p": winners}
    question = as_typed(rng, _fill(ask, None, _NONE, **slots), (product.category, many))
    return Turn("superlative", question, _fill(says, None, _NONE, v=value, **slots), (winners, value))


def _range(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """What a category holds: names, those that have something, or a value of each."""
    ask, kind = rng.choice(side(phrasings.RANGE, here.evaluation))
    noun = here.products[0].category
    many = names.plural(noun)
    if kind == "names":
        wanted = Attribute("names", "text")
    elif kind == "having":
        wanted = Attribute(rng.choice(world.switches(here.evaluation))[0], "switch")
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
    answer = _fill(phrasings.RANGE_SAYS[kind], None, wanted, v=value, **slots)
    return Turn("range", as_typed(rng, _fill(ask, None, wanted, **slots), (noun, many, wanted.name)), answer, (value,))


def _which(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """A name that several products share: the answer asks back."""
    series = here.products[0].series
    alike = [product for product in here.products if product.series == series]
    if len(alike) < 2:
        return None
    shown = [product.name for product in alike] + (["others"] if rng.random() < 0.3 else [])
    value = f"{', '.join(shown[:-1])} or {shown[-1]}"
    here.extra.append(Line(series, "which one", value))
    ask, _ = rng.choice(side(phrasings.FACT, here.evaluation))
    question = _fill(ask, None, world.attribute(rng, here.evaluation), p=f"the {series}")
    return Turn(
        "which", as_typed(rng, question, (series,)), _fill(phrasings.WHICH_SAYS, None, _NONE, v=value), (value,)
    )


def _near(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """One product asked for while another is named."""
    (product, wanted), value = rng.choice(list(here.facts.items()))
    others = [other for other in here.products if other is not product]
    if not others or wanted.kind in ("switch", "text"):
        return None
    ask, says = rng.choice(side(phrasings.NEAR, here.evaluation))
    question = _fill(ask, None, wanted, p=called(rng, product), p2=called(rng, rng.choice(others)))
    return Turn(
        "near", as_typed(rng, question, (product.name, wanted.name)), _fill(says, product, wanted, v=value), (value,)
    )


def _under(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    noun, sign, most = here.products[0].category, rng.choice("€€€$£"), rng.uniform(10, 2000)
    limit = f"{sign}{most:,.2f}" if rng.random() < 0.6 else f"{sign}{most:,.0f}"
    many = names.plural(noun)
    found = rng.sample(here.products, rng.randint(1, len(here.products)))
    shown = [f"{product.name} at {sign}{rng.uniform(0.2, 0.99) * most:,.2f}" for product in found]
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
    chosen = rng.choice([sentence for sentence in rng.choice(here.passages).sentences if sentence.questions])
    question = as_typed(rng, passages.question_for(rng, chosen, here.evaluation), ())
    return Turn("passage", question, chosen.text, (chosen.text.rstrip("."),))


def _overview(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    product = rng.choice(here.products)
    known = [(wanted, value) for wanted, value in here.of(product) if wanted.kind != "switch"]
    if len(known) < 3:
        return None
    shown = known[: rng.choice((2, 3))]
    parts = [f"the {wanted.name} {wanted.verb} {value}" for wanted, value in shown]
    ask = rng.choice(("Tell me about {p}.", "What can you tell me about {p}?", "Some facts on {p} please")).replace(
        "{p}", called(rng, product)
    )
    answer = f"Here is what our catalog says about the {product.name}: {', '.join(parts[:-1])} and {parts[-1]}."
    return Turn("overview", as_typed(rng, ask, (product.name,)), answer, tuple(value for _, value in shown))


def _social(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    kind = rng.choice(tuple(phrasings.SOCIAL))
    asks, says = phrasings.SOCIAL[kind]
    return Turn(
        kind, as_typed(rng, rng.choice(side(asks, here.evaluation)), ()), rng.choice(says).replace("{b}", here.brand)
    )


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
    "listed": _listed,
    "compare": _compare,
    "superlative": _superlative,
    "under": _under,
    "range": _range,
    "which": _which,
    "near": _near,
    "passage": _passage,
    "overview": _overview,
    "social": _social,
}
