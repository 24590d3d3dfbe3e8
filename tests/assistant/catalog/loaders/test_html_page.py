"""HTML pages."""

from collections.abc import Callable

from assistant.catalog.loaders import html_page
from assistant.catalog.loaders.parsed import SourceFile

Writing = Callable[[str, str | bytes], SourceFile]

PAGE = """<!doctype html><html><head><title>About | Shop</title><style>x</style></head><body>
<header><a href="/">Home</a></header>
<nav><ul><li>Menu</li></ul></nav><main><h1>About us</h1><p>We make <b>lamps</b>.</p><h2>Data</h2>
<table><tr><th>Founded</th><td>1998</td></tr><tr><th>Staff</th><td>40</td></tr></table></main>
<script>var x;</script><footer>Imprint</footer></body></html>"""


def test_the_body_is_read_and_navigation_is_not(written: Writing) -> None:
    file = written("about.html", PAGE)
    assert html_page.recognise(file.path, file.path.read_bytes())
    (document,) = html_page.read(file).documents
    assert document.title == "About us"
    text = " ".join(section.text for section in document.sections)
    assert text.startswith("We make lamps.")
    assert not [word for word in ("Menu", "Home", "Imprint", "var x") if word in text]


def test_tables_are_kept(written: Writing) -> None:
    (document,) = html_page.read(written("about.html", PAGE)).documents
    (table,) = [table for section in document.sections for table in section.tables]
    assert ("Staff", "40") in table


def test_a_page_without_text_is_refused(written: Writing) -> None:
    assert html_page.read(written("a.html", "<html><body><img src=x></body></html>")).refused
