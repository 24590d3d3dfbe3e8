"""A bare "Yes." or "No.": it claims, or denies, what the question asks."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.accuracy.amounts import judge_amount
from assistant.accuracy.claims import Reading, Topic, subject_at
from assistant.accuracy.judge import Grounds, Judged, deny, finding
from assistant.accuracy.ledger import same_text
from assistant.accuracy.polarity import is_negated, lead, says_yes
from assistant.accuracy.texts import judge_polarity
from assistant.accuracy.verdicts import Finding, Verdict
from assistant.facts.agreement import Agreement, agree
from assistant.facts.facts import Fact
from assistant.facts.values import Boolean
from assistant.facts.words import keys

_ASKS_WHETHER: Final = re.compile(
    r"\W*(?:(?:so|and|but|hi|hello)\W+)?(?!(?:can|could|would|will)\s+you\b)"
    r"(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would)(?:n['’]?t)?\b",
    re.IGNORECASE,
)


def judge_yes(reading: Reading, topic: Topic, grounds: Grounds) -> list[Finding]:
    """ "Yes, it is." after "Is it waterproof?" or "Does it weigh 2 kg?"."""
    is_yes = says_yes(reading.text)
    rest = keys(reading.text[lead(reading.text) :])
    if is_yes is None or len(rest) > 5 or reading.cues or reading.values:
        return []
    return _of_yes_or_no(reading, topic, grounds, is_yes) or _of_question(reading, topic, grounds, is_yes)


def _of_yes_or_no(reading: Reading, topic: Topic, grounds: Grounds, is_yes: bool) -> list[Finding]:
    """The question asks for an attribute that is a yes or a no."""
    subject = subject_at(reading, 0, 0, topic)
    for cue in topic.cues:
        for product in subject.products[:1]:
            facts = [fact for name in cue.attributes for fact in grounds.ledger.of(product, name).current]
            if facts and all(isinstance(fact.value, Boolean) for fact in facts):
                _, _, fact, judged = judge_polarity(cue, facts, reading.text, grounds, is_yes=is_yes)
                return [finding((0, len(reading.text)), product, fact.attribute, reading.text.strip(), judged, grounds)]
    return []


def _of_question(reading: Reading, topic: Topic, grounds: Grounds, is_yes: bool) -> list[Finding]:
    """The question itself, judged as if it were said; undecided where it states no single value."""
    asked = topic.question
    if asked is None or _ASKS_WHETHER.match(asked.raw) is None or not (asked.mentions or asked.cues or asked.values):
        return []
    whole, said = (0, len(reading.text)), reading.text.strip()
    if len(asked.values) == 1 and not is_negated(asked.text) and not re.search(r"\bor\b", asked.text):
        item, _ = judge_amount(asked.values[0], asked, topic, grounds)
        fact = grounds.ledger.facts.by_id(item.evidence.id) if item is not None and item.evidence is not None else None
        if item is not None:
            judged = Judged(item.verdict, fact, f"To “{asked.raw.strip()}”: {item.reason}")
            judged = judged if is_yes else deny(judged, item.value)
            return [finding(whole, item.product, item.attribute, said, judged, grounds)]
    return [finding(whole, None, None, said, Judged(Verdict.UNDECIDED, None, _UNJUDGED), grounds)]


def judge_false_yes(reading: Reading, topic: Topic, found: Sequence[Finding], grounds: Grounds) -> list[Finding]:
    """ "Yes, it is 90 %." to "It is 85 %, is it?": the value is right, and the yes agrees to another."""
    asked = topic.question
    if asked is None or says_yes(reading.text) is not True or re.search(r"\bor\b", asked.text):
        return []
    for item in found:
        fact = grounds.ledger.facts.by_id(item.evidence.id) if item.evidence is not None else None
        said = _other_value(fact, asked, grounds) if fact is not None and item.verdict is Verdict.CORRECT else None
        if fact is not None and said is not None:
            reason = f"The yes agrees to {said}, which was asked; our catalog states {fact.text}."
            judged = Judged(Verdict.WRONG, fact, reason)
            return [finding((0, lead(reading.text)), item.product, fact.attribute, said, judged, grounds)]
    return []


def _other_value(fact: Fact, asked: Reading, grounds: Grounds) -> str | None:
    """A value of the fact's attribute that stands in the question instead of the fact's own."""
    question, own = same_text(asked.raw), same_text(fact.text)
    if _stands_in(own, question) or any(value.is_loose for value in asked.values):  # "under 32 EUR" is a limit
        return None
    graded = [(value, agree(value.value, fact.value, hedged=value.hedged)) for value in asked.values]
    if any(agreement is Agreement.AGREES for _, agreement in graded):
        return None
    typed = [value for value, agreement in graded if agreement is Agreement.DISAGREES]
    if typed:
        return asked.text[typed[0].start : typed[0].end].strip()
    written = grounds.ledger.written(fact.attribute)
    return max((text for text in written if text not in own and _stands_in(text, question)), key=len, default=None)


def _stands_in(text: str, question: str) -> bool:
    if text not in question:  # of thousands of values written for an attribute nearly all: no pattern for each
        return False
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", question) is not None


_UNJUDGED: Final = "It answers yes or no to a question that nothing decides."
