"""A box score as a board of facts. The words of basketball reports live here and nowhere in the verifier."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from assistant.accuracy.board import Board, Column, Pairing, Scope, Vocabulary
from assistant.catalog.product import Source
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.values import Day, Quantity, Text

_PLAYER: Final = {
    "PTS": "points", "REB": "rebounds", "AST": "assists", "STL": "steals", "BLK": "blocks", "TO": "turnovers",
    "MIN": "minutes", "FGM": "field goals made", "FGA": "field goals attempted", "FG3M": "three-pointers made",
    "FG3A": "three-pointers attempted", "FTM": "free throws made", "FTA": "free throws attempted",
    "OREB": "offensive rebounds", "DREB": "defensive rebounds", "PF": "fouls", "FG_PCT": "field goal percentage",
    "FG3_PCT": "three-point percentage", "FT_PCT": "free throw percentage",
}  # fmt: skip
_TEAM: Final = {
    "TEAM-PTS": "points", "TEAM-REB": "rebounds", "TEAM-AST": "assists", "TEAM-TOV": "turnovers", "TEAM-WINS": "wins",
    "TEAM-LOSSES": "losses", "TEAM-FG_PCT": "field goal percentage", "TEAM-FG3_PCT": "three-point percentage",
    "TEAM-FT_PCT": "free throw percentage", "TEAM-PTS_QTR1": "first quarter", "TEAM-PTS_QTR2": "second quarter",
    "TEAM-PTS_QTR3": "third quarter", "TEAM-PTS_QTR4": "fourth quarter",
}  # fmt: skip
_FIELD: Final = ("FG", "field", "floor", "shooting", "overall")
_DEEP: Final = (
    "3Pt", "three - point", "3 - point", "deep", "long range", "beyond the arc", "behind the arc", "downtown", "three",
    "long distance",
)  # fmt: skip
_LINE: Final = ("FT", "free - throw line", "free throw line", "charity stripe", "the line", "foul line", "free throws")
_QUARTERS: Final = ("first quarter", "second quarter", "third quarter", "fourth quarter")

WORDS: Final = Vocabulary(
    columns=(
        Column("points", ("point",)),
        Column("rebounds", ("rebound", "board", "total rebound")),
        Column("offensive rebounds", ("offensive rebound", "offensive board")),
        Column("defensive rebounds", ("defensive rebound", "defensive board")),
        Column("assists", ("assist", "dime")),
        Column("steals", ("steal",)),
        Column("blocks", ("block", "blocked shot")),
        Column("turnovers", ("turnover",)),
        Column("minutes", ("minute",)),
        Column("fouls", ("foul", "personal foul")),
        Column("three-pointers made", ("three - pointer", "3 - pointer")),
        Column("field goal percentage", ("percent", "%"), _FIELD),
        Column("three-point percentage", ("percent", "%"), _DEEP),
        Column("free throw percentage", ("percent", "%"), _LINE),
    ),
    pairings=(
        Pairing("wins", "losses", is_bracketed=True),
        Pairing("field goals made", "field goals attempted", _FIELD),
        Pairing("three-pointers made", "three-pointers attempted", _DEEP),
        Pairing("free throws made", "free throws attempted", _LINE),
    ),
    scopes=(
        *(Scope((name, name.replace("quarter", "period")), (name,)) for name in _QUARTERS),
        Scope(("final quarter", "final period", "final 12 minutes"), _QUARTERS[3:]),
        Scope(("first half",), _QUARTERS[:2]),
        Scope(("second half", "final 24 minutes", "final two quarters"), _QUARTERS[2:]),
        Scope(("second and third quarters",), _QUARTERS[1:3]),
        Scope(("first three quarters",), _QUARTERS[:3]),
    ),
    contested="points",
    group="team",
    idioms=(
        "three - point", "3 - point", "double - double", "triple - double", "double - digit", "double digits",
        "double figures", "quadruple - double",
    ),
    opposing=(
        "defeated", "defeat", "beat", "outscored", "out - scored", "outscoring", "out - scoring", "against", "over",
        "held", "hosts", "host", "topped", "outlasted", "keep up with", "forced", "to the", "blew out", "face",
    ),
    winning=("defeated", "defeat", "beat", "topped", "outlasted", "blew out"),
    meeting=(
        "against", "play", "host", "hosts", "face", "face off with", "meet", "with", "take on", "await", "tangle with",
        "to", "battle",
    ),
    leading=(
        "led", "paced", "led the way for", "led by", "paced by", "topped", "were led by", "was led by", "for",
        "lead the way for",
    ),
    margins=("win", "victory", "loss", "defeat", "triumph", "rout"),
    moments=("run", "lead", "deficit", "advantage", "game", "cushion", "spurt"),
    ahead=(
        "will", "next game", "next up", "'s next", "their next", "next contest", "next , the", "upcoming", "await",
        "on deck", "look to", "travel", "head", "heads", "remain home", "return", "stay home", "back in action",
        "home again", "remain at home", "head home", "play host",
    ),
    earlier=(
        "last two", "last three", "last four", "last five", "last six", "last 10", "previous", "averaging", "career",
        "this season", "on the season", "streak", "in a row", "straight", "past", "per game", "season average",
        "in their last", "in his last", "over his last", "over the last", "trailed", "trailing", "at one point",
        "at times",
    ),
    summed=("combined", "combining"),
    asides=(
        "in the paint", "bench", "off turnovers", "fast break", "fast - break", "second - chance", "in transition",
        "leading to", "led to", "free throws", "of his", "of those", "of which",
    ),
    loose=(
        "by", "within", "than", "at least", "at most", "as many as", "nearly", "up", "down", "almost", "under", "sub",
        "by as much as", "by only", "by just", "by a",
    ),
    rank="points",
)  # fmt: skip


def board_of(row: Mapping[str, Any], league: Iterable[tuple[str, str]] = ()) -> Board:
    """The record of one game; `league`: (city, name) of the teams that reports may speak of."""
    record, place = row["record"], Source(f"sports.jsonl#{row['id']}", None, None)
    names: list[ProductName] = []
    facts: list[Fact] = []
    for side, line in (("home", record["home_line"]), ("vis", record["vis_line"])):
        name, city = record[f"{side}_name"], record[f"{side}_city"]
        names.append(ProductName(name, f"{city} {name}", "team", _said_of_team(city, name)))
        facts += _facts(name, line, _TEAM, place)
        day = datetime.strptime(record["day"], "%m_%d_%y").date()
        facts.append(Fact(f"{name}/day", name, "day", Day(day), day.isoformat(), place))
    own = {record["home_city"]: record["home_name"], record["vis_city"]: record["vis_name"]}
    names, facts = [*names], facts
    for player, cells, team in _players(record, own):
        names.append(ProductName(player, player, "player", _said_of_player(cells)))
        facts += _facts(player, cells, _PLAYER, place)
        facts.append(Fact(f"{player}/team", player, "team", Text(team), team, place))
    known = {name.id for name in names}
    strangers = [said for city, name in league if name not in known for said in (f"{city} {name}", name)]
    cities = {*own, *(("LA", "Los Angeles") if {"LA", "Los Angeles"} & set(own) else ())}
    strangers += [city for city, _ in league if city not in cities]
    return Board(Facts("", names, facts), WORDS, tuple(dict.fromkeys(strangers)))


def league_of(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Every team that some record of a file is about."""
    records = [row["record"] for row in rows]
    return sorted({(r[f"{side}_city"], r[f"{side}_name"]) for r in records for side in ("home", "vis")})


