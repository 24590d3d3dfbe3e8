"""What a user would pick instead of a verifier: comparisons of strings with a threshold, each from its record alone.

The record is verbalised as "key value", a line a key. ROUGE-L is the F-measure of Lin (2004), on words. The thresholds
are those of the best F1 on the development half of the true and swapped texts (2026-11-25).
"""

import re
from collections.abc import Callable
from typing import Final

from assistant.accuracy.records import facts_of
from assistant.accuracy.verify_file import Placed

MIN_ROUGE: Final = 0.75
MIN_RATIO: Final = 95.0


def exact(row: Placed) -> str:
    """Correct when the text is one of the record's lines, word for word."""
    said = _words(row.text)
    return "correct" if any(said in (line, line[-len(said) :]) for line in _lines(row)) else "wrong"


def rouge(row: Placed) -> str:
    """Correct when the longest common subsequence with some line is long enough."""
    said = _words(row.text)
    return "correct" if max((_rouge(said, line) for line in _lines(row)), default=0.0) >= MIN_ROUGE else "wrong"


def similar(row: Placed) -> str:
    """Correct when rapidfuzz finds the text similar enough to some line."""
    from rapidfuzz import fuzz  # only the benchmark has it

    said = " ".join(_words(row.text))
    best = max((fuzz.token_set_ratio(said, " ".join(line)) for line in _lines(row)), default=0.0)
    return "correct" if best >= MIN_RATIO else "wrong"


ALL: Final[tuple[Callable[[Placed], str], ...]] = (exact, rouge, similar)


def _lines(row: Placed) -> list[list[str]]:
    return [_words(f"{fact.attribute} {fact.text}") for fact in facts_of(row.product, row.place)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+(?:\.\d+)?", text.casefold())


def _rouge(said: list[str], line: list[str]) -> float:
    longest = [0] * (len(line) + 1)
    for word in said:
        before = 0
        for at, other in enumerate(line, start=1):
            before, longest[at] = longest[at], before + 1 if word == other else max(longest[at], longest[at - 1])
    common = longest[-1]
    return 2 * common / (len(said) + len(line)) if common else 0.0
