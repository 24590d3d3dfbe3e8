import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.sentences import SentenceStream, split, statements


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It weighs 1.9 kg. It is green.", ["It weighs 1.9 kg.", "It is green."]),
        ("It weighs approx. 1.9 kg. Good.", ["It weighs approx. 1.9 kg.", "Good."]),
        ("See No. 5 for more, e.g. the tent. Yes!", ["See No. 5 for more, e.g. the tent.", "Yes!"]),
        ("Is it? No. Really…", ["Is it?", "No.", "Really…"]),
        ("Ask Dr. Smith. He knows.", ["Ask Dr. Smith.", "He knows."]),
        ("1. First thing\n2. Second thing", ["1. First thing", "2. Second thing"]),
        ('He said "yes." Then he left.', ['He said "yes."', "Then he left."]),
        ("", []),
    ],
)
def test_abbreviations_decimals_and_numbers_end_no_sentence(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@given(st.text(alphabet="ab .!?\n1No", max_size=60), st.lists(st.integers(1, 9), max_size=30))
def test_a_stream_in_any_pieces_gives_the_sentences_of_the_whole(text: str, sizes: list[int]) -> None:
    stream, found, rest = SentenceStream(), [], text
    for size in sizes:
        found += stream.feed(rest[:size])
        rest = rest[size:]
    found += [*stream.feed(rest), *stream.close()]
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_sentence_is_given_as_soon_as_the_next_begins() -> None:
    stream = SentenceStream()
    assert stream.feed("The weight is 1.") == []
    assert stream.feed("9 kg. ") == []
    assert stream.feed("It") == ["The weight is 1.9 kg."]
    assert stream.close() == ["It"]


def test_a_bare_no_stays_with_what_it_opens() -> None:
    assert statements("No. We deliver to Norway. Ask us.") == ["No. We deliver to Norway.", "Ask us."]
