"""One brand's life through the command line, from product files to a version that answers: small, every part real."""

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from assistant.cli import main

SAMPLE = str(files("assistant").joinpath("sample"))
PRESET = """
[dataset]
grounded_per_fact = 1
closed_per_fact = 0
comparisons = 10
policies = 10
unknown_products = 10
small_talk = 4
[sft]
epochs = 0.05
eval_steps = 2
save_steps = 2
"""
CONFIGURATIONS = ["base+retrieval", "finetuned+retrieval", "finetuned+retrieval+guard"]

Verb = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def verb(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Runs a verb in a home of its own and gives its JSON object, the last line of its output."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "tiny.toml").write_text(PRESET, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUEBRAND_HOME", str(folder))
        patch.chdir(folder)
        yield main


def run(verb: Any, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    assert verb([*arguments, "--json"]) == code, capsys.readouterr().err
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert isinstance(found, dict)
    return found


@pytest.mark.slow
@pytest.mark.timeout(900)  # some two minutes alone on two cores
def test_a_brand_is_read_taught_checked_and_answers(verb: Any, capsys: pytest.CaptureFixture[str]) -> None:
    ingested = run(verb, capsys, "ingest", SAMPLE)
    assert {"sources", "products", "variants", "offers", "facts", "passages", "contradictions"} <= ingested.keys()
    assert ingested["products"] >= 60
    assert ingested["facts"] >= 800
    assert ingested["contradictions"] >= 1
    assert all(source.keys() == {"path", "format", "read", "refused"} for source in ingested["sources"])

    run(verb, capsys, "dataset", "--preset", "tiny.toml")
    run(verb, capsys, "train", "--base", "starter", "--preset", "tiny.toml")
    again = run(verb, capsys, "train", "--base", "starter", "--preset", "tiny.toml")

    arguments = ["check", "--limit", "24", "--configurations", ",".join(CONFIGURATIONS)]
    code = verb([*arguments, "--json"])
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert code == (0 if report["gate"]["passed"] else 1)
    assert list(report["configurations"]) == CONFIGURATIONS
    for row in report["configurations"].values():
        assert row.keys() == {"n", "correct", "wrong", "right_abstention", "false_refusal", "coverage"}
        assert 0 <= row["correct"]["k"] <= row["correct"]["n"] <= row["n"]
    guarded = report["configurations"]["finetuned+retrieval+guard"]
    assert guarded["wrong"]["k"] == 0, "no wrong fact leaves, however little the model has learnt"

    run(verb, capsys, "promote", "--force")
    listed = run(verb, capsys, "models")
    assert len(listed["models"]) == 1, f"the same training twice makes one version: {again}"

    answered = run(verb, capsys, "ask", "How heavy is the Strøm Bottle 750?")
    assert answered["sentences"], answered
    assert all(sentence["verdict"] != "wrong" for sentence in answered["sentences"])
