"""JSON in the shapes shops export."""

from collections.abc import Callable

import pytest

from assistant.catalog.loaders import json_records
from assistant.catalog.loaders.parsed import Parsed, SourceFile
from assistant.catalog.product import Product

Writing = Callable[[str, str | bytes], SourceFile]


def _read(written: Writing, text: str | bytes, name: str = "a.json") -> Parsed:
    return json_records.read(written(name, text))


def _stated(product: Product) -> dict[str, str]:
    return {value.name: value.text for value in product.attributes}


@pytest.mark.parametrize(
    "text",
    [
        '[{"name": "Lykta"}]',
        '{"products": [{"name": "Lykta"}]}',
        '{"name": "Lykta"}',
        '{"Items": [{"title": "Lykta"}]}',
    ],
)
def test_a_list_an_object_with_a_list_and_one_product_are_read(written: Writing, text: str) -> None:
    assert [product.name for product in _read(written, text).products] == ["Lykta"]


def test_nested_objects_become_paths_and_numbers_keep_their_digits(written: Writing) -> None:
    text = (
        '[{"name": "UNO", "Memory": {"SRAM": "512 kB"}, "specs": {"weight": 1.90}, "tags": ["x"], '
        '"ports": ["USB-C", "5V"]}]'
    )
    (product,) = _read(written, text).products
    assert _stated(product) == {"Memory / SRAM": "512 kB", "weight": "1.90", "ports": "USB-C\n5V"}


def test_names_with_values_are_attributes(written: Writing) -> None:
    text = (
        '[{"name": "A", "additionalProperty": [{"name": "Weight", "value": 2, "unitText": "kg"}], '
        '"height": {"value": 9, "unit": "cm"}}]'
    )
    (product,) = _read(written, text).products
    assert _stated(product) == {"Weight": "2 kg", "height": "9 cm"}


def test_variants_have_options_offers_and_stock(written: Writing) -> None:
    text = '[{"name": "A", "variants": [{"sku": "A-S", "size": "S", "price": "9 EUR", "stock": 3, "weight": "1 kg"}]}]'
    (product,) = _read(written, text).products
    (form,) = product.variants
    assert (dict(form.options), form.sku) == ({"size": "S"}, "A-S")
    assert form.offer is not None and form.offer.price is not None and form.offer.price.text == "9 EUR"
    assert {value.name: value.text for value in form.attributes} == {"weight": "1 kg", "stock": "3"}


def test_a_broken_line_is_refused_by_number_and_the_others_are_read(written: Writing) -> None:
    parsed = _read(written, b'{"name": "A"}\n{"name": \n\n{"name": "B\xff"}\n["x"]\n{"name": "C"}\n', "a.jsonl")
    assert [product.name for product in parsed.products] == ["A", "C"]
    assert [refusal.place for refusal in parsed.refused] == ["a.jsonl:2", "a.jsonl:4", "a.jsonl:5"]


def test_a_line_too_long_is_refused_and_reading_goes_on(written: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "MAX_LINE", 1000)
    parsed = _read(written, '{"name": "' + "x" * 5000 + '"}\n{"name": "B"}\n', "a.jsonl")
    assert [product.name for product in parsed.products] == ["B"]
    assert parsed.refused[0].place == "a.jsonl:1"


@pytest.mark.parametrize("text", ["", "null", "3", '"x"', "[]", "[1, 2]", '{"a": 1}', "{", "[" * 100_000])
def test_what_holds_no_product_is_refused_with_a_reason(written: Writing, text: str) -> None:
    parsed = _read(written, text)
    assert not parsed.products
    assert parsed.refused and all(refusal.reason for refusal in parsed.refused)


def test_the_place_of_a_value_in_a_list_says_which_record(written: Writing) -> None:
    parsed = _read(written, '[{"name": "A"}, {"name": "B", "weight": "1 kg"}]')
    assert str(parsed.products[1].attributes[0].source) == "a.json [[1] weight]"


def test_a_discontinued_flag_is_no_attribute(written: Writing) -> None:
    (product,) = _read(written, '[{"name": "A", "discontinued": true}]').products
    assert product.is_discontinued and not product.attributes
