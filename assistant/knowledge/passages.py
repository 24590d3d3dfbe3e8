"""Catalog -> passages: the pieces of documents that answers may be read from."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.catalog.product import Document, Section, Source
from assistant.facts.aliases import Names
from assistant.knowledge.sentences import split

MAX_WORDS = 120


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document, small enough to stand in a context (at most about 120 words)."""

    id: str  # "returns-policy#2"
    document: str  # document id
    title: str  # document title and heading, as in "Returns policy > Refunds"
    text: str
    kind: str  # "policy", "guide", "faq" or "page"
    source: Source
    access: str = "public"
    product: str | None = None  # catalog id when the passage is about one product


def from_documents(documents: Iterable[Document], names: Names | None = None) -> tuple[Passage, ...]:
    """Sections cut at sentence borders, table rows as sentences of their own; `names` finds whom a title is about."""
    found: list[Passage] = []
    for document in documents:
        number = 0
        for section in document.sections:
            title = _title(document, section)
            product = _subject(title, names)
            for text in _pieces([*split(section.text), *_rows(section)]):
                number += 1
                place = (f"{document.id}#{number}", document.id, title, text, document.kind, section.source)
                found.append(Passage(*place, access=document.access, product=product))
    return tuple(found)


def _title(document: Document, section: Section) -> str:
    heading = section.heading.strip()
    if not heading or heading == document.title or heading.startswith(f"{document.title} > "):
        return heading or document.title
    return f"{document.title} > {heading}"


def _subject(title: str, names: Names | None) -> str | None:
    mentions = names.find(title) if names else []
    products = {mention.product for mention in mentions if mention.kind == "product"}
    return products.pop() if len(products) == 1 and len(mentions) == 1 else None


def _rows(section: Section) -> list[str]:
    """Each row of each table as "key: value" or "key: heading value; heading value"."""
    lines = []
    for table in section.tables:
        head, rows = (table[0], table[1:]) if len(table) > 1 and len(table[0]) > 2 else ((), table)
        for row in rows:
            cells = [cell.strip() for cell in row]
            if len(cells) < 2 or not any(cells[1:]):
                continue
            values = cells[1:]
            if head:
                named = zip(head[1:], values, strict=False)
                values = [f"{name.strip().lower()} {value}" for name, value in named if value]
            lines.append(f"{cells[0]}: {'; '.join(value for value in values if value)}.")
    return lines


def _pieces(sentences: list[str]) -> list[str]:
    """Sentences joined into pieces of at most MAX_WORDS; a longer sentence is cut between words."""
    pieces: list[list[str]] = [[]]
    for sentence in sentences:
        words = sentence.split()
        for start in range(0, len(words), MAX_WORDS):
            part = words[start : start + MAX_WORDS]
            if pieces[-1] and len(pieces[-1]) + len(part) > MAX_WORDS:
                pieces.append([])
            pieces[-1] += part
    return [" ".join(piece) for piece in pieces if piece]
