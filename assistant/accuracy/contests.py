"""Figures of two groups against each other: "113-107", "outscored them 34-18 in the second half", "a 6-point win"."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.accuracy.board import Board, Named
from assistant.accuracy.ledger import evidence
from assistant.accuracy.lines import Line, Pair
from assistant.accuracy.subjects import Spoken
from assistant.accuracy.verdicts import Finding, Verdict


class Contest(NamedTuple):
    """The two groups of a clause, in the order it names them, and their figures."""

    groups: tuple[str, str]
    stated: tuple[Decimal, Decimal]
    attributes: tuple[str, ...]


def judge_scores(line: Line, board: Board, spoken: Spoken) -> Iterator[Finding]:
    """Pairs of figures and margins of a sentence, where the board has the two figures."""
    for pair in line.pairs:
        if pair.pairing is None and not _is_elsewhere(line, pair.first, board) and not _is_moment(line, pair, board):
            contest = contest_of(line, pair.first, board, spoken)
            if contest is not None:
                yield from _judge_pair(pair, contest, line, board)
    for count in line.counts:
        is_margin = any(place == count.last for place, _ in line.places(board.words.margins, count.last, len(line.row)))
        if (
            is_margin
            and count.column.attribute == board.words.contested
            and not _is_elsewhere(line, count.first, board)
        ):
            contest = contest_of(line, count.first, board, spoken)
            if contest is not None:
                yield _judge_margin(count.first, count.last, count.amount, contest, line, board)


def _is_elsewhere(line: Line, place: int, board: Board) -> bool:
    first, last = line.clause_of(place)
    return line.has((*board.words.earlier, *board.words.ahead), first, last)


def _is_moment(line: Line, pair: Pair, board: Board) -> bool:
    """Whether a pair is that of "a 24-2 run" or "40-25 in the paint", of which the board has no figures."""
    after = pair.second + 1
    apart = (*board.words.moments, *board.words.asides)
    first, last = line.clause_of(pair.first)
    is_aside = line.has(board.words.asides, first, last)
    return is_aside or any(place == after for place, _ in line.places(apart, after, min(after + 3, len(line.row))))


def contest_of(line: Line, place: int, board: Board, spoken: Spoken) -> Contest | None:
    """Which two groups are compared at a place, and by what."""
    groups = board.groups()
    if len(groups) != 2:
        groups = []
    first, last = line.clause_of(place)
    named = [name.entities[0] for name in line.names if first <= name.first < last and len(name.entities) == 1]
    named = [entity for entity in named if not board.is_member(entity)]
    subject = named[0] if named else spoken.group
    different = [entity for entity in dict.fromkeys(named) if entity != subject]
    others = different or [entity for entity in groups if entity != subject]
    if subject is None or len(others) != 1:
        return None
    if not different and named and len(named) == 1:
        at = next(name for name in line.names if name.entities == (subject,) and first <= name.first < last)
        if _is_behind(line, at, board):  # "…, outscoring the Hawks": who did is not said here
            subject, others = others[0], [subject]
    attributes = _attributes(line, place, first, last, board)
    one, other = board.total(subject, attributes), board.total(others[0], attributes)
    if one is None or other is None:
        return None
    return Contest((subject, others[0]), (one, other), attributes)


def _attributes(line: Line, place: int, first: int, last: int, board: Board) -> tuple[str, ...]:
    """The longest part named nearest to a figure; else the column the sentence is about; else the whole."""
    parts = [
        (abs(start - place), start - end, scope.attributes)
        for scope in board.words.scopes
        for start, end in line.places(scope.words, first, last)
    ]
    if parts:
        near = min(parts)
        inside = [part for part in parts if abs(part[0] - near[0]) <= 3]
        return min(inside, key=lambda part: part[1])[2]
    said = [token.key for token in line.row]
    about = [
        column.attribute
        for column in board.words.columns
        if any(key.startswith(noun) and key.endswith("ing") for noun in column.nouns for key in said)
    ]
    return (about[0],) if about else (board.words.contested,)


def _is_behind(line: Line, name: Named, board: Board) -> bool:
    """Whether a name stands behind a word that sets two groups against each other."""
    return any(end <= name.first <= end + 2 for _, end in line.places(board.words.opposing, 0, name.first))


def _judge_pair(pair: Pair, contest: Contest, line: Line, board: Board) -> Iterator[Finding]:
    claimed, stated = pair.amounts, contest.stated
    if claimed in (stated, stated[::-1]):
        return  # who is named first is a matter of the verb
    left = list(stated)
    for place, amount in ((pair.first, claimed[0]), (pair.second, claimed[1])):
        if amount in left:
            left.remove(amount)
        else:
            yield _finding(place, place + 1, contest, stated, line, board)


def _judge_margin(first: int, last: int, amount: Decimal, contest: Contest, line: Line, board: Board) -> Finding:
    off = abs(contest.stated[0] - contest.stated[1])
    return _finding(first, last, contest, (off,), line, board, is_right=off == amount)


def _finding(
    first: int,
    last: int,
    contest: Contest,
    stated: tuple[Decimal, ...],
    line: Line,
    board: Board,
    *,
    is_right: bool = False,
) -> Finding:
    one, other = (board.facts.products[group].name for group in contest.groups)
    what = " and ".join(contest.attributes)
    shown = " and ".join(f"{amount:f}" for amount in contest.stated)
    reason = f"The board has {shown} for the {what} of {one} and {other}."
    fact = board.fact(contest.groups[0], contest.attributes[0])
    verdict = Verdict.CORRECT if is_right else Verdict.WRONG
    proof = evidence(fact, one) if fact else None
    return Finding(line.span(first, last), contest.groups[0], what, line.said(first, last), verdict, proof, reason)
