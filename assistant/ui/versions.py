"""The registry as a table: each version, its stage, its gate, and what it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import AssistantError
from assistant.registry import Registry, Version
from assistant.ui.evidence import render


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    stage: str
    gate: str  # "passed", "refused", "not checked", or why it cannot be told
    reasons: tuple[str, ...]
    created: str
    made_from: tuple[tuple[str, str, str], ...]  # what, shortened, in full
    num_files: int


def table(registry: Registry) -> str:
    """HTML, newest version first."""
    try:
        rows = [_row(registry, version) for version in reversed(registry.versions())]
    except AssistantError as error:
        return render("trouble.html", what="The registry", message=str(error))
    return render("versions.html", rows=rows, folder=str(registry.folder))


def _row(registry: Registry, version: Version) -> Row:
    gate, reasons = _gate(registry, version)
    made = tuple((name, _short(value), str(value)) for name, value in sorted(version.made_from.items()))
    files: Mapping[str, Any] = version.manifest["files"]
    created = str(version.manifest["created"])[:16].replace("T", " ")
    return Row(version.id, registry.stage(version), gate, reasons, created, made, len(files))


def _gate(registry: Registry, version: Version) -> tuple[str, tuple[str, ...]]:
    try:
        report = registry.report(version)
    except AssistantError as error:
        return "changed", (str(error),)
    if report is None:
        return "not checked", ()
    gate = report.get("gate", {})
    return ("passed" if gate.get("passed") is True else "refused"), tuple(gate.get("reasons", ()))


def _short(value: object) -> str:
    """A hash as its first twelve digits; anything else as it is, up to a line."""
    text = str(value)
    is_hash = len(text) in (40, 64) and all(digit in "0123456789abcdef" for digit in text)
    return text[:12] if is_hash else text if len(text) <= 60 else f"{text[:57]}…"
