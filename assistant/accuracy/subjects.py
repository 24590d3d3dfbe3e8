"""Whom a figure of a board's text is about: by clause, pronoun and preposition, not by the nearest name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.accuracy.board import Board, Named
from assistant.accuracy.lines import Line


@dataclass(slots=True)
class Spoken:
    """What was spoken of so far: the last member, and the last group."""

    member: str | None = None
    group: str | None = None


_MEMBER_WORDS: Final = frozenset({"he", "his", "him", "she", "her", "who"})
_GROUP_WORDS: Final = frozenset({"they", "their", "them", "it", "team", "side"})
_OBJECT: Final = frozenset({"for", "against", "over", "to", "of", "in", "than", "from", "behind", "at", "on", "past"})
_FILLERS: Final = frozenset({"the", "host", "visiting", "home", "both"})


def subject_of(line: Line, place: int, board: Board, spoken: Spoken) -> tuple[str | None, Named | None]:
    """Whom a figure at a place is about, and the name that says so; None where it cannot be told."""
    first, _ = line.clause_of(place)
    before = [name for name in line.names if first <= name.first and name.last <= place]
    held = _held(line, place, before)
    if held is not None:
        return (held.entities[0] if len(held.entities) == 1 else None), held
    members = [name for name in before if name.entities and all(map(board.is_member, name.entities))]
    groups = [name for name in before if name.entities and name not in members]
    said = [token.key for token in line.row[first:place]]
    subjects = [name for name in members if not _is_object(line, name)]
    if subjects:
        chosen = _of_two(line, place, members) or subjects[-1]
        return _only(chosen, spoken.member), chosen
    if _MEMBER_WORDS & set(said) and spoken.member is not None:
        return _pronoun(line, first, board) or spoken.member, None
    free = [name for name in groups if not _is_object(line, name)]
    if free:
        return _only(free[0] if len(free) == 1 else _nearest(line, free), spoken.group), free[0]
    if first and not before:
        earlier, name = subject_of(line, first - 1, board, spoken)
        return earlier, name
    if _GROUP_WORDS & set(said):
        return (_only(groups[0], spoken.group) if groups else spoken.group), None
    return (None if before else spoken.member or spoken.group), None


def _of_two(line: Line, place: int, members: Sequence[Named]) -> Named | None:
    """ "A and B, the former with …, the latter with …"."""
    told = [token.key for token in line.row[members[-1].last : place] if token.key in {"former", "latter"}]
    if not told or len(members) < 2:
        return None
    return members[-2] if told[-1] == "former" else members[-1]


def _only(name: Named, spoken: str | None) -> str | None:
    if len(name.entities) == 1:
        return name.entities[0]
    return spoken if spoken in name.entities else None


def _nearest(line: Line, free: Sequence[Named]) -> Named:
    """Of several groups the one right before a participle ("with Miami recording"), else the first."""
    for name in reversed(free):
        following = line.row[name.last] if name.last < len(line.row) else None
        if following is not None and following.key.endswith("ing"):
            return name
    return free[0]


def _pronoun(line: Line, first: int, board: Board) -> str | None:
    """The member that "he" means: the last one named before the clause in the same sentence."""
    for name in reversed([name for name in line.names if name.last <= first]):
        if len(name.entities) == 1 and board.is_member(name.entities[0]):
            return name.entities[0]
    return None


def _is_object(line: Line, name: Named) -> bool:
    at = name.first - 1
    while at >= 0 and line.row[at].key in _FILLERS:
        at -= 1
    return at >= 0 and line.row[at].key in _OBJECT


def _held(line: Line, place: int, before: Sequence[Named]) -> Named | None:
    """ "held the Hawks to 38 percent and 20 assists": the figure is about the one that was held."""
    for name in reversed(before):
        after = line.row[name.last : place]
        if [token.text for token in after[:1]] == ["("]:
            after = after[next((at + 1 for at, token in enumerate(after) if token.text == ")"), 0) :]
        if [token.key for token in after[:1]] == ["to"] and not any(token.key in _VERBLIKE for token in after[1:]):
            return name
    return None


_VERBLIKE: Final = frozenset({"who", "he", "she", "they", "as", "while", "with", "which"})


_CARRIES: Final = frozenset({",", "and", "a", "an", "also", "-", "with"})


def source_of(line: Line, last: int) -> tuple[str | None, Named | None] | None:
    """ "20 points and five rebounds from Lee": the name after the figures, where nothing else stands between."""
    counted = {place for count in line.counts for place in range(count.first, count.last)}
    for at in range(last, len(line.row)):
        key = line.row[at].key
        if key in {"from", "by"}:
            name = next((name for name in line.names if at < name.first <= at + 2), None)
            if name is None or any(token.key not in _FILLERS for token in line.row[at + 1 : name.first]):
                return None
            return (name.entities[0] if len(name.entities) == 1 else None), name
        if at not in counted and key not in _CARRIES:
            return None
    return None
