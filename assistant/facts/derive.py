"""Catalog -> Facts: every attribute value typed, offers and variants told apart, contradictions set aside."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.catalog.product import AttributeValue, Catalog, Product
from assistant.config import Brand
from assistant.facts.facts import Contradiction, Criticality, Fact, Facts, ProductName
from assistant.facts.naming import Named, attribute_names, is_bare, slugged, with_unit
from assistant.facts.offers import offer_facts
from assistant.facts.quantities import parse_value
from assistant.facts.reconcile import reconcile
from assistant.facts.values import Boolean, Enumeration, Listing, Money, Quantity, Text, Value
from assistant.facts.variants import option_facts, variant_facts

MAX_LENGTH = 300  # characters; longer texts are passages, not facts
_CRITICAL = re.compile(
    r"\b(price|safety|safe|warning|caution|warranty|guarantee|allerg\w*|ingredients?|hazard\w*|flammab\w*|toxic\w*"
    r"|(min(imum)?|max(imum)?|recommended)? ?age|(max(imum)?|load|weight) (load|limit|capacity|weight|user weight)"
    r"|load|payload|voltage|certification\w*)\b"
)
_EMPTY = frozenset(
    [
        "-",
        "–",
        "—",
        "n/a",
        "na",
        "n.a.",
        "none",
        "null",
        "nan",
        "unknown",
        "tbd",
        "tba",
        "?",
        ".",
        "/",
        "not specified",
        "not applicable",
    ]
)
_PLACE = re.compile(r"(https?://|www\.|/[\w./-]+\.\w{2,4}$)\S*", re.I)
_LIST_MARK = re.compile(r"\s*(?:\n|\||;)\s*")
_CLOSED = re.compile(r"\b(colou?rs?|sizes?|materials?|patterns?|genders?|styles?|in the box|included|includes|ports)\b")


def derive(catalog: Catalog, brand: Brand) -> Facts:
    """Typed facts of every product. What two sources contradict is in `contradictions` and in no fact."""
    named = attribute_names(_texts(catalog.products))
    facts: list[Fact] = []
    contradictions: list[Contradiction] = []
    for product in catalog.products:
        by_id: dict[str, list[Fact]] = defaultdict(list)
        for fact in product_facts(product, named, brand):
            by_id[fact.id].append(fact)
        for stated in by_id.values():
            settled = reconcile(stated)
            if isinstance(settled, Contradiction):
                contradictions.append(settled)
            else:
                facts.append(settled)
    names = [_product_name(product) for product in catalog.products]
    return Facts(catalog.brand, names, _with_enumerations(_with_flags(facts)), contradictions)


def product_facts(product: Product, named: Mapping[str, Named], brand: Brand) -> Iterator[Fact]:
    """All that is stated of a product, before statements of one attribute are brought together."""
    if product.category:
        place = replace(product.source, column="category")
        yield Fact(
            f"{product.id}/category", product.id, "category", Enumeration(product.category), product.category, place
        )
    if product.is_discontinued:
        place = replace(product.source, column="availability")
        gone = Enumeration("discontinued")
        yield Fact(f"{product.id}/availability", product.id, "availability", gone, "discontinued", place)
    yield from offer_facts(product, brand.brand.currency or None)
    yield from option_facts(product)
    for value in product.attributes:
        if (fact := attribute_fact(product.id, value, named, brand)) is not None:
            yield fact
    yield from variant_facts(product, lambda value, variant: attribute_fact(product.id, value, named, brand, variant))


def attribute_fact(
    product: str, value: AttributeValue, named: Mapping[str, Named], brand: Brand, variant: str | None = None
) -> Fact | None:
    """One value typed; None for what states nothing: blanks, addresses, texts too long for a fact."""
    text = value.text.strip()
    if not text or text.casefold() in _EMPTY or len(text) > MAX_LENGTH or _PLACE.match(text):
        return None
    attribute, unit = named[value.name]
    if not attribute or not re.search(r"[^\W\d_]", attribute):
        return None
    typed, shown = typed_value(text, attribute, unit, brand.brand.currency or None)
    owner = product if variant is None else f"{product}@{variant}"
    return Fact(
        id=f"{owner}/{slugged(attribute)}",
        product=product,
        attribute=attribute,
        value=typed,
        text=shown,
        source=value.source,
        variant=variant,
        is_volatile=attribute in brand.sources.volatile or "price" in attribute.split(),
        criticality=criticality_of(attribute),
    )


def typed_value(text: str, attribute: str, unit: str | None, currency: str | None) -> tuple[Value, str]:
    """The value, and the text to show: as the brand writes it, with the unit of its column."""
    parts = [part for part in _LIST_MARK.split(text) if part]
    if len(parts) > 1 and max(map(len, parts)) <= 60:
        return Listing(tuple(dict.fromkeys(parts)), closed=bool(_CLOSED.search(attribute))), ", ".join(
            dict.fromkeys(parts)
        )
    shown = with_unit(" ".join(text.split()), unit)
    value = parse_value(shown, attribute=attribute, unit_hint=unit, currency=currency)
    if isinstance(value, Boolean):
        return value, str(value)
    if isinstance(value, Money) and is_bare(shown):
        return value, f"{shown} {value.currency}"
    if isinstance(value, Listing) and (shown.endswith(".") or not _is_list(value.items)):
        return Text(shown), shown
    return value, shown


def _is_list(items: Sequence[str]) -> bool:
    """Whether the commas of a text divide items, and not a bracket, an address or a sentence."""
    return all(item.count("(") == item.count(")") and "://" not in item and len(item.split()) <= 5 for item in items)


def criticality_of(attribute: str) -> Criticality:
    """Where a wrong answer costs a person money or health."""
    return "critical" if _CRITICAL.search(attribute) else "normal"


def _texts(products: Iterable[Product]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = defaultdict(list)
    for product in products:
        for value in (*product.attributes, *(value for form in product.variants for value in form.attributes)):
            texts[value.name].append(value.text)
    return texts


def _product_name(product: Product) -> ProductName:
    return ProductName(
        id=product.id,
        name=product.name,
        category=product.category,
        aliases=product.aliases,
        skus=tuple(dict.fromkeys((*product.skus, *(form.sku for form in product.variants if form.sku)))),
        is_discontinued=product.is_discontinued,
        variants={form.id: form.name for form in product.variants},
    )


def _with_flags(facts: Sequence[Fact]) -> list[Fact]:
    """0 and 1 of an attribute that others answer with yes and no mean the same."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        is_bit = isinstance(fact.value, Quantity) and fact.text in ("0", "1")
        kinds[fact.attribute].add("bit" if is_bit else type(fact.value).__name__)
    flags = {attribute for attribute, found in kinds.items() if found == {"bit", "Boolean"}}

    def as_flag(fact: Fact) -> Fact:
        value = Boolean(fact.text == "1")
        return replace(fact, value=value, text=str(value))

    return [
        as_flag(fact) if fact.attribute in flags and not isinstance(fact.value, Boolean) else fact for fact in facts
    ]


def _with_enumerations(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Short texts of an attribute that takes few of them over five products or more are choices, not prose."""
    texts: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.value, Text):
            texts[fact.attribute].append(fact)
    chosen = {
        attribute
        for attribute, members in texts.items()
        if len({fact.product for fact in members}) >= 5
        and len({fact.text.casefold() for fact in members}) <= min(12, len(members) / 2)
        and all(len(fact.text.split()) <= 3 for fact in members)
    }
    for fact in facts:
        is_choice = fact.attribute in chosen and isinstance(fact.value, Text)
        yield replace(fact, value=Enumeration(fact.text)) if is_choice else fact
