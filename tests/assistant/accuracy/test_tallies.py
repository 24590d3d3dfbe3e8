"""Texts about a board: an invented quiz evening of two teams, with words of its own."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.accuracy.board import Board, Column, Pairing, Scope, Vocabulary
from assistant.accuracy.tallies import judge_by_board
from assistant.catalog.product import Source
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.values import Day, Quantity, Text

WORDS = Vocabulary(
    columns=(
        Column("answers", ("answer",)),
        Column("jokers", ("joker",)),
        Column("passes", ("pass", "skipped card")),
        Column("first-try share", ("percent",), ("first try", "straight away")),
        Column("music share", ("percent",), ("music round", "songs")),
    ),
    pairings=(
        Pairing("evenings won", "evenings lost", is_bracketed=True),
        Pairing("songs named", "songs played", ("songs",)),
    ),
    scopes=(Scope(("first round",), ("round one",)), Scope(("first two rounds",), ("round one", "round two"))),
    contested="answers",
    group="side",
    idioms=("three - answer card",),
    opposing=("beat", "outguessed", "against", "past"),
    winning=("beat",),
    meeting=("meet", "against"),
    leading=("led", "captained"),
    margins=("win", "loss"),
    moments=("lead", "run"),
    ahead=("will", "next"),
    earlier=("last three", "this autumn"),
    summed=("combined",),
    asides=("in the tie - break",),
    loose=("more than", "within"),
    rank="answers",
)
GROUPS = {
    "owls": ("Harbour Owls", ("Owls", "Harbour"), {"answers": 31, "round one": 12, "round two": 9, "evenings won": 7,
             "evenings lost": 2, "first-try share": 44, "music share": 61}),
    "hares": ("Mill Hares", ("Hares", "Mill"), {"answers": 25, "round one": 10, "round two": 8, "evenings won": 4,
              "evenings lost": 5, "first-try share": 38, "music share": 29}),
}  # fmt: skip
MEMBERS = {
    "Ida Voss": ("owls", {"answers": 14, "jokers": 3, "passes": 0, "songs named": 5, "songs played": 8}),
    "Tom Arend": ("owls", {"answers": 9, "jokers": 1, "passes": 2, "songs named": 2, "songs played": 3}),
    "Rik Arend": ("owls", {"answers": 8, "jokers": 0, "passes": 1, "songs named": 0, "songs played": 1}),
    "Ann Lowe": ("hares", {"answers": 16, "jokers": 2, "passes": 4, "songs named": 6, "songs played": 9}),
    "Sven Holt": ("hares", {"answers": 9, "jokers": 0, "passes": 1, "songs named": 1, "songs played": 2}),
}  # fmt: skip


def quiz() -> Board:
    place = Source("quiz.csv", 1, None)
    names = [ProductName(id_, name, "side", said) for id_, (name, said, _) in GROUPS.items()]
    names += [ProductName(name, name, "player", (name.split()[1],)) for name in MEMBERS]
    cells = [(id_, cells) for id_, (_, _, cells) in GROUPS.items()] + [(n, cells) for n, (_, cells) in MEMBERS.items()]
    facts = [
        Fact(f"{id_}/{column}", id_, column, Quantity(Decimal(k), "", "number", Decimal(k)), str(k), place)
        for id_, columns in cells
        for column, k in columns.items()
    ]
    facts += [Fact(f"{name}/side", name, "side", Text(side), side, place) for name, (side, _) in MEMBERS.items()]
    day = date(2026, 3, 6)  # a Friday
    facts += [Fact(f"{side}/day", side, "day", Day(day), day.isoformat(), place) for side in GROUPS]
    return Board(Facts("", names, facts), WORDS, ("Quay Foxes", "Foxes"))


def said(text: str) -> dict[str, str]:
    """What is found, by the words it is found at."""
    return {text[item.span[0] : item.span[1]]: item.verdict.value for item in judge_by_board(text, quiz())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ida Voss had 14 answers and two jokers.", {"14 answers": "correct", "two jokers": "wrong"}),
        ("Voss gave a 14-answer show and no passes.", {"14-answer": "correct", "no passes": "correct"}),
        ("Ann Lowe took a pair of jokers and a skipped card.",
         {"a pair of jokers": "correct", "a skipped card": "wrong"}),
        ("It was Sven Holt's night, as he had 16 answers.", {"16 answers": "wrong"}),
        ("Holt had nine answers, while Lowe had 15 answers.", {"nine answers": "correct", "15 answers": "wrong"}),
        ("The Hares got 16 answers from Ann Lowe.", {"16 answers": "correct"}),
        ("The Hares got nine answers and a joker from Holt.", {"nine answers": "correct", "a joker": "wrong"}),
        (
            "Ann Lowe and Sven Holt shone, the former with 16 answers and the latter with 16 answers.",
            {"16 answers": "wrong"},
        ),
    ],
)  # fmt: skip
def test_a_count_is_about_the_one_who_has_it(text: str, expected: dict[str, str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Owls had 44 percent straight away and 60 percent in the music round.",
         {"44 percent": "correct", "60 percent": "wrong"}),
        ("The Owls held the Hares to 38 percent on the first try.", {"38 percent": "correct"}),
        ("Voss named 5 - of - 8 songs and Lowe 6-for-10 songs.", {"5": "correct", "8": "correct", "6": "correct",
         "10": "wrong"}),
    ],
)  # fmt: skip
def test_words_near_a_figure_tell_its_column(text: str, expected: dict[str, str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Owls (7-2) sang.", {"7": "correct", "2": "correct"}),
        ("The Owls ( 4 - 5 ) sang.", {"Owls ( 4 - 5": "confused"}),
        ("The Owls (7-3) sang.", {"7": "correct", "3": "wrong"}),
        ("It was loud (7-3) in Harbour.", {}),
    ],
)
def test_figures_in_brackets_are_of_the_name_before_them(text: str, expected: dict[str, str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Owls beat the Hares, 31-25.", {}),
        ("The Owls beat the Hares, 31-24.", {"24": "wrong"}),
        ("The Owls outguessed the Hares 12-11 in the first round.", {"11": "wrong"}),
        ("The Owls outguessed the Hares 21-18 over the first two rounds.", {}),
        ("The Owls came away with a 6-answer win against the Hares.", {"6-answer": "correct"}),
        ("The Owls came away with a 9-answer win against the Hares.", {"9-answer": "wrong"}),
        ("The Owls went on a 9-0 run against the Hares.", {}),
    ],
)
def test_a_score_is_of_the_two_groups_and_of_the_part_that_is_named(text: str, expected: dict[str, str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ida Voss has had 40 answers over her last three evenings.",
        "Ann Lowe will meet the Foxes on Sunday.",
    ],
)
def test_what_the_board_does_not_reach_is_unsupported_and_never_wrong(text: str) -> None:
    found = said(text)
    assert found
    assert set(found.values()) == {"unsupported"}


@pytest.mark.parametrize(
    "text",
    [
        "Arend had 12 answers.",  # two of that name
        "Voss came within 12 answers of the record.",
        "Voss had 12 answers in the tie-break.",
        "Voss and Lowe combined for 12 answers.",
        "Voss drew a three-answer card.",
        "Voss had 12 biscuits.",
        "Sub-40 percent is poor on the first try.",
    ],
)
def test_a_figure_that_may_be_another_one_has_no_verdict(text: str) -> None:
    assert said(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Owls beat the Owls.", {"Owls": "wrong"}),
        ("The Hares beat the Hares.", {"Hares": "wrong"}),
        ("Ann Lowe led the Owls.", {"Owls": "wrong"}),
        ("Ida Voss captained the Owls.", {}),
        ("Tom Arend was second on the team.", {"second": "correct"}),
        ("Rik Arend was second on the team.", {"second": "wrong"}),
        ("The Owls met the Hares on Friday.", {"Friday": "correct"}),
        ("The Owls met the Hares on Sunday.", {"Sunday": "wrong"}),
        ("Voss was born on a Sunday.", {}),
        ("Sven Holt had 16 answers, two jokers and four passes.", {"Sven Holt": "confused"}),
    ],
)
def test_names_are_judged_by_what_the_board_says_of_them(text: str, expected: dict[str, str]) -> None:
    assert said(text) == expected


def test_a_wrong_group_against_itself_is_the_one_that_did_not_win() -> None:
    text = "The Hares beat the Hares."
    (item,) = judge_by_board(text, quiz())
    assert item.span == (4, 9)  # the Owls won


def test_a_finding_shows_the_cell_and_its_source() -> None:
    (item,) = judge_by_board("Ida Voss had 15 answers.", quiz())
    assert item.evidence is not None
    assert (item.evidence.text, item.evidence.source) == ("Ida Voss, answers: 14", "quiz.csv:1")
    assert item.reason == "15 answers is wrong: the board has 14 for the answers of Ida Voss."


@pytest.mark.parametrize("text", ["", "-", "1-", "(1-2)", "Voss " * 3000, "a pair of", "Owls Owls - of - 3 of 3"])
def test_any_text_ends_in_findings(text: str) -> None:
    assert all(0 <= item.span[0] <= item.span[1] <= len(text) for item in judge_by_board(text, quiz()))
