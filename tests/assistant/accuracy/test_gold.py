"""Probes and judge on whole catalogs: an answer made of the catalog's own words is right."""

import os
from pathlib import Path

import pytest

import assistant
from assistant.accuracy import probes
from assistant.accuracy.score import Judge, Judged, Reply, rates
from assistant.accuracy.verify import Verifier
from assistant.catalog.ingest import read_sources
from assistant.config import Brand, BrandSection, load_brand
from assistant.facts.derive import derive
from assistant.knowledge.knowledge import Knowledge
from tests.assistant.accuracy.gold import true_answer

REAL = os.environ.get("TRUEBRAND_REAL_DATA")
SAMPLE = Path(assistant.__file__).parent / "sample"


def knowledge_of(folder: Path, brand: Brand) -> Knowledge:
    catalog = read_sources([folder], brand.name)
    return Knowledge.build(derive(catalog, brand), catalog.documents, brand)


def judged_on(knowledge: Knowledge) -> list[Judged]:
    verifier = Verifier(knowledge.facts, knowledge.names, knowledge.brand.brand.currency)
    judge = Judge(knowledge.facts, knowledge.names, verifier, knowledge.passages)
    made = probes.make(knowledge.facts, knowledge.passages)
    return [judge.judge(probe, Reply(true_answer(probe, knowledge))) for probe in made]


def test_the_sample_brand_gives_more_than_500_probes_and_its_own_words_are_right() -> None:
    found = judged_on(knowledge_of(SAMPLE, load_brand(SAMPLE / "brand.toml")))
    assert len(found) >= 500
    assert [(each.probe.question, each.reply.text, each.reason) for each in found if not each.is_right] == []


@pytest.mark.skipif(REAL is None, reason="TRUEBRAND_REAL_DATA is not set")
@pytest.mark.parametrize("name", ["luma", "corsair", "meshtastic", "raspberrypi", "plausible", "basecamp"])
def test_of_a_real_brand_its_own_words_are_hardly_ever_wrong(name: str) -> None:
    knowledge = knowledge_of(Path(str(REAL)) / "brands" / name, Brand(BrandSection(name.title())))
    figures = rates(judged_on(knowledge))
    assert figures.n >= 100
    assert figures.wrong.k <= 0.03 * figures.n
    assert figures.correct.k >= 0.96 * figures.correct.n
