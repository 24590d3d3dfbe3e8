"""Shopify's export, of both generations."""

from collections.abc import Callable

import pytest

from assistant.catalog.loaders import shopify
from assistant.catalog.loaders.parsed import SourceFile

Writing = Callable[[str, str | bytes], SourceFile]

CLASSIC = """Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Option2 Name,\
Option2 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Variant Compare At Price,\
Variant Barcode,Image Src,Fabric (product.metafields.custom.fabric),Status
tarn,Tarn 2 Tent,"<p>Light &amp; dry.</p><table><tr><th>Sleeps</th><td>2 people</td></tr><tr><th>Poles</th>\
<td>DAC</td></tr></table>",V,Tents,true,Size,S,Color,Red,T-S-R,1900.0,4,349.00,399.00,'4012345,\
https://x/1.jpg,ripstop,active
tarn,,,,,,,M,,Red,T-M-R,2100,0,349.00,,,https://x/2.jpg,,
tarn,,,,,,,,,,,,,,,,https://x/3.jpg,,
mug,Mug,,V,Cups,true,Title,Default Title,,,MUG,0,7,12.00,,,,,archived
draft,Secret,,V,Cups,true,Title,Default Title,,,SEC,0,7,12.00,,,,,draft
"""
NEW = """Title,URL handle,Description,Vendor,Type,Status,SKU,Barcode,Option1 name,Option1 value,Price,\
Compare-at price,Inventory quantity,Weight value (grams),Product image URL
Tarn 2 Tent,tarn,<p>Light.</p>,V,Tents,Active,T-S,,Size,S,349.00,399.00,4,1900,https://x/1.jpg
,tarn,,,,,T-M,,,M,359.00,,2,2100,
"""


def test_rows_of_a_handle_are_one_product_and_image_rows_no_variant(written: Writing) -> None:
    file = written("export.csv", CLASSIC)
    assert shopify.recognise(file.path, file.path.read_bytes())
    parsed = shopify.read(file)
    tarn, mug = parsed.products
    assert [dict(form.options) for form in tarn.variants] == [
        {"size": "S", "color": "Red"},
        {"size": "M", "color": "Red"},
    ]
    assert tarn.images == ("https://x/1.jpg", "https://x/2.jpg", "https://x/3.jpg")
    assert "4012345" in tarn.skus
    assert (tarn.category, tarn.description) == ("Tents", "Light & dry.\n\nSleeps 2 people\n\nPoles DAC")
    assert mug.variants == () and mug.offer is not None and mug.is_discontinued


def test_custom_fields_and_the_table_of_the_body_are_attributes(written: Writing) -> None:
    tarn = shopify.read(written("export.csv", CLASSIC)).products[0]
    assert {value.name: value.text for value in tarn.attributes} == {
        "Fabric": "ripstop",
        "Sleeps": "2 people",
        "Poles": "DAC",
    }


def test_weight_of_zero_is_a_field_nobody_filled_in(written: Writing) -> None:
    tarn, mug = shopify.read(written("export.csv", CLASSIC)).products
    assert [value.text for form in tarn.variants for value in form.attributes if "Weight" in value.name] == [
        "1900",
        "2100",
    ]
    assert not [value for value in mug.attributes if "Weight" in value.name]


def test_a_draft_is_refused_by_its_row(written: Writing) -> None:
    (refusal,) = shopify.read(written("export.csv", CLASSIC)).refused
    assert refusal.place == "export.csv:6" and "draft" in refusal.reason


def test_the_export_of_2025_says_the_same(written: Writing) -> None:
    file = written("export.csv", NEW)
    assert shopify.recognise(file.path, file.path.read_bytes())
    (tarn,) = shopify.read(file).products
    assert [form.sku for form in tarn.variants] == ["T-S", "T-M"]
    offers = [form.offer for form in tarn.variants]
    assert [offer.price.text for offer in offers if offer and offer.price] == ["349.00", "359.00"]


@pytest.mark.parametrize("row", ["tarn,,,,\n", ",Tarn,,,\n"])
def test_a_product_without_title_or_handle_is_refused(written: Writing, row: str) -> None:
    parsed = shopify.read(written("e.csv", f"Handle,Title,Option1 Name,Variant SKU,Image Src\n{row}"))
    assert not parsed.products
    assert len(parsed.refused) == 1
