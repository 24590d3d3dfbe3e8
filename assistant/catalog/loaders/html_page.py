"""HTML pages -> blocks, by way of Markdown: tables and lists are kept, navigation and scripts are not."""

import json
import re
from dataclasses import replace
from pathlib import Path

from html_to_markdown import convert

from assistant.catalog.loaders.blocks import Block
from assistant.catalog.loaders.documents import document_of, stem_of, title_of, without_suffix
from assistant.catalog.loaders.json_records import linked_products
from assistant.catalog.loaders.markdown import blocks_of_markdown, front_matter
from assistant.catalog.loaders.parsed import MAX_DOCUMENT_BYTES, Parsed, SourceFile, decode, slug, too_large
from assistant.catalog.loaders.richtext import one_line
from assistant.catalog.loaders.specs import spec_groups
from assistant.catalog.product import Product, Refusal, Source

_JSON_LD = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script\s*>", re.S | re.I)
_CHROME = re.compile(r"<(script|style|nav|noscript|template|svg|iframe|form|button)\b.*?</\1\s*>", re.S | re.I)
_PAGE_CHROME = re.compile(r"<(header|footer|aside)\b.*?</\1\s*>", re.S | re.I)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.S | re.I)
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)


def recognise(path: Path, head: bytes) -> bool:
    return path.suffix.casefold() in (".html", ".htm", ".xhtml") or bool(
        re.match(rb"\s*(<!doctype html|<html)", head, re.I)
    )


def read(file: SourceFile) -> Parsed:
    """One document a page."""
    if refused := too_large(file, MAX_DOCUMENT_BYTES):
        return refused
    text, refusals = decode(file)
    front, body, _, complaint = front_matter(text, file.place)
    refusals += [complaint] if complaint else []
    blocks = blocks_of_html(body, file.place)
    stated = _TITLE.search(body)
    heading = title_of([block for block in blocks if block.level == 1], "")
    named = str(front.get("title") or "") or heading or (one_line(stated[1]) if stated else "")
    title = named or title_of(blocks, stem_of(file.place))
    products = _linked(body, file.place)
    document = document_of(slug(without_suffix(file.place)), title, blocks, Source(file.place), front)
    if not document.sections:
        refusals += [] if products else [Refusal(file.place, "no text in it")]
        return Parsed(1, products, refused=tuple(refusals))
    return Parsed(1, products, (document,), groups=spec_groups(document, blocks, front), refused=tuple(refusals))


def _linked(page: str, place: str) -> tuple[Product, ...]:
    """Products that a page describes to search engines, in JSON-LD."""
    found: list[Product] = []
    for match in _JSON_LD.finditer(page):
        try:
            value = json.loads(match[1], parse_float=str, parse_int=str)
        except (json.JSONDecodeError, RecursionError):
            continue  # a page is read for its text; search engines pass over a broken block as well
        found += linked_products(value, place, place, [])
    return tuple(found)


def blocks_of_html(html: str, place: str, line: int | None = None) -> list[Block]:
    """Blocks of a page or a fragment. All of them stand at the line of the cell they come from, if any."""
    body = _TEMPLATE.sub("", _CHROME.sub("", html))
    if "<body" in body.casefold():
        body = _PAGE_CHROME.sub("", re.sub(r"<head\b.*?</head\s*>", "", body, flags=re.S | re.I))
    markdown = convert(body).content or ""
    return [replace(block, line=line) for block in blocks_of_markdown(markdown)]
