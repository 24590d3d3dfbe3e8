"""Brand rules: each with what it flags, and with what is near it and must be let be."""

from pathlib import Path

import pytest

import assistant
from assistant.accuracy.brand_rules import COMPETITORS, DISCLAIMER, FORBIDDEN, SPELLING, TONE, BrandRules
from assistant.accuracy.score import Judge, Reply
from assistant.accuracy.suite import Expected, Probe
from assistant.accuracy.verdicts import Outcome, Verdict
from assistant.accuracy.verify import Conversation, Verifier
from assistant.config import Brand, BrandSection, ClaimsSection, CompetitorsSection, load_brand
from assistant.facts.aliases import Names
from tests.assistant.accuracy.camp import camp

BRAND = Brand(
    BrandSection("Northfell", voice="calm, plain; short sentences, no superlatives"),
    ClaimsSection(
        forbidden=("100 % waterproof", "indestructible", "lifetime guarantee"),
        disclaimers=(
            "Packed length is measured without the pegs.",
            "stove, lantern | Never use a flame inside a tent.",
        ),
        marks=("Northfell", "WeatherLoft"),
    ),
    CompetitorsSection(("Nordkamm", "Alder & Stoat")),
)
RULES = BrandRules(BRAND)
FACTS = camp()
VERIFIER = Verifier(FACTS, Names(FACTS), rules=RULES)


def rules(text: str) -> list[str]:
    return [str(item.attribute) for item in RULES.of_answer(text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It has Weatherloft inside.", "Weatherloft"),
        ("It has weather loft inside.", "weather loft"),
        ("It has Weather-Loft inside.", "Weather-Loft"),
        ("A northfell tent.", "northfell"),
        ("NORTHFELL tents are light.", "NORTHFELL"),
        ("A north\u200bfell tent.", "north\u200bfell"),
    ],
)
def test_a_mark_is_spelt_as_the_brand_spells_it(text: str, said: str) -> None:
    (found,) = RULES.of_answer(text)
    assert (found.attribute, found.verdict) == (SPELLING, Verdict.OFF_BRAND)
    assert text[slice(*found.span)] == said
    assert found.evidence is not None and found.evidence.source == "brand.toml [claims] marks"


@pytest.mark.parametrize(
    "text",
    [
        "Northfell's WeatherLoft keeps you warm.",
        "Write to help@northfell.example or see northfell.example/care.",
        "See https://www.northfell.example.",
        "Northfellers are people.",
        "The weather in the loft is fine.",
    ],
)
def test_a_mark_rightly_spelt_and_an_address_are_let_be(text: str) -> None:
    assert rules(text) == []
    assert RULES.spelled(text) == text


def test_marks_are_put_right() -> None:
    assert RULES.spelled("A northfell coat with Weather-Loft.") == "A Northfell coat with WeatherLoft."


@pytest.mark.parametrize(
    "text",
    [
        "The tent is 100% waterproof.",
        "The tent is 100 %  waterproof.",
        "It is Indestructible.",
        "You get a lifetime-guarantee.",
        "It never fails and is indestructible.",
        "It is indes\u00adtructible.",
    ],
)
def test_forbidden_wording_is_found_however_it_is_spaced(text: str) -> None:
    assert rules(text) == [FORBIDDEN]
    assert RULES.is_barred(text)


@pytest.mark.parametrize(
    "text",
    [
        "No, the tent is not 100 % waterproof.",
        "There is no lifetime guarantee.",
        "We do not offer a lifetime guarantee.",
        "Is it indestructible?",
        "It is waterproof up to 3000 mm.",
        "You asked whether it is indestructible.",
    ],
)
def test_to_deny_forbidden_wording_or_ask_about_it_is_not_to_claim_it(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Nordkamm tents are flimsy.", "belittles Nordkamm ('flimsy')"),
        ("Avoid Alder & Stoat.", "belittles Alder & Stoat"),
        ("Our tent is lighter than the Nordkamm, but costs more.", "says something of Nordkamm that no source"),
        ("The Nordkamm weighs 3 kg, which is not little.", "says something of Nordkamm that no source"),
    ],
)
def test_of_competitors_nothing_bad_and_nothing_unproved_is_said(text: str, reason: str) -> None:
    found = RULES.of_sentence(text)
    assert [item.attribute for item in found] == [COMPETITORS]
    assert reason in found[0].reason


def test_an_answer_that_compares_names_a_limit_of_our_own() -> None:
    one_sided = RULES.of_answer("The Tarn is better than the Nordkamm.")
    assert "names no limit of our own" in one_sided[-1].reason
    balanced = RULES.of_answer("The Tarn is better than the Nordkamm. However, it is heavier.")
    assert all("names no limit" not in item.reason for item in balanced)


