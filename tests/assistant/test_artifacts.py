from pathlib import Path

import pytest

from assistant import artifacts
from assistant.errors import ConfigError, DataError


def test_a_folder_is_whole_or_absent(tmp_path: Path) -> None:
    target = tmp_path / "version"
    with pytest.raises(KeyError), artifacts.whole_folder(target) as folder:
        (folder / "half").write_text("half", encoding="utf-8")
        raise KeyError("killed here")
    assert list(tmp_path.iterdir()) == []
    with artifacts.whole_folder(target) as folder:
        (folder / "file").write_text("whole", encoding="utf-8")
    assert (target / "file").read_text(encoding="utf-8") == "whole"


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    artifacts.write_json(path, {"live": "v1"})
    with pytest.raises(TypeError):
        artifacts.write_json(path, {"live": object()})
    assert artifacts.read_json(path) == {"live": "v1"}
    assert [file.name for file in tmp_path.iterdir()] == ["state.json"]


def test_a_full_disk_is_one_line_that_names_the_file() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(ConfigError, match="cannot be written"):
        artifacts.write_text(Path("/dev/full/file"), "text")


@pytest.mark.parametrize("text", ["{", "\x00", '{"a": 1}\n{"b"'])
def test_a_broken_line_names_the_file_and_the_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"fine": true}\n\n' + text, encoding="utf-8")
    with pytest.raises(DataError, match=r"rows\.jsonl:[34]: not readable as JSON"):
        list(artifacts.read_jsonl(path))


def test_what_is_not_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"name": "caf\xe9"}\n')
    with pytest.raises(DataError, match="not UTF-8"):
        list(artifacts.read_jsonl(path))


def test_the_digest_of_a_folder_changes_with_any_byte(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "weights").write_bytes(b"1234")
    before = artifacts.tree_sha256(tmp_path)
    (tmp_path / "a" / "weights").write_bytes(b"1235")
    assert before.keys() == artifacts.tree_sha256(tmp_path).keys() == {"a/weights"}
    assert before != artifacts.tree_sha256(tmp_path)
