"""One sentence judged: absence, comparisons, words, values, yes and no, passages; and what is left undecided of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.accuracy.absence import judge_absence
from assistant.accuracy.binding import bind
from assistant.accuracy.claims import Cue, Reading, Subject, Topic, subject_at
from assistant.accuracy.comparisons import judge_comparisons, judge_difference, judge_saving
from assistant.accuracy.judge import Grounds, Judged, deny, finding, judge_value
from assistant.accuracy.polarity import cannot_say, is_conversation, is_denied, is_negated, is_reported, lead
from assistant.accuracy.policies import Carried, Passage, find_verbatim, judge_by_passages
from assistant.accuracy.texts import Said, judge_polarity, judge_words, places
from assistant.accuracy.verdicts import Finding, Verdict
from assistant.accuracy.wholes import Whole, judge_wholes
from assistant.facts.lexicon import lexicon
from assistant.facts.quantities import Found
from assistant.facts.values import Boolean, Bound, Enumeration, Listing, Money, Quantity, Text
from assistant.facts.words import keys, words

WRONG: Final = frozenset({Verdict.WRONG, Verdict.CONFUSED, Verdict.OUTDATED})
OPEN: Final = frozenset({Verdict.UNDECIDED, Verdict.AMBIGUOUS, Verdict.UNSUPPORTED})


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
    passages = _allowed(reading, topic, passages)
    verbatim = find_verbatim(reading.sentence.text, reading.values, passages)
    absent = judge_absence(reading, topic, grounds) if verbatim is None else None
    if absent is not None:
        return Judgement(absent, [], True)
    findings = _parts(reading, topic, grounds)
    if verbatim is not None:
        wrong = [_carried(item, verbatim.reason) for item in findings if item.verdict in WRONG]
        return Judgement(wrong or [_whole(reading, verbatim)], [], False)
    if passages and all(item.verdict in OPEN for item in findings):
        carried = judge_by_passages(reading.sentence.text, reading.values, passages)
        if carried is not None:
            return Judgement([_whole(reading, carried)], [], False)
    if not findings and cannot_say(text):
        return Judgement([], [], True)
    return Judgement(findings, _residual(reading, findings, topic, grounds), cannot_say(text))


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
        if any(start <= value.start and value.end <= end for start, end in settled) or _is_pronoun(value, reading):
            continue
        item, by = _value(value, reading, topic, grounds)
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
    return found or _bare_yes(reading, topic, grounds)


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


_POLICY: Final = re.compile(
    r"\b(?:shipping|shipped|ships?|deliver(?:y|ed|s)?|postage|returns?|returned|refund(?:s|ed)?|express|exchanges?|orders?|ordered"
    r"|repairs?|spare parts?|gift cards?|vouchers?|invoices?|customs|warehouse|parcel|subscription|invoice)\b",
    re.IGNORECASE,
)


def _value(value: Found, reading: Reading, topic: Topic, grounds: Grounds) -> tuple[Finding | None, Cue | None]:
    """The verdict on one typed value, and the cue that bound it."""
    said = reading.text[value.start : value.end].strip()
    before = reading.text[max(reading.clause_span(value.start)[0], value.start - 60) : value.start]
    if is_reported(before) or cannot_say(before):
        return None, None
    span = (value.start, value.end)
    difference = judge_difference(value, reading, topic, grounds)
    if difference is not None:
        product = difference.fact.product if difference.fact else None
        return finding(span, product, None, said, difference, grounds), None
    subject = subject_at(reading, value.start, value.end, topic)
    if subject.unknown is not None:
        judged = Judged(Verdict.WRONG, None, f"Our catalog has no product named {subject.unknown.surface}.")
        return finding(span, None, None, said, judged, grounds), None
    is_named = bool(reading.mentions) or reading.heading is not None or grounds.is_record
    if subject.is_foreign or not subject.products or (not is_named and _POLICY.search(reading.text)):
        reason = "It is about another company." if subject.is_foreign else "It is not said of which product."
        return finding(span, None, None, said, Judged(Verdict.UNDECIDED, None, reason), grounds), None
    graded = [_of_product(value, said, product, reading, topic, grounds) for product in subject.products]
    judged, cue = _merged(graded)
    if judged.verdict in WRONG:
        others = [_of_product(value, said, product, reading, topic, grounds)[0] for product in subject.fallback]
        if any(other.verdict is Verdict.CORRECT for other in others):
            judged = Judged(
                Verdict.AMBIGUOUS, judged.fact, f"{judged.reason} It would be right of another product named here."
            )
    if is_denied(before):
        judged = deny(judged, said)
    attribute = judged.fact.attribute if judged.fact else (cue.attributes or (cue.concept,))[0] if cue else None
    product = judged.fact.product if judged.fact else subject.products[0]
    return finding(span, product, attribute, said, judged, grounds), cue


def _is_pronoun(value: Found, reading: Reading) -> bool:
    """The "one" of "the heavier one", the "two" of "of the two"."""
    said = reading.text[value.start : value.end].strip().casefold()
    is_bare = isinstance(value.value, Quantity) and value.value.dimension == "number"
    return (
        is_bare
        and said in {"one", "two", "half"}
        and not re.search(r"(?:\bis|\bare|:)\s*$", reading.text[: value.start])
    )


_BEFORE_NOW: Final = re.compile(
    r"\b(?:down from|was|were|instead of|originally|reduced from|before)\s*(?:€|\$|£|EUR\s)?[\d.,]*$", re.IGNORECASE
)


def _old_price(value: Found, product: str, reading: Reading, grounds: Grounds) -> Judged | None:
    """ "Down from €56": the price before, said as such."""
    money = value.value.limit if isinstance(value.value, Bound) else value.value
    place = re.search(r"\d", reading.text[value.start : value.end])
    if not isinstance(money, Money) or place is None:
        return None
    if _BEFORE_NOW.search(reading.text[: value.start + place.start()]) is None:
        return None
    for old in grounds.ledger.old_prices(product, "price"):
        if old.value == money or (isinstance(old.value, Money) and old.value.amount == money.amount):
            return Judged(Verdict.CORRECT, old, f"Our catalog states {old.text} as the price before.")
    return Judged(Verdict.UNDECIDED, None, "Our catalog states no such price before.")


def _of_product(
    value: Found, said: str, product: str, reading: Reading, topic: Topic, grounds: Grounds
) -> tuple[Judged, Cue | None]:
    saving = judge_saving(value, product, reading, grounds)
    if saving is not None:
        return saving, None
    before = _old_price(value, product, reading, grounds)
    if before is not None:
        return before, None
    binding = bind(value, reading, product, grounds.ledger, topic.cues)
    if binding is None:
        name = grounds.names.display(product)
        return Judged(Verdict.UNSUPPORTED, None, f"Our catalog states nothing like {said} for the {name}."), None
    return judge_value(value, said, binding, product, reading, grounds), binding.cue


def _merged(graded: Sequence[tuple[Judged, Cue | None]]) -> tuple[Judged, Cue | None]:
    """One verdict where all that could be meant agree."""
    first, cue = graded[0]
    if len({judged.verdict in WRONG or judged.verdict for judged, _ in graded}) == 1:
        return first, cue
    return Judged(Verdict.AMBIGUOUS, first.fact, "It depends on which product is meant."), cue


def _unnamed(reading: Reading, topic: Topic, taken: Sequence[tuple[int, int]], grounds: Grounds) -> list[Finding]:
    """Values in words that stand without their attribute's name: "a blanket of 100% lambswool"."""
    subject = subject_at(reading, len(reading.text), len(reading.text), topic)
    if len(subject.products) != 1:
        return []
    product, row, found = subject.products[0], words(reading.text), []
    for fact in grounds.ledger.all_of(product):
        if not isinstance(fact.value, Text | Enumeration | Listing):
            continue
        for item in fact.value.items if isinstance(fact.value, Listing) else (fact.text,):
            if max((len(key) for key in keys(item)), default=0) < 4 and not grounds.is_record:
                continue
            span = places(item, row)
            if span is None or any(start < span[1] and span[0] < end for start, end in taken):
                continue
            if is_negated(reading.clause_at(span[0])) or fact.attribute in {"name", "title"}:
                continue
            if not grounds.ledger.is_small and _other_words(span, reading, grounds):
                continue  # "the lid is steel" says nothing of the product's own material
            reason = f"Our catalog states {fact.text} for the {fact.attribute} of the {grounds.display(fact)}."
            judged = Judged(Verdict.CORRECT, fact, reason)
            found.append(finding(span, product, fact.attribute, reading.text[span[0] : span[1]], judged, grounds))
            taken = [*taken, span]
    return found


