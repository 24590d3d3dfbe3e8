"""One turn: how a customer names a product and asks, and how an answer states what a line of the context says."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from training.starter import asking, frames, phrasings, world
from training.starter.attributes import Attribute
from training.starter.frames import Form, Frame, draw
from training.starter.names import Product
from training.starter.phrasings import side
from training.starter.world import World


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, its answer, and the strings of the context that a right answer must hold."""

    kind: str
    question: str
    answer: str
    must: tuple[str, ...] = ()


Maker = Callable[[random.Random, World, "Turn | None"], "Turn | None"]
PLAIN: Final = "The {a} of the {p} {is} {v}."
NONE: Final = Attribute("product", "text")  # where no attribute was asked for


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


def drawn(rng: random.Random, share: float, frame: Frame, table: Sequence[Form], evaluation: bool) -> Form:
    """A question put together with probability `share`, else one of the table's, each with the form of its answer."""
    return draw(rng, frame, evaluation) if rng.random() < share else rng.choice(side(table, evaluation))


def fill(form: str, product: Product | None, wanted: Attribute, **more: str) -> str:
    slots = {"a": wanted.name, "is": wanted.verb, "p": product.name if product else "", **more}
    text = form
    for name, value in slots.items():
        text = text.replace("{" + name + "}", value)
    return text


def ask_for(rng: random.Random, here: World, product: Product, wanted: Attribute) -> tuple[str, str]:
    """A question for one attribute, and the form of the answer that goes with it."""
    if wanted.kind == "switch":
        ask, says = _whether(rng, here, wanted)
        return fill(ask, None, wanted, p=called(rng, product)), says
    if wanted.kind == "text":
        ask, says = rng.choice(side(phrasings.LONG, here.evaluation))
    elif wanted.asks and rng.random() < 0.5:
        ask = rng.choice(wanted.asks)
        says = worded((*wanted.says, PLAIN), ask)
    else:
        ask, says = rng.choice(side(phrasings.FACT, here.evaluation))
        if rng.random() < 0.55:
            ask, says = asking.combined(rng, here.evaluation)
        elif rng.random() < 0.45 and not here.evaluation:
            ask, says = asking.scattered(rng), PLAIN
        if rng.random() < 0.12:
            ask = ask.replace("{a}", _shortened(rng, here, wanted))
    return fill(ask, None, wanted, p=called(rng, product)), says


def _whether(rng: random.Random, here: World, wanted: Attribute) -> tuple[str, str]:
    """A yes/no question, and what stands between "Yes" or "No" and the statement of its answer."""
    _, ask, yes, _ = world.switch(wanted)
    shape = rng.random()
    if shape < 0.4:
        return ask, ", "
    if shape < 0.7:
        place = rng.choice(side(range(len(phrasings.SWITCHED)), here.evaluation))
        return phrasings.SWITCHED[place], frames.YES_LEADS[place % len(frames.YES_LEADS)]
    statement = yes.removeprefix("Yes, the ").removeprefix("Yes, ").removesuffix(".")
    ask, place = asking.whether(rng, statement, here.evaluation)
    return ask, frames.YES_LEADS[place % len(frames.YES_LEADS)]


def _shortened(rng: random.Random, here: World, wanted: Attribute) -> str:
    """One word of the attribute's name where it can mean no other attribute: 'battery' for 'battery life'."""
    words = wanted.name.split()
    others = {word for _, known in here.facts if known.name != wanted.name for word in known.name.split()}
    clear = [word for word in words if word not in others and len(word) > 3]
    return rng.choice(clear) if clear else wanted.name


def worded(forms: Sequence[str], ask: str) -> str:
    """The form that goes with a question: equal wordings are shared out among questions, never drawn."""
    return forms[crc32(ask.encode()) % len(forms)]


def state(kind: str, product: Product, wanted: Attribute, value: str, question: str, says: str) -> Turn:
    """The turn that answers with the value; for a yes/no attribute `says` is what follows "Yes"."""
    if wanted.kind == "switch":
        _, _, yes, no = world.switch(wanted)
        lead = "Yes" if value == "yes" else "No"
        between = says if value == "yes" else frames.NO_LEADS[frames.YES_LEADS.index(says)]
        statement = (yes if value == "yes" else no).removeprefix(f"{lead}, ")
        return Turn("yes_no", question, f"{lead}{between}{fill(statement, product, wanted)}", (lead,))
    return Turn(kind, question, fill(says, product, wanted, v=value), (value,))
