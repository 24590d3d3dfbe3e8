"""The registry with folders of text files: no model is needed to say which one is live."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant import registry as verbs
from assistant.errors import ConfigError, GateFailed, RegistryError
from assistant.registry import Registry, Version

PASSED: dict[str, Any] = {"gate": {"passed": True, "reasons": []}}
REFUSED: dict[str, Any] = {"gate": {"passed": False, "reasons": ["wrong: 3 of 500, at most 0"]}}


def fill(folder: Path) -> None:
    (folder / "adapter").mkdir()
    (folder / "adapter" / "weights").write_text("small", encoding="utf-8")
    (folder / "merged").mkdir()
    (folder / "merged" / "weights").write_text("large", encoding="utf-8")


def register(registry: Registry, report: dict[str, Any] | None = PASSED) -> Version:
    version = registry.register("tarn", {"base": "starter", "dataset": "abc"}, fill)
    if report is not None:
        registry.attach_report(version, report)
    return version


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path)


def test_a_version_goes_from_candidate_to_live_to_retired(registry: Registry) -> None:
    first = register(registry)
    assert registry.candidate() == first and registry.live() is None
    registry.promote(first)
    assert registry.live() == first and registry.candidate() is None
    second = register(registry)
    registry.promote(second)
    assert [registry.stage(v) for v in registry.versions()] == ["retired", "live"]


def test_rollback_restores_the_one_before_and_again(registry: Registry) -> None:
    versions = [register(registry) for _ in range(3)]
    for version in versions:
        registry.promote(version)
    assert registry.rollback() == versions[1]
    assert registry.rollback() == versions[0]
    with pytest.raises(RegistryError, match="nothing to roll back to"):
        registry.rollback()
    assert registry.get("live") == versions[0]
    assert registry.candidate() is None, "a version rolled back is retired, not offered again"


def test_promoting_past_a_candidate_retires_it(registry: Registry) -> None:
    register(registry)
    registry.promote(register(registry))
    assert registry.candidate() is None


@pytest.mark.parametrize(("report", "said"), [(None, "truebrand check"), (REFUSED, "wrong: 3 of 500")])
def test_promotion_needs_a_passed_gate(registry: Registry, report: dict[str, Any] | None, said: str) -> None:
    version = register(registry, report)
    with pytest.raises(GateFailed, match=said):
        registry.promote(version)
    assert registry.live() is None
    forced = registry.promote(version, force=True)
    assert forced is not None and said in forced
    state = json.loads((registry.folder / "state.json").read_text(encoding="utf-8"))
    assert said in state["log"][-1]["event"], "a forced promotion is written down"


@pytest.mark.parametrize("name", ["adapter/weights", "merged/weights"])
def test_a_changed_file_is_refused_by_name(registry: Registry, name: str) -> None:
    version = register(registry)
    (version.folder / name).write_text("other", encoding="utf-8")
    with pytest.raises(RegistryError, match=name):
        registry.get(version.id)


def test_a_missing_and_an_added_file_are_refused_by_name(registry: Registry) -> None:
    version = register(registry)
    extra = version.merged / "extra.py"
    extra.write_text("x", encoding="utf-8")
    with pytest.raises(RegistryError, match=r"extra\.py: not in the manifest"):
        registry.get("candidate")
    extra.unlink()
    (version.adapter / "weights").unlink()
    with pytest.raises(RegistryError, match="adapter/weights: missing"):
        registry.get("candidate")


def test_a_report_does_not_break_the_manifest_and_may_not_be_edited(registry: Registry) -> None:
    version = register(registry, report=None)
    registry.attach_report(version, REFUSED, page="<html></html>")
    assert registry.get("candidate") == version
    (version.folder / "report.json").write_text(json.dumps(PASSED), encoding="utf-8")
    with pytest.raises(RegistryError, match=r"report\.json: sha256"):
        registry.promote(version)


def test_a_failing_fill_registers_nothing(registry: Registry) -> None:
    def broken(folder: Path) -> None:
        fill(folder)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        registry.register("tarn", {}, broken)
    assert registry.versions() == [] and list((registry.folder / "tarn").iterdir()) == []


def test_a_killed_registration_leaves_nothing_that_counts(registry: Registry) -> None:
    half = registry.folder / "tarn" / ".v1.killed"
    half.mkdir(parents=True)
    fill(half)
    assert registry.versions() == []
    assert register(registry).version == "v1" and not half.exists()


def test_a_version_without_manifest_is_not_a_version_and_not_overwritten(registry: Registry) -> None:
    version = register(registry)
    (version.folder / "manifest.json").unlink()
    assert registry.candidate() is None
    with pytest.raises(RegistryError, match=r"v1: half-written.*delete"):
        register(registry)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"created": 1}'])
def test_an_unreadable_manifest_is_named(registry: Registry, text: str) -> None:
    version = register(registry)
    (version.folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError, match=r"manifest\.json"):
        registry.get("candidate")


def test_rollback_refuses_a_version_that_changed_meanwhile(registry: Registry) -> None:
    first, second = register(registry), register(registry)
    registry.promote(first)
    registry.promote(second)
    shutil.rmtree(first.merged)
    with pytest.raises(RegistryError, match="missing"):
        registry.rollback()
    assert registry.live() == second


def test_unknown_versions_and_names_are_refused_with_what_is_known(registry: Registry) -> None:
    register(registry)
    with pytest.raises(RegistryError, match=r"'v9' is not a registered model; known: tarn/v1"):
        registry.get("v9")
    with pytest.raises(RegistryError, match="truebrand promote"):
        registry.get("live")
    with pytest.raises(ConfigError, match="model name"):
        registry.register("../escape", {}, fill)


def test_the_verbs_print_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRUEBRAND_HOME", str(tmp_path))
    for _ in range(2):
        register(Registry(tmp_path))
        verbs.promote("candidate", as_json=True)
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"live": "tarn/v2", "forced": None}
    verbs.rollback(as_json=True)
    assert json.loads(capsys.readouterr().out) == {"live": "tarn/v1"}
    verbs.models(as_json=True)
    shown = json.loads(capsys.readouterr().out)["models"]
    assert [(row["id"], row["stage"], row["gate"]) for row in shown] == [
        ("tarn/v1", "live", "passed"),
        ("tarn/v2", "retired", "passed"),
    ]
    verbs.models()
    assert "tarn/v2" in capsys.readouterr().out
