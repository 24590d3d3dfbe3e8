"""Text -> sentences, whole or as they stream in: "approx. 1.9 kg", "No. 5" and "e.g." end none."""

import re
from typing import Final

from assistant.facts.lexicon import lexicon

_END: Final = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\n+")


_LOOP: Final = re.compile(r"(.{1,12}?)\1{9,}$", re.S)
MAX_CHARS: Final = 800  # of one sentence


def split(text: str) -> list[str]:
    """The sentences of a text, white space trimmed."""
    stream = SentenceStream()
    return [*stream.feed(text), *stream.close()]


def statements(text: str) -> list[str]:
    """The sentences of a text, a bare "No." or "Yes." kept with what it opens."""
    found: list[str] = []
    for sentence in split(text):
        if found and len(found[-1].split()) < 3 and found[-1].endswith("."):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


class SentenceStream:
    """Collects pieces of text and gives each sentence as soon as it is certain to be whole."""

    def __init__(self) -> None:
        self._waiting = ""

    def feed(self, piece: str) -> list[str]:
        """Sentences completed by a piece; one is complete when the next has begun."""
        self._waiting += piece
        found: list[str] = []
        start = 0
        for match in _END.finditer(self._waiting):
            rest = self._waiting[match.end() :].lstrip()
            if not rest:
                break
            if _ends(self._waiting[start : match.end()], match[0], rest):
                found.append(self._waiting[start : match.end()].strip())
                start = match.end()
        self._waiting = self._waiting[start:].lstrip() if start else self._waiting
        return [sentence for sentence in found if sentence]

    @property
    def is_runaway(self) -> bool:
        """Whether what is coming will never be a sentence: it goes round in circles, or on for ever."""
        return len(self._waiting) > MAX_CHARS or _LOOP.search(self._waiting[-200:]) is not None

    def close(self) -> list[str]:
        """What is left at the end of the stream."""
        rest, self._waiting = self._waiting.strip(), ""
        return [rest] if rest else []


def _ends(sentence: str, mark: str, rest: str) -> bool:
    if "\n" in mark or mark[0] in "!?":
        return True
    before = sentence[: -len(mark)].split()
    last = before[-1].lower().lstrip("(\"'“‘[") if before else ""
    if last in lexicon().titles or (last in lexicon().abbreviations and not rest[0].isupper()):
        return False
    if len(last) == 1 and last.isalpha() and len(before) > 1 and before[-1].isupper():
        return False  # an initial
    if len(before) == 1 and last.isdigit():
        return False  # the number of a list's item
    return not rest[0].islower()
