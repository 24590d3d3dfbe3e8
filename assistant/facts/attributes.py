"""Attribute names in text: the catalog's own, and the common ones it lacks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class _Starting:
    """Phrases of one first word, and those of them that a certain second word lets match."""

    loose: list[_Phrase] = field(default_factory=list)  # whatever the second word is
    by_second: dict[str, list[_Phrase]] = field(default_factory=dict)  # the loose ones among them, in order

    def add(self, phrase: _Phrase) -> None:
        second = phrase.keys[1] if len(phrase.keys) > 1 else _GAP
        if second == _GAP:
            self.loose.append(phrase)
            for listed in self.by_second.values():
                listed.append(phrase)
        else:
            self.by_second.setdefault(second, [*self.loose]).append(phrase)

    def before(self, following: Sequence[Word]) -> Sequence[_Phrase]:
        """The phrases that may match where this word follows."""
        return self.by_second.get(following[0].key, self.loose) if following else self.loose


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
        self._by_first: dict[str, _Starting] = {}
        for phrase in phrases.values():
            self._by_first.setdefault(phrase.keys[0], _Starting()).add(phrase)

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
            starting = self._by_first.get(row[start].key)
            for phrase in starting.before(row[start + 1 : start + 2]) if starting else ():
                places = _match(row, start, phrase.keys)
                if places and (self._is_asked(row, places, phrase, is_lenient=is_lenient)):
                    matches.append((places, phrase))
        matches.sort(key=_rank)
        chosen: list[tuple[list[int], _Phrase]] = []
        covered: set[int] = set()
        for places, phrase in matches:
            if covered.isdisjoint(places):
                covered.update(places)
                chosen.append((places, phrase))
        chosen.sort(key=lambda match: match[0])
        return [_mention(text, row[places[0]], row[places[-1]], phrase) for places, phrase in chosen]

    def _is_asked(self, row: list[Word], places: list[int], phrase: _Phrase, *, is_lenient: bool) -> bool:
        """Whether the words are meant as an attribute; an everyday word by itself may ask for nothing."""
        if len(places) > 1 or row[places[0]].key not in self._weak:
            return True
        if is_lenient:
            return bool(phrase.attributes)
        at = places[0]
        before = row[at - 1].key if at else ""
        after = row[at + 1].key if at + 1 < len(row) else ""
        return before in _ASKING or after == "of" or (before == "the" and after in ("", _PRODUCT, "is"))


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
    head = patterns[0]
    fuller = [own[0] for pattern, own in by_keys.items() if len(pattern) > len(head) and pattern[-len(head) :] == head]
    return tuple(dict.fromkeys([*equal, *longer, *(fuller if " ".join(head) in lexicon().loose else ())]))


def _pattern(phrase: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in phrase.split(_GAP):
        found += [*([_GAP] if found else []), *keys(part)]
    return tuple(found)


def _phrase(pattern: tuple[str, ...], attributes: tuple[str, ...], concept: str, *, is_own: bool = False) -> _Phrase:
    return _Phrase(pattern, attributes, concept, sum(key != _GAP for key in pattern), is_own)


def _rank(match: tuple[list[int], _Phrase]) -> tuple[int, bool, bool, int, int]:
    """The fullest phrase first; of equals the catalog's own name, then a question form, then the shorter."""
    places, phrase = match
    return -phrase.num_fixed, not phrase.is_own, _GAP not in phrase.keys, places[-1] - places[0], places[0]


def _collapse(found: list[Word], taken: list[tuple[int, int]]) -> list[Word]:
    """Words, each taken span (they are in order of place) being one that matches nothing."""
    if not taken:
        return found
    row: list[Word] = []
    spans = iter(taken)
    span = next(spans, None)
    for word in found:
        while span is not None and word.start >= span[1]:
            span = next(spans, None)
        if span is None or word.start < span[0]:
            row.append(word)
        elif not row or row[-1].start != span[0]:
            row.append(Word(_PRODUCT, span[0], span[1], is_capital=True))
    return row


def _match(row: list[Word], start: int, pattern: tuple[str, ...]) -> list[int]:
    """The places of the pattern's words in the row; none when it does not match."""
    places: list[int] = []
    at, gap = start, 0
    for key in pattern:
        if key == _GAP:
            gap = MAX_GAP
            continue
        limit = min(len(row), at + gap + 1)
        while at < limit and row[at].key != key:
            at += 1
        if at >= limit:
            return []
        places.append(at)
        at, gap = at + 1, 0
    return places


def _mention(text: str, first: Word, last: Word, phrase: _Phrase) -> AttributeMention:
    attribute = phrase.attributes[0] if phrase.attributes else None
    surface = text[first.start : last.end]
    return AttributeMention(first.start, last.end, attribute, surface, phrase.concept, phrase.attributes[1:])
