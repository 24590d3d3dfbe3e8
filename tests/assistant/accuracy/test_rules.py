"""Rules of the verifier one by one: each line here fails when the rule it names is broken."""

import pytest

from assistant.accuracy.clauses import clauses, readable, sentences
from assistant.accuracy.verdicts import Verdict
from assistant.accuracy.verify import Verifier
from assistant.catalog.product import Source
from assistant.facts.aliases import Names
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.quantities import parse_value
from tests.assistant.accuracy import small_catalog

FACTS = small_catalog.facts()
VERIFIER = Verifier(FACTS, small_catalog.names(FACTS))

SENTENCES = [
    ("a title is no end", "Ask Dr. Smith about it.", ["Ask Dr. Smith about it."]),
    ("an abbreviation is no end", "It weighs approx. 2 kg.", ["It weighs approx. 2 kg."]),
    ("an initial is no end", "Made by J. Smith in Leeds.", ["Made by J. Smith in Leeds."]),
    ("a single letter alone is an end", "A. Then more.", ["A.", "Then more."]),
    ("a short word before a small letter is no end", "See no. five of it.", ["See no. five of it."]),
    ("a question ends", "Is it? it is.", ["Is it?", "it is."]),
    ("two sentences", "It is red. It is blue.", ["It is red.", "It is blue."]),
    ("bullets", "- weight: 2 kg\n- doors: 2", ["weight: 2 kg", "doors: 2"]),
    ("numbered items", "1. weight: 2 kg\n2) doors: 2", ["weight: 2 kg", "doors: 2"]),
    ("a list run into one line", "Weight: 2 kg - Doors: 2", ["Weight: 2 kg", "Doors: 2"]),
    ("a dash in prose is no list", "It is light - Doors: 2", ["It is light - Doors: 2"]),
    ("a rule of a table is nothing", "| a | b |\n|---|---|\n| c | d |", ["d"]),
]


@pytest.mark.parametrize(("why", "text", "parts"), SENTENCES, ids=[why for why, _, _ in SENTENCES])
def test_a_text_is_cut_where_a_reader_would(why: str, text: str, parts: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == parts
    assert [text[sentence.start : sentence.end].rstrip() for sentence in sentences(text)] == parts


def test_a_row_is_about_its_heading_its_first_cell_and_its_column() -> None:
    (cell,) = sentences("# Tents\n| name | weight |\n|---|---|\n| Tarn | 2 kg |")
    assert cell.heading == "Tents | Tarn | weight"


def test_an_empty_line_ends_a_table() -> None:
    rows = sentences("| name | weight |\n| Tarn | 2 kg |\n\n| name | doors |\n| Tarn | 2 |")
    assert [row.heading for row in rows] == ["Tarn | weight", "Tarn | doors"]


@pytest.mark.parametrize(
    ("text", "num"),
    [
        ("it is red but not blue", 2),
        ("it is red; it is blue", 2),
        ("it is red, and blue", 2),
        ("it is red and is blue", 2),
        ("it is red, not blue", 2),
        ("it is red and blue", 1),
    ],
)
def test_a_not_counts_within_its_clause(text: str, num: int) -> None:
    assert len(clauses(text)) == num


def test_spaces_that_group_digits_stay() -> None:
    assert readable("1\u00a0200 and\u00a02").text == "1\u00a0200 and 2"


CASES = [
    ("a competitor joined by and", "Unlike Nordkamm, the Tarn 2 Tent weighs 2.4 kg.", "wrong"),
    ("a competitor's own figure", "The Nordkamm weighs 2.4 kg.", "undecided"),
    ("only compared with", "Unlike the Tarn 3 Tent, it weighs 2.4 kg.", "undecided"),
    ("compared with two", "Unlike the Tarn 3 Tent and the Rook 45 Pack, the Tarn 2 Tent weighs 1.9 kg.", "correct"),
    ("a product behind its value", "2.4 kg for the Tarn 3 Tent, as weight.", "correct"),
    ("a value of another behind it", "The weight of 1.9 kg on the Tarn 3 Tent is low.", "wrong"),
    ("a size named before its verb", "Its packed size is 45 x 15 cm, that of the Tarn 2 Tent.", "correct"),
    ("the same in another unit is not confused", "The volume of the Fell Bottle 500 is 0.50 l.", "correct"),
    ("a currency behind its number", "The Tarn 2 Tent costs 349.00 EUR 2 years after launch.", "undecided"),
    ("a part named first", "The lid of the Fell Bottle 500 weighs 50 g.", "undecided"),
    ("a name's own word is no part", "The bottle weighs 50 g; it is the Fell Bottle 500.", "wrong"),
    ("the whole is no part", "Fell Bottle 500: the product weighs 50 g.", "wrong"),
]


@pytest.mark.parametrize(("why", "text", "verdict"), CASES, ids=[why for why, _, _ in CASES])
def test_a_statement_is_bound_to_its_product_and_attribute(why: str, text: str, verdict: str) -> None:
    found = VERIFIER.verify(text)
    assert found.verdict == verdict, found


def _lamp() -> Verifier:
    """One lamp in two shades, of different weight and the same warranty."""
    rows = [
        ("weight", "84 g", "red"),
        ("weight", "92 g", "blue"),
        ("warranty", "2 years", "red"),
        ("warranty", "2 years", "blue"),
    ]
    facts = [
        Fact(f"lamp@{v}/{a}", "lamp", a, parse_value(t, attribute=a), t, Source("s.csv", n), variant=v)
        for n, (a, t, v) in enumerate(rows)
    ]
    product = ProductName("lamp", "Lumo Lamp", "Lamps", variants={"red": "Crimson", "blue": "Cobalt"})
    known = Facts("Osterfell", [product], facts)
    return Verifier(known, Names(known))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The weight of the Lumo Lamp in Crimson is 84 g.", Verdict.CORRECT),
        ("The weight of the Lumo Lamp in Crimson is 92 g.", Verdict.WRONG),
        ("The weight of the Lumo Lamp is 84 g.", Verdict.AMBIGUOUS),
        ("The weight of the Lumo Lamp is 99 g.", Verdict.WRONG),
        ("The warranty of the Lumo Lamp is 2 years.", Verdict.CORRECT),
        ("The Lumo Lamp in Cobalt weighs 92 g.", Verdict.CORRECT),
        ("The Lumo Lamp in Cobalt weighs 84 g.", Verdict.WRONG),
    ],
)
def test_a_value_of_one_variant_is_not_that_of_all(text: str, verdict: Verdict) -> None:
    assert [item.verdict for item in _lamp().verify(text).findings] == [verdict]


@pytest.mark.parametrize(
    ("why", "question", "text", "verdict"),
    [
        (
            "“one of” counts nothing",
            "How many doors does the Tarn 2 Tent have?",
            "Ask about one of our products.",
            None,
        ),
        ("one is a count", "How many doors does the Tarn 2 Tent have?", "It has one door.", "wrong"),
        (
            "a limit in the question is no value",
            "Which bottles are under 40.00 EUR?",
            "Certainly: the price of the Fell Bottle 500 is 32.00 EUR.",
            "correct",
        ),
        (
            "a yes to a false value",
            "Is the price of the Fell Bottle 500 40.00 EUR?",
            "Certainly, the price of the Fell Bottle 500 is 32.00 EUR.",
            "wrong",
        ),
    ],
)
def test_what_the_question_asks_bears_on_the_answer(why: str, question: str, text: str, verdict: str | None) -> None:
    found = VERIFIER.verify(text, question=question)
    assert (found.verdict if found.findings else None) == verdict, why
