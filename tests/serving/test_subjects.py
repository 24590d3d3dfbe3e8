"""What may be examined, by the words of `--model`."""

from pathlib import Path

import pytest

from assistant.errors import RegistryError
from assistant.registry import Registry
from serving import subjects


def test_the_starter_is_examined_by_its_name_as_it_ships(tmp_path: Path) -> None:
    found = subjects.find("starter", None, Registry(tmp_path))
    assert found.name == "starter"
    assert found.model is not None and (Path(found.model) / "model.safetensors").is_file()
    assert found.configurations() == ("finetuned", "finetuned+retrieval", "finetuned+retrieval+guard")


def test_the_starter_as_a_base_shares_its_kept_answers_with_the_starter_as_a_model(tmp_path: Path) -> None:
    alone = subjects.find("starter", None, Registry(tmp_path))
    beside = subjects.find("http://127.0.0.1:9", "starter", Registry(tmp_path))
    assert alone.model is not None and beside.base is not None
    assert subjects.cache_key(alone.model) == subjects.cache_key(beside.base)


def test_an_unknown_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegistryError):
        subjects.find("sample/v9", None, Registry(tmp_path))
