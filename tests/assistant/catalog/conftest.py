"""Files for loaders to read, written for each test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.catalog.loaders.parsed import SourceFile

Writing = Callable[[str, str | bytes], SourceFile]


@pytest.fixture
def written(tmp_path: Path) -> Writing:
    """Writes a file below a folder and gives it as ingest would."""

    def write(name: str, content: str | bytes) -> SourceFile:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return SourceFile(path, name, tmp_path.resolve())

    return write
