"""Model versions: candidate -> live -> retired, each one provably what it was made from.

    models/NAME/v3/adapter/       the LoRA adapter
    models/NAME/v3/merged/        base and adapter in one, as it is served
    models/NAME/v3/manifest.json  what it was made from, and the hash of every file; written last
    models/NAME/v3/report.json    the accuracy report, attached later
    models/state.json             which version is live, which was before it, and the hashes of the reports

A version is whole or absent: it is made in a hidden folder and renamed. Its files are compared with the manifest
each time it is handed out, so what is served is what was checked.
"""

import fcntl
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from assistant import artifacts
from assistant.config import home
from assistant.errors import ConfigError, DataError, GateFailed, RegistryError

Stage = Literal["candidate", "live", "retired"]
_REPORTS = ("report.json", "report.html")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Version:
    """One registered model."""

    name: str
    version: str  # "v3"
    folder: Path
    manifest: Mapping[str, Any]  # {"created", "made_from": {...}, "files": {path: sha256}}

    @property
    def id(self) -> str:
        return f"{self.name}/{self.version}"

    @property
    def adapter(self) -> Path:
        return self.folder / "adapter"

    @property
    def merged(self) -> Path:
        return self.folder / "merged"

    @property
    def made_from(self) -> Mapping[str, Any]:
        """Hashes of dataset and catalog, base, chat template, settings and code commit."""
        found: Mapping[str, Any] = self.manifest["made_from"]
        return found

    @property
    def number(self) -> int:
        return int(self.version.removeprefix("v"))


class Registry:
    """The versions below `home`/models. Every write is atomic and made under a lock."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "models"
        self._state = self.folder / "state.json"

    def get(self, selector: str) -> Version:
        """The version "live", "candidate", "v3" or "NAME/v3". Raises RegistryError when its files have changed."""
        if selector in ("live", "candidate"):
            found = self.live() if selector == "live" else self.candidate()
            if found is None:
                todo = "run `truebrand promote`" if selector == "live" else "run `truebrand train`"
                raise RegistryError(f"{self.folder}: there is no {selector} model; {todo}")
            return found
        name, _, version = selector.rpartition("/")
        found_ids = [v for v in self.versions() if v.version == version and name in ("", v.name)]
        if len(found_ids) != 1:
            known = ", ".join(v.id for v in self.versions()) or "none yet"
            several = "names several models" if found_ids else "is not a registered model"
            raise RegistryError(f"{self.folder}: {selector!r} {several}; known: {known}")
        return self._checked(found_ids[0])

    def live(self) -> Version | None:
        """The version being served, its files checked; None before the first promotion."""
        stack = self._read_state()["live"]
        return self.get(stack[-1]) if stack else None

    def candidate(self) -> Version | None:
        """The newest version not yet promoted, its files checked; None when there is none."""
        waiting = [v for v in self.versions() if self.stage(v) == "candidate"]
        return self._checked(waiting[-1]) if waiting else None

    def versions(self) -> list[Version]:
        """Every whole version, oldest first. Only manifests are read; files are compared by `get`."""
        found = [self._read(path.parent) for path in self.folder.glob("*/v*/manifest.json")]
        return sorted(found, key=lambda v: (v.manifest["created"], v.name, v.number))

    def stage(self, version: Version) -> Stage:
        state = self._read_state()
        if state["live"][-1:] == [version.id]:
            return "live"
        return "retired" if version.id in (*state["live"], *state["retired"]) else "candidate"

    def register(self, name: str, made_from: Mapping[str, Any], fill: Callable[[Path], None]) -> Version:
        """A new candidate. `fill` writes adapter/ and merged/ into a folder; when it raises, nothing is registered."""
        if not _NAME.fullmatch(name):
            raise ConfigError(f"model name {name!r}; expected lower-case letters, digits and .-_ as in 'my-brand'")
        with self._locked():
            for half_written in (self.folder / name).glob(".v*"):
                shutil.rmtree(half_written)
            number = max((v.number for v in self.versions() if v.name == name), default=0) + 1
            target = self.folder / name / f"v{number}"
            if target.exists():  # a folder without a manifest: never a version, and never overwritten unseen
                raise RegistryError(f"{target}: half-written, it has no manifest.json; delete the folder")
            with artifacts.whole_folder(target) as folder:
                fill(folder)
                created = datetime.now(UTC).isoformat(timespec="microseconds")
                manifest = {"created": created, "made_from": dict(made_from), "files": artifacts.tree_sha256(folder)}
                artifacts.write_json(folder / "manifest.json", manifest)
        return self._read(target)

    def attach_report(self, version: Version, report: Mapping[str, Any], page: str | None = None) -> None:
        """Keep the accuracy report (and its HTML page) beside the version; its hash goes into the state."""
        with self._locked():
            artifacts.write_json(version.folder / "report.json", report)
            if page is not None:
                artifacts.write_text(version.folder / "report.html", page)
            state = self._read_state()
            state["reports"][version.id] = {
                name: artifacts.file_sha256(version.folder / name)
                for name in _REPORTS
                if (version.folder / name).exists()
            }
            self._write_state(state)

    def report(self, version: Version) -> Mapping[str, Any] | None:
        """The attached report; None when the version was never checked. Raises RegistryError when it was edited."""
        hashes = self._read_state()["reports"].get(version.id, {})
        for name, expected in hashes.items():
            _compare(version.folder / name, expected)
        if "report.json" not in hashes:
            return None
        found: Mapping[str, Any] = artifacts.read_json(version.folder / "report.json")
        return found

    def promote(self, version: Version, force: bool = False) -> str | None:
        """Make a version live; returns the refused gate's reason when forced past it. Raises GateFailed."""
        self._checked(version)
        reason = _refusal(version, self.report(version))
        if reason is not None and not force:
            raise GateFailed(f"{reason}; the live model stays as it is")
        with self._locked():
            state = self._read_state()
            older = [v.id for v in self.versions() if v.manifest["created"] < version.manifest["created"]]
            waiting = [each for each in older if each not in state["live"]]
            state["retired"] = sorted({*state["retired"], *waiting} - {version.id})
            state["live"] = [each for each in state["live"] if each != version.id] + [version.id]
            self._write_state(state, f"promote {version.id}" + (f", forced: {reason}" if reason else ""))
        return reason

    def rollback(self) -> Version:
        """Make the version before the live one live again; the live one is retired."""
        with self._locked():
            state = self._read_state()
            if len(state["live"]) < 2:
                raise RegistryError(f"{self._state}: no version was live before this one; nothing to roll back to")
            restored = self.get(state["live"][-2])
            gone = state["live"].pop()
            state["retired"] = sorted({*state["retired"], gone})
            self._write_state(state, f"rollback from {gone} to {restored.id}")
        return restored

    def _read(self, folder: Path) -> Version:
        try:
            manifest = artifacts.read_json(folder / "manifest.json")
        except DataError as error:
            raise RegistryError(str(error)) from error
        if not isinstance(manifest, dict) or not {"created", "made_from", "files"} <= manifest.keys():
            raise RegistryError(f"{folder / 'manifest.json'}: not a manifest; delete the folder and train again")
        return Version(folder.parent.name, folder.name, folder, manifest)

    def _checked(self, version: Version) -> Version:
        files: dict[str, str] = version.manifest["files"]
        for path, expected in files.items():
            _compare(version.folder / path, expected)
        present = {p.relative_to(version.folder).as_posix() for p in version.folder.rglob("*") if p.is_file()}
        for path in sorted(present - files.keys() - {"manifest.json", *_REPORTS}):
            raise RegistryError(f"{version.folder / path}: not in the manifest; delete it, or train again")
        return version

    def _read_state(self) -> dict[str, Any]:
        if not self._state.exists():
            return {"live": [], "retired": [], "reports": {}, "log": []}
        try:
            found: dict[str, Any] = artifacts.read_json(self._state)
        except DataError as error:
            raise RegistryError(str(error)) from error
        return found

    def _write_state(self, state: dict[str, Any], event: str | None = None) -> None:
        if event is not None:
            state["log"].append({"at": datetime.now(UTC).isoformat(timespec="seconds"), "event": event})
        artifacts.write_json(self._state, state)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _compare(path: Path, expected: str) -> None:
    if not path.is_file():
        raise RegistryError(f"{path}: missing, the manifest lists it; restore it, or train again")
    found = artifacts.file_sha256(path)
    if found != expected:
        raise RegistryError(
            f"{path}: sha256 {found[:12]}…, recorded {expected[:12]}…; restore the file, or make the version again"
        )


