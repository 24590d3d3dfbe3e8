"""Tables with everything wrong that tables have."""

from collections.abc import Callable

import pytest

from assistant.catalog.loaders import table
from assistant.catalog.loaders.parsed import SourceFile
from assistant.catalog.loaders.table import DELIMITERS, header_of, read_table, sniff

Writing = Callable[[str, str | bytes], SourceFile]


@pytest.mark.parametrize("mark", DELIMITERS)
def test_any_delimiter_splits_alike(written: Writing, mark: str) -> None:
    file = written("a.csv", f'name{mark}weight\n"Tarn{mark} 2"{mark}1.9 kg\n')
    assert read_table(file).rows[0].cells == {"name": f"Tarn{mark} 2", "weight": "1.9 kg"}


def test_a_comma_inside_quotes_is_no_delimiter() -> None:
    assert sniff('"a, b, c, d";weight\n') == ";"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_name(written: Writing, encoding: str) -> None:
    file = written("a.csv", "name;preis\nKjel Kännchen;3\n".encode(encoding))
    assert read_table(file).rows[0].cells == {"name": "Kjel Kännchen", "preis": "3"}
    assert header_of(file.path.read_bytes()) == ("name", "preis")


def test_a_row_that_is_not_utf8_is_refused_by_number_and_the_others_are_read(written: Writing) -> None:
    file = written("a.csv", b"name,colour\nOne,red\nTwo,gr\xfcn\nThree,blue\n")
    read = read_table(file)
    assert [row.cells["name"] for row in read.rows] == ["One", "Three"]
    assert [(refusal.place, "UTF-8" in refusal.reason) for refusal in read.refused] == [("a.csv:3 [colour]", True)]


def test_a_decimal_comma_becomes_a_point(written: Writing) -> None:
    file = written("a.csv", "name;kg;preis\nA;1,9;1.299,00\nB;2,45;89,90\n")
    cells = [row.cells for row in read_table(file).rows]
    assert [(row["kg"], row["preis"]) for row in cells] == [("1.9", "1299.00"), ("2.45", "89.90")]


def test_two_numbers_in_a_cell_are_not_one_with_a_decimal_comma(written: Writing) -> None:
    file = written("a.csv", 'name,price,speed\nA,47.99,"5,6000"\nB,47.99,"4,320"\n')
    assert [row.cells["speed"] for row in read_table(file).rows] == ["5, 6000", "4, 320"]


def test_thousands_stay_as_they_are_written(written: Writing) -> None:
    file = written("a.csv", 'name,price\nA,"1,299.00"\nB,"12,500"\n')
    assert [row.cells["price"] for row in read_table(file).rows] == ["1,299.00", "12,500"]


def test_a_row_with_too_many_cells_is_refused_with_both_counts(written: Writing) -> None:
    read = read_table(written("a.csv", "name,weight\nTarn, the 2,1.9\nTarn 3,2\n"))
    assert [row.cells["name"] for row in read.rows] == ["Tarn 3"]
    assert read.refused[0].place == "a.csv:2"
    assert "3 cells where the header has 2" in read.refused[0].reason


def test_a_repeated_header_is_refused_and_the_first_is_kept(written: Writing) -> None:
    read = read_table(written("a.csv", "name,weight,weight\nTarn,1,2\n"))
    assert read.rows[0].cells == {"name": "Tarn", "weight": "1"}
    assert read.refused[0].place == "a.csv:1 [weight]"


def test_a_cell_too_large_costs_its_row_alone(written: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_FIELD", 1000)
    big = b"x" * 50_000  # a line longer than is ever held
    read = read_table(written("a.csv", b"name,text\nOne,a\nTwo," + big + b"\nThree,c\n"))
    assert [row.cells["name"] for row in read.rows] == ["One", "Three"]
    assert read.refused[0].place == "a.csv:3"


def test_a_quote_that_is_never_closed_is_refused(written: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_FIELD", 1000)
    lines = "".join(f"P{n},{n}\n" for n in range(400))
    read = read_table(written("a.csv", 'name,n\nOne,"1\n' + lines))
    assert read.refused
    assert any(row.cells["name"] == "P399" for row in read.rows)


def test_a_nul_byte_is_refused(written: Writing) -> None:
    read = read_table(written("a.csv", b"name,n\nOne,\x00\nTwo,2\n"))
    assert [row.cells["name"] for row in read.rows] == ["Two"]


@pytest.mark.parametrize("head", [b"", b"   \n", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_table_has_no_header(head: bytes) -> None:
    assert header_of(head) == ()
