"""The verb from end to end: probes out, answers in, a report, and an exit code."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import assistant
from assistant import artifacts
from assistant.accuracy import suite
from assistant.accuracy.suite import Probe
from assistant.cli import main
from assistant.knowledge.knowledge import Knowledge
from assistant.registry import Registry
from tests.assistant.accuracy.gold import true_answer

SAMPLE = Path(assistant.__file__).parent / "sample"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ingested: Path) -> Path:
    """A home of its own that shares the ingested sample brand."""
    for name in ("catalog", "index"):
        (tmp_path / name).symlink_to(ingested / name)
    monkeypatch.setenv("TRUEBRAND_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUEBRAND_HOME", str(home))
        assert main(["ingest", str(SAMPLE)]) == 0
    return home


def export(home: Path, limit: int) -> list[Probe]:
    assert main(["check", "--export-probes", str(home / "probes.jsonl"), "--limit", str(limit)]) == 0
    return suite.load(home / "probes.jsonl")


def answer_all(home: Path, probes: list[Probe], say: Callable[[int, Probe], str | None]) -> Path:
    answers = [(probe.id, say(place, probe)) for place, probe in enumerate(probes)]
    path = home / "answers.jsonl"
    artifacts.write_jsonl(path, [{"id": name, "answer": text} for name, text in answers if text is not None])
    return path


def last_line(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_true_answers_pass_and_are_counted(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    knowledge = Knowledge.load(home)
    probes = export(home, 120)
    path = answer_all(home, probes, lambda _, probe: true_answer(probe, knowledge))
    assert main(["check", "--model", str(path), "--limit", "120", "--json"]) == 0
    printed = last_line(capsys)
    num_silent = sum(probe.expected.is_abstention for probe in probes)
    (found,) = printed["configurations"].values()
    assert list(printed["configurations"]) == ["finetuned+retrieval+guard"]
    assert found["correct"] == {"k": 120 - num_silent, "n": 120 - num_silent}
    assert found["right_abstention"] == {"k": num_silent, "n": num_silent}
    assert found["wrong"] == {"k": 0, "n": 120}
    assert printed["gate"] == {"passed": True, "reasons": []}


def test_one_answer_in_four_missing_shuts_the_gate_and_the_report_is_written_all_the_same(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    knowledge = Knowledge.load(home)
    probes = export(home, 40)
    path = answer_all(home, probes, lambda place, probe: None if place % 4 == 0 else true_answer(probe, knowledge))
    assert main(["check", "--model", str(path), "--limit", "40", "--json"]) == 1
    captured = capsys.readouterr()
    printed = json.loads(captured.out.splitlines()[-1])
    (found,) = printed["configurations"].values()
    assert found["correct"]["k"] + found["right_abstention"]["k"] == 30
    assert found["correct"]["n"] + found["right_abstention"]["n"] == 40
    assert not printed["gate"]["passed"]
    assert "the gate said no" in captured.err
    (report,) = (home / "reports").glob("*/report.json")
    stored = artifacts.read_json(report)
    assert sum(each["failure"] is not None for each in stored["answers"]) == 10
    assert report.with_suffix(".html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_probes_extended_by_hand_are_asked(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"id": "mine", "kind": "policy", "question": "Can I pay by invoice?"}
    knowledge = Knowledge.load(home)
    passage = next(each for each in knowledge.passages if "invoice" in each.title)
    artifacts.write_jsonl(home / "mine.jsonl", [row | {"expected": {"passages": [passage.id]}}])
    artifacts.write_jsonl(home / "answers.jsonl", [{"id": "mine", "answer": passage.text}])
    asked = ["check", "--model", str(home / "answers.jsonl"), "--probes", str(home / "mine.jsonl"), "--json"]
    assert main(asked) == 0
    assert last_line(capsys)["configurations"]["finetuned+retrieval+guard"]["correct"] == {"k": 1, "n": 1}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--model", "v7"], "'v7' is not a registered model"),
        (["--model", "answers.jsonl"], "answers.jsonl: no such file"),
        (["--model", "other.jsonl"], "none of its ids is a probe's"),
        (["--model", "bad.jsonl"], 'bad.jsonl:2: expected {"id"'),
        (["--model", "other.jsonl", "--configurations", "tuned"], "--configurations 'tuned'; here one or more of"),
        (["--probes", "none.jsonl"], "none.jsonl: no such file"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_one_line(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(home)
    (home / "other.jsonl").write_text('{"id": "unheard of", "answer": "x"}\n')
    (home / "bad.jsonl").write_text('{"id": "a", "answer": "x"}\n{"id": "b"}\n')
    assert main(["check", *arguments]) == 2
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert said in told


def test_without_an_ingested_catalog_the_first_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRUEBRAND_HOME", str(tmp_path))
    assert main(["check"]) == 2
    assert "ingest" in capsys.readouterr().err


def test_a_registered_version_is_checked_in_all_configurations_and_carries_its_report(
    home: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A model that knows nothing: the guard answers for it from the facts, the rest of the table shows why."""

    def fill(folder: Path) -> None:
        (folder / "merged").mkdir()
        for path in tiny_model.iterdir():
            (folder / "merged" / path.name).write_bytes(path.read_bytes())

    registry = Registry(home)
    version = registry.register("sample", {"base": str(tiny_model)}, fill)
    code = main(["check", "--limit", "14", "--json"])
    printed = last_line(capsys)
    assert printed["model"] == version.id
    assert list(printed["configurations"]) == [
        "base",
        "base+retrieval",
        "finetuned",
        "finetuned+retrieval",
        "finetuned+retrieval+guard",
    ]
    assert printed["configurations"]["finetuned"] == printed["configurations"]["base"]
    assert printed["configurations"]["finetuned"]["correct"]["k"] == 0
    assert printed["configurations"]["finetuned+retrieval+guard"]["correct"]["k"] > 0
    assert code == (0 if printed["gate"]["passed"] else 1)
    report = registry.report(version)
    assert report is not None
    assert report["gate"]["passed"] is printed["gate"]["passed"]
    assert (home / "reports" / version.id / "report.html").is_file()

    lines = [path.read_text() for path in (home / "reports" / "cache").iterdir()]
    main(["check", "--limit", "14", "--json"])
    assert last_line(capsys) == printed
    assert [path.read_text() for path in (home / "reports" / "cache").iterdir()] == lines

    registry.promote(version, force=True)
    main(["check", "--limit", "14", "--json"])
    assert last_line(capsys)["model"] == version.id, "without a candidate, the live version is checked"
