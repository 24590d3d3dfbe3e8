"""What a sentence says: the products and attributes it names, the values it states, and who each value is about."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Final, Protocol

from assistant.accuracy.clauses import Sentence, clauses
from assistant.facts.aliases import Mention
from assistant.facts.attributes import AttributeMention
from assistant.facts.numbers import fold
from assistant.facts.quantities import Found, scan
from assistant.facts.words import keys


class Names(Protocol):
    """What the verifier asks of a catalog's names."""

    def find(self, text: str) -> list[Mention]: ...

    def attributes(self, text: str) -> list[AttributeMention]: ...

    def display(self, product: str) -> str: ...

    def variants(self, product: str, text: str) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a sentence that name an attribute."""

    start: int
    end: int
    attributes: tuple[str, ...]  # catalog names, best first; empty for an attribute the catalog lacks
    concept: str
    surface: str
    is_asked: bool = False  # named by the question, not by the sentence


@dataclass(frozen=True)  # without slots: what several rules ask of a sentence is worked out once
class Reading:
    """One sentence, read."""

    sentence: Sentence
    text: str  # folded; products' names hidden
    raw: str  # folded
    mentions: tuple[Mention, ...]
    cues: tuple[Cue, ...]
    values: tuple[Found, ...]
    clauses: tuple[tuple[int, int], ...]
    heading: "Reading | None" = None

    def clause_at(self, place: int) -> str:
        """The clause around a place."""
        return next((self.text[start:end] for start, end in self.clauses if start <= place < end), self.text)

    def clause_span(self, place: int) -> tuple[int, int]:
        return next((span for span in self.clauses if span[0] <= place < span[1]), (0, len(self.text)))

    @cached_property
    def beside(self) -> tuple[Mention, ...]:
        """Products that are only compared with or fitted to, and those joined to them."""
        return tuple(_beside(self))


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a claim is about: one product, or several that the words could mean."""

    products: tuple[str, ...] = ()
    unknown: Mention | None = None  # a name the catalog does not have
    is_foreign: bool = False  # a competitor's product
    fallback: tuple[str, ...] = ()  # whom it could be about besides


@dataclass(slots=True)
class Topic:
    """What the conversation is about when a sentence does not say."""

    answered: tuple[str, ...] = ()  # products of the answer so far, the last sentence's
    asked: tuple[str, ...] = ()  # products of the question
    given: tuple[str, ...] = ()  # products the caller says the answer is about
    cues: tuple[Cue, ...] = ()  # attributes of the question
    before: tuple[str, ...] = field(default=())  # products of the turns before
    question: Reading | None = None  # read only where the answer begins with yes or no


AttributeNamed = Callable[[tuple[str, ...]], str | None]  # the attribute whose name is exactly these words


class Reader:
    """Reads sentences; built once for a catalog."""

    def __init__(self, names: Names, currency: str | None, attribute_named: AttributeNamed) -> None:
        self._names = names
        self._currency = currency
        self._attribute_named = attribute_named
        self._spoken = tuple(_spoken_of(attribute_named))

    def read(self, sentence: Sentence) -> Reading:
        """Names, attributes and values of a sentence, and of the heading it stands under."""
        return self._read(sentence)

    def _read(self, sentence: Sentence, *, is_heading: bool = False) -> Reading:
        """Numbers inside a product's name are no values."""
        mentions = tuple(self._names.find(sentence.text))
        raw = fold(sentence.text)
        masked = _mask(raw, mentions)
        cues = tuple(_cue(mention) for mention in self._names.attributes(sentence.text))
        exact = [cue for cue in cues if any(keys(name) == keys(cue.surface) for name in cue.attributes)]
        values = tuple(value for value in scan(masked, currency=self._currency) if not _is_of_name(value, exact))
        cues = tuple(_trimmed(cue, raw, values) for cue in cues)
        if not is_heading:
            cues = (*cues, *_written_cues(masked, cues, self._attribute_named))
            cues = (*cues, *_spoken_cues(masked, cues, self._spoken))
        title = sentence.heading
        heading = self._read(Sentence(0, len(title), title), is_heading=True) if title else None
        return Reading(sentence, masked, raw, mentions, cues, values, tuple(clauses(masked)), heading)


_WRITTEN = (
    re.compile(
        r"\b(?=[git])(?:this|the|its|gives)\s+(?P<name>[^\W\d_][\w /&()'-]{0,40}?)(?=\s*(?::|\s(?:is|are|of|for)\b))",
        re.IGNORECASE,
    ),
    re.compile(r"^\W*(?P<name>[^\W\d_][\w /&()'-]{0,40}?)(?=\s*:)"),
    re.compile(
        r"\b(?=[lnw])(?:no|without|lacks)\s+(?:any\s+)?(?P<name>[^\W\d_][\w -]{0,30}?)(?=\s*(?:[.,;!]|$))",
        re.IGNORECASE,
    ),
)


