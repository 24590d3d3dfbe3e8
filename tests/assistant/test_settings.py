"""A table is read as its schema says, or refused with what was expected."""

from dataclasses import dataclass, fields
from typing import Any, Literal, get_origin

import pytest

import assistant.config
import training.config
from assistant.errors import ConfigError
from assistant.settings import Positive, Share, read_section


@dataclass(frozen=True)
class Section:
    name: str
    rank: Positive = 1
    part: Share = 0.5
    rate: float = 1.0
    way: Literal["up", "down"] = "up"
    words: tuple[str, ...] = ()


def test_what_is_given_replaces_the_default() -> None:
    table = {"name": "a", "rank": 3, "part": 1, "rate": 2, "way": "down", "words": ["x"]}
    assert read_section("f: [s]", Section, table) == Section("a", 3, 1.0, 2.0, "down", ("x",))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "f: [s] has no name; write one"),
        ({"nmae": "a"}, "f: [s]: unknown key 'nmae'; did you mean 'name'?"),
        ({"rank": 0}, "rank is 0; expected 1 or more"),
        ({"rank": True}, "rank is True; expected int"),
        ({"rank": 1.5}, "rank is 1.5; expected int"),
        ({"part": 1.01}, "part is 1.01; expected 0 to 1"),
        ({"rate": -1}, "rate is -1.0; expected 0 or more"),
        ({"rate": "fast"}, "rate is 'fast'; expected float"),
        ({"way": "left"}, "way is 'left'; expected one of up, down"),
        ({"way": 1}, "way is 1; expected str"),
        ({"words": "x"}, "words is 'x'; expected a list of texts"),
    ],
)
def test_a_value_of_another_type_or_range_is_refused(given: dict[str, Any], said: str) -> None:
    table = given if not given or "nmae" in given else {"name": "a", **given}
    with pytest.raises(ConfigError) as caught:
        read_section("f: [s]", Section, table)
    assert said in str(caught.value)


@pytest.mark.parametrize("schema", [*assistant.config.SECTIONS.values(), *training.config.SECTIONS.values()])
def test_every_schema_in_use_takes_its_own_defaults(schema: type[Any]) -> None:
    needed = {"name": "Acme"} if schema is assistant.config.BrandSection else {}
    made = read_section("f", schema, needed)
    given = {item.name: getattr(made, item.name) for item in fields(schema)}
    table = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    assert read_section("f", schema, table) == made
    assert all(get_origin(item.type) is not None or item.type in (str, int, float) for item in fields(schema))
