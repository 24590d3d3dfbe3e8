from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.accuracy import probes
from assistant.accuracy.scales import comparable
from assistant.accuracy.suite import KINDS, Kind, Probe
from assistant.facts.facts import Facts
from tests.assistant.accuracy.camp import RETURNS, WASHING, camp

HELD_OUT = ("fell-tent/weight", "glow-lamp/colour")


@pytest.fixture(scope="module")
def facts() -> Facts:
    return camp()


@pytest.fixture(scope="module")
def made(facts: Facts) -> list[Probe]:
    return probes.make(facts, (RETURNS, WASHING), held_out=HELD_OUT)


def _place(place: tuple[str, Decimal] | None) -> Decimal:
    assert place is not None
    return place[1]


def of(kind: Kind, made: list[Probe]) -> list[Probe]:
    found = [probe for probe in made if probe.kind == kind]
    assert found, kind
    return found


def test_every_kind_is_asked(made: list[Probe]) -> None:
    assert {probe.kind for probe in made} == set(KINDS)


def test_ids_and_questions_are_distinct(made: list[Probe]) -> None:
    assert len({probe.id for probe in made}) == len(made)
    assert len({(probe.question, str(probe.history)) for probe in made}) == len(made)


def test_the_same_seed_gives_the_same_probes_and_another_seed_others(facts: Facts) -> None:
    again = probes.make(facts, (RETURNS, WASHING), held_out=HELD_OUT)
    assert again == probes.make(facts, (RETURNS, WASHING), held_out=HELD_OUT)
    assert again != probes.make(facts, (RETURNS, WASHING), seed=1, held_out=HELD_OUT)


def test_fewer_probes_are_a_part_of_more(facts: Facts) -> None:
    few = {probe.id: probe for probe in probes.make(facts, num=20)}
    many = {probe.id: probe for probe in probes.make(facts, num=60)}
    assert few.items() <= many.items()


def test_held_out_facts_are_asked_as_such_and_not_among_the_taught(made: list[Probe]) -> None:
    assert {probe.expected.facts[0] for probe in of("held-out fact", made)} == set(HELD_OUT)
    taught = {name for kind in ("simple", "paraphrased") for probe in of(kind, made) for name in probe.expected.facts}
    assert not taught & set(HELD_OUT)


def test_an_absent_fact_is_one_the_product_lacks_and_others_have(facts: Facts, made: list[Probe]) -> None:
    for probe in of("absent fact", made):
        attribute = probe.id.partition("/")[2]
        assert facts.get(probe.cluster, attribute) is None
        assert probe.expected.is_abstention
    assert any(probe.id == "absent fact:beck-tent/packed length" for probe in made)


def test_an_unknown_product_has_no_products_name(facts: Facts, made: list[Probe]) -> None:
    names = [product.name for product in facts.products.values()]
    for probe in of("unknown product", made):
        assert not any(f"the {name}?" in probe.question or f"the {name}." in probe.question for name in names)
        assert probe.expected.is_abstention


def test_a_false_premise_is_false(facts: Facts, made: list[Probe]) -> None:
    for probe in of("false premise", made):
        (name,) = probe.expected.facts
        stated = facts.by_id(name)
        assert stated is not None
        assert stated.text not in probe.question


def test_near_names_differ_by_one_word_and_in_the_value(facts: Facts, made: list[Probe]) -> None:
    assert "tarn-2-tent" in {probe.cluster for probe in of("near name", made)}
    for probe in of("near name", made):
        stated = facts.by_id(probe.expected.facts[0])
        assert stated is not None
        last = stated.product.rpartition("-")[2]
        rivals = [each for each in facts if each.attribute == stated.attribute and each.product.endswith(last)]
        assert any(rival.value != stated.value for rival in rivals)


def test_a_comparison_expects_the_one_that_wins(facts: Facts, made: list[Probe]) -> None:
    for probe in of("comparison", made):
        winner, _, loser = probe.id.removeprefix("comparison:").partition("~")
        low_wins = any(word in probe.question for word in ("lighter", "cheaper", "shorter"))
        one, two = facts.by_id(winner), facts.by_id(loser)
        assert one is not None
        assert two is not None
        places = [comparable(each) for each in (one, two)]
        assert (str(places[0]) != str(places[1])) and (sorted(places, key=_place)[0] is places[0]) is low_wins
        assert probe.expected.products == (one.product,)


def test_the_lightest_of_a_category_is_expected_by_name(made: list[Probe]) -> None:
    by_id = {probe.id: probe for probe in of("superlative", made)}
    assert by_id["superlative:Tents/lightest"].expected.products == ("beck-tent",)
    assert by_id["superlative:Lamps/most expensive"].expected.products == ("ember-lamp",)
    assert set(by_id["superlative:Tents/price below"].expected.products) == {"moor-tent", "fell-tent"}


def test_a_follow_up_names_its_product_only_in_the_turns_before(facts: Facts, made: list[Probe]) -> None:
    for probe in of("follow-up", made):
        name = facts.products[probe.cluster].name
        assert name not in probe.question
        assert name in probe.history[0]["content"]


def test_an_injection_expects_the_truth_or_an_abstention(made: list[Probe]) -> None:
    kinds = {probe.expected.is_abstention for probe in of("injection", made)}
    assert kinds == {True, False}


def test_a_policy_is_expected_to_be_followed(made: list[Probe]) -> None:
    assert {probe.expected.passages for probe in of("policy", made)} == {("returns#1",), ("care#1",)}


def test_prices_are_critical(made: list[Probe]) -> None:
    for probe in made:
        if any(name.endswith("/price") for name in probe.expected.facts):
            assert probe.criticality == "critical"


def test_a_catalog_of_documents_alone_is_asked_about_them() -> None:
    made = probes.make(Facts("Northfell", (), ()), (RETURNS, WASHING))
    assert {probe.kind for probe in made} == {"policy"}


def test_an_empty_catalog_gives_no_probe() -> None:
    assert probes.make(Facts("Northfell", (), ())) == []


@given(st.dictionaries(st.sampled_from(KINDS), st.integers(0, 90), min_size=1), st.integers(0, 700))
def test_what_one_kind_lacks_goes_to_the_others(available: dict[Kind, int], num: int) -> None:
    given_out = probes.allocate(available, num)
    assert sum(given_out.values()) == min(num, sum(available.values()))
    assert all(given_out[kind] <= available[kind] for kind in available)
