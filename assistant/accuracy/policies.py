"""Sentences carried by a passage: repeated nearly word for word, or saying the same with the same figures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from assistant.accuracy.polarity import is_negated, lead
from assistant.accuracy.verdicts import Evidence, Verdict
from assistant.facts.agreement import Agreement, agree
from assistant.facts.lexicon import lexicon
from assistant.facts.quantities import Found, scan
from assistant.facts.values import Value
from assistant.facts.words import keys, words

SAME: Final = 0.85  # share of a sentence's content words in one statement of a passage: it says the same
CARRIED: Final = 0.75  # the share that is enough beside equal figures
ABOUT: Final = 0.6  # it speaks of the same thing, so that its figures may be compared


class Passage(Protocol):
    """What is asked of a passage; `assistant.knowledge.passages.Passage` is one."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def source(self) -> object: ...

    @property
    def product(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Carried:
    """What a passage says of a sentence."""

    verdict: Verdict
    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    words: tuple[str, ...]
    content: frozenset[str]
    values: tuple[Value, ...]
    is_negated: bool


def find_verbatim(sentence: str, values: Sequence[Found], passages: Iterable[Passage]) -> Carried | None:
    """The passage that states a sentence word for word."""
    for passage in passages:
        if _is_contained(sentence, passage.text) and all(str(found.value) in _shown(passage.text) for found in values):
            reason = f"Stated in {passage.title!r}, word for word."
            return Carried(Verdict.CORRECT, _evidence(passage, sentence), reason)
    return None


def judge_by_passages(sentence: str, values: Sequence[Found], passages: Iterable[Passage]) -> Carried | None:
    """The passage that carries or contradicts a sentence in other words; None when none speaks of it."""
    claim = _content(sentence)
    if len(claim) < 3:
        return None
    ranked = [
        (len(claim & statement.content) / len(claim), passage, statement)
        for passage in passages
        if not passage.product or len(claim - _content(passage.title)) >= 3  # a product's name says nothing of it
        for statement in _statements(passage.title, passage.text)
    ]
    best = max((share for share, _, _ in ranked), default=0.0)
    near = sorted((item for item in ranked if item[0] >= max(ABOUT, best - 0.1)), key=lambda item: -item[0])[:6]
    judged = [_judge(sentence, values, share, passage, statement) for share, passage, statement in near]
    return next((item for item in judged if item and item.verdict is Verdict.CORRECT), next(filter(None, judged), None))


def _judge(
    sentence: str, values: Sequence[Found], share: float, passage: Passage, statement: _Statement
) -> Carried | None:
    same_polarity = is_negated(sentence) == statement.is_negated
    shown = _evidence(passage, statement.text)
    grades = [[agree(found.value, value, strict=True) for value in statement.values] for found in values]
    agreeing = [found for found, row in zip(values, grades, strict=True) if Agreement.AGREES in row]
    strange = _digits(sentence, agreeing) - _digits(f"{statement.text} {passage.title}", [])
    if not values and not strange:
        if share < SAME:
            return None
        if same_polarity:
            reason = f"{passage.title!r} says the same."
            return Carried(Verdict.CORRECT, shown, reason) if _is_in_its_words(sentence, passage) else None
        return (
            None if passage.product else Carried(Verdict.WRONG, shown, f"{passage.title!r} denies it: {statement.text}")
        )
    is_same = share >= CARRIED and len(agreeing) == len(values) and not strange and same_polarity
    if is_same and _is_in_its_words(sentence, passage):
        return Carried(Verdict.CORRECT, shown, f"{passage.title!r} says the same, with the same figures.")
    foreign = [
        found
        for found, row in zip(values, grades, strict=True)
        if Agreement.AGREES not in row and Agreement.DISAGREES in row
    ]
    is_elsewhere = share < SAME and all(str(found.value) in _shown(passage.text) for found in foreign)
    if foreign and same_polarity and not is_elsewhere and not passage.product:
        return Carried(Verdict.WRONG, shown, f"{passage.title!r} states it otherwise: {statement.text}")
    return None


def _is_in_its_words(sentence: str, passage: Passage) -> bool:
    """Whether the passage has every content word: one it nowhere has may be a slip of the model's pen."""
    return _content(sentence) <= frozenset().union(*(said.content for said in _statements(passage.title, passage.text)))


def _digits(text: str, but: Sequence[Found]) -> set[str]:
    """The runs of digits of a text, those of some values left out."""
    kept = list(text)
    for found in but:
        kept[found.start : found.end] = " " * (found.end - found.start)
    return set(re.findall(r"\d+", "".join(kept)))


@lru_cache(maxsize=4096)
def _shown(text: str) -> frozenset[str]:
    return frozenset(str(item.value) for item in scan(text))


def _is_contained(sentence: str, text: str) -> bool:
    """Whether the words of a sentence stand in a text in the same order, an opening of the answer's own left out."""
    body = " ".join(keys(text))
    for start in _starts(sentence):
        said = keys(sentence[start:])
        if len(said) >= 4 and f" {' '.join(said)} " in f" {body} ":
            return True
    return False


def _starts(sentence: str) -> Iterator[int]:
    yield 0
    opening = lead(sentence)
    if opening:
        yield opening
    for match in re.finditer(r"[,:]\s+", sentence[:60]):
        if re.match(
            r"(?i)\W*(?:yes|no|according to|as|per|in|under|from|our|the)\b", sentence[: match.start()]
        ) and not any(char.isdigit() for char in sentence[: match.start()]):
            yield match.end()


def _content(text: str) -> frozenset[str]:
    return frozenset(key for key in keys(text) if key not in _idle() and not key[0].isdigit())


def _idle() -> frozenset[str]:
    return lexicon().stop | _OWN


_OWN: Final = frozenset(
    keys(
        "you your we our us it its they them can may will would a an the is are be and or of to in on for with yes no"
        " according"
    )
)


@lru_cache(maxsize=4096)
def _statements(title: str, text: str) -> tuple[_Statement, ...]:
    """Sentences and rows of a passage, with the words of its title as what they are about."""
    parts = [part.strip() for part in re.split(r"\n+|(?<=[.!?])\s+(?=[A-Z])", text)]
    return tuple(
        _Statement(
            part,
            tuple(word.key for word in words(part)),
            _content(f"{part} {title}"),
            tuple(item.value for item in scan(part)),
            is_negated(part),
        )
        for part in parts
        if part
    )


def _evidence(passage: Passage, text: str) -> Evidence:
    return Evidence(passage.id, text.strip()[:400], str(passage.source))
