"""What brand.toml asks of an answer's wording: marks, forbidden claims, disclaimers, talk of competitors, tone.

Findings like any other, with a verdict of their own: `off_brand` is neither true nor false, and changes no verdict on
a fact. Each rule is plain and measurable, and its finding says what was counted. What stands in a span that was found
correct is the catalog's own wording and is let be.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Final

from assistant.accuracy.clauses import Readable, Sentence, clauses, readable, sentences
from assistant.accuracy.polarity import cannot_say, denies_product, is_negated, is_reported, states_absence
from assistant.accuracy.verdicts import Evidence, Finding, Verdict
from assistant.config import Brand
from assistant.facts.lexicon import lexicon
from assistant.facts.words import keys

SPELLING: Final = "spelling of marks"
FORBIDDEN: Final = "forbidden wording"
DISCLAIMER: Final = "required disclaimer"
COMPETITORS: Final = "competitors"
TONE: Final = "tone"
BARRED: Final = (FORBIDDEN, COMPETITORS)  # what may not be released, and what the gate counts
SHORT: Final = 25  # words of a sentence where the voice asks for short ones
LONG: Final = 40  # and where it does not
_LISTED: Final = 3  # commas from which a sentence is a list
_TOLD = 0.8  # share of a disclaimer's words that an answer must hold
_ARTICLES: Final = ("the", "our", "all")
_VERBS: Final = frozenset(keys("is are was were may can must will depends varies applies includes excludes covers"))
_EMOJI: Final = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_SHOUTED: Final = re.compile(r"\b[A-Z]{3,}(?:\s+[A-Z]{3,})+\b")
_MIN_SHOUT = 8  # letters: two abbreviations in a row are no shouting

Span = tuple[int, int]


class BrandRules:
    """Made once for a brand."""

    def __init__(self, brand: Brand) -> None:
        self._marks = [(mark, _mark_pattern(mark)) for mark in brand.claims.marks]
        self._forbidden = [(wording, _phrase(wording)) for wording in brand.claims.forbidden]
        self._disclaimers = [_disclaimer(text) for text in brand.claims.disclaimers]
        self._competitors = [_phrase(name) for name in brand.competitors.names]
        self._voice = brand.brand.voice.casefold()

    def of_sentence(self, text: str, found: Sequence[Finding] = ()) -> list[Finding]:
        """What can be judged sentence by sentence, as in a stream. `found`: the verifier's findings on the text."""
        plain = readable(text)
        carried = [item.span for item in found if item.verdict is Verdict.CORRECT]
        findings = [item for sentence in sentences(plain.text) for item in self._of(sentence, plain, carried)]
        return sorted([*self._spelling(plain), *findings], key=lambda item: item.span)

    def of_answer(self, text: str, found: Sequence[Finding] = ()) -> list[Finding]:
        """All of it: an answer as a whole may also lack a disclaimer, or a limit of one's own."""
        return [*self.of_sentence(text, found), *self._untold(text, found), *self._one_sided(text)]

    def is_barred(self, text: str, found: Sequence[Finding] = ()) -> bool:
        """Whether a sentence may not be released."""
        return any(item.attribute in BARRED for item in self.of_sentence(text, found))

    def spelled(self, text: str) -> str:
        """The text with its marks as the brand spells them; addresses are left alone."""
        for mark, pattern in self._marks:
            text = pattern.sub(partial(_put_right, mark), text)
        return text

    def _of(self, sentence: Sentence, plain: Readable, carried: Sequence[Span]) -> Iterator[Finding]:
        if sentence.text.rstrip().endswith("?"):
            return
        for rule, start, end, reason, source in (*self._wording(sentence.text), *self._tone(sentence.text)):
            span = plain.span(sentence.start + start, sentence.start + end)
            if rule == TONE and any(first <= span[0] and span[1] <= last for first, last in carried):
                continue
            yield _finding(rule, span, sentence.text[start:end], reason, source)
        if (named := self._competitor(sentence.text)) is not None:
            yield from self._of_competitor(sentence, named, plain, carried)

    def _spelling(self, plain: Readable) -> Iterator[Finding]:
        for mark, pattern in self._marks:
            for match in pattern.finditer(plain.text):
                if match[0] != mark and _is_meant(match[0], mark):
                    reason = f"The mark is spelt {mark!r}."
                    yield _finding(SPELLING, plain.span(*match.span()), match[0], reason, ("claims", "marks", mark))

    def _wording(self, text: str) -> Iterator[tuple[str, int, int, str, tuple[str, str, str]]]:
        for first, last in clauses(text):
            clause = text[first:last]
            if is_negated(clause):
                continue  # "it is not indestructible" claims nothing of the kind
            for wording, pattern in self._forbidden:
                for match in pattern.finditer(clause):
                    if not is_reported(text[: first + match.start()]):
                        reason = f"The brand forbids saying {wording!r}."
                        where = ("claims", "forbidden", wording)
                        yield FORBIDDEN, first + match.start(), first + match.end(), reason, where

    def _tone(self, text: str) -> Iterator[tuple[str, int, int, str, tuple[str, str, str]]]:
        voice = ("brand", "voice", self._voice)
        num = max(len(part.split()) for part in re.split(r"[.!?]\s+(?=[A-Z])", text))  # "11 W. The" is two sentences
        most = SHORT if "short" in self._voice and text.count(",") < _LISTED else LONG
        if num > most:
            yield TONE, 0, len(text), f"A sentence of {num} words; at most {most}.", voice
        if "calm" in self._voice or "no exclamation" in self._voice:
            for match in re.finditer("!", text):
                yield TONE, *match.span(), "An exclamation mark, in a voice that is calm.", voice
            for match in _SHOUTED.finditer(text):
                if len(re.sub(r"\s", "", match[0])) >= _MIN_SHOUT:
                    yield TONE, *match.span(), "Words in capitals, in a voice that is calm.", voice
        if "no superlative" in self._voice:
            for match in _words("boasts").finditer(text):
                yield TONE, *match.span(), "Praise that nobody can check, in a voice without superlatives.", voice
        if "plain" in self._voice:
            for match in (*_words("hype").finditer(text), *_EMOJI.finditer(text)):
                yield TONE, *match.span(), "Advertising, in a voice that is plain.", voice

    def _competitor(self, text: str) -> re.Match[str] | None:
        return next((match for pattern in self._competitors if (match := pattern.search(text))), None)

    def _of_competitor(
        self, sentence: Sentence, named: re.Match[str], plain: Readable, carried: Sequence[Span]
    ) -> Iterator[Finding]:
        text, where = sentence.text, ("competitors", "names", named[0])
        span = plain.span(sentence.start, sentence.end)
        if (word := _words("disparaging").search(text)) is not None and not is_negated(text):
            reason = f"It belittles {named[0]} ({word[0]!r}); the brand does not speak ill of others."
            yield _finding(COMPETITORS, span, text, reason, where)
        elif _says_something(text, named) and not any(a <= span[0] and span[1] <= b for a, b in carried):
            reason = f"It says something of {named[0]} that no source of ours carries."
            yield _finding(COMPETITORS, span, text, reason, where)

    def _untold(self, text: str, found: Sequence[Finding]) -> Iterator[Finding]:
        said = keys(text)
        stated = [item for item in found if item.verdict is Verdict.CORRECT and item.value != "not stated"]
        for topics, words, disclaimer in self._disclaimers:
            about = next((item.span for item in stated if item.attribute and _opens(words, item.attribute)), None)
            if about is None and any(_holds(said, topic) for topic in topics):
                about = (0, len(text))
            if about is not None and sum(word in said for word in words) < _TOLD * len(words):
                reason = f"It speaks of this without the disclaimer: {disclaimer}"
                yield _finding(DISCLAIMER, about, text[slice(*about)], reason, ("claims", "disclaimers", disclaimer))

    def _one_sided(self, text: str) -> Iterator[Finding]:
        named = self._competitor(text)
        if named is None or _words("comparing").search(text) is None or cannot_say(text):
            return
        if _words("limits").search(text) is None:
            reason = f"It compares us with {named[0]} and names no limit of our own."
            yield _finding(COMPETITORS, named.span(), named[0], reason, ("competitors", "names", named[0]))


