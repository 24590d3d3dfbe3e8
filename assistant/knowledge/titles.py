"""Documents and headings that a question names: "what does your returns policy say of costs?"."""

import re
from collections.abc import Iterable, Sequence

from assistant.facts.lexicon import lexicon
from assistant.facts.words import keys
from assistant.knowledge.passages import Passage

MAX_WORDS = 16  # of a title that is looked for
_QUOTED = re.compile(r"[“\"„]([^“”\"]{1,120})[”“\"]")


class Titles:
    """Passages by the words of their document's title and of their own heading."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._by_document: dict[tuple[str, ...], list[Passage]] = {}
        self._by_heading: dict[tuple[str, ...], list[Passage]] = {}
        for passage in passages:
            parts = passage.title.split(" > ")
            if passage.product is None:
                self._by_document.setdefault(keys(parts[0]), []).append(passage)
                if len(parts) > 1:
                    self._by_heading.setdefault(keys(parts[-1]), []).append(passage)

    def documents(self, text: str) -> list[Passage]:
        """All passages of the documents that a text names."""
        return [passage for name in _names(text) for passage in self._by_document.get(name, ())]

    def headings(self, text: str) -> list[Passage]:
        """Passages whose heading a text names; those first whose document it names too."""
        found = [passage for name in _names(text, is_heading=True) for passage in self._by_heading.get(name, ())]
        documents = {passage.document for passage in self.documents(text)}
        return sorted(found, key=lambda passage: passage.document not in documents)


def _names(text: str, *, is_heading: bool = False) -> list[tuple[str, ...]]:
    """What in a text may be a title, longest first: what is quoted, the whole, and runs of words that say something."""
    row = keys(text)
    found = [keys(quoted) for quoted in _QUOTED.findall(text)]
    if is_heading:
        found.append(row)
    for length in range(min(MAX_WORDS, len(row)), 1, -1):
        for at in range(len(row) - length + 1):
            run = row[at : at + length]
            if _says(run) > (1 if is_heading else 0):
                found.append(run)
    return list(dict.fromkeys(name for name in found if name))


def _says(run: Sequence[str]) -> int:
    return sum(key not in lexicon().stop for key in run)
