"""What is saved reads back equal, and nothing else is read."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.catalog.product import Catalog, Document, Product, Section, Source, SourceReport
from assistant.errors import DataError
from assistant.facts.facts import Contradiction, Fact, Facts, ProductName
from assistant.facts.rows import fact_from_json, fact_to_json
from assistant.facts.storage import load_brand_of, load_documents, load_facts, save
from assistant.facts.values import (
    Boolean,
    Bound,
    Code,
    Day,
    Dimensions,
    Enumeration,
    Interval,
    Listing,
    Money,
    Quantity,
    Text,
    Value,
)

_text = st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
_amount = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
_money = st.builds(Money, _amount, st.sampled_from(["EUR", "USD"]))
_quantity = st.builds(Quantity, _amount, _text, st.sampled_from(["mass", "length"]), _amount)
_measure = st.one_of(_money, _quantity)
_values: st.SearchStrategy[Value] = st.one_of(
    _money,
    _quantity,
    st.builds(Interval, _measure, _measure),
    st.builds(Bound, st.sampled_from(["max", "min"]), _measure),
    st.builds(Dimensions, st.lists(_quantity, min_size=2, max_size=3).map(tuple)),
    st.builds(Day, st.dates(min_value=date(1900, 1, 1))),
    st.builds(Boolean, st.booleans()),
    st.builds(Code, _text),
    st.builds(Listing, st.lists(_text, max_size=4).map(tuple), st.booleans()),
    st.builds(Enumeration, _text),
    st.builds(Text, _text),
)
_facts = st.builds(
    Fact,
    id=_text,
    product=_text,
    attribute=_text,
    value=_values,
    text=_text,
    source=st.builds(Source, _text, st.none() | st.integers(1, 10**6), st.none() | _text),
    variant=st.none() | _text,
    is_volatile=st.booleans(),
    is_current=st.booleans(),
    criticality=st.sampled_from(["critical", "normal"]),
)


@settings(max_examples=60, deadline=None)
@given(_facts)
def test_a_fact_reads_back_equal_through_json(fact: Fact) -> None:
    assert fact_from_json(json.loads(json.dumps(fact_to_json(fact), ensure_ascii=False))) == fact


@pytest.mark.parametrize(
    "damage", [{"value": ["Weight", 1]}, {"value": ["Money", "x", "EUR"]}, {"value": []}, {"source": [1, 2, 3, 4]}]
)
def test_a_fact_that_cannot_be_read_is_named(damage: dict[str, object]) -> None:
    row = fact_to_json(Fact("a/b", "a", "b", Text("x"), "x", Source("a.csv"))) | damage
    with pytest.raises(DataError, match="'a/b'"):
        fact_from_json(row)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A small catalog on disk."""
    place = Source("a.csv", 2, "weight")
    fact = Fact("a/weight", "a", "weight", Text("heavy"), "heavy", place)
    other = Fact("a/colour", "a", "colour", Text("red"), "red", place)
    names = [ProductName("a", "A", "Cups", ("Ay",), ("A-1",), False, {"s": "S"})]
    facts = Facts("Shop", names, [fact], [Contradiction("a", "colour", (other, other))])
    section = Section("Care", "Wash.", Source("c.md", 3), ((("k", "v"),),))
    document = Document("care", "Care", "guide", (section,), Source("c.md"), "staff")
    catalog = Catalog(
        "Shop", (Product("a", "A", place, url="u", images=("i",)),), (document,), (SourceReport("a.csv", "table", 1),)
    )
    (tmp_path / "brand.toml").write_text('[brand]\nname = "Shop"\n', encoding="utf-8")
    save(facts, catalog, tmp_path / "brand.toml", tmp_path / "catalog")
    return tmp_path / "catalog"


def test_a_saved_catalog_is_loaded_whole(saved: Path) -> None:
    facts = load_facts(saved)
    assert (facts.brand, [fact.id for fact in facts], facts.products["a"].variants) == (
        "Shop",
        ["a/weight"],
        {"s": "S"},
    )
    assert [fact.text for fact in facts.contradictions[0].facts] == ["red", "red"]
    (document,) = load_documents(saved)
    assert (document.access, document.sections[0].tables) == ("staff", ((("k", "v"),),))
    assert load_brand_of(saved).name == "Shop"


@pytest.mark.parametrize(
    "name", ["facts.jsonl", "products.json", "documents.jsonl", "contradictions.json", "brand.toml"]
)
def test_a_changed_or_missing_file_is_refused_by_name(saved: Path, name: str) -> None:
    before = (saved / name).read_bytes()
    (saved / name).write_bytes(before + b" ")
    with pytest.raises(DataError, match=f"{name}: missing or changed"):
        load_facts(saved)
    (saved / name).unlink()
    with pytest.raises(DataError, match=f"{name}: missing or changed"):
        load_documents(saved)


def test_a_half_written_catalog_has_no_manifest_and_is_refused(saved: Path) -> None:
    (saved / "manifest.json").unlink()
    with pytest.raises(DataError, match="run `truebrand ingest"):
        load_facts(saved)


def test_a_save_that_fails_leaves_the_catalog_as_it_was(saved: Path) -> None:
    before = (saved / "manifest.json").read_bytes()
    facts, documents = load_facts(saved), load_documents(saved)
    catalog = Catalog("Shop", (), documents)
    with pytest.raises((OSError, KeyError)):
        save(facts, catalog, saved / "nothing.toml", saved)
    assert (saved / "manifest.json").read_bytes() == before
    assert [path.name for path in saved.parent.iterdir() if path.name.startswith(".")] == []
