import os
from pathlib import Path
from typing import Any

from assistant import artifacts
from assistant.accuracy.report import CONFIGURATIONS, CONTRACT
from assistant.registry import Registry
from assistant.ui.reports import COLUMNS, ROWS, latest, newest


def report(model: str = "sample/v1") -> dict[str, Any]:
    rates = {key: {"k": 48, "n": 50} for key in CONTRACT}
    gate = {"passed": False, "reasons": ["2 wrong, at most 0"]}
    return {"model": model, "gate": gate, "configurations": {name: {"n": 50, **rates} for name in CONFIGURATIONS}}


def test_the_report_stands_in_a_frame_of_its_own_origin(tmp_path: Path) -> None:
    artifacts.write_json(tmp_path / "reports" / "a" / "report.json", report())
    artifacts.write_text(tmp_path / "reports" / "a" / "report.html", "<h1>All & every</h1>")
    page = latest(Registry(tmp_path), tmp_path / "reports")
    assert 'sandbox="allow-scripts" srcdoc="&lt;h1&gt;All &amp; every' in page


def test_without_a_page_the_figures_are_counts_and_the_gate_speaks_first(tmp_path: Path) -> None:
    artifacts.write_json(tmp_path / "reports" / "a" / "report.json", report())
    page = latest(Registry(tmp_path), tmp_path / "reports")
    assert "The gate said no to sample/v1." in page and "2 wrong, at most 0" in page
    assert "96.0 %" in page and "48 of 50" in page


def test_no_report_says_how_to_make_one(tmp_path: Path) -> None:
    assert "truebrand check" in latest(Registry(tmp_path), tmp_path / "reports")


def test_a_broken_report_is_named_and_the_page_lives(tmp_path: Path) -> None:
    artifacts.write_text(tmp_path / "reports" / "a" / "report.json", "{")
    assert "cannot be shown" in latest(Registry(tmp_path), tmp_path / "reports")


def test_without_a_live_version_the_newest_report_counts(tmp_path: Path) -> None:
    for name, age in (("old", 100), ("new", 200)):
        path = tmp_path / "reports" / name / "report.json"
        artifacts.write_json(path, report(name))
        os.utime(path, (age, age))
    found = newest(Registry(tmp_path), tmp_path / "reports")
    assert found is not None and found.parent.name == "new"


def test_a_file_that_is_no_report_says_what_to_do(tmp_path: Path) -> None:
    artifacts.write_json(tmp_path / "reports" / "a" / "report.json", {"gate": {}})
    assert "run `truebrand check` again" in latest(Registry(tmp_path), tmp_path / "reports")


def test_every_row_and_column_of_a_report_has_words() -> None:
    assert set(ROWS) == set(CONFIGURATIONS)
    assert set(COLUMNS) == set(CONTRACT)
