"""Whether a claimed value agrees with a stated one: by type, with the precision the claim shows as its tolerance."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final

from assistant.facts.codes import family
from assistant.facts.values import (
    Boolean,
    Bound,
    Code,
    Day,
    Dimensions,
    Enumeration,
    Interval,
    Listing,
    Money,
    Quantity,
    Text,
    Value,
)


class Agreement(StrEnum):
    AGREES = "agrees"
    DISAGREES = "disagrees"
    NARROWER = "narrower"  # part of what is stated: a value inside a range, some items of a list
    INEXACT = "inexact"  # neither right nor wrong: rounded too far, or wider than stated
    INCOMPARABLE = "incomparable"


ROUNDING: Final = Decimal("0.03")  # a rounded figure further off than this is inexact, however few digits it shows
FARTHEST: Final = Decimal("0.1")  # … and one further off than this is wrong
CONVERSION: Final = Decimal("0.01")
HEDGED: Final = Decimal("0.05")  # how far "about" reaches


def agree(claimed: Value, stated: Value, *, hedged: bool = False, strict: bool = False) -> Agreement:
    """Compare by type. `hedged` widens to 5 %; `strict` (price, warranty, safety) allows no such slack."""
    if isinstance(claimed, _AMOUNT) and isinstance(stated, _AMOUNT):
        return _agree_amount(claimed, stated, hedged=hedged, strict=strict)
    if isinstance(claimed, Bound) or isinstance(stated, Bound):
        return _agree_bound(claimed, stated, hedged=hedged, strict=strict)
    if isinstance(claimed, Interval) or isinstance(stated, Interval):
        return _agree_interval(claimed, stated, hedged=hedged, strict=strict)
    if isinstance(claimed, Dimensions) or isinstance(stated, Dimensions):
        return _agree_dimensions(claimed, stated, hedged=hedged, strict=strict)
    if isinstance(claimed, Quantity) and isinstance(stated, Day):
        is_year = claimed.dimension == "number" and re.fullmatch(r"[12]\d{3}", str(claimed.amount)) is not None
        return _either(claimed.amount == stated.day.year) if is_year else Agreement.INCOMPARABLE
    if isinstance(claimed, Day) and isinstance(stated, Day):
        return _either(claimed == stated)
    if isinstance(claimed, Boolean) and isinstance(stated, Boolean):
        return _either(claimed == stated)
    if isinstance(claimed, Code) and isinstance(stated, Code):
        return _agree_code(claimed, stated)
    if isinstance(stated, Listing) and isinstance(claimed, Text | Enumeration | Code | Listing):
        return _agree_listing(_items(claimed), stated)
    if isinstance(claimed, Text | Enumeration | Code) and isinstance(stated, Text | Enumeration | Code):
        return Agreement.AGREES if same_words(str(claimed), str(stated)) else Agreement.INCOMPARABLE
    return Agreement.INCOMPARABLE


def is_comparable(claimed: Value, stated: Value) -> bool:
    """Whether they agree or not; amounts of one dimension always do, and an amount and words never."""
    if isinstance(claimed, _AMOUNT):
        if isinstance(stated, _WORDED):
            return False
        if isinstance(claimed, Quantity) and isinstance(stated, Quantity) and claimed.dimension == stated.dimension:
            return True
    return agree(claimed, stated) is not Agreement.INCOMPARABLE


_AMOUNT: Final = (Money, Quantity)
_WORDED: Final = (Boolean, Code, Enumeration, Listing, Text)


def same_words(left: str, right: str) -> bool:
    """Equal but for case, spacing and punctuation."""
    return words_of(left) == words_of(right)


def words_of(text: str) -> tuple[str, ...]:
    """The words a text is compared by; "water-resistant" and "water resistant" are the same two."""
    return tuple(re.findall(r"[^\W_]+(?:['.][^\W_]+)*|[+%&]", text.casefold().replace("'s ", "s ").replace("’", "'")))


def _either(is_equal: bool) -> Agreement:
    return Agreement.AGREES if is_equal else Agreement.DISAGREES


def _agree_amount(claimed: Money | Quantity, stated: Money | Quantity, *, hedged: bool, strict: bool) -> Agreement:
    if isinstance(claimed, Money) or isinstance(stated, Money):
        return _agree_money(claimed, stated, hedged=hedged)
    if claimed.dimension != stated.dimension:
        if "number" in (claimed.dimension, stated.dimension) and claimed.amount == stated.amount:
            is_given = claimed.dimension in _BARE or stated.dimension != "number"
            return Agreement.AGREES if is_given else Agreement.INEXACT  # nothing states the claimed unit
        if claimed.amount == stated.amount and (claimed.unit, stated.unit) in _SAID_ALIKE:
            return Agreement.AGREES
        is_bare = claimed.dimension in _BARE and stated.dimension in _BARE
        return Agreement.DISAGREES if is_bare else Agreement.INCOMPARABLE
    if claimed.base == stated.base:
        return Agreement.AGREES
    off = abs(claimed.base - stated.base)
    scale = abs(stated.base) or Decimal(1)
    if claimed.dimension == "temperature":  # kelvin is no measure of how far off a temperature is
        scale = max(abs(stated.amount), Decimal(10))
    if claimed.dimension in _BARE or (strict and claimed.unit == stated.unit):
        return Agreement.AGREES if hedged and not strict and off <= HEDGED * scale else Agreement.DISAGREES
    half_step = Decimal(5).scaleb(_exponent(claimed.amount) - 1) * abs(_per_unit(claimed))
    cap = ROUNDING if claimed.unit == stated.unit else CONVERSION
    if hedged and not strict:
        return _either(off <= max(HEDGED * scale, min(half_step, ROUNDING * scale)))
    if off <= half_step and off <= FARTHEST * scale:
        return Agreement.AGREES if off <= cap * scale else Agreement.INEXACT
    is_other_unit = claimed.unit != stated.unit
    return Agreement.INEXACT if is_other_unit and off <= CONVERSION * scale else Agreement.DISAGREES


_BARE: Final = frozenset({"number", "count"})
# People say ounces for fluid ounces, and degrees for degrees Celsius.
_SAID_ALIKE: Final = frozenset({("oz", "fl oz"), ("°", "°C"), ("°", "°F")})


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _per_unit(quantity: Quantity) -> Decimal:
    """How many base units one unit of this quantity is."""
    if quantity.dimension == "temperature":
        return Decimal(5) / Decimal(9) if quantity.unit == "°F" else Decimal(1)
    return quantity.base / quantity.amount if quantity.amount else Decimal(1)


def _agree_money(claimed: Money | Quantity, stated: Money | Quantity, *, hedged: bool) -> Agreement:
    if isinstance(claimed, Money) and isinstance(stated, Money):
        if claimed.currency != stated.currency:
            return Agreement.DISAGREES if claimed.amount == stated.amount else Agreement.INCOMPARABLE
        if hedged and claimed.amount != stated.amount:
            near = abs(claimed.amount - stated.amount) <= HEDGED * abs(stated.amount)
            return Agreement.INEXACT if near else Agreement.DISAGREES
        return _either(claimed.amount == stated.amount)
    bare = claimed if isinstance(claimed, Quantity) else stated
    if isinstance(bare, Quantity) and bare.dimension == "number" and claimed.amount == stated.amount:
        return Agreement.AGREES
    return Agreement.INCOMPARABLE


def _size(value: Money | Quantity) -> Decimal:
    return value.amount if isinstance(value, Money) else value.base


def _comparable(left: Money | Quantity, right: Money | Quantity) -> bool:
    if isinstance(left, Money) and isinstance(right, Money):
        return left.currency == right.currency
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return left.dimension == right.dimension or {left.dimension, right.dimension} <= {"count", "number"}
    return False


def _agree_bound(claimed: Value, stated: Value, *, hedged: bool, strict: bool) -> Agreement:
    if isinstance(claimed, Bound) and isinstance(stated, Bound):
        same = agree(claimed.limit, stated.limit, hedged=hedged, strict=strict)
        return same if claimed.kind == stated.kind else Agreement.INCOMPARABLE
    if isinstance(stated, Bound):
        return _within(claimed, stated)
    if not isinstance(claimed, Bound):
        return Agreement.INCOMPARABLE
    edges = stated if isinstance(stated, Interval) else None
    if isinstance(stated, Dimensions) or not (edges or isinstance(stated, Money | Quantity)):
        return Agreement.INCOMPARABLE
    low, high = (edges.low, edges.high) if edges else (stated, stated)
    edge = high if claimed.kind == "max" else low
    if not isinstance(edge, Money | Quantity) or not _comparable(claimed.limit, edge):
        return Agreement.INCOMPARABLE
    at_edge = agree(claimed.limit, edge, hedged=hedged, strict=strict)
    if at_edge is Agreement.AGREES or at_edge is Agreement.INCOMPARABLE:
        return at_edge
    is_true = _size(edge) <= _size(claimed.limit) if claimed.kind == "max" else _size(edge) >= _size(claimed.limit)
    if is_true:
        return Agreement.INEXACT
    return Agreement.DISAGREES if at_edge is Agreement.DISAGREES else Agreement.INCOMPARABLE


def _within(claimed: Value, stated: Bound) -> Agreement:
    """An exact claim where only a bound is stated: at the bound it is overstated, beyond it wrong."""
    value = claimed.high if isinstance(claimed, Interval) else claimed
    if not isinstance(value, Money | Quantity) or not _comparable(value, stated.limit):
        return Agreement.INCOMPARABLE
    at_limit = agree(value, stated.limit)
    if at_limit is Agreement.AGREES:
        return Agreement.INEXACT
    beyond = _size(value) > _size(stated.limit) if stated.kind == "max" else _size(value) < _size(stated.limit)
    return Agreement.DISAGREES if beyond else Agreement.INEXACT


def _agree_interval(claimed: Value, stated: Value, *, hedged: bool, strict: bool) -> Agreement:
    left, right = _as_interval(claimed), _as_interval(stated)
    if left is not None and right is not None:
        left, right = _in_units_of(left, right), _in_units_of(right, left)
    if left is None or right is None or not _comparable(left.low, right.low):
        return Agreement.INCOMPARABLE
    ends = {
        agree(left.low, right.low, hedged=hedged, strict=strict),
        agree(left.high, right.high, hedged=hedged, strict=strict),
    }
    if ends == {Agreement.AGREES}:
        return Agreement.AGREES
    if _size(left.low) > _size(right.high) or _size(left.high) < _size(right.low):
        return Agreement.DISAGREES
    if _size(left.low) >= _size(right.low) and _size(left.high) <= _size(right.high):
        return Agreement.NARROWER
    return Agreement.INEXACT


def _in_units_of(interval: Interval, other: Interval) -> Interval:
    """A range of bare numbers ("3-8") in the units of the range it is compared with."""
    if not isinstance(interval.low, Quantity) or not isinstance(interval.high, Quantity):
        return interval
    like = other.high
    if interval.high.dimension != "number" or not isinstance(like, Quantity) or interval.low is interval.high:
        return interval
    factor = like.base / like.amount if like.amount else Decimal(1)
    low, high = (
        Quantity(end.amount, like.unit, like.dimension, end.amount * factor) for end in (interval.low, interval.high)
    )
    return Interval(low, high)


def _as_interval(value: Value) -> Interval | None:
    if isinstance(value, Interval):
        return value
    return Interval(value, value) if isinstance(value, Money | Quantity) else None


def _agree_dimensions(claimed: Value, stated: Value, *, hedged: bool, strict: bool) -> Agreement:
    left, right = _axes(claimed), _axes(stated)
    if not left or not right or len(left) > len(right):
        return Agreement.INCOMPARABLE
    results = []
    rest = list(right)
    for axis in sorted(left, key=_size, reverse=True):
        best = max(
            ((agree(axis, other, hedged=hedged, strict=strict), other) for other in rest),
            key=lambda pair: (RANK[pair[0]], -abs(axis.base - pair[1].base)),
            default=None,
        )
        if best is None:
            return Agreement.DISAGREES
        results.append(best[0])
        if best[0] is Agreement.AGREES:
            rest.remove(best[1])
    worst = min(results, key=RANK.__getitem__)
    return Agreement.NARROWER if worst is Agreement.AGREES and len(left) < len(right) else worst


RANK: Final = {
    Agreement.DISAGREES: 0,
    Agreement.INCOMPARABLE: 1,
    Agreement.INEXACT: 2,
    Agreement.NARROWER: 3,
    Agreement.AGREES: 4,
}


def _axes(value: Value) -> tuple[Quantity, ...]:
    if isinstance(value, Dimensions):
        return value.axes
    return (value,) if isinstance(value, Quantity) else ()


def _agree_code(claimed: Code, stated: Code) -> Agreement:
    if re.sub(r"[\s-]", "", claimed.text.casefold()) == re.sub(r"[\s-]", "", stated.text.casefold()):
        return Agreement.AGREES
    kind = family(claimed)
    return Agreement.DISAGREES if kind is not None and kind == family(stated) else Agreement.INCOMPARABLE


def _items(value: Value) -> tuple[str, ...]:
    return value.items if isinstance(value, Listing) else (str(value),)


def _agree_listing(claimed: tuple[str, ...], stated: Listing) -> Agreement:
    """A part of a list is right; a foreign item is wrong only where the list is closed."""
    known = {words_of(item) for item in stated.items}
    foreign = [item for item in claimed if words_of(item) not in known]
    if foreign:
        return Agreement.DISAGREES if stated.closed else Agreement.INCOMPARABLE
    return Agreement.AGREES if len(claimed) == len(known) else Agreement.NARROWER
