"""Catalog -> Facts: what the brand says about each product, typed, with its source."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.catalog.product import Source
from assistant.facts.values import Value

Criticality = Literal["critical", "normal"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What the brand says about one attribute of one product."""

    id: str  # "tarn-2-tent/weight", or "tarn-2-tent@m-red/price" for one variant
    product: str  # catalog id, as in "tarn-2-tent"
    attribute: str  # canonical name as people say it, as in "battery life"
    value: Value
    text: str  # as the brand writes it, and as the context shows it
    source: Source
    variant: str | None = None  # variant id when the fact holds for that variant alone
    is_volatile: bool = False  # price, stock: only ever taught or answered with context
    is_current: bool = True  # False for a superseded value, kept to recognise it as outdated
    criticality: Criticality = "normal"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sources that say different things of the same attribute; neither is taught."""

    product: str
    attribute: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ProductName:
    """A product as the facts know it: id, display name, category, and the other names people use."""

    id: str
    name: str
    category: str | None = None
    aliases: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    is_discontinued: bool = False
    variants: Mapping[str, str] = field(default_factory=dict)  # variant id -> display name


class Facts:
    """Facts by product and attribute, with the names of the products they are about."""

    def __init__(
        self,
        brand: str,
        products: Iterable[ProductName],
        facts: Iterable[Fact],
        contradictions: Sequence[Contradiction] = (),
    ) -> None:
        self.brand = brand
        self.products: Mapping[str, ProductName] = {product.id: product for product in products}
        self.contradictions = tuple(contradictions)
        self._by_id = {fact.id: fact for fact in facts}
        self._by_product: dict[str, list[Fact]] = {}
        for fact in self._by_id.values():
            self._by_product.setdefault(fact.product, []).append(fact)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._by_id.values())

    def by_id(self, fact_id: str) -> Fact | None:
        return self._by_id.get(fact_id)

    def of(self, product: str) -> tuple[Fact, ...]:
        """All facts of a product, superseded ones and those of its variants included."""
        return tuple(self._by_product.get(product, ()))

    def get(self, product: str, attribute: str, variant: str | None = None) -> Fact | None:
        """The current fact, for a variant or for the product as a whole."""
        for fact in self._by_product.get(product, ()):
            if fact.attribute == attribute and fact.variant == variant and fact.is_current:
                return fact
        return None

    def attributes(self) -> tuple[str, ...]:
        """Every attribute name the catalog uses, most frequent first."""
        counts: dict[str, int] = {}
        for fact in self:
            counts[fact.attribute] = counts.get(fact.attribute, 0) + 1
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))
