"""HTML as shops write it in a cell -> the text a person reads: paragraphs on lines, list items as "- "."""

import html
import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "table",
        "ul",
        "ol",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "header",
        "footer",
    ]
)
_SILENT = frozenset(["script", "style", "template", "noscript", "svg"])
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)


def plain_text(text: str) -> str:
    """The visible text; what holds no tag keeps its lines."""
    if not _TAG.search(text):
        return _tidy(text)
    reader = _Reader()
    reader.feed(_TEMPLATE.sub("", text))
    reader.close()
    return _tidy("".join(reader.parts))


def one_line(text: str) -> str:
    """As `plain_text`, on one line."""
    return re.sub(r"\s+", " ", plain_text(text)).strip()


def _tidy(text: str) -> str:
    lines = (
        re.sub(r"[ \t\u00a0]+", " ", html.unescape(line)).strip() for line in text.translate(_INVISIBLE).splitlines()
    )
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)^[•·]\s*", "- ", "\n".join(lines))).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag != "br" and (tag in _BLOCKS or tag == "li"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))
