from importlib.resources import files
from pathlib import Path

import pytest

from assistant.config import load_brand
from assistant.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    path = folder / "brand.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sample_brand_loads() -> None:
    brand = load_brand(Path(str(files("assistant").joinpath("sample/brand.toml"))))
    assert brand.name
    assert brand.sources.volatile


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[brand]\nnmae = "Acme"\n', "unknown key 'nmae'; did you mean 'name'?"),
        ('[brnad]\nname = "Acme"\n', "unknown key 'brnad'; did you mean 'brand'?"),
        ("[brand]\n", "[brand] has no name"),
        ('brand = "Acme"\n', "[brand] is 'Acme'; expected a table of settings"),
        ("[brand]\nname = 7\n", "name is 7; expected str"),
        ('[brand]\nname = "Acme"\naliases = "A"\n', "aliases is 'A'; expected a list of texts"),
        ('[brand]\nname = "Acme"\n[gate]\nmin_correct = 97.0\n', "expected 0 to 1"),
        ('[brand]\nname = "Acme"\n[guard]\nundecided = "hide"\n', "expected one of withhold, mark, release"),
        ("[brand\n", "not readable as TOML"),
    ],
)
def test_a_wrong_setting_names_the_place_and_what_was_expected(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_brand(write(tmp_path, text))
    assert message in str(caught.value)
    assert "brand.toml" in str(caught.value)


def test_a_missing_file_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no such file; write a brand\.toml"):
        load_brand(tmp_path / "brand.toml")


def test_what_is_given_replaces_the_default_and_nothing_else(tmp_path: Path) -> None:
    brand = load_brand(write(tmp_path, '[brand]\nname = "Acme"\n[gate]\nmax_wrong = 2\n'))
    assert brand.gate.max_wrong == 2
    assert brand.gate.min_correct == 0.97
    assert brand.guard.undecided == "mark"
