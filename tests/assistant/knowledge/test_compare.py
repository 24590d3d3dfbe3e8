from datetime import date
from decimal import Decimal

import pytest

from assistant.facts.values import Boolean, Bound, Day, Interval, Quantity, Text, Value
from assistant.knowledge.compare import ordered, place, rank, word
from tests.assistant.facts.invented import euros, fact, mass


def hours(number: int) -> Quantity:
    return Quantity(Decimal(number), "h", "time", Decimal(number) * 3600)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (mass("1.9"), mass("2.4")),
        (euros("9.90"), euros("10")),
        (Bound("max", hours(40)), Bound("max", hours(60))),
        (Interval(mass("1"), mass("2")), mass("2.5")),
        (Day(date(2024, 1, 1)), Day(date(2025, 1, 1))),
    ],
)
def test_values_on_one_scale_are_put_in_order(less: Value, more: Value) -> None:
    facts = [fact("b", "x", more, ""), fact("a", "x", less, "")]
    assert ordered(facts) == facts[::-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (mass("1"), hours(1)),
        (Bound("max", hours(40)), hours(30)),
        (Bound("max", hours(40)), Bound("min", hours(30))),
        (Interval(mass("1"), mass("3")), mass("2")),
        (Text("light"), mass("1")),
        (Boolean(True), Boolean(False)),
    ],
)
def test_values_that_cannot_be_put_in_order_are_not(one: Value, other: Value) -> None:
    assert ordered([fact("a", "x", one, ""), fact("b", "x", other, "")]) is None


def test_a_ranking_keeps_the_scale_of_the_most() -> None:
    facts = [fact("a", "x", mass("2"), ""), fact("b", "x", hours(1), ""), fact("c", "x", mass("1"), "")]
    assert [found.product for _, found in rank(facts)] == ["c", "a"]


def test_units_do_not_matter() -> None:
    grams = Quantity(Decimal(1900), "g", "mass", Decimal(1900))
    assert place(grams) == place(mass("1.9"))


def test_words_of_an_order() -> None:
    assert word("weight", "item weight", is_more=False, is_most=False) == "lighter"
    assert word("price", "price", is_more=True, is_most=True) == "most expensive"
    assert word(None, "fill weight", is_more=True, is_most=False) == "higher in fill weight"
