"""Specifications inside a product's own HTML description: a table of keys and values, items with a key in bold."""

import re
from dataclasses import replace

from assistant.catalog.loaders.html_page import blocks_of_html
from assistant.catalog.loaders.specs import key_values
from assistant.catalog.product import AttributeValue, Source

_HOLDS_SPECS = re.compile(r"<table|<dl|<strong>|<b>|<li", re.I)


def body_values(html: str, source: Source) -> tuple[AttributeValue, ...]:
    """Attributes stated in a description, each at the cell the description stands in."""
    if not _HOLDS_SPECS.search(html):
        return ()
    found = key_values(blocks_of_html(html, source.path, source.line), source.path)
    return tuple(replace(value, source=source) for value in found)