def _bare_yes(reading: Reading, topic: Topic, grounds: Grounds) -> list[Finding]:
    """ "Yes, it is." after "Is it waterproof?"."""
    opening = lead(reading.text)
    rest = keys(reading.text[opening:])
    if not opening or len(rest) > 5 or reading.cues or not topic.cues or "right" in keys(reading.text[:opening]):
        return []
    subject = subject_at(reading, 0, 0, topic)
    said_no = re.match(r"\s*(?:no|nope|nein)\b", reading.text, re.IGNORECASE) is not None
    for cue in topic.cues:
        for product in subject.products[:1]:
            facts = [fact for name in cue.attributes for fact in grounds.ledger.of(product, name).current]
            if facts and all(isinstance(fact.value, Boolean) for fact in facts):
                _, _, fact, judged = judge_polarity(cue, facts, reading.text, grounds, is_yes=not said_no)
                return [finding((0, len(reading.text)), product, fact.attribute, reading.text.strip(), judged, grounds)]
    return []


def _other_words(span: tuple[int, int], reading: Reading, grounds: Grounds) -> bool:
    """Whether the clause around a span says more than that the product is that."""
    start, end = reading.clause_span(span[0])
    row = [word for word in words(reading.text) if start <= word.start < end and not span[0] <= word.start < span[1]]
    spans = [(mention.start, mention.end) for mention in reading.mentions]
    idle = lexicon().stop | _GENERIC
    return any(word.key not in idle and not any(a <= word.start < b for a, b in spans) for word in row)


