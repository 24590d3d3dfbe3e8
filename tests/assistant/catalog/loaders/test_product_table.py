"""Product lists in tables of any shop."""

from collections.abc import Callable

import pytest

from assistant.catalog.loaders import product_table
from assistant.catalog.loaders.columns import NOT_PRODUCTS, ROLES, assign, currency_in, role_of
from assistant.catalog.loaders.parsed import Parsed, SourceFile

Writing = Callable[[str, str | bytes], SourceFile]


def _read(written: Writing, text: str, name: str = "products.csv") -> Parsed:
    return product_table.read(written(name, text))


def test_an_unknown_column_becomes_an_attribute_with_its_place(written: Writing) -> None:
    (product,) = _read(written, "Name,SKU,Weight (g),Glow\nLykta,OF-1,210,soft\n").products
    assert [(value.name, value.text, str(value.source)) for value in product.attributes] == [
        ("Weight (g)", "210", "products.csv:2 [Weight (g)]"),
        ("Glow", "soft", "products.csv:2 [Glow]"),
    ]
    assert product.skus == ("OF-1",)


def test_an_id_keeps_its_leading_zeros(written: Writing) -> None:
    (product,) = _read(written, "name,sku,ean\nA,007,0012345678905\n").products
    assert product.skus == ("007", "0012345678905")


def test_of_two_prices_the_lower_is_asked(written: Writing) -> None:
    (product,) = _read(written, "name,regular price,sale price,currency\nA,40,29,EUR\n").products
    assert product.offer is not None and product.offer.price is not None
    assert product.offer.price.text == "29"
    assert product.offer.compare_at_price is not None and product.offer.compare_at_price.text == "40"
    assert product.offer.currency == "EUR"


def test_the_currency_of_a_column_is_read(written: Writing) -> None:
    (product,) = _read(written, "name,Price (USD)\nA,29\n").products
    assert product.offer is not None and product.offer.currency == "USD"
    assert currency_in("Price in £") == "GBP"


def test_rows_of_one_name_are_variants_told_apart_by_what_differs(written: Writing) -> None:
    text = "name,color,wattage,efficiency\nRM,Black,750,gold\nRM,White,750,gold\n"
    (product,) = _read(written, text).products
    assert [dict(form.options) for form in product.variants] == [{"color": "Black"}, {"color": "White"}]
    assert [value.name for value in product.attributes] == ["wattage", "efficiency"]


def test_further_columns_are_options_only_until_all_variants_differ(written: Writing) -> None:
    text = "name,color,speed,latency\nV,Black,3200,16\nV,Black,3600,18\nV,White,3200,16\n"
    (product,) = _read(written, text).products
    assert {tuple(form.options) for form in product.variants} == {("color", "speed")}
    assert [value.name for value in product.variants[0].attributes] == ["latency"]


def test_the_same_row_twice_is_one_product_without_variants(written: Writing) -> None:
    parsed = _read(written, "name,color\nA,Black\nA,Black\n")
    assert parsed.read == 2
    assert [len(product.variants) for product in parsed.products] == [0]


def test_a_variation_inherits_from_its_parent(written: Writing) -> None:
    text = "sku,name,parent,size,material,price\nP,Shirt,,,wool,\nP-S,Shirt S,P,S,,20\nP-M,Shirt M,P,M,,22\n"
    (product,) = _read(written, text).products
    assert product.name == "Shirt"
    assert [form.options["size"] for form in product.variants] == ["S", "M"]
    assert [(value.name, value.text) for value in product.attributes] == [("material", "wool")]


def test_attributes_in_pairs_of_columns_are_read_with_their_names(written: Writing) -> None:
    text = (
        "ID,Type,SKU,Name,Parent,Categories,"
        "Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Meta: _x,Weight (kg)\n"
        '44,variable,SH,Shirt,,"Clothing > Shirts, Sale",Size,"S, M",1,y,\n'
        "45,variation,SH-S,Shirt - S,id:44,,Size,S,,y,0.2\n46,variation,SH-M,Shirt - M,SH,,Size,M,,y,0.3\n"
    )
    (product,) = _read(written, text).products
    assert (product.name, product.category) == ("Shirt", "Shirts")
    assert [dict(form.options) for form in product.variants] == [{"size": "S"}, {"size": "M"}]
    assert product.attributes == ()
    assert [[value.name for value in form.attributes] for form in product.variants] == [["Weight (kg)"]] * 2


def test_the_name_of_a_file_is_a_category_when_it_says_one(written: Writing) -> None:
    assert _read(written, "name\nA\n", "cpu-cooler.csv").category == "cpu cooler"
    assert _read(written, "name\nA\n", "products.csv").category is None


def test_a_row_without_a_name_is_refused_by_number(written: Writing) -> None:
    parsed = _read(written, "name,weight\nA,1\n,2\n")
    assert [refusal.place for refusal in parsed.refused] == ["products.csv:3 [name]"]
    assert parsed.read == 1


def test_a_table_of_skus_alone_adds_to_other_files(written: Writing) -> None:
    (product,) = _read(written, "sku,msrp\nWJ01,79.99\n").products
    assert (product.name, product.skus) == ("", ("WJ01",))


def test_questions_and_answers_are_a_document(written: Writing) -> None:
    (document,) = _read(written, "question,answer\nIs it dry?,Yes.\n").documents
    assert (document.kind, document.sections[0].heading) == ("faq", "Is it dry?")


def test_labels_are_read_from_definitions_of_attributes(written: Writing) -> None:
    parsed = _read(written, 'attribute_code,frontend_label\nstyle_bags,"Style Bags\nStyle"\n')
    assert parsed.labels == (("style_bags", "Style"),)


@pytest.mark.parametrize(("marks", "what"), NOT_PRODUCTS)
def test_tables_beside_the_products_are_refused_in_one_line(written: Writing, marks: frozenset[str], what: str) -> None:
    header = ",".join(["name", *sorted(marks)])
    parsed = _read(written, f"{header}\n" + ",".join("x" for _ in header.split(",")) + "\n")
    assert not parsed.products
    assert [refusal.reason for refusal in parsed.refused] == [f"{what}, not a table of products"]


def test_a_table_that_names_no_product_says_which_columns_it_has(written: Writing) -> None:
    parsed = _read(written, "country,rate\nUS,8\n")
    assert "country, rate" in parsed.refused[0].reason


def test_a_header_alone_is_refused(written: Writing) -> None:
    assert "without rows" in _read(written, "name,price\n").refused[0].reason


@pytest.mark.parametrize("role", ROLES)
def test_every_name_of_a_role_plays_it(role: str) -> None:
    names = ROLES[role]
    assert {role_of(name) for name in names} == {role}
    assert {role_of(name.title().replace(" ", "_")) for name in names} == {role}


def test_the_better_name_plays_the_role() -> None:
    assert assign(["model", "name"])["name"] == "name"
