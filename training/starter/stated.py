"""Turns that a fact, a passage or good manners answer."""

import random

from training.starter import frames, manners, passages, phrasings, world
from training.starter.asking import as_typed
from training.starter.names import Product
from training.starter.phrasings import side
from training.starter.turns import NONE, PLAIN, Turn, ask_for, called, drawn, fill, state
from training.starter.world import World


def fact(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    known = list(here.facts.items())
    rivals = [(key, value) for key, value in known if sum(other.name == key[1].name for _, other in here.facts) > 1]
    (product, wanted), value = rng.choice(rivals if rivals and rng.random() < 0.7 else known)
    ask, says = ask_for(rng, here, product, wanted)
    question = as_typed(rng, ask, (product.name, wanted.name))
    return state("fact", product, wanted, value, question, says)


def yes_no(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    wanted = world.yes_no_attribute(rng, here.evaluation)
    product = rng.choice(here.products)
    value = here.facts.setdefault((product, wanted), rng.choice(("yes", "no")))
    ask, says = ask_for(rng, here, product, wanted)
    return state("yes_no", product, wanted, value, as_typed(rng, ask, (product.name, wanted.name)), says)


def two(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    product = rng.choice(here.products)
    known = [(wanted, value) for wanted, value in here.of(product) if wanted.kind != "switch"]
    if len(known) < 2:
        return None
    (first, value), (second, value2) = rng.sample(known, 2)
    ask, says = drawn(rng, 0.65, frames.TWO, phrasings.TWO, here.evaluation)
    more = {"a2": second.name, "is2": second.verb}
    question = as_typed(
        rng, fill(ask, None, first, p=called(rng, product), **more), (product.name, first.name, second.name)
    )
    return Turn("two_facts", question, fill(says, product, first, v=value, v2=value2, **more), (value, value2))


def near(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """One product asked for while another is named."""
    (product, wanted), value = rng.choice(list(here.facts.items()))
    others = [other for other in here.products if other is not product]
    if not others or wanted.kind in ("switch", "text"):
        return None
    ask, says = drawn(rng, 0.8, frames.NEAR, phrasings.NEAR, here.evaluation)
    question = fill(ask, None, wanted, p=called(rng, product), p2=called(rng, rng.choice(others)))
    return Turn(
        "near", as_typed(rng, question, (product.name, wanted.name)), fill(says, product, wanted, v=value), (value,)
    )


def again(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
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
        return state("again", product, wanted, value, ask, PLAIN)
    if not known:
        return None
    wanted, value = rng.choice(known)
    if wanted.asks and rng.random() < 0.35:
        ask, says = f"And {rng.choice(wanted.asks).replace('{p}', 'it')}", PLAIN
    else:
        ask, says = rng.choice(side(phrasings.AGAIN, here.evaluation))
        says = PLAIN if "{p}" not in says else says
    return state("again", subject, wanted, value, as_typed(rng, fill(ask, None, wanted), (wanted.name,)), says)


def _only(products: list[Product], last: Turn | None) -> Product | None:
    """The one product the last answer named, by its longest name."""
    named = [product for product in products if last is not None and product.name in last.answer]
    longest = max(named, key=lambda product: len(product.name), default=None)
    return longest if longest and all(product.name in longest.name for product in named) else None


def premise(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    (product, wanted), value = rng.choice(list(here.facts.items()))
    if wanted.kind == "switch":
        return None
    others = [text for (_, known), text in here.facts.items() if known.name == wanted.name and text != value]
    wrong = rng.choice(others) if others and rng.random() < 0.5 else world.fact_value(rng, wanted)
    frame, table = frames.FALSE_PREMISE, phrasings.FALSE_PREMISE
    if rng.random() < 0.35:
        wrong, frame, table = value, frames.TRUE_PREMISE, phrasings.TRUE_PREMISE
    elif wrong == value:
        return None
    ask, says = drawn(rng, 0.6, frame, table, here.evaluation)
    question = as_typed(
        rng, fill(ask, None, wanted, p=called(rng, product), w=wrong), (product.name, wanted.name, wrong)
    )
    return Turn("premise", question, fill(says, product, wanted, v=value), (value,))


def listed(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """'Does it come in red?': the answer is the whole list, from which the customer sees it."""
    lists = [(key, value) for key, value in here.facts.items() if " and " in value and "," in value]
    if not lists:
        return None
    (product, wanted), value = rng.choice(lists)
    items = value.replace(" and ", ", ").split(", ")
    item = rng.choice(items) if rng.random() < 0.5 else world.fact_value(rng, wanted).split(",")[0].split(" and ")[0]
    ask, says = rng.choice(side(phrasings.LISTED, here.evaluation))
    question = fill(ask, None, wanted, p=called(rng, product), w=item)
    return Turn("listed", as_typed(rng, question, (product.name, item)), fill(says, product, wanted, v=value), (value,))


def overview(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    """The first three facts of a product, in the order of the context."""
    product = rng.choice(here.products)
    known = [(wanted, value) for wanted, value in here.of(product) if wanted.kind != "switch"]
    if len(known) < 3 or any(owner is product for owner, _ in here.leading):
        return None
    shown = rng.sample(known, 3)
    here.leading += [(product, wanted) for wanted, _ in shown]
    parts = [f"the {wanted.name} {wanted.verb} {value}" for wanted, value in shown]
    plain = [(ask, "Here is what our catalog says about the {p}: {v}.") for ask in phrasings.OVERVIEW]
    ask, says = drawn(rng, 0.8, frames.OVERVIEW, plain, here.evaluation)
    question = as_typed(rng, ask.replace("{p}", called(rng, product)), (product.name,))
    answer = fill(says, product, NONE, v=f"{', '.join(parts[:-1])} and {parts[-1]}")
    return Turn("overview", question, answer, tuple(value for _, value in shown))


def passage(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    if not here.passages:
        return None
    chosen = rng.choice([sentence for sentence in rng.choice(here.passages).sentences if sentence.questions])
    question = as_typed(rng, passages.question_for(rng, chosen, here.evaluation), ())
    return Turn("passage", question, chosen.text, (chosen.text.rstrip("."),))


def social(rng: random.Random, here: World, last: Turn | None) -> Turn | None:
    kind = rng.choice(tuple(manners.SOCIAL))
    ask, says = manners.social(rng, kind, here.evaluation)
    return Turn(kind, as_typed(rng, ask, ()), says.replace("{b}", here.brand))
