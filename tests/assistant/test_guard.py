"""The guard against models that are wrong, silent, off the point or mad."""

import pytest

from assistant.accuracy.verify import Verifier
from assistant.answer import Answer, Answerer
from assistant.config import Undecided
from assistant.knowledge.knowledge import Knowledge
from tests.assistant.knowledge.invented_documents import BRAND, knowledge
from tests.assistant.scripted import Scripted

KNOWN = knowledge()
VERIFIER = Verifier(KNOWN.facts, KNOWN.names)


async def guarded(question: str, *said: str, known: Knowledge = KNOWN) -> Answer:
    return await Answerer(known, Scripted(*said), VERIFIER).answer(question)


async def test_a_true_sentence_is_released_with_its_evidence() -> None:
    answer = await guarded("How heavy is the Tarn 2 Tent?", "The weight of the Tarn 2 Tent is 1.9 kg.")
    (sentence,) = answer.sentences
    assert (sentence.text, sentence.verdict, sentence.was) == (
        "The weight of the Tarn 2 Tent is 1.9 kg.",
        "correct",
        None,
    )
    assert [(citation.id, citation.source) for citation in sentence.citations] == [
        ("tarn-2-tent/weight", "products.csv:2 [weight]")
    ]


async def test_a_wrong_sentence_is_generated_again_with_the_fact_alone() -> None:
    model = Scripted("The weight of the Tarn 2 Tent is 2.4 kg.", "It weighs 1.9 kg.")
    answer = await Answerer(KNOWN, model, VERIFIER).answer("How heavy is the Tarn 2 Tent?")
    assert answer.text == "It weighs 1.9 kg."
    assert answer.sentences[0].was == "The weight of the Tarn 2 Tent is 2.4 kg."
    assert model.asked[1][0]["content"].endswith("\n\n- Tarn 2 Tent | weight: 1.9 kg")


@pytest.mark.parametrize(
    "said",
    [
        "The weight of the Tarn 2 Tent is 2.4 kg.",  # wrong, and true of its neighbour
        "The weight of the Tarn 3 Tent is 2.4 kg.",  # true, of another product
        "The weight of the Tarn 2 Tent is not stated in our catalog.",
        "I don't have that.",
        "The price of the Tarn 2 Tent is €349.00.",
        "It is indestructible.",
        "",
        "the the the the. Weight weight weight? Of of of!",
        "The Tarn 2 Tent is a splendid tent for everyone who likes tents.",
        "Tarn 9 Tent.",
    ],
)
async def test_whatever_the_model_says_the_asked_fact_is_what_is_read(said: str) -> None:
    answer = await guarded("How heavy is the Tarn 2 Tent?", said)
    assert answer.text == "The weight of the Tarn 2 Tent is 1.9 kg."


@pytest.mark.parametrize(
    "said",
    [
        "The fabric of the Tarn 2 Tent is nylon.",
        "Yes, it is made of 40D ripstop nylon.",
        "The weight of the Tarn 2 Tent is 1.9 kg.",
        "",
    ],
)
async def test_what_the_catalog_lacks_is_never_invented(said: str) -> None:
    answer = await guarded("What is the fabric of the Tarn 2 Tent?", said)
    assert (
        answer.text == "The fabric of the Tarn 2 Tent is not stated in our catalog. Please ask help@fernhill.example."
    )


async def test_an_honest_sentence_of_the_model_is_kept() -> None:
    said = "The fabric of the Tarn 2 Tent is not stated in our catalog, so I cannot say."
    assert (await guarded("What is the fabric of the Tarn 2 Tent?", said)).text == said


async def test_a_silence_is_not_followed_by_a_guess() -> None:
    said = "The fabric of the Tarn 2 Tent is not stated in our catalog. It is probably a light nylon."
    answer = await guarded("What is the fabric of the Tarn 2 Tent?", said)
    assert answer.text == "The fabric of the Tarn 2 Tent is not stated in our catalog."
    assert answer.withheld == ("It is probably a light nylon.",)


async def test_sources_that_disagree_are_never_settled_by_the_model() -> None:
    answer = await guarded("How heavy is the Ridge 55?", "The weight of the Ridge 55 Backpack is 1.5 kg.")
    assert answer.text.startswith(
        "The weight of the Ridge 55 Backpack is not stated in our catalog: our sources disagree."
    )


@pytest.mark.parametrize("said", ["The weight of the Tarn 9 is 1.9 kg.", "The Tarn 2 Tent weighs 1.9 kg.", ""])
async def test_an_unknown_product_stays_unknown(said: str) -> None:
    answer = await guarded("How heavy is the Tarn 9?", said)
    assert answer.text == "The Tarn 9 is unknown to us, we have no product of this name."


@pytest.mark.parametrize(
    "said",
    [
        "The Tarn 3 Tent is lighter: 1.9 kg against 2.4 kg for the Tarn 2 Tent.",
        "The Tarn 3 Tent is lighter.",
        "The weight of the Tarn 3 Tent is 2.4 kg.",
    ],
)
async def test_a_comparison_names_the_right_one(said: str) -> None:
    answer = await guarded("Which is lighter, the Tarn 2 or the Tarn 3?", said)
    assert "The Tarn 2 Tent is lighter: 1.9 kg against 2.4 kg for the Tarn 3 Tent." in answer.text
    assert "Tarn 3 Tent is lighter" not in answer.text


async def test_a_superlative_names_the_right_one() -> None:
    answer = await guarded("What is your cheapest tent?", "The cheapest of our tents is the Tarn 3 Tent: €429.00.")
    assert answer.text == "The cheapest of our tents is the Tarn 2 Tent: €349.00."
    assert answer.products == ("tarn-2-tent",)


