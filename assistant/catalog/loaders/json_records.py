"""JSON, JSON lines and YAML: a list of products, {"products": [...]}, or one product; nested objects become "a / b".

Nodes of schema.org are read as products where they are some, and refused by their type where they are not.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from assistant.catalog.loaders.columns import assign, plain, role_of
from assistant.catalog.loaders.json_ld import is_linked, product_nodes, record_of, type_of
from assistant.catalog.loaders.parsed import MAX_JSON_BYTES, MAX_TABLE_BYTES, Parsed, SourceFile, slug, too_large
from assistant.catalog.loaders.records import Record, offer_of, product_of, record, unique_ids
from assistant.catalog.product import Product, Refusal, Variant

_LISTS = ("products", "items", "data", "catalog", "results", "records")
_VARIANTS = ("variants", "variations", "models", "children")
_PAIRS = ("attributes", "specs", "specifications", "properties", "additionalproperty", "features", "details")
MAX_LINE = 4_000_000
MAX_DEPTH = 8
MAX_CELLS = 5_000  # of one record


def recognise(path: Path, head: bytes) -> bool:
    if path.suffix.casefold() in (".json", ".jsonl", ".ndjson", ".jsonld", ".yaml", ".yml"):
        return True
    return path.suffix == "" and head.lstrip()[:1] in (b"{", b"[")


def read(file: SourceFile) -> Parsed:
    """Products of all records; a record that is no object, or has no name, is refused."""
    is_lines = file.path.suffix.casefold() in (".jsonl", ".ndjson")
    if refused := too_large(file, MAX_TABLE_BYTES if is_lines else MAX_JSON_BYTES):
        return refused
    refusals: list[Refusal] = []
    products: list[Product] = []
    records = _of_lines(file, refusals) if is_lines else _of_document(file, refusals)
    for place, line, value in records:
        if is_linked(value) or (isinstance(value, list) and any(map(is_linked, value))):
            products += linked_products(value, file.place, place, refusals)
        elif not isinstance(value, dict):
            refusals.append(Refusal(place, f"{type(value).__name__} where an object of one product was expected"))
        elif isinstance(made := _product(value, file.place, line, place), Refusal):
            refusals.append(made)
        else:
            products.append(made)
    if not products and not refusals:
        refusals.append(Refusal(file.place, "no products in it; expected a list, or an object with 'products'"))
    return Parsed(len(products), tuple(products), refused=tuple(refusals))


def _of_lines(file: SourceFile, refusals: list[Refusal]) -> Iterator[tuple[str, int, Any]]:
    with file.path.open("rb") as stream:
        number = 0
        while line := stream.readline(MAX_LINE):
            number += 1
            place = f"{file.place}:{number}"
            if len(line) == MAX_LINE and not line.endswith(b"\n"):
                while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                    pass
                refusals.append(Refusal(place, f"a line of more than {MAX_LINE // 1_000_000} MB; split the record"))
            elif line.strip():
                value = _parse(line, place, refusals)
                if value is not None:
                    yield place, number, value


def _of_document(file: SourceFile, refusals: list[Refusal]) -> Iterator[tuple[str, None, Any]]:
    parse = _parse_yaml if file.path.suffix.casefold() in (".yaml", ".yml") else _parse
    value = parse(file.path.read_bytes(), file.place, refusals)
    if value is None:
        return
    if isinstance(value, dict) and not is_linked(value):
        inner = next((name for name in value if name.casefold() in _LISTS and isinstance(value[name], list)), None)
        if inner is None:
            yield file.place, None, value
            return
        value = value[inner]
    if isinstance(value, dict):
        yield file.place, None, value
        return
    if not isinstance(value, list):
        refusals.append(Refusal(file.place, f"{type(value).__name__} where a list of products was expected"))
        return
    for position, item in enumerate(value):
        yield f"{file.place} [{position}]", None, item


def _parse(raw: bytes, place: str, refusals: list[Refusal]) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except UnicodeDecodeError as error:
        refusals.append(Refusal(place, f"not UTF-8 at byte {error.start}; save the file as UTF-8"))
    except json.JSONDecodeError as error:
        refusals.append(Refusal(place, f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}"))
    except RecursionError:
        refusals.append(Refusal(place, "objects nested too deep to be product data"))
    return None


def _parse_yaml(raw: bytes, place: str, refusals: list[Refusal]) -> Any:
    """Every scalar as it is written: an id keeps its zeros, "Yes" stays a word."""
    try:
        return yaml.load(raw.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        refusals.append(Refusal(place, f"not UTF-8 at byte {error.start}; save the file as UTF-8"))
    except (yaml.YAMLError, RecursionError) as error:
        refusals.append(Refusal(place, f"not YAML: {' '.join(str(error).split())[:100]}"))
    return None


def linked_products(value: Any, path: str, place: str, refusals: list[Refusal]) -> list[Product]:
    """Products of schema.org nodes; a refusal that names the type when there are none."""
    products: list[Product] = []
    for node in product_nodes(value):
        made = _product(record_of(node), path, None, place)
        if isinstance(made, Product):
            products.append(made)
    if not products:
        kinds = ", ".join(dict.fromkeys(type_of(node) for node in (value if isinstance(value, list) else [value])))
        refusals.append(Refusal(place, f"schema.org {kinds}, without a product that has a name"))
    return products


def _product(value: dict[str, Any], path: str, line: int | None, place: str) -> Product | Refusal:
    item = _record(value, path, line, place)
    if not item.text("name"):
        return Refusal(place, f"no name (keys: {', '.join(list(value)[:6])}); a product needs 'name' or 'title'")
    product = product_of([item])
    stated = item.text("id")
    if stated and not stated.isdigit():
        product = replace(product, id=slug(stated))
    forms: list[Any] = next(
        (value[key] for key in value if key.casefold() in _VARIANTS and isinstance(value[key], list)), []
    )
    variants = [_variant(form, path, line, place, n) for n, form in enumerate(forms) if isinstance(form, dict)]
    if not variants:
        return product
    skus = dict.fromkeys((*product.skus, *(variant.sku for variant in variants if variant.sku)))
    return replace(product, variants=unique_ids(variants), skus=tuple(skus))


def _variant(form: dict[str, Any], path: str, line: int | None, place: str, position: int) -> Variant:
    options = form.get("options")
    flat = {k: v for k, v in form.items() if k != "options"} | (options if isinstance(options, dict) else {})
    item = _record(flat, path, line, place)
    known = {plain(key) for key in (options if isinstance(options, dict) else {})} or {
        "size", "color", "colour", "material", "style", "capacity", "length", "option1", "option2", "option3"
    }  # fmt: skip
    chosen = {plain(v.name): v.text for v in item.attributes if plain(v.name) in known}
    own = tuple(v for v in item.attributes if plain(v.name) not in known)
    stock = item.roles.get("stock")
    label = (
        item.text("name")
        or item.text("variant")
        or " / ".join(chosen.values())
        or item.text("sku")
        or f"{position + 1}"
    )
    return Variant(
        slug(label),
        label,
        chosen,
        item.text("sku"),
        offer_of(item),
        (*own, replace(stock, name="stock")) if stock else own,
    )


def _record(value: dict[str, Any], path: str, line: int | None, place: str) -> Record:
    stated = _flat({k: v for k, v in value.items() if k.casefold() not in _VARIANTS or not isinstance(v, list)})
    cells = _named(dict(islice(stated, MAX_CELLS)))
    item = record(cells, assign(cells), path, line)
    position = re.search(r"\[\d+\]$", place)
    if line is not None or position is None:
        return item
    prefix = position[0]

    def located(v: Any) -> Any:
        return replace(v, source=replace(v.source, column=f"{prefix} {v.source.column}"))

    return item._replace(
        roles={role: located(v) for role, v in item.roles.items()},
        attributes=tuple(located(v) for v in item.attributes),
        source=replace(item.source, column=prefix),
    )


def _named(cells: dict[str, str]) -> dict[str, str]:
    """Where no name stands at the top, the one in a group: "Board / Name" is the name, "Board / SKU" the SKU."""
    if any(role_of(key) == "name" for key in cells):
        return cells
    inner = [key for key in cells if role_of(key.rpartition(" / ")[2]) == "name"]
    if len(inner) != 1:
        return cells
    group = inner[0].rpartition(" / ")[0]
    kept = {
        key: key.removeprefix(f"{group} / ") if role_of(key.rpartition(" / ")[2]) in ("name", "sku") else key
        for key in cells
    }
    return {kept[key]: text for key, text in cells.items()}


def _flat(value: Mapping[str, Any], path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Names and texts of all that is not empty: objects by path, lists of texts on lines."""
    for key, inner in value.items():
        name = f"{path} / {key}" if path else key
        if inner is None or inner in ("", [], {}):
            continue
        if isinstance(inner, Mapping):
            amount = _measured(inner)
            if amount is not None:
                yield name, amount
            elif depth < MAX_DEPTH:
                yield from _flat(inner, "" if key.casefold() in _PAIRS and not path else name, depth + 1)
        elif isinstance(inner, list):
            pairs = [entry for entry in inner if isinstance(entry, Mapping) and "name" in entry and "value" in entry]
            if pairs:
                for entry in pairs:
                    unit = entry.get("unit") or entry.get("unitText") or ""
                    yield str(entry["name"]), f"{_text(entry['value'])} {unit}".strip()
            elif all(not isinstance(entry, Mapping | list) for entry in inner):
                yield name, "\n".join(_text(entry) for entry in inner)
            elif all(isinstance(entry, Mapping) and ("src" in entry or "url" in entry) for entry in inner):
                yield name, " ".join(str(entry.get("src") or entry.get("url")) for entry in inner)
        else:
            yield name, _text(inner)


def _measured(value: Mapping[str, Any]) -> str | None:
    """{"value": 1.9, "unit": "kg"} is one value."""
    keys = {key.casefold() for key in value}
    for amount, unit in (("value", "unit"), ("amount", "unit"), ("amount", "currency"), ("value", "currency")):
        if keys == {amount, unit}:
            found = {key.casefold(): inner for key, inner in value.items()}
            return f"{_text(found[amount])} {found[unit]}"
    return None


def _text(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
