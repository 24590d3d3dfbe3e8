import os
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from assistant.cli import ORDER, TELEMETRY_OFF, first_line, main


def verbs() -> list[str]:
    return sorted(point.name for point in entry_points(group="truebrand.verbs"))


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_has_help_in_the_list_and_of_its_own(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    (point,) = entry_points(group="truebrand.verbs", name=verb)
    assert first_line(point).endswith((".", ":")), f"{verb}: the docstring's first line is its help"
    assert main([verb, "--help"]) == 0
    assert f"truebrand {verb}" in capsys.readouterr().out


def test_the_order_of_the_list_names_only_verbs_that_exist() -> None:
    assert set(ORDER) == set(verbs())


def test_the_list_is_printed_without_importing_any_heavy_library() -> None:
    heavy = ["torch", "transformers", "peft", "fastapi", "gradio", "scipy", "sqlalchemy", "typer", "rich"]
    script = (
        f"import sys; from assistant.cli import main; main(['--help']); print([m for m in {heavy} if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == "[]"


def test_an_unknown_verb_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sreve"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "'sreve' is not a verb" in error
    assert "serve" in error


def test_a_wrong_option_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--no-such-option"]) == 2


def test_no_dependency_reports_home(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TELEMETRY_OFF:
        monkeypatch.delenv(name, raising=False)
    main(["--help"])
    assert {name: os.environ[name] for name in TELEMETRY_OFF} == TELEMETRY_OFF
