"""Names of choices."""

import pytest

from assistant.facts.variants import plural


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("colour", "colours"),
        ("size", "sizes"),
        ("capacity", "capacities"),
        ("finish", "finishes"),
        ("sizes", "sizes"),
        ("key", "keys"),
    ],
)
def test_a_list_of_choices_is_named_in_the_plural(name: str, many: str) -> None:
    assert plural(name) == many
