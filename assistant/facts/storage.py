"""Facts, names, documents and contradictions on disk: written whole, hashed, and refused when changed."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant import artifacts
from assistant.catalog.product import Catalog, Document, Section, Source
from assistant.config import Brand, load_brand
from assistant.errors import DataError
from assistant.facts.facts import Contradiction, Facts, ProductName
from assistant.facts.rows import fact_from_json, fact_to_json

MANIFEST = "manifest.json"
FORMAT = 1


def save(facts: Facts, catalog: Catalog, brand_path: Path, folder: Path) -> dict[str, Any]:
    """Write everything that is known, replacing the folder in one step; the manifest, last, holds the hashes."""
    with artifacts.whole_folder(folder) as made:
        artifacts.write_jsonl(made / "facts.jsonl", (fact_to_json(fact) for fact in facts))
        artifacts.write_json(made / "products.json", _products_to_json(facts, catalog))
        artifacts.write_jsonl(made / "documents.jsonl", (asdict(document) for document in catalog.documents))
        stated = [[fact_to_json(fact) for fact in item.facts] for item in facts.contradictions]
        artifacts.write_json(made / "contradictions.json", stated)
        artifacts.write_json(made / "sources.json", [asdict(report) for report in catalog.reports])
        artifacts.write_bytes(made / "brand.toml", brand_path.read_bytes())
        manifest = {"format": FORMAT, "brand": facts.brand, "facts": len(facts), "files": artifacts.tree_sha256(made)}
        artifacts.write_json(made / MANIFEST, manifest)
    return manifest


def load_facts(folder: Path) -> Facts:
    """The facts of a saved catalog. Raises DataError when there is none, or its files were changed."""
    manifest = checked(folder)
    products = artifacts.read_json(folder / "products.json")
    names = [_product_name(row) for row in products]
    facts = [fact_from_json(row) for row in artifacts.read_jsonl(folder / "facts.jsonl")]
    contradictions = [
        Contradiction(stated[0]["product"], stated[0]["attribute"], tuple(fact_from_json(row) for row in stated))
        for stated in artifacts.read_json(folder / "contradictions.json")
    ]
    return Facts(manifest["brand"], names, facts, contradictions)


def load_documents(folder: Path) -> tuple[Document, ...]:
    """The documents of a saved catalog."""
    checked(folder)
    return tuple(_document(row) for row in artifacts.read_jsonl(folder / "documents.jsonl"))


def load_brand_of(folder: Path) -> Brand:
    """The brand.toml that was in force when the catalog was saved."""
    checked(folder)
    return load_brand(folder / "brand.toml")


def checked(folder: Path) -> dict[str, Any]:
    """The manifest of a whole and unchanged catalog; DataError naming the file otherwise."""
    if not (folder / MANIFEST).is_file():
        raise DataError(f"{folder}: no catalog here; run `truebrand ingest SOURCE` first")
    manifest: dict[str, Any] = artifacts.read_json(folder / MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise DataError(f"{folder / MANIFEST}: another format than {FORMAT}; run `truebrand ingest` again")
    for name, digest in manifest["files"].items():
        path = folder / name
        if not path.is_file() or artifacts.file_sha256(path) != digest:
            raise DataError(f"{path}: missing or changed since it was written; run `truebrand ingest` again")
    return manifest


def _products_to_json(facts: Facts, catalog: Catalog) -> list[dict[str, Any]]:
    """Names as the facts know them, with what a product card shows."""
    rows = []
    for product in catalog.products:
        row = asdict(facts.products[product.id])
        row["variants"] = dict(row["variants"])
        rows.append(row | {"url": product.url, "image": product.images[0] if product.images else None})
    return rows


def _product_name(row: Mapping[str, Any]) -> ProductName:
    return ProductName(
        row["id"],
        row["name"],
        row["category"],
        tuple(row["aliases"]),
        tuple(row["skus"]),
        row["is_discontinued"],
        row["variants"],
    )


def _document(row: Mapping[str, Any]) -> Document:
    sections = tuple(_sections(row["sections"]))
    return Document(row["id"], row["title"], row["kind"], sections, Source(**row["source"]), row["access"])


def _sections(rows: list[dict[str, Any]]) -> Iterator[Section]:
    for row in rows:
        tables = tuple(tuple(tuple(cells) for cells in table) for table in row["tables"])
        yield Section(row["heading"], row["text"], Source(**row["source"]), tables)
