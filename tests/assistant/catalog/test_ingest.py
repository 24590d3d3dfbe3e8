"""Folders read as a whole: what people have, bad input, and the real data of six brands."""

import csv
import json
import os
import re
from pathlib import Path

import pytest

from assistant.catalog.ingest import read_sources
from assistant.catalog.product import Catalog
from assistant.errors import DataError

REAL = os.environ.get("TRUEBRAND_REAL_DATA")
BRANDS = Path(REAL or ".") / "brands"
real_data = pytest.mark.skipif(REAL is None, reason="TRUEBRAND_REAL_DATA names no folder of real data")


def _refused(catalog: Catalog) -> dict[str, str]:
    return {refusal.place: refusal.reason for report in catalog.reports for refusal in report.refused}


def test_every_bad_file_is_refused_with_a_reason_and_the_good_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("name,weight\nTarn 2,1.9 kg\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "picture.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    (tmp_path / "broken.csv").write_bytes(b"name,colour\nA,\xff\n")
    (tmp_path / "orders.csv").write_text("order_id,name\n1,A\n", encoding="utf-8")
    (tmp_path / "latin.md").write_bytes(b"Gr\xfc\xdfe\n")
    catalog = read_sources([tmp_path], "Shop")
    assert [product.name for product in catalog.products] == ["Tarn 2"]
    places = {place.split(":")[0] for place in _refused(catalog)}
    assert places == {"empty.csv", "picture.pdf", "broken.json", "broken.csv", "orders.csv", "latin.md"}
    assert all("\n" not in reason and reason for reason in _refused(catalog).values())


def test_what_is_no_table_for_all_its_name_is_not_told_to_become_one(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("name,weight\nTarn 2,1.9 kg\n", encoding="utf-8")
    (tmp_path / "binary.csv").write_bytes(b"\x00\x01\x02binary")
    reason = _refused(read_sources([tmp_path], "Shop"))["binary.csv"]
    assert reason.startswith("no table in it") and ".csv is not read" not in reason


@pytest.mark.parametrize("content", [None, "name,price\n", "{}"])
def test_nothing_to_read_is_one_line_that_says_so(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / ("a.json" if content == "{}" else "a.csv")).write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_sources([tmp_path], "Shop")
    assert "\n" not in str(caught.value)


def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("name\nA\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("name\nB\n", encoding="utf-8")
    opened = Path.open

    def refusing(path: Path, *args: object, **more: object) -> object:
        if path.name == "b.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)
    assert _refused(read_sources([tmp_path], "Shop")) == {"b.csv": "cannot be opened (Permission denied)"}


def test_each_file_is_announced(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\nA\n", encoding="utf-8")
    heard: list[tuple[str, int, int]] = []
    read_sources([tmp_path], "Shop", on_file=lambda *file: heard.append(file))
    assert heard == [("a.csv", 1, 1)]


@real_data
def test_every_row_of_corsair_is_read() -> None:
    rows: list[tuple[str, str]] = []
    for path in sorted((BRANDS / "corsair").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [(path.stem, row["name"]) for row in csv.DictReader(file)]
    catalog = read_sources([BRANDS / "corsair"], "Corsair")
    assert sum(report.read for report in catalog.reports if report.format == "table") == len(rows) == 2807
    spelt = {
        (category, re.sub(r"[\W_]+", " ", name.replace("+", " plus ")).casefold().strip()) for category, name in rows
    }
    assert len(catalog.products) == len(spelt)
    assert {product.category for product in catalog.products} == {category.replace("-", " ") for category, _ in rows}
    assert not _refused(catalog)


@real_data
def test_every_product_row_of_luma_is_read() -> None:
    fixtures = BRANDS / "luma/app/code/Magento"
    with (fixtures / "ConfigurableSampleData/fixtures/products.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    configurable = [row for row in rows if row["product_type"] == "configurable"]
    simple: set[str] = set()
    num_simple = 0
    for folder in ("CatalogSampleData", "DownloadableSampleData", "BundleSampleData", "GroupedProductSampleData"):
        for path in (fixtures / folder).rglob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                found = [row["name"].strip() for row in csv.DictReader(file) if "sku" in row and "name" in row]
            simple.update(found)
            num_simple += len(found)
    catalog = read_sources([BRANDS / "luma"], "Luma")
    read = {Path(report.path).name: report.read for report in catalog.reports if report.path.endswith("products.csv")}
    assert read["products.csv"] == len(rows) == 1994
    assert len(catalog.products) == len(configurable) + len(simple)
    by_sku = {sku: product for product in catalog.products for sku in product.skus}
    for row in configurable:
        stated = row["configurable_variations"].count("sku=")
        assert len(by_sku[row["sku"]].variants) == stated, row["sku"]


@real_data
@pytest.mark.parametrize(
    ("brand", "suffixes"),
    [("meshtastic", (".md", ".mdx")), ("plausible", (".md",)), ("raspberrypi", (".adoc",)), ("basecamp", (".md",))],
)
def test_every_document_is_read_or_refused(brand: str, suffixes: tuple[str, ...]) -> None:
    aside = re.compile(r"(license|readme)\b.*", re.I)
    stored = [
        path
        for path in (BRANDS / brand).rglob("*")
        if path.suffix in suffixes and path.stat().st_size and not aside.fullmatch(path.name)
    ]
    catalog = read_sources([BRANDS / brand], brand)
    formats = {"markdown", "asciidoc"}
    assert sum(report.read for report in catalog.reports if report.format in formats) == len(stored)
    text = json.dumps([section.text for document in catalog.documents for section in document.sections])
    assert not re.search(r"</?(Tabs|TabItem)\b|^include::|^\|===", text)
