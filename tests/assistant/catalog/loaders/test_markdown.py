"""Markdown as documentation sites write it."""

from collections.abc import Callable

import pytest

from assistant.catalog.loaders import markdown
from assistant.catalog.loaders.markdown import blocks_of_markdown, front_matter
from assistant.catalog.loaders.parsed import SourceFile
from assistant.catalog.product import Document

Writing = Callable[[str, str | bytes], SourceFile]


def _document(written: Writing, text: str, name: str = "docs/care.md") -> Document:
    (document,) = markdown.read(written(name, text)).documents
    return document


def test_sections_stand_under_the_path_of_their_headings_with_their_line(written: Writing) -> None:
    document = _document(written, "---\ntitle: Care\n---\n\n# Care\n\nIntro.\n\n## Wash\n\nCold.\n\n### Dry\n\nFlat.\n")
    assert [(section.heading, section.text, section.source.line) for section in document.sections] == [
        ("Care", "Intro.", 5),
        ("Care > Wash", "Cold.", 9),
        ("Care > Wash > Dry", "Flat.", 13),
    ]


@pytest.mark.parametrize(
    "text", ['---\ntitle: "A: b"\naccess: staff\n---\nText.', '+++\ntitle = "A: b"\naccess = "staff"\n+++\nText.']
)
def test_front_matter_in_yaml_and_toml_says_title_and_access(written: Writing, text: str) -> None:
    document = _document(written, text)
    assert (document.title, document.access) == ("A: b", "staff")


def test_front_matter_that_cannot_be_read_is_refused_and_the_text_is_kept(written: Writing) -> None:
    parsed = markdown.read(written("a.md", "---\ntitle: [\n---\n\n# Care\n\nCold.\n"))
    assert parsed.refused[0].place == "a.md:1"
    assert parsed.documents[0].title == "Care"


def test_the_line_after_front_matter_is_counted() -> None:
    assert front_matter("---\na: 1\n---\nText", "a.md")[2] == 4


def test_components_shortcodes_and_imports_are_not_text(written: Writing) -> None:
    text = (
        'import Tabs from "@theme/Tabs";\n\n<Tabs values={[{label: "A", value: "a"}]}>\n<TabItem value="a">\n\n'
        ':::caution Mind the gap\nHot.\n:::\n\n{{< figure src="x" >}}\n{/* hidden */}\n'
        "See [the guide](x.md) for **more** `code`."
        "\n\n</TabItem>\n</Tabs>\n"
    )
    (section,) = _document(written, text).sections
    assert section.text == "Mind the gap Hot.\n\nSee the guide for more code."


def test_code_keeps_what_looks_like_a_component() -> None:
    (block,) = blocks_of_markdown("```jsx\n<Tabs a={1}/>\n```\n")
    assert (block.kind, block.text) == ("code", "<Tabs a={1}/>")


def test_a_tag_in_code_is_text(written: Writing) -> None:
    (section,) = _document(written, "Add `<img>` to <b>any</b> page.\n").sections
    assert section.text == "Add <img> to any page."


def test_tables_are_rows_of_cells_without_markup(written: Writing) -> None:
    text = "# T\n\n| Model | Weight |\n|---|---|\n| **A** | 1 kg<br/>2 lb |\n"
    (section,) = _document(written, text).sections
    assert section.tables == ((("Model", "Weight"), ("A", "1 kg\n2 lb")),)


def test_items_keep_their_depth(written: Writing) -> None:
    (section,) = _document(written, "- A:\n  - one\n  - two\n- B\n").sections
    assert section.text == "- A:\n  - one\n  - two\n- B"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("returns.md", "policy"),
        ("help/faq.md", "faq"),
        ("how-to-pitch.md", "guide"),
        ("about.md", "page"),
        ("terms/index.md", "policy"),
    ],
)
def test_the_kind_of_a_document_is_seen_from_its_path(written: Writing, name: str, kind: str) -> None:
    assert _document(written, "Some text.\n", name).kind == kind


def test_lines_that_are_not_utf8_are_refused_by_number(written: Writing) -> None:
    parsed = markdown.read(written("a.md", b"# A\n\nGood.\n\nB\xfcse.\n\nFine.\n"))
    assert [refusal.place for refusal in parsed.refused] == ["a.md:5"]
    assert parsed.documents[0].sections[0].text == "Good.\n\nFine."


def test_an_index_is_named_after_its_folder(written: Writing) -> None:
    assert _document(written, "Some text.\n", "night-lights/index.md").title == "Night lights"


def test_an_empty_page_is_refused(written: Writing) -> None:
    assert markdown.read(written("a.md", "\n\n")).refused[0].reason == "no text in it"
