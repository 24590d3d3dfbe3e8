"""Which attribute a stated value belongs to: the nearest cue with comparable facts, else its dimension."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.accuracy.claims import Cue, Reading
from assistant.accuracy.ledger import PRICES, Ledger
from assistant.facts.agreement import Agreement, agree, is_comparable
from assistant.facts.facts import Fact
from assistant.facts.quantities import Found
from assistant.facts.values import Bound, Dimensions, Interval, Money, Quantity, Value
from assistant.facts.words import keys

REACH: Final = 24.0  # how far, in words and breaks, a cue may stand from its value
Strength = Literal["strong", "weak"]


@dataclass(frozen=True, slots=True)
class Binding:
    """The attribute a value is taken to state, the facts about it, and how sure that is."""

    cue: Cue | None
    facts: tuple[Fact, ...]
    strength: Strength
    is_other_kind: bool = False  # the facts are of another kind than the value: litres for kilograms


def bind(found: Found, reading: Reading, product: str, ledger: Ledger, asked: Sequence[Cue]) -> Binding | None:
    """None when nothing says which attribute is meant."""
    facts = ledger.all_of(product)
    typed = [fact for fact in facts if comparable(found.value, fact, ledger)]
    comparables = {fact.id for fact in typed}  # a product may have ten thousand variants
    noun = _by_noun(found, typed)
    if noun and (not ledger.is_record or len({fact.attribute for fact in noun}) == 1):
        return Binding(None, tuple(noun), "strong")
    other_kind: Binding | None = None
    silent: Binding | None = None
    for cue, cost in _by_cost(found, reading):
        named = [fact for fact in facts if fact.attribute in cue.attributes]
        named = named if ledger.is_record else _best_named(named, cue)
        matched = [fact for fact in named if fact.id in comparables]
        if matched:
            return Binding(cue, tuple(_whole_sizes(found.value, matched, typed)), "strong")
        if named and other_kind is None and cost <= REACH / 2:
            other_kind = Binding(cue, tuple(named), "strong", is_other_kind=True)
        related = [] if named else _related(cue, typed)
        if related and cost <= REACH / 2:
            return Binding(cue, tuple(related), "strong")
        is_meant = _fits(found.value, cue, ledger) or (not ledger.is_record and is_copular(reading, cue, found))
        if not named and silent is None and cost <= REACH / 2 and is_meant:
            silent = Binding(cue, (), "strong")
    is_stated = any(_agrees(found, fact, ledger) for fact in typed)
    if (
        other_kind is not None
        and other_kind.cue is not None
        and is_copular(reading, other_kind.cue, found)
        and (not is_stated or not _fits(found.value, other_kind.cue, ledger))  # "the height is 17 g", its weight
    ):
        return other_kind
    if silent is not None:
        return silent
    for cue in asked:
        named = _best_named([fact for fact in facts if fact.attribute in cue.attributes], cue)
        matched = [fact for fact in named if fact.id in comparables]
        if matched and other_kind is None:
            return Binding(cue, tuple(matched), "strong")
    if other_kind is not None and not is_stated:
        return other_kind
    prices = [fact for fact in typed if fact.attribute in PRICES]
    typed = prices or typed  # an amount of money with no other name is the price
    return Binding(None, tuple(_whole_sizes(found.value, typed, typed)), "weak") if typed else None


def _agrees(found: Found, fact: Fact, ledger: Ledger) -> bool:
    return any(agree(found.value, stated, hedged=found.hedged) is Agreement.AGREES for stated in ledger.inner(fact))


def _related(cue: Cue, typed: Sequence[Fact]) -> list[Fact]:
    """For an attribute the product lacks, the one it has that shares a word: "capacity", and "battery capacity"."""
    words = {key for name in (cue.surface, cue.concept, *cue.attributes) for key in keys(name)} - _COMMON
    found = [fact for fact in typed if words & set(keys(fact.attribute))]
    return found if len({fact.attribute for fact in found}) == 1 else []


_COMMON: Final = frozenset({"of", "the", "type", "number", "size", "time", "max", "min", "maximum", "minimum"})


def _is_count(value: Value) -> bool:
    inner = value.limit if isinstance(value, Bound) else value.low if isinstance(value, Interval) else value
    return not isinstance(inner, Quantity) or inner.dimension in {"count", "number"}


def _whole_sizes(value: Value, matched: list[Fact], typed: list[Fact]) -> list[Fact]:
    """For "62 by 56 inches" the facts that state a size, not one edge of it."""
    if not isinstance(value, Dimensions) or any(isinstance(fact.value, Dimensions) for fact in matched):
        return matched
    return [fact for fact in typed if isinstance(fact.value, Dimensions)] or matched


def comparable(value: Value, fact: Fact, ledger: Ledger) -> bool:
    return is_comparable(value, fact.value) or any(
        is_comparable(value, beside) for beside in ledger.written_beside(fact)
    )


def _best_named(named: list[Fact], cue: Cue) -> list[Fact]:
    """The facts of the first of the cue's attributes that has any."""
    for attribute in cue.attributes:
        own = [fact for fact in named if fact.attribute == attribute]
        if own:
            return own
    return named


def _by_cost(found: Found, reading: Reading) -> list[tuple[Cue, float]]:
    costs = [(cue, distance(cue, found, reading)) for cue in reading.cues]
    if reading.heading is not None:
        costs += [(cue, 1.0) for cue in reading.heading.cues]
    return sorted(((cue, cost) for cue, cost in costs if cost <= REACH), key=lambda pair: pair[1])