async def test_a_policy_is_read_from_the_document() -> None:
    said = "You can return anything within 60 days of delivery."
    answer = await guarded("How long do I have to return an order?", said)
    assert answer.text == said
    assert answer.citations[0].id == "returns#1"


async def test_a_policy_that_the_model_bends_is_replaced_by_its_words() -> None:
    answer = await guarded(
        "How long do I have to return an order?", "You can return anything within 90 days of delivery."
    )
    assert answer.text == "You can return anything within 60 days of delivery."


async def test_with_nothing_to_read_it_says_so() -> None:
    answer = await guarded("What do elephants dream of at night?", "They dream of 300 bananas.")
    assert answer.text == "I don't have that in our catalog. Please ask help@fernhill.example."


async def test_small_talk_is_left_alone() -> None:
    said = "Hello! What would you like to know about our products?"
    assert (await guarded("hello", said)).text == said


async def test_a_looping_model_is_stopped() -> None:
    model = Scripted("The weight of the Tarn 2 Tent is 1.9 kg. " * 500)
    answer = await Answerer(KNOWN, model, VERIFIER).answer("How heavy is the Tarn 2 Tent?")
    assert answer.text == "The weight of the Tarn 2 Tent is 1.9 kg."
    assert model.num_closed == 1
    assert model.num_pieces < 100


@pytest.mark.parametrize(("undecided", "is_shown"), [("release", True), ("mark", True), ("withhold", False)])
async def test_an_open_sentence_is_treated_as_the_brand_says(undecided: Undecided, is_shown: bool) -> None:
    from dataclasses import replace

    brand = replace(BRAND, guard=replace(BRAND.guard, undecided=undecided))
    known = replace(KNOWN, brand=brand)
    said = "The weight of the Tarn 2 Tent is 1.9 kg. Hikers in Patagonia adore its cheerful zips."
    answer = await guarded("How heavy is the Tarn 2 Tent?", said, known=known)
    assert [sentence.verdict for sentence in answer.sentences] == ["correct", "undecided"][: 1 + is_shown]


async def test_an_open_sentence_about_a_price_is_withheld() -> None:
    said = "The weight of the Tarn 2 Tent is 1.9 kg. Prices drop each autumn by a lot."
    assert (await guarded("How heavy is the Tarn 2 Tent?", said)).text == "The weight of the Tarn 2 Tent is 1.9 kg."


async def test_marks_are_spelt_as_the_brand_spells_them() -> None:
    answer = await guarded("hello", "Hello, ask me about dryloft!")
    assert "dryloft" not in answer.text


@pytest.mark.parametrize("said", ["The weight is $5" + "0" * 5000, "tent tent " * 500, "a, b; " * 600])
async def test_a_model_that_never_ends_its_sentence_is_stopped(said: str) -> None:
    model = Scripted(said)
    answer = await Answerer(KNOWN, model, VERIFIER).answer("How heavy is the Tarn 2 Tent?")
    assert answer.text == "The weight of the Tarn 2 Tent is 1.9 kg."
    assert (model.num_closed, model.num_pieces < 60) == (1, True)


@pytest.mark.parametrize(
    "said",
    [
        "I am the product assistant of Fernhill, an automated helper. Ask me about our products.",
        "Bought from us, we have no product of this name.",
        "I don't have that to hand.",
    ],
)
async def test_a_model_that_shirks_a_policy_is_replaced_by_the_document(said: str) -> None:
    answer = await guarded("How long do I have to return an order?", said)
    assert answer.text == "You can return anything within 60 days of delivery."


async def test_a_vague_denial_is_made_plain() -> None:
    answer = await guarded("How heavy is the Tarn 9?", "I don't know that to hand.")
    assert answer.text == "The Tarn 9 is unknown to us, we have no product of this name."


async def test_a_true_value_under_a_wrong_name_is_not_released() -> None:
    answer = await guarded("What is the protection class of the X100?", "The protection class of the X100 is 40 h.")
    assert answer.text == "The protection class of the X100 is IP68."


async def test_who_asks_who_we_are_hears_the_brand() -> None:
    answer = await guarded("Who are you?", "You're welcome! Is there anything else you would like to know?")
    assert "product assistant of Fernhill" in answer.text


@pytest.mark.parametrize(
    ("question", "said", "read"),
    [
        (
            "How heavy is the Tarn 2 Tent?",
            "The tly of the Tarn 2 Tent is 1.9 kg.",
            "The weight of the Tarn 2 Tent is 1.9 kg.",
        ),
        (
            "Tell me about the X100.",
            "The battery life of the X100 is 40 h and the battery life of the X100 is 40 h.",
            "Here is what our catalog says about the X100: the battery life is 40 h and the protection class is IP68.",
        ),
        (
            "What tents do you have?",
            "Our tents are: Tarn 2 Tent and Tarn 3 Tent and Tarn 3 Tent and Tarn 3 Tent.",
            "Our tents are: Tarn 2 Tent and Tarn 3 Tent.",
        ),
        (
            "How do I wash a down jacket?",
            "You can return anything within 60 days of delivery.",
            "Wash it at 30 °C with a soap made for down.",
        ),
        (
            "Which tents are under €429?",
            "The no €429.00 of the Tarn 2 Tent at €349.00.",
            "Our tents under €429: Tarn 2 Tent at €349.00.",
        ),
    ],
)
async def test_what_a_small_model_babbles_is_not_read_though_no_fact_in_it_is_false(
    question: str, said: str, read: str
) -> None:
    assert (await guarded(question, said)).text == read
