"""Patterns that say first which letters they begin with, `(?=[…])`, so that a search is quick: none is left out."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import assistant.accuracy
import assistant.facts


def _patterns() -> Iterator[Any]:
    for package in (assistant.accuracy, assistant.facts):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and "(?=" in value.pattern:
                    yield pytest.param(value, id=f"{found.name}.{name}")


def _begins(sequence: Any) -> set[str]:
    """What a parsed pattern may begin with: letters in both cases as one, classes by their name."""
    found: set[str] = set()
    for kind, value in sequence:
        name = str(kind)
        if name in {"AT", "ASSERT", "ASSERT_NOT"}:
            continue
        if name == "LITERAL":
            return found | {chr(value).casefold()}
        if name == "IN":
            return found.union(*map(_of_class, value))
        if name == "BRANCH":
            return found.union(*map(_begins, value[1]))
        if name == "SUBPATTERN":
            return found | _begins(value[-1])
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            found |= _begins(value[2])
            if value[0]:
                return found
            continue
        return found | {name}
    return found


def _of_class(item: Any) -> set[str]:
    kind, value = item
    if str(kind) == "LITERAL":
        return {chr(value).casefold()}
    if str(kind) == "RANGE":
        return {chr(code).casefold() for code in range(value[0], value[1] + 1)}
    return {str(value)}


def _announced(sequence: Any) -> Iterator[tuple[set[str], set[str]]]:
    """Each set of letters that a lookahead announces, and what really follows it."""
    for at, (kind, value) in enumerate(sequence):
        rest = sequence[at + 1 :]
        if str(kind) == "ASSERT" and value[0] == 1 and _is_set(value[1]) and len(rest):
            yield _begins(value[1]), _begins(rest)
        for inner in value if isinstance(value, (tuple, list)) else ():
            for each in inner if isinstance(inner, list) else [inner]:
                if isinstance(each, parser.SubPattern):
                    yield from _announced(each)


def _is_set(sequence: Any) -> bool:
    """Whether a lookahead is nothing but a set of characters, or one set or another."""
    if len(sequence) != 1:
        return False
    kind, value = sequence[0]
    if str(kind) == "BRANCH":
        return all(map(_is_set, value[1]))
    return str(kind) == "IN" or (str(kind) == "SUBPATTERN" and _is_set(value[-1]))


@pytest.mark.parametrize("pattern", list(_patterns()))
def test_what_a_pattern_begins_with_is_announced(pattern: re.Pattern[str]) -> None:
    for announced, following in _announced(parser.parse(pattern.pattern, pattern.flags)):
        digits = set("0123456789") if "CATEGORY_DIGIT" in announced else set()
        assert following - digits <= announced


def test_a_word_left_out_would_be_noticed() -> None:
    (found,) = _announced(parser.parse(r"\b(?=[ab])(?:all|both|none)\b", re.IGNORECASE))
    assert found == ({"a", "b"}, {"a", "b", "n"})
