"""Claims that something is not there: "not stated in our catalog", "we have no product of this name"."""

import re

from assistant.accuracy.claims import Reading, Subject, Topic, subject_at
from assistant.accuracy.judge import Grounds, Judged, finding
from assistant.accuracy.polarity import denies_product, states_absence
from assistant.accuracy.verdicts import Finding, Verdict
from assistant.facts.words import keys


def judge_absence(reading: Reading, topic: Topic, grounds: Grounds) -> list[Finding] | None:
    """Findings of a sentence that claims absence; None when it claims none."""
    text = reading.text
    if denies_product(text):
        found = _no_product(reading, topic, grounds)
        if found is not None:
            return found
    if not states_absence(text):
        return None
    return _not_stated(reading, topic, grounds)


def _no_product(reading: Reading, topic: Topic, grounds: Grounds) -> list[Finding] | None:
    whole = (0, len(reading.text))
    unknown = [mention for mention in reading.mentions if mention.kind == "unknown"]
    known = [mention for mention in reading.mentions if mention.kind == "product"]
    if unknown and not known:
        reason = f"Our catalog has no product named {unknown[0].surface}."
        return [finding(whole, None, None, unknown[0].surface, Judged(Verdict.CORRECT, None, reason), grounds)]
    if len(known) == 1 and not unknown:
        product = known[0].product
        fact = next(iter(grounds.ledger.all_of(product or "")), None)
        reason = f"Our catalog does have the {grounds.names.display(product or '')}."
        return [finding(whole, product, None, known[0].surface, Judged(Verdict.WRONG, fact, reason), grounds)]
    is_plain = (
        re.search(r"\bno\s+(?:such\s+)?product", reading.text, re.IGNORECASE) is not None and not grounds.is_record
    )
    if is_plain and not reading.mentions and (topic.asked or topic.given):
        products = topic.asked or topic.given
        fact = next(iter(grounds.ledger.all_of(products[0])), None)
        reason = f"The question is about the {grounds.names.display(products[0])}, which our catalog has."
        return [finding(whole, products[0], None, text_of(reading), Judged(Verdict.WRONG, fact, reason), grounds)]
    if is_plain and not reading.mentions and not reading.cues:
        reason = "Nothing in the question is a product of our catalog."
        return [finding(whole, None, None, text_of(reading), Judged(Verdict.CORRECT, None, reason), grounds)]
    return None


def _not_stated(reading: Reading, topic: Topic, grounds: Grounds) -> list[Finding]:
    cues = reading.cues or topic.cues
    whole = (0, len(reading.text))
    if not cues:
        reason = "The text says that something is not stated, but not what."
        return [finding(whole, None, None, text_of(reading), Judged(Verdict.UNDECIDED, None, reason), grounds)]
    found = []
    for cue in cues:
        span = (cue.start, cue.end) if not cue.is_asked else whole
        subject = subject_at(
            reading, *((cue.start, cue.end) if not cue.is_asked else (len(reading.text), len(reading.text))), topic
        )
        judged = _judge_silence(cue.attributes, cue.surface, cue.concept, subject, grounds)
        product = subject.products[0] if subject.products else None
        attribute = judged.fact.attribute if judged.fact else (cue.attributes[0] if cue.attributes else cue.concept)
        found.append(finding(span, product, attribute, "not stated", judged, grounds))
    if len(found) > 1 and any(item.verdict is Verdict.CORRECT for item in found):
        wrong = [item for item in found if item.verdict is Verdict.WRONG]
        found = [item for item in found if item.verdict is Verdict.CORRECT] if not wrong else found
    return found


def _judge_silence(
    attributes: tuple[str, ...], surface: str, concept: str, subject: Subject, grounds: Grounds
) -> Judged:
    """Wrong where the catalog states the very attribute; not sure where it states only a related one."""
    if subject.unknown is not None:
        return Judged(Verdict.CORRECT, None, f"Our catalog has no product named {subject.unknown.surface}.")
    if not subject.products:
        return Judged(Verdict.UNDECIDED, None, "It is not said of which product.")
    exact = [name for name in attributes if keys(name) == keys(surface)] or list(attributes[:1])
    stated = [
        fact for product in subject.products for name in exact for fact in grounds.ledger.of(product, name).current
    ]
    name = grounds.names.display(subject.products[0])
    if stated:
        several = len(subject.products) > 1 and len({fact.product for fact in stated}) < len(subject.products)
        if several:
            return Judged(Verdict.AMBIGUOUS, stated[0], "It depends on which product is meant.")
        fact = stated[0]
        return Judged(Verdict.WRONG, fact, f"Our catalog does state the {fact.attribute} of the {name}: {fact.text}.")
    related = [
        fact
        for product in subject.products
        for other in attributes
        if other not in exact
        for fact in grounds.ledger.of(product, other).current
    ]
    if related:
        fact = related[0]
        return Judged(Verdict.UNDECIDED, fact, f"Our catalog states the {fact.attribute} of the {name}: {fact.text}.")
    return Judged(Verdict.CORRECT, None, f"Our catalog does not state the {concept} of the {name}.")


def text_of(reading: Reading) -> str:
    return reading.sentence.text.strip()[:80]
