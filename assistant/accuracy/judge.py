"""The verdict on a value bound to an attribute: correct, wrong, true of another product, outdated, or not decided."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeGuard

from assistant.accuracy.binding import Binding, is_copular
from assistant.accuracy.claims import Names, Reading
from assistant.accuracy.ledger import Ledger, evidence, is_strict
from assistant.accuracy.parts import part_named
from assistant.accuracy.verdicts import Evidence, Finding, Verdict
from assistant.facts.agreement import RANK, Agreement, agree
from assistant.facts.facts import Fact
from assistant.facts.numbers import find_numbers
from assistant.facts.quantities import Found
from assistant.facts.values import (
    Boolean,
    Bound,
    Code,
    Dimensions,
    Enumeration,
    Interval,
    Listing,
    Money,
    Quantity,
    Text,
)
from assistant.facts.words import keys

WRONG: Final = frozenset({Verdict.WRONG, Verdict.CONFUSED, Verdict.OUTDATED})
OPEN: Final = frozenset({Verdict.UNDECIDED, Verdict.AMBIGUOUS, Verdict.UNSUPPORTED})


@dataclass(frozen=True, slots=True)
class Grounds:
    """What claims are judged by."""

    ledger: Ledger
    names: Names

    @property
    def is_record(self) -> bool:
        return self.ledger.is_record

    def evidence(self, fact: Fact) -> Evidence:
        return evidence(fact, self.display(fact))

    def display(self, fact: Fact) -> str:
        name = self.names.display(fact.product)
        known = self.ledger.facts.products.get(fact.product)
        variant = known.variants.get(fact.variant) if known and fact.variant else None
        return f"{name}, {variant}" if variant else name


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, the fact behind it, and the reason in a merchant's words."""

    verdict: Verdict
    fact: Fact | None
    reason: str


def finding(
    span: tuple[int, int], product: str | None, attribute: str | None, value: str, judged: Judged, grounds: Grounds
) -> Finding:
    shown = grounds.evidence(judged.fact) if judged.fact is not None else None
    return Finding(span, product, attribute, value, judged.verdict, shown, judged.reason)


def judge_value(found: Found, said: str, binding: Binding, product: str, reading: Reading, grounds: Grounds) -> Judged:
    """Judge one bound value; `said` is its text."""
    name = grounds.names.display(product)
    facts = _of_variant(binding.facts, product, reading, grounds)
    if not facts:
        cue = binding.cue
        return Judged(
            Verdict.UNSUPPORTED,
            None,
            f"Our catalog does not state the {cue.concept if cue else 'value'} of the {name}.",
        )
    if binding.is_other_kind:
        return _judge_other_kind(found, said, binding, facts, reading, grounds)
    graded = [(_agreement(found, fact, grounds.ledger), fact) for fact in facts]
    best, fact = max(graded, key=lambda pair: RANK[pair[0]])
    if best is Agreement.AGREES or (best is Agreement.NARROWER and _is_axis(fact, found)):
        if binding.strength == "weak" and not grounds.is_record and len({fact.attribute for fact in facts}) > 1:
            return Judged(
                Verdict.UNDECIDED,
                fact,
                f"{said} is the {fact.attribute} of the {name}, but it is not said what is meant.",
            )
        if fact.variant is not None and any(grade is Agreement.DISAGREES for grade, _ in graded):
            return Judged(
                Verdict.AMBIGUOUS, fact, f"{said} is right for {grounds.display(fact)}, and not for every variant."
            )
        return Judged(Verdict.CORRECT, fact, f"Our catalog states {fact.text} for the {fact.attribute} of the {name}.")
    if isinstance(found.value, Bound) and best is Agreement.INEXACT and not isinstance(fact.value, Bound):
        is_less = found.value.kind == "min" and not found.is_loose  # "at least 1000 mAh" of 1200 mAh: true, and less
        best = Agreement.AGREES if found.is_loose else best if is_less else Agreement.DISAGREES
        if best is Agreement.AGREES:
            return Judged(
                Verdict.CORRECT,
                fact,
                f"{said} is true: our catalog states {fact.text} for the {fact.attribute} of the {name}.",
            )
    is_whole = isinstance(found.value, Interval) and binding.cue is not None and is_copular(reading, binding.cue, found)
    if best is not Agreement.DISAGREES and not (is_whole and best in {Agreement.NARROWER, Agreement.INEXACT}):
        why = {
            Agreement.NARROWER: "is only a part of",
            Agreement.INEXACT: "is neither the same as nor clearly different from",
        }.get(best, "cannot be compared with")
        return Judged(Verdict.UNDECIDED, fact, f"{said} {why} {fact.text}, the stated {fact.attribute} of the {name}.")
    return _judge_disagreement(found, said, binding, fact, product, reading, grounds)


