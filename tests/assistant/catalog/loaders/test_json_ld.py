"""Products as shops describe them to search engines."""

import json
from collections.abc import Callable

import pytest

from assistant.catalog.loaders import html_page, json_records
from assistant.catalog.loaders.json_ld import record_of
from assistant.catalog.loaders.parsed import SourceFile

Writing = Callable[[str, str | bytes], SourceFile]

NODE = {
    "@context": "https://schema.org",
    "@type": "Product",
    "name": "Water heater",
    "gtin14": "12345678901231",
    "brand": {"@type": "Brand", "name": "X"},
    "aggregateRating": {"ratingValue": "3.5"},
    "weight": {"@type": "QuantitativeValue", "value": 1.2, "unitCode": "KGM"},
    "depth": {"@type": "QuantitativeValue", "minValue": 1, "maxValue": 3, "unitText": "cm"},
    "color": "green",
    "additionalProperty": [{"@type": "PropertyValue", "name": "Efficiency", "value": "A"}],
    "offers": [
        {"@type": "Offer", "price": 29.9, "priceCurrency": "USD", "availability": "https://schema.org/InStock"},
        {"@type": "Offer", "price": 35, "priceCurrency": "USD"},
    ],
}


def test_a_product_has_its_quantities_with_units_and_its_first_offer(written: Writing) -> None:
    (product,) = json_records.read(written("a.json", json.dumps(NODE))).products
    assert product.name == "Water heater" and "12345678901231" in product.skus
    assert {value.name: value.text for value in product.attributes} == {
        "weight": "1.2 kg",
        "depth": "1 to 3 cm",
        "color": "green",
        "Efficiency": "A",
    }
    assert product.offer is not None and product.offer.price is not None
    assert (product.offer.price.text, product.offer.currency) == ("29.9", "USD")


@pytest.mark.parametrize(
    "wrapped",
    [
        {"@context": "https://schema.org", "@graph": [{"@type": "Library", "name": "L"}, NODE]},
        [NODE, {"@type": "OnlineStore", "name": "S"}],
        {"@type": "ItemPage", "mainEntity": NODE},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": NODE}]},
        {"@type": ["Movie", "https://schema.org/Product"], "name": "Water heater"},
    ],
)
def test_products_are_found_where_pages_put_them(written: Writing, wrapped: object) -> None:
    file = written("a.json", json.dumps([wrapped]))
    assert [product.name for product in json_records.read(file).products] == ["Water heater"]
    block = f'<script type="application/ld+json">{json.dumps(wrapped)}</script>'
    page = f"<html><body><h1>Shop</h1><p>Text.</p>{block}</body></html>"
    parsed = html_page.read(written("a.html", page))
    assert [product.name for product in parsed.products] == ["Water heater"]
    assert len(parsed.documents) == 1


def test_an_order_that_mentions_a_product_is_refused_by_its_type(written: Writing) -> None:
    order = {"@type": "Order", "orderedItem": {"@type": "Product", "name": "Widget"}}
    parsed = json_records.read(written("a.json", json.dumps(order)))
    assert not parsed.products
    assert parsed.refused[0].reason == "schema.org Order, without a product that has a name"


def test_variants_and_a_range_of_prices_are_kept() -> None:
    group = {"@type": "ProductGroup", "name": "Tee", "hasVariant": [{"name": "Tee S", "size": "S"}]}
    assert record_of(group)["variants"] == [{"name": "Tee S", "size": "S"}]
    offers = {"@type": "AggregateOffer", "lowPrice": "12", "highPrice": "15", "priceCurrency": "EUR"}
    assert record_of({"name": "A", "offers": offers})["price range"] == "12 to 15 EUR"


def test_a_broken_block_leaves_the_page_readable(written: Writing) -> None:
    page = '<html><body><p>Text.</p><script type="application/ld+json">{</script></body></html>'
    parsed = html_page.read(written("a.html", page))
    assert len(parsed.documents) == 1 and not parsed.products


def test_yaml_is_read_and_a_name_in_a_group_is_the_name(written: Writing) -> None:
    text = "Board:\n  Name: UNO R4\n  SKU: '0087'\nMemory:\n  SRAM: 32 kB\nPower:\n  Input: Yes\n"
    (product,) = json_records.read(written("a.yml", text)).products
    assert (product.name, product.skus) == ("UNO R4", ("0087",))
    assert {value.name: value.text for value in product.attributes} == {
        "Memory / SRAM": "32 kB",
        "Power / Input": "Yes",
    }


def test_broken_yaml_is_refused(written: Writing) -> None:
    assert "not YAML" in json_records.read(written("a.yml", "a: [1\nb: }")).refused[0].reason
