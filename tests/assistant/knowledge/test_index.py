from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import DataError
from assistant.facts.facts import Fact
from assistant.knowledge.index import Index
from assistant.knowledge.passages import Passage, from_documents
from tests.assistant.facts.invented import facts
from tests.assistant.knowledge.invented_documents import DOCUMENTS

PASSAGES = from_documents(DOCUMENTS)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(PASSAGES, facts())


def test_the_best_passage_comes_first_and_says_why(index: Index) -> None:
    hit = index.search("how do I return an order", kinds=("passage",))[0]
    assert hit.item.id == "returns#1"
    assert hit.why == "words: return, order"


def test_facts_are_found_with_their_product(index: Index) -> None:
    hit = index.search("battery life of the X100 Pro", kinds=("fact",))[0]
    assert isinstance(hit.item, Fact)
    assert hit.item.id == "x100-pro/battery life"
    assert hit.why.endswith("about the X100 Pro")


@pytest.mark.parametrize("query", ["TRN-2-GRN", "trn2grn", "trn 2 grn price", "TRN-2-GR"])
def test_a_stock_code_is_found_however_it_is_written(index: Index, query: str) -> None:
    hit = index.search(query, top_k=1)[0]
    assert isinstance(hit.item, Fact)
    assert hit.item.product == "tarn-2-tent"


def test_staff_passages_are_for_staff_alone(index: Index) -> None:
    assert not [hit for hit in index.search("goodwill repair cost") if hit.item.id == "desk#1"]
    assert index.search("goodwill repair cost", groups=("staff",))[0].item.id == "desk#1"
    assert not index.search("goodwill", groups=("public' or '1'='1", "warehouse"))


def test_a_scope_keeps_other_products_out() -> None:
    jacket = replace(PASSAGES[-1], product="glacier-jacket")
    index = Index.build((*PASSAGES[:-1], jacket), facts())
    assert not index.search("wash", products=("tarn-2-tent",))
    assert [hit.item.id for hit in index.search("wash", products=("glacier-jacket",))] == ["care#1"]


@pytest.mark.parametrize("query", ["", "   ", "the of and", '"', "NEAR(", "a OR b*", "'; drop table entry; --", "\x00"])
def test_any_text_is_a_query(index: Index, query: str) -> None:
    assert isinstance(index.search(query), list)


def test_a_saved_index_loads_and_takes_only_what_changed(tmp_path: Path) -> None:
    Index.build(PASSAGES, facts()).save(tmp_path)
    assert Index.load(tmp_path, PASSAGES, facts()).num_changed == 0
    changed = (
        replace(PASSAGES[0], text="You can return anything within 90 days, in a sealed envelope."),
        *PASSAGES[2:],
    )
    index = Index.load(tmp_path, changed, facts())
    assert index.num_changed == 1 + 2  # one written; the old form of it and one more taken out
    assert index.search("sealed envelope", 1)[0].item == changed[0]
    assert not [hit for hit in index.search("return label Germany") if hit.item.id == "returns#2"]


def test_a_changed_index_file_is_refused(tmp_path: Path) -> None:
    Index.build(PASSAGES, facts()).save(tmp_path)
    path = tmp_path / "index.sqlite"
    path.write_bytes(path.read_bytes().replace(b"60 days", b"90 days"))
    with pytest.raises(DataError, match="has changed since it was saved; run ingest again"):
        Index.load(tmp_path, PASSAGES, facts())


def test_a_missing_index_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        Index.load(tmp_path, PASSAGES, facts())


def test_documents_are_known_by_their_titles(index: Index) -> None:
    assert {each.document for each in index.titles.documents("What does the returns policy say of costs?")} == {
        "returns"
    }
    assert not index.titles.documents("Can I return a tent?")
    assert isinstance(index.passage("returns#1"), Passage)
