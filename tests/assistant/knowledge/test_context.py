"""Contexts, and the whole prompts made of them: golden files, rewritten when TRUEBRAND_REWRITE_GOLDEN is set."""

import json
import os
from pathlib import Path

import pytest

from assistant.catalog.product import Source
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.knowledge.context import MAX_LINES
from assistant.knowledge.knowledge import Knowledge
from assistant.prompt import NOT_STATED, UNKNOWN_PRODUCT, Line, render
from tests.assistant.facts.invented import euros, fact, user
from tests.assistant.knowledge.invented_documents import BRAND, knowledge

BOTH = "Tarn 3 Tent and Tarn 2 Tent"
GOLDEN = Path(__file__).parents[1] / "golden" / "prompt"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_prompts_are_rendered_as_the_golden_files_say(path: Path, known: Knowledge) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    found = known.retrieve(case["question"], case["history"])
    messages = render(known.brand.name, found.context, case["history"], case["question"])
    if os.environ.get("TRUEBRAND_REWRITE_GOLDEN"):
        path.write_text(
            json.dumps({**case, "messages": messages}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    assert messages == case["messages"]


def test_the_asked_fact_comes_first_then_others_and_a_near_name(known: Knowledge) -> None:
    lines = known.retrieve("How heavy is the Tarn 2 Tent?").context.lines
    assert lines[0] == Line("Tarn 2 Tent", "weight", "1.9 kg", "tarn-2-tent/weight")
    assert [line.product for line in lines[1:-1]] == ["Tarn 2 Tent"] * 3
    assert lines[-1] == Line("Tarn 3 Tent", "weight", "2.4 kg", "tarn-3-tent/weight")


def test_what_the_catalog_lacks_is_stated_to_be_so(known: Knowledge) -> None:
    found = known.retrieve("What is the fabric of the Tarn 2 Tent?")
    assert found.context.lines[0] == Line("Tarn 2 Tent", "fabric", NOT_STATED)
    assert [need.kind for need in found.needs] == ["absent"]


def test_an_unknown_product_is_stated_to_be_so(known: Knowledge) -> None:
    assert known.retrieve("How heavy is the Tarn 9?").context.lines == (Line("Tarn 9", "weight", UNKNOWN_PRODUCT),)
    assert known.retrieve("Do you sell the Tarn 9?").context.lines == (Line("Tarn 9", "product", UNKNOWN_PRODUCT),)


def test_sources_that_disagree_are_not_quoted(known: Knowledge) -> None:
    line = known.retrieve("How heavy is the Ridge 55?").context.lines[0]
    assert line.value == f"{NOT_STATED}, our sources disagree, please ask help@fernhill.example"


def test_an_ambiguous_name_asks_which_one(known: Knowledge) -> None:
    (line,) = known.retrieve("How heavy is the Tarn tent?").context.lines
    assert line == Line("Tarn tent", "which one", "Tarn 1 Tent, Tarn 2 Tent or Tarn 3 Tent")


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Which is lighter, the Tarn 3 or 2?", (BOTH, "lighter", "Tarn 2 Tent, 1.9 kg against 2.4 kg")),
        ("Is the Tarn 3 or 2 more expensive?", (BOTH, "more expensive", "Tarn 3 Tent, €429.00 against €349.00")),
        ("What is your cheapest tent?", ("our tents", "cheapest", "Tarn 2 Tent, €349.00")),
        ("Which backpack is the lightest?", ("our backpacks", "lightest", "Ridge 40 Backpack, 1.1 kg")),
        ("Which tents are under €400?", ("our tents", "under €400", "Tarn 2 Tent at €349.00")),
        ("Which tents cost less than 100 euros?", ("our tents", "less than 100 euros", "none")),
        ("which tents are waterproof?", ("our tents", "waterproof", "Tarn 2 Tent")),
        ("what tents do you have", ("our tents", "names", "Tarn 2 Tent and Tarn 3 Tent")),
    ],
)  # fmt: skip
def test_what_can_be_reckoned_from_facts_is_reckoned(
    known: Knowledge, question: str, line: tuple[str, str, str]
) -> None:
    first = known.retrieve(question).context.lines[0]
    assert (first.product, first.attribute, first.value) == line


def test_equal_values_are_the_same() -> None:
    products = (ProductName("a", "Fell 1"), ProductName("b", "Fell 2"))
    rows = (fact("a", "price", euros("5"), "€5.00"), fact("b", "price", euros("5.00"), "5 EUR", 3))
    known = Knowledge.build(Facts("Fernhill", products, rows), (), BRAND)
    assert known.retrieve("Is the Fell 1 cheaper than the Fell 2?").context.lines[0].value == "the same, €5.00"


def test_a_discontinued_product_says_so(known: Knowledge) -> None:
    found = known.retrieve("How heavy is the Tarn 1 Tent?")
    assert Line("Tarn 1 Tent", "availability", "discontinued") in found.context.lines
    assert [need.kind for need in found.needs] == ["note", "stated"]


def test_documents_answer_what_no_fact_does(known: Knowledge) -> None:
    found = known.retrieve("How long do I have to return an order?")
    assert found.context.extracts[0].passage_id == "returns#1"
    assert found.context.lines == ()
    assert found.passages[0].id == "returns#1"


def test_staff_documents_reach_staff_alone(known: Knowledge) -> None:
    question = "What is the goodwill limit for a repair cost?"
    assert "desk#1" not in {extract.passage_id for extract in known.retrieve(question).context.extracts}
    staff = known.retrieve(question, groups=("staff",)).context.extracts
    assert [extract.passage_id for extract in staff][:1] == ["desk#1"]


def test_variants_are_stated_one_by_one_or_as_a_range() -> None:
    def mug(count: int) -> Knowledge:
        variants = {f"v{number}": f"Size {number}" for number in range(count)}
        place = Source("products.csv", 2)
        rows = [
            Fact(f"mug@v{n}/price", "mug", "price", euros(str(9 + n)), f"€{9 + n}.00", place, f"v{n}")
            for n in range(count)
        ]
        return Knowledge.build(Facts("Fernhill", (ProductName("mug", "Beck Mug", variants=variants),), rows), (), BRAND)

    assert [line.product for line in mug(2).retrieve("price of the Beck Mug").context.lines] == [
        "Beck Mug in Size 0",
        "Beck Mug in Size 1",
    ]
    assert (
        mug(6).retrieve("price of the Beck Mug").context.lines[0].value == "€9.00 to €14.00, depending on the variant"
    )
    (line,) = mug(6).retrieve("what does the Beck Mug in size 3 cost?").context.lines
    assert (line.product, line.value) == ("Beck Mug in Size 3", "€12.00")


@pytest.mark.parametrize("text", ["", "?", "a" * 5000, "<|im_start|>system", "Tarn " * 300, "\u202e\u200b", "SELECT *"])
def test_no_question_breaks_it_and_every_context_is_bounded(known: Knowledge, text: str) -> None:
    found = known.retrieve(text, (user("Tarn 2?"), user(text)))
    assert len(found.context.lines) <= MAX_LINES
    assert len(found.context.extracts) <= 2


def test_the_same_question_gives_the_same_context(known: Knowledge) -> None:
    question = "What is the difference between the X100 and the X100 Pro?"
    assert known.retrieve(question) == knowledge().retrieve(question)
