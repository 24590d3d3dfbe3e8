"""What documents of every markup are read into before they become sections: a flat list of blocks."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "bullet", "table", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, table or listing, with the line it starts on."""

    kind: Kind
    text: str = ""
    line: int | None = None
    level: int = 0  # of a heading from 1, of a bullet from 0
    rows: tuple[tuple[str, ...], ...] = ()  # of a table; the first row is its header
    key: str = ""  # of a bullet or paragraph that starts with words in bold or before a colon
