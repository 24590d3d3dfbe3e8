"""The verb: what it prints, what it saves, and what happens on bad input."""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog.product import Source
from assistant.cli import main
from assistant.facts.storage import load_facts

SAMPLE = Path(str(files("assistant"))) / "sample"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUEBRAND_HOME", str(tmp_path / "var"))


def _shop(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "corner-shop"
    folder.mkdir()
    for name, text in texts.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return folder


def _last_line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out.rstrip("\n").rpartition("\n")[2])
    return found


def test_json_is_the_last_line_with_every_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _shop(tmp_path, a_csv="name,size,price\nTarn,S,24\nTarn,M,32\n,,1\n", care_md="# Care\n\nCold water.\n")
    assert main(["ingest", str(folder), "--json"]) == 0
    report = _last_line(capsys)
    assert report["sources"][0] == {
        "path": "a.csv",
        "format": "table",
        "read": 2,
        "refused": [{"place": "a.csv:4 [name]", "reason": "no name; a product needs one"}],
    }
    counts = {key: report[key] for key in ("products", "variants", "offers", "passages", "contradictions")}
    assert counts == {"products": 1, "variants": 2, "offers": 2, "passages": 1, "contradictions": 0}
    assert report["facts"] == len(load_facts(tmp_path / "var/catalog"))


def test_a_contradiction_is_printed_with_both_values_and_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _shop(tmp_path, a_csv="name,weight\nTarn,2.6 kg\n", b_csv="name,weight\nTarn,2450 g\n")
    assert main(["ingest", str(folder)]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("contradiction"))
    assert all(part in line for part in ("Tarn", "weight", "'2.6 kg' in a.csv:2", "'2450 g' in b.csv:2"))


def test_a_folder_without_a_brand_file_gets_one_named_after_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _shop(tmp_path, a_csv="name,shipping\nTarn,$5\n")
    assert main(["ingest", str(folder)]) == 0
    written = (tmp_path / "var/brand.toml").read_text(encoding="utf-8")
    assert 'name = "Corner Shop"' in written and 'currency = "USD"' in written
    assert "no brand.toml" in capsys.readouterr().err


def test_without_sources_those_of_the_brand_file_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    brand = '[brand]\nname = "Shop"\n[sources]\npaths = ["a.csv"]\n'
    folder = _shop(tmp_path, a_csv="name\nTarn\n", b_csv="name\nBrann\n", brand_toml=brand)
    monkeypatch.chdir(folder)
    assert main(["ingest", "--json"]) == 0
    assert [source["path"] for source in _last_line(capsys)["sources"]] == ["a.csv"]


@pytest.mark.parametrize("paths", ['["../outside.csv"]', '["/etc"]'])
def test_a_brand_file_may_not_read_outside_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], paths: str
) -> None:
    monkeypatch.chdir(_shop(tmp_path, brand_toml=f'[brand]\nname = "Shop"\n[sources]\npaths = {paths}\n'))
    assert main(["ingest"]) == 2
    assert "leaves the folder" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["nothing.csv"], ["."], ["a.csv", "--brand", "nothing.toml"]])
def test_bad_input_is_one_line_and_exit_code_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    (tmp_path / "a.csv").write_text("country,rate\nUS,8\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["ingest", *arguments]) == 2
    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1


def test_a_failed_ingest_leaves_the_catalog_before_it(tmp_path: Path) -> None:
    folder = _shop(tmp_path, a_csv="name,weight\nTarn,1 kg\n")
    assert main(["ingest", str(folder)]) == 0
    (folder / "a.csv").write_text("country,rate\nUS,8\n", encoding="utf-8")
    assert main(["ingest", str(folder)]) == 2
    assert load_facts(tmp_path / "var/catalog").get("tarn", "weight") is not None


def test_the_sample_brand_is_read_with_its_three_contradictions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", str(SAMPLE), "--json"]) == 0
    report = _last_line(capsys)
    assert (report["products"], report["contradictions"]) == (76, 3)
    assert report["facts"] >= 800
    assert not [source for source in report["sources"] if source["refused"]]
    facts = load_facts(tmp_path / "var/catalog")
    assert all(isinstance(fact.source, Source) and fact.source.line for fact in facts)


def _ingest(home: Path, source: Path, **more: Any) -> subprocess.Popen[str]:
    """The verb as a process of its own."""
    command = [sys.executable, "-m", "assistant", "ingest", str(source)]
    environment = os.environ | {"TRUEBRAND_HOME": str(home)}
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def _small_disk() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


@pytest.mark.slow
def test_a_disk_that_fills_up_is_one_line_and_the_same_command_goes_on(tmp_path: Path) -> None:
    home, sample = tmp_path / "home", Path(str(files("assistant").joinpath("sample")))
    _, error = (full := _ingest(home, sample, preexec_fn=_small_disk)).communicate(timeout=240)
    assert full.returncode == 2 and error.startswith("error: ") and error.count("\n") == 1
    assert "cannot be written" in error and "free the disk" in error
    assert [path.name for path in home.iterdir()] == []
    again = _ingest(home, sample)
    again.communicate(timeout=240)
    assert again.returncode == 0


@pytest.mark.slow
def test_killed_at_any_moment_the_same_command_goes_on_and_leaves_nothing_half(tmp_path: Path) -> None:
    home, sample = tmp_path / "home", Path(str(files("assistant").joinpath("sample")))
    for moment in (0.4, 0.8, 1.2, 1.6):
        killed = _ingest(home, sample)
        with contextlib.suppress(subprocess.TimeoutExpired):
            killed.wait(moment)
        killed.kill()
        killed.communicate()
    last = _ingest(home, sample)
    last.communicate(timeout=240)
    assert last.returncode == 0
    assert not [path.name for path in home.rglob(".*")]
    assert len(load_facts(home / "catalog").products) == 76
