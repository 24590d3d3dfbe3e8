"""Facts of small catalogs."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.catalog.ingest import read_sources
from assistant.config import Brand, BrandSection
from assistant.facts.derive import criticality_of, derive
from assistant.facts.facts import Fact, Facts
from assistant.facts.values import Boolean, Enumeration, Interval, Listing, Money, Quantity, Text

Deriving = Callable[..., Facts]


@pytest.fixture
def facts_of(tmp_path: Path) -> Deriving:
    """Facts of files given by name and text."""

    def made(currency: str = "EUR", **files: str) -> Facts:
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            (tmp_path / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
        return derive(read_sources([tmp_path], "Shop"), Brand(BrandSection("Shop", currency=currency)))

    return made


def _fact(facts: Facts, attribute: str, product: str = "lykta", variant: str | None = None) -> Fact:
    found = facts.get(product, attribute, variant)
    assert found is not None, facts.attributes()
    return found


def test_a_number_takes_the_unit_of_its_column_and_shows_it(facts_of: Deriving) -> None:
    fact = _fact(facts_of(a_csv="name,Weight (g)\nLykta,1900\n"), "weight")
    assert (fact.text, fact.id, str(fact.source)) == ("1900 g", "lykta/weight", "a.csv:2 [Weight (g)]")
    assert isinstance(fact.value, Quantity) and fact.value.base == Decimal(1900)


def test_a_price_has_the_currency_of_the_brand_and_is_volatile(facts_of: Deriving) -> None:
    fact = _fact(facts_of(a_csv="name,price\nLykta,29.00\n"), "price")
    assert (fact.value, fact.text, fact.is_volatile, fact.criticality) == (
        Money(Decimal("29.00"), "EUR"),
        "29.00 EUR",
        True,
        "critical",
    )


def test_without_any_currency_a_price_is_the_number_that_is_written(facts_of: Deriving) -> None:
    fact = _fact(facts_of(currency="", a_csv="name,price\nLykta,29.00\n"), "price")
    assert fact.text == "29.00" and not isinstance(fact.value, Money)


def test_a_reduced_price_leaves_the_old_one_superseded(facts_of: Deriving) -> None:
    facts = facts_of(a_csv="name,price,compare at price\nLykta,29,39\nBrann,10,8\n")
    assert _fact(facts, "price").text == "29 EUR"
    assert _fact(facts, "compare-at price").text == "39 EUR"
    assert [fact.text for fact in facts.of("lykta") if not fact.is_current] == ["39 EUR"]
    assert facts.get("brann", "compare-at price") is None


def test_variants_state_their_options_and_a_range_of_prices(facts_of: Deriving) -> None:
    facts = facts_of(a_csv="name,size,price,material\nLykta,S,24,wool\nLykta,M,32,wool\n")
    assert _fact(facts, "sizes").value == Listing(("S", "M"), closed=True)
    assert _fact(facts, "price").value == Interval(Money(Decimal(24), "EUR"), Money(Decimal(32), "EUR"))
    assert _fact(facts, "price").text == "24 to 32 EUR"
    assert _fact(facts, "price", variant="m").text == "32 EUR"
    assert _fact(facts, "material").text == "wool"
    assert facts.get("lykta", "material", "m") is None


def test_variants_of_one_price_state_it_once(facts_of: Deriving) -> None:
    facts = facts_of(a_csv="name,size,price\nLykta,S,24\nLykta,M,24\n")
    assert [fact.id for fact in facts if fact.attribute == "price"] == ["lykta/price"]


def test_an_attribute_that_differs_by_variant_is_stated_of_each_and_of_all(facts_of: Deriving) -> None:
    facts = facts_of(a_csv="name,size,Weight (g)\nLykta,S,900\nLykta,M,1100\n")
    assert _fact(facts, "weight").text == "900 to 1100 g"
    assert _fact(facts, "weight", variant="s").text == "900 g"


def test_stock_of_variants_says_nothing_of_the_product(facts_of: Deriving) -> None:
    facts = facts_of(a_csv="name,size,stock\nLykta,S,4\nLykta,M,4\n")
    assert facts.get("lykta", "stock") is None
    assert _fact(facts, "stock", variant="s").is_volatile


def test_lists_are_told_from_sentences(facts_of: Deriving) -> None:
    facts = facts_of(
        a_json='[{"name": "Lykta", "specs": {"ports": "USB-C; HDMI", "modes": ["low", "high"], '
        '"gps": "multi (GPS, BeiDou)", "care": "Wipe, dry, and store it."}}]'
    )
    assert _fact(facts, "ports").value == Listing(("USB-C", "HDMI"), closed=True)
    assert _fact(facts, "modes").value == Listing(("low", "high"), closed=False)
    assert isinstance(_fact(facts, "gps").value, Text)
    assert isinstance(_fact(facts, "care").value, Text)


def test_yes_and_no_are_shown_in_words(facts_of: Deriving) -> None:
    facts = facts_of(a_csv="name,foldable,waterproof\nLykta,TRUE,0\nBrann,no,yes\n")
    assert (_fact(facts, "foldable").value, _fact(facts, "foldable").text) == (Boolean(True), "yes")
    assert (_fact(facts, "waterproof").value, _fact(facts, "waterproof").text) == (Boolean(False), "no")


def test_few_short_texts_over_many_products_are_choices(facts_of: Deriving) -> None:
    rows = "".join(f"P{n},{'steel' if n % 2 else 'wool'},text number {n}\n" for n in range(8))
    facts = facts_of(a_csv=f"name,material,remark\n{rows}")
    assert _fact(facts, "material", "p1").value == Enumeration("steel")
    assert isinstance(_fact(facts, "remark", "p1").value, Text)


def test_a_discontinued_product_says_so_and_can_be_taught(facts_of: Deriving) -> None:
    facts = facts_of(a_csv="name,discontinued,availability\nLykta,yes,in stock\n")
    fact = _fact(facts, "availability")
    assert (fact.text, fact.is_volatile, facts.products["lykta"].is_discontinued) == ("discontinued", False, True)


def test_blanks_links_and_essays_are_no_facts(facts_of: Deriving) -> None:
    essay = "word " * 100
    facts = facts_of(a_csv=f"name,a thing,b link,c essay,d\nLykta,n/a,https://x.org/a,{essay},-\n")
    assert [fact.attribute for fact in facts] == []


def test_two_files_that_agree_make_one_fact_and_others_a_contradiction(facts_of: Deriving) -> None:
    facts = facts_of(
        a_csv="name,Weight (g),warranty\nLykta,1900,5 years\n", b_csv="name,weight,warranty\nLykta,1.9 kg,10 years\n"
    )
    assert _fact(facts, "weight").text == "1900 g"
    assert facts.get("lykta", "warranty") is None
    (contradiction,) = facts.contradictions
    assert {str(fact.source) for fact in contradiction.facts} == {"a.csv:2 [warranty]", "b.csv:2 [warranty]"}


def test_a_price_of_two_files_that_differs_is_a_contradiction(facts_of: Deriving) -> None:
    facts = facts_of(a_csv="name,price\nLykta,29\n", b_csv="name,price\nLykta,31\n")
    assert facts.get("lykta", "price") is None
    assert [item.attribute for item in facts.contradictions] == ["price"]


def test_every_id_is_used_once_and_every_fact_belongs_to_a_product(facts_of: Deriving) -> None:
    facts = facts_of(a_csv="name,size,price,Weight (g),weight\nLykta,S,24,1,1 g\nLykta,S,24,2,1 g\nLykta,M,32,3,1 g\n")
    ids = [fact.id for fact in facts]
    assert len(ids) == len(set(ids))
    assert {fact.product for fact in facts} <= set(facts.products)


@pytest.mark.parametrize(
    "attribute", ["price", "warranty", "max load", "minimum age", "safety notes", "weight limit", "voltage"]
)
def test_what_costs_money_or_health_is_critical(attribute: str) -> None:
    assert criticality_of(attribute) == "critical"


@pytest.mark.parametrize("attribute", ["weight", "colour", "packed size", "image", "language"])
def test_other_attributes_are_not(attribute: str) -> None:
    assert criticality_of(attribute) == "normal"
