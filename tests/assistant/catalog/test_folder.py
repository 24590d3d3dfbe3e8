"""Which files are read."""

from pathlib import Path

import pytest

from assistant.catalog.folder import brand_files, source_files
from assistant.errors import DataError


def _tree(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("name\nA\n", encoding="utf-8")


def test_all_below_a_folder_is_read_once_and_in_order(tmp_path: Path) -> None:
    _tree(tmp_path, "b.csv", "a/c.md", "a/b/d.json")
    files, refusals = source_files([tmp_path, tmp_path / "a"])
    assert [file.place for file in files] == ["b.csv", "a/c.md", "a/b/d.json"]
    assert not refusals


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.csv",
        ".git/a.csv",
        "~$a.csv",
        "a.png",
        "LICENSE",
        "LICENSE.md",
        "README.md",
        "node_modules/a.md",
        "brand.toml",
    ],
)
def test_what_stands_beside_product_data_is_passed_over(tmp_path: Path, name: str) -> None:
    _tree(tmp_path, name)
    assert source_files([tmp_path]) == ([], [])


def test_a_file_that_is_named_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    _tree(tmp_path, "README.md")
    files, _ = source_files([tmp_path / "README.md"])
    assert [file.place for file in files] == ["README.md"]


def test_links_are_refused_and_not_followed(tmp_path: Path) -> None:
    _tree(tmp_path, "outside/secret.csv", "shop/a.csv")
    (tmp_path / "shop/link.csv").symlink_to(tmp_path / "outside/secret.csv")
    (tmp_path / "shop/folder").symlink_to(tmp_path / "outside")
    (tmp_path / "shop/loop").symlink_to(tmp_path / "shop")
    files, refusals = source_files([tmp_path / "shop"])
    assert [file.place for file in files] == ["a.csv"]
    assert {refusal.place for refusal in refusals} == {"link.csv", "folder", "loop"}


def test_a_missing_source_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nothing\.csv: no such file"):
        source_files([tmp_path / "nothing.csv"])


def test_a_brand_file_is_found_in_a_folder_and_beside_a_file(tmp_path: Path) -> None:
    _tree(tmp_path, "brand.toml", "a.csv")
    assert brand_files([tmp_path]) == brand_files([tmp_path / "a.csv"]) == [tmp_path / "brand.toml"]
