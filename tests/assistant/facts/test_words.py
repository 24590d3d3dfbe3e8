from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts.lexicon import lexicon
from assistant.facts.words import is_one_slip, keys, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tarn 2 Tents", "tarn-2 tent"),
        ("the X100's", "The x 100"),
        ("Strøm Émile", "strøm emile"),
        ("Batteries and boxes", "battery and box"),
        ("the puffer’s", "the puffer"),
    ],
)
def test_ways_of_writing_one_name_are_the_same_words(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(("one", "other"), [("Tarn 2", "Tarn 3"), ("glass", "glas"), ("1.9", "19"), ("X100", "X10")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@given(st.text(max_size=60))
def test_places_are_those_in_the_text(text: str) -> None:
    row = words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in row)
    assert all(before.end <= after.start for before, after in pairwise(row))


@pytest.mark.parametrize(
    ("written", "meant", "is_slip"),
    [
        ("glaceir", "glacier", True),
        ("glacer", "glacier", True),
        ("glaciier", "glacier", True),
        ("glasier", "glacier", True),
        ("glacier", "glacier", False),
        ("glazzer", "glacier", False),
    ],
)
def test_one_slip_of_the_pen(written: str, meant: str, is_slip: bool) -> None:
    assert is_one_slip(written, meant) is is_slip


def test_every_comparison_and_scale_is_of_a_known_concept() -> None:
    concepts = set(lexicon().concepts)
    assert {concept for concept, _ in lexicon().comparatives.values()} <= concepts
    assert set(lexicon().scales) <= concepts


def test_no_phrase_means_two_concepts_by_oversight() -> None:
    shared: dict[str, list[str]] = {}
    for concept, phrases in lexicon().concepts.items():
        for phrase in phrases:
            shared.setdefault(phrase, []).append(concept)
    twice = {phrase for phrase, found in shared.items() if len(set(found)) > 1}
    assert twice <= {"waterproof rating"}  # of a garment or of a fly sheet: the catalog decides


def test_names_are_found_as_people_without_the_letter_type_them() -> None:
    assert keys("Strøm Łódź Straße") == keys("strom lodz strasse")
