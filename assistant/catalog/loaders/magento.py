"""Magento's product export, where a configurable product names its variants, and its tables of CMS pages.

The weight column is left out: its unit is a setting of the shop that the export does not hold.
"""

from dataclasses import replace
from pathlib import Path

from assistant.catalog.loaders.columns import plain
from assistant.catalog.loaders.documents import document_of
from assistant.catalog.loaders.html_page import blocks_of_html
from assistant.catalog.loaders.parsed import MAX_TABLE_BYTES, Parsed, SourceFile, slug, too_large
from assistant.catalog.loaders.records import unique_ids
from assistant.catalog.loaders.richtext import one_line, plain_text
from assistant.catalog.loaders.table import Row, header_of, read_table
from assistant.catalog.product import AttributeValue, Document, Offer, Product, Refusal, Source, Variant

_HOUSEKEEPING = frozenset({"has_options", "required_options"})


def recognise(path: Path, head: bytes) -> bool:
    return {"sku", "product_type", "additional_attributes"} <= set(header_of(head))


def read(file: SourceFile) -> Parsed:
    """Configurable products with the simple ones they name as variants; simple ones that nobody names stand alone."""
    if refused := too_large(file, MAX_TABLE_BYTES):
        return refused
    table = read_table(file)
    refusals = list(table.refused)
    by_sku: dict[str, Row] = {}
    for row in table.rows:
        if "sku" not in row.cells or "name" not in row.cells:
            refusals.append(Refusal(f"{file.place}:{row.number}", "no sku or no name; a product needs both"))
        elif row.cells["sku"] in by_sku:
            refusals.append(
                Refusal(f"{file.place}:{row.number} [sku]", f"repeats the sku of row {by_sku[row.cells['sku']].number}")
            )
        else:
            by_sku[row.cells["sku"]] = row
    children = {sku for row in by_sku.values() for sku in _variations(row)}
    products = []
    for sku, row in by_sku.items():
        if sku in children:
            continue
        product = _product(row, file.place)
        forms = [by_sku[child] for child in _variations(row) if child in by_sku]
        missing = [child for child in _variations(row) if child not in by_sku]
        refusals += [
            Refusal(f"{file.place}:{row.number} [configurable_variations]", f"no row has the sku {child!r}")
            for child in missing
        ]
        products.append(_with_variants(product, row, forms, file.place) if forms else product)
    return Parsed(len(by_sku), tuple(products), refused=tuple(refusals))


def recognise_pages(path: Path, head: bytes) -> bool:
    return {"title", "identifier", "content"} <= {plain(name) for name in header_of(head)}


def read_pages(file: SourceFile) -> Parsed:
    """CMS pages and blocks, a document each. A block of markup alone says nothing and is refused."""
    table = read_table(file)
    documents: list[Document] = []
    refusals = list(table.refused)
    for row in table.rows:
        title = row.cells.get("content_heading") or row.cells.get("title", "")
        content = row.cells.get("content", "")
        source = Source(file.place, row.number, "content")
        blocks = blocks_of_html(content, file.place, row.number)
        document = document_of(slug(row.cells.get("identifier", title)), one_line(title), blocks, source, {})
        if any(section.text or section.tables for section in document.sections):
            documents.append(document)
        else:
            refusals.append(Refusal(str(source), f"{title!r} holds markup and no text"))
    return Parsed(len(documents), documents=tuple(documents), refused=tuple(refusals))


def _product(row: Row, path: str) -> Product:
    cells = row.cells
    source = Source(path, row.number)
    text = cells.get("description") or cells.get("short_description")
    attributes = tuple(
        AttributeValue(
            name, plain_text(value.replace("|", "\n")), Source(path, row.number, f"additional_attributes / {name}")
        )
        for name, value in _pairs(cells.get("additional_attributes", "")).items()
        if name not in _HOUSEKEEPING
    )
    return Product(
        id=slug(cells["name"]),
        name=one_line(cells["name"]),
        source=source,
        category=_category(cells.get("categories", "")),
        description=plain_text(text) or None if text else None,
        skus=(cells["sku"],),
        offer=_offer(row, path),
        attributes=attributes,
        images=(cells["base_image"],) if "base_image" in cells else (),
        url=cells.get("url_key"),
    )


def _with_variants(product: Product, parent: Row, forms: list[Row], path: str) -> Product:
    options = _variations(parent)
    variants = []
    for row in forms:
        chosen = {name: one_line(value) for name, value in options[row.cells["sku"]].items()}
        own = tuple(value for value in _product(row, path).attributes if value.name not in chosen)
        label = " / ".join(chosen.values())
        variants.append(Variant(slug(label), label, chosen, row.cells["sku"], _offer(row, path), own))
    skus = (*product.skus, *(row.cells["sku"] for row in forms))
    return replace(product, offer=None, skus=skus, variants=unique_ids(variants))


def _offer(row: Row, path: str) -> Offer | None:
    def value(column: str) -> AttributeValue | None:
        text = row.cells.get(column)
        return AttributeValue(column, text, Source(path, row.number, column)) if text else None

    price, special = value("price"), value("special_price")
    stock = value("is_in_stock")
    return Offer(special or price, price if special else None, stock) if price or stock else None


def _variations(row: Row) -> dict[str, dict[str, str]]:
    """ "sku=A-S,size=S|sku=A-M,size=M" -> {"A-S": {"size": "S"}, "A-M": {"size": "M"}}."""
    found = {}
    for part in row.cells.get("configurable_variations", "").split("|"):
        pairs = _pairs(part)
        if "sku" in pairs:
            found[pairs.pop("sku")] = pairs
    return found


def _pairs(text: str) -> dict[str, str]:
    """ "size=S,color=Black, White" -> {"size": "S", "color": "Black, White"}: a comma before no name is the value's."""
    found: dict[str, str] = {}
    last = None
    for part in text.split(","):
        name, equals, value = part.partition("=")
        if equals and name.strip():
            last = name.strip()
            found[last] = value.strip()
        elif last is not None:
            found[last] += f",{part}"
    return found


def _category(text: str) -> str | None:
    """The innermost category of the first path: "Default Category/Men/Tops/Tees,..." -> "Tees"."""
    return text.split(",")[0].split("/")[-1].strip() or None
