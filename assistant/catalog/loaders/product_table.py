"""Any table with a column that names a product: a row a product, or rows of one product its variants."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from assistant.catalog.loaders.columns import assign, not_products, plain
from assistant.catalog.loaders.parsed import MAX_TABLE_BYTES, Parsed, SourceFile, slug, too_large
from assistant.catalog.loaders.records import MAX_NAME, Record, product_of, record
from assistant.catalog.loaders.table import Table, header_of, read_table
from assistant.catalog.product import Document, Product, Refusal, Section, Source

_GENERIC = frozenset(
    [
        "products",
        "product",
        "catalog",
        "catalogue",
        "export",
        "items",
        "item",
        "data",
        "feed",
        "inventory",
        "list",
        "sheet",
        "sheet1",
        "assortment",
        "variants",
        "shop",
        "prices",
        "price",
        "specs",
        "spec",
        "specifications",
        "master",
        "all",
        "new",
        "full",
        "quality",
        "stock",
        "test",
        "file",
        "import",
        "update",
        "weights",
        "report",
        "table",
    ]
)


def recognise(path: Path, head: bytes) -> bool:
    return path.suffix.casefold() in (".csv", ".tsv", ".tab") and len(header_of(head)) > 0


def read(file: SourceFile) -> Parsed:
    """Products of the rows; a table of anything else is refused in one line that says what it is."""
    if refused := too_large(file, MAX_TABLE_BYTES):
        return refused
    table = read_table(file)
    what = not_products(table.header)
    if what is not None:
        return Parsed(refused=(Refusal(file.place, f"{what}, not a table of products"),))
    if {"frontend label", "attribute code"} <= {plain(name) for name in table.header}:
        return _labels(table)
    if not table.rows:
        return Parsed(refused=(*table.refused, Refusal(file.place, "a header without rows; nothing to read")))
    roles = assign(table.header)
    if {"question", "answer"} <= {plain(name) for name in table.header}:
        return _faq(file, table)
    if "name" in roles:
        return _named(file, table, roles)
    if "sku" in roles or "id" in roles:
        return _supplement(file, table, roles)
    columns = ", ".join(list(filter(None, table.header))[:6])
    reason = f"no column names a product (columns: {columns}); name one 'name', 'title' or 'sku'"
    return Parsed(refused=(*table.refused, Refusal(file.place, reason)))


def _named(file: SourceFile, table: Table, roles: dict[str, str]) -> Parsed:
    refused = list(table.refused)
    records: list[Record] = []
    for row in table.rows:
        item = record(row.cells, roles, file.place, row.number)
        if len(row.cells.get(roles["name"], "")) > MAX_NAME:
            refused.append(
                Refusal(f"{file.place}:{row.number} [{roles['name']}]", f"a name of more than {MAX_NAME} letters")
            )
        elif item.text("name"):
            records.append(item)
        elif "parent" in item.roles or "id" in item.roles:
            records.append(item)  # a variant whose name stands in an earlier row
        else:
            refused.append(Refusal(f"{file.place}:{row.number} [{roles['name']}]", "no name; a product needs one"))
    products = []
    for group in _groups(records):
        if group[0].text("name"):
            products.append(product_of(group))
        else:
            place = str(group[0].source)
            refused.append(Refusal(place, "no row names the product this is a form of; add one with a name"))
    return Parsed(len(records), tuple(products), refused=tuple(refused), category=_category(file.place))


def _groups(records: Iterable[Record]) -> list[list[Record]]:
    """Records of one product together: by parent, else by a shared id, else by the same name in one category."""
    by_key: dict[str, list[Record]] = {}
    records = list(records)
    own = {code: item for item in records for code in (item.text("sku"), item.text("id")) if code}
    uses = Counter(item.text("id") for item in records)
    for item in records:
        parent = (item.text("parent") or "").removeprefix("id:")
        above = own.get(parent) if parent and parent != item.text("sku") else None
        by_key.setdefault(_key(above or item, uses), []).append(item)
    groups = []
    for group in by_key.values():
        head = [item for item in group if item.text("name") and not item.text("parent")]
        ordered = head + [item for item in group if item not in head]
        groups.append(_without_parent(ordered))
    return groups


def _without_parent(group: list[Record]) -> list[Record]:
    """A parent row only carries what its variants share: they inherit its cells, and it is no variant itself."""
    children = [item for item in group if item.text("parent")]
    if not children or len(children) == len(group):
        return group
    head = group[0]
    filled = []
    for child in children:
        names = {value.name for value in child.attributes}
        attributes = (*(value for value in head.attributes if value.name not in names), *child.attributes)
        roles = {**{k: v for k, v in head.roles.items() if k != "sku"}, **child.roles, "name": head.roles["name"]}
        filled.append(child._replace(attributes=attributes, roles=roles))
    return filled


def _key(item: Record, uses: Mapping[str | None, int]) -> str:
    shared = item.text("id")
    if shared and uses[shared] > 1:
        return f"id {shared}"
    named = re.sub(r"[^\w+#]+", " ", item.text("name") or "").casefold().strip()
    category = item.text("category") or ""
    return f"name {named} {category.casefold()}" if named else f"id {shared or item.text('parent')}"


def _supplement(file: SourceFile, table: Table, roles: dict[str, str]) -> Parsed:
    """Rows that add to products which another file names."""
    products: list[Product] = []
    for row in table.rows:
        item = record(row.cells, roles, file.place, row.number)
        product = product_of([item])
        if product.skus or item.text("id"):
            products.append(product)
    return Parsed(len(products), tuple(products), refused=table.refused)


def _labels(table: Table) -> Parsed:
    """What a shop calls its attributes in public: the last line of the label."""
    columns = {plain(name): name for name in table.header}
    pairs = [
        (row.cells[columns["attribute code"]], row.cells[columns["frontend label"]].splitlines()[-1].strip())
        for row in table.rows
        if {columns["attribute code"], columns["frontend label"]} <= row.cells.keys()
    ]
    return Parsed(len(pairs), refused=table.refused, labels=tuple(pairs))


def _faq(file: SourceFile, table: Table) -> Parsed:
    columns = {plain(name): name for name in table.header}
    sections = tuple(
        Section(row.cells[columns["question"]], row.cells[columns["answer"]], Source(file.place, row.number))
        for row in table.rows
        if columns["question"] in row.cells and columns["answer"] in row.cells
    )
    document = Document(slug(Path(file.place).stem), "Questions and answers", "faq", sections, Source(file.place))
    return Parsed(len(sections), documents=(document,), refused=table.refused)


def _category(place: str) -> str | None:
    """The file's name says the category when it is not one that any export has: "cpu-cooler.csv" -> "cpu cooler"."""
    words = re.split(r"[\W_]+", Path(place).stem.casefold())
    named = [word for word in words if word and not word.isdigit()]
    return " ".join(named) if len("".join(named)) > 3 and not set(named) & _GENERIC else None
