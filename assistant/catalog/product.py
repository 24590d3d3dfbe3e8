"""What a catalog holds: products with variants, offers and attributes, documents, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """Where a person can look a value up: file, and the line, or the row and column, in it."""

    path: str  # relative to the folder given to ingest
    line: int | None = None  # 1-based line of a text file, or row of a table counting the header as 1
    column: str | None = None  # column name or key path

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return place if self.column is None else f"{place} [{self.column}]"


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """A value as the source writes it, before it is typed."""

    name: str  # as the source names it
    text: str  # as the source writes it
    source: Source


@dataclass(frozen=True, slots=True)
class Offer:
    """What a variant, or a product without variants, costs and whether it can be had."""

    price: AttributeValue | None = None
    compare_at_price: AttributeValue | None = None  # the price before a reduction
    availability: AttributeValue | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One buyable form of a product, as in "M / Red"."""

    id: str
    name: str
    options: Mapping[str, str] = field(default_factory=dict)  # "size" -> "M"
    sku: str | None = None
    offer: Offer | None = None
    attributes: tuple[AttributeValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """One product of the brand."""

    id: str  # stable slug, as in "tarn-2-tent"
    name: str
    source: Source
    category: str | None = None
    description: str | None = None
    aliases: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    is_discontinued: bool = False
    offer: Offer | None = None
    variants: tuple[Variant, ...] = ()
    attributes: tuple[AttributeValue, ...] = ()
    images: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's worth of a document; tables stay as rows of cells."""

    heading: str  # path of headings joined by " > "
    text: str
    source: Source
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A guide, policy, FAQ or page."""

    id: str
    title: str
    kind: str  # "policy", "guide", "faq" or "page"
    sections: tuple[Section, ...]
    source: Source
    access: str = "public"  # "public" or the name of the group that may read it


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row, page or file that could not be read, and why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What was read from one source file."""

    path: str
    format: str
    read: int  # rows or pages
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything read. Products that two sources name alike are one product here."""

    brand: str
    products: tuple[Product, ...]
    documents: tuple[Document, ...]
    reports: tuple[SourceReport, ...] = ()
