"""Tokens -> text that may be shown: whole characters only, and nothing of a stop string."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

REPLACEMENT = "\ufffd"  # what half a character decodes to


class Detokenizer:
    """Token ids in, the text they complete out; the pieces joined are the text of all the ids."""

    def __init__(self, decode: Callable[[list[int]], str]) -> None:
        self._decode = decode
        self._ids: list[int] = []
        self._start = 0  # ids before this one no longer change how later ones decode
        self._read = 0  # ids before this one have been shown

    def push(self, ids: Sequence[int]) -> str:
        """The new text, "" while a character is still incomplete."""
        self._ids += ids
        known = self._decode(self._ids[self._start : self._read])
        text = self._decode(self._ids[self._start :])
        if text.endswith(REPLACEMENT):
            return ""
        self._start, self._read = self._read, len(self._ids)
        return text[len(known) :]

    def end(self) -> str:
        """What is left, without half a character at its end."""
        known = self._decode(self._ids[self._start : self._read])
        return self._decode(self._ids[self._start :])[len(known) :].rstrip(REPLACEMENT)


class Passed(NamedTuple):
    text: str  # what may be shown
    stopped: bool  # a stop string was met: nothing follows


class StopStrings:
    """Holds back what could be the beginning of a stop string until it is known."""

    def __init__(self, stop: Sequence[str]) -> None:
        self._stop = tuple(text for text in stop if text)
        self._held = ""

    def push(self, text: str) -> Passed:
        self._held += text
        met = [(at + len(stop), at) for stop in self._stop if (at := self._held.find(stop)) >= 0]
        if met:  # the one that was complete first, so that the pieces do not matter
            return Passed(self._held[: min(met)[1]], stopped=True)
        keep = max((_overlap(self._held, stop) for stop in self._stop), default=0)
        shown, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return Passed(shown, stopped=False)

    def end(self) -> str:
        """What was held back for nothing."""
        held, self._held = self._held, ""
        return held


def _overlap(text: str, stop: str) -> int:
    """How many characters at the end of `text` begin `stop`."""
    longest = min(len(text), len(stop) - 1)
    return next((size for size in range(longest, 0, -1) if text.endswith(stop[:size])), 0)
