"""The verb `dataset`: training conversations from the catalog, split by fact, with what was left out and why.

dataset/rows.jsonl     {"id","kind","messages","facts","split"} a line
dataset/manifest.json  catalog and settings it was made from, the held-out facts and phrasings; written last
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import artifacts
from assistant.config import home
from assistant.errors import DataError
from training import config as presets
from training.config import DatasetSection
from training.preflight import Row, read_rows

Json = Annotated[bool, typer.Option("--json", help="One JSON object on the last line.")]
Preset = Annotated[str, typer.Option(help="small, large, or a TOML file of settings.")]


def dataset(
    preset: Preset = "small",
    preview: Annotated[int, typer.Option(help="Show so many rows with the tokens that are learned in colour.")] = 0,
    base: Annotated[str, typer.Option(help="Whose tokenizer the preview uses.")] = "starter",
    as_json: Json = False,
) -> None:
    """Write training conversations from the catalog, split by fact."""
    made = write(home(), presets.load(preset).dataset)
    if preview:
        _show(made, preview, base)
    if as_json:
        typer.echo(json.dumps(_summary(made)))
        return
    _tables(made)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset on disk."""

    rows: tuple[Row, ...]
    manifest: Mapping[str, Any]

    @property
    def sha256(self) -> str:
        return str(self.manifest["rows_sha256"])


def write(folder: Path, settings: DatasetSection) -> Dataset:
    """Make the dataset below `folder`, or give the one that is there when it was made from the same."""
    from assistant.knowledge.knowledge import Knowledge
    from training.conversations import Conversations

    made_from = _made_from(folder, settings)
    found = _read(folder / "dataset", made_from)
    if found is not None:
        return found
    maker = Conversations(Knowledge.load(folder), settings)
    rows = distinct(_with_progress(maker.rows()), maker.dropped)
    if not any(row.split == "train" and (row.facts or row.kind == "policy") for row in rows):
        raise DataError(
            f"{folder / 'catalog'}: no fact and no passage that could be taught; see what `truebrand ingest` refused"
        )
    with artifacts.whole_folder(folder / "dataset") as target:
        artifacts.write_jsonl(target / "rows.jsonl", map(asdict, rows))
        manifest = made_from | {
            "rows_sha256": artifacts.file_sha256(target / "rows.jsonl"),
            "held_out": sorted(fact.id for fact in maker.facts("test")),
            "held_out_phrasings": _held_out_phrasings(settings.dev_share),
            "dropped": dict(maker.dropped),
        }
        artifacts.write_json(target / "manifest.json", manifest)
    return Dataset(tuple(rows), manifest)


def _made_from(folder: Path, settings: DatasetSection) -> dict[str, Any]:
    catalog = folder / "catalog" / "manifest.json"
    if not catalog.is_file():
        raise DataError(f"{catalog.parent}: no catalog here; run `truebrand ingest SOURCE` first")
    return {"format": 1, "catalog": artifacts.file_sha256(catalog), "settings": asdict(settings)}


def _read(folder: Path, made_from: Mapping[str, Any]) -> Dataset | None:
    """The saved dataset; None when there is none or it was made from another catalog or other settings."""
    if not (folder / "manifest.json").is_file():
        return None
    manifest = artifacts.read_json(folder / "manifest.json")
    if any(manifest.get(name) != value for name, value in made_from.items()):
        return None
    path = folder / "rows.jsonl"
    if not path.is_file() or artifacts.file_sha256(path) != manifest["rows_sha256"]:
        raise DataError(f"{path}: missing or changed since it was written; delete the folder and run again")
    return Dataset(tuple(read_rows(artifacts.read_jsonl(path), str(path))), manifest)


def distinct(rows: Iterable[Row], dropped: Counter[str]) -> list[Row]:
    """Each conversation once, and no trained question among the held-out ones."""
    kept: dict[tuple[str, ...], Row] = {}
    for row in rows:
        text = tuple(turn["content"] for turn in row.messages)
        if text in kept:
            dropped["the same conversation twice"] += 1
            continue
        kept[text] = row
    trained = {pair for row in kept.values() if row.split == "train" for pair in _pairs(row)}
    found = []
    for row in kept.values():
        if row.split != "train" and any(pair in trained for pair in _pairs(row)):
            dropped["a held-out question that is also trained"] += 1
            continue
        found.append(row)
    return found


def _pairs(row: Row) -> list[tuple[str, str]]:
    texts = [turn["content"] for turn in row.messages]
    return list(zip(texts[1::2], texts[2::2], strict=True))


def _held_out_phrasings(share: float) -> dict[str, str]:
    from training import phrasings

    return {p.id: p.question for p in phrasings.everything() if phrasings.is_held_out(p, share)}


def _with_progress(rows: Iterable[Row]) -> Iterable[Row]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("writing conversations: {task.completed}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for row in rows:
            progress.advance(task)
            yield row


def _summary(made: Dataset) -> dict[str, Any]:
    counts = Counter((row.kind, row.split) for row in made.rows)
    kinds = sorted({kind for kind, _ in counts})
    return {
        "rows": len(made.rows),
        "mix": {kind: {split: counts[kind, split] for split in ("train", "dev", "test")} for kind in kinds},
        "answers": sum(len(_pairs(row)) for row in made.rows if row.split == "train"),
        "held_out_facts": len(made.manifest["held_out"]),
        "held_out_phrasings": len(made.manifest["held_out_phrasings"]),
        "dropped": made.manifest["dropped"],
        "sha256": made.sha256,
    }


def _tables(made: Dataset) -> None:
    from rich.console import Console
    from rich.table import Table

    found = _summary(made)
    table = Table("kind", "train", "held-out phrasings", "held-out facts", title="conversations")
    for kind, splits in found["mix"].items():
        table.add_row(kind, *(str(splits[split]) for split in ("train", "dev", "test")))
    console = Console()
    console.print(table)
    console.print(
        f"{found['rows']} conversations, {found['answers']} answers to learn; kept out of training: "
        f"{found['held_out_facts']} facts, {found['held_out_phrasings']} phrasings",
        highlight=False,
    )
    for reason, count in sorted(found["dropped"].items(), key=lambda item: -item[1]):
        console.print(f"left out {count}: {reason}", highlight=False)


def _show(made: Dataset, num_rows: int, base: str) -> None:
    """The very tokens a model is given; those it learns in green."""
    from rich.console import Console
    from rich.text import Text

    from training import base_model
    from training.render import preview, render

    found = base_model.find(base)
    tokenizer, stops = found.tokenizer(), base_model.stop_ids(found)
    step = max(1, len(made.rows) // num_rows)
    console = Console(highlight=False)
    for row in made.rows[::step][:num_rows]:
        text = Text()
        example = render(row.messages, tokenizer, stops, place=f"row {row.id}")
        preview(example, tokenizer, lambda piece, learned, t=text: _painted(t, piece, learned))  # type: ignore[misc]
        console.rule(f"{row.id}: {example.num_learned} of {len(example.input_ids)} tokens are learned")
        console.print(text)


def _painted(text: Any, piece: str, learned: bool) -> str:
    text.append(piece, style="bold green" if learned else "dim")
    return piece
