from pathlib import Path

from assistant import artifacts
from assistant.registry import Registry
from assistant.ui.versions import table


def fill(folder: Path) -> None:
    artifacts.write_text(folder / "merged" / "config.json", "{}")


def test_a_version_shows_its_stage_its_gate_and_what_it_was_made_from(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    version = registry.register("sample", {"base": "starter", "dataset": "ab" * 32}, fill)
    assert "gate: not checked" in table(registry)
    registry.attach_report(version, {"gate": {"passed": True, "reasons": []}})
    registry.promote(version)
    page = table(registry)
    assert "sample/v1" in page and ">live<" in page and "gate: passed" in page
    assert ">abababababab<" in page and f'title="{"ab" * 32}"' in page


def test_a_report_that_was_edited_is_called_changed(tmp_path: Path) -> None:
    registry = Registry(tmp_path)
    version = registry.register("sample", {"base": "starter"}, fill)
    registry.attach_report(version, {"gate": {"passed": False, "reasons": ["2 wrong"]}})
    artifacts.write_json(version.folder / "report.json", {"gate": {"passed": True}})
    assert "gate: changed" in table(registry)


def test_an_empty_registry_says_what_to_do(tmp_path: Path) -> None:
    assert "truebrand train" in table(Registry(tmp_path))