def _said_of_team(city: str, name: str) -> tuple[str, ...]:
    singular = name[:-1] if name.endswith("s") and not name.endswith("ss") else name
    cities = ("Los Angeles", "LA") if city in {"Los Angeles", "LA"} else (city,)
    return tuple(dict.fromkeys((name, singular, *cities, *(f"{said} {name}" for said in cities))))


def _said_of_player(cells: Mapping[str, str]) -> tuple[str, ...]:
    first, last = cells["FIRST_NAME"], cells["SECOND_NAME"]
    bare = last.removesuffix(" Jr.").removesuffix(" III")
    return tuple(dict.fromkeys((last, bare, f"{first} {bare}")))


def _players(record: Mapping[str, Any], own: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str], str]]:
    table = record["box_score"]
    for key, player in table["PLAYER_NAME"].items():
        cells = {column: values[key] for column, values in table.items() if key in values}
        yield player, cells, own.get(cells["TEAM_CITY"], cells["TEAM_CITY"])


def _facts(entity: str, cells: Mapping[str, str], columns: Mapping[str, str], place: Source) -> Iterator[Fact]:
    for column, attribute in columns.items():
        text = cells.get(column, "")
        if text.isdigit():
            amount = Decimal(text)
            value = Quantity(amount, "", "number", amount)
            yield Fact(f"{entity}/{attribute}", entity, attribute, value, text, place)