@lru_cache(maxsize=16)
def rules_of(brand: Brand) -> BrandRules:
    """The rules of a brand, made once."""
    return BrandRules(brand)


def _says_something(text: str, named: re.Match[str]) -> bool:
    """Whether a sentence states something about the competitor, rather than name it or say that we do not know."""
    rest = text[: named.start()] + text[named.end() :]
    if cannot_say(text) or states_absence(text) or denies_product(text):
        return False
    return bool(re.search(r"\d", rest) or _words("comparing").search(rest))


def _finding(rule: str, span: Span, said: str, reason: str, where: tuple[str, str, str]) -> Finding:
    section, key, text = where
    place = f"brand.toml [{section}] {key}"
    return Finding(span, None, rule, said[:80], Verdict.OFF_BRAND, Evidence(place, text, place), reason)


def _phrase(wording: str) -> re.Pattern[str]:
    """A wording however it is spaced or hyphenated: "100 % waterproof" is also "100% waterproof"."""
    parts = re.findall(r"\w+|[^\w\s]", wording)
    return re.compile(r"(?<!\w)" + r"[\s\-]*".join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE)


def _mark_pattern(mark: str) -> re.Pattern[str]:
    """A mark in any case, its parts together or apart; not within an address, nor a longer word."""
    parts = re.findall(r"[A-Z]?[^\W_A-Z]+|[A-Z]+(?![^\W_A-Z])|[^\w\s]", mark) or [mark]
    joined = r"[\s\-]?".join(map(re.escape, parts))
    return re.compile(rf"(?<![\w@/.\-]){joined}(?![\w@/\-]|\.\w)", re.IGNORECASE)


