"""One record of a product list, whatever it was written in -> Product; records of one product -> its variants."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.catalog.loaders.columns import currency_in, plain, role_of
from assistant.catalog.loaders.parsed import slug
from assistant.catalog.loaders.richtext import one_line, plain_text
from assistant.catalog.product import AttributeValue, Offer, Product, Source, Variant

_OPTION_WORDS = frozenset(
    [
        "size",
        "sizes",
        "color",
        "colour",
        "farbe",
        "material",
        "finish",
        "capacity",
        "style",
        "pattern",
        "length",
        "width",
        "pack",
        "volume",
        "scent",
        "flavor",
        "flavour",
        "edition",
        "fit",
        "model",
        "storage",
        "memory",
        "version",
        "switches",
    ]
)
_KINDS = frozenset(["simple", "variable", "variation", "grouped", "external", "configurable", "bundle"])  # of a record
_PAIRED = re.compile(r"attribute \d+ (name|value s|visible|global|default)$|meta: ")
_GONE = re.compile(r"\b(discontinued|end of life|eol|no longer (available|made|sold)|retired)\b", re.I)
_YES = frozenset(["1", "yes", "y", "true", "ja", "oui", "si", "x"])


MAX_NAME = 300  # characters; longer cells are broken rows, not names


class Record(NamedTuple):
    """Cells of one record by role, the rest as attributes, and where it stands."""

    roles: Mapping[str, AttributeValue]
    attributes: tuple[AttributeValue, ...]
    codes: tuple[str, ...]
    images: tuple[str, ...]
    source: Source

    def text(self, role: str) -> str | None:
        value = self.roles.get(role)
        return one_line(value.text) if value else None


def record(cells: Mapping[str, str], assigned: Mapping[str, str], path: str, line: int | None) -> Record:
    """Sort the cells of a record by what their columns mean."""
    roles: dict[str, AttributeValue] = {}
    attributes: list[AttributeValue] = []
    codes: list[str] = []
    images: list[str] = []
    played = {column: role for role, column in assigned.items()}
    for column, text in _named_pairs(cells).items():
        value = AttributeValue(column, text, Source(path, line, column))
        role = played.get(column) or role_of(column)
        if column in played:
            roles[played[column]] = value
        elif role == "image":
            images += [part for part in re.split(r"[,\s|]+", text) if part]
        elif role == "code":
            codes.append(text)
        elif role not in ("ignored", "id", "sku", "parent", "variant id", "description", "summary"):
            attributes.append(replace(value, text=plain_text(text)))
    return Record(roles, tuple(attributes), tuple(codes), tuple(images), Source(path, line))


def _named_pairs(cells: Mapping[str, str]) -> dict[str, str]:
    """Cells with "Attribute 1 name: Size", "Attribute 1 value(s): S" made one, and no housekeeping."""
    by_plain = {plain(column): column for column in cells}
    kept = {
        column: text
        for column, text in cells.items()
        if not _PAIRED.match(plain(column))
        and not (plain(column) == "type" and text.split(",")[0].casefold() in _KINDS)
    }
    for name, column in by_plain.items():
        if match := re.fullmatch(r"attribute (\d+) name", name):
            values = by_plain.get(f"attribute {match[1]} value s")
            if values is not None:
                kept.setdefault(cells[column], "\n".join(re.split(r"\s*,\s*", cells[values])))
    return kept


def product_of(records: Sequence[Record]) -> Product:
    """One product of all the records that are forms of it; the first one names it."""
    first = records[0]
    unique = [item for n, item in enumerate(records) if not any(_same(item, earlier) for earlier in records[:n])]
    name = first.text("name") or ""
    aliases = first.text("aliases")
    product = Product(
        id=slug(name or first.text("id") or first.text("sku") or ""),
        name=name,
        source=first.source,
        category=category_of(first.roles["category"].text if "category" in first.roles else None),
        description=description(first),
        aliases=split_aliases(aliases or ""),
        skus=tuple(dict.fromkeys(code for item in unique for code in _codes(item))),
        is_discontinued=all(is_discontinued(item) for item in unique),
        images=tuple(dict.fromkeys(image for item in unique for image in item.images)),
        url=first.text("url"),
    )
    if len(unique) == 1 and "variant" not in first.roles:
        return replace(product, offer=offer_of(first), attributes=_with_stock(first))
    return _with_variants(product, unique)


def offer_of(item: Record) -> Offer | None:
    """What it costs: of a regular and a sale price the lower is asked, the other is the price before."""
    price, sale = item.roles.get("price"), item.roles.get("sale price")
    before = item.roles.get("compare-at price")
    availability = item.roles.get("availability")
    if sale is not None and sale.text:
        price, before = sale, price or before
    if price is None and before is None and availability is None:
        return None
    stated = item.text("currency") or (currency_in(price.name) if price else None)
    return Offer(price, before, availability, stated.upper() if stated and len(stated) == 3 else None)


def category_of(text: str | None) -> str | None:
    """The innermost category of a path: "Camping > Tents" -> "Tents". Of names on lines, the second."""
    if not text or not text.strip():
        return None
    lines = text.strip().splitlines()
    first = lines[min(1, len(lines) - 1)].split("|")[0]
    path = first.split(", ")[0] if " > " in first else first
    return re.split(r"\s*>\s*", path)[-1].strip() or None


def description(item: Record) -> str | None:
    """The longer description there is, as text."""
    value = item.roles.get("description") or item.roles.get("summary")
    return plain_text(value.text) or None if value else None


def split_aliases(text: str) -> tuple[str, ...]:
    """ "Strom 500; the small one" -> both."""
    return tuple(part.strip() for part in re.split(r"[;|\n]|,\s+", text) if part.strip())


def is_discontinued(item: Record) -> bool:
    """Whether a column of its own, or the status, says that it is no longer made."""
    flag = item.text("discontinued")
    status = " ".join(filter(None, (item.text("status"), item.text("availability"))))
    return (flag or "").casefold() in _YES or bool(_GONE.search(status)) or bool(_GONE.search(flag or ""))


def _with_variants(product: Product, records: Sequence[Record]) -> Product:
    """Columns in which the records differ tell the variants apart; the rest belongs to the product."""
    names = list(dict.fromkeys(value.name for item in records for value in item.attributes))
    texts = {name: [_cell(item, name) for item in records] for name in names}
    differing = [name for name in names if len(set(texts[name])) > 1]
    options = _options(differing, texts)
    shared = tuple(value for value in records[0].attributes if value.name not in differing)
    variants: list[Variant] = []
    for item in records:
        chosen = {plain(name): one_line(_cell(item, name)) for name in options if _cell(item, name)}
        label = item.text("variant") or " / ".join(chosen.values()) or item.text("sku") or product.name
        taken = {variant.name for variant in variants}
        label = label if label not in taken else next(x for n in range(2, 9999) if (x := f"{label} ({n})") not in taken)
        own = tuple(
            value
            for value in _with_stock(item)
            if (value.name in differing and value.name not in options) or value.name == "stock"
        )
        variants.append(Variant(slug(label), label, chosen, item.text("sku"), offer_of(item), own))
    return replace(product, variants=unique_ids(variants), attributes=shared)


def unique_ids(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """The same variants, ids told apart where two labels make one slug."""
    seen: dict[str, int] = {}
    result = []
    for variant in variants:
        seen[variant.id] = seen.get(variant.id, 0) + 1
        number = seen[variant.id]
        result.append(variant if number == 1 else replace(variant, id=f"{variant.id}-{number}"))
    return tuple(result)


def _options(differing: Sequence[str], texts: Mapping[str, list[str]]) -> list[str]:
    """Size, colour and the like; further columns only until no two variants look alike."""
    chosen = [
        name for name in differing if set(plain(name).split()) & _OPTION_WORDS or plain(name).startswith("option")
    ]
    count = len(next(iter(texts.values()), []))
    for name in differing:
        if len({tuple(texts[column][n] for column in chosen) for n in range(count)}) == count:
            break
        if name not in chosen and max(map(len, texts[name])) <= 40 and "price" not in plain(name).split():
            chosen.append(name)
    return chosen


def _cell(item: Record, name: str) -> str:
    return next((value.text for value in item.attributes if value.name == name), "")


def _with_stock(item: Record) -> tuple[AttributeValue, ...]:
    stock = item.roles.get("stock")
    return (*item.attributes, replace(stock, name="stock")) if stock else item.attributes


def _codes(item: Record) -> tuple[str, ...]:
    own = item.text("sku")
    return ((own,) if own else ()) + item.codes


def _same(one: Record, other: Record) -> bool:
    return (
        [(v.name, v.text) for v in one.attributes] == [(v.name, v.text) for v in other.attributes]
        and {k: v.text for k, v in one.roles.items()} == {k: v.text for k, v in other.roles.items()}
        and one.codes == other.codes
    )
