"""Blocks -> a Document with sections under the path of their headings."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.catalog.loaders.blocks import Block
from assistant.catalog.product import Document, Section, Source

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("faq", re.compile(r"\bfaqs?\b|frequently asked|questions and answers|\bq ?& ?a\b", re.I)),
    (
        "policy",
        re.compile(
            r"polic(y|ies)|terms|privacy|refund|returns?\b|shipping|delivery|warrant|guarantee|legal|cancellation|imprint"
            r"|\bsla\b|service level|copyright|cookie|compliance|conditions|\btax(es)?\b",
            re.I,
        ),
    ),
    (
        "guide",
        re.compile(
            r"guide|how[ -]to|\bcare\b|manual|getting[ -]started|instructions|tutorial|setup|set up|tips|choos", re.I
        ),
    ),
)


def document_of(
    document_id: str, title: str, blocks: Sequence[Block], source: Source, front: Mapping[str, object]
) -> Document:
    """A document; its kind and who may read it come from the front matter, the kind else from title and path."""
    stated = str(front.get("kind") or front.get("type") or "").casefold()
    kind = stated if stated in ("policy", "guide", "faq", "page") else kind_of(f"{source.path} {title}")
    access = str(front.get("access") or "public").strip() or "public"
    return Document(document_id, title, kind, sections(title, blocks, source), source, access)


def kind_of(text: str) -> str:
    """ "policy", "guide", "faq" or "page", by the words of a title and path."""
    words = re.sub(r"[_/.-]+", " ", text)
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "page")


def sections(title: str, blocks: Sequence[Block], source: Source) -> tuple[Section, ...]:
    """A section for every heading that has text or tables of its own."""
    found: list[Section] = []
    path: list[tuple[int, str]] = []
    text: list[str] = []
    tables: list[tuple[tuple[str, ...], ...]] = []
    start = source.line

    def close() -> None:
        body = _join(text)
        if body or tables:
            heading = " > ".join(name for _, name in path) or title
            found.append(Section(heading, body, Source(source.path, start, source.column), tuple(tables)))
        text.clear()
        tables.clear()

    for block in blocks:
        if block.kind == "heading":
            close()
            path = [(level, name) for level, name in path if level < block.level] + [(block.level, block.text)]
            start = block.line or source.line
        elif block.kind == "table":
            tables.append(block.rows)
        elif block.kind == "bullet":
            text.append(f"{'  ' * block.level}- {block.text}")
        elif block.text:
            text.append(block.text)
    close()
    return tuple(found)


def _join(lines: Sequence[str]) -> str:
    """Paragraphs apart, items of one list on lines of their own."""
    parts: list[str] = []
    for number, line in enumerate(lines):
        is_item = line.lstrip().startswith("- ")
        follows = number > 0 and is_item and lines[number - 1].lstrip().startswith("- ")
        parts.append(("\n" if follows else "\n\n") + line)
    return "".join(parts).strip()


def title_of(blocks: Sequence[Block], fallback: str) -> str:
    """The first heading, else the file's name as words."""
    first = next((block.text for block in blocks if block.kind == "heading" and block.text), "")
    return first or re.sub(r"[-_]+", " ", fallback).strip().capitalize()


def stem_of(place: str) -> str:
    path = Path(place)
    return path.parent.name if path.stem.casefold() in ("index", "readme") and path.parent.name else path.stem


def without_suffix(place: str) -> str:
    return str(Path(place).with_suffix(""))
