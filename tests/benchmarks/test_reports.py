"""The adapter from box score to board, and the count of flags and marks, on one invented game."""

import json
from pathlib import Path
from typing import Any

from assistant.accuracy.tallies import judge_by_board
from tests.benchmarks.box_scores import board_of, league_of
from tests.benchmarks.reports import measure_reports

COLUMNS = ("MIN", "PTS", "REB", "AST", "STL", "BLK", "FGM", "FGA")
PLAYERS = {
    "Abel Stone": ("Northport", (31, 21, 7, 4, 1, 0, 8, 15)),
    "Cal Dorn": ("Northport", (28, 12, 3, 9, 2, 1, 5, 9)),
    "Eli Marsh": ("Southfield", (35, 25, 10, 2, 0, 3, 10, 22)),
}


def game() -> dict[str, Any]:
    table: dict[str, dict[str, str]] = {
        "PLAYER_NAME": {}, "FIRST_NAME": {}, "SECOND_NAME": {}, "TEAM_CITY": {}, **{column: {} for column in COLUMNS}
    }  # fmt: skip
    for at, (name, (city, figures)) in enumerate(PLAYERS.items()):
        first, last = name.split()
        cells = {"PLAYER_NAME": name, "FIRST_NAME": first, "SECOND_NAME": last, "TEAM_CITY": city}
        for column, value in {**cells, **dict(zip(COLUMNS, map(str, figures), strict=True))}.items():
            table[column][str(at)] = value
    return {
        "home_name": "Gulls", "home_city": "Northport", "vis_name": "Rams", "vis_city": "Southfield", "day": "03_06_26",
        "home_line": {"TEAM-PTS": "101", "TEAM-WINS": "9", "TEAM-LOSSES": "4", "TEAM-FG_PCT": "47"},
        "vis_line": {"TEAM-PTS": "95", "TEAM-WINS": "3", "TEAM-LOSSES": "10", "TEAM-FG_PCT": "41"},
        "box_score": table,
    }  # fmt: skip


TEXT = (
    "The Northport Gulls ( 9 - 4 ) defeated the Southfield Rams , 101 - 94 , on Friday . Abel Stone led the Gulls with "
    "21 points ( 8 - 15 FG ) and nine rebounds . The Gulls will host the Hawks on Sunday ."
)
ERRORS = (("NUMBER", "94"), ("NUMBER", "nine"), ("NAME", "Hawks"), ("WORD", "led"))


def test_a_box_score_is_judged_by_its_cells() -> None:
    found = judge_by_board(TEXT, board_of({"id": "g", "record": game()}, [("Westbury", "Hawks")]))
    said = {TEXT[item.span[0] : item.span[1]]: item.verdict.value for item in found}
    assert {text for text, verdict in said.items() if verdict == "wrong"} == {"94", "nine rebounds"}
    assert {text for text, verdict in said.items() if verdict == "unsupported"} == {"Hawks", "Sunday"}
    assert said["21 points"] == said["Friday"] == said["9"] == "correct"


def test_flags_and_marks_are_counted_by_the_tokens_they_share(tmp_path: Path) -> None:
    words = TEXT.split()
    places = [(kind, words.index(word)) for kind, word in ERRORS]
    errors = [{"type": kind, "start_token": at, "end_token": at + 1} for kind, at in places]
    file = tmp_path / "sports.jsonl"
    file.write_text(json.dumps({"id": "g", "record": game(), "text": TEXT, "errors": errors}) + "\n", encoding="utf-8")
    wrong, wider = measure_reports(file)["all"].values()
    assert (wrong["precision, number or name"]["k"], wrong["precision, number or name"]["n"]) == (2, 2)
    assert (wrong["recall, numbers and names"]["k"], wrong["recall, numbers and names"]["n"]) == (2, 3)
    assert wider["recall, numbers"]["k"] == 2


def test_the_league_is_all_teams_of_a_file() -> None:
    assert league_of([{"record": game()}]) == [("Northport", "Gulls"), ("Southfield", "Rams")]
