"""Repeats, budgets, stops and goings-on, and comparisons, through the verb and over a real connection."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from assistant import artifacts
from assistant.accuracy.suite import Probe
from assistant.cli import main
from assistant.knowledge.knowledge import Knowledge
from assistant.registry import Registry
from serving.asking import OUT_OF_TIME
from tests.assistant.accuracy.gold import true_answer
from tests.serving.judging import Asked, judge_server, opinion
from tests.serving.test_check import answer_all, export, home, ingested, last_line
from tests.serving.wire import wire

__all__ = ["home", "ingested"]  # fixtures

ALONE = ("--configurations", "finetuned")


def stored(home: Path) -> dict[str, Any]:
    (path,) = (home / "reports").glob("*/report.json")
    found: dict[str, Any] = artifacts.read_json(path)
    return found


def test_a_sampled_model_is_asked_again_and_pass_k_counts_the_steady_ones(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Right three times of four to every question: each single draw is right in 3 of 4, all four draws never are."""
    knowledge = Knowledge.load(home)
    probes = [probe for probe in export(home, 60) if probe.kind == "simple"][:8]
    artifacts.write_jsonl(home / "some.jsonl", [row for row in _rows(home) if row["id"] in {p.id for p in probes}])
    by_question = {probe.question: probe for probe in probes}
    seen: dict[str, int] = {}

    def say(body: dict[str, Any]) -> str:
        question = body["messages"][-1]["content"]
        (probe,) = (probe for text, probe in by_question.items() if text in question)
        seen[probe.id] = seen.get(probe.id, 0) + 1
        return "I like tents." if seen[probe.id] == 2 else true_answer(probe, knowledge)

    with wire(say) as server:
        asked = ["check", "--model", server.url, "--probes", str(home / "some.jsonl"), *ALONE, "--repeats", "4"]
        main([*asked, "--temperature", "0.7", "--concurrency", "2"])
    assert len(server.asked) == 32
    assert {body["temperature"] for body in server.asked} == {0.7}
    report = stored(home)
    steady = report["configurations"]["finetuned"]["repeats"]
    assert report["repeats"] == {"asked": 4, "drawn": 4, "temperature": 0.7}
    assert steady["pass_k"] == pytest.approx([0.75, 0.5, 0.25, 0.0])
    assert (steady["right_in_all"]["k"], steady["right_in_all"]["n"]) == (0, 8)
    assert steady["changing"]["k"] == 8
    outcomes = [draw["outcome"] for draw in report["answers"][0]["draws"]]
    assert [outcome == "correct" for outcome in outcomes] == [False, True, True]
    unmet = [each["name"] for each in report["gate"]["conditions"] if not each["met"]]
    assert unmet == ["facts stated correctly, average of 4 draws"], "the first draw alone would have passed"
    assert "4 draws: right in all 0/8" in capsys.readouterr().out


