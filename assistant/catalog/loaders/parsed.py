"""What a loader is, and what it returns."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant.catalog.product import AttributeValue, Document, Product, Refusal


class SourceFile(NamedTuple):
    """A file to read. Its `place` is what every Source and Refusal names."""

    path: Path
    place: str  # relative to the folder given to ingest
    root: Path  # nothing outside this folder is read


class SpecGroup(NamedTuple):
    """Key and value pairs found in a document, under headings that may name a product."""

    headings: tuple[str, ...]  # document title first, innermost heading last
    values: tuple[AttributeValue, ...]
    is_product: bool  # rich enough to make a product of its own when none of this name is known
    aliases: tuple[str, ...] = ()
    category: str | None = None
    is_of_innermost: bool = False  # a row or column of a table: no outer heading can be meant


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file holds. A product without a name only adds to one that another file names, by its SKU."""

    read: int = 0  # rows, records or pages
    products: tuple[Product, ...] = ()
    documents: tuple[Document, ...] = ()
    groups: tuple[SpecGroup, ...] = ()
    refused: tuple[Refusal, ...] = ()
    category: str | None = None  # what the file's name says its products are, for those that nothing else places
    labels: tuple[tuple[str, str], ...] = ()  # what the shop shows for a column, by the column's name


class Loader(NamedTuple):
    """One format. `recognise` sees the name and the first bytes only."""

    name: str
    recognise: Callable[[Path, bytes], bool]
    read: Callable[[SourceFile], Parsed]


HEAD_BYTES = 65_536
MAX_DOCUMENT_BYTES = 8_000_000
MAX_JSON_BYTES = 256_000_000
MAX_TABLE_BYTES = 2_000_000_000


def too_large(file: SourceFile, limit: int) -> Parsed | None:
    """A refusal when the file is larger than its format may be."""
    size = file.path.stat().st_size
    if size <= limit:
        return None
    reason = f"{size / 1e6:.0f} MB, at most {limit / 1e6:.0f} MB are read; split the file"
    return Parsed(refused=(Refusal(file.place, reason),))


def slug(text: str) -> str:
    """An id from a name: "Tarn 2 Tent" -> "tarn-2-tent". Letters of every script stay."""
    return (
        re.sub(r"[^\w]+", "-", text.casefold().replace("'", "").replace("’", "").replace("+", " plus ")).strip("-_")
        or "unnamed"
    )


def decode(file: SourceFile) -> tuple[str, list[Refusal]]:
    """The file's text; lines that are not UTF-8 are refused by number and left empty."""
    raw = file.path.read_bytes().replace(b"\0", b"").decode("utf-8-sig", errors="surrogateescape")
    if not re.search(r"[\ud800-\udfff]", raw):
        return raw, []
    lines = raw.split("\n")
    broken = [number for number, line in enumerate(lines, start=1) if re.search(r"[\ud800-\udfff]", line)]
    refusals = [Refusal(f"{file.place}:{number}", "not UTF-8; save the file as UTF-8") for number in broken[:20]]
    if len(broken) > 20:
        refusals.append(Refusal(file.place, f"{len(broken) - 20} more lines are not UTF-8"))
    for number in broken:
        lines[number - 1] = ""
    return "\n".join(lines), refusals
