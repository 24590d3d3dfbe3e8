"""Texts about a board: every figure beside a name judged by the board's cell, every pair, score and leader.

Undecided is never wrong: a figure whose column or entity cannot be told, or whose clause is about more than the board,
has no verdict.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from assistant.accuracy.board import Board, Named
from assistant.accuracy.clauses import readable, sentences
from assistant.accuracy.contests import judge_scores
from assistant.accuracy.ledger import evidence
from assistant.accuracy.lines import Line, is_plain, read_line
from assistant.accuracy.relations import judge_ranks, judge_relations
from assistant.accuracy.subjects import Spoken, source_of, subject_of
from assistant.accuracy.verdicts import Finding, Verdict

SWAPPED: Final = 3  # figures of one entity that all are another's, for it to be the name that is wrong


def judge_by_board(text: str, board: Board) -> list[Finding]:
    """Findings on a text, in its own offsets."""
    plain, spoken = readable(text), Spoken()
    found: list[Finding] = []
    for sentence in sentences(plain.text):
        line = read_line(sentence.text, sentence.start, board)
        cells = list(_judged(list(_cells(line, board, spoken)), line, board))
        swapped = [item.span for item in cells if item.verdict is Verdict.CONFUSED]
        found += [*cells, *_brackets(line, board), *_beyond(line, board), *judge_scores(line, board, spoken)]
        found += judge_relations(line, board, swapped)
        found += judge_ranks(line, board)
        _remember(line, board, spoken)
    placed = (replace(item, span=plain.span(*item.span)) for item in found)
    return sorted(placed, key=lambda item: item.span)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of the text against the board's cell: where it stands, whose it is, what is claimed and what is true."""

    first: int
    last: int
    entity: str
    name: Named | None
    attribute: str
    claimed: Decimal
    stated: Decimal

    @property
    def is_right(self) -> bool:
        return self.claimed == self.stated


def _cells(line: Line, board: Board, spoken: Spoken) -> Iterator[Cell]:
    for count in line.counts:
        if not _is_of_board(line, count.first, board) or not is_plain(line, count.first, count.last, board):
            continue
        entity, name = source_of(line, count.last) or subject_of(line, count.first, board, spoken)
        yield from _cell(count.first, count.last, entity, name, count.column.attribute, count.amount, board)
    for pair in line.pairs:
        if pair.pairing is None or pair.owner is not None or not _is_of_board(line, pair.first, board):
            continue
        entity, name = subject_of(line, pair.first, board, spoken)
        for place, attribute, amount in (
            (pair.first, pair.pairing.first, pair.amounts[0]),
            (pair.second, pair.pairing.second, pair.amounts[1]),
        ):
            yield from _cell(place, place + 1, entity, name, attribute, amount, board)


def _cell(
    first: int, last: int, entity: str | None, name: Named | None, attribute: str, claimed: Decimal, board: Board
) -> Iterator[Cell]:
    stated = board.amount(entity, attribute) if entity is not None else None
    if entity is not None and stated is not None:
        yield Cell(first, last, entity, name, attribute, claimed, stated)


def _is_of_board(line: Line, place: int, board: Board) -> bool:
    """Whether the clause speaks of what the board is of: not of what was before, comes next, or is only a part."""
    first, last = line.clause_of(place)
    if line.has((*board.words.earlier, *board.words.ahead, *board.words.summed), first, last):
        return False
    return not any(line.has(scope.words, first, last) for scope in board.words.scopes)


def _judged(cells: Sequence[Cell], line: Line, board: Board) -> Iterator[Finding]:
    by_name: dict[tuple[str, int | None], list[Cell]] = {}
    for cell in cells:
        by_name.setdefault((cell.entity, cell.name.first if cell.name else None), []).append(cell)
    for (entity, _), own in by_name.items():
        other = _other(own, entity, board)
        name = own[0].name
        if other is not None and name is not None:
            yield _swapped(own, name, other, line, board)
            continue
        for cell in own:
            yield _finding(cell, line, board)