def _refusal(version: Version, report: Mapping[str, Any] | None) -> str | None:
    if report is None:
        return f"{version.id} has no accuracy report; run `truebrand check --model {version.id}`"
    gate = report.get("gate", {})
    if gate.get("passed") is True:
        return None
    return f"{version.id}: the gate said no: " + ("; ".join(gate.get("reasons", [])) or "no reason recorded")


Json = Annotated[bool, typer.Option("--json", help="One JSON object on the last line.")]


def models(as_json: Json = False) -> None:
    """List the model versions: what each was made from, its gate and its stage."""
    from rich.console import Console
    from rich.table import Table

    registry = Registry(home())
    rows = [_row(registry, version) for version in registry.versions()]
    if as_json:
        typer.echo(json.dumps({"models": rows}))
        return
    table = Table(
        "version", "stage", "gate", "base", "created", title=None if rows else "no models yet; truebrand train"
    )
    for row in rows:
        table.add_row(row["id"], row["stage"], row["gate"], row["base"], row["created"][:16])
    Console().print(table)


def promote(
    model: Annotated[str, typer.Argument(help="candidate, v3 or NAME/v3")] = "candidate",
    force: Annotated[bool, typer.Option("--force", help="Go past a gate that said no; it is written down.")] = False,
    as_json: Json = False,
) -> None:
    """Make a checked version live."""
    registry = Registry(home())
    version = registry.get(model)
    reason = registry.promote(version, force=force)
    if reason is not None:
        typer.echo(f"forced: {reason}", err=True)
    _say(f"{version.id} is live", {"live": version.id, "forced": reason}, as_json)


def rollback(as_json: Json = False) -> None:
    """Make the version before the live one live again."""
    version = Registry(home()).rollback()
    _say(f"{version.id} is live again", {"live": version.id}, as_json)


def _row(registry: Registry, version: Version) -> dict[str, str]:
    report = registry.report(version)
    gate = "not checked" if report is None else "passed" if _refusal(version, report) is None else "refused"
    base = str(version.made_from.get("base", "?"))
    created = str(version.manifest["created"])
    return {"id": version.id, "stage": registry.stage(version), "gate": gate, "base": base, "created": created}


def _say(text: str, value: Mapping[str, Any], as_json: bool) -> None:
    typer.echo(json.dumps(value) if as_json else text)