_GENERIC: Final = frozenset(
    keys(
        """product item model one it catalog catalogue according listed list lists state states stated give gives given value this that these
        course certainly sure happy help checked checking expect come comes made make makes offer offers feature features include includes
        included available total also currently now exactly each per both against compared than while but only about approximately roughly
        up down just equal equals measure measures use uses used type kind name named called version answer information detail details
        following suited suitable meant intended appropriate different same size number amount unit range brand"""
    )
)


_MATTERS: Final = frozenset(keys("most more only both never always all every some many much best"))


def _residual(reading: Reading, findings: Iterable[Finding], topic: Topic, grounds: Grounds) -> list[tuple[int, int]]:
    """The sentence, when it says more than was judged."""
    judged = list(findings)
    left = leftover(reading, judged, grounds)
    whole = (len(reading.text) - len(reading.text.lstrip()), len(reading.text.rstrip()))
    if not judged:
        if is_conversation(reading.text) and not reading.values:
            return []
        says_something = bool(left or reading.cues or reading.mentions)
        return [whole] if says_something else []
    allowed = 0 if grounds.is_record else 2
    has_figure = any(word[0].isdigit() for word in left)  # one that no value accounts for
    return [whole] if has_figure or len(left) > allowed else []


def leftover(reading: Reading, findings: Sequence[Finding], grounds: Grounds) -> list[str]:
    """Content words that no name, cue, value or finding accounts for."""
    spans = [(m.start, m.end) for m in reading.mentions] + [(c.start, c.end) for c in reading.cues]
    spans += [(v.start, v.end) for v in reading.values]
    spans += [item.span for item in findings]
    idle = lexicon().stop | _GENERIC
    if grounds.is_record:
        idle -= _MATTERS
    known = {key for item in findings if item.attribute for key in keys(item.attribute)}
    known |= {key for item in findings if item.product for key in keys(grounds.names.display(item.product))}
    return [
        word.key
        for word in words(reading.text)
        if word.key not in idle
        and word.key not in known
        and word.key.replace("'", " ").split()[0] not in idle
        and not any(start <= word.start < end for start, end in spans)
    ]
