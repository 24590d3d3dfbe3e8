"""AsciiDoc in the form vendors write manuals in -> blocks: headings, paragraphs, lists, |=== tables, include::.

A file that the walk meets by itself is a document of its own, so an include of another document is passed over;
any other include is read in place, and only from within the folder.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.catalog.loaders.blocks import Block
from assistant.catalog.loaders.documents import document_of, stem_of, title_of, without_suffix
from assistant.catalog.loaders.parsed import MAX_DOCUMENT_BYTES, Parsed, SourceFile, decode, slug, too_large
from assistant.catalog.loaders.specs import spec_groups
from assistant.catalog.product import Refusal, Source

SUFFIXES = (".adoc", ".asciidoc", ".asc")
_INCLUDE = re.compile(r"include::(\S+?)\[.*\]")
_HEADING = re.compile(r"(={1,6})\s+(\S.*)")
_BULLET = re.compile(r"([*\-]{1,5}|\.{1,5}|\d+\.)\s+(\S.*)")
_LABELLED = re.compile(r"(\S.*?)::(?:\s+(.*))?$")
_ATTRIBUTE = re.compile(r":([\w-]+):\s*(.*)")
_SKIPPED = re.compile(r"\[.*\]|//.*|(image|video|audio)::.*|'''|<<<|ifn?def::.*|endif::.*|toc::.*|\+|\.\S.*")
_LISTING = re.compile(r"(-{4,}|\.{4,}|`{3,}.*)")
_FENCE = re.compile(r"(={4,}|\*{4,}|_{4,}|--|\+{4,}|/{4,})")
_CELL = re.compile(
    r"(?:(?<=\s)|^)(?:(?P<wide>\d+)?(?:\.(?P<high>\d+))?\+|\d+\*)?[<^>]?(?:\.[<^>])?[aehlmsdv]?(?<!\\)\||(?<!\\)\|"
)
_BOLD_KEY = re.compile(r"\*{1,2}([^*]{2,40}?)\*{1,2}\s*[:：]?")


def recognise(path: Path, head: bytes) -> bool:
    return path.suffix.casefold() in SUFFIXES


def read(file: SourceFile) -> Parsed:
    """One document a file."""
    if refused := too_large(file, MAX_DOCUMENT_BYTES):
        return refused
    text, refusals = decode(file)
    lines = list(_lines(text, file.path, file, refusals, 0))
    blocks = _blocks(lines)
    title = title_of(blocks, stem_of(file.place))
    document = document_of(slug(without_suffix(file.place)), title, blocks, Source(file.place), {})
    documents = (document,) if document.sections else ()
    return Parsed(1, documents=documents, groups=spec_groups(document, blocks, {}), refused=tuple(refusals))


def _lines(text: str, path: Path, file: SourceFile, refusals: list[Refusal], depth: int) -> Iterator[tuple[int, str]]:
    """Numbered lines with includes in place; lines of an included file carry the number of the include."""
    for number, line in enumerate(text.splitlines(), start=1):
        match = _INCLUDE.fullmatch(line.strip())
        if match is None:
            yield number, line
            continue
        place = f"{file.place}:{number}"
        target = (path.parent / match[1]).resolve()
        if target.suffix.casefold() in SUFFIXES and target.is_file() and target.is_relative_to(file.root):
            continue
        if "{" in match[1] or "://" in match[1]:
            refusals.append(Refusal(place, f"include of {match[1]!r} is not a file in this folder"))
        elif not target.is_relative_to(file.root):
            refusals.append(Refusal(place, f"include of {match[1]!r} leaves the folder; copy the file into it"))
        elif not target.is_file() or depth >= 8:
            refusals.append(Refusal(place, f"include of {match[1]!r}: no such file"))
        else:
            included, broken = decode(SourceFile(target, f"{file.place}:{number}", file.root))
            refusals += broken
            for _, inner in _lines(included, target, file, refusals, depth + 1):
                yield number, inner


def _blocks(lines: list[tuple[int, str]]) -> list[Block]:
    blocks: list[Block] = []
    paragraph: list[str] = []
    start = 0
    position = 0

    def close() -> None:
        if paragraph:
            text = inline(" ".join(paragraph))
            match = _BOLD_KEY.match(paragraph[0])
            blocks.append(Block("paragraph", text, start, key=inline(match[1]) if match else _label(text)))
            paragraph.clear()

    while position < len(lines):
        number, raw = lines[position]
        line = raw.strip()
        position += 1
        if line.startswith(("|===", ",===", "!===")):
            close()
            end = next((i for i in range(position, len(lines)) if lines[i][1].strip() == line), len(lines))
            before = lines[position - 2][1] if position >= 2 else ""
            rows = _table([text for _, text in lines[position:end]], before)
            blocks += [Block("table", line=number, rows=rows)] if rows else []
            position = end + 1
        elif _LISTING.fullmatch(line):
            close()
            mark = line[:3] if line.startswith("`") else line
            end = next((i for i in range(position, len(lines)) if lines[i][1].strip() == mark), len(lines))
            blocks.append(Block("code", "\n".join(text for _, text in lines[position:end]), number))
            position = end + 1
        elif heading := _HEADING.fullmatch(line):
            close()
            blocks.append(Block("heading", inline(heading[2]), number, len(heading[1])))
        elif not line or _FENCE.fullmatch(line) or _ATTRIBUTE.fullmatch(line) or _SKIPPED.fullmatch(line):
            close()
        elif bullet := _BULLET.fullmatch(line):
            close()
            blocks.append(_bullet(bullet, number))
        elif not paragraph and (labelled := _LABELLED.fullmatch(line)) and "://" not in line:
            close()
            text = inline(f"{labelled[1]}: {labelled[2] or ''}".strip(": "))
            blocks.append(Block("bullet", text, number))  # a glossary of terms, not of a product
        else:
            start = start if paragraph else number
            paragraph.append(line)
    close()
    return blocks


def _bullet(match: re.Match[str], line: int) -> Block:
    level = len(match[1]) - 1 if match[1][0] in "*-." else 0
    bold = _BOLD_KEY.match(match[2])
    text = inline(match[2])
    label = "" if match[2].startswith("`") else _label(text)
    return Block("bullet", text, line, level, key=inline(bold[1]) if bold else label)


def _label(text: str) -> str:
    match = re.fullmatch(r"([^:：.]{2,40})[:：]\s+\S.*", text)
    return match[1].strip() if match else ""


def _table(lines: list[str], attributes: str) -> tuple[tuple[str, ...], ...]:
    """Rows of cells. The number of columns is what cols= says, else what the first line of cells holds."""
    cells: list[_Cell] = []
    first_width = 0
    for line in lines:
        stripped = line.strip()
        if not stripped or stripped.startswith(("//", "image::")):
            continue
        marks = list(_CELL.finditer(stripped))
        lead = stripped[: marks[0].start()].strip() if marks else stripped
        if lead and cells:
            cells[-1].texts.append(re.sub(r"^(\*+ |\.(?=\w))", "", lead))
        for mark, following in zip(marks, [*marks[1:], None], strict=False):
            text = stripped[mark.end() : following.start() if following else None].strip()
            cells.append(_Cell([text] if text else [], int(mark["wide"] or 1), int(mark["high"] or 1)))
        first_width = first_width or sum(cell.wide for cell in cells)
    return _grid(cells, _columns(attributes) or first_width)


class _Cell(NamedTuple):
    texts: list[str]  # lines
    wide: int  # columns it spans
    high: int  # rows it spans


def _grid(cells: list[_Cell], width: int) -> tuple[tuple[str, ...], ...]:
    """Cells in their places; one that spans several is repeated in each."""
    grid: dict[tuple[int, int], str] = {}
    row = column = 0
    for cell in cells:
        while (row, column) in grid:
            row, column = (row, column + 1) if column + 1 < width else (row + 1, 0)
        text = inline("\n".join(cell.texts))
        places = [(row + down, column + right) for down in range(cell.high) for right in range(cell.wide)]
        grid |= {place: text for place in places if place[1] < width}
    rows = range(max((place[0] for place in grid), default=-1) + 1)
    whole = [tuple(grid.get((row, column), "\0") for column in range(width)) for row in rows]
    return tuple(row for row in whole if "\0" not in row)


def _columns(attributes: str) -> int:
    match = re.search(r"cols=\"?([^\"\]]+)\"?", attributes)
    if match is None:
        return 0
    total = 0
    for part in match[1].split(","):
        repeated = re.match(r"\s*(\d+)\*", part)
        total += int(repeated[1]) if repeated else 1
    return total


def inline(text: str) -> str:
    """Words without markup: links and cross references as their text."""
    text = re.sub(r"(?:https?://|link:|mailto:)\S+?\[([^\]]*?)(?:,[^\]]*)?\]", lambda m: m[1].rstrip("^"), text)
    text = re.sub(r"xref:\S+?\[([^\]]*)\]", r"\1", text)
    text = re.sub(r"<<[^,>]*,\s*([^>]*)>>", r"\1", text)
    text = re.sub(r"<<([^>]*)>>", r"\1", text)
    text = re.sub(r"(?:image|icon|footnote|kbd|btn|menu):\S*?\[[^\]]*\]", "", text)
    text = re.sub(r"\[\[[^\]]*\]\]|\[#[^\]]*\]|\[\.[^\]]*\]", "", text)
    text = re.sub(r"\*\*(.+?)\*\*|__(.+?)__|``(.+?)``", lambda m: m[1] or m[2] or m[3], text)
    text = re.sub(r"(?<!\w)([*_`])(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)
    text = text.replace("{nbsp}", " ").replace("{cpp}", "C++").replace("{deg}", "°").replace("{plus}", "+")
    return re.sub(r"[ \t]+", " ", text).strip()