def _other(own: Sequence[Cell], entity: str, board: Board) -> str | None:
    """The one entity that all of these figures are true of, where two or more are false of the one named."""
    wrong = {(cell.attribute, cell.claimed) for cell in own if not cell.is_right}
    if len({cell.attribute for cell in own}) < SWAPPED or len(wrong) < 2:
        return None
    rivals = [
        id_
        for id_ in board.facts.products
        if id_ != entity and all(board.amount(id_, cell.attribute) == cell.claimed for cell in own)
    ]
    return rivals[0] if len(rivals) == 1 else None


def _swapped(own: Sequence[Cell], name: Named, other: str, line: Line, board: Board) -> Finding:
    shown = board.facts.products
    fact = board.fact(own[0].entity, own[0].attribute)
    figures = ", ".join(f"{cell.attribute} {cell.claimed:f}" for cell in own)
    reason = f"{figures}: that is {shown[other].name}, not {shown[own[0].entity].name}."
    proof = evidence(fact, shown[own[0].entity].name) if fact else None
    return Finding(line.span(name.first, name.last), own[0].entity, None, figures, Verdict.CONFUSED, proof, reason)


def _brackets(line: Line, board: Board) -> Iterator[Finding]:
    """ "Hawks (28-20)": two figures that stand right behind a name, true of it, of another, or of none."""
    for pair in line.pairs:
        owner, pairing = pair.owner, pair.pairing
        if owner is None or pairing is None or len(owner.entities) != 1:
            continue
        entity, columns = owner.entities[0], (pairing.first, pairing.second)
        stated = [board.amount(entity, attribute) for attribute in columns]
        if None in stated:
            continue
        others = [id_ for id_ in board.facts.products if _amounts(id_, columns, board) == pair.amounts]
        if others and entity not in others:
            said, span = line.said(owner.first, pair.second + 1), line.span(owner.first, pair.second + 1)
            reason = f"{said} is {board.facts.products[others[0]].name}, not {board.facts.products[entity].name}."
            yield Finding(span, entity, " and ".join(columns), said, Verdict.CONFUSED, None, reason)
            continue
        for place, attribute, amount in zip((pair.first, pair.second), columns, pair.amounts, strict=True):
            for cell in _cell(place, place + 1, entity, owner, attribute, amount, board):
                yield _finding(cell, line, board)


def _amounts(entity: str, attributes: Sequence[str], board: Board) -> tuple[Decimal | None, ...]:
    return tuple(board.amount(entity, attribute) for attribute in attributes)


def _beyond(line: Line, board: Board) -> Iterator[Finding]:
    """Figures of clauses that are about more than the board."""
    for count in line.counts:
        first, last = line.clause_of(count.first)
        if line.has(board.words.earlier, first, last):
            said, span = line.said(count.first, count.last), line.span(count.first, count.last)
            reason = f"The board says nothing of {said} over more than it holds."
            yield Finding(span, None, count.column.attribute, said, Verdict.UNSUPPORTED, None, reason)


def _finding(cell: Cell, line: Line, board: Board) -> Finding:
    name = board.facts.products[cell.entity].name
    fact = board.fact(cell.entity, cell.attribute)
    said = line.said(cell.first, cell.last)
    states = f"the board has {cell.stated:f} for the {cell.attribute} of {name}"
    verdict = Verdict.CORRECT if cell.is_right else Verdict.WRONG
    reason = f"The text agrees: {states}." if cell.is_right else f"{said} is wrong: {states}."
    proof = evidence(fact, name) if fact else None
    return Finding(line.span(cell.first, cell.last), cell.entity, cell.attribute, said, verdict, proof, reason)


def _remember(line: Line, board: Board, spoken: Spoken) -> None:
    for name in line.names:
        if len(name.entities) == 1:
            if board.is_member(name.entities[0]):
                spoken.member = name.entities[0]
            else:
                spoken.group = name.entities[0]
