"""Products that several files speak of."""

import pytest

from assistant.catalog.loaders.parsed import Parsed, SpecGroup
from assistant.catalog.merge import composed_name, gather, name_key
from assistant.catalog.product import AttributeValue, Offer, Product, Source, Variant


def _value(name: str, text: str, path: str = "a.csv") -> AttributeValue:
    return AttributeValue(name, text, Source(path, 2, name))


def _product(name: str, *values: AttributeValue, sku: str = "", category: str | None = None, **more: object) -> Product:
    made = {"id": name_key(name).replace(" ", "-"), "name": name, "source": Source("a.csv", 2), "category": category}
    return Product(**made, skus=(sku,) if sku else (), attributes=values, **more)  # type: ignore[arg-type]


def _gathered(*files: Parsed) -> tuple[Product, ...]:
    return gather([(f"{number}.csv", file) for number, file in enumerate(files)])[0]


def test_the_same_name_written_otherwise_is_one_product() -> None:
    one = Parsed(products=(_product("Tarn® 2 Tent", _value("weight", "1 kg")),))
    other = Parsed(products=(_product("TARN 2  tent", _value("fabric", "nylon", "b.csv")),))
    (product,) = _gathered(one, other)
    assert product.name == "Tarn® 2 Tent"
    assert [value.name for value in product.attributes] == ["weight", "fabric"]


@pytest.mark.parametrize(("one", "other"), [("Model A", "Model A+"), ("Tarn 2", "Tarn 3"), ("Tarn 2", "Tarn 2 Pro")])
def test_names_that_differ_by_one_token_are_two_products(one: str, other: str) -> None:
    assert len(_gathered(Parsed(products=(_product(one), _product(other))))) == 2


def test_the_same_name_in_two_categories_is_two_products() -> None:
    products = _gathered(
        Parsed(products=(_product("Vengeance", category="memory"), _product("Vengeance", category="mouse")))
    )
    assert [product.id for product in products] == ["vengeance", "vengeance-mouse"]


def test_a_sku_joins_products_of_other_names() -> None:
    one = Parsed(products=(_product("Tarn 2", sku="T2"),))
    assert len(_gathered(one, Parsed(products=(_product("Tarn Two Tent", sku="t2"),)))) == 1


def test_a_second_price_is_kept_to_be_compared() -> None:
    first = Offer(_value("price", "10"))
    second = Offer(_value("price", "12", "b.csv"), currency="EUR")
    (product,) = _gathered(
        Parsed(products=(_product("A", offer=first),)), Parsed(products=(_product("A", offer=second),))
    )
    assert product.offer == first
    assert [(value.name, value.text, value.source.path) for value in product.attributes] == [
        ("price", "12 EUR", "b.csv")
    ]


def test_variants_of_two_files_meet_by_sku() -> None:
    one = Variant("s", "S", {"size": "S"}, "A-S")
    other = Variant("small", "small", {}, "A-S", attributes=(_value("weight", "1 kg"),))
    files = [Parsed(products=(_product("A", variants=(form,)),)) for form in (one, other)]
    (product,) = _gathered(*files)
    assert [(form.name, len(form.attributes)) for form in product.variants] == [("S", 1)]


def test_an_addition_to_an_unknown_sku_is_refused_with_its_place() -> None:
    addition = Parsed(products=(Product("", "", Source("msrp.csv", 3), skus=("X9",)),))
    _, _, refusals = gather([("a.csv", Parsed(products=(_product("A", sku="A1"),))), ("msrp.csv", addition)])
    assert [(refusal.place, "'X9'" in refusal.reason) for refusal in refusals] == [("msrp.csv:3", True)]


def _group(*headings: str, is_product: bool = False, is_of_innermost: bool = False) -> Parsed:
    return Parsed(
        groups=(SpecGroup(headings, (_value("range", "9 m", "a.md"),), is_product, is_of_innermost=is_of_innermost),)
    )


@pytest.mark.parametrize(
    "group",
    [
        _group("Tarn 2"),
        _group("Tarn 2 specifications"),
        _group("Our tents", "Tarn 2"),
        _group("Tarn 2", "Poles"),
        _group("Tarn 2 data sheet", is_product=True),
    ],
)
def test_a_document_about_a_product_adds_to_it(group: Parsed) -> None:
    (product,) = _gathered(Parsed(products=(_product("Tarn 2"),)), group)
    assert [value.name for value in product.attributes] == ["range"]


@pytest.mark.parametrize(
    "group",
    [
        _group("Tarn 2 Wide"),
        _group("Tarn 2", "Tarn 3"),
        _group("Tarn 2", "Tarn 2 Wide", is_of_innermost=True),
        _group("Tarn 2", "16 mm lens", is_of_innermost=True),
        _group("All about tents"),
    ],
)
def test_a_document_about_something_else_does_not(group: Parsed) -> None:
    (product,) = _gathered(Parsed(products=(_product("Tarn 2"),)), group)
    assert not product.attributes


def test_a_data_sheet_of_an_unknown_product_is_a_new_one() -> None:
    products = _gathered(Parsed(products=(_product("Tarn 2"),)), _group("Tarn 2 Wide", is_product=True))
    assert [product.name for product in products] == ["Tarn 2", "Tarn 2 Wide"]


@pytest.mark.parametrize(
    ("headings", "name"),
    [(("LoRa 32", "V4"), "LoRa 32 V4"), (("Station Series", "Station G2"), "Station G2"), (("Lykta",), "Lykta")],
)
def test_a_name_is_composed_of_headings(headings: tuple[str, ...], name: str) -> None:
    assert composed_name(headings) == name


def test_labels_of_the_shop_replace_its_codes() -> None:
    labels = Parsed(labels=(("style_bags", "Style"), ("category_gear", "Category")))
    values = (_value("style_bags", "Tote"), _value("category_gear", "Cups"))
    (product,) = _gathered(Parsed(products=(_product("A", *values),)), labels)
    assert [value.name for value in product.attributes] == ["Style", "category_gear"]


def test_a_description_can_be_quoted_like_a_page() -> None:
    _, documents, _ = gather([("a.csv", Parsed(products=(_product("A", description="Warm and dry."),)))])
    assert [(document.id, document.sections[0].text) for document in documents] == [("product-a", "Warm and dry.")]
