"""A value in running text, with the words that bound it ("up to", "at least") or hedge it ("about")."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from assistant.facts.values import Bound, Money, Quantity, Value


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where the text states it, the words of its bound included."""

    start: int
    end: int
    value: Value
    hedged: bool = False  # "about 2 kg"
    is_loose: bool = False  # "under 2 kg" says less than "up to 2 kg": only on which side of it the value lies


def with_bound(text: str, item: Found) -> Found:
    """The value with the words that bound or hedge it; the nearer word first, as in "up to about 40 h"."""
    start, end, hedged = item.start, item.end, False
    hedge = _HEDGED.search(text, max(0, start - 18), start)
    if hedge is not None:
        start, hedged = hedge.start(), True
    elif (hedge := _HEDGED_AFTER.match(text, end)) is not None:
        end, hedged = hedge.end(), True
    if not isinstance(item.value, Quantity | Money):
        return Found(start, end, item.value, hedged)
    for kind, before, after in _KINDS:
        match = before.search(text, max(0, start - 24), start)
        if match is not None:
            loose = _LOOSE.match(match.group()) is not None
            return Found(match.start(), end, Bound(kind, item.value), hedged, loose)
        if kind == "min" and _ends_in_plus(text, start, item.end):
            return Found(start, end, Bound(kind, item.value), hedged)
        match = after.match(text, item.end)
        if match is not None:
            return Found(start, match.end(), Bound(kind, item.value), hedged)
    return Found(start, end, item.value, hedged)


def _ends_in_plus(text: str, start: int, end: int) -> bool:
    """Whether a "+" follows the last digit: "20+ hours"."""
    if "+" not in text[start : end + 1]:
        return False
    last = max((index for index in range(start, end) if text[index].isdigit()), default=end)
    return _PLUS.match(text, last) is not None


_PLUS: Final = re.compile(r"\d\+")


_HEDGE = r"(?:about|approx(?:imately|\.)?|roughly|nearly|almost|around|circa|ca\.?|close to|just (?:over|under)|~|≈)"
_HEDGED = re.compile(rf"(?=[acjnr~≈]){_HEDGE}[ ]?(?:an?[ ])?$", re.IGNORECASE)
_HEDGED_AFTER = re.compile(r"[ ]?(?:\(?approx(?:imately|\.)?\)?|or so|-ish)\b", re.IGNORECASE)
_MAX = re.compile(
    r"(?:≤|<=?|\b(?=[abflmnsuw])(?:up to|at (?:the )?most|(?:no|not) (?:more|longer|greater|higher|heavier|larger) than"
    r"|max(?:imum)?(?: of|\.|:)?|(?:less|fewer|lighter|smaller|shorter|lower) than|under|below|within"
    r"|as (?:much|many|long) as))[ ]?(?:an?[ ]|of[ ])?$",
    re.IGNORECASE,
)
_MIN = re.compile(
    r"(?:≥|>=?|\b(?=[afghlmnos])(?:at (?:the )?least|(?:no|not) (?:less|fewer|smaller|shorter|lower) than"
    r"|min(?:imum)?(?: of|\.|:)?|(?:more|greater|longer|larger|higher|heavier) than|over|above"
    r"|start(?:s|ing)? (?:at|from)|from))"
    r"[ ]?(?:an?[ ]|of[ ])?$",
    re.IGNORECASE,
)
_MAX_AFTER = re.compile(
    r"[ ]?(?:or (?:less|fewer|under|below|shorter)|max(?:imum)?\b|at most)(?!\s*[\d€$£])", re.IGNORECASE
)
_MIN_AFTER = re.compile(
    r"(?:\+|[ ](?:or (?:more|over|above|older|longer|up(?! to))|min(?:imum)\b|and (?:up|over|above|older)|at least)"
    r"(?!\s*[\d€$£]))",
    re.IGNORECASE,
)


_LOOSE: Final = re.compile(r"under|below|over|above|from|[<>]$|[<>] |(?:less|fewer|more|\w+er) than", re.IGNORECASE)
_KINDS: Final[tuple[tuple[Literal["max", "min"], re.Pattern[str], re.Pattern[str]], ...]] = (
    ("max", _MAX, _MAX_AFTER),
    ("min", _MIN, _MIN_AFTER),
)
