"""Times as spans of days: "in the 1960s", "before 1990", "the spring of 1985", and what a record's value states."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal, NamedTuple

Relation = Literal["in", "before", "after"]


class Span(NamedTuple):
    """From the first day to the last, both included; `is_loose` where people mean its ends loosely, as a season's."""

    first: date
    last: date
    is_loose: bool = False


_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH: Final = "|".join([*_MONTHS, *(rf"{name[:3]}\.?(?=\s)" for name in _MONTHS)])
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:1\d{3}|20\d{2})"
_STATED: Final = re.compile(
    rf"(?P<iso>{_YEAR}-\d{{2}}-\d{{2}})|(?P<d1>{_DAY})\s+(?P<m1>{_MONTH}),?\s+(?P<y1>{_YEAR})\b"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>{_DAY}),?\s+(?P<y2>{_YEAR})\b|(?P<m3>{_MONTH}),?\s+(?P<y3>{_YEAR})\b"
    rf"|\b(?P<y4>{_YEAR})\b(?!s|\s*(?:[a-z]+\s)?(?:people|m\b|km|ft|kg|lb))",
    re.IGNORECASE,
)
_SEASONS: Final = {"spring": (3, 6), "summer": (6, 9), "fall": (9, 12), "autumn": (9, 12), "winter": (12, 3)}
_SAID: Final = re.compile(
    rf"(?:the\s+)?(?:(?P<season>{'|'.join(_SEASONS)})\s+(?:of\s+)?(?P<sy>{_YEAR})"
    rf"|(?:(?P<part>early|mid|late)[\s-]+(?:in\s+the\s+)?)?(?:(?P<decade>1\d{{2}}0|20\d0|[2-9]0)['’]?s"
    rf"|(?P<century>\d{{1,2}})(?:st|nd|rd|th)[\s-]+century)"
    rf"|(?:year\s+)?(?P<plain>.+))",
    re.IGNORECASE,
)


def said_time(text: str) -> Span | None:
    """The span that the whole of a phrase names."""
    match = _SAID.fullmatch(text.strip())
    if match is None:
        return None
    if match["season"]:
        return _season(match["season"].casefold(), int(match["sy"]))
    if match["decade"]:
        year = int(match["decade"])
        year += 1900 if year < 100 else 0
        return _part(match["part"], year, 100 if year % 100 == 0 and year < 2000 else 10)
    if match["century"]:
        century = int(match["century"])
        return _part(match["part"], 100 * century - 99, 100) if 1 < century <= 21 else None
    whole = _STATED.fullmatch(match["plain"].strip())
    return _span(whole) if whole is not None else None


def _part(part: str | None, year: int, years: int) -> Span:
    """The early, middle or late third of a decade or century; people draw these lines loosely."""
    third = years * 4 // 10
    if part is None:
        return Span(date(year, 1, 1), date(year + years - 1, 12, 31), is_loose=years == 10)
    first = {"early": year, "mid": year + years // 2 - third // 2, "late": year + years - third}[part.casefold()]
    return Span(date(first, 1, 1), date(first + third - 1, 12, 31), is_loose=True)


def stated_times(text: str) -> list[Span]:
    """Every time a value states; two with a dash between them are one span from the first to the last."""
    found: list[tuple[int, int, Span]] = []
    for match in _STATED.finditer(text):
        span = _span(match)
        if span is None:
            continue
        if found and re.fullmatch(r"\s*(?:-|–|to|until)\s*", text[found[-1][1] : match.start()]):
            start, _, first = found.pop()
            span = Span(min(first.first, span.first), max(first.last, span.last))
            found.append((start, match.end(), span))
        else:
            found.append((match.start(), match.end(), span))
    return list(dict.fromkeys(_finest(span for _, _, span in found)))


def holds(relation: Relation, said: Span, stated: list[Span]) -> bool | None:
    """Whether what happened at one of the stated times happened in, before or after the said one; None: not sure."""
    if not stated:
        return None
    answers = {_holds(relation, said, span) for span in stated}
    if said.first.month == 12:  # people call either winter of a year by it
        later = Span(date(said.last.year, 12, 21), date(said.last.year + 1, 3, 20), is_loose=True)
        answers = {
            True if True in (one, other) else one if one == other else None
            for one, other in ((_holds(relation, said, s), _holds(relation, later, s)) for s in stated)
        }
    if True in answers and relation == "in":
        return True
    return answers.pop() if len(answers) == 1 else None


def _holds(relation: Relation, said: Span, stated: Span) -> bool | None:
    if relation == "before":
        return True if stated.last < said.first else False if stated.first >= said.first else None
    if relation == "after":
        return True if stated.first > said.last else False if stated.last <= said.last else None
    if stated.first >= said.first and stated.last <= said.last:
        return True
    margin = max(31, (said.last - said.first).days // 4)
    if said.is_loose and min(abs((stated.first - said.last).days), abs((said.first - stated.last).days)) < margin:
        return None
    return False if stated.last < said.first or stated.first > said.last else None


def _finest(spans: Iterator[Span]) -> Iterator[Span]:
    """Of a year and a day within it, the day."""
    listed = list(spans)
    for span in listed:
        if not any(other != span and span.first <= other.first and other.last <= span.last for other in listed):
            yield span


def _span(match: re.Match[str]) -> Span | None:
    try:
        if match["iso"]:
            day = date.fromisoformat(match["iso"])
            return Span(day, day)
        for kind in ("1", "2"):
            if match[f"y{kind}"]:
                number = int(re.sub(r"\D", "", match[f"d{kind}"]))
                day = date(int(match[f"y{kind}"]), _month(match[f"m{kind}"]), number)
                return Span(day, day)
        if match["y3"]:
            year, month = int(match["y3"]), _month(match["m3"])
            return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:  # the 31st of June
        return None
    return Span(date(int(match["y4"]), 1, 1), date(int(match["y4"]), 12, 31))


def _month(name: str) -> int:
    return next(at for at, month in enumerate(_MONTHS, start=1) if month[:3] == name[:3].casefold())


def _season(name: str, year: int) -> Span:
    first, last = _SEASONS[name]
    if last < first:
        return Span(date(year - 1, first, 21), date(year, last, 20), is_loose=True)
    return Span(date(year, first, 21), date(year, last, 20), is_loose=True)
