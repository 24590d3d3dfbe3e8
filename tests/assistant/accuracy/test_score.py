"""Answers right, wrong, silent or missing by construction must give exactly the counts they were made to give."""

from collections.abc import Callable

import pytest

from assistant.accuracy import probes
from assistant.accuracy.score import Judge, Judged, Reply, by_kind, follows, rates
from assistant.accuracy.statistics import Rate
from assistant.accuracy.suite import Expected, Probe
from assistant.accuracy.verdicts import Outcome
from assistant.accuracy.verify import Verifier
from assistant.facts.aliases import Names
from assistant.facts.facts import Facts
from assistant.facts.values import Boolean
from tests.assistant.accuracy.camp import RETURNS, WASHING, camp

FACTS = camp()
NAMES = Names(FACTS)
JUDGE = Judge(FACTS, NAMES, Verifier(FACTS, NAMES), (RETURNS, WASHING))
WEIGHT = Expected(facts=("tarn-2-tent/weight",))
HEAVY = Probe("a", "simple", "How heavy is the Tarn 2 Tent?", WEIGHT, "tarn-2-tent")
PASSAGES = {passage.id: passage for passage in (RETURNS, WASHING)}


def right(probe: Probe) -> str:
    """The true answer, from the facts."""
    if probe.expected.is_abstention:
        return not_known(probe)
    if probe.expected.passages:
        return PASSAGES[probe.expected.passages[0]].text
    if not probe.expected.facts:
        return f"The {FACTS.products[probe.expected.products[0]].name}."
    found = FACTS.by_id(probe.expected.facts[0])
    assert found is not None
    name = FACTS.products[found.product].name
    if isinstance(found.value, Boolean):
        return f"Yes, the {name} is waterproof." if found.value.value else f"No, the {name} is not waterproof."
    return f"The {found.attribute} of the {name} is {found.text}."


def not_known(probe: Probe) -> str:
    """An honest abstention; where the fact exists, a refusal."""
    if probe.kind == "unknown product":
        return "The product is unknown to us, we have no product of this name."
    name = FACTS.products[probe.cluster].name if probe.cluster in FACTS.products else "product"
    attribute = (
        probe.id.partition("/")[2] if probe.expected.is_abstention else probe.expected.facts[0].partition("/")[2]
    )
    return f"The {attribute.replace('-', ' ')} of the {name} is not stated in our catalog."


def false(probe: Probe) -> str:
    """Another product's value, or one nobody has."""
    found = FACTS.by_id(probe.expected.facts[0])
    assert found is not None
    name = FACTS.products[found.product].name
    if isinstance(found.value, Boolean):
        return f"No, the {name} is not waterproof." if found.value.value else f"Yes, the {name} is waterproof."
    other = {"weight": "7.7 kg", "price": "777.00 EUR", "packed length": "77 cm"}.get(found.attribute)
    colours = ("red", "blue", "green")
    return f"The {found.attribute} of the {name} is {other or next(c for c in colours if c != found.text)}."


@pytest.fixture(scope="module")
def made() -> list[Probe]:
    return probes.make(FACTS, (RETURNS, WASHING), held_out=("fell-tent/weight",), num=200)


def judged(made: list[Probe], say: Callable[[Probe], str]) -> list[Judged]:
    return [JUDGE.judge(probe, Reply(say(probe))) for probe in made]


def test_every_true_answer_is_counted_right(made: list[Probe]) -> None:
    found = judged(made, right)
    assert [(each.probe.question, each.reply.text, each.reason) for each in found if not each.is_right] == []
    num_silent = sum(probe.expected.is_abstention for probe in made)
    figures = rates(found)
    assert figures.correct == Rate(len(made) - num_silent, len(made) - num_silent)
    assert figures.right_abstention == Rate(num_silent, num_silent)
    assert figures.wrong == Rate(0, len(made))
    assert figures.false_refusal.k == 0


def test_every_false_answer_is_counted_wrong(made: list[Probe]) -> None:
    asked = [probe for probe in made if probe.expected.facts and probe.kind != "comparison"]
    found = judged(asked, false)
    assert [(each.reply.text, each.outcome) for each in found if each.outcome is not Outcome.WRONG] == []
    assert rates(found).wrong == Rate(len(asked), len(asked))


def test_every_refusal_is_right_where_the_catalog_is_silent_and_wrong_where_it_speaks(made: list[Probe]) -> None:
    asked = [probe for probe in made if probe.expected.facts or probe.expected.is_abstention]
    figures = rates(judged(asked, not_known))
    num_silent = sum(probe.expected.is_abstention for probe in asked)
    assert figures.right_abstention == Rate(num_silent, num_silent)
    assert figures.false_refusal == Rate(len(asked) - num_silent, len(asked) - num_silent)
    assert figures.correct.k == 0


