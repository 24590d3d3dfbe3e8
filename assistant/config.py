"""Where things are, and what `brand.toml` may say. Unknown keys are refused with the nearest known name."""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from assistant.errors import ConfigError
from assistant.settings import Share, read_section, refuse_unknown

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

    min_correct: Share = 0.97
    max_wrong: int = 0
    min_right_abstention: Share = 0.95
    max_false_refusal: Share = 0.03
    min_coverage: Share = 0.80


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
    sections = {name: read_section(f"{path}: [{name}]", SECTIONS[name], table) for name, table in given.items()}
    if "brand" not in sections:
        raise ConfigError(f"{path}: no [brand] section; write [brand] and the brand's name as shoppers know it")
    return Brand(**sections)
