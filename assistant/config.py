"""Where things are, and what `brand.toml` may say. Unknown keys are refused with the nearest known name."""

import os
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args

from assistant.errors import ConfigError

Undecided = Literal["withhold", "mark", "release"]


def home() -> Path:
    """Where everything a run makes is kept: TRUEBRAND_HOME, else ./var."""
    return Path(os.environ.get("TRUEBRAND_HOME", "var"))


@dataclass(frozen=True, slots=True)
class BrandSection:
    """Who speaks."""

    name: str
    aliases: tuple[str, ...] = ()
    voice: str = "plain, friendly, short"
    languages: tuple[str, ...] = ("en",)
    contact: str = "our customer service"
    currency: str = "EUR"  # for prices written without one


@dataclass(frozen=True, slots=True)
class ClaimsSection:
    """Wording the brand asks for or forbids."""

    approved: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    disclaimers: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()  # exact spelling of the brand's marks


@dataclass(frozen=True, slots=True)
class CompetitorsSection:
    """Other makers that shoppers name."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GateSection:
    """What a version must reach to be promoted; rates as shares, judged by the Wilson interval."""

    min_correct: float = 0.97
    max_wrong: int = 0
    min_right_abstention: float = 0.95
    max_false_refusal: float = 0.03
    min_coverage: float = 0.80


@dataclass(frozen=True, slots=True)
class GuardSection:
    """What happens to a sentence whose claims could not be decided."""

    undecided: Undecided = "mark"
    withhold: tuple[str, ...] = ("price", "availability", "safety", "policy")


@dataclass(frozen=True, slots=True)
class SourcesSection:
    """What `ingest` reads when it is given no source, and which attributes change too fast to teach."""

    paths: tuple[str, ...] = ()  # relative to brand.toml
    volatile: tuple[str, ...] = ("price", "compare-at price", "sale price", "stock", "availability")


@dataclass(frozen=True, slots=True)
class Brand:
    """A parsed brand.toml."""

    brand: BrandSection
    claims: ClaimsSection = field(default_factory=ClaimsSection)
    competitors: CompetitorsSection = field(default_factory=CompetitorsSection)
    gate: GateSection = field(default_factory=GateSection)
    guard: GuardSection = field(default_factory=GuardSection)
    sources: SourcesSection = field(default_factory=SourcesSection)

    @property
    def name(self) -> str:
        return self.brand.name


SECTIONS: dict[str, type[Any]] = {
    "brand": BrandSection,
    "claims": ClaimsSection,
    "competitors": CompetitorsSection,
    "gate": GateSection,
    "guard": GuardSection,
    "sources": SourcesSection,
}


def load_brand(path: Path) -> Brand:
    """Read brand.toml. Raises ConfigError naming the key, what was found and the nearest known name."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such file; write a brand.toml with [brand] name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not readable as TOML ({error})") from error
    refuse_unknown(str(path), given, list(SECTIONS))
    sections = {name: _section(f"{path}: [{name}]", SECTIONS[name], table) for name, table in given.items()}
    if "brand" not in sections:
        raise ConfigError(f"{path}: no [brand] section; write [brand] and the brand's name as shoppers know it")
    return Brand(**sections)


def _section(place: str, schema: type[Any], table: Any) -> Any:
    if not isinstance(table, dict):
        raise ConfigError(f"{place} is {table!r}; expected a table of settings")
    known = {item.name: item for item in fields(schema)}
    refuse_unknown(place, table, list(known))
    values = {}
    for name, value in table.items():
        default = known[name].default
        values[name] = _typed(f"{place} {name}", known[name].type, value, "" if default is MISSING else default)
    for name, item in known.items():
        if item.default is MISSING and item.default_factory is MISSING and name not in values:
            raise ConfigError(f"{place} has no {name}; write one")
    return schema(**values)


def _typed(place: str, kind: Any, value: Any, default: Any) -> Any:
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{place} is {value!r}; expected a list of texts")
        return tuple(value)
    if isinstance(default, float) and isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 <= value <= 1:
            raise ConfigError(f"{place} is {value}; expected a share from 0 to 1")
        return float(value)
    if isinstance(value, bool) or not isinstance(value, type(default)):
        raise ConfigError(f"{place} is {value!r}; expected {type(default).__name__}")
    if kind is Undecided and value not in get_args(Undecided):
        raise ConfigError(f"{place} is {value!r}; expected one of {', '.join(get_args(Undecided))}")
    return value


def refuse_unknown(place: str, given: dict[str, Any], known: list[str]) -> None:
    """Raise ConfigError for a key that is not known, with the nearest known name: misspelt is never silent."""
    for name in given.keys() - set(known):
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
        raise ConfigError(f"{place}: unknown key {name!r}; {hint}")
