"""Magento's export and its tables of pages."""

from collections.abc import Callable

from assistant.catalog.loaders import magento
from assistant.catalog.loaders.parsed import SourceFile

Writing = Callable[[str, str | bytes], SourceFile]

EXPORT = """sku,product_type,categories,name,description,price,special_price,additional_attributes,\
is_in_stock,configurable_variations
H-S,simple,Default Category/Men/Hoodies,Hoodie-S,<p>Warm</p>,52,,"has_options=0,size=S,color=Black",1,
H-M,simple,Default Category/Men/Hoodies,Hoodie-M,<p>Warm</p>,52,,"has_options=0,size=M,color=Black",1,
H,configurable,"Default Category/Men/Hoodies,Default Category/Eco",Hoodie,<p>Warm</p>,52,,"has_options=1,\
material=Wool|Cocona&reg; fabric,note=a, b",1,"sku=H-S,size=S|sku=H-M,size=M|sku=H-L,size=L"
C,simple,Default Category/Gear,Cup,,10,8,,0,
"""


def test_a_configurable_product_has_the_simple_ones_as_variants(written: Writing) -> None:
    parsed = magento.read(written("products.csv", EXPORT))
    hoodie, cup = parsed.products
    assert [dict(form.options) for form in hoodie.variants] == [{"size": "S"}, {"size": "M"}]
    assert (hoodie.category, cup.category) == ("Hoodies", "Gear")
    assert parsed.read == 4


def test_a_variant_that_no_row_has_is_refused(written: Writing) -> None:
    (refusal,) = magento.read(written("products.csv", EXPORT)).refused
    assert refusal.place == "products.csv:4 [configurable_variations]" and "'H-L'" in refusal.reason


def test_a_comma_without_a_name_after_it_belongs_to_the_value(written: Writing) -> None:
    hoodie = magento.read(written("products.csv", EXPORT)).products[0]
    stated = {value.name: value.text for value in hoodie.attributes}
    assert stated == {"material": "Wool\nCocona® fabric", "note": "a, b"}


def test_a_special_price_is_asked_instead_of_the_regular_one(written: Writing) -> None:
    cup = magento.read(written("products.csv", EXPORT)).products[1]
    assert cup.offer is not None and cup.offer.price is not None and cup.offer.compare_at_price is not None
    assert (cup.offer.price.text, cup.offer.compare_at_price.text) == ("8", "10")


def test_pages_become_documents_and_markup_alone_is_refused(written: Writing) -> None:
    text = (
        'title,identifier,content\nReturns,returns,"<h2>Refunds</h2><p>Within 30 days.</p>"\nHome,home,"<div></div>"\n'
    )
    parsed = magento.read_pages(written("pages.csv", text))
    (document,) = parsed.documents
    assert (document.kind, document.sections[0].heading, document.sections[0].text) == (
        "policy",
        "Refunds",
        "Within 30 days.",
    )
    assert str(document.sections[0].source) == "pages.csv:2 [content]"
    assert parsed.refused[0].place == "pages.csv:3 [content]"
