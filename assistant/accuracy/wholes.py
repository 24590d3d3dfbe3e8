"""Whole values: in "the A of the P is V" everything after the verb is one value, to be compared as the brand writes it.

This comes first: names, numbers and attribute words inside a stated value ("Moss", "450 g/m² cotton", "recycled nylon")
are part of it and mean nothing by themselves.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assistant.accuracy.claims import Cue, Reading, Topic, subject_at
from assistant.accuracy.judge import Grounds, Judged
from assistant.accuracy.ledger import same_text
from assistant.accuracy.polarity import cannot_say, denies_that, is_reported, is_supposed
from assistant.accuracy.verdicts import Verdict
from assistant.facts.agreement import Agreement, agree
from assistant.facts.facts import Fact
from assistant.facts.quantities import parse_value
from assistant.facts.values import Enumeration, Listing, Text


class Whole(NamedTuple):
    """A stretch of a sentence that is one stated value, its cue, and the verdict."""

    start: int
    end: int
    cue: Cue
    product: str
    attribute: str
    judged: Judged


def judge_wholes(reading: Reading, topic: Topic, grounds: Grounds) -> list[Whole]:
    """Values that stand word for word as the brand writes them, of this product or of another."""
    found: list[Whole] = []
    for cue in reading.cues:
        if any(whole.start <= cue.start < whole.end for whole in found) or not _is_claimed(cue, reading):
            continue
        at = _value_start(cue, reading)
        if at is None:
            continue
        subject = subject_at(reading, cue.start, cue.end, topic)
        if len(subject.products) != 1:
            continue
        whole = _whole(cue, at, subject.products[0], reading, grounds)
        if whole is not None:
            found.append(whole)
    return found


def _is_claimed(cue: Cue, reading: Reading) -> bool:
    """Whether the text itself claims what follows, and neither denies, supposes nor quotes it."""
    before = reading.text[reading.clause_span(cue.start)[0] : cue.start]
    return not (denies_that(before) or is_supposed(before) or is_reported(before) or cannot_say(before))


_BETWEEN: Final = re.compile(
    r"\s*(?:(?:of|for|on|in|from)\s+(?:the\s+|our\s+|its\s+|this\s+)?(?:█+|product|it)(?:['’]s)?)?\s*,?\s*"
    r"(?:(?:is|are|was)(?:\s+(?:listed|given|stated)(?:\s+(?:as|at|with))?)?|as|:)\s*:?\s*",
    re.IGNORECASE,
)
_CUTS: Final = re.compile(
    r",?\s+(?:and|but|while|so|which)\s+(?=(?:the|its?|they|this|is|are|has|have|comes?|costs?|weighs?|was|can|you|we)\b|█)"
    r"|,\s+(?=(?:the|its?|they|while|which|but|so|against|compared)\b|█)|;\s|\.\s|\s\(|\s+(?:against|compared)\b",
    re.IGNORECASE,
)


def _value_start(cue: Cue, reading: Reading) -> int | None:
    match = _BETWEEN.match(reading.text, cue.end)
    return match.end() if match is not None and match.end() < len(reading.text) else None


def _ends(reading: Reading, start: int) -> Iterator[int]:
    """Where the value may end, the longest first."""
    yield len(reading.text)
    yield from sorted((match.start() for match in _CUTS.finditer(reading.text, start)), reverse=True)


def _whole(cue: Cue, start: int, product: str, reading: Reading, grounds: Grounds) -> Whole | None:
    name = next((name for name in cue.attributes if grounds.ledger.of(product, name).current), None)
    if name is None:
        return None
    own = _in_question(grounds.ledger.of(product, name).current, product, reading, grounds)
    others = grounds.ledger.written(name)
    for end in _ends(reading, start):
        said = same_text(reading.raw[start:end])
        if not said:
            continue
        for fact in own:
            if same_text(fact.text) == said:
                return Whole(start, end, cue, product, name, _right(fact, own, grounds))
        is_begun = any(same_text(fact.text).startswith(f"{said} (") for fact in own)  # "USB-C (charging), Grove"
        if said in others and not is_begun and not _agrees(said, own):
            return Whole(start, end, cue, product, name, _confused(reading.raw[start:end], own, others[said], grounds))
    return None


def _in_question(facts: Sequence[Fact], product: str, reading: Reading, grounds: Grounds) -> Sequence[Fact]:
    """The facts of a variant that the sentence names, else all."""
    if all(fact.variant is None for fact in facts):
        return facts
    named = grounds.names.variants(product, reading.sentence.text)
    return [fact for fact in facts if fact.variant in named] or facts


def _right(fact: Fact, own: Sequence[Fact], grounds: Grounds) -> Judged:
    shown = f"Our catalog states {fact.text} for the {fact.attribute} of the {grounds.display(fact)}"
    if fact.variant is not None and len({same_text(other.text) for other in own}) > 1:
        return Judged(Verdict.AMBIGUOUS, fact, f"{shown}, and not for every variant.")
    return Judged(Verdict.CORRECT, fact, f"{shown}.")


def _agrees(said: str, own: Sequence[Fact]) -> bool:
    """Whether the value means the same as what is stated, written otherwise ("1000 ml" for "1 l")."""
    for fact in own:
        value = parse_value(said, attribute=fact.attribute)
        if isinstance(value, Text | Listing | Enumeration) or isinstance(fact.value, Text | Listing | Enumeration):
            continue
        if agree(value, fact.value) is Agreement.AGREES:
            return True
    return False


def _confused(said: str, own: Sequence[Fact], others: Sequence[Fact], grounds: Grounds) -> Judged:
    fact, name = own[0], grounds.display(own[0])
    other = grounds.ledger.nearest(others, but=(fact.product,), like=name) or others[0]
    states = f"our catalog states {fact.text} for the {fact.attribute} of the {name}"
    said = said.strip(" .,;!")
    return Judged(Verdict.CONFUSED, fact, f"{said} is the {fact.attribute} of the {grounds.display(other)}; {states}.")
