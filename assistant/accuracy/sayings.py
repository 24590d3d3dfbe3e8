"""Whole statements beside a record: dates before and after, durations, counts of a list, who did what.

A statement is decided only when one of these forms is all that it says: whatever stands beside is a claim of its own.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from assistant.accuracy.claims import Topic
from assistant.accuracy.forms import HOW, Decided, amount_of, compares, of_key
from assistant.accuracy.judge import Grounds, Judged, finding
from assistant.accuracy.makers import made_by, maker_of, same_maker, times_over
from assistant.accuracy.spans_of_time import Relation, holds, said_time, stated_times
from assistant.accuracy.verdicts import Finding, Verdict
from assistant.facts.facts import Fact
from assistant.facts.quantities import scan
from assistant.facts.values import Listing, Quantity
from assistant.facts.words import keys

LONGEST: Final = 300  # characters; a longer sentence says more than one thing


def judge_saying(text: str, topic: Topic, grounds: Grounds) -> Finding | None:
    """The verdict on a sentence that one form explains wholly."""
    if len(topic.given) != 1 or len(text) > LONGEST:
        return None
    product = topic.given[0]
    plain = text.strip().rstrip(".!").strip()
    facts = grounds.ledger.all_of(product)
    name = grounds.names.display(product)
    rest = predicate(plain, name, facts)
    forms: Sequence[tuple[str | None, Callable[[str, Sequence[Fact]], Decided | None]]] = (
        (rest, _event), (rest, _age), (rest, _duration), (rest, _count), (rest, made_by),
        (rest, same_maker), (rest, times_over),
    )  # fmt: skip
    for said, judge in forms:
        decided = judge(said, facts) if said is not None else None
        if decided is not None:
            return _found(text, product, decided, grounds)
    decided = maker_of(plain, name, KINDS, facts)
    return _found(text, product, decided, grounds) if decided is not None else None


def _found(text: str, product: str, decided: Decided, grounds: Grounds) -> Finding:
    fact = decided.fact
    states = f"our catalog states {fact.text} for the {fact.attribute} of the {grounds.display(fact)}"
    verdict = Verdict.CORRECT if decided.is_true else Verdict.WRONG
    reason = f"The text agrees: {states}." if decided.is_true else f"That is wrong: {states}."
    start = len(text) - len(text.lstrip())
    span = (start, start + len(text.strip()))
    return finding(span, product, fact.attribute, text.strip()[:80], Judged(verdict, fact, reason), grounds)


_PRONOUNS: Final = frozenset({"it", "he", "she", "they"})

KINDS: Final = frozenset(
    keys(
        "the a this film movie album song band group company book novel painting picture city town team singer game"
        " product model item"
    )
)


def predicate(text: str, name: str, facts: Sequence[Fact]) -> str | None:
    """What is said of the record's subject, where the sentence begins with it and nothing more."""
    known = set(keys(name)) | {key for fact in facts if "name" in fact.attribute for key in keys(fact.text)}
    verb = _VERB.search(text)
    if verb is None:
        return None
    subject = [key for key in keys(text[: verb.start()]) if key not in KINDS]
    is_subject = all(key in known for key in subject) and bool(subject)
    if not is_subject and tuple(keys(text[: verb.start()])) not in {(word,) for word in _PRONOUNS}:
        return None
    return text[verb.start() :].strip()


_VERB: Final = re.compile(
    r"(?<=\s)(?:was|were|is|are|has|had|have|made|earned|grossed|died|passed|lived|came|runs?|ran|lasts?|lasted"
    r"|features?|featured|contains?|includes?|included|recorded|released|won|stars?|starred|opened|began|started|originated|debuted)\b",
    re.IGNORECASE,
)

_HAPPENED: Final = {"came out": "released", "passed away": "died", "debuted": "released"}

_WHEN: Final = {"in": "in", "on": "in", "during": "in", "before": "before", "prior to": "before", "after": "after"}

_EVENT: Final = re.compile(
    r"(?:(?:was|were|has been|is|are)\s+)?(?:first\s+|originally\s+)?(?P<verb>came out|passed away|\w+)"
    rf"\s+(?P<when>{'|'.join(_WHEN)})\s+(?P<time>.+)",
    re.IGNORECASE,
)


def _event(rest: str, facts: Sequence[Fact]) -> Decided | None:
    """ "was released before 1990", "died in the 1960s"."""
    match = _EVENT.fullmatch(rest)
    said = said_time(match["time"]) if match is not None else None
    if match is None or said is None:
        return None
    verb = match["verb"].casefold()
    stated = of_key(_HAPPENED.get(verb, verb), facts)
    times = [time for fact in stated for time in stated_times(fact.text)]
    relation: Relation = _WHEN[match["when"].casefold()]  # type: ignore[assignment]
    answer = holds(relation, said, list(dict.fromkeys(times)))
    return Decided(answer, stated[0]) if answer is not None else None