def test_a_mixture_gives_exactly_the_counts_it_was_made_of(made: list[Probe]) -> None:
    """Of every ten probes: six right, one wrong, one refused, one beside the point, one without an answer."""
    asked = [probe for probe in made if probe.expected.facts and probe.kind != "comparison"][:100]
    assert len(asked) == 100

    def say(place: int, probe: Probe) -> Reply:
        if place % 10 == 9:
            return Reply("", failure="none within 120 s")
        if place % 10 == 8:
            return Reply("Our tents are sewn with love.")
        if place % 10 == 7:
            return Reply(not_known(probe))
        return Reply(false(probe) if place % 10 == 6 else right(probe))

    found = [JUDGE.judge(probe, say(place, probe)) for place, probe in enumerate(asked)]
    figures = rates(found)
    assert (figures.correct, figures.wrong, figures.false_refusal) == (Rate(60, 100), Rate(10, 100), Rate(10, 100))
    assert figures.unscored == Rate(10, 100)
    assert sum(rates_of_kind.n for rates_of_kind in by_kind(found).values()) == 100


def test_an_invented_value_is_wrong_where_the_catalog_is_silent() -> None:
    probe = Probe("a", "absent fact", "What is the packed length of the Beck Tent?", Expected(), "beck-tent")
    assert JUDGE.judge(probe, Reply("The packed length of the Beck Tent is 33 cm.")).outcome is Outcome.WRONG


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_answer_is_no_answer(text: str) -> None:
    for expected in (WEIGHT, Expected()):
        probe = Probe("a", "simple", "How heavy is the Tarn 2 Tent?", expected, "tarn-2-tent")
        assert JUDGE.judge(probe, Reply(text)).outcome is Outcome.MISSING


def test_the_value_of_another_attribute_does_not_answer() -> None:
    probe = Probe("a", "simple", "?", WEIGHT, "tarn-2-tent")
    answer = "The packed length of the Tarn 2 Tent is 40 cm."
    assert JUDGE.judge(probe, Reply(answer)).outcome is Outcome.MISSING


def test_a_converted_value_answers() -> None:
    probe = Probe(
        "a", "simple", "How heavy is the Tarn 2 Tent?", Expected(facts=("tarn-2-tent/weight",)), "tarn-2-tent"
    )
    assert JUDGE.judge(probe, Reply("It weighs 1900 g.")).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("The Tarn 2 Tent is lighter: 1.9 kg against 2.4 kg for the Tarn 3 Tent.", Outcome.CORRECT),
        ("The weight of the Tarn 3 Tent is 2.4 kg. The Tarn 2 Tent is lighter: 1.9 kg.", Outcome.CORRECT),
        ("The Tarn 3 Tent is lighter: 2.4 kg against 1.9 kg for the Tarn 2 Tent.", Outcome.WRONG),
        ("The Tarn 3 Tent weighs 2.4 kg, the Tarn 2 Tent 1.9 kg.", Outcome.MISSING),
    ],
)
def test_a_comparison_is_answered_by_the_one_that_wins(answer: str, outcome: Outcome) -> None:
    expected = Expected(facts=("tarn-2-tent/weight",), products=("tarn-2-tent",))
    question = "Which is lighter, the Tarn 2 Tent or the Tarn 3 Tent?"
    assert JUDGE.judge(Probe("a", "comparison", question, expected, "tarn-2-tent"), Reply(answer)).outcome is outcome


def test_more_than_was_asked_is_no_fault() -> None:
    probe = Probe(
        "a", "simple", "How heavy is the Tarn 2 Tent?", Expected(facts=("tarn-2-tent/weight",)), "tarn-2-tent"
    )
    answer = "The Tarn 2 Tent weighs 1.9 kg. Its price is 349.00 EUR."
    assert JUDGE.judge(probe, Reply(answer)).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("text", "is_followed"),
    [
        ("You can send unused goods back within 30 days of delivery.", True),
        ("Unused goods can be sent back within 60 days of delivery.", False),
        ("We love tents.", False),
        ("Hello there, my friend! You can send unused goods back within 30 days of delivery.", True),
        (RETURNS.text, True),
    ],
)
def test_an_answer_follows_a_passage_by_its_words_and_numbers(text: str, is_followed: bool) -> None:
    assert follows(text, RETURNS) is is_followed


def test_facts_of_a_record_without_products_are_not_needed() -> None:
    empty = Facts("Northfell", (), ())
    judge = Judge(empty, Names(empty), Verifier(empty, Names(empty)), (RETURNS,))
    probe = Probe("a", "policy", "How long can I send goods back?", Expected(passages=("returns#1",)), "returns")
    assert judge.judge(probe, Reply("Unused goods can be sent back within 30 days.")).outcome is Outcome.CORRECT
