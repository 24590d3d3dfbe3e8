"""The facts of one product that answer what is asked: by variant where it matters, and other facts beside them."""

import re
from collections.abc import Sequence

from assistant.facts.aliases import Names
from assistant.facts.facts import Fact, Facts
from assistant.facts.lexicon import lexicon
from assistant.facts.words import keys
from assistant.knowledge import compare
from assistant.knowledge.needs import Need
from assistant.knowledge.question import Asked
from assistant.prompt import Line

MAX_VARIANTS = 4  # lines for variants that differ; more become a range
MAX_WORDS = 20  # of a further fact
_IDLE = re.compile(
    r"\b(?:url|link|images?|handle|description|tags|body|html|seo|vendor|sku|barcode|ean|gtin|also known|category)\b",
    re.I,
)


def statements(facts: Facts, names: Names, product: str, asked: Asked, text: str) -> list[Need]:
    """Lines for the first of the asked attributes that the product has; none when it has none of them."""
    own = [fact for fact in facts.of(product) if fact.is_current]
    for attribute in asked.attributes:
        found = [fact for fact in own if fact.attribute == attribute]
        if found:
            return _lines(found, names, facts, names.variants(product, text), asked)
    return [_need(fact, names, facts, asked) for fact in own if fact.variant is None and _mentions(fact, asked)][:2]


def _lines(found: list[Fact], names: Names, facts: Facts, variants: Sequence[str], asked: Asked) -> list[Need]:
    chosen = [fact for fact in found if fact.variant in variants]
    general = [fact for fact in found if fact.variant is None]
    special = [fact for fact in found if fact.variant is not None]
    if chosen:
        return [_need(fact, names, facts, asked) for fact in chosen[:MAX_VARIANTS]]
    if general:
        return [_need(fact, names, facts, asked) for fact in general[:1]]
    first_of = {fact.text: fact for fact in reversed(special)}
    if len(first_of) == 1:
        name = names.display(special[0].product)
        ids = tuple(fact.id for fact in special)
        return [
            Need(
                "stated",
                Line(name, special[0].attribute, special[0].text, special[0].id),
                special[0].product,
                asked.name,
                ids,
            )
        ]
    ranked = compare.rank(list(first_of.values()))
    if len(special) > MAX_VARIANTS and len(ranked) == len(first_of):
        low, high = ranked[0][1], ranked[-1][1]
        value = f"{low.text} to {high.text}, depending on the variant"
        line = Line(names.display(low.product), low.attribute, value)
        return [Need("stated", line, low.product, asked.name, (low.id, high.id))]
    return [_need(fact, names, facts, asked) for fact in special[:MAX_VARIANTS]]


def _need(fact: Fact, names: Names, facts: Facts, asked: Asked) -> Need:
    line = Line(owner(fact, names, facts), fact.attribute, fact.text, fact.id)
    return Need("stated", line, fact.product, asked.name, (fact.id,), concept=asked.concept)


def owner(fact: Fact, names: Names, facts: Facts) -> str:
    """The name a fact is stated of: the product's, or that of its variant."""
    name = names.display(fact.product)
    if fact.variant is None or fact.product not in facts.products:
        return name
    variant = facts.products[fact.product].variants.get(fact.variant, fact.variant)
    return variant if name in variant else f"{name} in {variant}"


def _mentions(fact: Fact, asked: Asked) -> bool:
    """Whether a short fact says the asked thing in its value: "Bluetooth" in the connectivity."""
    if len(fact.text.split()) > 12 or _IDLE.search(fact.attribute):
        return False
    said = set(keys(fact.text))
    phrases = lexicon().concepts.get(asked.concept or "", ())
    return any(set(keys(phrase)) <= said for phrase in (asked.name, *phrases) if "*" not in phrase)


def other_facts(facts: Facts, product: str) -> list[Fact]:
    """Short facts of the product as a whole, in the order of its sources."""
    return [
        fact
        for fact in facts.of(product)
        if fact.is_current
        and fact.variant is None
        and len(fact.text.split()) <= MAX_WORDS
        and not _IDLE.search(fact.attribute)
    ]


def sibling_fact(facts: Facts, names: Names, product: str, asked: Asked) -> Fact | None:
    """The same attribute of the product whose name is most like this one's."""
    own = keys(names.display(product))
    best: tuple[int, Fact] | None = None
    for other in facts.products.values():
        name = keys(other.name)
        shared = len(set(own) & set(name))
        if other.id == product or name[:1] != own[:1] or (best and shared <= best[0]):
            continue
        found = [fact for attribute in asked.attributes if (fact := facts.get(other.id, attribute))]
        if found:
            best = (shared, found[0])
    return best[1] if best else None
