"""The verb `ingest`: sources -> catalog -> facts -> index, and a table of what was read and what was refused."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import artifacts
from assistant.catalog.folder import brand_files
from assistant.catalog.ingest import read_sources
from assistant.catalog.product import Catalog
from assistant.config import Brand, home, load_brand
from assistant.errors import ConfigError
from assistant.facts.aliases import Names
from assistant.facts.derive import derive
from assistant.facts.facts import Facts
from assistant.facts.storage import save
from assistant.knowledge.index import Index
from assistant.knowledge.passages import from_documents

SHOWN = 20  # refusals and contradictions printed in full; --json has them all


def ingest(
    sources: Annotated[list[Path] | None, typer.Argument(help="Files or folders with product data.")] = None,
    brand: Annotated[Path | None, typer.Option(help="The brand.toml; by default the one beside the sources.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")] = False,
) -> None:
    """Read product data and documents into facts and passages; list every row refused.

    The catalog goes to TRUEBRAND_HOME/catalog, the index to TRUEBRAND_HOME/index. Both are replaced in one step.
    """
    brand_path, paths = _brand_and_sources(sources or [], brand)
    settings = load_brand(brand_path)
    catalog = _read(paths, settings)
    facts = derive(catalog, settings)
    save(facts, catalog, brand_path, home() / "catalog")
    names = Names(facts, settings.competitors.names)
    passages = from_documents(catalog.documents, names)
    Index.build(passages, facts).save(home() / "index")
    summary = report(catalog, facts, len(passages))
    _show(catalog, facts, summary)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))


def report(catalog: Catalog, facts: Facts, num_passages: int) -> dict[str, Any]:
    """What other programs read."""
    return {
        "sources": [
            {
                "path": source.path,
                "format": source.format,
                "read": source.read,
                "refused": [{"place": refusal.place, "reason": refusal.reason} for refusal in source.refused],
            }
            for source in catalog.reports
        ],
        "products": len(catalog.products),
        "variants": sum(len(product.variants) for product in catalog.products),
        "offers": sum(
            (product.offer is not None) + sum(form.offer is not None for form in product.variants)
            for product in catalog.products
        ),
        "facts": len(facts),
        "passages": num_passages,
        "contradictions": len(facts.contradictions),
    }


def generated_brand(folder: Path, catalog_texts: Iterable[str] = ()) -> str:
    """A brand.toml for a folder that has none: its name, and the currency its texts are written in, if any."""
    name = re.sub(r"[-_]+", " ", folder.resolve().name).strip().title() or "Brand"
    marks = Counter(mark for text in catalog_texts for mark in re.findall(r"\b(?:EUR|USD|GBP|CHF)\b|[$€£](?=\d)", text))
    spelt = {"$": "USD", "€": "EUR", "£": "GBP"}
    counts: Counter[str] = Counter()
    for mark, count in marks.items():
        counts[spelt.get(mark, mark)] += count
    currency = counts.most_common(1)[0][0] if counts else ""
    lines = [
        "# Written by `truebrand ingest`, which found no brand.toml beside the sources. Copy it there and correct it."
    ]
    lines += [
        "[brand]",
        f"name = {json.dumps(name, ensure_ascii=False)}",
        f'currency = "{currency}"  # "" when no price names one',
    ]
    return "\n".join(lines) + "\n"


def _brand_and_sources(sources: list[Path], brand: Path | None) -> tuple[Path, list[Path]]:
    """The brand.toml in force, and what to read: the sources given, else those it names."""
    found = [brand] if brand else brand_files(sources or [Path()])
    if not found and not sources:
        load_brand(Path("brand.toml"))  # says what is missing
    if sources:
        return (found[0] if found else _generate(sources)), sources
    folder = found[0].parent
    stated = [folder / path for path in load_brand(found[0]).sources.paths]
    for path in stated:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ConfigError(
                f"{found[0]}: [sources] paths: {path} leaves the folder; give it on the command line instead"
            )
    return found[0], stated or [folder]


def _generate(sources: list[Path]) -> Path:
    first = sources[0] if sources[0].is_dir() else sources[0].parent
    path = home() / "brand.toml"
    artifacts.write_text(path, generated_brand(first, _texts(sources)))
    typer.echo(
        f"no brand.toml beside the sources: wrote {path}; correct its name and currency, then pass --brand", err=True
    )
    return path


def _texts(sources: list[Path]) -> Iterable[str]:
    """All that the sources say, to see which currency they use."""
    catalog = read_sources(sources, "")
    for product in catalog.products:
        yield from (value.text for value in product.attributes)
        yield product.description or ""
        yield from (form.offer.price.text for form in product.variants if form.offer and form.offer.price)
    for document in catalog.documents:
        yield from (section.text for section in document.sections)


def _read(paths: list[Path], settings: Brand) -> Catalog:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def on_file(place: str, number: int, total: int) -> None:
            progress.update(task, description=f"reading {place[-40:]}", completed=number, total=total)

        return read_sources(paths, settings.name, on_file=on_file)


def _show(catalog: Catalog, facts: Facts, summary: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("source", "format", "read", "refused"):
        table.add_column(heading, justify="right" if heading in ("read", "refused") else "left", overflow="fold")
    for source in _condensed(catalog):
        table.add_row(*source)
    console = Console()
    console.print(table)
    refusals = [refusal for source in catalog.reports for refusal in source.refused]
    for refusal in refusals[:SHOWN]:
        typer.echo(f"refused {refusal.place}: {refusal.reason}")
    if len(refusals) > SHOWN:
        typer.echo(f"refused {len(refusals) - SHOWN} more; --json lists them all")
    for item in facts.contradictions[:SHOWN]:
        stated = " against ".join(f"{fact.text!r} in {fact.source}" for fact in item.facts)
        typer.echo(f"contradiction: {facts.products[item.product].name}, {item.attribute}: {stated}; not taught")
    if len(facts.contradictions) > SHOWN:
        typer.echo(
            f"{len(facts.contradictions) - SHOWN} more contradictions in {home() / 'catalog' / 'contradictions.json'}"
        )
    typer.echo(
        ", ".join(
            f"{summary[key]} {key}" for key in ("products", "variants", "offers", "facts", "passages", "contradictions")
        )
    )


def _condensed(catalog: Catalog) -> Iterable[tuple[str, str, str, str]]:
    """A row a source; folders of many documents as one row a folder and format."""
    if len(catalog.reports) <= 40:
        for item in catalog.reports:
            yield item.path, item.format, str(item.read), str(len(item.refused) or "")
        return
    read: Counter[tuple[str, str]] = Counter()
    refused: Counter[tuple[str, str]] = Counter()
    files: Counter[tuple[str, str]] = Counter()
    for item in catalog.reports:
        key = (item.path.partition("/")[0] if "/" in item.path else ".", item.format)
        files[key] += 1
        read[key] += item.read
        refused[key] += len(item.refused)
    for (top, kind), count in files.items():
        yield f"{top} ({count} files)", kind, str(read[top, kind]), str(refused[top, kind] or "")
