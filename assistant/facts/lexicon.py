"""lexicon.toml: what people call the common attributes, and the words that are never a product's name."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the language of products; each list is explained in lexicon.toml."""

    concepts: Mapping[str, tuple[str, ...]]  # concept -> the ways people say it, its own name first
    comparatives: Mapping[str, tuple[str, bool]]  # "lighter" -> (concept, whether more of it is meant)
    scales: Mapping[str, tuple[str, str, str, str]]  # concept -> how less, more, least and most of it are said
    fallbacks: Mapping[str, list[str]]
    patterns: Mapping[str, re.Pattern[str]]
    open_patterns: tuple[re.Pattern[str], ...]
    weak: frozenset[str]
    suffixes: frozenset[str]
    weak_suffixes: frozenset[str]
    units: frozenset[str]
    numbered: frozenset[str]
    ordinary: frozenset[str]
    pointing: frozenset[str]
    company: frozenset[str]
    neutral: frozenset[str]
    stop: frozenset[str]
    hues: frozenset[str]
    loose: frozenset[str]
    verbs: frozenset[str]
    participles: frozenset[str]
    states: frozenset[str]
    singulars: frozenset[str]
    adjectives: frozenset[str]
    abbreviations: frozenset[str]
    titles: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read once."""
    given = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8"))
    concepts = {
        name: (name, *(other.strip() for other in " ".join(others.split()).split(",")))
        for name, others in given["attributes"].items()
    }
    comparatives = {
        word[:-1].replace("-", " "): (concept, word.endswith("+"))
        for concept, listed in given["comparatives"].items()
        for word in listed.split()
    }
    scales = {name: _four(said) for name, said in given["scales"].items()}
    lists = {name: frozenset(text.split()) for name, text in given["words"].items()}
    patterns = {name: re.compile(text, re.I) for name, text in given["patterns"].items() if name != "open"}
    open_patterns = tuple(re.compile(text, re.I) for text in given["patterns"]["open"])
    return Lexicon(concepts, comparatives, scales, given["fallbacks"], patterns, open_patterns, **lists)


def _four(said: str) -> tuple[str, str, str, str]:
    less, more, least, most = said.split(", ")
    return less, more, least, most
