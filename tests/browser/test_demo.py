"""The Gradio page in a real browser: an answer, and beside it the evidence of each sentence."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from assistant.accuracy.verdicts import Evidence, Finding, Verdict
from assistant.answer import Event, Released
from assistant.catalog.product import Source
from assistant.config import Brand, BrandSection
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.values import Quantity
from assistant.knowledge.knowledge import Knowledge
from assistant.prompt import Message
from assistant.registry import Registry
from assistant.ui.answering import Kept
from tests.browser.stand_in import served

pytestmark = [
    pytest.mark.browser,
    # gradio counts its requests with calls that pandas 3 deprecates
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]
EVIDENCE = Evidence("tarn-2-tent/weight", "Tarn 2 Tent, weight: 1.9 kg", "products.csv:14 [weight]")
CLAIM = Finding((33, 39), "tarn-2-tent", "weight", "1.9 kg", Verdict.CORRECT, EVIDENCE, "The catalog says 1.9 kg.")


class Script:
    def __init__(self) -> None:
        self.votes: list[tuple[str, bool]] = []
        self.conversations: list[str | None] = []

    async def ask(
        self, question: str, history: Sequence[Message], conversation: str | None
    ) -> AsyncGenerator[Kept | Event]:
        self.conversations.append(conversation)
        yield Kept("c1", f"m{len(self.conversations)}")
        yield Released("The weight of the Tarn 2 Tent is 1.9 kg.", "correct", (CLAIM,))
        yield Released("It packs down <b>well</b>.", "undecided")

    async def vote(self, message: str, *, is_good: bool) -> None:
        self.votes.append((message, is_good))


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def demo(tmp_path: Path, script: Script) -> Iterator[str]:
    from assistant.ui.demo import build, mount

    weight = Quantity(Decimal("1.9"), "kg", "mass", Decimal("1.9"))
    fact = Fact("tarn-2-tent/weight", "tarn-2-tent", "weight", weight, "1.9 kg", Source("products.csv", 14, "weight"))
    facts = Facts("Tarn", [ProductName("tarn-2-tent", "Tarn 2 Tent", "Tents")], [fact])
    knowledge = Knowledge.build(facts, (), Brand(BrandSection("Tarn")))
    app = FastAPI()
    mount(app, build(script, knowledge, Registry(tmp_path), tmp_path / "reports"))
    with served(app) as url:
        yield f"{url}/demo"


def test_an_answer_stands_beside_its_evidence_and_nothing_is_fetched_elsewhere(demo: str, page: Page) -> None:
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.goto(demo)
    question = page.get_by_placeholder("Your question")
    question.fill("How heavy is the Tarn 2 Tent?")
    question.press("Enter")
    panel = page.locator("#tb-why")
    expect(panel.locator("mark.good")).to_have_text("1.9 kg")
    expect(panel).to_contain_text("products.csv:14 [weight]")
    expect(panel).to_contain_text("could not be checked")
    expect(page.locator("#tb-conversation")).to_contain_text("It packs down <b>well</b>.")
    expect(question).to_have_value("")
    assert hosts - {None} == {"127.0.0.1"}


def test_an_earlier_answer_can_be_looked_into_again(demo: str, page: Page) -> None:
    page.goto(demo)
    question = page.get_by_placeholder("Your question")
    for text in ("First question?", "Second question?"):
        question.fill(text)
        question.press("Enter")
        expect(page.locator("#tb-why .tb-question")).to_have_text(text)
        expect(page.locator("#tb-why article")).to_have_count(2)
    page.locator("#tb-conversation").get_by_text("First question?").click()
    expect(page.locator("#tb-why .tb-question")).to_have_text("First question?")


def test_a_thumb_reaches_the_answer_it_stands_below(demo: str, page: Page, script: Script) -> None:
    page.goto(demo)
    question = page.get_by_placeholder("Your question")
    for number in (1, 2):
        question.fill("How heavy?")
        question.press("Enter")
        expect(page.get_by_role("button", name="Like", exact=True)).to_have_count(number)
    page.get_by_role("button", name="Like", exact=True).last.click()
    expect(page.get_by_text("Your vote is kept")).to_be_visible()
    page.get_by_role("button", name="Dislike", exact=True).first.click()
    expect(page.get_by_text("Your vote is kept")).to_have_count(2)
    assert script.votes == [("m2", True), ("m1", False)]
    assert script.conversations == [None, "c1"]


def test_the_other_tabs_say_what_is_there(demo: str, page: Page) -> None:
    page.goto(demo)
    page.get_by_role("tab", name="Accuracy report").click()
    expect(page.get_by_text("No model has been checked yet")).to_be_visible()
    page.get_by_role("tab", name="Versions").click()
    expect(page.get_by_text("No version has been registered yet")).to_be_visible()
