"""Whether a released sentence says what an answer must say."""

import re

from assistant.accuracy.verdicts import Verdict
from assistant.facts.agreement import words_of
from assistant.generation import Released
from assistant.knowledge.knowledge import Knowledge
from assistant.knowledge.needs import Need

_NOT_STATED = re.compile(
    r"\b(?:not stated|not listed|not given|no information|(?:does not|doesn't) (?:state|say|list)|sources disagree)\b",
    re.I,
)
_NO_PRODUCT = re.compile(r"\b(?:no (?:such )?product|unknown)\b", re.I)
_NOTHING = re.compile(r"\b(?:(?:don't|do not) (?:have|know|sell)|cannot say)\b", re.I)  # of what, must be said


def is_met(need: Need, released: Released, knowledge: Knowledge) -> bool:
    """Whether the sentence says it, and says it right."""
    if released.verdict == "wrong":
        return False
    if need.kind == "absent":
        return _NOT_STATED.search(released.text) is not None or _denies(need.line.attribute, released.text)
    if need.kind == "unknown":
        return _NO_PRODUCT.search(released.text) is not None or _denies(need.line.product, released.text)
    if need.kind == "which":
        named = {mention.product for mention in knowledge.names.find(released.text)}
        return "?" in released.text and (len(named & set(need.products)) > 1 or not need.products)
    if need.kind == "derived":
        return _is_derived(need, released, knowledge)
    cited = {finding.evidence.id for finding in released.findings if finding.evidence and _is_right(finding.verdict)}
    if cited & set(need.fact_ids):
        return True
    for finding in released.findings:
        if _is_right(finding.verdict) and (finding.product, finding.attribute) == (need.product, need.line.attribute):
            return True
    return (
        _repeats(need.line.value, released.text)
        and len(words_of(need.line.value)) > 0
        and _names_only(need, released, knowledge)
    )


def bears_on(need: Need, released: Released, knowledge: Knowledge) -> bool:
    """Whether a sentence is about what was asked, though it may not say all of it."""
    if is_met(need, released, knowledge):
        return True
    if need.kind == "derived":
        return any(finding.evidence and finding.evidence.id in need.fact_ids for finding in released.findings)
    if need.product is None:
        return False
    same = [finding for finding in released.findings if finding.attribute == need.line.attribute]
    return any(finding.product in (need.product, None) for finding in same)


def _denies(name: str, text: str) -> bool:
    """Whether a text says of something named that we do not have it."""
    return _NOTHING.search(text) is not None and name.casefold() in text.casefold()


def _is_right(verdict: Verdict) -> bool:
    return verdict is Verdict.CORRECT


def _is_derived(need: Need, released: Released, knowledge: Knowledge) -> bool:
    """The products reckoned, all of them and no other, with the words that say what they are."""
    said = released.text.casefold()
    named = [mention.product for mention in knowledge.names.find(released.text) if mention.product]
    if need.line.value == "none":
        return re.search(r"\b(?:none|no|not any)\b", said) is not None and not named
    if need.products:
        is_limit = re.search(r"\d", need.line.attribute) is not None  # "under €400" must be said with the products
        says_limit = not is_limit or _repeats(need.line.attribute, released.text)
        return says_limit and sorted(set(need.products)) == sorted(named)  # each once
    if need.product is None:
        return "same" in said or _repeats(need.line.value, released.text)
    return need.line.attribute in said and bool(named) and named[0] == need.product


def _names_only(need: Need, released: Released, knowledge: Knowledge) -> bool:
    """Whether the sentence names no product, or the one that is meant."""
    named = {mention.product for mention in knowledge.names.find(released.text)}
    return not named or named == {need.product}


def _repeats(value: str, text: str) -> bool:
    """Whether all words of a value stand in a text one after the other."""
    wanted, said = words_of(value), words_of(text)
    if wanted in (("yes",), ("no",)):
        return False  # of what, only the verifier can tell
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1)) if wanted else False
