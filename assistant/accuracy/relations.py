"""Names on a board: a group against itself, a member with another group, the day, names the board does not know."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from assistant.accuracy.board import Board, Named
from assistant.accuracy.ledger import evidence
from assistant.accuracy.lines import Line
from assistant.accuracy.verdicts import Finding, Verdict

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def judge_relations(line: Line, board: Board, swapped: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """What the names of a sentence say of each other; `swapped`: spans of names that are already found wrong."""
    yield from _against_itself(line, board)
    yield from _with_another_group(line, board, swapped)
    yield from _days(line, board)
    yield from _strangers(line, board)


_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def judge_ranks(line: Line, board: Board) -> Iterator[Finding]:
    """ "Lee was second on the team": by the column that the board ranks by; equals share their places."""
    for at, token in enumerate(line.row):
        following = tuple(word.key for word in line.row[at + 1 : at + 4])
        if token.key not in _ORDINALS or following not in {("on", "the", "team"), ("in", "the", "group")}:
            continue
        before = [name for name in line.names if name.last <= at and len(name.entities) == 1]
        entity = before[-1].entities[0] if before else None
        own = board.amount(entity, board.words.rank) if entity is not None else None
        if entity is None or own is None:
            continue
        amounts = [board.amount(id_, board.words.rank) for id_ in board.members(board.group_of(entity))]
        above = sum(1 for amount in amounts if amount is not None and amount > own)
        place = _ORDINALS.index(token.key)
        is_right = above <= place < above + amounts.count(own)
        name = board.facts.products[entity].name
        reason = f"{above} of the group have more {board.words.rank} than {name}, who has {own:f}."
        fact = board.fact(entity, board.words.rank)
        verdict = Verdict.CORRECT if is_right else Verdict.WRONG
        proof = evidence(fact, name) if fact else None
        yield Finding(line.span(at, at + 1), entity, board.words.rank, token.text, verdict, proof, reason)


def _against_itself(line: Line, board: Board) -> Iterator[Finding]:
    """ "The Hawks outscored the Hawks": nothing stands against itself."""
    groups = [name for name in line.names if len(name.entities) == 1 and not board.is_member(name.entities[0])]
    for one, other in pairwise(groups):
        is_close = line.clause_of(one.first) == line.clause_of(other.first)
        if one.entities == other.entities and is_close and _is_opposed(line, one, other, board):
            name = board.facts.products[other.entities[0]].name
            false = one if _has_lost(line, one, other, board) else other
            yield _wrong(false, line, other.entities[0], f"{name} cannot stand against {name}.", board)


def _has_lost(line: Line, one: Named, other: Named, board: Board) -> bool:
    """Whether the board has less for a group that is said to have won."""
    if not line.has(board.words.winning, one.last, other.first):
        return False
    amounts = {group: board.amount(group, board.words.contested) for group in board.groups()}
    own = amounts.get(one.entities[0])
    return own is not None and any(amount is not None and amount > own for amount in amounts.values())


def _is_opposed(line: Line, one: Named, other: Named, board: Board) -> bool:
    return any(other.first - end <= 2 for _, end in line.places(board.words.opposing, one.last, other.first))


def _with_another_group(line: Line, board: Board, swapped: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """ "Lee led the Hawks", where Lee is of another group."""
    for one, other in pairwise(line.names):
        if len(one.entities) != 1 or len(other.entities) != 1:
            continue
        member, group = (one, other) if board.is_member(one.entities[0]) else (other, one)
        if not board.is_member(member.entities[0]) or board.is_member(group.entities[0]):
            continue
        if line.span(member.first, member.last) in swapped:
            continue
        between = list(line.places(board.words.leading, one.last, other.first))
        is_led = any(start - one.last <= 3 and other.first - end <= 2 for start, end in between)
        own = board.group_of(member.entities[0])
        if is_led and own != group.entities[0]:
            name, own_name = board.facts.products[member.entities[0]].name, board.facts.products[str(own)].name
            yield _wrong(group, line, group.entities[0], f"{name} belongs to {own_name}.", board, member.entities[0])


def _days(line: Line, board: Board) -> Iterator[Finding]:
    """A day of the week in a clause about what the board is of; of what is to come the board says nothing."""
    day = board.day()
    for at, token in enumerate(line.row):
        if token.key not in _DAYS or not token.is_capital or day is None:
            continue
        first, last = line.clause_of(at)
        if line.has(board.words.ahead, first, last):
            reason = "The board says nothing of what is to come."
            yield Finding(line.span(at, at + 1), None, "day", token.text, Verdict.UNSUPPORTED, None, reason)
            continue
        if not _is_own_day(line, at, first, last, board):
            continue
        is_right = _DAYS[day.weekday()] == token.key
        verdict = Verdict.CORRECT if is_right else Verdict.WRONG
        yield Finding(line.span(at, at + 1), None, "day", token.text, verdict, None, _day_reason(day))


def _is_own_day(line: Line, at: int, first: int, last: int, board: Board) -> bool:
    """Whether a day is that of the board: both groups stand in its clause, or it is "Friday's contest"."""
    after = [token.key for token in line.row[at + 1 : at + 3]]
    inside = {name.entities for name in line.names if first <= name.first < last and len(name.entities) == 1}
    groups = [entities for entities in inside if not board.is_member(entities[0])]
    is_scored = any(first <= pair.first < last and pair.pairing is None for pair in line.pairs)
    return len(groups) > 1 or is_scored or after == ["'s", "contest"] or after == ["'s", "game"]


def _day_reason(day: date) -> str:
    return f"The board is of {_DAYS[day.weekday()].capitalize()}, {day.isoformat()}."


def _strangers(line: Line, board: Board) -> Iterator[Finding]:
    """Names the board lacks, and those of its groups that are named as to be met next."""
    for name in line.names:
        first, last = line.clause_of(name.first)
        is_met = name.first > first + 1 and bool(name.entities) and not board.is_member(name.entities[0])
        is_met = is_met and _is_behind(line, name, board) and line.has(board.words.ahead, first, last)
        if not name.entities or is_met:
            said = line.said(name.first, name.last)
            reason = f"{said} is not on the board."
            yield Finding(line.span(name.first, name.last), None, None, said, Verdict.UNSUPPORTED, None, reason)


def _is_behind(line: Line, name: Named, board: Board) -> bool:
    return any(end <= name.first <= end + 2 for _, end in line.places(board.words.meeting, 0, name.first))


def _wrong(name: Named, line: Line, entity: str, reason: str, board: Board, about: str | None = None) -> Finding:
    fact = board.fact(about or entity, board.words.group)
    proof = evidence(fact, board.facts.products[about or entity].name) if fact else None
    return Finding(
        line.span(name.first, name.last), entity, None, line.said(name.first, name.last), Verdict.WRONG, proof, reason
    )
