"""What an answer must deal with: each line of the context that was asked for, and what became of it."""

from dataclasses import dataclass
from typing import Literal

from assistant.prompt import Line


@dataclass(frozen=True, slots=True)
class Need:
    """One thing asked, and the line that answers it."""

    kind: Literal["stated", "absent", "unknown", "which", "derived", "note"]  # a note need not be said
    line: Line
    product: str | None = None  # catalog id; of a derived line, the product it names first
    asked: str = ""  # what was asked for, by the name to say
    fact_ids: tuple[str, ...] = ()  # what the line rests on
    products: tuple[str, ...] = ()  # catalog ids that a range or a choice lists
    concept: str | None = None
    is_contradicted: bool = False