@pytest.mark.parametrize(
    "text",
    [
        "We cannot say how it compares with Nordkamm.",
        "The Nordkamm Ridge 2 is not listed in our catalog.",
        "We do not sell Nordkamm.",
        "Nordkamm is another maker.",
        "Nordkamm is not a bad maker.",
    ],
)
def test_a_competitor_may_be_named(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It is light!",
        "THE LIGHTEST TENT is here.",
        "It is an amazing tent.",
        "It is the best tent.",
        "Hurry while it lasts.",
        "A revolutionary tent.",
        "Light \U0001f3d5 and small.",
        "It is " + "very " * 30 + "light.",
    ],
)
def test_tone_is_counted(text: str) -> None:
    assert set(rules(text)) == {TONE}


@pytest.mark.parametrize(
    "text",
    [
        "It works best with a groundsheet.",
        "Best before May.",
        "USB and LED are built in.",
        "The Tarn 3 is the lightest of our tents.",
        "We sell pegs, poles, lines, tents, mats, bags and lamps" + " and more" * 9 + ".",
        "It weighs 11 W. The other one has a longer cable and a " + "very " * 12 + "small foot.",
    ],
)
def test_near_misses_of_tone_are_let_be(text: str) -> None:
    assert TONE not in rules(text)


def test_a_voice_that_asks_for_nothing_is_asked_nothing() -> None:
    loud = BrandRules(Brand(BrandSection("Northfell", voice="loud and proud")))
    assert loud.of_answer("The BEST TENT EVER! Amazing! \U0001f3d5") == []


def test_a_disclaimer_is_due_where_its_attribute_is_stated() -> None:
    stated = "The packed length of the Tarn 2 Tent is 40 cm."
    assert [item.attribute for item in VERIFIER.verify(stated).off_brand] == [DISCLAIMER]
    whole = f"{stated} Packed length is measured without the pegs."
    assert VERIFIER.verify(whole).off_brand == ()
    assert VERIFIER.verify("The weight of the Tarn 2 Tent is 1.9 kg.").off_brand == ()
    assert VERIFIER.verify("The packed length of the Beck Tent is not stated in our catalog.").off_brand == ()


def test_a_disclaimer_with_topics_is_due_where_one_is_spoken_of() -> None:
    assert rules("Yes, you can cook on the stove.") == [DISCLAIMER]
    assert rules("Yes, you can cook on the stove. Never use a flame inside a tent.") == []
    assert rules("Yes, you can cook.") == []


def test_in_a_stream_what_the_whole_answer_may_still_say_is_not_missed_yet() -> None:
    stated = "The packed length of the Tarn 2 Tent is 40 cm."
    assert VERIFIER.verify(stated, conversation=Conversation()).off_brand == ()
    barred = VERIFIER.verify("It is indestructible.", conversation=Conversation()).off_brand
    assert [item.attribute for item in barred] == [FORBIDDEN]


def test_wording_decides_no_fact() -> None:
    text = "The weight of the Tarn 2 Tent is 1.9 kg. It is indestructible."
    plain = Verifier(FACTS, Names(FACTS)).verify(text)
    found = VERIFIER.verify(text)
    assert (found.verdict, found.findings, found.coverage) == (plain.verdict, plain.findings, plain.coverage)
    assert [item.attribute for item in found.off_brand] == [FORBIDDEN]


def test_an_answer_keeps_its_outcome_and_carries_what_was_found() -> None:
    probe = Probe("a", "simple", "How heavy is it?", Expected(facts=("tarn-2-tent/weight",)), "tarn-2-tent")
    judge = Judge(FACTS, Names(FACTS), VERIFIER)
    judged = judge.judge(probe, Reply("The weight of the Tarn 2 Tent is 1.9 kg. It is indestructible."))
    assert judged.outcome is not Outcome.WRONG
    assert [item.attribute for item in judged.off_brand] == [FORBIDDEN]


def test_the_sample_brands_own_rules_find_their_own_wording() -> None:
    brand = load_brand(Path(assistant.__file__).parent / "sample" / "brand.toml")
    sample = BrandRules(brand)
    for wording in brand.claims.forbidden:
        assert FORBIDDEN in {item.attribute for item in sample.of_answer(f"It is {wording}.")}, wording
    for mark in brand.claims.marks:
        assert [item.attribute for item in sample.of_answer(f"It is {mark.lower()} that we make.")] == [SPELLING]
    for name in brand.competitors.names:
        assert sample.is_barred(f"{name} makes rubbish."), name
