"""Specifications found in documents."""

from assistant.catalog.loaders.documents import document_of
from assistant.catalog.loaders.markdown import blocks_of_markdown
from assistant.catalog.loaders.parsed import SpecGroup
from assistant.catalog.loaders.specs import spec_groups
from assistant.catalog.product import Source


def _groups(text: str, *, title: str = "Lykta", path: str = "docs/lykta.md", **front: object) -> tuple[SpecGroup, ...]:
    blocks = blocks_of_markdown(text)
    return spec_groups(document_of("d", title, blocks, Source(path), front), blocks, front)


def _stated(group: SpecGroup) -> dict[str, str]:
    return {value.name: value.text for value in group.values}


SHEET = (
    "## Specifications\n\n- **Weight:** 210 g\n- **Battery:**\n  - 2600 mAh\n  - removable\n- **Brightness**: 250 lm\n"
)


def test_items_with_a_key_in_bold_are_a_data_sheet_with_lines() -> None:
    (group,) = _groups(SHEET)
    assert group.is_product
    assert group.headings == ("Lykta",)
    assert _stated(group) == {"Weight": "210 g", "Battery": "2600 mAh\nremovable", "Brightness": "250 lm"}
    assert [value.source.line for value in group.values] == [3, 4, 7]


def test_lines_with_a_key_count_as_well() -> None:
    (group,) = _groups("Weight: 210 g\n\nBattery life: 40 h\n\nBrightness: 250 lm\n\nColour: sand\n")
    assert _stated(group)["Battery life"] == "40 h"


def test_items_below_items_stay_on_the_line_of_theirs() -> None:
    (group,) = _groups("- **Connectors:**\n  - USB-C\n  - Antenna:\n    - U.FL\n    - SMA\n")
    assert _stated(group) == {"Connectors": "USB-C\nAntenna: U.FL, SMA"}


def test_a_heading_inside_names_another_product() -> None:
    groups = _groups(
        "## V1\n\n- Aa: 1 g\n- Bb: 2 g\n- Cc: 3 g\n- Dd: 4 g\n\n## V2\n\n- Aa: 2 g\n- Bb: 2 g\n- Cc: 3 g\n- Dd: 4 g\n"
    )
    assert [group.headings for group in groups] == [("Lykta", "V1"), ("Lykta", "V2")]
    assert all(group.is_product for group in groups)


def test_a_table_of_two_columns_is_keys_and_values() -> None:
    (group,) = _groups("## Specs\n\n| | |\n|---|---|\n| Weight | 210 g |\n| Range | 60 m |\n| Modes | 3 |\n")
    assert _stated(group) == {"Weight": "210 g", "Range": "60 m", "Modes": "3"}


def test_a_table_with_a_product_a_column_states_each() -> None:
    rows = "".join(f"| {key} | {n} g | {n + 1} g |\n" for n, key in enumerate(["Weight", "Fill", "Load", "Tare"]))
    groups = _groups(f"| Feature | Lykta 2 | Lykta 3 |\n|---|---|---|\n{rows}")
    assert [(group.headings[-1], _stated(group)["Weight"]) for group in groups] == [
        ("Lykta 2", "0 g"),
        ("Lykta 3", "1 g"),
    ]


def test_a_reference_of_parameters_is_no_product() -> None:
    rows = "".join(f"| key{n} | text | what {n} does |\n" for n in range(5))
    assert not _groups(f"| Property | Type | Description |\n|---|---|---|\n{rows}")


def test_a_blank_key_repeats_the_one_above_only_in_a_row_that_starts_blank() -> None:
    rows = ["Boot | Max | 1 | 2", " | Avg | 3 | 4", "Halt | | 5 | 6", "Idle | Avg | 7 | 8"]
    text = "| | | A1 | B2 |\n|---|---|---|---|\n" + "".join(f"| {row} |\n" for row in rows)
    assert _stated(_groups(text)[0]) == {"Boot Max": "1", "Boot Avg": "3", "Halt": "5", "Idle Avg": "7"}


def test_a_policy_has_no_specifications() -> None:
    assert not _groups(SHEET, title="Privacy policy", path="privacy.md")


def test_specs_in_front_matter_are_attributes() -> None:
    (group,) = _groups("Text.\n", product="Lykta", specs={"weight": "210 g", "modes": 3, "nested": {"a": 1}})
    assert _stated(group) == {"weight": "210 g", "modes": "3"}


def test_a_document_for_staff_gives_no_facts() -> None:
    assert not _groups(SHEET, access="staff")


def test_front_matter_that_names_a_product_makes_a_line_enough() -> None:
    (group,) = _groups("Weight: 210 g\n", title="Care guide", product="Lykta Mini")
    assert (group.headings, group.is_product) == (("Lykta Mini",), True)


def test_prose_with_a_colon_is_no_value() -> None:
    assert not _groups(
        "Note: this is important.\n\nSee also: [the guide](x.md)\n\nYou need three things: a, b and c.\n"
    )
