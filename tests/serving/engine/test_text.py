"""Whole characters, and nothing of a stop string."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.engine.text import Detokenizer, StopStrings


def decode(ids: list[int]) -> str:
    return bytes(ids).decode("utf-8", errors="replace")


@given(st.text().filter(lambda text: "\ufffd" not in text))
def test_the_pieces_joined_are_the_text_and_no_piece_holds_half_a_character(text: str) -> None:
    detokenizer = Detokenizer(decode)
    pieces = [detokenizer.push([byte]) for byte in text.encode()] + [detokenizer.end()]
    assert "".join(pieces) == text
    assert not any("\ufffd" in piece for piece in pieces)


def test_half_a_character_at_the_end_is_dropped() -> None:
    detokenizer = Detokenizer(decode)
    assert detokenizer.push(list("5 °".encode()[:3])) == ""
    assert detokenizer.end() == "5 "


@pytest.mark.parametrize(
    ("pieces", "stop", "shown", "stopped"),
    [
        (["one tw", "o three"], ["two"], "one ", True),
        (["one t", "en"], ["two"], "one ten", False),
        (["a", "b", "a", "b", "c"], ["abc"], "ab", True),
        (["abab"], ["b", "ba"], "a", True),
        (["nothing"], [], "nothing", False),
        (["nothing"], [""], "nothing", False),
    ],
)
def test_a_stop_string_is_never_shown_nor_what_follows(
    pieces: list[str], stop: list[str], shown: str, stopped: bool
) -> None:
    stops = StopStrings(stop)
    text = ""
    for piece in pieces:
        passed = stops.push(piece)
        text += passed.text
        if passed.stopped:
            break
    else:
        passed = stops.push("")
        text += stops.end()
    assert (text, passed.stopped) == (shown, stopped)


@given(st.text(alphabet="abc"), st.lists(st.text(alphabet="abc", min_size=1, max_size=3), max_size=2))
def test_what_is_shown_does_not_depend_on_the_pieces(text: str, stop: list[str]) -> None:
    whole, by_one = StopStrings(stop), StopStrings(stop)
    first = whole.push(text)
    expected = first.text + ("" if first.stopped else whole.end())
    shown = ""
    for character in text:
        passed = by_one.push(character)
        shown += passed.text
        if passed.stopped:
            break
    else:
        shown += by_one.end()
    assert shown == expected
