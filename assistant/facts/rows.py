"""A fact as a row of JSON, its value tagged by type; what is written reads back equal."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from assistant.catalog.product import Source
from assistant.errors import DataError
from assistant.facts.facts import Fact
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


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """A fact with its value tagged by type; what is the default is left out."""
    row: dict[str, Any] = {name: getattr(fact, name) for name in ("id", "product", "attribute", "text")}
    row["value"] = value_to_json(fact.value)
    row["source"] = [fact.source.path, fact.source.line, fact.source.column]
    row |= {"variant": fact.variant} if fact.variant is not None else {}
    row |= {"volatile": True} if fact.is_volatile else {}
    row |= {"superseded": True} if not fact.is_current else {}
    row |= {"critical": True} if fact.criticality == "critical" else {}
    return row


def fact_from_json(row: Mapping[str, Any]) -> Fact:
    """What `fact_to_json` wrote. Raises DataError naming the fact that cannot be read."""
    try:
        return Fact(
            row["id"],
            row["product"],
            row["attribute"],
            value_from_json(row["value"]),
            row["text"],
            Source(*row["source"]),
            row.get("variant"),
            row.get("volatile", False),
            not row.get("superseded", False),
            "critical" if row.get("critical") else "normal",
        )
    except (LookupError, TypeError, ValueError, InvalidOperation) as error:
        raise DataError(f"fact {row.get('id')!r} cannot be read ({error}); run `truebrand ingest` again") from error


def value_to_json(value: Value) -> list[Any]:
    """["Quantity", "1.9", "kg", "mass", "1900"]: the type, then the fields in order."""
    match value:
        case Interval():
            return ["Interval", value_to_json(value.low), value_to_json(value.high)]
        case Bound():
            return ["Bound", value.kind, value_to_json(value.limit)]
        case Dimensions():
            return ["Dimensions", [value_to_json(axis) for axis in value.axes]]
        case Listing():
            return ["Listing", list(value.items), value.closed]
        case _:
            return [type(value).__name__, *(_plain(getattr(value, item.name)) for item in fields(value))]


def value_from_json(row: list[Any]) -> Value:
    """What `value_to_json` wrote."""
    value: Value = _READERS[row[0]](row)
    return value


def _amount(row: list[Any]) -> Any:
    return value_from_json(row)


_READERS: Mapping[str, Any] = {
    "Money": lambda row: Money(Decimal(row[1]), row[2]),
    "Quantity": lambda row: Quantity(Decimal(row[1]), row[2], row[3], Decimal(row[4])),
    "Interval": lambda row: Interval(_amount(row[1]), _amount(row[2])),
    "Bound": lambda row: Bound(row[1], _amount(row[2])),
    "Dimensions": lambda row: Dimensions(tuple(_amount(axis) for axis in row[1])),
    "Day": lambda row: Day(date.fromisoformat(row[1])),
    "Boolean": lambda row: Boolean(row[1]),
    "Code": lambda row: Code(row[1]),
    "Listing": lambda row: Listing(tuple(row[1]), row[2]),
    "Enumeration": lambda row: Enumeration(row[1]),
    "Text": lambda row: Text(row[1]),
}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal | date) else value
