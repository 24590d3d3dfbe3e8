"""What a choice is made among: "our cheapest tent", "which of your tents are waterproof".

The one rule, for what is asked, for what is answered and for what is judged: **what is discontinued is left out**,
unless the text itself speaks of what is discontinued. "Our tents" are read here and nowhere else.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from assistant.facts.facts import Facts, ProductName
from assistant.facts.lexicon import lexicon
from assistant.facts.words import keys

_GONE = re.compile(r"\b(?:discontinued|no longer (?:made|sold|available)|out of production)\b", re.I)
_ALL = frozenset(("product", "item", "thing", "catalog", "range", "everything", "offer"))


class Group(NamedTuple):
    """Products that a text may mean by "our tents"."""

    name: str  # in the plural, as it is said
    members: tuple[str, ...]  # catalog ids


def offered(facts: Facts, text: str = "") -> list[ProductName]:
    """The products a choice is made among."""
    known = list(facts.products.values())
    return known if _GONE.search(text) else [product for product in known if not product.is_discontinued]


def groups(row: Sequence[str], among: Sequence[ProductName], taken: Collection[str] = ()) -> Iterator[Group]:
    """What a row of words may mean, likeliest first: a category by its name, products by their noun, all of them.

    `taken`: words that belong to a product's name there, and are no noun of a group.
    """
    whole, parts = _categories(among)
    yield from _named(whole, row)
    names = {product.id: [key for key in keys(product.name)[1:] if key.isalpha()] for product in among}
    nouns = {name[-1] for name in names.values() if name} - lexicon().suffixes - lexicon().weak_suffixes - set(taken)
    for at, key in enumerate(row):
        if key in nouns and len(key) > 2:
            noun = " ".join([*row[at - 1 : at], key])
            members = tuple(id_ for id_, name in names.items() if noun in " ".join(name))
            if members:
                yield Group(plural(noun), members)
            yield Group(plural(key), tuple(id_ for id_, name in names.items() if key in name))
    yield from _named(parts, row)
    if _ALL & set(row):
        yield Group("products", tuple(product.id for product in among))


def _categories(among: Sequence[ProductName]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Products by their category's name, and by the parts of such a name as "Backpacks & Bags"."""
    whole: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = {}
    for product in among:
        category = re.split(r"\s*[>/]\s*", (product.category or "").strip(" /"))[-1]
        whole.setdefault(category, []).append(product.id)
        for part in re.split(r"\s*(?:&|,|\band\b)\s*", category):
            parts.setdefault(part, []).append(product.id)
    return whole, parts


def _named(categories: dict[str, list[str]], row: Sequence[str]) -> Iterator[Group]:
    """The categories whose names stand in a row of words, longest first."""
    for category in sorted(categories, key=len, reverse=True):
        name = keys(category)
        if name and any(tuple(row[at : at + len(name)]) == name for at in range(len(row))):
            yield Group(category.lower(), tuple(categories[category]))


def plural(noun: str) -> str:
    """Of a regular English noun."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"
