"""Specifications in documents: "key: value" lines, items with a key in bold, and tables -> groups under their headings.

Which product a group is about is decided where all products are known: in `assistant.catalog.merge`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.catalog.loaders.blocks import Block
from assistant.catalog.loaders.parsed import SpecGroup
from assistant.catalog.product import AttributeValue, Document, Source

# Headings that introduce what a product is made of, and do not name it.
_SPECIFICATION = re.compile(
    r"(technical |tech |key |main |product |hardware )?(specifications?|specs?|data|details|facts|features|resources"
    r"|technische daten|hardware|general|dimensions|connectivity)( sheet)?|at a glance|overview",
    re.I,
)
_KEY_COLUMN = re.compile(r"(feature|spec(ification)?|parameter|property|attribute|characteristic|key|item|)s?", re.I)
_NAME_COLUMN = re.compile(r"(product|model|name|device|board|variant|plan|version)s?( name)?", re.I)
MAX_VALUE = 160
MAX_KEY_WORDS = 5
_MODEL_COLUMN = re.compile(r"(product|model)s?( name)?", re.I)
_NOT_PRODUCTS = re.compile(
    r"(description|type|default|values?|notes?|meaning|examples?|required|details|units?|min|max|range|comments?|remarks?"
    r"|name|purpose|usage|options?|status|function|action|result|explanation|supported|since|scope|format|size|address)s?",
    re.I,
)
_SENTENCE = re.compile(
    r"(you|your|we|our|i|it|this|these|those|there|the following|if|when|how|what|why|who|to|for|as|please|here|don't"
    r"|do|can|is|are)\b",
    re.I,
)
_LINKS = re.compile(
    r"\b(links?|urls?|downloads?|images?|resources?|sources?|files?|buy|references?|see|docs?|documentation)\b", re.I
)
_NOT_KEYS = re.compile(
    r"(https?|note|tip|warning|caution|important|example|e\.g|i\.e|see( also)?|hint|info|step \d+|q|a|question|answer"
    r"|ps|update[sd]?|source|author|date|subject|from|to|last updated?|effective)", re.I,
)  # fmt: skip


def spec_groups(document: Document, blocks: Sequence[Block], front: Mapping[str, object]) -> tuple[SpecGroup, ...]:
    """All groups of a document. Front matter that names a product makes the whole document about it.

    A document that not everyone may read gives none: a fact is public, and only passages are kept from readers.
    """
    if document.kind in ("policy", "faq") or document.access != "public":
        return ()
    path = document.source.path
    named = str(front.get("product") or "")
    title = named or document.title
    aliases = tuple(str(front[key]) for key in ("sidebar_label",) if front.get(key) and not named)
    groups = [*_fronted(front, named, path), *_listed(title, blocks, path), *_tabled(title, blocks, path)]
    merged: dict[tuple[str, ...], SpecGroup] = {}
    for group in groups:
        headings = tuple(dict.fromkeys(group.headings))
        known = merged.get(headings)
        merged[headings] = group._replace(headings=headings) if known is None else _join(known, group)
    is_guide = document.kind == "guide"
    return tuple(
        group._replace(
            is_product=bool(named) or (group.is_product and not is_guide),
            aliases=aliases if len(group.headings) == 1 else (),
        )
        for group in merged.values()
        if group.values
    )


def key_values(blocks: Sequence[Block], path: str) -> tuple[AttributeValue, ...]:
    """All keys and values of a text that is about one product."""
    groups = [*_listed("", blocks, path), *_tabled("", blocks, path)]
    return tuple(value for group in groups if len(group.headings) <= 2 for value in group.values)


def _fronted(front: Mapping[str, object], named: str, path: str) -> Iterator[SpecGroup]:
    """Attributes in the front matter, under `specs` or `attributes`."""
    for key in ("specs", "specifications", "attributes"):
        table = front.get(key)
        if named and isinstance(table, Mapping):
            stated = {str(k): str(v) for k, v in table.items() if isinstance(v, str | int | float | date)}
            values = (AttributeValue(k, v, Source(path, 1, f"{key} / {k}")) for k, v in stated.items())
            yield SpecGroup((named,), tuple(values), True)


def _listed(title: str, blocks: Sequence[Block], path: str) -> Iterator[SpecGroup]:
    """Items and lines with a key, under the path of headings they stand below."""
    trail: list[tuple[int, str]] = []
    found: list[AttributeValue] = []
    for position, block in enumerate(blocks):
        if block.kind == "heading":
            yield _group(title, trail, found)
            found = []
            trail = [(level, name) for level, name in trail if level < block.level] + [(block.level, block.text)]
        elif block.kind in ("bullet", "paragraph") and block.key and (block.kind == "paragraph" or block.level == 0):
            value = _value(block, blocks[position + 1 :])
            if value and _is_key(block.key) and len(value) <= MAX_VALUE:
                found.append(AttributeValue(block.key, value, Source(path, block.line)))
    yield _group(title, trail, found)


def _value(block: Block, rest: Sequence[Block]) -> str:
    """What stands after the key, or on the items below it."""
    own = re.sub(r"^[\s:：–—-]+", "", block.text.removeprefix(block.key)).strip()
    if own or block.kind == "paragraph":
        return own
    below = []
    for item in rest:
        if item.kind != "bullet" or item.level <= block.level:
            break
        below.append(f"{'  ' * (item.level - block.level - 1)}{item.text}")
    return "\n".join(_folded(below))


def _folded(lines: Sequence[str]) -> list[str]:
    """Items with those below them on one line: "Antenna:", "  U.FL" is "Antenna: U.FL"."""
    folded: list[str] = []
    for line in lines:
        if line.startswith(" ") and folded:
            folded[-1] += f" {line.strip()}" if folded[-1].endswith(":") else f", {line.strip()}"
        else:
            folded.append(line.strip())
    return folded


def _group(title: str, trail: Sequence[tuple[int, str]], values: Sequence[AttributeValue]) -> SpecGroup:
    """A group is a product of its own when it reads like a data sheet: three short values, figures among them."""
    names = [name for _, name in trail if not _SPECIFICATION.fullmatch(name.strip())]
    introduced = len(names) < len(trail)
    short = [value for value in values if len(value.text) <= 80]
    figures = [value for value in values if re.search(r"\d|\b(yes|no)\b", value.text, re.I)]
    is_sheet = len(values) >= 3 and len(short) >= 0.7 * len(values) and len(figures) >= 0.4 * len(values)
    is_named = ":" not in (names[-1] if names else title)
    return SpecGroup((title, *names), tuple(values), is_sheet and is_named and (introduced or len(values) >= 4))


def _tabled(title: str, blocks: Sequence[Block], path: str) -> Iterator[SpecGroup]:
    """Tables of two columns are keys and values; wider ones have a product a column or a product a row."""
    trail: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind == "heading":
            trail = [(level, name) for level, name in trail if level < block.level] + [(block.level, block.text)]
        elif block.kind == "table" and len(block.rows) >= 2:
            yield from _of_table(title, trail, block, path)


def _of_table(title: str, trail: Sequence[tuple[int, str]], block: Block, path: str) -> Iterator[SpecGroup]:
    header, *rows = _one_key_column(block.rows)
    names = tuple(name for _, name in trail if not _SPECIFICATION.fullmatch(name.strip()))
    rows = [row for row in rows if len(row) == len(header)]
    if len(header) == 2 and not _NAME_COLUMN.fullmatch(header[0].strip()):
        head = [] if not any(header) or _KEY_COLUMN.fullmatch(header[0].strip()) else [header]
        values = [AttributeValue(k, v, Source(path, block.line, k)) for k, v in [*head, *rows] if _is_cell(k, v)]
        group = _group(title, trail, values)
        yield group._replace(is_product=group.is_product and bool(_SPECIFICATION.search(" ".join(n for _, n in trail))))
    elif len(header) >= 3 and _KEY_COLUMN.fullmatch(header[0].strip()) and len(rows) >= 4:
        if any(_NOT_PRODUCTS.fullmatch(name.strip()) for name in header[1:]):
            return
        for column, name in enumerate(header[1:], start=1):
            values = [
                AttributeValue(row[0], row[column], Source(path, block.line, f"{row[0]} / {name}"))
                for row in rows
                if _is_cell(row[0], row[column])
            ]
            yield SpecGroup(
                (title, *names, name), tuple(values), _is_name(name) and len(values) >= 4, is_of_innermost=True
            )
    elif len(header) >= 2 and _NAME_COLUMN.fullmatch(header[0].strip()):
        is_range = len(header) >= 4 and len(rows) >= 3 and bool(_MODEL_COLUMN.fullmatch(header[0].strip()))
        for row in rows:
            values = [
                AttributeValue(key, cell, Source(path, block.line, f"{row[0]} / {key}"))
                for key, cell in zip(header[1:], row[1:], strict=True)
                if _is_cell(key, cell)
            ]
            yield SpecGroup((title, *names, row[0]), tuple(values), is_range and _is_name(row[0]), is_of_innermost=True)


def _one_key_column(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows with their leading key columns, those without a heading, joined; a blank key repeats the one above."""
    header = rows[0]
    keys = next((number for number, name in enumerate(header) if name.strip()), 0)
    if keys < 2:
        return list(rows)
    joined = [("", *header[keys:])]
    above = [""] * keys
    for row in rows[1:]:
        is_same = not row[0].strip()
        above = [cell or (known if is_same else "") for cell, known in zip(row[:keys], above, strict=True)]
        joined.append((" ".join(dict.fromkeys(filter(None, above))), *row[keys:]))
    return joined


def _is_key(key: str) -> bool:
    words = key.split()
    return (
        0 < len(words) <= MAX_KEY_WORDS
        and len(key) <= 40
        and not _NOT_KEYS.fullmatch(key.strip())
        and not _LINKS.search(key)
        and not _SENTENCE.match(key)
        and not re.search(r"[.!?;{}<>=\\]|^\d", key)
    )


def _is_cell(key: str, cell: str) -> bool:
    return bool(cell.strip(" -–—?/")) and _is_key(key) and len(cell) <= MAX_VALUE


def _is_name(text: str) -> bool:
    return 0 < len(text.split()) <= 6 and bool(re.search(r"[A-Z0-9]", text)) and len(text) <= 60


def _join(one: SpecGroup, other: SpecGroup) -> SpecGroup:
    return one._replace(values=(*one.values, *other.values), is_product=one.is_product or other.is_product)
