"""Prices and availability as shops write them."""

import pytest

from assistant.catalog.product import AttributeValue, Offer, Product, Source
from assistant.facts.offers import availability, offer_facts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1", "in stock"),
        ("true", "in stock"),
        ("in_stock", "in stock"),
        ("InStock", "in stock"),
        ("https://schema.org/OutOfStock", "out of stock"),
        ("0", "out of stock"),
        ("Preorder", "preorder"),
        ("ships in 3 weeks", "ships in 3 weeks"),
    ],
)
def test_availability_is_said_in_words(text: str, said: str) -> None:
    assert availability(text) == said


@pytest.mark.parametrize("text", ["0.00", "0", "on request", ""])
def test_what_is_no_price_makes_no_fact(text: str) -> None:
    place = Source("a.csv", 2, "price")
    product = Product("a", "A", place, offer=Offer(AttributeValue("price", text, place)))
    assert list(offer_facts(product, "EUR")) == []


def test_the_currency_of_the_offer_goes_before_the_brands() -> None:
    place = Source("a.csv", 2, "price")
    product = Product("a", "A", place, offer=Offer(AttributeValue("price", "9", place), currency="USD"))
    assert [fact.text for fact in offer_facts(product, "EUR")] == ["9 USD"]
