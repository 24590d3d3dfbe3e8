"""Values out of product text, and whether a claimed one agrees with a stated one."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.facts.quantities import Agreement, agree, parse_value, scan
from assistant.facts.units import UNITS, Unit, base_unit, find_unit
from assistant.facts.values import Boolean, Bound, Code, Day, Dimensions, Interval, Listing, Money, Quantity, Text

CELLS = [
    ("€349.00", "349.00 EUR"),
    ("349,00 €", "349.00 EUR"),
    ("EUR 1.299,00", "1299.00 EUR"),
    ("1.299 €", "1299 EUR"),
    ("$1,299", "1299 USD"),
    ("£20", "20 GBP"),
    ("49.80 USD", "49.80 USD"),
    ("1\u00a0299,50 €", "1299.50 EUR"),
    ("$1.2k", "1200 USD"),
    ("99 cents", "0.99 USD"),
    ("$20-$30", "20 USD to 30 USD"),
    ("3-5 business days", "3 business day to 5 business day"),
    ("from 10 to 20 °C", "10 °C to 20 °C"),
    ("-20 °C to 60 °C", "-20 °C to 60 °C"),
    ("−20C to 60C", "-20 °C to 60 °C"),
    ("between 4 and 7 years", "4 year to 7 year"),
    ("up to 40 h", "up to 40 h"),
    ("at least 3 l", "at least 3 l"),
    ("max. 12 kg", "up to 12 kg"),
    ("≥ 5 m", "at least 5 m"),
    ("50+ hours", "at least 50 h"),
    ("5.5 x 3 x 0.4 in", "5.5 x 3 x 0.4 in"),
    ("30 × 20 × 5 cm", "30 x 20 x 5 cm"),
    ("30 cm by 20 cm", "30 x 20 cm"),
    ("1920 x 1080 pixels", "1920 x 1080 px"),
    ("4''*3''*1''", "4 x 3 x 1 in"),
    ("24 months", "24 month"),
    ("2 years", "2 year"),
    ("half a litre", "0.5 l"),
    ("2½ hours", "2.5 h"),
    ("1 1/2 cups", "1.5 cup"),
    ("4 and a half inches", "4.5 in"),
    ("1/4 inch", "0.25 in"),
    ("6 ft 2 in", "74 in"),
    ("1.5K", "1500"),
    ("10 million", "10000000"),
    ("2700K", "2700 K"),
    ("5,000 mAh", "5000 mAh"),
    ("10 000 mAh", "10000 mAh"),
    ("4 pockets", "4 pocket"),
    ("2 people", "2 person"),
    ("twelve hooks", "12 hook"),
    ("one hundred and twenty days", "120 day"),
    ("1,5 kg", "1.5 kg"),
    ("0,125 l", "0.125 l"),
    ("1.9 kg (4.2 lb)", "1.9 kg"),
    ("450 g/m²", "450 g/m²"),
    ("12 fl oz", "12 fl oz"),
    ("8 MP", "8 MP"),
    ("60 fps", "60 fps"),
    ("1 October 2025", "2025-10-01"),
    ("Oct. 1st, 2025", "2025-10-01"),
    ("31.12.2025", "2025-12-31"),
    ("yes", "yes"),
    ("False", "no"),
    ("IP68", "IP68"),
    ("USB Type-C", "USB-C"),
    ("USB-C", "USB-C"),
    ("5G", "5G"),
    ("1080p", "1080p"),
    ("4K", "4K"),
    ("Wi-Fi 6E", "Wi-Fi 6E"),
    ("Bluetooth 5.3", "Bluetooth 5.3"),
    ("AAA", "AAA"),
    ("Black, Red and Blue", "Black, Red, Blue"),
    ("100% organic cotton", "100% organic cotton"),
    ("", ""),
]
KINDS = [
    ("5G", Code),
    ("5 g", Quantity),
    ("1080p", Code),
    ("4K", Code),
    ("24/7", Text),
    ("03/04/2025", Text),
    ("2 in the box", Text),
    ("12 V", Quantity),
    ("Size 8 M", Text),
    ("€5", Money),
    ("-20 to 60 °C", Interval),
    ("under 5 m", Bound),
    ("no", Boolean),
    ("2 x 3 x 4 cm", Dimensions),
    ("2025-01-31", Day),
    ("2025-02-31", Text),
    ("red, blue", Listing),
    ("two-year warranty", Text),
]


@pytest.mark.parametrize(("cell", "shown"), CELLS)
def test_a_cell_is_read_as_people_read_it(cell: str, shown: str) -> None:
    assert str(parse_value(cell)) == shown


@pytest.mark.parametrize(("cell", "kind"), KINDS)
def test_a_cell_has_the_kind_it_should(cell: str, kind: type) -> None:
    value = parse_value(cell)
    assert isinstance(value, kind), value


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    assert str(parse_value("1,9", attribute="weight (kg)")) == "1.9 kg"
    assert str(parse_value("290", attribute="weight_g")) == "290 g"
    assert str(parse_value("40", unit_hint="h")) == "40 h"
    assert str(parse_value("60", attribute="recycled content percentage")) == "60 %"
    assert str(parse_value("349.00", attribute="price", currency="EUR")) == "349.00 EUR"
    assert str(parse_value("349.00", attribute="doors", currency="EUR")) == "349.00"


def test_a_list_is_closed_where_its_name_says_that_it_is_all() -> None:
    colours, uses = parse_value("Ash, Clay", attribute="colours"), parse_value("Ash, Clay", attribute="woods")
    assert isinstance(colours, Listing) and colours.closed
    assert isinstance(uses, Listing) and not uses.closed
    more = parse_value("Ash, Clay and more", attribute="colours")
    assert isinstance(more, Listing) and not more.closed


def test_running_text_gives_values_with_their_places() -> None:
    text = "It weighs about 1.9 kg, costs €349.00 and lasts up to 40 hours; the 90s, the X100 and 24/7 are no values."
    found = scan(text)
    assert [(text[item.start : item.end], str(item.value), item.hedged) for item in found] == [
        ("about 1.9 kg", "1.9 kg", True),
        ("€349.00", "349.00 EUR", False),
        ("up to 40 hours", "up to 40 h", False),
    ]


def test_a_dollar_is_the_catalogs_dollar() -> None:
    assert [str(item.value) for item in scan("It is $5.", currency="CAD")] == ["5 CAD"]
    assert [str(item.value) for item in scan("It is $5.", currency="EUR")] == ["5 USD"]


AGREEMENTS = [
    ("1.9 kg", "1900 g", "agrees"),
    ("1.9 kg", "1.9 kg", "agrees"),
    ("1.8 kg", "1.9 kg", "disagrees"),
    ("2 kg", "1.9 kg", "inexact"),
    ("4 h", "3.5 h", "disagrees"),
    ("4.2 lb", "1.9 kg", "agrees"),
    ("5 lb", "1.9 kg", "disagrees"),
    ("15 cm", "15.24 cm", "agrees"),
    ("6 in", "15.24 cm", "agrees"),
    ("32 °F", "0 °C", "agrees"),
    ("100 °F", "40 °C", "disagrees"),
    ("24 months", "2 years", "agrees"),
    ("30 days", "1 month", "incomparable"),
    ("2 weeks", "14 days", "agrees"),
    ("5 business days", "5 days", "incomparable"),
    ("€349", "€349.00", "agrees"),
    ("€349.01", "€349.00", "disagrees"),
    ("$349.00", "€349.00", "disagrees"),
    ("$380.00", "€349.00", "incomparable"),
    ("3-5 days", "3 to 5 days", "agrees"),
    ("4 days", "3-5 days", "narrower"),
    ("6-8 days", "3-5 days", "disagrees"),
    ("2-8 days", "3-5 days", "inexact"),
    ("3-8", "3-8 years", "agrees"),
    ("4-9", "3-8 years", "inexact"),
    ("up to 5 days", "3-5 days", "agrees"),
    ("up to 40 h", "up to 40 h", "agrees"),
    ("up to 50 h", "up to 40 h", "disagrees"),
    ("50 h", "up to 40 h", "disagrees"),
    ("40 h", "up to 40 h", "inexact"),
    ("under 2 h", "132 min", "incomparable"),
    ("under 2 h", "200 min", "disagrees"),
    ("20 x 30 x 5 cm", "30 x 20 x 5 cm", "agrees"),
    ("20 x 30 cm", "30 x 20 x 5 cm", "narrower"),
    ("20 x 31 x 5 cm", "30 x 20 x 5 cm", "disagrees"),
    ("24.75 x 65 x 25 in", "24.75 x 65 x 25 in", "agrees"),
    ("IPX4", "IPX7", "disagrees"),
    ("USB-C", "IPX7", "incomparable"),
    ("UPF 50+", "UPF50+", "agrees"),
    ("yes", "no", "disagrees"),
    ("2 pockets", "3", "disagrees"),
    ("75 oz", "75", "inexact"),
    ("12 oz", "12 fl oz", "agrees"),
    ("2 kg", "2 l", "incomparable"),
    ("red", "blue", "incomparable"),
    ("Stainless steel", "stainless-steel", "agrees"),
    ("2016", "6 May 2016", "agrees"),
]


@pytest.mark.parametrize(("claimed", "stated", "expected"), AGREEMENTS)
def test_a_claim_agrees_with_what_is_stated(claimed: str, stated: str, expected: str) -> None:
    assert agree(parse_value(claimed), parse_value(stated)) is Agreement(expected)


def test_about_reaches_five_percent_and_never_a_price() -> None:
    assert agree(parse_value("1.95 kg"), parse_value("1.9 kg"), hedged=True) is Agreement.AGREES
    assert agree(parse_value("2.2 kg"), parse_value("1.9 kg"), hedged=True) is Agreement.DISAGREES
    assert agree(parse_value("€350"), parse_value("€349"), hedged=True) is Agreement.INEXACT
    assert agree(parse_value("€400"), parse_value("€349"), hedged=True) is Agreement.DISAGREES
    assert agree(parse_value("25 months"), parse_value("24 months"), hedged=True, strict=True) is Agreement.DISAGREES


amounts = st.decimals(min_value=0, max_value=10**6, places=2)
units = st.sampled_from([unit for unit in UNITS if unit.symbol not in {"in", "ft", "BTU/h"}])


@given(amounts, units)
def test_parse_reads_back_what_str_writes(amount: Decimal, unit: Unit) -> None:
    quantity = Quantity(amount, unit.symbol, unit.dimension, unit.to_base(amount))
    assume(unit.symbol not in {"ct", "fill power", "K"})
    assert parse_value(str(quantity)) == quantity


@given(amounts, st.sampled_from(["EUR", "USD", "GBP", "CHF", "SEK"]))
def test_money_reads_back_what_str_writes(amount: Decimal, currency: str) -> None:
    assert parse_value(str(Money(amount, currency))) == Money(amount, currency)


@given(amounts)
def test_a_unit_is_its_factor_times_the_base_unit(amount: Decimal) -> None:
    kilograms, grams = parse_value(f"{amount} kg"), parse_value(f"{amount * 1000} g")
    assert isinstance(kilograms, Quantity) and isinstance(grams, Quantity)
    assert kilograms.base == grams.base
    assert agree(kilograms, grams) is Agreement.AGREES


pairs = st.sampled_from(
    [(one, other) for one in UNITS for other in UNITS if one.dimension == other.dimension and one != other]
)


@given(st.decimals(min_value=1, max_value=10**5, places=1), pairs)
def test_a_converted_amount_agrees_when_it_shows_enough_digits(amount: Decimal, pair: tuple[Unit, Unit]) -> None:
    one, other = pair
    converted = other.from_base(one.to_base(amount))
    shown = converted.quantize(Decimal(1).scaleb(converted.adjusted() - 6))
    claimed = Quantity(shown, other.symbol, other.dimension, other.to_base(shown))
    stated = Quantity(amount, one.symbol, one.dimension, one.to_base(amount))
    assert agree(claimed, stated) is Agreement.AGREES


@given(st.text(max_size=80))
def test_no_text_breaks_the_scanner(text: str) -> None:
    for item in scan(text):
        assert 0 <= item.start < item.end <= len(text)
    parse_value(text)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: f"{unit.dimension} {unit.symbol}")
def test_every_unit_is_found_by_its_symbol_and_has_a_base(unit: Unit) -> None:
    assert base_unit(unit.dimension)
    assert unit.from_base(unit.to_base(Decimal(7))).quantize(Decimal("0.0001")) == 7
    if unit.symbol not in {"ct", "fill power"}:
        assert find_unit(unit.symbol) == unit


def test_case_tells_units_apart_only_where_it_must() -> None:
    watts, many, few = find_unit("W"), find_unit("MW"), find_unit("mW")
    assert watts and many and few and len({watts, many, few}) == 3
    assert find_unit("KG") == find_unit("kg") and find_unit("mw") is None
    assert find_unit("M") is None and find_unit("parsec") is None
