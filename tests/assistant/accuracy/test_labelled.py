"""The verifier against people: 560 answers of a real run, labelled twice by hand."""

from pathlib import Path

import pytest

from assistant.accuracy.verify import Verifier
from assistant.config import Brand, BrandSection, load_brand
from tests.assistant.accuracy.labelled import Labelled, judged, kappa
from tests.assistant.accuracy.test_gold import SAMPLE, knowledge_of


@pytest.fixture(scope="module")
def answers() -> list[Labelled]:
    return judged(knowledge_of(SAMPLE, load_brand(SAMPLE / "brand.toml")))


def test_the_two_passes_agree(answers: list[Labelled]) -> None:
    assert len(answers) >= 500
    assert kappa([(one.first, one.second) for one in answers]) > 0.95


def test_what_is_called_wrong_is_wrong(answers: list[Labelled]) -> None:
    flagged = [one for one in answers if one.verdict == "wrong"]
    false = [one for one in flagged if one.label != "wrong"]
    assert len(flagged) > 30
    assert len(false) / len(flagged) <= 0.03, false
    assert sum(one.label == "correct" for one in false) / len(answers) <= 0.002, "true answers flagged"


def test_few_wrong_answers_pass_as_correct(answers: list[Labelled]) -> None:
    wrong = [one for one in answers if one.label == "wrong"]
    passed = [one for one in wrong if one.verdict == "correct"]
    assert len(passed) / len(wrong) <= 0.1, passed


def test_the_beginning_of_a_products_own_value_is_not_another_products_value(tmp_path: Path) -> None:
    table = 'name,connectors\nTarn Node,"USB-C (charging), Grove"\nFell Beacon,USB-C\n'
    (tmp_path / "products.csv").write_text(table, encoding="utf-8")
    knowledge = knowledge_of(tmp_path, Brand(BrandSection("Osterfell")))
    found = Verifier(knowledge.facts, knowledge.names).verify(
        "The connectors of the Tarn Node are USB-C (charging) and Grove."
    )
    assert found.verdict != "wrong", found.findings
