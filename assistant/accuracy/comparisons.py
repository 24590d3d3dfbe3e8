"""Comparisons, superlatives, differences and savings: worked out from the facts, with the proof in the reason."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from assistant.accuracy.claims import Cue, Reading, Topic
from assistant.accuracy.judge import Grounds, Judged
from assistant.accuracy.magnitudes import difference_of, sizes, stated_of
from assistant.accuracy.polarity import is_negated
from assistant.accuracy.superlatives import Verdicts, judge_superlative
from assistant.accuracy.verdicts import Verdict
from assistant.facts.agreement import Agreement, agree
from assistant.facts.aliases import Mention
from assistant.facts.alternatives import one_of
from assistant.facts.lexicon import lexicon
from assistant.facts.quantities import Found
from assistant.facts.values import Money, Quantity
from assistant.facts.words import keys


class Compared(NamedTuple):
    """A comparing word of a sentence and the verdict on it."""

    start: int
    end: int
    product: str | None
    attribute: str | None
    judged: Judged


def judge_comparisons(reading: Reading, topic: Topic, grounds: Grounds) -> list[Compared]:
    """Each "lighter" and "cheapest" of a sentence, evaluated on the facts."""
    found = []
    for match in _comparing().finditer(reading.text):
        if re.search(r"\b(?:no|any)\s$", reading.text[: match.start()], re.IGNORECASE):
            continue  # no longer sold
        if any(value.start < match.end() < value.end for value in reading.values):
            continue  # "less than 2 kg" is a bound
        if _is_attributive(reading, match.end()):
            continue
        word = re.sub(r"[\s-]+", " ", match.group().casefold())
        concept, is_more = lexicon().comparatives[word]
        cue = _cue_of(reading, match.start(), match.end(), concept)
        names = cue.attributes if cue is not None else ()
        is_best = (
            word.endswith("est")
            or word.startswith(("most", "least"))
            or re.search(r"\bthe (?:most|longest)", word) is not None
        )
        judge = judge_superlative if is_best else _judge_comparative
        product, attribute, judged = judge(reading, match.start(), match.end(), names, is_more, topic, grounds)
        if judged is not None:
            found.append(Compared(match.start(), match.end(), product, attribute, judged))
    return found


def judge_difference(found: Found, reading: Reading, topic: Topic, grounds: Grounds) -> Judged | None:
    """ "500 g lighter", "cheaper by €50": the difference of two stated values; None when it is no such claim."""
    after = _comparing().match(reading.text, min(found.end + 1, len(reading.text)))
    before = _BY.search(reading.text, 0, found.start)
    word = after or (next(_comparing().finditer(reading.text, 0, found.start), None) if before else None)
    if word is None:
        return None
    concept, _ = lexicon().comparatives[re.sub(r"[\s-]+", " ", word.group().casefold())]
    cue = _cue_of(reading, word.start(), word.end(), concept)
    pair = _pair(reading, word.start(), word.end(), topic)
    if pair is None or cue is None:
        return Judged(Verdict.UNDECIDED, None, "It is not clear which two products are compared.")
    one, other = (stated_of(product, cue.attributes, grounds.ledger) for product in pair)
    difference = difference_of(one, other)
    if difference is None or one is None or other is None:
        return Judged(Verdict.UNDECIDED, one, "Our catalog does not state both values.")
    agreement = agree(found.value, difference, hedged=found.hedged)
    proof = f"{one.text} against {other.text} is a difference of {difference}"
    if agreement is Agreement.AGREES:
        return Judged(Verdict.CORRECT, one, f"{proof}.")
    if agreement is Agreement.DISAGREES:
        return Judged(Verdict.WRONG, one, f"{proof}.")
    return Judged(Verdict.UNDECIDED, one, f"{proof}, which cannot be compared with what is said.")


_BY: Final = re.compile(r"\b(?=b)by\s+(?:about\s+|only\s+)?$", re.IGNORECASE)
_AGAINST: Final = re.compile(
    r"\b(?=[acv])(?:against|versus|vs\.?|compared (?:to|with))\s+(?:only\s+|just\s+|about\s+)?\D{0,4}$", re.IGNORECASE
)


def rival_of(found: Found, reading: Reading, topic: Topic) -> str | None:
    """Whose value stands after "against" where the sentence does not say it: that of the product compared with."""
    if _AGAINST.search(reading.text, 0, found.start) is None or "█" in reading.text[found.end :]:
        return None
    word = next(_comparing().finditer(reading.text, 0, found.start), None)
    pair = _pair(reading, word.start(), word.end(), topic) if word is not None else None
    return pair[1] if pair is not None else None


_SAVING: Final = re.compile(
    r"\b(?=[cdlors])(?:sav(?:e|es|ing|ings)|off|discount(?:ed)?|reduced by|reduction"
    r"|less than before|cheaper than before)\b",
    re.IGNORECASE,
)


def judge_saving(found: Found, product: str, reading: Reading, grounds: Grounds) -> Judged | None:
    """ "Save €8", "14 % off": from the price and the price before."""
    if not _SAVING.search(reading.clause_at(found.start)):
        return None
    now = stated_of(product, ("sale price", "price"), grounds.ledger)
    before = stated_of(product, ("compare-at price", "compare at price", "original price"), grounds.ledger)
    if now is None or before is None or not isinstance(now.value, Money) or not isinstance(before.value, Money):
        return None
    saved = before.value.amount - now.value.amount
    if isinstance(found.value, Quantity) and found.value.dimension == "percent":
        percent = 100 * saved / before.value.amount
        step = Decimal(1).scaleb(int(found.value.amount.as_tuple().exponent))
        is_right = abs(percent - found.value.amount) <= step  # rounded either way
        shown = f"{percent:.1f} %"
    elif isinstance(found.value, Money):
        if found.value.amount in {now.value.amount, before.value.amount}:
            return None
        is_right, shown = found.value == Money(saved, now.value.currency), f"{saved:f} {now.value.currency}"
    else:
        return None
    proof = f"From {before.text} to {now.text} is a saving of {shown}."
    return Judged(Verdict.CORRECT if is_right else Verdict.WRONG, now, proof)


_PREDICATIVE: Final = re.compile(
    r"\s*(?:$|[.,:;!()—–█]|(?:than|by|and|or|but|of|at|with|for|because|as|in|on|when|one|ones|option|choice|product|model|is|are|are|again|too"
    r"|here|overall)\b)",
    re.IGNORECASE,
)


def _is_attributive(reading: Reading, end: int) -> bool:
    """Whether the word only describes a part: "a heavier pole set", "larger porches"."""
    if _PREDICATIVE.match(reading.text, end) is not None:
        return False
    following = keys(reading.text[end : end + 24])[:1]
    named = {key for mention in reading.mentions for key in keys(mention.surface)}
    return not (
        following and (following[0] in named or re.search(r"\b(?:our|your|the|these)\b[^.]{0,24}$", reading.text[:end]))
    )


@cache
def _comparing() -> re.Pattern[str]:
    names = sorted(lexicon().comparatives, key=len, reverse=True)
    return re.compile(r"\b" + one_of(names, joint=r"[\s-]+") + r"\b", re.IGNORECASE)


def _cue_of(reading: Reading, start: int, end: int, concept: str) -> Cue | None:
    """The attribute compared: the cue that the word itself is, else one of the same concept."""
    return next(
        (cue for cue in reading.cues if cue.start < end and cue.end > start and cue.attributes),
        next((cue for cue in reading.cues if cue.concept == concept and cue.attributes), None),
    )


def _pair(reading: Reading, start: int, end: int, topic: Topic) -> tuple[str, str] | None:
    """The product said to be more, and the one it is compared with."""
    known = [mention for mention in reading.mentions if mention.product]
    if any(mention.product is None for mention in reading.mentions):
        return None
    before = [mention for mention in known if mention.end <= start]
    after = [mention for mention in known if mention.start >= end]
    if after and _follows_than(reading, end, after[0]):
        before = [mention for mention in before if not _stands_after_than(reading, mention)] or before
        after, before = _run(reading, after), before[-1:]
    first = _nearest(before) or (
        None if after and _follows_than(reading, end, after[0]) else (after[0] if after else None)
    )
    spoken = topic.answered or topic.asked or topic.given
    one = first.product if first else (spoken[0] if len(spoken) == 1 else None)
    others = [mention.product for mention in (*after, *before) if mention.product != one]
    if not others and one is not None:
        others = [product for product in (*topic.asked, *topic.given, *topic.answered) if product != one]
    distinct = list(dict.fromkeys(others))
    return (one, distinct[0]) if one is not None and len(distinct) == 1 and distinct[0] is not None else None


def _nearest(before: Sequence[Mention]) -> Mention | None:
    return before[-1] if before else None


def _run(reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """The first of some products and those joined to it: "than the X and the Y"."""
    run = [mentions[0]]
    for mention in mentions[1:]:
        if re.fullmatch(r"\s*,?\s*(?:and|or|/)?\s*(?:the\s|our\s)?", reading.text[run[-1].end : mention.start]) is None:
            break
        run.append(mention)
    return run


def _stands_after_than(reading: Reading, mention: Mention) -> bool:
    return re.search(r"\bthan\s+(?:the\s|our\s)?$", reading.text[: mention.start], re.IGNORECASE) is not None


def _follows_than(reading: Reading, end: int, mention: Mention) -> bool:
    return re.search(r"\bthan\b", reading.text[end : mention.start], re.IGNORECASE) is not None


def _judge_comparative(
    reading: Reading, start: int, end: int, names: Sequence[str], is_more: bool, topic: Topic, grounds: Grounds
) -> Verdicts:
    pair = _pair(reading, start, end, topic)
    if pair is None:
        if re.search(r"\bthan\b", reading.text[end:], re.IGNORECASE) or reading.mentions:
            return None, None, Judged(Verdict.UNDECIDED, None, "It is not clear which two products are compared.")
        return None, None, None
    one, other = (stated_of(product, names, grounds.ledger) for product in pair)
    left, right = (sizes(fact.value) if fact is not None else None for fact in (one, other))
    word = reading.text[start:end]
    if one is None or other is None or left is None or right is None or left[0] != right[0]:
        return (
            pair[0],
            None,
            Judged(Verdict.UNDECIDED, one, f"Our catalog does not state for both what decides which is {word}."),
        )
    is_true = left[1] > right[2] if is_more else left[2] < right[1]
    is_false = left[2] <= right[1] if is_more else left[1] >= right[2]
    proof = f"{grounds.display(one)}: {one.text}; {grounds.display(other)}: {other.text}"
    if is_negated(reading.clause_at(start)):
        is_true, is_false = is_false, is_true
    if not is_true and not is_false:
        return pair[0], one.attribute, Judged(Verdict.UNDECIDED, one, f"The ranges overlap. {proof}.")
    verdict = Verdict.CORRECT if is_true else Verdict.WRONG
    return pair[0], one.attribute, Judged(verdict, one, f"{proof}.")
