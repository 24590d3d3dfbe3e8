import logging
from pathlib import Path

import pytest

from assistant.catalog.product import Catalog, Product, Source
from assistant.errors import AssistantError
from assistant.facts import storage
from assistant.knowledge.knowledge import Knowledge
from tests.assistant.facts.invented import PRODUCTS, facts
from tests.assistant.knowledge.invented_documents import BRAND, DOCUMENTS

QUESTION = "How heavy is the Tarn 2 Tent?"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    brand = tmp_path / "brand.toml"
    brand.write_text('[brand]\nname = "Fernhill"\ncontact = "help@fernhill.example"\n', encoding="utf-8")
    products = tuple(Product(each.id, each.name, Source("products.csv", 2)) for each in PRODUCTS)
    storage.save(facts(), Catalog("Fernhill", products, DOCUMENTS), brand, tmp_path / "catalog")
    return tmp_path


def test_what_ingest_saved_is_loaded_whole(saved: Path) -> None:
    known = Knowledge.load(saved)
    built = Knowledge.build(facts(), DOCUMENTS, BRAND)
    assert known.retrieve(QUESTION).context == built.retrieve(QUESTION).context
    assert known.passages == built.passages


def test_the_index_is_saved_and_used_again(saved: Path) -> None:
    Knowledge.load(saved)
    first = (saved / "index" / "index.sqlite").stat().st_mtime_ns
    assert Knowledge.load(saved).index.num_changed == 0
    assert (saved / "index" / "index.sqlite").stat().st_mtime_ns == first


def test_a_tampered_index_is_made_again_with_a_line(saved: Path, caplog: pytest.LogCaptureFixture) -> None:
    Knowledge.load(saved)
    (saved / "index" / "index.sqlite").write_bytes(b"nothing of the kind")
    with caplog.at_level(logging.WARNING):
        known = Knowledge.load(saved)
    assert "has changed since it was saved" in caplog.text
    assert known.index.search("return an order", 1)[0].item.id == "returns#1"


def test_without_a_catalog_it_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="ingest"):
        Knowledge.load(tmp_path)
