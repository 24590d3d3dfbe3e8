"""Catalog -> passages: the pieces of documents that answers may be read from."""

from dataclasses import dataclass

from assistant.catalog.product import Source


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
