"""Markdown and MDX with front matter, admonitions, shortcodes and components -> blocks."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.catalog.loaders.blocks import Block
from assistant.catalog.loaders.documents import document_of, stem_of, title_of, without_suffix
from assistant.catalog.loaders.parsed import MAX_DOCUMENT_BYTES, Parsed, SourceFile, decode, slug, too_large
from assistant.catalog.loaders.richtext import plain_text
from assistant.catalog.loaders.specs import spec_groups
from assistant.catalog.product import Refusal, Source

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(.*?)(?:\r?\n)\1[ \t]*(?:\r?\n|\Z)", re.S)
_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_SHORTCODE = re.compile(r"\{\{[<%]?.*?[%>]?\}\}|\{%.*?%\}|\{#[\w-]+\}")
_COMMENT = re.compile(r"<!--.*?-->|\{/\*.*?\*/\}", re.S)
_TAG = re.compile(r"</?[A-Za-z][\w.-]*(?:\s+(?:[^<>{}\"']|\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*)?/?>", re.S)
_LABEL = re.compile(r"([^:：]{2,40})[:：]\s*(.*)", re.S)


def recognise(path: Path, head: bytes) -> bool:
    return path.suffix.casefold() in (".md", ".mdx", ".markdown", ".txt")


def read(file: SourceFile) -> Parsed:
    """One document a file, and the specifications that stand in it."""
    if refused := too_large(file, MAX_DOCUMENT_BYTES):
        return refused
    text, refusals = decode(file)
    front, body, first_line, complaint = front_matter(text, file.place)
    refusals += [complaint] if complaint else []
    blocks = blocks_of_markdown(body, first_line)
    title = str(front.get("title") or front.get("name") or "") or title_of(blocks, stem_of(file.place))
    document = document_of(slug(without_suffix(file.place)), title, blocks, Source(file.place), front)
    if not document.sections and not front:
        refusals.append(Refusal(file.place, "no text in it"))
    groups = spec_groups(document, blocks, front)
    documents = (document,) if document.sections else ()
    return Parsed(1, documents=documents, groups=groups, refused=tuple(refusals))


def front_matter(text: str, place: str) -> tuple[dict[str, Any], str, int, Refusal | None]:
    """The mapping at the top, the rest, the line the rest starts on, and a complaint when the top cannot be read."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text, 1, None
    first_line = text.count("\n", 0, match.end()) + 1
    try:
        loaded = tomllib.loads(match[2]) if match[1] == "+++" else yaml.safe_load(match[2])
    except (tomllib.TOMLDecodeError, yaml.YAMLError) as error:
        reason = f"front matter cannot be read ({' '.join(str(error).split())[:80]}); the text below it is"
        return {}, text[match.end() :], first_line, Refusal(f"{place}:1", reason)
    return (loaded if isinstance(loaded, dict) else {}), text[match.end() :], first_line, None


def blocks_of_markdown(text: str, first_line: int = 1) -> list[Block]:
    """Headings, paragraphs, items, tables and listings in order, free of markup."""
    blocks: list[Block] = []
    tokens = _PARSER.parse(_plain_markdown(text))
    depth = -1
    index = 0
    while index < len(tokens):
        token = tokens[index]
        line = first_line + token.map[0] if token.map else None
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "heading_open":
            blocks.append(Block("heading", _inline(tokens[index + 1]), line, int(token.tag[1])))
            index += 2
        elif token.type == "paragraph_open":
            blocks += _paragraph(tokens[index + 1], line, depth, starts_item=tokens[index - 1].type == "list_item_open")
            index += 2
        elif token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            blocks.append(Block("table", line=line, rows=_rows(tokens[index:end])))
            index = end
        elif token.type in ("fence", "code_block"):
            blocks.append(Block("code", token.content.rstrip(), line))
        elif token.type == "html_block":
            blocks += [Block("paragraph", words, line) for words in [plain_text(token.content)] if words]
        index += 1
    return blocks


def _paragraph(inline: Token, line: int | None, depth: int, *, starts_item: bool) -> list[Block]:
    text = _inline(inline)
    if not text or re.fullmatch(r":::.*", text):
        return []
    key = _key(inline, text)
    if depth >= 0 and starts_item:
        return [Block("bullet", text, line, depth, key=key)]
    return [Block("paragraph", text, line, key=key)]


def _key(inline: Token, text: str) -> str:
    """The words in bold at the start, or those before a colon on one short line."""
    children = inline.children or []
    if children and children[0].type == "text" and not children[0].content.strip():
        children = children[1:]
    if children and children[0].type == "strong_open":
        bold = []
        for child in children[1:]:
            if child.type == "strong_close":
                break
            bold.append(child.content)
        return "".join(bold).strip(" :：")
    if children and children[0].type == "code_inline":
        return ""
    match = _LABEL.fullmatch(text)
    return match[1].strip() if match and "\n" not in match[1] else ""


def _inline(token: Token) -> str:
    """Text of an inline token: links and emphasis as their words, images gone."""
    parts: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n" if child.type == "hardbreak" else " ")
        elif child.type == "html_inline" and re.match(r"<br", child.content, re.I):
            parts.append("\n")
    return re.sub(r"[ \t]+", " ", re.sub(r"\[\^[\w-]+\]", "", "".join(parts))).strip()


def _rows(tokens: Sequence[Token]) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for position, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(_inline(tokens[position + 1]))
    return tuple(tuple(row) for row in rows)


def _plain_markdown(text: str) -> str:
    """Without what only a site generator reads. Lines are kept in number, so that places stay right."""
    parts = re.split(r"(?ms)(^[ \t]*```.*?^[ \t]*```[ \t]*$|`[^`\n]+`)", _COMMENT.sub(_blank, text))
    return "".join(part if number % 2 else _outside_code(part) for number, part in enumerate(parts))


def _outside_code(text: str) -> str:
    text = re.sub(r"(?m)^(import|export)\s.*(?:;|['\"])[ \t]*$", "", text)
    text = re.sub(r"(?m)^[ \t]*:{3,}[ \t]*(\w*)(?:\[(.*?)\]|[ \t]+(.*))?$", lambda m: m[2] or m[3] or "", text)
    text = _SHORTCODE.sub(_blank, text)
    return _TAG.sub(lambda match: match[0] if _is_html(match[0]) else _blank(match), text)


def _is_html(tag: str) -> bool:
    """Tags that carry text in Markdown files; components of a site generator are written with a capital."""
    name = re.match(r"</?([A-Za-z][\w.-]*)", tag)
    return name is not None and name[1] in (
        "br",
        "table",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "p",
        "ul",
        "ol",
        "li",
        "sub",
        "sup",
    )


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
