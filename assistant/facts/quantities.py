"""Values out of text, and whether a claimed value agrees with a stated one. Amounts are exact decimals."""

import re
from typing import Final

from assistant.facts.agreement import Agreement, agree
from assistant.facts.bounds import Found
from assistant.facts.numbers import fold
from assistant.facts.scanning import scan
from assistant.facts.units import find_unit
from assistant.facts.values import Boolean, Listing, Money, Quantity, Text, Value

__all__ = ["Agreement", "Found", "agree", "parse_value", "scan"]


def parse_value(
    text: str, *, attribute: str | None = None, unit_hint: str | None = None, currency: str | None = None
) -> Value:
    """A whole cell as a typed value; `Text` when it is none. Never raises.

    A bare number takes the unit of `unit_hint`, else of an attribute named like "weight (g)" or "weight_kg";
    for a price it takes `currency`.

    >>> str(parse_value("1,9 kg")), str(parse_value("349.00", attribute="price", currency="EUR"))
    ('1.9 kg', '349.00 EUR')
    """
    plain = fold(text).strip()
    word = plain.casefold().rstrip(".")
    if word in _BOOLEANS:
        return Boolean(_BOOLEANS[word])
    value = _whole(plain, currency)
    if isinstance(value, Quantity) and value.dimension == "number":
        return _with_unit(value, attribute, unit_hint, currency)
    if value is not None:
        return value
    return _listing(text.strip(), attribute) or Text(" ".join(text.split()))


_BOOLEANS: Final = {
    **dict.fromkeys(("yes", "true", "y", "ja", "oui", "sí", "✓", "✔"), True),
    **dict.fromkeys(("no", "false", "n", "nein", "non", "✗", "✘"), False),
}
_PRICE_WORDS: Final = re.compile(r"\b(?:price|cost|msrp|rrp|fee)\b", re.IGNORECASE)
_TAIL: Final = re.compile(
    r"\s*(?:\([^()]*\)|approx(?:imately|\.)?|each|per (?:piece|unit)|incl(?:uding|\.)? (?:VAT|tax)"
    r"|/ ?\d+ ?[a-z].*|[.;,])?\s*",
    re.IGNORECASE,
)


def _whole(plain: str, currency: str | None) -> Value | None:
    """The value that is the whole cell; a conversion in brackets after it does not count."""
    found = scan(plain, currency=currency)
    if not found:
        return None
    first = found[0]
    head = plain[: first.start].strip(" :~").casefold()
    if head not in {"", "a", "an", "approx", "approx.", "about", "only", "size", "ca", "ca."}:
        return None
    return first.value if _TAIL.fullmatch(plain[first.end :]) else None


def _with_unit(value: Quantity, attribute: str | None, hint: str | None, currency: str | None) -> Value:
    name = attribute or ""
    if currency and _PRICE_WORDS.search(name):
        return Money(value.amount, currency)
    spelling = hint
    if spelling is None and re.search(r"\bpercent", name, re.IGNORECASE):
        spelling = "%"
    elif spelling is None:
        match = re.search(
            r"[(\[]\s*([^()\[\]]{1,12})\s*[)\]]\s*$|[_ ](kg|g|lb|oz|mm|cm|m|in|ml|l|w|wh|mah|v|hz|gb|tb)$", name
        )
        spelling = (match[1] or match[2]) if match else None
    unit = find_unit(spelling) if spelling else None
    if unit is None:
        return value
    return Quantity(value.amount, unit.symbol, unit.dimension, unit.to_base(value.amount))


_CLOSED_NAMES: Final = re.compile(
    r"\b(?:colou?rs?|sizes?|in the box|box contents|contents|included|includes|variants|options|finishes)\b",
    re.IGNORECASE,
)


def _listing(text: str, attribute: str | None) -> Listing | None:
    """Short items joined by commas, semicolons or slashes. Closed where the attribute's name says that it is all."""
    if len(text) > 300 or re.search(r"[.!?]\s+\S", text):
        return None
    parts = [part.strip() for part in re.split(r"\s*[;|\n]\s*|\s*,\s*(?:and\s+)?|\s+/\s+", text)]
    if len(parts) == 2 and " and " in parts[1] and len(parts[1]) < 40:
        parts[1:] = re.split(r"\s+and\s+", parts[1])
    parts = [part for part in parts if part]
    if len(parts) < 2 or any(len(part.split()) > 5 for part in parts):
        return None
    is_open = re.search(r"\b(?:etc|and more|others?|among)\b", text, re.IGNORECASE) is not None
    items = tuple(part for part in parts if not re.fullmatch(r"(?i)etc\.?|and more", part))
    return Listing(items, closed=not is_open and _CLOSED_NAMES.search(attribute or "") is not None)
