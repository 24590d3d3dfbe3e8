"""Attribute names as people say them."""

import pytest

from assistant.facts.naming import Named, attribute_names, is_bare, slugged, with_unit


@pytest.mark.parametrize(
    ("raw", "texts", "named"),
    [
        ("Weight (g)", ["1900"], Named("weight", "g")),
        ("Weight, kg", ["1.9"], Named("weight", "kg")),
        ("Length [mm]", ["12"], Named("length", "mm")),
        ("Recycled content (%)", ["30"], Named("recycled content", "%")),
        ("battery_life_h", ["40", "36.5"], Named("battery life", "h")),
        ("Maximum exposure time (seconds)", ["112"], Named("maximum exposure time", "s")),
        ("batteryLife", ["40 h"], Named("battery life")),
        ("WiFi", ["yes"], Named("wifi")),
        ("LoRa Transceiver:", ["SX1262"], Named("lora transceiver")),
        ("max_dpi", ["18000"], Named("max dpi")),
        ("price_per_gb", ["0.08"], Named("price per gb")),
        ("built_in", ["1"], Named("built in")),
        ("usb_c", ["1"], Named("usb c")),
        ("Field of View (FoV)", ["66 degrees"], Named("field of view")),
        ("内存：", ["8GB"], Named("内存")),
    ],
)
def test_a_name_and_the_unit_it_states(raw: str, texts: list[str], named: Named) -> None:
    assert attribute_names({raw: texts}) == {raw: named}


def test_the_last_part_of_a_path_is_enough_when_it_is_unique() -> None:
    names = attribute_names({"Memory / SRAM": ["1"], "CPU / Clock": ["1 GHz"], "Bus / Clock": ["1 MHz"]})
    assert {raw: item.name for raw, item in names.items()} == {
        "Memory / SRAM": "sram",
        "CPU / Clock": "cpu clock",
        "Bus / Clock": "bus clock",
    }


def test_a_remark_in_brackets_stays_where_it_tells_two_names_apart() -> None:
    names = attribute_names({"Weight (packed)": ["1 kg"], "Weight (fly)": ["1 kg"]})
    assert [item.name for item in names.values()] == ["weight (packed)", "weight (fly)"]


@pytest.mark.parametrize("text", ["12", "1,299.00", "9 x 5 x 5", "60 to 100", "-6", "< 10"])
def test_bare_numbers_take_the_unit_of_their_column(text: str) -> None:
    assert is_bare(text)
    assert with_unit(text, "cm") == f"{text} cm"


@pytest.mark.parametrize("text", ["12 cm", "up to 12", "", "one"])
def test_other_texts_do_not(text: str) -> None:
    assert with_unit(text, "cm") == text


def test_a_name_in_an_id_has_no_blanks() -> None:
    assert slugged("Battery life (h)") == "battery-life-h"