_NUMBER: Final = r"(?P<n>\d[\d,.]*|[a-z]+(?:-[a-z]+)?)"

_AGE: Final = re.compile(
    rf"(?:(?:died|passed away)\s+(?:at\s+the\s+age\s+of|at\s+age|aged|when\s+(?:he|she|they)\s+(?:was|were))"
    rf"\s+{_NUMBER}|lived\s+to\s+be\s+(?P<m>[\w-]+))(?:\s+years?\s+old)?",
    re.IGNORECASE,
)


def _age(rest: str, facts: Sequence[Fact]) -> Decided | None:
    """ "died at the age of 60", against "(aged 47)"."""
    match = _AGE.fullmatch(rest)
    said = amount_of(match["n"] or match["m"]) if match is not None else None
    for fact in facts if said is not None else ():
        stated = re.search(r"\(aged?\s*(\d+)\)", fact.text)
        if stated is not None and of_key("died", [fact]):
            return Decided(Decimal(stated[1]) == said, fact)
    return None


_LENGTHS: Final = "running time|run time|runtime|length|duration"

_CLOCK: Final = r"[\w.,-]+\s*-?(?:hours?|minutes?|mins?|hrs?)(?:\s+(?:and\s+)?[\w.,]+\s+minutes?)?"

_DURATION: Final = re.compile(
    rf"(?:is|was|has|had|runs?|ran|lasts?|lasted)\s+(?:for\s+)?(?:an?\s+)?(?:(?:{_LENGTHS})\s+(?:of|that is)\s+)?"
    rf"(?:{HOW}\s+)?(?:a\s+(?=\d))?(?P<time>{_CLOCK})(?:\s+(?:long|{_LENGTHS}|in length|in duration))?",
    re.IGNORECASE,
)


def _duration(rest: str, facts: Sequence[Fact]) -> Decided | None:
    """ "is over two hours long"."""
    match = _DURATION.fullmatch(rest)
    if match is None:
        return None
    said = _minutes(match["time"])
    stated = [fact for fact in facts if set(keys(fact.attribute)) & {"running", "runtime", "length", "duration"}]
    long = _minutes(stated[0].text) if len(stated) == 1 else None
    if said is None or long is None:
        return None
    if not any(match[how] for how in ("more", "least", "less", "only")):
        if abs(said - long) > said * Decimal("0.1"):
            return Decided(False, stated[0])
        return Decided(True, stated[0]) if round(said) == round(long) else None
    return Decided(compares(match, said, long), stated[0])


def _minutes(text: str) -> Decimal | None:
    clock = re.fullmatch(r"\s*(\d{1,3})\s*:\s*(\d{2})\s*", text)
    if clock is not None:
        return Decimal(clock[1]) + Decimal(clock[2]) / 60
    for value in scan(re.sub(r"^an?\s+(?=hour|minute)", "1 ", text)):
        if isinstance(value.value, Quantity) and value.value.dimension == "time" and value.start == 0:
            return value.value.base / 60
    return None


_COUNT: Final = re.compile(
    rf"(?:has|had|have|has had|features?|featured|contains?|includes?|included|was|were|recorded)"
    rf"(?:\s+(?:produced|directed|written|composed|recorded|released|edited)?\s*(?:by|under|in|with|at|on))?\s+"
    rf"(?:a\s+total\s+of\s+)?(?:{HOW}\s+)?{_NUMBER}\s+(?:different\s+|separate\s+|main\s+)?(?P<noun>\w+)"
    r"(?:\s+in\s+total)?",
    re.IGNORECASE,
)


def _count(rest: str, facts: Sequence[Fact]) -> Decided | None:
    """ "has three labels", "was produced by more than two producers"."""
    match = _COUNT.fullmatch(rest)
    if match is None:
        return None
    said = amount_of(match["n"])
    several = match["n"].casefold() in {"multiple", "several"}
    stated = [fact for fact in of_key(match["noun"], facts) if isinstance(fact.value, Listing | Quantity)]
    stated = stated[:1] or of_key(match["noun"], facts)[:1]
    if not stated or (said is None and not several):
        return None
    number = _size(stated[0])
    if number is None:
        return None
    if several:
        return Decided(number > 1, stated[0])
    if said is None:
        return None
    return Decided(compares(match, said, number), stated[0])


def _size(fact: Fact) -> Decimal | None:
    """How many a fact lists or counts; None where it may be either."""
    counted = re.match(r"\s*(\d{1,3})(?:\s*$|\s*[,;(])", fact.text)
    if counted is not None:
        return Decimal(counted[1])
    if isinstance(fact.value, Listing):
        is_clear = all(re.search(r"\)\s*\w|\band\b|,|\n|\d", item) is None for item in fact.value.items)
        return Decimal(len(fact.value.items)) if is_clear else None
    return None
