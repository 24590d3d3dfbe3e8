"""One stated amount: what it is about, which attribute it states, and the verdict."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.accuracy.binding import bind
from assistant.accuracy.claims import Cue, Reading, Subject, Topic, subject_at
from assistant.accuracy.comparisons import judge_difference, judge_saving, rival_of
from assistant.accuracy.judge import WRONG, Grounds, Judged, deny, finding, judge_value
from assistant.accuracy.polarity import (
    cannot_say,
    denies_that,
    is_denied,
    is_denied_after,
    is_only_possible,
    is_reported,
    is_supposed,
)
from assistant.accuracy.verdicts import Finding, Verdict
from assistant.facts.quantities import Found
from assistant.facts.values import Bound, Money, Quantity


def judge_amount(value: Found, reading: Reading, topic: Topic, grounds: Grounds) -> tuple[Finding | None, Cue | None]:
    """The verdict on one typed value, and the cue that bound it."""
    said = reading.text[value.start : value.end].strip()
    before, after = reading.text[reading.clause_span(value.start)[0] : value.start], reading.text[value.end :]
    near = before[-60:]
    if is_reported(near, after) or cannot_say(near):
        return None, None
    span = (value.start, value.end)
    difference = judge_difference(value, reading, topic, grounds)
    if difference is not None:
        product = difference.fact.product if difference.fact else None
        return finding(span, product, None, said, difference, grounds), None
    rival = rival_of(value, reading, topic)
    subject = Subject((rival,)) if rival else subject_at(reading, value.start, value.end, topic)
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
    judged = _in_its_clause(judged, said, before, after, reading)
    attribute = judged.fact.attribute if judged.fact else (cue.attributes or (cue.concept,))[0] if cue else None
    product = judged.fact.product if judged.fact else subject.products[0]
    return finding(span, product, attribute, said, judged, grounds), cue


def _in_its_clause(judged: Judged, said: str, before: str, after: str, reading: Reading) -> Judged:
    """The verdict on a value as its clause says it: denied, only supposed, only possible."""
    if is_supposed(before):
        return Judged(Verdict.UNDECIDED, judged.fact, f"{said} is only supposed.")
    is_outer = denies_that(before)
    if is_outer and len(reading.values) > 1:
        return Judged(Verdict.UNDECIDED, judged.fact, f"The text denies {said} or something said beside it.")
    if (is_denied(before) or is_denied_after(after)) != is_outer:
        return deny(judged, said)
    if judged.verdict is Verdict.CORRECT and is_only_possible(before):
        return Judged(Verdict.UNDECIDED, judged.fact, f"The text says only that {said} is possible. {judged.reason}")
    return judged


def is_pronoun(value: Found, reading: Reading) -> bool:
    """The "one" of "the heavier one", the "two" of "of the two"."""
    said = reading.text[value.start : value.end].strip().casefold()
    is_bare = isinstance(value.value, Quantity) and value.value.dimension == "number"
    return (
        is_bare
        and said in {"one", "two", "half"}
        and not re.search(r"(?:\bis|\bare|:)\s*$", reading.text[: value.start])
    )


_BEFORE_NOW: Final = re.compile(
    r"\b(?=[bdiorw])(?:down from|was|were|instead of|originally|reduced from|before)\s*(?:€|\$|£|EUR\s)?[\d.,]*$",
    re.IGNORECASE,
)


def _old_price(value: Found, product: str, reading: Reading, grounds: Grounds) -> Judged | None:
    """ "Down from €56": the price before, said as such."""
    money = value.value.limit if isinstance(value.value, Bound) else value.value
    place = re.search(r"\d", reading.text[value.start : value.end])
    if not isinstance(money, Money) or place is None:
        return None
    if _BEFORE_NOW.search(reading.text, 0, value.start + place.start()) is None:
        return None
    for old in grounds.ledger.old_prices(product, "price"):
        if old.value == money or (isinstance(old.value, Money) and old.value.amount == money.amount):
            return Judged(Verdict.CORRECT, old, f"Our catalog states {old.text} as the price before.")
    if any(fact.value == money for fact in grounds.ledger.of(product, "price").current):
        return None
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


_POLICY: Final = re.compile(
    r"\b(?=[cdegioprsvw])(?:shipping|shipped|ships?|deliver(?:y|ed|s)?|postage|returns?|returned|refund(?:s|ed)?|express|exchanges?|orders?|ordered"
    r"|repairs?|spare parts?|gift cards?|vouchers?|invoices?|customs|warehouse|parcel|subscription|invoice)\b",
    re.IGNORECASE,
)
