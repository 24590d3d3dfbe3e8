"""HTML of a cell as a person reads it."""

import pytest

from assistant.catalog.loaders.richtext import one_line, plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two &amp; three</p>", "One.\n\nTwo & three"),
        ("<ul><li>A<li>B</ul>", "- A\n- B"),
        ("<p>&bull; A<br />&bull; B</p>", "- A\n- B"),
        ("a\u200bb\u00a0 c", "ab c"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("Wool\nCocona&reg;", "Wool\nCocona®"),
        ("<style>p {}</style><p>Seen</p><script>x</script>", "Seen"),
        ("<p>{{widget type='x'}}Seen</p>", "Seen"),
        ("<b>unclosed", "unclosed"),
    ],
)
def test_markup_is_gone_and_words_stay(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_one_line_has_no_break() -> None:
    assert one_line("<p>A</p>\n<p>B</p>") == "A B"
