"""Presets load, and a misspelling never trains quietly."""

from importlib.resources import files
from pathlib import Path

import pytest

from assistant.errors import ConfigError
from training.config import TrainingConfig, load

SHIPPED = sorted(item.name.removesuffix(".toml") for item in files("training").joinpath("presets").iterdir())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_preset_loads(name: str) -> None:
    assert load(name) != TrainingConfig(), "a preset that says nothing is no preset"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sft]\nlearning_rte = 1e-3", r"\[sft\]: unknown key 'learning_rte'; did you mean 'learning_rate'"),
        ("[lor]\nr = 8", "unknown key 'lor'; did you mean 'lora'"),
        ("[lora]\nr = 0", r"\[lora\] r is 0; expected 1 or more"),
        ("[lora]\nr = 'big'", "expected int"),
        ("[dataset]\ntest_share = 1.5", "expected 0 to 1"),
        ("[sft]\non_overlength = 'cut'", "expected one of error, drop"),
        ("sft = 3", "expected a table"),
        ("[sft", "not readable as TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_expected(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as error:
        load(str(path))
    assert str(path) in str(error.value)


def test_an_unknown_preset_lists_the_shipped_ones(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="expected one of large, small"):
        load("huge")
    with pytest.raises(ConfigError, match=r"missing\.toml: not readable"):
        load(str(tmp_path / "missing.toml"))


def test_a_whole_number_is_taken_where_a_fraction_is_expected(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[sft]\nepochs = 2", encoding="utf-8")
    assert load(str(path)).sft.epochs == 2.0
