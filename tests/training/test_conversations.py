"""Rows from a catalog of three products: split by fact, answered from the served context, held to the verifier."""

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.accuracy.verify import Verifier
from assistant.catalog.ingest import read_sources
from assistant.config import Brand, BrandSection
from assistant.facts.derive import derive
from assistant.knowledge.knowledge import Knowledge
from assistant.prompt import ASSISTANT, NOT_STATED, SYSTEM, USER
from training import phrasings
from training.config import DatasetSection
from training.conversations import Conversations
from training.dataset import distinct
from training.preflight import Row

PRODUCTS = """name,category,price,weight,colour,waterproof,capacity
Tarn 2 Tent,Tents,349.00 EUR,1.9 kg,sand,yes,
Tarn 3 Tent,Tents,449.00 EUR,2.4 kg,olive,yes,
Fell 30 Pack,Packs,129.00 EUR,980 g,slate,no,30 l
"""
RETURNS = """# Returns policy

## How long do I have?

You can send unused goods back within 30 days of delivery. Please keep the label.

## Staff
"""
SETTINGS = DatasetSection(test_share=0.2, comparisons=8, policies=8, unknown_products=8, small_talk=6, turns=4)


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("sources")
    (folder / "products.csv").write_text(PRODUCTS, encoding="utf-8")
    (folder / "returns.md").write_text(RETURNS, encoding="utf-8")
    catalog = read_sources([folder], Brand(BrandSection("Osterfell")).name)
    brand = Brand(BrandSection("Osterfell"))
    return Knowledge.build(derive(catalog, brand), catalog.documents, brand)


@pytest.fixture(scope="module")
def rows(knowledge: Knowledge) -> list[Row]:
    maker = Conversations(knowledge, SETTINGS)
    return distinct(maker.rows(), maker.dropped)


def answers(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    """(system, question, answer) of every turn."""
    found = []
    for row in rows:
        system = row.messages[0]["content"]
        for question, said in zip(row.messages[1::2], row.messages[2::2], strict=True):
            assert (question["role"], said["role"]) == (USER, ASSISTANT)
            found.append((system, question["content"], said["content"]))
    return found


def test_the_same_catalog_gives_the_same_rows(knowledge: Knowledge, rows: list[Row]) -> None:
    maker = Conversations(knowledge, SETTINGS)
    assert distinct(maker.rows(), maker.dropped) == rows


def test_every_kind_of_conversation_is_there(rows: list[Row]) -> None:
    assert {row.kind for row in rows} >= {
        "grounded",
        "closed book",
        "absent",
        "unknown",
        "comparison",
        "policy",
        "small talk",
    }
    assert all(row.messages[0]["role"] == SYSTEM for row in rows)


def test_a_held_out_fact_is_stated_on_no_other_side(knowledge: Knowledge, rows: list[Row]) -> None:
    tested = {fact.id for fact in Conversations(knowledge, SETTINGS).facts("test")}
    assert tested
    for row in rows:
        assert not tested & set(row.facts) if row.split != "test" else set(row.facts) <= tested


def test_what_changes_is_never_taught_from_memory(rows: list[Row]) -> None:
    closed = answers(row for row in rows if row.kind == "closed book")
    assert closed and not any("EUR" in said for _, _, said in closed)
    assert any(said == phrasings.NOT_TO_HAND for _, _, said in closed)


def test_every_taught_answer_stands_before_the_verifier(knowledge: Knowledge, rows: list[Row]) -> None:
    verifier = Verifier(knowledge.facts, knowledge.names, knowledge.brand.name)
    wrong = [
        (question, said)
        for _, question, said in answers(row for row in rows if row.kind not in ("policy", "small talk"))
        if verifier.verify(said, question=question).verdict == "wrong"
    ]
    assert wrong == []


def test_an_abstention_is_read_from_the_context(rows: list[Row]) -> None:
    absent = answers(row for row in rows if row.kind == "absent")
    assert absent
    for system, _, said in absent:
        assert NOT_STATED in system and "not stated in our catalog" in said


def test_a_fifth_of_the_grounded_questions_have_no_answer(rows: list[Row]) -> None:
    said = [text for _, _, text in answers(r for r in rows if r.kind in ("grounded", "absent") and r.split == "train")]
    share = sum("not stated in our catalog" in text for text in said) / len(said)
    assert 0.1 < share < 0.4


def test_a_taught_policy_is_in_the_words_of_the_document(rows: list[Row]) -> None:
    policies = answers(row for row in rows if row.kind == "policy")
    assert policies and all(said in system for system, _, said in policies)


def test_held_out_phrasings_are_not_trained(knowledge: Knowledge) -> None:
    maker = Conversations(knowledge, SETTINGS)
    fact = next(fact for fact in maker.facts("train") if fact.attribute == "weight")
    trained = maker.phrasings(fact, "train", 50, random.Random(0))
    assert trained and not any(phrasings.is_held_out(phrasing, SETTINGS.dev_share) for phrasing in trained)


def test_what_could_not_be_made_is_counted_by_reason(tmp_path: Path, knowledge: Knowledge) -> None:
    maker = Conversations(knowledge, SETTINGS)
    made = distinct(maker.rows(), maker.dropped)
    assert made and all(reason and count > 0 for reason, count in maker.dropped.items())


def test_a_bound_on_facts_keeps_the_same_ones_and_leaves_the_test_side_whole(knowledge: Knowledge) -> None:
    bounded = Conversations(knowledge, replace(SETTINGS, max_facts=5))
    everything = Conversations(knowledge, SETTINGS)
    assert len(bounded.facts("train")) == 5
    assert set(bounded.facts("train")) < set(everything.facts("train"))
    assert bounded.facts("test") == everything.facts("test")


def test_the_brands_own_sentences_are_taught_from_memory_and_prices_are_not(knowledge: Knowledge) -> None:
    maker = Conversations(knowledge, replace(SETTINGS, closed_per_fact=0, closed_policies=4))
    closed = answers(row for row in maker.rows() if row.kind == "closed book")
    said = {text for _, _, text in closed}
    assert "You can send unused goods back within 30 days of delivery. Please keep the label." in said
    assert said <= {
        phrasings.NOT_TO_HAND,
        "You can send unused goods back within 30 days of delivery. Please keep the label.",
    }


def test_a_brand_of_documents_alone_is_taught_its_documents(tmp_path: Path) -> None:
    (tmp_path / "returns.md").write_text(RETURNS, encoding="utf-8")
    brand = Brand(BrandSection("Osterfell"))
    catalog = read_sources([tmp_path], brand.name)
    alone = Knowledge.build(derive(catalog, brand), catalog.documents, brand)
    rows = list(Conversations(alone, SETTINGS).rows())
    assert {row.kind for row in rows} == {"policy", "closed book", "small talk"}
