"""Sentences about a board, read: names, figures, and which column each figure counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeVar

from assistant.accuracy.board import Board, Column, Named, Pairing, Token, number_of, phrase, tokens
from assistant.facts.scanning import singular

NEAR: Final = 7  # tokens between a figure and the words that tell its column
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Count:
    """ "23 points": places of its tokens, the amount, and the column it is of."""

    first: int
    last: int
    amount: Decimal
    column: Column


@dataclass(frozen=True, slots=True)
class Pair:
    """ "8-for-20", "(33-16)", "113-107": places of its two numbers, and what it pairs."""

    first: int
    second: int
    amounts: tuple[Decimal, Decimal]
    pairing: Pairing | None  # None: figures of two groups
    owner: Named | None = None  # whom a pair in brackets stands behind


@dataclass(slots=True)
class Line:
    """One sentence as tokens, with its names, figures and clauses."""

    row: list[Token]
    names: list[Named]
    counts: list[Count]
    pairs: list[Pair]
    clauses: list[tuple[int, int]]
    start: int = 0  # of the sentence in the text

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the text of the tokens from first up to last."""
        return self.start + self.row[first].start, self.start + self.row[last - 1].end

    def said(self, first: int, last: int) -> str:
        return " ".join(token.text for token in self.row[first:last])

    def clause_of(self, place: int) -> tuple[int, int]:
        return next(span for span in self.clauses if span[0] <= place < span[1])

    def has(self, phrases: Sequence[str], first: int, last: int) -> bool:
        return any(True for _ in self.places(phrases, first, last))

    def places(self, phrases: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int]]:
        """Where one of some phrases stands."""
        keys = [singular(token.key) for token in self.row[first:last]]
        for wanted in map(phrase, phrases):
            for at in range(len(keys) - len(wanted) + 1):
                if tuple(keys[at : at + len(wanted)]) == wanted:
                    yield first + at, first + at + len(wanted)


def read_line(text: str, start: int, board: Board) -> Line:
    row = tokens(text)
    line = Line(row, board.find(row), [], [], _clauses(row), start)
    hidden = {place for name in line.names for place in range(name.first, name.last)}
    hidden |= {place for span in line.places(board.words.idioms, 0, len(row)) for place in range(*span)}
    line.pairs = list(_pairs(line, hidden, board))
    taken = hidden | {place for pair in line.pairs for place in range(pair.first, pair.second + 1)}
    line.counts = list(_counts(line, taken, board))
    return line


_BREAKS: Final = frozenset({"while", "whereas", "but", ";", "although", "though", "however"})


def _clauses(row: Sequence[Token]) -> list[tuple[int, int]]:
    cuts = [at for at, token in enumerate(row) if token.key in _BREAKS and at]
    return [(first, last) for first, last in zip([0, *cuts], [*cuts, len(row)], strict=True) if last > first]


_JOINTS: Final = (("-",), ("-", "of", "-"), ("-", "for", "-"), ("of",), ("for",))


def _pairs(line: Line, hidden: set[int], board: Board) -> Iterator[Pair]:
    row, at = line.row, 0
    while at < len(row):
        end = _pair_end(row, at, hidden)
        if end is None:
            at += 1
            continue
        one, other = number_of(row[at]), number_of(row[end])
        if one is not None and other is not None:
            pair = _paired(line, at, end, (one, other), board)
            if pair is not None:
                yield pair
        at = end + 1


def _pair_end(row: Sequence[Token], at: int, hidden: set[int]) -> int | None:
    if at in hidden or not row[at].text[0].isdigit():
        return None
    for joint in _JOINTS:
        end = at + len(joint) + 1
        is_number = end < len(row) and end not in hidden and row[end].text[0].isdigit()
        if is_number and tuple(token.key for token in row[at + 1 : end]) == joint:
            return end
    return None