def distance(cue: Cue, found: Found, reading: Reading) -> float:
    """Words between, breaks and other values between counting more; a cue after its value is a little further."""
    if cue.start < found.end and cue.end > found.start:
        return 0.0 if _is_count(found.value) else REACH + 1  # the "years" of "2 years" names no attribute
    twin = _twin(found, reading)
    if twin is not None and cue.start >= twin.end:
        return distance(cue, twin, reading) + 1.0
    is_before = cue.end <= found.start
    start, end = (cue.end, found.start) if is_before else (found.end, cue.start)
    between = _PARENTHESIS.sub(" ", reading.text[start:end])
    others = (value for value in reading.values if value is not found)
    is_owned = any(_OWNING.fullmatch(reading.text[other.end : cue.start]) for other in others)
    owned = 10.0 if is_owned else 0.0
    if is_before and _ANOTHER.search(between):
        owned += 15.0  # another thing is spoken of in between
    if not is_before and _OF.fullmatch(between):
        return 1.0  # "2 g of sugar", "30 cm in length"
    breaks = len(_BREAK.findall(between))
    values = sum(1 for other in reading.values if other.start >= start and other.end <= end)
    cost = len(_RUN.findall(between)) + 5.0 * breaks + 3.0 * values + owned
    if is_before:
        return cost
    return cost if not between.strip(" -") else cost + 4.0


_PARENTHESIS: Final = re.compile(r"\([^()]*\)")
_OWNING: Final = re.compile(r"[\s-]*(?:in\s)?")
_ANOTHER: Final = re.compile(
    r"(?:[,;]|\band\b)\s*(?:and\s+)?(?:the\s|its\s)?[^\W\d█]+(?:\s[^\W\d█]+)?\s+(?:is|are|of)\b"
)
_OF: Final = re.compile(r"\s+(?:of|in)\s+(?:the\s|total\s)?")
_BREAK: Final = re.compile(r"[,;—–]|\s-\s|\b(?=[abow])(?:and|but|while|or|with)\b")
_RUN: Final = re.compile(r"[^\W█]+|█+")


def _twin(found: Found, reading: Reading) -> Found | None:
    """The value that says the same again: "9.1 inches or 23 cm long"."""
    later = [value for value in reading.values if value.start >= found.end]
    if later and _AGAIN.fullmatch(reading.text, found.end, later[0].start):
        return later[0]
    return None


_AGAIN: Final = re.compile(r"\s*(?:or|/|=|\()\s*\(?")
_COPULA: Final = re.compile(
    r"\s*(?:(?:of|for|on|in|from)\s+(?:the\s+|our\s+|this\s+)?(?:█+|product|item|one)(?:['’]s)?)?\s*[,:]?\s*"
    r"(?:is|are|was|=|of|has|comes to|amounts to)?\s*(?:listed|given|stated|only|just|now|currently|exactly)?\s*"
    r"(?:as|at|:|with)?\s*(?:an?\s+)?",
    re.IGNORECASE,
)


def is_copular(reading: Reading, cue: Cue, found: Found) -> bool:
    """ "The weight of the X is 2 kg", "weight: 2 kg": nothing but the product stands between."""
    if cue.is_asked:
        return False
    return cue.end <= found.start and _COPULA.fullmatch(reading.text, cue.end, found.start) is not None


_KINDS: Final = {
    "mass": r"weight|weigh|load|heav",
    "money": r"price|cost|fee|discount|deposit",
    "length": (
        r"length|width|height|depth|size|dimension|diameter|thick|long|wide|tall|distance|range|reach|cable|packed|folded"
    ),
    "volume": r"capacity|volume|size|content",
    "time": r"time|life|duration|hours|keeps|lasts|runtime|charging|delivery|warranty",
    "calendar": r"warranty|guarantee|age|life|year",
    "charge": r"battery|capacity",
    "energy": r"battery|capacity|energy|consumption",
    "power": r"power|watt|output|consumption",
    "voltage": r"volt",
    "temperature": r"temperature|heat|warm|cold|comfort|limit|wash",
    "luminous flux": r"bright|light|output|lumen",
    "percent": r"content|recycled|share|discount|humidity",
    "data": r"memory|storage|capacity",
    "frequency": r"frequency|refresh|processor|speed|clock",
}


def _fits(value: Value, cue: Cue, ledger: Ledger) -> bool:
    """Whether an attribute the product's facts lack is one that such a value would state."""
    kind = _kind(value)
    pattern = _KINDS.get(kind)
    text = f"{cue.concept} {cue.surface} {' '.join(cue.attributes)}".casefold()
    if pattern is not None and re.search(pattern, text):
        return True
    known = (fact for attribute in cue.attributes for fact in ledger.some_with(attribute))
    return any(is_comparable(value, fact.value) for fact in known)


def _kind(value: Value) -> str:
    inner = value.low if isinstance(value, Interval) else value.limit if isinstance(value, Bound) else value
    if isinstance(inner, Money):
        return "money"
    return inner.dimension if isinstance(inner, Quantity) else ""


def _by_noun(found: Found, typed: Iterable[Fact]) -> list[Fact]:
    """ "4 pockets" states the attribute "pockets"."""
    value = found.value.limit if isinstance(found.value, Bound) else found.value
    if not isinstance(value, Quantity) or value.dimension != "count":
        return []
    noun = keys(value.unit)
    named = [fact for fact in typed if set(noun) & set(keys(fact.attribute))]
    return named or [
        fact
        for fact in typed
        if (isinstance(fact.value, Quantity) and keys(fact.value.unit) == noun and fact.value.dimension == "count")
    ]
