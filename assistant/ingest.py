"""The verb `ingest`: sources -> catalog -> facts -> index, and a table of what was read and what was refused."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import artifacts
from assistant.catalog.folder import brand_files
from assistant.catalog.ingest import read_sources
from assistant.catalog.product import Catalog
from assistant.config import home, load_brand
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
    found, paths = _brand_and_sources(sources or [], brand)
    catalog = _read(paths, load_brand(found).name if found else "")
    brand_path = found or _generated(paths[0], catalog)
    settings = load_brand(brand_path)
    catalog = replace(catalog, brand=settings.name)
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


def brand_text(name: str, texts: Iterable[str]) -> str:
    """A brand.toml for sources that have none: a name, and the currency their texts are written in, if any."""
    spelt = {"$": "USD", "€": "EUR", "£": "GBP"}
    marks = (mark for text in texts for mark in re.findall(r"\b(?:EUR|USD|GBP|CHF)\b|[$€£](?=\s?\d)", text))
    counts = Counter(spelt.get(mark, mark) for mark in marks)
    currency = counts.most_common(1)[0][0] if counts else ""
    return (
        "# Written by `truebrand ingest`, which found no brand.toml beside the sources. Copy it there and correct it.\n"
        f"[brand]\nname = {json.dumps(name, ensure_ascii=False)}\n"
        f'currency = "{currency}"  # "" when no price names one\n'
    )


def _brand_and_sources(sources: list[Path], brand: Path | None) -> tuple[Path | None, list[Path]]:
    """The brand.toml in force, if there is one, and what to read: the sources given, else those it names."""
    found = [brand] if brand else brand_files(sources or [Path()])
    if sources:
        return (found[0] if found else None), sources
    path = found[0] if found else Path("brand.toml")
    folder = path.parent
    stated = [folder / source for source in load_brand(path).sources.paths]
    for source in stated:
        if not source.resolve().is_relative_to(folder.resolve()):
            raise ConfigError(
                f"{path}: [sources] paths: {source} leaves the folder; give it on the command line instead"
            )
    return path, stated or [folder]


def _generated(first: Path, catalog: Catalog) -> Path:
    """Write a brand.toml named after the folder, so that the next step has one, and say so."""
    folder = first.resolve() if first.is_dir() else first.resolve().parent
    name = re.sub(r"[-_]+", " ", folder.name).strip().title() or "Brand"
    path = home() / "brand.toml"
    artifacts.write_text(path, brand_text(name, _texts(catalog)))
    typer.echo(
        f"no brand.toml beside the sources: wrote {path}; correct its name and currency, then pass --brand", err=True
    )
    return path


def _texts(catalog: Catalog) -> Iterable[str]:
    """All that the sources say, to see which currency they use."""
    for product in catalog.products:
        yield from (value.text for value in product.attributes)
        offers = (product.offer, *(form.offer for form in product.variants))
        yield from (f"{offer.price.text} {offer.currency}" for offer in offers if offer and offer.price)
    for document in catalog.documents:
        yield from (section.text for section in document.sections)


def _read(paths: list[Path], brand: str) -> Catalog:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    # elsewhere than in a terminal a bar that is taken away again leaves an empty line
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=None)

        def on_file(place: str, number: int, total: int) -> None:
            progress.update(task, description=f"reading {place[-40:]}", completed=number, total=total)

        return read_sources(paths, brand, on_file=on_file)


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
