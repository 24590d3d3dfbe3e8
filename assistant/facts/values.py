"""Typed values: what a fact or a claim says, so that equality is a comparison of meanings and not of strings."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str  # ISO 4217, as in "EUR"

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in the unit it was written in; `dimension` and `base` make it comparable."""

    amount: Decimal
    unit: str  # canonical symbol, "kg", "mAh", "h"; a counted noun, "pocket"; or "" for a bare number
    dimension: str  # "mass", "time", "count" …
    base: Decimal  # the amount in the dimension's base unit

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high, both included."""

    low: Quantity | Money
    high: Quantity | Money

    def __str__(self) -> str:
        return f"{self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class Bound:
    """ "up to 40 h" is a max, "at least 3 l" a min."""

    kind: Literal["max", "min"]
    limit: Quantity | Money

    def __str__(self) -> str:
        return f"{'up to' if self.kind == 'max' else 'at least'} {self.limit}"


@dataclass(frozen=True, slots=True)
class Dimensions:
    """Two or three lengths in the order written, as in 30 x 20 x 5 cm."""

    axes: tuple[Quantity, ...]

    def __str__(self) -> str:
        return " x ".join(f"{axis.amount:f}" for axis in self.axes) + f" {self.axes[-1].unit}"


@dataclass(frozen=True, slots=True)
class Day:
    day: date

    def __str__(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Boolean:
    value: bool

    def __str__(self) -> str:
        return "yes" if self.value else "no"


@dataclass(frozen=True, slots=True)
class Code:
    """A standard's token: IP68, USB-C, 5G, 1080p, Wi-Fi 6E."""

    text: str  # normalised

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Listing:
    """Several texts. Closed: nothing else belongs; open: there may be more."""

    items: tuple[str, ...]
    closed: bool

    def __str__(self) -> str:
        return ", ".join(self.items)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """One of the few values an attribute takes across the catalog, as in a material or a colour."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Text:
    text: str

    def __str__(self) -> str:
        return self.text


Value = Money | Quantity | Interval | Bound | Dimensions | Day | Boolean | Code | Listing | Enumeration | Text