def _put_right(mark: str, found: re.Match[str]) -> str:
    return mark if _is_meant(found[0], mark) else found[0]


def _is_meant(said: str, mark: str) -> bool:
    """Whether it is the mark and not the everyday word it is made of."""
    return not (said.islower() and mark.casefold() in lexicon().ordinary)


def _disclaimer(text: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...], str]:
    """What it is due for, its words, and itself: "stove, lantern | Never use a stove …"."""
    head, bar, rest = text.partition("|")
    topics = tuple(keys(topic) for topic in head.split(",")) if bar else ()
    disclaimer = (rest if bar else text).strip()
    return topics, keys(disclaimer), disclaimer


def _opens(disclaimer: Sequence[str], attribute: str) -> bool:
    """Whether a disclaimer begins "ATTRIBUTE is …": then it is due wherever a value of it is stated."""
    name = keys(attribute)
    start = next((place for place, word in enumerate(disclaimer) if word not in _ARTICLES), 0)
    end = start + len(name)
    return bool(name) and tuple(disclaimer[start:end]) == name and not _VERBS.isdisjoint(disclaimer[end : end + 1])


def _holds(said: Sequence[str], topic: Sequence[str]) -> bool:
    return bool(topic) and f" {' '.join(topic)} " in f" {' '.join(said)} "


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_lists()[name])})(?!\w)", re.IGNORECASE)


@cache
def _lists() -> dict[str, list[str]]:
    given = tomllib.loads(files(__package__).joinpath("brand_words.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = given["words"]
    return found


def by_rule(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings each rule has."""
    counts: dict[str, int] = {}
    for item in found:
        counts[str(item.attribute)] = counts.get(str(item.attribute), 0) + 1
    return counts
