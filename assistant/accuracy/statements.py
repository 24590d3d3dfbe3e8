"""One sentence judged: absence, comparisons, words, values, yes and no, passages; and what is left undecided of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.accuracy.absence import judge_absence
from assistant.accuracy.affirmations import judge_false_yes, judge_yes
from assistant.accuracy.amounts import is_pronoun, judge_amount
from assistant.accuracy.claims import Cue, Reading, Subject, Topic, subject_at
from assistant.accuracy.comparisons import judge_comparisons
from assistant.accuracy.judge import OPEN, WRONG, Grounds, Judged, finding
from assistant.accuracy.polarity import cannot_say, is_negated
from assistant.accuracy.policies import Carried, Passage, find_verbatim, judge_by_passages
from assistant.accuracy.residual import careful, residual_of, says_more
from assistant.accuracy.sayings import judge_saying
from assistant.accuracy.texts import Said, judge_words, places
from assistant.accuracy.verdicts import Finding, Verdict
from assistant.accuracy.wholes import Whole, judge_wholes
from assistant.facts.values import Enumeration, Listing, Text
from assistant.facts.words import keys, words


class Judgement(NamedTuple):
    """Findings in the sentence's own offsets, and what of it no rule decided."""

    findings: list[Finding]
    residual: list[tuple[int, int]]
    abstains: bool


def judge_sentence(reading: Reading, topic: Topic, passages: Sequence[Passage], grounds: Grounds) -> Judgement:
    """The sentence as a whole first, then its parts."""
    text = reading.text
    if text.rstrip().endswith("?"):
        return Judgement([], [], False)
    saying = judge_saying(reading.sentence.text, topic, grounds) if grounds.is_record else None
    if saying is not None:
        return Judgement([saying], [], False)
    passages = _allowed(reading, topic, passages) if passages else []
    verbatim = find_verbatim(reading.sentence.text, reading.values, passages)
    absent = judge_absence(reading, topic, grounds) if verbatim is None else None
    if absent is not None:
        return Judgement(absent, [], True)
    findings = careful(_parts(reading, topic, grounds), reading, grounds)
    if verbatim is not None:
        wrong = [_carried(item, verbatim.reason) for item in findings if item.verdict in WRONG]
        return Judgement(wrong or [_whole(reading, verbatim)], [], False)
    if passages and all(item.verdict in OPEN for item in findings):
        carried = judge_by_passages(reading.sentence.text, reading.values, passages)
        if carried is not None:
            return Judgement([_whole(reading, carried)], [], False)
    if not findings and cannot_say(text):
        return Judgement([], [], True)
    return Judgement(findings, residual_of(reading, findings, grounds), cannot_say(text))


def _allowed(reading: Reading, topic: Topic, passages: Sequence[Passage]) -> list[Passage]:
    """Passages about no product, or about one that the sentence is about."""
    named = {product for mention in reading.mentions for product in (mention.product, *mention.candidates) if product}
    about = named | {*topic.answered, *topic.asked, *topic.given, *topic.before}
    return [passage for passage in passages if passage.product is None or passage.product in about]


def _whole(reading: Reading, carried: Carried) -> Finding:
    said = reading.sentence.text.strip()[:80]
    return Finding((0, len(reading.text)), None, None, said, carried.verdict, carried.evidence, carried.reason)


def _carried(item: Finding, reason: str) -> Finding:
    """A passage states the very sentence that a fact contradicts: the brand's own texts disagree."""
    return replace(item, verdict=Verdict.AMBIGUOUS, reason=f"{item.reason} But: {reason}")


def _parts(reading: Reading, topic: Topic, grounds: Grounds) -> list[Finding]:
    found: list[Finding] = []
    compared = judge_comparisons(reading, topic, grounds)
    for whole in judge_wholes(reading, topic, grounds):
        span, said = (whole.start, whole.end), reading.raw[whole.start : whole.end].strip(" .,;!")
        found.append(finding(span, whole.product, whole.attribute, said, whole.judged, grounds))
        reading = _rest(reading, whole)
    for start, end, product, attribute, judged in compared:
        found.append(finding((start, end), product, attribute, reading.text[start:end], judged, grounds))
    worded: list[tuple[Cue | None, Finding]] = []
    for cue in reading.cues:
        if cannot_say(reading.text[reading.clause_span(cue.start)[0] : cue.start]):
            continue  # "I can't confirm that it is waterproof" claims nothing
        worded += [(cue, item) for item in _words_of(cue, reading, topic, grounds)]
    settled = [item.span for _, item in worded if item.verdict is Verdict.CORRECT]
    used: list[Cue] = []
    valued: list[Finding] = []
    for value in reading.values:
        if any(start <= value.start and value.end <= end for start, end in settled) or is_pronoun(value, reading):
            continue
        item, by = judge_amount(value, reading, topic, grounds)
        valued += [item] if item is not None else []
        used += [by] if by is not None else []
    found += [
        item
        for cue, item in worded
        if cue not in used or (item.verdict is Verdict.CORRECT and item.span != (cue.start, cue.end))
    ]
    found += valued
    taken = [item.span for item in found]
    found += _unnamed(reading, topic, taken, grounds)
    if not found:
        return judge_yes(reading, topic, grounds)
    return [*judge_false_yes(reading, topic, found, grounds), *found]