def _written_cues(text: str, cues: Sequence[Cue], attribute_named: AttributeNamed) -> Iterator[Cue]:
    """An everyday word that is an attribute here, because it stands where one must: "has this category: …"."""
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            name = attribute_named(keys(text[start:end]))
            if name is not None and not any(cue.start < end and start < cue.end for cue in cues):
                yield Cue(start, end, (name,), name, text[start:end])


def _is_of_name(value: Found, exact: Sequence[Cue]) -> bool:
    """Whether a number belongs to an attribute's name, as in "internal 3.5 bays"."""
    return any(cue.start <= value.start and value.end <= cue.end for cue in exact)


def _trimmed(cue: Cue, text: str, values: Sequence[Found]) -> Cue:
    """A cue with a value in the middle of it ("keeps hot for 14 h and cold") is its last words alone."""
    inside = [value for value in values if cue.start < value.start and value.end < cue.end]
    if not inside:
        return cue
    start = inside[-1].end
    start += len(text[start : cue.end]) - len(text[start : cue.end].lstrip())
    return replace(cue, start=start, surface=text[start : cue.end])


# What verbs speak of, where the catalog has an attribute of that name.
_SPOKEN = (
    (r"\b(?:carries|carry|supports?|bears?)\b", ("max load", "maximum load", "load capacity", "weight capacity")),
    (r"\b(?:lasts?|runs for|shines for|plays for)\b", ("battery life", "run time", "runtime", "playtime", "burn time")),
    (r"\b(?:holds?|takes)\b", ("capacity", "volume")),
    (r"\b(?:folds|packs|rolls)\s(?:up\s|down\s)?to\b", ("folded size", "packed size", "pack size")),
    (r"\b(?:sleeps|seats|is for|fits)\b", ("sleeps", "seats", "people", "capacity")),
    (r"\b(?:measures?|is)\b(?=\s*\d[\d.,]*\s*(?:\w{1,2}\s*)?[x×])", ("dimensions", "size", "product dimensions")),
    (
        r"\b(?:keeps?|stays?|holds?)(?:\s\w+){0,2}\s(?:hot|warm)\b",
        ("keeps hot", "keep hot", "hot retention", "keep warm"),
    ),
    (r"\b(?:keeps?|stays?|holds?)(?:\s\w+){0,2}\s(?:cold|cool)\b", ("keeps cold", "keep cold", "cold retention")),
    (r"\b(?:comes?|available|sold|sell)\s(?:it\s)?in\b(?!\sstock)", ("colours", "colors", "colour", "color")),
    (r"\bcharges?\s(?:fully\s)?in\b", ("charging time", "charge time")),
    (r"\b(?:shines?|bright)\b", ("brightness", "light output", "luminous flux")),
)


Spoken = tuple[re.Pattern[str], tuple[str, ...]]  # a verb, and the catalog's attributes that it speaks of


def _spoken_of(attribute_named: AttributeNamed) -> Iterator[Spoken]:
    """The verbs that speak of an attribute this catalog has."""
    for pattern, names in _spoken_patterns():
        known = tuple(name for name in map(attribute_named, names) if name is not None)
        if known:
            yield pattern, known


def _spoken_cues(text: str, cues: Sequence[Cue], spoken: Sequence[Spoken]) -> Iterator[Cue]:
    for pattern, known in spoken:
        for match in pattern.finditer(text):
            if match.group().casefold() == "is" and any(cue.end <= match.start() for cue in cues):
                continue  # "its packed size is 45 x 15 cm"
            if not any(cue.start < match.end() and match.start() < cue.end for cue in cues):
                yield Cue(match.start(), match.end(), known, known[0], match.group())


@cache
def _spoken_patterns() -> tuple[tuple[re.Pattern[str], tuple[tuple[str, ...], ...]], ...]:
    return tuple((re.compile(said, re.IGNORECASE), tuple(map(keys, names))) for said, names in _SPOKEN)


def subject_at(reading: Reading, start: int, end: int, topic: Topic) -> Subject:
    """Whom a span is about: "… for the Y" after it, else the clause's subject, else heading, answer, question."""
    after = _named_after(reading, end)
    if after is not None:
        return _subject(after)
    beside = reading.beside
    named = [mention for mention in reading.mentions if mention not in beside]
    before = [mention for mention in named if mention.end <= start]
    if before:
        joined = _joined(reading, before)
        return _subject(before[-1], before[:-1]) if len(joined) == 1 else _all_of(joined)
    if _BY_PRONOUN.match(reading.text):
        return context_subject(reading, topic)
    around = [mention for mention in named if mention.start < end and mention.end > start]
    later = around or [mention for mention in named if mention.start >= end]
    if later:
        return _subject(later[0])
    subject = context_subject(reading, topic)
    is_other = beside and _PRONOUN.search(reading.text[beside[-1].end : start])
    return subject if subject.products or not beside or is_other else _subject(beside[0])


