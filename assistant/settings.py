"""A table of TOML -> a frozen dataclass, which is its schema: names, types, ranges and defaults stand there alone.

An unknown name is refused with the nearest known one: what is misspelt is never silent. A field is a text, a number,
a choice (`Literal`) or a list of texts; a number is at least 0 unless its type states a range of its own.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from math import inf
from typing import Annotated, Any, Literal, get_args, get_origin

from assistant.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Range:
    """What a number may be, both ends included."""

    low: float = 0
    high: float = inf

    def __str__(self) -> str:
        return f"{self.low:g} or more" if self.high == inf else f"{self.low:g} to {self.high:g}"


Share = Annotated[float, Range(0, 1)]
Positive = Annotated[int, Range(1)]


def read_section(place: str, schema: type[Any], table: Any) -> Any:
    """An instance of the dataclass. Raises ConfigError naming the place, what was found and what was expected."""
    if not isinstance(table, dict):
        raise ConfigError(f"{place} is {table!r}; expected a table of settings")
    known = {item.name: item for item in fields(schema)}
    refuse_unknown(place, table, list(known))
    for name, item in known.items():
        if item.default is MISSING and name not in table:
            raise ConfigError(f"{place} has no {name}; write one")
    return schema(**{name: _typed(f"{place} {name}", known[name].type, value) for name, value in table.items()})


def refuse_unknown(place: str, given: Mapping[str, Any], known: list[str]) -> None:
    """Raise ConfigError for a name that is not known, with the nearest that is."""
    for name in given.keys() - set(known):
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
        raise ConfigError(f"{place}: unknown key {name!r}; {hint}")


def _typed(place: str, kind: Any, value: Any) -> Any:
    bounds = Range()
    if get_origin(kind) is Annotated:
        kind, bounds = get_args(kind)
    if get_origin(kind) is tuple:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{place} is {value!r}; expected a list of texts")
        return tuple(value)
    choices = get_args(kind) if get_origin(kind) is Literal else ()
    plain = str if choices else kind
    if plain is float and type(value) is int:
        value = float(value)
    if type(value) is not plain:
        raise ConfigError(f"{place} is {value!r}; expected {plain.__name__}")
    if choices and value not in choices:
        raise ConfigError(f"{place} is {value!r}; expected one of {', '.join(choices)}")
    if isinstance(value, int | float) and not bounds.low <= value <= bounds.high:
        raise ConfigError(f"{place} is {value}; expected {bounds}")
    return value
