"""Attribute names in text: the catalog's own, and the common ones it lacks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.facts.lexicon import lexicon
from assistant.facts.words import Word, keys, words

MAX_GAP = 5  # words that "*" may stand for; a product's name counts as one
_ASKING = frozenset(["what", "which", "its", "their", "whose", "any"])
_GAP = "*"
_PRODUCT = "\0"


@dataclass(frozen=True, slots=True)
class AttributeMention:
    """An attribute that a text speaks of."""

    start: int
    end: int
    attribute: str | None  # the catalog's name; None for one the catalog does not have
    surface: str  # as written
    concept: str  # what it is called in general: the name to say when the catalog has none
    alternatives: tuple[str, ...] = ()  # further attributes of the catalog that answer the same question

    @property
    def name(self) -> str:
        return self.attribute or self.concept


@dataclass(frozen=True, slots=True)
class _Phrase:
    keys: tuple[str, ...]  # with _GAP for "*"
    attributes: tuple[str, ...]
    concept: str
    num_fixed: int
    is_own: bool = False  # the catalog's own name, to the word


class AttributeNames:
    """Finds attributes: by the catalog's names first, then by what people commonly call them."""

    def __init__(self, attributes: Sequence[str]) -> None:
        self._weak = frozenset(key for word in lexicon().weak for key in keys(word))
        by_keys: dict[tuple[str, ...], list[str]] = {}
        for name in attributes:
            by_keys.setdefault(keys(re.sub(r"\(.*?\)", " ", name)) or keys(name), []).append(name)
        phrases: dict[tuple[str, ...], _Phrase] = {}
        self._by_concept: dict[str, tuple[str, ...]] = {}
        spoken = {_pattern(other) for others in lexicon().concepts.values() for other in others}
        for concept, others in lexicon().concepts.items():
            known = _of_concept([_pattern(other) for other in others], by_keys, spoken)
            self._by_concept[concept] = known
            for other in others:
                pattern = _pattern(other)
                first = tuple(dict.fromkeys([*by_keys.get(pattern, ()), *known]))
                if pattern not in phrases or (first and not phrases[pattern].attributes):
                    phrases[pattern] = _phrase(pattern, first, concept, is_own=pattern in by_keys)
        for pattern, own in by_keys.items():
            if pattern and pattern not in phrases:
                phrases[pattern] = _phrase(pattern, tuple(own), own[0], is_own=True)
        for comparing, (concept, _) in lexicon().comparatives.items():
            phrases.setdefault(keys(comparing), _phrase(keys(comparing), self._by_concept[concept], concept))
        self._by_first: dict[str, list[_Phrase]] = {}
        for phrase in phrases.values():
            self._by_first.setdefault(phrase.keys[0], []).append(phrase)

    def of_concept(self, concept: str) -> tuple[str, ...]:
        """The catalog's attributes that mean a common one, best first."""
        return self._by_concept.get(concept, ())

    def concept(self, attribute: str) -> str:
        """What an attribute of the catalog is called in general; its own name when it has no other."""
        return next((concept for concept, known in self._by_concept.items() if attribute in known[:1]), attribute)

    def find(
        self, text: str, taken: Iterable[tuple[int, int]] = (), *, is_lenient: bool = False
    ) -> list[AttributeMention]:
        """Mentions in order of place; words inside `taken` spans (products' names) are no attributes.

        `is_lenient` takes everyday words ("stock", "power") for attributes wherever they stand.
        """
        row = _collapse(words(text), list(taken))
        matches = []
        for start in range(len(row)):
            for phrase in self._by_first.get(row[start].key, ()):
                end = _match(row, start, phrase.keys)
                if end is not None and (is_lenient or not self._is_idle(row, start, end)):
                    matches.append((start, end, phrase))
        matches.sort(key=_rank)
        chosen: list[tuple[int, int, _Phrase]] = []
        for start, end, phrase in matches:
            if all(end <= other[0] or start >= other[1] for other in chosen):
                chosen.append((start, end, phrase))
        return [_mention(text, row[start], row[end - 1], phrase) for start, end, phrase in sorted(chosen, key=_first)]

    def _is_idle(self, row: list[Word], start: int, end: int) -> bool:
        """Whether an everyday word stands there by itself and asks for nothing."""
        if end - start > 1 or row[start].key not in self._weak:
            return False
        before = row[start - 1].key if start else ""
        after = row[end].key if end < len(row) else ""
        return not (before in _ASKING or after == "of" or (before == "the" and after in ("", _PRODUCT, "is")))


def _of_concept(
    patterns: list[tuple[str, ...]], by_keys: dict[tuple[str, ...], list[str]], spoken: set[tuple[str, ...]]
) -> tuple[str, ...]:
    """The catalog's names equal to one of the concept's, then those that only add neutral words to its first."""
    equal = [name for pattern in patterns for name in by_keys.get(pattern, ())]
    longer = [
        own[0]
        for pattern, own in by_keys.items()
        if pattern not in spoken
        and set(patterns[0]) < set(pattern)
        and set(pattern) - set(patterns[0]) <= lexicon().neutral
    ]
    return tuple(dict.fromkeys([*equal, *longer]))


def _pattern(phrase: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in phrase.split(_GAP):
        found += [*([_GAP] if found else []), *keys(part)]
    return tuple(found)


def _phrase(pattern: tuple[str, ...], attributes: tuple[str, ...], concept: str, *, is_own: bool = False) -> _Phrase:
    return _Phrase(pattern, attributes, concept, sum(key != _GAP for key in pattern), is_own)


def _rank(match: tuple[int, int, _Phrase]) -> tuple[int, bool, bool, int, int]:
    """The fullest phrase first; of equals the catalog's own name, then a question form, then the shorter."""
    start, end, phrase = match
    return -phrase.num_fixed, not phrase.is_own, _GAP not in phrase.keys, end - start, start


def _first(match: tuple[int, int, _Phrase]) -> int:
    return match[0]


def _collapse(found: list[Word], taken: list[tuple[int, int]]) -> list[Word]:
    """Words, each taken span being one that matches nothing."""
    row: list[Word] = []
    for word in found:
        span = next(((start, end) for start, end in taken if start <= word.start < end), None)
        if span is None:
            row.append(word)
        elif not row or row[-1].start != span[0]:
            row.append(Word(_PRODUCT, span[0], span[1], True))
    return row


def _match(row: list[Word], start: int, pattern: tuple[str, ...]) -> int | None:
    """Where the pattern's match ends, or None."""
    at = start
    for place, key in enumerate(pattern):
        if key == _GAP:
            wanted = pattern[place + 1]
            while at < len(row) and row[at].key != wanted:
                at += 1
                if at - start > MAX_GAP + place:
                    return None
        elif at >= len(row) or row[at].key != key:
            return None
        else:
            at += 1
    return at


def _mention(text: str, first: Word, last: Word, phrase: _Phrase) -> AttributeMention:
    attribute = phrase.attributes[0] if phrase.attributes else None
    surface = text[first.start : last.end]
    return AttributeMention(first.start, last.end, attribute, surface, phrase.concept, phrase.attributes[1:])
