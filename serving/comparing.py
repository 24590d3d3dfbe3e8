"""`check --compare A B`: two stored reports found, compared, told and written down."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from assistant import artifacts
from assistant.accuracy.compare import check_is_report, compare, contract
from assistant.accuracy.compare_page import compare_page
from assistant.accuracy.summary import compare_summary
from assistant.config import home
from assistant.errors import ConfigError, GateFailed
from assistant.registry import Registry
from serving.figures import print_comparison


def run(before: str, after: str, configurations: str | None, margin: float, as_json: bool) -> None:
    """Raises GateFailed where the new one may not follow the old one."""
    registry = Registry(home())
    found = compare(stored_report(before, registry), stored_report(after, registry), _two(configurations), margin)
    page = home() / "reports" / "compare" / f"{_plain(before)}--{_plain(after)}.html"
    artifacts.write_text(page, compare_page(found))
    artifacts.write_text(page.with_suffix(".md"), compare_summary(found))
    artifacts.write_json(page.with_suffix(".json"), found)
    print_comparison(found, page)
    if as_json:
        typer.echo(json.dumps(contract(found), ensure_ascii=False))
    if not found["gate"]["passed"]:
        raise GateFailed(f"{after} after {before}: {'; '.join(found['gate']['reasons'])}")


def stored_report(selector: str, registry: Registry) -> Mapping[str, Any]:
    """A report.json, a folder that holds one, or a version of the registry that was checked."""
    path = Path(selector)
    if path.is_dir() and (path / "report.json").is_file():
        path /= "report.json"
    if path.suffix == ".json" or path.is_file():
        return check_is_report(str(path), artifacts.read_json(path))
    version = registry.get(selector)
    report = registry.report(version)
    if report is None:
        raise ConfigError(f"{version.id} was never checked; run `truebrand check --model {version.id}` first")
    return check_is_report(f"the report of {version.id}", report)


def _two(configurations: str | None) -> tuple[str, str] | None:
    """One name for both, or one of each."""
    if configurations is None:
        return None
    names = [name.strip() for name in configurations.split(",")]
    if len(names) > 2:
        raise ConfigError(f"--configurations {configurations!r}; to compare, give one, or one of each, the old first")
    return names[0], names[-1]


def _plain(selector: str) -> str:
    """A name for a file: of a stored report, its folder's."""
    path = Path(selector)
    name = path.parent.name if path.name == "report.json" and path.parent.name else selector
    return artifacts.file_name(name)
