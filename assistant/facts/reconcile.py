"""Several statements of one attribute -> one fact, or a contradiction that names both places."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.facts.agreement import Agreement, agree
from assistant.facts.facts import Contradiction, Fact
from assistant.facts.values import Boolean, Enumeration, Listing, Quantity, Text

MAX_WORDS = 4  # of texts so short that two different ones cannot both be meant


def reconcile(facts: Sequence[Fact]) -> Fact | Contradiction:
    """The first of facts that agree, or the fuller one; all of them as a contradiction otherwise."""
    kept = facts[0]
    for fact in facts[1:]:
        fuller = _fuller(kept, fact)
        if fuller is None:
            return Contradiction(kept.product, kept.attribute, tuple(_distinct(facts)))
        kept = fuller
    return kept


def _fuller(one: Fact, other: Fact) -> Fact | None:
    """The fact to keep of two, or None when they cannot both be true."""
    if " ".join(one.text.casefold().split()) == " ".join(other.text.casefold().split()):
        return one
    if isinstance(one.value, Listing) and isinstance(other.value, Listing):
        return _longer_list(one, other)
    strict = one.criticality == "critical"
    there, back = agree(other.value, one.value, strict=strict), agree(one.value, other.value, strict=strict)
    if Agreement.DISAGREES in (there, back):
        if Agreement.NARROWER in (there, back):
            return one if there is Agreement.NARROWER else other
        return None
    if there is Agreement.NARROWER:
        return one
    if back is Agreement.NARROWER:
        return other
    if Agreement.AGREES in (there, back) or Agreement.INEXACT in (there, back):
        return one
    return _words_apart(one, other)


def _longer_list(one: Fact, other: Fact) -> Fact | None:
    assert isinstance(one.value, Listing) and isinstance(other.value, Listing)
    ours = {item.casefold() for item in one.value.items}
    theirs = {item.casefold() for item in other.value.items}
    if theirs <= ours:
        return one
    if ours <= theirs:
        return other
    if one.value.closed and other.value.closed:
        return None
    items = tuple(dict.fromkeys((*one.value.items, *other.value.items)))
    return replace(one, value=Listing(items, closed=False), text=", ".join(items))


def _words_apart(one: Fact, other: Fact) -> Fact | None:
    """Texts that do not compare by type: one may contain the other; two short ones exclude each other."""
    ours, theirs = one.text.casefold(), other.text.casefold()
    if theirs in ours:
        return one
    if ours in theirs:
        return other
    if isinstance(one.value, Text) and isinstance(other.value, Text) and one.source.path == other.source.path:
        items = (one.text, other.text)  # one document that says two things of an attribute means both
        return replace(one, value=Listing(items, closed=False), text="; ".join(items))
    exact = (Quantity, Boolean, Enumeration)
    if isinstance(one.value, exact) or isinstance(other.value, exact):
        return None
    return None if max(len(ours.split()), len(theirs.split())) <= MAX_WORDS else one


def _distinct(facts: Sequence[Fact]) -> list[Fact]:
    """Each different statement once, in the order met."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        seen.setdefault(str(fact.value), fact)
    return list(seen.values())
