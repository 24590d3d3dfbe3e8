"""Cases from a catalog show the model what serving would show it."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from assistant.cli import main
from training.starter.evaluate import is_right
from training.starter.real import catalog_cases


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch, as_file(files("assistant").joinpath("sample")) as sample:
        patch.setenv("TRUEBRAND_HOME", str(home))
        assert main(["ingest", str(sample)]) == 0
    return home


def test_the_wanted_value_stands_in_the_context_and_the_full_answer_is_right(catalog: Path) -> None:
    found = catalog_cases(catalog, 40)
    assert len(found) == 40
    for case in found:
        if case.turn.kind == "fact":
            assert case.turn.must[0] in case.system
            assert is_right(case, case.turn.answer)
        assert not is_right(case, "I do not know.")


def test_the_same_seed_asks_the_same(catalog: Path) -> None:
    assert catalog_cases(catalog, 5) == catalog_cases(catalog, 5)
    assert catalog_cases(catalog, 5) != catalog_cases(catalog, 5, "another")