_BY_PRONOUN: Final = re.compile(r"\W*(?:(?:yes|no)\W+)?(?:it|they|this|these)\b", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"\b(?:it|they)\b", re.IGNORECASE)


def _joined(reading: Reading, before: Sequence[Mention]) -> list[Mention]:
    """The last product named and those it is joined to: "the X and the Y weigh 2 kg"."""
    joined = [before[-1]]
    for mention in reversed(before[:-1]):
        between = reading.text[mention.end : joined[0].start]
        if re.fullmatch(r"(?:\s*,|\s*,?\s+(?:and|or|nor)|\s*/)\s*(?:the\s+|our\s+)?", between) is None:
            break
        joined.insert(0, mention)
    return joined


def _all_of(mentions: Sequence[Mention]) -> Subject:
    """Several products of which the same is said."""
    unknown = next((mention for mention in mentions if mention.kind == "unknown"), None)
    products = [product for mention in mentions for product in (mention.product, *mention.candidates) if product]
    return Subject(tuple(dict.fromkeys(products)), unknown, any(mention.kind == "competitor" for mention in mentions))


def context_subject(reading: Reading, topic: Topic) -> Subject:
    """Whom a sentence without a name is about."""
    if reading.heading is not None and reading.heading.mentions:
        return _subject(reading.heading.mentions[-1])
    sources = [topic.answered, topic.asked, topic.given, topic.before]
    held = [products for products in sources if products]
    if not held:
        return Subject()
    return Subject(
        held[0], fallback=tuple(product for other in held[1:2] for product in other if product not in held[0])
    )


def _named_after(reading: Reading, end: int) -> Mention | None:
    """The product of "2.4 kg for the Y"."""
    for mention in reading.mentions:
        if mention.start >= end and _IN_BETWEEN.fullmatch(reading.text, end, mention.start):
            return mention
    return None


_IN_BETWEEN: Final = re.compile(r"\)?\s*(?:\(|for|of|on|with|in|from)\s*(?:the|our|your|a)?\s*", re.IGNORECASE)

_BESIDE = re.compile(
    r"\b(?=[acfilnrstuv])(?:than|unlike|compared (?:to|with)|instead of|versus|vs\.?|not|replaced by|successor of"
    r"|similar to|like|as|fits|compatible with|against)\s+(?:that of\s+)?(?:the|our|a)?\s*$",
    re.IGNORECASE,
)


_JOINT = re.compile(r"\s*(?P<sign>,|\band|\bor|/)\s*(?:the\s+)?", re.IGNORECASE)


def _beside(reading: Reading) -> list[Mention]:
    """Products that are only compared with or fitted to, and those joined to them."""
    found: list[Mention] = []
    for mention in reading.mentions:
        joint = _JOINT.fullmatch(reading.text, found[-1].end, mention.start) if found else None
        # "unlike the X, the Y weighs …": a comma alone joins only where the list goes on
        is_joined = joint is not None and (
            joint["sign"] != "," or _GOES_ON.match(reading.text, mention.end) is not None
        )
        if is_joined or _BESIDE.search(reading.text, 0, mention.start) is not None:
            found.append(mention)
    return found


_GOES_ON: Final = re.compile(r"\s*(?:,|/|and\b|or\b)")


def _subject(mention: Mention, others: Sequence[Mention] = ()) -> Subject:
    if mention.kind == "competitor":
        return Subject(is_foreign=True)
    if mention.kind == "unknown":
        return Subject(unknown=mention)
    products = (mention.product,) if mention.product else mention.candidates
    fallback = tuple(other.product for other in others if other.product and other.product not in products)
    return Subject(products, fallback=fallback)


def _mask(text: str, mentions: Sequence[Mention]) -> str:
    for mention in mentions:
        end = mention.end + (
            mention.surface.count("(") > mention.surface.count(")") and text[mention.end :].startswith(")")
        )
        text = text[: mention.start] + "█" * (end - mention.start) + text[end:]
    return text


def _cue(mention: AttributeMention) -> Cue:
    own = (mention.attribute,) if mention.attribute else ()
    attributes = (*own, *mention.alternatives)
    said = set(keys(mention.surface))
    named = tuple(name for name in attributes if len(keys(name)) > 1 and set(keys(name)) <= said)
    return Cue(mention.start, mention.end, named or attributes, mention.concept, mention.surface)


def asked_cues(names: Names, question: str) -> tuple[Cue, ...]:
    """The attributes a question asks for."""
    found = (_cue(mention) for mention in names.attributes(question))
    return tuple(Cue(cue.start, cue.end, cue.attributes, cue.concept, cue.surface, is_asked=True) for cue in found)
