"""Facts put in order: which of two is lighter, which of many is the cheapest, which stay under a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from assistant.facts.facts import Fact
from assistant.facts.lexicon import lexicon
from assistant.facts.values import Bound, Day, Dimensions, Interval, Money, Quantity, Value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands on a scale; a range takes up more than a point of it."""

    scale: str
    low: Decimal
    high: Decimal

    def is_comparable(self, other: "Place") -> bool:
        """Same scale, and the same or not overlapping."""
        same = (self.low, self.high) == (other.low, other.high)
        return self.scale == other.scale and (same or self.high < other.low or other.high < self.low)


def place(value: Value) -> Place | None:
    """None for a value that has no order."""
    if isinstance(value, Money):
        return Place(value.currency, value.amount, value.amount)
    if isinstance(value, Quantity):
        return Place(value.dimension if value.dimension != "count" else value.unit, value.base, value.base)
    if isinstance(value, Interval):
        low, high = place(value.low), place(value.high)
        return Place(low.scale, low.low, high.high) if low and high else None
    if isinstance(value, Bound):
        limit = place(value.limit)
        return Place(f"{limit.scale} {value.kind}", limit.low, limit.high) if limit else None
    if isinstance(value, Dimensions):
        size = Decimal(prod(axis.base for axis in value.axes))
        return Place(f"{len(value.axes)} axes", size, size)
    if isinstance(value, Day):
        return Place("day", Decimal(value.day.toordinal()), Decimal(value.day.toordinal()))
    return None


def word(concept: str | None, attribute: str, *, is_more: bool, is_most: bool) -> str:
    """How an order by an attribute is said: "lighter", "most expensive", "higher in fill weight"."""
    known = lexicon().scales.get(concept or "") or lexicon().scales.get(attribute)
    if known:
        return known[2 * is_most + is_more]
    return f"{(('lower', 'higher'), ('lowest', 'highest'))[is_most][is_more]} in {attribute}"


def ordered(facts: Sequence[Fact]) -> list[Fact] | None:
    """From least to most; None when two of them cannot be put in order."""
    placed = [(found, fact) for fact in facts if (found := place(fact.value)) is not None]
    if len(placed) < len(facts) or not facts:
        return None
    if any(not placed[0][0].is_comparable(other) for other, _ in placed[1:]):
        return None
    return [fact for _, fact in sorted(placed, key=lambda item: item[0].low)]


def rank(facts: Sequence[Fact]) -> list[tuple[Place, Fact]]:
    """From least to most on the scale that most of them share; others are left out."""
    placed = [(found, fact) for fact in facts if (found := place(fact.value)) is not None]
    scales = [found.scale for found, _ in placed]
    common = max(sorted(set(scales)), key=scales.count, default="")
    return sorted(((found, fact) for found, fact in placed if found.scale == common), key=lambda item: item[0].low)
