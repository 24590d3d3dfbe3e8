"""Tables as people export them: any delimiter, BOM, decimal comma, broken rows. One bad row never costs the others."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO, TextIOBase
from pathlib import Path
from typing import NamedTuple

from assistant.catalog.loaders.parsed import SourceFile
from assistant.catalog.product import Refusal

MAX_FIELD = 1_000_000  # characters in one cell
DELIMITERS = ",;\t|"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LONE = re.compile(r"[\ud800-\udfff\x00]")
_DECIMAL_COMMA = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+),\d{1,2}|-?\d{1,3}(\.\d{3})+,\d+")
_DECIMAL_POINT = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)\.\d+")
_PAIR = re.compile(r"\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?)+")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


class Row(NamedTuple):
    """One record: its place in the file, and the cells that are not empty."""

    number: int  # the header is 1
    cells: dict[str, str]


class Table(NamedTuple):
    """A table in memory, with what could not be read of it."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...]


def read_table(file: SourceFile) -> Table:
    """Every row that can be read. Numbers with a decimal comma are rewritten with a point."""
    refused: list[Refusal] = []
    with file.path.open(encoding=_encoding(file.path), errors="surrogateescape", newline="") as text:
        delimiter = sniff(text.read(65_536))
        text.seek(0)
        records = _records(text, delimiter, file.place, refused)
        header = _header(next(records, (1, []))[1], file.place, refused)
        rows = [row for record in records if (row := _row(record, header, file.place, refused))]
    return Table(header, _plain_numbers(rows, delimiter), tuple(refused))


def header_of(head: bytes) -> tuple[str, ...]:
    """The first record of a file's first bytes, as column names; () when it is no table."""
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", errors="replace")
    if "\x00" in text or not text.strip():
        return ()
    try:
        first = next(csv.reader(StringIO(text, newline=""), delimiter=sniff(text)), [])
    except csv.Error:
        return ()
    return tuple(cell.strip() for cell in first)


def sniff(sample: str) -> str:
    """The delimiter that splits the header, and the lines after it alike."""
    lines = [line for line in sample.splitlines()[:20] if line.strip()]
    if not lines:
        return ","
    counts = {mark: _outside_quotes(lines[0], mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: counts[mark])
    return best if counts[best] else ","


def _outside_quotes(line: str, mark: str) -> int:
    return re.sub(r'"[^"]*"', "", line).count(mark)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(2)
    return next((name for bom, name in _BOMS if start.startswith(bom)), "utf-8-sig")


def _records(text: TextIOBase, delimiter: str, place: str, refused: list[Refusal]) -> Iterator[tuple[int, list[str]]]:
    """Numbered records; a record too large to hold is refused, and reading goes on at the next line."""
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(_lines(text), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            refused.append(Refusal(f"{place}:{number}", f"a cell too large or broken ({error}); shorten or quote it"))


def _lines(text: TextIOBase) -> Iterator[str]:
    """Lines of bounded length: of a longer one only so much that the reader refuses it."""
    while line := text.readline(4 * MAX_FIELD):
        if not line.endswith(("\n", "\r")) and len(line) >= 4 * MAX_FIELD:
            while rest := text.readline(4 * MAX_FIELD):
                if rest.endswith(("\n", "\r")):
                    break
            yield "x" * (MAX_FIELD + 1) + "\n"
        else:
            yield line


def _header(cells: list[str], place: str, refused: list[Refusal]) -> tuple[str, ...]:
    header: list[str] = []
    for position, cell in enumerate(cells, start=1):
        name = _LONE.sub("?", cell).strip()
        if name and name in header:
            refused.append(
                Refusal(f"{place}:1 [{name}]", f"column {position} repeats this name and is not read; rename it")
            )
            name = ""
        header.append(name)
    return tuple(header)


def _row(record: tuple[int, list[str]], header: tuple[str, ...], place: str, refused: list[Refusal]) -> Row | None:
    number, cells = record
    if not any(cell.strip() for cell in cells):
        return None
    broken = next((i for i, cell in enumerate(cells) if _LONE.search(cell)), None)
    if broken is not None:
        name = header[broken] if broken < len(header) else f"column {broken + 1}"
        refused.append(Refusal(f"{place}:{number} [{name}]", "not UTF-8; save the file as UTF-8"))
        return None
    if any(cell.strip() for cell in cells[len(header) :]):
        reason = f"{len(cells)} cells where the header has {len(header)}; quote cells that hold the delimiter"
        refused.append(Refusal(f"{place}:{number}", reason))
        return None
    named = zip(header, cells, strict=False)
    return Row(number, {name: cell.strip() for name, cell in named if name and cell.strip()})


def _plain_numbers(rows: list[Row], delimiter: str) -> tuple[Row, ...]:
    """Decimal commas become points where the file uses them; where it does not, "420,2100" are two numbers."""
    cells = [cell for row in rows for cell in row.cells.values()]
    commas = sum(1 for cell in cells if _DECIMAL_COMMA.fullmatch(cell))
    points = sum(1 for cell in cells if _DECIMAL_POINT.fullmatch(cell))
    if commas > (points if delimiter == ";" else commas * points):
        return tuple(Row(row.number, {k: _point(v) for k, v in row.cells.items()}) for row in rows)
    pairs = _pair_columns(rows)
    if not pairs:
        return tuple(rows)
    return tuple(
        Row(
            row.number,
            {k: v.replace(",", ", ") if k in pairs and _PAIR.fullmatch(v) else v for k, v in row.cells.items()},
        )
        for row in rows
    )


def _pair_columns(rows: list[Row]) -> set[str]:
    """Columns where a comma cannot be a thousands mark in at least one cell."""
    found: Counter[str] = Counter()
    for row in rows:
        for name, cell in row.cells.items():
            if _PAIR.fullmatch(cell) and not _THOUSANDS.fullmatch(cell):
                found[name] += 1
    return set(found)


def _point(cell: str) -> str:
    if not re.fullmatch(r"-?[\d.]+(,\d+)?", cell) or "," not in cell:
        return cell
    return cell.replace(".", "").replace(",", ".")