def deny(judged: Judged, said: str) -> Judged:
    """The verdict on "not 2 kg"."""
    if judged.verdict is Verdict.CORRECT:
        return Judged(Verdict.WRONG, judged.fact, f"The text denies {said}, which our catalog states.")
    if judged.verdict in {Verdict.WRONG, Verdict.CONFUSED, Verdict.OUTDATED}:
        return Judged(Verdict.CORRECT, judged.fact, f"The text rightly says that it is not {said}.")
    return judged


def _judge_disagreement(
    found: Found, said: str, binding: Binding, fact: Fact, product: str, reading: Reading, grounds: Grounds
) -> Judged:
    name = grounds.names.display(product)
    states = f"our catalog states {fact.text} for the {fact.attribute} of the {name}"
    if isinstance(fact.value, Text | Listing | Enumeration) and _is_written_in(said, fact.text):
        return Judged(
            Verdict.UNDECIDED, fact, f"{said} is written in what is stated, but may mean something else; {states}."
        )
    is_sure = (_is_sure(found, binding, fact, reading, grounds) and binding.strength == "strong") or is_plain_statement(
        reading, found.start, grounds, binding
    )
    stranger = (
        None if grounds.is_record else part_named(reading, found.start, binding.cue, product, grounds.ledger, name)
    )
    if not is_sure or stranger:
        about = f" It may be about the {stranger}." if stranger else ""
        return Judged(Verdict.UNDECIDED, fact, f"It is not sure that {said} is meant for this; {states}.{about}")
    for old in grounds.ledger.old_prices(product, fact.attribute):
        if agree(found.value, old.value, strict=True) is Agreement.AGREES:
            return Judged(Verdict.OUTDATED, fact, f"{said} was right before: {states} now.")
    if not (binding.cue is not None and is_copular(reading, binding.cue, found)) and _states_elsewhere(
        found, product, binding, grounds
    ):
        return Judged(Verdict.UNDECIDED, fact, f"{said} is stated of this product, but for something else; {states}.")
    nearest = grounds.ledger.having(fact.attribute, found.value, but=(product,), like=name)
    if nearest is not None:
        return Judged(
            Verdict.CONFUSED,
            fact,
            f"{said} is the {fact.attribute} of the {grounds.names.display(nearest.product)}; {states}.",
        )
    return Judged(Verdict.WRONG, fact, f"{said} is wrong: {states}.")


def _is_sure(found: Found, binding: Binding, fact: Fact, reading: Reading, grounds: Grounds) -> bool:
    """A number without a unit, or against one of several in a text, must stand right beside its attribute's name."""
    cue, size = binding.cue, limit_of(found)
    is_bare = isinstance(size, Quantity) and size.dimension in {"count", "number"}
    in_text = isinstance(fact.value, Text | Listing | Enumeration)
    if cue is None or not (is_bare or (in_text and len(keys(fact.text)) > 8)):
        return True
    if grounds.ledger.is_small and not in_text:
        return True
    overlaps = cue.start < found.end and cue.end > found.start
    is_noun = overlaps or (
        cue.start >= found.end and not reading.text[found.end : cue.start].strip(" -") and not _has_noun(size)
    )
    is_noun = is_noun or (in_text and 0 <= cue.start - found.end < 16)
    return is_copular(reading, cue, found) or (is_noun and (not in_text or len(keys(fact.text)) <= 4))


def _has_noun(size: Quantity | Money | None) -> TypeGuard[Quantity]:
    """Whether a word was taken for what is counted: in "one front pocket" only some pockets are."""
    return isinstance(size, Quantity) and size.dimension == "count"


def _is_written_in(said: str, text: str) -> bool:
    """Whether all digits of a claim are written in a text ("windows98"), or it has none ("one")."""
    numbers = re.findall(r"\d+", said) or [f"{number.amount:f}" for number in find_numbers(said)]
    return all(number in text for number in numbers)


