"""What the forms of whole statements share: the key a word means, numbers, more and less."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from assistant.facts.facts import Fact
from assistant.facts.numbers import find_numbers
from assistant.facts.words import keys


class Decided(NamedTuple):
    """Whether a statement is true, and by which fact."""

    is_true: bool
    fact: Fact


def of_key(word: str, facts: Sequence[Fact]) -> list[Fact]:
    """The facts whose key is that word and little more ("release date", "directed by")."""
    little = {"date", "by", "year", "of", "s", "the", "in", "number", "original", "first"}
    found = []
    for fact in facts:
        own = [key for key in keys(fact.attribute) if key not in little]
        if len(own) == 1 and is_same(keys(word)[0] if keys(word) else word, own[0]):
            found.append(fact)
    return found if len({fact.attribute for fact in found}) == 1 else []


def is_same(one: str, other: str) -> bool:
    """Words of one stem: released and release, producers and produced."""
    short = min(len(one), len(other))
    return one == other or (short >= 4 and one[: max(4, short - 2)] == other[: max(4, short - 2)])


_MORE: Final = "more than|over|longer than|greater than|in excess of"

_LESS: Final = "less than|fewer than|under|shorter than|below"

HOW: Final = rf"(?:(?P<more>{_MORE})|(?P<least>at least)|(?P<less>{_LESS})|(?P<only>only|just|exactly))"


def compares(match: re.Match[str], said: Decimal, stated: Decimal) -> bool:
    if match["more"]:
        return stated > said
    if match["least"]:
        return stated >= said
    if match["less"]:
        return stated < said
    return stated == said


def amount_of(text: str) -> Decimal | None:
    if text.casefold() in {"a", "an"}:
        return Decimal(1)
    found = find_numbers(text)
    return found[0].amount if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None
