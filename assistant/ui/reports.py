"""The newest accuracy report, as a page within the page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from assistant import artifacts
from assistant.errors import AssistantError
from assistant.registry import Registry
from assistant.ui.evidence import render

ROWS: Final = {
    "base": "Base model, alone",
    "base+retrieval": "Base model, with the catalog at hand",
    "finetuned": "Fine-tuned model, alone",
    "finetuned+retrieval": "Fine-tuned, with the catalog at hand",
    "finetuned+retrieval+guard": "Fine-tuned, catalog at hand, every sentence checked",
}
COLUMNS: Final = {
    "correct": "facts right",
    "wrong": "wrong",
    "right_abstention": "honest when silent",
    "false_refusal": "refused without need",
    "coverage": "could be checked",
}


def latest(registry: Registry, folder: Path) -> str:
    """HTML: the newest report in a frame that reaches nothing of this page; where no page was made, its figures."""
    path = newest(registry, folder)
    if path is None:
        return render("report.html", report=None, rows=(), columns=COLUMNS, page="", path="")
    try:
        report: Mapping[str, Any] = artifacts.read_json(path)
        whole = path.with_suffix(".html")
        page = whole.read_text(encoding="utf-8") if whole.exists() else ""
        rows = [(ROWS.get(name, name), found) for name, found in report["configurations"].items()]
        return render("report.html", report=report, rows=rows, columns=COLUMNS, page=page, path=str(path))
    except KeyError as error:
        message = f"it has no {error}; run `truebrand check` again"
    except (AssistantError, UnicodeDecodeError) as error:
        message = str(error)
    return render("trouble.html", what=str(path), message=message)


def newest(registry: Registry, folder: Path) -> Path | None:
    """The live version's report when it has one, else the one written last below `folder`."""
    for version in registry.versions():
        if registry.stage(version) == "live" and (version.folder / "report.json").exists():
            return version.folder / "report.json"
    found = sorted(folder.rglob("report.json"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None