def test_repeats_of_a_greedy_model_are_one_and_it_is_said(
    home: Path, tiny_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--model", str(tiny_model), *ALONE, "--limit", "3", "--repeats", "5"])
    assert "1 repeat, not 5: greedy answers are the same each time" in capsys.readouterr().out
    report = stored(home)
    assert report["repeats"] == {"asked": 5, "drawn": 1, "temperature": 0.0}
    assert "repeats" not in report["configurations"]["finetuned"]


def test_a_file_may_hold_several_draws_and_one_too_many_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    knowledge = Knowledge.load(home)
    probes = export(home, 20)
    path = answer_all(home, probes, lambda _, probe: true_answer(probe, knowledge))
    once = path.read_text()
    path.write_text(once + once.splitlines(keepends=True)[0].replace("is ", "is not "))
    asked = ["check", "--model", str(path), "--limit", "20", "--json"]
    assert main(asked) == 2
    assert "2 answers have the id" in capsys.readouterr().err
    main([*asked, "--repeats", "2"])
    printed = last_line(capsys)["configurations"]["finetuned+retrieval+guard"]
    assert printed["n"] == 20, "the contract's counts are of the first draw"
    steady = stored(home)["configurations"]["finetuned+retrieval+guard"]["repeats"]
    assert steady["right_in_all"]["k"] == 0
    assert stored(home)["answers"][1]["draws"][0]["outcome"] == "unscored"


def test_when_the_time_is_spent_the_rest_is_unscored_and_the_next_run_goes_on(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    is_slow = True

    def say(body: dict[str, Any]) -> str:
        time.sleep(1.5 if is_slow else 0)
        return "We have no product of this name."

    with wire(say) as server:
        asked = ["check", "--model", server.url, *ALONE, "--limit", "12", "--concurrency", "2", "--json"]
        main([*asked, "--max-seconds", "4"])
        found = stored(home)["configurations"]["finetuned"]
        assert 0 < found["unscored"]["k"] < 12
        assert last_line(capsys)["configurations"]["finetuned"]["n"] == 12
        first, is_slow = len(server.asked), False
        main(asked)
    assert OUT_OF_TIME not in {each["failure"] for each in stored(home)["answers"]}
    assert len(server.asked) - first <= found["unscored"]["k"], "what was answered is not asked again"
    assert not list((home / "reports" / "cache").glob("*")), "a whole check of a server starts anew next time"


def test_a_killed_check_goes_on_where_it_was(home: Path) -> None:
    """Killed with SIGKILL while the server is busy; the next run asks only what has no answer yet."""
    num_before_the_kill = 7

    def say(body: dict[str, Any]) -> str:
        if len(server.asked) > num_before_the_kill and not is_killed:
            time.sleep(30)
        return f"We have no product of this name. {len(server.asked)}"

    is_killed = False
    with wire(say) as server:
        asked = ["check", "--model", server.url, *ALONE, "--limit", "16", "--concurrency", "1"]
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", *asked],
            env=os.environ | {"TRUEBRAND_HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 120
        while len(server.asked) <= num_before_the_kill and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        is_killed = True
        main(asked)
    assert len(server.asked) <= 16 + 1, "seven were kept; the one under way was asked again"
    assert stored(home)["configurations"]["finetuned"]["n"] == 16


def test_a_server_that_never_answers_is_one_line_and_no_report(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--model", "http://127.0.0.1:9/v1", *ALONE, "--limit", "3"]) == 2
    assert "none of 3 questions was answered; the first: " in capsys.readouterr().err
    assert not list((home / "reports").glob("*/report.json"))


def test_two_versions_are_compared_from_their_reports_alone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second lost every fourth answer. No model is there to be asked."""
    knowledge, registry = Knowledge.load(home), Registry(home)
    probes = export(home, 80)
    for name, lost in (("v1", 0), ("v2", 4)):
        path = answer_all(home, probes, partial(_said, knowledge, lost))
        main(["check", "--model", str(path), "--limit", "80"])
        version = registry.register("sample", {"base": "starter"}, lambda folder: None)
        report = stored(home)
        registry.attach_report(version, report | {"model": version.id})
        assert version.version == name
    capsys.readouterr()
    assert main(["check", "--compare", "v1", "v2", "--json"]) == 1
    printed = last_line(capsys)
    assert printed["overall"]["verdict"] == "worse"
    assert printed["overall"]["right"]["lost"] == 20
    assert len(printed["changed"]["lost"]) == 20
    html = (home / "reports" / "compare" / "v1--v2.html").read_text(encoding="utf-8")
    assert html.count('<article class="answer"') == 20
    assert (home / "reports" / "compare" / "v1--v2.md").is_file()
    assert main(["check", "--compare", "v2", "v1", "--margin", "0.05"]) == 0
    assert "That is better, and more than noise." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--compare", "v7", "v8"], "'v7' is not a registered model"),
        (["--compare", "none.json", "none.json"], "none.json: no such file"),
        (["--compare", "empty.json", "empty.json"], "empty.json: not an accuracy report"),
        (["--margin", "0.1"], "--margin belongs to --compare"),
        (["--compare", "v1", "v1"], "sample/v1 was never checked; run `truebrand check --model sample/v1` first"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(home)
    (home / "empty.json").write_text("{}")
    Registry(home).register("sample", {"base": "starter"}, lambda folder: None)
    assert main(["check", *arguments]) == 2
    assert said in capsys.readouterr().err.strip().splitlines()[-1]


def test_half_a_character_in_an_answer_does_not_end_the_check(home: Path) -> None:
    (probe,) = export(home, 1)
    (home / "a.jsonl").write_text(json.dumps({"id": probe.id, "answer": "It weighs \ud800\x00\x1b 1.9 kg."}) + "\n")
    assert main(["check", "--model", str(home / "a.jsonl"), "--limit", "1"]) in (0, 1)
    (folder,) = (home / "reports").glob("*-a.jsonl")
    assert {path.name for path in folder.iterdir()} == {"report.html", "report.json", "junit.xml", "summary.md"}


def _rows(home: Path) -> list[dict[str, Any]]:
    return list(artifacts.read_jsonl(home / "probes.jsonl"))


def _said(knowledge: Knowledge, lost: int, place: int, probe: Probe) -> str:
    return "Our tents are sewn with love." if lost and place % lost == 0 else true_answer(probe, knowledge)


def _rambling(knowledge: Knowledge, place: int, probe: Probe) -> str:
    return true_answer(probe, knowledge) + (" Our own people are fond of long walks." if place % 2 else "")


def _nodding(asked: Asked) -> str:
    return opinion("supported", asked.evidence[0])


def test_a_judge_is_heard_beside_the_figures_and_changes_none(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRUEBRAND_JUDGE_KEY", "sk-nobody-may-read")
    probes = export(home, 24)
    path = answer_all(home, probes, partial(_rambling, Knowledge.load(home)))
    asked = ["check", "--model", str(path), "--limit", "24", "--json"]
    code = main(asked)
    alone, without = last_line(capsys), stored(home)
    assert "judge" not in without
    with judge_server(_nodding) as server:
        assert main([*asked, "--judge", server.url]) == code
        told, num_asked = capsys.readouterr(), len(server.asked)
        assert main([*asked, "--judge", server.url]) == code
        assert len(server.asked) == num_asked, "the second check reads what was kept"
    assert json.loads(told.out.splitlines()[-1]) == alone
    report = stored(home)
    assert report["configurations"] == without["configurations"]
    assert report["gate"] == without["gate"]
    assert report["judge"]["by"] == f"fair at {server.url}"
    assert report["judge"]["supported"] >= 12
    assert f"what we say supports {report['judge']['supported']}" in " ".join(told.out.split())
    rulings = [each for answer in report["answers"] for each in answer.get("judge", ()) if each["quote"]]
    assert all(each["source"] for each in rulings)
    html = next((home / "reports").glob("*/report.html")).read_text(encoding="utf-8")
    assert html.count("Decided by the judge, not by a rule: supported.") == report["judge"]["supported"]
    written = [each for each in (home / "reports").rglob("*") if each.is_file()]
    assert not any("sk-nobody" in each.read_text(encoding="utf-8") for each in written)
    assert "sk-nobody" not in told.out + told.err


def test_a_judge_that_talks_nonsense_leaves_the_check_as_it_was(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    probes = export(home, 8)
    path = answer_all(home, probes, partial(_rambling, Knowledge.load(home)))
    asked = ["check", "--model", str(path), "--limit", "8", "--json"]
    code = main(asked)
    alone = last_line(capsys)
    with judge_server(lambda _: "CORRECT, very CORRECT") as server:
        assert main([*asked, "--judge", server.url]) == code
    assert last_line(capsys) == alone
    judge = stored(home)["judge"]
    assert judge["undecided"] == judge["n"] >= 4


def test_a_judge_that_is_not_there_is_one_line_before_anything_is_asked(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with wire(lambda _: "Hello.") as subject:
        asked = ["check", "--model", subject.url, *ALONE, "--limit", "3"]
        for judge, said in (("http://127.0.0.1:9/v1", "cannot be reached"), (str(home), "expected an address")):
            assert main([*asked, "--judge", judge]) == 2
            assert said in capsys.readouterr().err.strip().splitlines()[-1]
        assert subject.asked == []


def test_help_says_how_a_judge_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--help"]) == 0
    told = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "--judge" in told
    assert "TRUEBRAND_JUDGE_KEY" in told
