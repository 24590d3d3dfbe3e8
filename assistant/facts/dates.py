"""Whole dates in text, as people write them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from assistant.facts.values import Day


def find_dates(text: str) -> Iterator[tuple[int, int, Day]]:
    """Whole dates. 03/04/2025 could be either of two days and is none."""
    if _YEAR.search(text) is None:
        return
    for match in _DATE.finditer(text):
        if match["y4"]:
            first, second = int(match["a"]), int(match["b"])
            if match["sep"] == "/" and first <= 12 and second <= 12 and first != second:
                continue
            day, month = (first, second) if second <= 12 else (second, first)
            year = int(match["y4"])
        else:
            year = int(match["y"] or match["y2"] or match["y3"])
            named = match["m2"] or match["m3"]
            month = int(match["m"]) if match["m"] else _MONTHS[named.casefold()]
            day = int(match["d"] or match["d2"] or match["d3"])
        try:
            yield match.start(), match.end(), Day(date(year, month, day))
        except ValueError:
            continue


_NAMES: Final = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|"
    "october oct|november nov|december dec"
)
_MONTHS: Final = {name: number for number, names in enumerate(_NAMES.split("|"), start=1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR: Final = re.compile(r"\d{4}")  # every date has one, and most sentences none
_DATE = re.compile(
    rf"\b(?:(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<m2>{_MONTH})\.?,?[ ](?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH})\.?[ ](?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<y3>\d{{4}})"
    rf"|(?P<a>\d{{1,2}})(?P<sep>[./])(?P<b>\d{{1,2}})(?P=sep)(?P<y4>\d{{4}}))(?![\w-])",
    re.IGNORECASE,
)