def _rest(reading: Reading, whole: Whole) -> Reading:
    """The sentence without what a whole value has settled."""

    def is_left(start: int, end: int) -> bool:
        return end <= whole.start or start >= whole.end

    return replace(
        reading,
        cues=tuple(cue for cue in reading.cues if is_left(cue.start, cue.end) and cue != whole.cue),
        values=tuple(value for value in reading.values if is_left(value.start, value.end)),
        mentions=tuple(mention for mention in reading.mentions if is_left(mention.start, mention.end)),
    )


def _words_of(cue: Cue, reading: Reading, topic: Topic, grounds: Grounds) -> list[Finding]:
    subject = subject_at(reading, cue.start, cue.end, topic)
    return _said_of(subject, lambda product: judge_words(cue, product, reading, grounds), reading, grounds)


def _said_of(subject: Subject, judge, reading: Reading, grounds: Grounds) -> list[Finding]:  # type: ignore[no-untyped-def]
    """What is said in words, of a product or of several that may be meant."""
    per_product: list[list[Said]] = [judge(product) for product in subject.products]
    if not per_product:
        return []
    primary = per_product[0]
    if len(per_product) > 1:
        verdicts = {tuple(item[3].verdict for item in said) for said in per_product}
        if len(verdicts) > 1:
            reason = "It depends on which product is meant."
            primary = [(s, e, fact, Judged(Verdict.AMBIGUOUS, fact, reason)) for s, e, fact, _ in primary]
    product = subject.products[0]
    return [
        finding(
            (start, end), product, fact.attribute, reading.text[start:end], _softened(judged, subject, judge), grounds
        )
        for start, end, fact, judged in primary
    ]


def _softened(judged: Judged, subject: Subject, judge) -> Judged:  # type: ignore[no-untyped-def]
    """Not wrong where the words are right of the other product that could be meant."""
    if judged.verdict in WRONG:
        for product in subject.fallback:
            if any(item[3].verdict is Verdict.CORRECT for item in judge(product)):
                return Judged(
                    Verdict.AMBIGUOUS, judged.fact, f"{judged.reason} It would be right of another product named here."
                )
    return judged


def _unnamed(reading: Reading, topic: Topic, taken: Sequence[tuple[int, int]], grounds: Grounds) -> list[Finding]:
    """Values in words that stand without their attribute's name: "a blanket of 100% lambswool"."""
    subject = subject_at(reading, len(reading.text), len(reading.text), topic)
    if len(subject.products) != 1:
        return []
    product, row, found = subject.products[0], words(reading.text), []
    spoken = {word.key for word in row}
    for fact in grounds.ledger.all_of(product):
        if not isinstance(fact.value, _WORDED):
            continue
        for item in fact.value.items if isinstance(fact.value, Listing) else (fact.text,):
            if not spoken.issuperset(keys(item)):
                continue
            if max(map(len, keys(item)), default=0) < 4 and not grounds.is_record:
                continue
            span = places(item, row)
            if span is None or any(start < span[1] and span[0] < end for start, end in taken):
                continue
            if is_negated(reading.clause_at(span[0])) or fact.attribute in {"name", "title"}:
                continue
            if not grounds.ledger.is_small and says_more(span, reading, grounds):
                continue  # "the lid is steel" says nothing of the product's own material
            reason = f"Our catalog states {fact.text} for the {fact.attribute} of the {grounds.display(fact)}."
            judged = Judged(Verdict.CORRECT, fact, reason)
            found.append(finding(span, product, fact.attribute, reading.text[span[0] : span[1]], judged, grounds))
            taken = [*taken, span]
    return found


_WORDED: Final = (Text, Enumeration, Listing)