def _states_elsewhere(found: Found, product: str, binding: Binding, grounds: Grounds) -> bool:
    """Whether the product has this very value for another attribute: then it is not sure which one is meant."""
    if isinstance(found.value, Quantity) and found.value.dimension in {"count", "number"} and not grounds.is_record:
        return False
    attributes = {fact.attribute for fact in binding.facts}
    is_bare = isinstance(found.value, Quantity) and found.value.dimension == "number"
    return any(
        fact.attribute not in attributes
        and not (is_bare and isinstance(fact.value, Quantity) and fact.value.dimension not in {"count", "number"})
        and _agreement(found, fact, grounds.ledger) is Agreement.AGREES
        for fact in grounds.ledger.all_of(product)
    )


def _judge_other_kind(
    found: Found, said: str, binding: Binding, facts: Sequence[Fact], reading: Reading, grounds: Grounds
) -> Judged:
    fact = facts[0]
    states = f"our catalog states {fact.text} for the {fact.attribute} of the {grounds.display(fact)}"
    is_denied = isinstance(fact.value, Boolean) and not fact.value.value
    size = limit_of(found)
    if isinstance(fact.value, Listing) and fact.value.closed and _has_noun(size) and found.value == size:
        is_right = size.amount == len(fact.value.items)  # "three colours" of a list that is complete
        return Judged(
            Verdict.CORRECT if is_right else Verdict.WRONG, fact, f"They are {len(fact.value.items)}: {states}."
        )
    has_unit = size is not None and (isinstance(size, Money) or size.dimension not in {"count", "number"})
    has_unit = has_unit and isinstance(fact.value, Quantity | Money | Interval | Bound | Dimensions | Code)
    has_unit = has_unit and not (isinstance(fact.value, Code) and _is_written_in(said, fact.text))
    if (is_denied and size is not None) or (
        has_unit and binding.cue is not None and is_copular(reading, binding.cue, found)
    ):
        return Judged(Verdict.WRONG, fact, f"{said} is wrong: {states}.")
    return Judged(Verdict.UNDECIDED, fact, f"{said} cannot be compared with what is stated; {states}.")


def _agreement(found: Found, fact: Fact, ledger: Ledger) -> Agreement:
    strict = is_strict(fact.attribute)
    grades = [agree(found.value, stated, hedged=found.hedged, strict=strict) for stated in ledger.inner(fact)]
    comparable = [grade for grade in grades if grade is not Agreement.INCOMPARABLE]
    return max(comparable, key=RANK.__getitem__) if comparable else Agreement.INCOMPARABLE


def _is_axis(fact: Fact, found: Found) -> bool:
    return isinstance(fact.value, Dimensions) and isinstance(found.value, Dimensions | Quantity | Interval)


def _of_variant(facts: Sequence[Fact], product: str, reading: Reading, grounds: Grounds) -> Sequence[Fact]:
    """The facts of a variant that the sentence names; else those of the product as a whole, else of all variants."""
    if all(fact.variant is None for fact in facts):
        return facts
    named = grounds.names.variants(product, reading.sentence.text)
    own = [fact for fact in facts if fact.variant in named]
    whole = [fact for fact in facts if fact.variant is None]
    return own or ([] if named and not whole else whole) or facts


_PLAIN: Final = re.compile(
    r"(?:^|[,;:.]\s*|\b(?:yes|no|so|and|but|that|which)\b,?\s*)(?:the\s+|our\s+|this\s+)?(?:█+|it|this|these|they|that|product|item)"
    r"(?:['’]s|\s+(?:is|are|has|have|comes? (?:in )?at|lasts?|runs?|measures?|holds?|carries|carry|sleeps?|seats?"
    r"|takes?|stands?))"
    r"\s+(?:not\s+|for\s+|only\s+|just\s+|about\s+|now\s+|an?\s+)*$"
    r"|\bis\s+now\s+(?:only\s+|just\s+)?$"
    r"|█\s*(?:\bat|\bfor|:|\(|-)\s*$|\band\s+(?:the\s+|our\s+)?█+\s*$",
    re.IGNORECASE,
)


def is_plain_statement(reading: Reading, start: int, grounds: Grounds, binding: Binding) -> bool:
    """ "It is 2 kg": a value of a kind that the product has one attribute of."""
    attributes = {fact.attribute for fact in binding.facts}
    if any(isinstance(fact.value, Text | Listing | Enumeration) for fact in binding.facts):
        return False
    if grounds.ledger.is_small or (len(attributes) == 1 and grounds.ledger.is_telling(binding.facts[0])):
        return len(attributes) == 1
    return len(attributes) == 1 and _PLAIN.search(reading.text[:start]) is not None


def limit_of(found: Found) -> Quantity | Money | None:
    value = found.value.limit if isinstance(found.value, Bound) else found.value
    return value if isinstance(value, Quantity | Money) else None
