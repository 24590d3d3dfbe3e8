"""AsciiDoc as vendors write manuals in."""

from collections.abc import Callable

import pytest

from assistant.catalog.loaders import asciidoc
from assistant.catalog.loaders.asciidoc import inline
from assistant.catalog.loaders.parsed import SourceFile
from assistant.catalog.product import Section

Writing = Callable[[str, str | bytes], SourceFile]
Table = tuple[tuple[str, ...], ...]


def _sections(written: Writing, text: str) -> tuple[Section, ...]:
    (document,) = asciidoc.read(written("a.adoc", text)).documents
    return document.sections


def _table(written: Writing, text: str) -> Table:
    return _sections(written, f"== T\n\n{text}\n")[0].tables[0]


def test_headings_paragraphs_and_items_are_read_with_their_line(written: Writing) -> None:
    sections = _sections(
        written, "= Manual\n:toc:\n\nIntro\ngoes on.\n\n== Power\n\n* one\n** two\n\n[NOTE]\n====\nHot.\n====\n"
    )
    assert [(section.heading, section.text, section.source.line) for section in sections] == [
        ("Manual", "Intro goes on.", 1),
        ("Manual > Power", "- one\n  - two\n\nHot.", 7),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "|===\n| Size | Speed\n\n| 256GB | fast\n| 512GB | faster\n|===",
        '[cols="1,2"]\n|===\n| Size\n| Speed\n\n| 256GB\n| fast\n| 512GB\n| faster\n|===',
        '[cols="2*",options="header"]\n|===\n|Size |Speed |256GB |fast\n|512GB\na|faster\n|===',
    ],
)
def test_a_table_has_the_same_rows_however_it_is_written(written: Writing, text: str) -> None:
    assert _table(written, text) == (("Size", "Speed"), ("256GB", "fast"), ("512GB", "faster"))


def test_a_cell_over_several_rows_stands_in_each(written: Writing) -> None:
    text = "|===\n| Model | Port | Count\n\n.2+| A | USB | 2\n| HDMI | 1\n2+| B | 3\n|==="
    assert _table(written, text)[1:] == (("A", "USB", "2"), ("A", "HDMI", "1"), ("B", "B", "3"))


def test_a_file_that_is_no_document_is_read_in_place(written: Writing) -> None:
    written("parts/limits.txt", "At most 5 kg.")
    sections = _sections(written, "= A\n\ninclude::parts/limits.txt[]\n")
    assert (sections[0].text, sections[0].source.line) == ("At most 5 kg.", 1)


def test_a_document_of_its_own_is_not_read_twice(written: Writing) -> None:
    written("b.adoc", "Text of b.")
    parsed = asciidoc.read(written("a.adoc", "= A\n\nText.\n\ninclude::b.adoc[]\n"))
    assert [section.text for section in parsed.documents[0].sections] == ["Text."]
    assert not parsed.refused


@pytest.mark.parametrize("target", ["../../etc/passwd", "/etc/passwd", "missing.txt", "{where}/x.txt", "a\0b.txt"])
def test_an_include_that_leaves_the_folder_or_is_missing_is_refused_by_line(written: Writing, target: str) -> None:
    parsed = asciidoc.read(written("a.adoc", f"= A\n\nText.\n\ninclude::{target}[]\n"))
    assert [refusal.place for refusal in parsed.refused] == ["a.adoc:5"]
    assert [section.text for section in parsed.documents[0].sections] == ["Text."]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("https://x.org/a[the page^]", "the page"),
        ("xref:power.adoc#usb[USB power] is *strong* and _slim_", "USB power is strong and slim"),
        ("<<usb,USB>> with `code_name`", "USB with code_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a_b_c stays", "a_b_c stays"),
    ],
)
def test_inline_markup_becomes_its_words(markup: str, text: str) -> None:
    assert inline(markup) == text
