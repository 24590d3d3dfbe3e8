"""Column names and key paths -> attribute names as people say them, with the unit the name states."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.facts.units import find_unit

_NUMBER = re.compile(r"[~±<>≤≥+-]?\s*\d[\d.,\s]*(?:\s*(?:-|–|to|x|×|/)\s*[+-]?\d[\d.,]*)*")
_IN_BRACKETS = re.compile(r"\s*[(\[]\s*(?:in\s+)?([^()\[\]]{1,14}?)\s*[)\]]\s*$")
_AFTER_COMMA = re.compile(r",\s*(\S{1,8})\s*$")
_NOT_UNITS = frozenset(
    ["in", "a", "c", "f", "s", "d", "x", "at", "to", "per"]
)  # words, or letters of a name, before they are units
_SPELLED = {
    "grams": "g", "gram": "g", "kilograms": "kg", "lbs": "lb", "pounds": "lb", "inches": "in", "hours": "h", "hrs": "h",
    "minutes": "min", "mins": "min", "seconds": "s", "litres": "l", "liters": "l", "watts": "W", "percent": "%",
}  # fmt: skip


class Named(NamedTuple):
    """What an attribute is called, and the unit of its bare numbers."""

    name: str
    unit: str | None = None


def attribute_names(texts: Mapping[str, Iterable[str]]) -> dict[str, Named]:
    """For every raw name, given the texts it was met with: the last part of a path where that is enough to tell."""
    named = {raw: _named(raw, tuple(values)) for raw, values in texts.items()}
    named = {raw: item._replace(name=name) for (raw, item), name in zip(named.items(), _short(named), strict=True)}
    by_leaf: dict[str, set[str]] = defaultdict(set)
    for item in named.values():
        by_leaf[item.name.rpartition(" / ")[2]].add(item.name)
    result = {}
    for raw, item in named.items():
        leaf = item.name.rpartition(" / ")[2]
        name = leaf if len(by_leaf[leaf]) == 1 else _whole_path(item.name)
        result[raw] = Named(name, item.unit)
    return result


def _short(named: Mapping[str, Named]) -> list[str]:
    """Names without a remark in brackets, "field of view (fov)", where no other name would become the same."""
    full = {item.name for item in named.values()}
    cut = {name: re.sub(r"\s*\([^()]*\)\s*$", "", name) or name for name in full}
    counts = Counter(cut.values())
    return [cut[item.name] if counts[cut[item.name]] == 1 else item.name for item in named.values()]


def is_bare(text: str) -> bool:
    """A number, range or product of numbers without a unit."""
    return bool(_NUMBER.fullmatch(text.strip()))


def with_unit(text: str, unit: str | None) -> str:
    """The text, with the unit of its column where it is a bare number: "1900" of "weight (g)" is "1900 g"."""
    if unit is None or not is_bare(text):
        return text
    return f"{text}{unit}" if unit in ("%", "°", '"') else f"{text} {unit}"


def slugged(name: str) -> str:
    """An attribute's name as part of a fact id."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "value"


def _named(raw: str, texts: tuple[str, ...]) -> Named:
    parts = [part.strip() for part in raw.split(" / ") if part.strip()] or [raw]
    leaf, unit = _unit_apart(parts[-1], texts)
    path = [_words(part) for part in (*parts[:-1], leaf)]
    return Named(" / ".join(part for part in path if part), unit)


def _unit_apart(name: str, texts: tuple[str, ...]) -> tuple[str, str | None]:
    """A unit at the end of the name, in brackets or where all the numbers below it are bare."""
    for pattern in (_IN_BRACKETS, _AFTER_COMMA):
        match = pattern.search(name)
        if match and (unit := _unit(match[1])):
            return name[: match.start()], unit
    words = _words(name).split()
    if len(words) < 2 or words[-1] in _NOT_UNITS or "per" in words or "dpi" in words:
        return name, None
    unit = _unit(words[-1])
    if unit is not None and texts and sum(map(is_bare, texts)) >= 0.9 * len(texts):
        return " ".join(words[:-1]), unit
    return name, None


def _unit(spelling: str) -> str | None:
    spelling = _SPELLED.get(spelling.casefold(), spelling)
    if spelling in ("%", "°C", "°F", '"'):
        return spelling
    if re.fullmatch(r"(?i)eur|usd|gbp|chf|€|\$|£", spelling):
        return {"€": "EUR", "$": "USD", "£": "GBP"}.get(spelling, spelling.upper())
    found = find_unit(spelling)
    return found.symbol if found is not None else None


def _words(name: str) -> str:
    """ "batteryLife_h" -> "battery life h"; capitals that are an acronym stay together."""
    is_identifier = name[:1].islower() and " " not in name
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name) if is_identifier else name
    return re.sub(r"[\s_®™©]+", " ", apart).strip(" *:：.-–").lower()


def _whole_path(name: str) -> str:
    words: list[str] = []
    for part in name.split(" / "):
        words += [word for word in part.split() if word not in words]
    return " ".join(words)
