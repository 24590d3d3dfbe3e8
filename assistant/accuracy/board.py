"""A board: several entities under the same counted columns, as in a score sheet or a comparison table, and its words.

The facts say what is true; the words say how people speak of the columns. Nothing here knows what the board is about:
whoever has the table brings the words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from assistant.facts.facts import Fact, Facts
from assistant.facts.numbers import find_numbers, fold
from assistant.facts.scanning import singular
from assistant.facts.values import Day, Quantity


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute that is counted: "23 points", "46 percent from the field"."""

    attribute: str
    nouns: tuple[str, ...]
    qualifiers: tuple[str, ...] = ()  # where several columns share a noun, words near it that tell which is meant


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two attributes said together: "8-for-20 from the field", or "(33-16)" right behind a name."""

    first: str
    second: str
    qualifiers: tuple[str, ...] = ()
    is_bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the whole that has its own figures: "in the first half" adds up two quarters."""

    words: tuple[str, ...]
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the board's texts speak."""

    columns: tuple[Column, ...]
    pairings: tuple[Pairing, ...] = ()
    scopes: tuple[Scope, ...] = ()
    contested: str = ""  # the attribute two groups are compared by when no scope is named
    group: str = ""  # the attribute of a member that names its group
    idioms: tuple[str, ...] = ()  # phrases whose numbers count nothing: "three-point line"
    opposing: tuple[str, ...] = ()  # words that stand between two different groups only
    winning: tuple[str, ...] = ()  # those of them by which the first has more than the second
    meeting: tuple[str, ...] = ()  # words before a group that is to be met
    leading: tuple[str, ...] = ()  # words that stand between a member and its own group
    margins: tuple[str, ...] = ()  # "a 6-point win"
    moments: tuple[str, ...] = ()  # "a 24-2 run", "a 6-point lead": of a moment, not of the whole
    ahead: tuple[str, ...] = ()  # words by which a clause is about what is still to come
    earlier: tuple[str, ...] = ()  # words by which a clause is about more than the board
    summed: tuple[str, ...] = ()  # words by which a count is that of several members together
    asides: tuple[str, ...] = ()  # words right after a figure that make it one the board lacks: "points in the paint"
    loose: tuple[str, ...] = ()  # words right before a count that make it no exact one: "within", "more than"
    rank: str = ""  # the attribute that "second on the team" orders by


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Named:
    """An entity's name in a row of tokens; several entities where the name is shared; none for one not on the board."""

    first: int  # token places, the last one not included
    last: int
    entities: tuple[str, ...]


@dataclass(slots=True)
class Board:
    """Facts by entity and column, and how people speak of them. `strangers`: known names that are not on the board."""

    facts: Facts
    words: Vocabulary
    strangers: tuple[str, ...] = ()
    _names: dict[tuple[str, ...], tuple[str, ...]] = field(init=False)
    _cells: dict[tuple[str, str], Fact] = field(init=False)
    _longest: int = field(init=False)

    def __post_init__(self) -> None:
        names: dict[tuple[str, ...], list[str]] = {}
        for product in self.facts.products.values():
            for name in (product.name, *product.aliases):
                names.setdefault(_name_keys(name), []).append(product.id)
        for name in self.strangers:
            names.setdefault(_name_keys(name), [])
        self._names = {keys: tuple(dict.fromkeys(ids)) for keys, ids in names.items()}
        self._longest = max(map(len, self._names), default=0)
        self._cells = {(fact.product, fact.attribute): fact for fact in self.facts if fact.is_current}

    def fact(self, entity: str, attribute: str) -> Fact | None:
        return self._cells.get((entity, attribute))

    def amount(self, entity: str, attribute: str) -> Decimal | None:
        fact = self.fact(entity, attribute)
        return fact.value.amount if fact is not None and isinstance(fact.value, Quantity) else None

    def total(self, entity: str, attributes: Iterable[str]) -> Decimal | None:
        """The sum of some columns of an entity; None when one of them is not stated."""
        amounts = [self.amount(entity, attribute) for attribute in attributes]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if len(known) == len(amounts) else None

    def is_member(self, entity: str) -> bool:
        """Whether it belongs to a group of the board, as a player to a team."""
        return self.group_of(entity) is not None

    def group_of(self, entity: str) -> str | None:
        fact = self.fact(entity, self.words.group)
        return fact.text if fact is not None else None

    def groups(self) -> list[str]:
        return [id_ for id_ in self.facts.products if not self.is_member(id_)]

    def members(self, group: str | None) -> list[str]:
        return [id_ for id_ in self.facts.products if group is not None and self.group_of(id_) == group]

    def day(self) -> date | None:
        """The one day that the board is of."""
        days = {fact.value.day for fact in self.facts if isinstance(fact.value, Day)}
        return days.pop() if len(days) == 1 else None

    def find(self, row: Sequence[Token]) -> list[Named]:
        """Names in order; the longest wins, and a name is written with a capital."""
        found, at = [], 0
        while at < len(row):
            size = next((n for n in range(self._longest, 0, -1) if self._is_name(row, at, n)), 0)
            if size:
                ids = self._names[tuple(token.key for token in row[at : at + size])]
                found.append(Named(at, at + size, ids))
            at += size or 1
        return found

    def _is_name(self, row: Sequence[Token], at: int, size: int) -> bool:
        keys = tuple(token.key for token in row[at : at + size])
        return len(keys) == size and keys in self._names and (row[at].is_capital or row[at].text[0].isdigit())


_TOKEN: Final = re.compile(r"\d+(?:\.\d+)?(?!\w)|['’]s\b|\w+(?:['’](?!s\b)\w+)*|[^\w\s]")


def tokens(text: str) -> list[Token]:
    """Words, numbers and marks, however they are spaced: "8-of-20" and "8 - of - 20" are the same five."""
    plain = fold(text)
    return [
        Token(match.group(), match.group().casefold(), match.start(), match.end()) for match in _TOKEN.finditer(plain)
    ]


@lru_cache(maxsize=4096)
def phrase(text: str) -> tuple[str, ...]:
    """A phrase as the singular keys it is compared by."""
    return tuple(singular(token.key) for token in tokens(text))


def number_of(token: Token) -> Decimal | None:
    """The amount a token writes in digits or as a word."""
    found = find_numbers(token.text)
    is_whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(token.text))
    return found[0].amount if is_whole else None


def _name_keys(name: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokens(name))
