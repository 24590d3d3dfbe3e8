"""Every format, in the order a file is offered to them: the first that recognises it reads it."""

from assistant.catalog.loaders import (
    asciidoc,
    html_page,
    json_records,
    magento,
    markdown,
    product_table,
    shopify,
)
from assistant.catalog.loaders.parsed import HEAD_BYTES, Loader, SourceFile

LOADERS: tuple[Loader, ...] = (
    Loader("shopify", shopify.recognise, shopify.read),
    Loader("magento", magento.recognise, magento.read),
    Loader("magento pages", magento.recognise_pages, magento.read_pages),
    Loader("table", product_table.recognise, product_table.read),
    Loader("json", json_records.recognise, json_records.read),
    Loader("markdown", markdown.recognise, markdown.read),
    Loader("html", html_page.recognise, html_page.read),
    Loader("asciidoc", asciidoc.recognise, asciidoc.read),
)


def loader_of(file: SourceFile) -> Loader | None:
    """The loader for a file, by its name and first bytes; None when no format fits."""
    with file.path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    return next((loader for loader in LOADERS if loader.recognise(file.path, head)), None)
