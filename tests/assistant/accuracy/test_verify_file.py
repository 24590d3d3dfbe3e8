"""`truebrand verify`: one record and one text a line in, one judgement a line out."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.accuracy.records import facts_of
from assistant.accuracy.verify_file import read_rows, verify, verify_row
from assistant.errors import DataError

KETTLE = {
    "brand": "Osterfell",
    "itemWeight": {"unit": "pounds", "normalized_value": {"unit": "grams", "value": 907.18}, "value": 2.0},
    "item_dimensions": {
        "length": {"unit": "inches", "value": 8.0},
        "width": {"unit": "inches", "value": 6.0},
        "height": {"unit": "inches", "value": 10.5},
    },
    "capacity": "1.7 l",
    "is_dishwasher_safe": False,
    "batteries_included": True,
    "not_for_kids": False,
    "colors": ["steel", "matt black"],
    "total_usb_ports": 0,
    "case_type": "jewel_case",
}
TEXTS = [
    ("It weighs 2 pounds.", "correct"),
    ("It weighs 907 grams.", "correct"),
    ("It weighs 2 kilograms.", "wrong"),
    ("It weighs 3 pounds.", "wrong"),
    ("It is 8 inches long, 6 inches wide and 10.5 inches high.", "correct"),
    ('It is 8" long by 6" wide by 10.5" high.', "correct"),
    ("It is 8 inches long, 9 inches wide and 10.5 inches high.", "wrong"),
    ("The dimensions are 8 x 6 x 10.5 inches.", "correct"),
    ("The dimensions are 8 x 6 x 12 inches.", "wrong"),
    ("The capacity is 1.7 litres.", "correct"),
    ("The capacity is 1.7 gallons.", "wrong"),
    ("It is dishwasher safe.", "wrong"),
    ("It is not dishwasher safe.", "correct"),
    ("Batteries are not included.", "wrong"),
    ("Batteries are included.", "correct"),
    ("It is suited for kids.", "correct"),
    ("It is not suited for kids.", "wrong"),
    ("It has no USB ports.", "correct"),
    ("It has 2 USB ports.", "wrong"),
    ("It comes in a jewel case.", "correct"),
    ("The colors are steel and matt black.", "correct"),
    ("It is made in Norway.", "undecided"),
    ("It is loved by everyone.", "undecided"),
]


@pytest.mark.parametrize(("text", "verdict"), TEXTS, ids=[text for text, _ in TEXTS])
def test_a_text_is_judged_by_the_record_beside_it(text: str, verdict: str, tmp_path: Path) -> None:
    file = _write(tmp_path, {"id": 1, "product": KETTLE, "text": text})
    (row,) = read_rows(file)
    found = verify_row(row)
    assert found.verdict == verdict, found.findings


def test_a_record_becomes_facts_with_their_place() -> None:
    facts = {fact.attribute: fact for fact in facts_of(KETTLE, "answers.jsonl:3")}
    assert str(facts["item dimensions length"].value) == "8 in"
    assert str(facts["item dimensions"].value) == "8 x 6 x 10.5 in"
    assert str(facts["is dishwasher safe"].value) == "no"
    assert str(facts["item weight"].source) == "answers.jsonl:3 [itemWeight.normalized_value]" or str(
        facts["item weight"].source
    ).startswith("answers.jsonl:3 [itemWeight")
    assert facts["case type"].text == "jewel case"


def test_a_line_out_for_a_line_in_and_a_count_at_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _write(
        tmp_path,
        {"id": "a", "product": KETTLE, "text": "It weighs 3 pounds.", "label": "wrong"},
        {"id": "b", "product": KETTLE, "question": "How heavy is it?", "text": "2 pounds."},
    )
    verify(file, as_json=True)
    first, second, total = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["id"] == "a" and first["verdict"] == "wrong" and first["coverage"] == 1.0
    (claim,) = first["claims"]
    assert claim["span"] == [10, 18] and claim["attribute"] == "item weight" and claim["verdict"] == "wrong"
    assert claim["evidence"]["source"].startswith(f"{file}:1")
    assert second["verdict"] == "correct"
    assert total == {"texts": 2, "verdicts": {"wrong": 1, "correct": 1}}


BAD: list[tuple[bytes, str]] = [
    (b"not json\n", "not JSON"),
    (b'{"id": 1, "text": "It is red."}\n', "product: field required"),
    (b'{"id": 1, "product": "red", "text": "It is red."}\n', "product: "),
    (b'{"id": 1, "product": {}, "text": 3}\n', "text: "),
    (b'["a list"]\n', "the line: "),
    (b'{"id": 1, "product": {}, "text": "caf\xe9"}\n', "not UTF-8"),
    (b"[" * 100_000 + b"\n", "not JSON"),
]


@pytest.mark.parametrize(("line", "said"), BAD, ids=[said for _, said in BAD])
def test_a_bad_line_is_named_with_its_place(line: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_bytes(b'{"id": 0, "product": {}, "text": "Hello."}\n\n' + line)
    with pytest.raises(DataError, match=r"texts\.jsonl:3: ") as error:
        list(read_rows(file))
    assert said in str(error.value) and "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        list(read_rows(tmp_path / "none.jsonl"))
    with pytest.raises(DataError, match="cannot be read"):
        list(read_rows(tmp_path))


@pytest.mark.parametrize(
    "product",
    [
        {},
        {"a": None},
        {"a": []},
        {"a": {}},
        {"a": [[["b"]]]},
        {"": "x"},
        {"a": float("inf")},
        {"a": "x" * 50_000},
        {"1": 2},
    ],
    ids=repr,
)
def test_odd_records_decide_nothing(product: dict[str, Any], tmp_path: Path) -> None:
    (row,) = read_rows(_write(tmp_path, {"id": 1, "product": product, "text": "It weighs 2 kg."}))
    assert verify_row(row).verdict == "undecided"


def test_the_verb_has_its_help_in_the_first_line() -> None:
    import typer

    app = typer.Typer()
    app.command()(verify)
    shown = CliRunner().invoke(app, ["--help"])
    assert shown.exit_code == 0 and "Judge texts by the records beside them" in shown.output


def _write(folder: Path, *rows: dict[str, Any]) -> Path:
    file = folder / "texts.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file
