"""How great a stated value is, so that two can be ordered and subtracted."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.accuracy.ledger import Ledger
from assistant.facts.facts import Fact
from assistant.facts.values import Bound, Dimensions, Interval, Money, Quantity, Value


def stated_of(product: str, attributes: Sequence[str], ledger: Ledger) -> Fact | None:
    for attribute in attributes:
        current = ledger.of(product, attribute).current
        if current and (len(current) == 1 or len({str(fact.value) for fact in current}) == 1):
            return current[0]
    return None


def sizes(value: Value) -> tuple[str, Decimal, Decimal] | None:
    """Kind, least and greatest size of a value that can be ordered."""
    if isinstance(value, Money):
        return value.currency, value.amount, value.amount
    if isinstance(value, Quantity):
        return value.dimension.replace("number", "count"), value.base, value.base
    if isinstance(value, Bound):
        return sizes(value.limit)
    if isinstance(value, Interval):
        low, high = sizes(value.low), sizes(value.high)
        return (low[0], low[1], high[2]) if low and high else None
    if isinstance(value, Dimensions) and len(value.axes) == 3:
        size = value.axes[0].base * value.axes[1].base * value.axes[2].base
        return "space", size, size
    return None


def difference_of(one: Fact | None, other: Fact | None) -> Value | None:
    if one is None or other is None:
        return None
    left, right = one.value, other.value
    if isinstance(left, Bound) and isinstance(right, Bound):
        left, right = left.limit, right.limit
    if isinstance(left, Money) and isinstance(right, Money) and left.currency == right.currency:
        return Money(abs(left.amount - right.amount), left.currency)
    if isinstance(left, Quantity) and isinstance(right, Quantity) and left.dimension == right.dimension:
        base = abs(left.base - right.base)
        factor = left.base / left.amount if left.amount else Decimal(1)
        return Quantity((base / factor).normalize(), left.unit, left.dimension, base)
    return None
