"""Sources -> Catalog: every file offered to the loaders, what they read brought together, what they refused listed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.catalog.folder import source_files
from assistant.catalog.loaders.parsed import Parsed, SourceFile
from assistant.catalog.loaders.registry import loader_of
from assistant.catalog.merge import gather
from assistant.catalog.product import Catalog, Refusal, SourceReport
from assistant.errors import DataError


def read_sources(
    paths: Sequence[Path], brand: str, *, on_file: Callable[[str, int, int], None] | None = None
) -> Catalog:
    """Everything below the paths. Raises DataError when a path is missing or nothing in them can be read.

    `on_file` hears the place of each file, its number and how many there are.
    """
    files, refused_links = source_files(paths)
    if not files:
        raise DataError(f"{', '.join(map(str, paths))}: no files to read; put product data or documents there")
    read: list[tuple[str, Parsed]] = []
    reports: list[SourceReport] = []
    for number, file in enumerate(files, start=1):
        if on_file:
            on_file(file.place, number, len(files))
        name, parsed = _read(file)
        read.append((file.place, parsed))
        reports.append(SourceReport(file.place, name, parsed.read, parsed.refused))
    products, documents, unmatched = gather(read)
    reports = _with_refusals(reports, [*unmatched, *refused_links])
    if not products and not documents:
        reason = next((r for report in reports for r in report.refused), Refusal("", "nothing in it"))
        raise DataError(
            f"{', '.join(map(str, paths))}: neither a product nor a document in {len(files)} files; "
            f"first: {reason.place}: {reason.reason}"
        )
    return Catalog(brand, products, documents, tuple(reports))


def _read(file: SourceFile) -> tuple[str, Parsed]:
    try:
        if file.path.stat().st_size == 0:
            return "empty", Parsed(refused=(Refusal(file.place, "an empty file"),))
        loader = loader_of(file)
        if loader is None:
            known = "CSV, TSV, JSON, JSONL, Markdown, HTML or AsciiDoc"
            kind = f"{file.path.suffix or 'no suffix'} is not read"
            if file.path.suffix.casefold() in (".csv", ".tsv", ".tab"):
                kind = "no table in it, whatever its name says"
            return "unknown", Parsed(refused=(Refusal(file.place, f"{kind}; export it as {known}"),))
        return loader.name, loader.read(file)
    except OSError as error:
        return "unreadable", Parsed(refused=(Refusal(file.place, f"cannot be opened ({error.strerror})"),))


def _with_refusals(reports: list[SourceReport], refusals: list[Refusal]) -> list[SourceReport]:
    """Refusals that were known only when all files were read, each with its file."""
    by_path = {report.path: number for number, report in enumerate(reports)}
    for refusal in refusals:
        path = refusal.place.split(" [")[0].rsplit(":", 1)[0]
        number = by_path.get(path)
        if number is None:
            reports.append(SourceReport(refusal.place, "link", 0, (refusal,)))
        else:
            reports[number] = replace(reports[number], refused=(*reports[number].refused, refusal))
    return reports
