"""A text as its parts, with offsets: what a reader sees, sentences, bullets and table rows, and their clauses."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.facts.lexicon import lexicon

MAX_CHARS: Final = 20_000  # an answer is never longer; what lies beyond is reported as undecided
# A sentence is never longer, and some rules look at every pair of its words: what lies beyond is undecided too.
MAX_SENTENCE: Final = 1_000
MAX_HEADING: Final = 200


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, bullet or table row."""

    start: int  # in the readable text
    end: int
    text: str
    heading: str = ""  # the heading or the row's first cell that says what it is about


@dataclass(frozen=True, slots=True)
class Readable:
    """A text without invisible characters, and where each character stood."""

    text: str
    origin: tuple[int, ...] | None  # None when nothing was taken out
    num_given: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the readable text in the text as given."""
        if self.origin is None or not self.origin:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def readable(text: str) -> Readable:
    """Invisible and control characters out, full-width forms and look-alike digits plain, one character for one."""
    if len(text) <= MAX_CHARS and _UNUSUAL.search(text) is None:
        return Readable(text, None, len(text))
    kept: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text[:MAX_CHARS]):
        if char not in "\n\t" and (unicodedata.category(char) in {"Cf", "Cc", "Cn", "Co"} or char in "\ufe0f\u034f"):
            continue
        if char in _NARROW and not (kept and kept[-1].isdigit() and text[place + 1 : place + 2].isdigit()):
            char = " "  # but in "1\u00a0200" it groups digits
        if kept and char.isspace() and char != "\n" and kept[-1].isspace() and kept[-1] != "\n":
            continue  # a run of spaces is one
        plain = unicodedata.normalize("NFKC", char) if not char.isascii() and char not in _KEPT else char
        kept.append(plain if len(plain) == 1 else char)
        origin.append(place)
    clean = "".join(kept)
    return Readable(clean, None if len(clean) == len(text) else tuple(origin), len(text))


_NARROW: Final = "\u00a0\u202f\u2009"
_KEPT: Final = "½¼¾⅓⅔⅛⅜⅝⅞⅕²³×–—’‘“”″′…" + _NARROW
# What is not kept as it is: all but ASCII, Latin letters, €, £ and °, and what is kept above; and two spaces in a row.
_UNUSUAL: Final = re.compile(rf"[^ -~\nÀ-ÿ€£°{_KEPT.removesuffix(_NARROW)}]|  ")


def sentences(text: str) -> list[Sentence]:
    """Lines first; then rows by their cells, and prose by its full stops."""
    found: list[Sentence] = []
    heading, header, at = "", [], 0  # type: ignore[var-annotated]
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        bare = line.strip()
        if not bare:
            header = []
            continue
        title = _HEADING.fullmatch(bare)
        if title is not None:
            heading = next(group for group in title.groups() if group)[:MAX_HEADING]
            continue
        if bare.startswith("|") and bare.count("|") >= 2:
            cells = _cells(line)
            if re.fullmatch(r"[|\s:-]+", bare):
                continue
            if not header:
                header = [cell for _, cell in cells]
                continue
            found += _row(line, start, cells, header, heading)
            continue
        header = []
        bullet = _BULLET.match(line)
        body = bullet.end() if bullet else len(line) - len(line.lstrip())
        for first, last in _items(line, body):
            found += _prose(line[first:last].rstrip(), start + first, heading)
    return found


def clauses(sentence: str) -> list[tuple[int, int]]:
    """Spans within a sentence in which one "not" counts."""
    spans, start = [], 0
    for match in _SPLIT.finditer(sentence):
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end() if match["sep"].strip() in {";", "."} else match.start()
    spans.append((start, len(sentence)))
    return [span for span in spans if sentence[span[0] : span[1]].strip()]


def _items(line: str, body: int) -> Iterator[tuple[int, int]]:
    """A list that was run into one line, "Weight: 2 kg - Doors: 2 - …", item by item."""
    marks = list(_RUN_IN.finditer(line, body))
    if not marks or not re.match(r"[^\W\d][\w /()]{1,40}:\s", line[body:]):
        marks = []
    for mark in marks:
        yield body, mark.start()
        body = mark.end()
    yield body, len(line)


_RUN_IN: Final = re.compile(r"\s+[-–•]\s+(?=[^\W\d][\w /()]{1,40}:\s)")
_HEADING: Final = re.compile(r"#{1,6}\s+(.+?)\s*#*|\*\*([^*]+?):?\*\*:?|__([^_]+)__:?")
_BULLET: Final = re.compile(r"\s*(?:[-*•–+]|\d{1,2}[.)])\s+")
_STOP: Final = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]]*(?=\s)")
_SPLIT: Final = re.compile(
    r"(?=[;,\s])(?P<sep>;|,?\s(?=(?:but|while|whereas|although|though|however|yet)\b)"
    r"|,\s(?=(?:and|or|nor|so)\s)|\s(?=and\s(?:not|is|are|does|has|cannot|the|its?|it's|they|you|we|no|without)\b)"
    r"|,\s(?=(?:not|no|the|its?|they)\b))",
    re.IGNORECASE,
)


def _cells(line: str) -> list[tuple[int, str]]:
    cells, at = [], 0
    for part in line.rstrip("\n").split("|"):
        if part.strip():
            cells.append((at + len(part) - len(part.lstrip()), part.strip()))
        at += len(part) + 1
    return cells


def _row(line: str, start: int, cells: list[tuple[int, str]], header: list[str], heading: str) -> Iterator[Sentence]:
    """Each cell is a statement about the row's first cell, under its column's name."""
    if len(cells) < 2:
        return
    subject = cells[0][1]
    for column, (place, cell) in enumerate(cells[1:], start=1):
        name = header[column] if column < len(header) else ""
        about = " | ".join(part for part in (heading, subject[:MAX_HEADING], name[:MAX_HEADING]) if part)
        yield Sentence(start + place, start + place + len(cell), cell, about)


def _prose(line: str, at: int, heading: str) -> Iterator[Sentence]:
    start = 0
    for match in _STOP.finditer(line):
        rest = line[match.end() :].lstrip()
        if rest and _ends(line[start : match.start()], match[0][0], rest):
            yield Sentence(at + start, at + match.end(), line[start : match.end()], heading)
            start = match.end() + len(line[match.end() :]) - len(rest)
    if line[start:].strip():
        yield Sentence(at + start, at + len(line), line[start:], heading)


def _ends(before: str, mark: str, rest: str) -> bool:
    if mark in "!?":
        return True
    words = before.split()
    last = words[-1].lower().lstrip("(\"'“‘[") if words else ""
    known = lexicon()
    if last in known.titles or (last in known.abbreviations and not rest[0].isupper()):
        return False
    if rest[0].islower() and not (len(last) > 3 and last.isalpha()):
        return False
    return not (len(last) == 1 and last.isalpha() and len(words) > 1 and words[-1].isupper())
