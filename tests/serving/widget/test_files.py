"""What the widget weighs, and what its files never do."""

import gzip
import re
from pathlib import Path

import pytest

WIDGET = Path(__file__).parents[3] / "serving" / "widget"
SHOP = {"shop.js"}
MODULES = sorted(path for path in WIDGET.glob("*.js") if path.name not in SHOP)


def test_the_widget_is_at_most_30_kilobytes_gzipped() -> None:
    assert len(MODULES) > 1
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in MODULES) <= 30_000


def test_what_every_page_loads_is_at_most_3_kilobytes_gzipped() -> None:
    assert len(gzip.compress((WIDGET / "widget.js").read_bytes(), 9)) <= 3_000


@pytest.mark.parametrize("path", sorted(WIDGET.glob("*.js")), ids=lambda path: path.name)
def test_text_becomes_text_nodes_and_never_markup_or_code(path: Path) -> None:
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextualFragment|srcdoc"
    )
    assert re.findall(forbidden, path.read_text(encoding="utf-8")) == []


def test_the_shop_page_carries_no_inline_script_or_style() -> None:
    page = (WIDGET / "shop.html").read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_every_language_says_everything_that_english_says() -> None:
    source = (WIDGET / "texts.js").read_text(encoding="utf-8")
    tables = re.findall(r"^const (\w\w) = \{(.*?)^\};", source, re.DOTALL | re.MULTILINE)
    keys = {language: set(re.findall(r"(?:^|[,{]) *(\w+):", table, re.MULTILINE)) for language, table in tables}
    assert set(keys) >= {"en", "de"}
    assert all(found == keys["en"] for found in keys.values())
