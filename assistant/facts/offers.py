"""Offers -> price, compare-at price, availability and superseded price; of a product and of its variants."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.catalog.product import AttributeValue, Offer, Product
from assistant.facts.facts import Criticality, Fact
from assistant.facts.naming import is_bare
from assistant.facts.quantities import parse_value
from assistant.facts.values import Boolean, Enumeration, Interval, Money, Quantity, Value


def offer_facts(product: Product, currency: str | None) -> Iterator[Fact]:
    """Facts of the product's own offer, or of its variants: alike for all, or each its own under a range."""
    if product.offer is not None:
        yield from _of_offer(product.id, None, product.offer, currency, product.is_discontinued)
    by_attribute: dict[str, list[Fact]] = {}
    offers = [(form.id, form.offer) for form in product.variants if form.offer is not None]
    for variant, offer in offers:
        for fact in _of_offer(product.id, variant, offer, currency, product.is_discontinued):
            by_attribute.setdefault(fact.id.rpartition("/")[2], []).append(fact)
    for facts in by_attribute.values():
        covers_all = len(facts) == len(product.variants)
        if covers_all and len({str(fact.value) for fact in facts}) == 1:
            yield of_product(facts[0])
            continue
        yield from facts
        span = span_of(facts)
        if span is not None and facts[0].is_current and covers_all:
            yield span


def of_product(fact: Fact) -> Fact:
    """A variant's fact as one of the whole product."""
    return replace(fact, id=f"{fact.product}/{fact.id.rpartition('/')[2]}", variant=None)


def span_of(facts: Sequence[Fact]) -> Fact | None:
    """From the lowest to the highest of amounts that compare; None when they do not."""
    amounts = [(fact.value, fact) for fact in facts if isinstance(fact.value, Money | Quantity)]
    kinds = {value.currency if isinstance(value, Money) else value.dimension for value, _ in amounts}
    if len(amounts) != len(facts) or len(kinds) != 1:
        return None
    ordered = sorted(amounts, key=lambda pair: pair[0].amount if isinstance(pair[0], Money) else pair[0].base)
    (low, first), (high, last) = ordered[0], ordered[-1]
    tail = first.text.lstrip("0123456789.,+- ")
    shown = f"{first.text.removesuffix(tail).strip()} to {last.text}" if tail and last.text.endswith(tail) else None
    return replace(of_product(first), value=Interval(low, high), text=shown or f"{first.text} to {last.text}")


def _of_offer(
    product: str, variant: str | None, offer: Offer, currency: str | None, is_discontinued: bool
) -> Iterator[Fact]:
    owner = product if variant is None else f"{product}@{variant}"

    def fact(
        key: str, attribute: str, value: Value, text: str, stated: AttributeValue, *, is_current: bool = True
    ) -> Fact:
        critical: Criticality = "normal" if attribute == "availability" else "critical"
        return Fact(
            f"{owner}/{key}", product, attribute, value, text, stated.source, variant, True, is_current, critical
        )

    money = offer.currency or currency
    price = _amount(offer.price, money)
    before = _amount(offer.compare_at_price, money)
    if price is not None and offer.price is not None:
        yield fact("price", "price", *price, offer.price)
    if before is not None and offer.compare_at_price is not None and (price is None or _is_less(price[0], before[0])):
        yield fact("compare-at-price", "compare-at price", *before, offer.compare_at_price)
        if price is not None:
            yield fact("price~before", "price", *before, offer.compare_at_price, is_current=False)
    if offer.availability is not None and not is_discontinued:
        text = availability(offer.availability.text)
        yield fact("availability", "availability", Enumeration(text), text, offer.availability)


def _amount(stated: AttributeValue | None, currency: str | None) -> tuple[Value, str] | None:
    """A price and how it is shown; None for a blank and for a zero, which shops write where there is no price."""
    if stated is None or not re.search(r"[1-9]", stated.text):
        return None
    text = " ".join(stated.text.split())
    value = parse_value(text, attribute="price", currency=currency)
    if not isinstance(value, Money | Quantity | Interval):
        return None
    return value, f"{text} {currency}" if currency and is_bare(text) else text


def _is_less(one: Value, other: Value) -> bool:
    return isinstance(one, Money | Quantity) and isinstance(other, Money | Quantity) and one.amount < other.amount


def availability(text: str) -> str:
    """ "1", "true" and "in_stock" all say "in stock"; other words stay."""
    value = parse_value(text)
    if isinstance(value, Boolean) or text.strip() in ("0", "1"):
        held = value.value if isinstance(value, Boolean) else text.strip() == "1"
        return "in stock" if held else "out of stock"
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.rpartition("/")[2])
    return re.sub(r"[\s_-]+", " ", words).strip().lower()
