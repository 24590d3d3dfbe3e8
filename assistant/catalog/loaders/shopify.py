"""A Shopify product export, classic or of 2025: the rows of one handle are one product."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.catalog.loaders.body import body_values
from assistant.catalog.loaders.columns import plain, role_of
from assistant.catalog.loaders.parsed import MAX_TABLE_BYTES, Parsed, SourceFile, slug, too_large
from assistant.catalog.loaders.records import split_aliases, unique_ids
from assistant.catalog.loaders.richtext import one_line, plain_text
from assistant.catalog.loaders.table import Row, header_of, read_table
from assistant.catalog.product import AttributeValue, Offer, Product, Refusal, Source, Variant

# What the two generations of the export call the same thing, classic first.
COLUMNS: dict[str, tuple[str, ...]] = {
    "handle": ("handle", "url handle"),
    "title": ("title",),
    "body": ("body html", "description"),
    "category": ("type", "product category", "custom product type"),
    "status": ("status",),
    "sku": ("variant sku", "sku"),
    "barcode": ("variant barcode", "barcode"),
    "price": ("variant price", "price"),
    "before": ("variant compare at price", "compare-at price"),
    "stock": ("variant inventory qty", "inventory quantity"),
    "grams": ("variant grams", "weight value grams"),
    "image": ("image src", "product image url"),
}
_METAFIELD = re.compile(r"(.+?) \((product|variant)\.metafields\.[^)]*\)$")
_OPTION = re.compile(r"option([123]) (name|value)")


def recognise(path: Path, head: bytes) -> bool:
    names = {plain(column) for column in header_of(head)}
    return "title" in names and bool({"handle", "url handle"} & names) and bool({"option1 name", "variant sku"} & names)


def read(file: SourceFile) -> Parsed:
    """Products by handle. Rows of an image alone are no variants; drafts are refused, the archived discontinued."""
    if refused := too_large(file, MAX_TABLE_BYTES):
        return refused
    table = read_table(file)
    by_handle: dict[str, list[Row]] = {}
    refusals = list(table.refused)
    names = _names(table.header)
    for row in table.rows:
        handle = row.cells.get(names.get("handle", ""))
        if handle is None:
            refusals.append(
                Refusal(f"{file.place}:{row.number} [Handle]", "no handle; it says which product the row is of")
            )
        else:
            by_handle.setdefault(handle, []).append(row)
    products = []
    for handle, rows in by_handle.items():
        made = _product(handle, rows, names, file.place)
        if isinstance(made, Refusal):
            refusals.append(made)
        else:
            products.append(made)
    return Parsed(len(table.rows), tuple(products), refused=tuple(refusals))


def _names(header: Sequence[str]) -> dict[str, str]:
    by_plain = {plain(column): column for column in reversed(header) if column}
    return {key: by_plain[name] for key, known in COLUMNS.items() for name in reversed(known) if name in by_plain}


def _product(handle: str, rows: Sequence[Row], names: Mapping[str, str], path: str) -> Product | Refusal:
    first = next((row for row in rows if names["title"] in row.cells), None)
    if first is None:
        return Refusal(f"{path}:{rows[0].number} [{names['title']}]", f"no row of {handle!r} has a title")
    status = first.cells.get(names.get("status", ""), "active").casefold()
    if status == "draft":
        return Refusal(f"{path}:{first.number}", f"{handle!r} is a draft, not published")
    cell = _reader(names)
    images = dict.fromkeys(image for row in rows if (image := cell(row, "image")))
    body = cell(first, "body")
    stated = (*_metafields(first, path, "product"), *_body_values(first, names, path))
    aliases = " ; ".join(value.text for value in stated if role_of(value.name) == "aliases")
    product = Product(
        id=slug(handle),
        name=one_line(first.cells[names["title"]]),
        source=Source(path, first.number),
        category=(cell(first, "category") or "").split(">")[-1].strip() or None,
        description=plain_text(body) or None if body else None,
        aliases=split_aliases(aliases),
        is_discontinued=status == "archived",
        images=tuple(images),
        attributes=tuple(value for value in stated if role_of(value.name) is None),
    )
    return _with_variants(product, rows, names, path)


def _with_variants(product: Product, rows: Sequence[Row], names: Mapping[str, str], path: str) -> Product:
    cell = _reader(names)
    options: dict[str, str] = {}  # "1" -> "Size": named in the first row of the product only
    made: list[tuple[Row, Variant]] = []
    for row in rows:
        cells = {plain(name): text for name, text in row.cells.items()}
        options |= {k[6]: v for k, v in cells.items() if (m := _OPTION.fullmatch(k)) and m[2] == "name"}
        values = {
            options.get(k[6], f"option {k[6]}"): v
            for k, v in cells.items()
            if (m := _OPTION.fullmatch(k)) and m[2] == "value"
        }
        if cell(row, "price") is None and cell(row, "sku") is None and not values:
            continue  # an image of its own row
        chosen = {name.casefold(): one_line(v) for name, v in values.items() if v != "Default Title"}
        label = " / ".join(chosen.values()) or product.name
        own = (*_measures(row, names, path), *_metafields(row, path, "variant"))
        made.append((row, Variant(slug(label), label, chosen, cell(row, "sku"), _offer(row, names, path), own)))
    codes = [code for row, _ in made for code in (cell(row, "sku"), cell(row, "barcode")) if code]
    product = replace(product, skus=tuple(dict.fromkeys(code.lstrip("'") for code in codes)))
    if len(made) == 1 and not made[0][1].options:
        only = made[0][1]
        return replace(product, offer=only.offer, attributes=(*product.attributes, *only.attributes))
    return replace(product, variants=unique_ids([variant for _, variant in made]))


def _offer(row: Row, names: Mapping[str, str], path: str) -> Offer | None:
    price, before = _value(row, names, "price", path), _value(row, names, "before", path)
    return Offer(price, before) if price or before else None


def _measures(row: Row, names: Mapping[str, str], path: str) -> tuple[AttributeValue, ...]:
    """Weight, which Shopify counts in grams and leaves at 0 where nobody filled it in; and stock."""
    found = []
    grams = _value(row, names, "grams", path)
    if grams is not None and grams.text.strip("0."):
        found.append(replace(grams, name="Weight (g)", text=re.sub(r"\.0+$", "", grams.text)))
    stock = _value(row, names, "stock", path)
    if stock is not None:
        found.append(replace(stock, name="stock"))
    return tuple(found)


def _value(row: Row, names: Mapping[str, str], key: str, path: str) -> AttributeValue | None:
    column = names.get(key)
    text = row.cells.get(column) if column else None
    return AttributeValue(column, text, Source(path, row.number, column)) if column and text else None


def _body_values(row: Row, names: Mapping[str, str], path: str) -> tuple[AttributeValue, ...]:
    body = _value(row, names, "body", path)
    return body_values(body.text, body.source) if body else ()


def _metafields(row: Row, path: str, owner: str) -> tuple[AttributeValue, ...]:
    """Columns such as "Fabric (product.metafields.custom.fabric)"."""
    found = []
    for column, text in row.cells.items():
        match = _METAFIELD.fullmatch(column)
        if match and match[2] == owner:
            found.append(AttributeValue(match[1], plain_text(text), Source(path, row.number, column)))
    return tuple(found)


def _reader(names: Mapping[str, str]) -> Callable[[Row, str], str | None]:
    return lambda row, key: row.cells.get(names.get(key, ""))
