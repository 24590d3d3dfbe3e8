"""What all files say, brought together: a product that two of them name alike is one product."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.catalog.loaders.parsed import Parsed, SpecGroup, slug
from assistant.catalog.product import AttributeValue, Document, Offer, Product, Refusal, Section, Variant


class Assortment:
    """The products gathered so far, found again by SKU or by name."""

    def __init__(self) -> None:
        self._products: dict[str, Product] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_sku: dict[str, str] = {}

    def add(self, product: Product) -> bool:
        """Take a product in, joined to the one it repeats. False when it only adds and nothing is there to add to."""
        known = self._find(product)
        if known is None and not product.name:
            return False
        if known is None:
            taken = product.id in self._products
            if taken and product.category:
                product = replace(product, id=f"{product.id}-{slug(product.category)}")
            while product.id in self._products:
                product = replace(product, id=f"{product.id}-2")
        else:
            product = joined(self._products[known], product)
        self._products[product.id] = product
        self._register(product)
        return True

    def named(self, heading: str) -> str | None:
        """The one product a heading names, words such as "specifications" aside; None when none does or two would."""
        for words in (name_key(heading), _without_generic(name_key(heading))):
            known = self._by_name.get(words, ())
            if len(known) == 1:
                return known[0]
        return None

    def attach(self, group: SpecGroup) -> None:
        """Give the values of a document to the product its headings name, else a data sheet to a new one."""
        own = composed_name(group.headings)
        candidates = [own, group.headings[-1]]
        if not group.is_product and not group.is_of_innermost:
            candidates += _outward(group.headings)
        for heading in candidates:
            if (known := self.named(heading)) is not None:
                product = self._products[known]
                self._products[known] = replace(product, attributes=(*product.attributes, *group.values))
                return
        if group.is_product:
            aliases = tuple(alias for alias in group.aliases if name_key(alias) != name_key(own))
            place = group.values[0].source
            self.add(Product(slug(own), own, place, group.category, aliases=aliases, attributes=group.values))

    def products(self) -> tuple[Product, ...]:
        return tuple(self._products.values())

    def _find(self, product: Product) -> str | None:
        for sku in product.skus:
            if sku.casefold() in self._by_sku:
                return self._by_sku[sku.casefold()]
        for known in self._by_name.get(name_key(product.name), ()) if product.name else ():
            categories = {self._products[known].category, product.category}
            if None in categories or len({category.casefold() for category in categories if category}) == 1:
                return known
        if not product.name and product.id in self._products:
            return product.id
        return None

    def _register(self, product: Product) -> None:
        known = self._by_name.setdefault(name_key(product.name), [])
        if product.id not in known:
            known.append(product.id)
        for sku in (*product.skus, *(variant.sku for variant in product.variants if variant.sku)):
            self._by_sku.setdefault(sku.casefold(), product.id)


def gather(parsed: Iterable[tuple[str, Parsed]]) -> tuple[tuple[Product, ...], tuple[Document, ...], list[Refusal]]:
    """Products and documents of all files; additions to a SKU that no file has are refused."""
    files = list(parsed)
    assortment = Assortment()
    refusals: list[Refusal] = []
    for has_name in (True, False):
        for _, file in files:
            for product in file.products:
                if bool(product.name) == has_name and not assortment.add(product):
                    code = ", ".join(product.skus) or product.id
                    refusals.append(Refusal(str(product.source), f"adds to {code!r}, which no file names"))
    groups = [group for _, file in files for group in file.groups]
    for group in sorted(groups, key=lambda group: not group.is_product):
        assortment.attach(group)
    labels = {code: label for _, file in files for code, label in file.labels if label.casefold() != "category"}
    placed = {place: file.category for place, file in files}
    products = tuple(
        replace(_labelled(product, labels), category=product.category or placed.get(product.source.path))
        for product in assortment.products()
    )
    return products, (*_unique(files), *_descriptions(products)), refusals


def _labelled(product: Product, labels: Mapping[str, str]) -> Product:
    """The product with its attributes called what the shop calls them."""
    if not labels:
        return product

    def named(values: Iterable[AttributeValue]) -> tuple[AttributeValue, ...]:
        return tuple(replace(value, name=labels.get(value.name, value.name)) for value in values)

    variants = tuple(replace(form, attributes=named(form.attributes)) for form in product.variants)
    return replace(product, attributes=named(product.attributes), variants=variants)


def joined(one: Product, other: Product) -> Product:
    """Both as one. Where both state a price the second becomes an attribute, so that a difference is seen."""
    attributes = [*one.attributes, *other.attributes]
    if one.offer is not None and other.offer is not None:
        attributes += _restated(other.offer)
    return replace(
        one,
        category=one.category or other.category,
        description=one.description or other.description,
        aliases=tuple(dict.fromkeys((*one.aliases, *other.aliases))),
        skus=tuple(dict.fromkeys((*one.skus, *other.skus))),
        is_discontinued=one.is_discontinued or other.is_discontinued,
        offer=one.offer or other.offer,
        variants=_joined_variants(one.variants, other.variants),
        attributes=tuple(attributes),
        images=tuple(dict.fromkeys((*one.images, *other.images))),
        url=one.url or other.url,
    )


def name_key(name: str) -> str:
    """A name without case, marks and punctuation, for comparison."""
    return re.sub(r"(?:[^\w+#]|_)+", " ", re.sub(r"[®™©℠]", "", name).casefold()).strip()


def composed_name(headings: Sequence[str]) -> str:
    """ "LoRa 32" over "V4" is "LoRa 32 V4"; a heading that repeats the title stands alone."""
    title, *inner = headings
    if not inner:
        return title
    last = inner[-1]
    shared = set(name_key(title).split()) & set(name_key(last).split())
    return last if shared or len(last.split()) >= 3 else f"{title} {last}"


_GENERIC = frozenset(
    [
        "specifications",
        "specification",
        "specs",
        "spec",
        "sheet",
        "data",
        "technical",
        "details",
        "overview",
        "features",
        "manual",
        "guide",
        "care",
        "product",
        "page",
        "instructions",
        "faq",
        "information",
        "info",
        "the",
        "your",
        "our",
        "about",
        "for",
        "of",
        "and",
    ]
)


def _without_generic(words: str) -> str:
    return " ".join(word for word in words.split() if word not in _GENERIC)


def _outward(headings: Sequence[str]) -> list[str]:
    """Headings further out, as long as none between looks like the name of another product."""
    found: list[str] = []
    for inner, outer in zip(reversed(headings), reversed(headings[:-1]), strict=False):
        if re.search(r"\d", inner) or set(name_key(inner).split()) & set(name_key(outer).split()):
            break
        found.append(outer)
    return found


def _restated(offer: Offer) -> Iterator[AttributeValue]:
    named = (("price", offer.price), ("compare-at price", offer.compare_at_price), ("availability", offer.availability))
    for name, value in named:
        if value is not None:
            text = f"{value.text} {offer.currency}" if offer.currency and name != "availability" else value.text
            yield replace(value, name=name, text=text)


def _joined_variants(one: Sequence[Variant], other: Sequence[Variant]) -> tuple[Variant, ...]:
    known = {variant.sku or variant.name.casefold(): variant for variant in one}
    for variant in other:
        key = variant.sku or variant.name.casefold()
        same = known.get(key)
        if same is None:
            taken = any(variant.id == earlier.id for earlier in known.values())
            known[key] = replace(variant, id=f"{variant.id}-{len(known) + 1}") if taken else variant
            continue
        extra = tuple(_restated(variant.offer)) if same.offer and variant.offer else ()
        attributes = (*same.attributes, *variant.attributes, *extra)
        known[key] = replace(same, offer=same.offer or variant.offer, attributes=attributes)
    return tuple(known.values())


def _unique(files: Iterable[tuple[str, Parsed]]) -> Iterator[Document]:
    """Documents of all files, ids told apart."""
    seen: dict[str, int] = {}
    for _, file in files:
        for document in file.documents:
            seen[document.id] = seen.get(document.id, 0) + 1
            number = seen[document.id]
            yield document if number == 1 else replace(document, id=f"{document.id}-{number}")


def _descriptions(products: Iterable[Product]) -> Iterator[Document]:
    """What a product's own text says can be quoted like any page."""
    for product in products:
        if product.description:
            section = Section(product.name, product.description, product.source)
            yield Document(f"product-{product.id}", product.name, "page", (section,), product.source)
