"""Which files of the sources given are read: all below a folder, but nothing hidden, linked or outside it."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.catalog.loaders.parsed import SourceFile
from assistant.catalog.product import Refusal
from assistant.errors import DataError

# What stands beside product data in every export and says nothing of the products.
_ASIDE = re.compile(r"(licen[cs]e|copying|notice|readme|changelog|code_of_conduct)([._-].*)?", re.I)
_MEDIA = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".svg",
        ".ico",
        ".avif",
        ".bmp",
        ".tif",
        ".tiff",
        ".mp4",
        ".webm",
        ".mov",
        ".mp3",
        ".wav",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".css",
        ".js",
        ".map.stl",
        ".step",
        ".stp",
        ".dxf",
        ".zip",
        ".gz",
    ]
)


def source_files(sources: Sequence[Path]) -> tuple[list[SourceFile], list[Refusal]]:
    """Files to read, each once, in a stable order; and what was not followed. Raises DataError for a missing source."""
    files: dict[Path, SourceFile] = {}
    refusals: list[Refusal] = []
    for source in sources:
        if not source.exists():
            raise DataError(f"{source}: no such file or folder; name a file or folder with product data")
        found = (
            _below(source, refusals) if source.is_dir() else [SourceFile(source, source.name, source.parent.resolve())]
        )
        for file in found:
            files.setdefault(file.path.resolve(), file)
    return list(files.values()), refusals


def _below(folder: Path, refusals: list[Refusal]) -> Iterator[SourceFile]:
    root = folder.resolve()
    for where, folders, names in os.walk(folder):
        here = Path(where)
        links = [name for name in folders if (here / name).is_symlink()]
        refusals += [_link(here / name, folder) for name in links]
        folders[:] = sorted(name for name in folders if not _is_hidden(name) and name not in links)
        for name in sorted(names):
            path = here / name
            if _is_hidden(name) or name == "brand.toml" or path.suffix.casefold() in _MEDIA or _is_aside(path):
                continue
            if path.is_symlink():
                refusals.append(_link(path, folder))
            elif path.is_file():
                yield SourceFile(path, path.relative_to(folder).as_posix(), root)


def _link(path: Path, folder: Path) -> Refusal:
    return Refusal(path.relative_to(folder).as_posix(), "a symbolic link; it is not followed, copy the file here")


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name in ("node_modules", "__pycache__", "__MACOSX", "Thumbs.db")


def _is_aside(path: Path) -> bool:
    return path.suffix.casefold() in ("", ".md", ".txt", ".rst") and bool(_ASIDE.fullmatch(path.stem))


def brand_files(sources: Iterable[Path]) -> list[Path]:
    """A brand.toml in one of the folders given, or beside one of the files."""
    folders = [source if source.is_dir() else source.parent for source in sources]
    return [path for folder in folders if (path := folder / "brand.toml").is_file()]
