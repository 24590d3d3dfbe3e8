"""Whole statements beside a record of something named: decided where one form is all that they say."""

from collections.abc import Mapping

import pytest

from assistant.accuracy.spans_of_time import holds, said_time, stated_times
from assistant.accuracy.verify_file import Placed, verify_row

FILM = {
    "name": "Lantern Bay",
    "Directed by": "Mara Quill",
    "Written by": ["Mara Quill", "Otto Brandt"],
    "Produced by": ["Ines Falk", "Jon Reed", "Pia Moss"],
    "Edited by": "Sam Odell",
    "Release date": "March 4, 1988 (1988-03-04)",
    "Recorded": "November 1986 - February 1987",
    "Running time": "107 minutes",
    "Languages": ["Norwegian", "English"],
    "Budget": "$4 million",
    "Box office": "$9.5 million",
}
PERSON = {"name": "Odd Varg", "Born": "2 May 1901", "Died": "9 June 1960 (aged 59)", "Children": "3, including Liv"}


def verdict(text: str, record: Mapping[str, object] = FILM) -> str:
    return verify_row(Placed("1", dict(record), text, None, "records.jsonl:1")).verdict


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lantern Bay was released in 1988.", "correct"),
        ("Lantern Bay was released in 1989.", "wrong"),
        ("Lantern Bay was released in the 1980s.", "correct"),
        ("Lantern Bay was released in the 1970s.", "wrong"),
        ("Lantern Bay came out before 1990.", "correct"),
        ("Lantern Bay came out after 1990.", "wrong"),
        ("Lantern Bay came out before 1988.", "wrong"),
        ("It was released in the 20th century.", "correct"),
        ("Lantern Bay was released in the fall of 1988.", "wrong"),
        ("Lantern Bay was released in the late 80s.", "correct"),
        ("Lantern Bay was released in the early 80s.", "wrong"),
        ("Lantern Bay was recorded before 1987.", "undecided"),  # some of it
        ("Lantern Bay was restored in 1990.", "undecided"),
        ("Lantern Bay was released to acclaim in 1989.", "undecided"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert verdict(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lantern Bay is over an hour long.", "correct"),
        ("Lantern Bay is over two hours long.", "wrong"),
        ("The film Lantern Bay runs for less than two hours.", "correct"),
        ("Lantern Bay has a running time of 107 minutes.", "correct"),
        ("Lantern Bay has a running time of three hours.", "wrong"),
        ("Lantern Bay had three producers.", "correct"),
        ("Lantern Bay had more than three producers.", "wrong"),
        ("Lantern Bay had at least three producers.", "correct"),
        ("Lantern Bay had only one producer.", "wrong"),
        ("Lantern Bay has multiple languages.", "correct"),
        ("Lantern Bay had four stunt doubles.", "undecided"),
        ("Lantern Bay earned more than twice its budget.", "correct"),
        ("Lantern Bay earned more than three times its budget.", "wrong"),
    ],
)
def test_durations_counts_and_multiples(text: str, expected: str) -> None:
    assert verdict(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lantern Bay was directed by Mara Quill.", "correct"),
        ("Lantern Bay was directed by Sam Odell.", "wrong"),  # who is stated for something else
        ("Lantern Bay was directed by Nils Aron.", "undecided"),  # of whom nothing is stated
        ("Lantern Bay was written by Otto Brandt and Mara Quill.", "correct"),
        ("Lantern Bay was written by Otto Brandt and Sam Odell.", "undecided"),
        ("Sam Odell directed Lantern Bay.", "wrong"),
        ("Mara Quill is the director of Lantern Bay.", "correct"),
        ("Lantern Bay was directed and edited by the same person.", "wrong"),
        ("Lantern Bay was written and directed by the same person.", "undecided"),  # one of two writers
    ],
)
def test_who_made_it(text: str, expected: str) -> None:
    assert verdict(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Odd Varg died at the age of 59.", "correct"),
        ("Odd Varg died when he was 70 years old.", "wrong"),
        ("Odd Varg lived to be fifty-nine years old.", "correct"),
        ("Odd Varg passed away before 1950.", "wrong"),
        ("Odd Varg had three children.", "correct"),
        ("Odd Varg had five children.", "wrong"),
        ("The sculptor Odd Varg was born in 1901.", "undecided"),  # that he was a sculptor is a claim of its own
        ("Liv Varg was born in 1902.", "undecided"),
    ],
)
def test_people(text: str, expected: str) -> None:
    assert verdict(text, PERSON) == expected


def test_no_figure_is_wrong_in_a_sentence_that_says_more() -> None:
    record = {"name": "Harbour Regatta", "No. of events": "12"}
    assert verdict("The Harbour Regatta had 14 events.", record) == "wrong"
    assert verdict("The Harbour Regatta's sailors from Bergen took home 14 gold medals.", record) == "undecided"


@pytest.mark.parametrize(
    ("relation", "said", "stated", "expected"),
    [
        ("in", "the winter of 1936", "January 9, 1936", True),
        ("in", "the winter of 1936", "December 29, 1936", True),
        ("in", "the winter of 1936", "July 9, 1936", False),
        ("in", "the spring of 1936", "March 9, 1936", None),  # nearly
        ("before", "1936", "1936", False),
        ("before", "June 1936", "1936", None),
        ("after", "1936", "3 May 1935 - 2 May 1937", None),
        ("in", "1936", "June 31, 1936", None),  # no such day
    ],
)
def test_a_time_that_only_overlaps_is_not_decided(relation: str, said: str, stated: str, expected: bool | None) -> None:
    span = said_time(said)
    assert span is not None
    assert holds(relation, span, stated_times(stated)) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "soon", "the 99th century", "the year", "13 Smarch 1990"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert said_time(text) is None