def _paired(line: Line, at: int, end: int, amounts: tuple[Decimal, Decimal], board: Board) -> Pair | None:
    row = line.row
    is_bracketed = at > 0 and row[at - 1].text == "(" and end + 1 < len(row) and row[end + 1].text == ")"
    owner = next((name for name in line.names if name.last == at - 1), None) if is_bracketed else None
    bracketed = next((pairing for pairing in board.words.pairings if pairing.is_bracketed), None)
    if is_bracketed:
        return Pair(at, end, amounts, bracketed, owner) if owner is not None and bracketed is not None else None
    is_told = end - at > 2  # "of" or "for" between them
    pairings = [pairing for pairing in board.words.pairings if not pairing.is_bracketed]
    reach = end + 1 + (NEAR if is_told else 1)
    told = _qualified(line, end + 1, reach, [(pairing, pairing.qualifiers) for pairing in pairings])
    if told is not None or is_told:
        return Pair(at, end, amounts, told, None) if told is not None else None
    return Pair(at, end, amounts, None, None)


def _qualified(line: Line, first: int, reach: int, choices: Sequence[tuple[T, tuple[str, ...]]]) -> T | None:
    """The choice whose qualifying words stand nearest after a figure and before the next."""
    last = min(reach, len(line.row))
    last = next((at for at in range(first, last) if _is_figure(line.row[at])), last)
    found = [
        (place, -(end - place), choice) for choice, said in choices for place, end in line.places(said, first, last)
    ]
    return min(found, key=lambda item: item[:2])[2] if found else None


def _is_figure(token: Token) -> bool:
    return token.text[0].isdigit() and token.text.isdigit()


_PAIR: Final = frozenset({"pair", "couple"})


def _counts(line: Line, taken: set[int], board: Board) -> Iterator[Count]:
    at = 0
    while at < len(line.row):
        counted = _count(line, at, taken, board) if at not in taken else None
        if counted is not None:
            yield counted
            at = counted.last
        else:
            at += 1


def _count(line: Line, at: int, taken: set[int], board: Board) -> Count | None:
    """A number, "a", or "a pair of", and the counted noun after it."""
    row, end = line.row, at + 1
    amount = number_of(row[at])
    if row[at].key in {"a", "an"}:
        amount = Decimal(1)
        if row[at + 1 : at + 2] and row[at + 1].key in _PAIR:
            amount, end = Decimal(2), at + 2
    elif row[at].key == "no":
        amount = Decimal(0)
    if amount is None or (at and row[at - 1].text in {"-", "/"}):
        return None  # "sub-40 percent"
    if end < len(row) and row[end].key == "of" and end == at + 2:
        end += 1
    is_hyphened = end < len(row) and row[end].text == "-"
    end += is_hyphened
    nouns = [
        (len(words), column)
        for column in board.words.columns
        for words in map(phrase, column.nouns)
        if tuple(singular(token.key) for token in row[end : end + len(words)]) == words
    ]
    if not nouns or any(place in taken for place in range(at, end)):
        return None
    size = max(size for size, _ in nouns)
    columns = [column for length, column in nouns if length == size]
    column = columns[0] if len(columns) == 1 else _told(line, at, end + size, columns)
    return Count(at, end + size, amount, column) if column is not None else None


def _told(line: Line, at: int, end: int, columns: Sequence[Column]) -> Column | None:
    """Of columns that share a noun, the one the words around it tell."""
    after = _qualified(line, end, end + NEAR, [(column, column.qualifiers) for column in columns])
    if after is not None:
        return after
    first, _ = line.clause_of(at)
    before = [
        (place, column) for column in columns for place, _ in line.places(column.qualifiers, max(first, at - NEAR), at)
    ]
    return max(before, key=lambda item: item[0])[1] if before else None


def is_plain(line: Line, first: int, last: int, board: Board) -> bool:
    """Whether a figure is a count of the whole: not "within six points", "a 6-point win", "20 points in the paint"."""
    if [token.key for token in line.row[last : last + 1]] == ["over"]:
        return False
    if any(end == first for _, end in line.places(board.words.loose, max(0, first - 4), first)):
        return False
    apart = (*board.words.margins, *board.words.moments, *board.words.asides)
    return not any(place == last for place, _ in line.places(apart, last, min(last + 8, len(line.row))))
