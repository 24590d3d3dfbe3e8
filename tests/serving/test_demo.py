"""What is asked at the demo page is served, kept and voted on as everywhere else."""

from contextlib import ExitStack, aclosing
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from assistant.answer import Released
from assistant.facts.facts import Facts
from assistant.knowledge.knowledge import Knowledge
from assistant.registry import Registry
from assistant.ui.answering import Kept
from serving.demo import DemoAnswers
from serving.desk import Desk
from serving.errors import Refused
from tests.serving.live import Scripted, live, parts


async def ask(demo: DemoAnswers, conversation: str | None = None) -> Kept:
    async with aclosing(demo.ask("How heavy?", (), conversation)) as events:
        found = [event async for event in events]
    assert isinstance(found[0], Kept)
    assert next(event.text for event in found[1:] if isinstance(event, Released)) == "The Tarn 2 weighs 1.9 kg."
    return found[0]


async def test_a_thumb_is_kept_with_its_question_and_answer(tmp_path: Path) -> None:
    desk = Desk(parts(tmp_path, Scripted()))
    demo = DemoAnswers(desk)
    first = await ask(demo)
    second = await ask(demo, first.conversation)
    assert second.conversation == first.conversation
    await demo.vote(second.message, is_good=True)
    await demo.vote(second.message, is_good=False)
    (kept,) = desk.parts.store.feedback()
    assert (kept.message, kept.vote, kept.question) == (second.message, "down", "How heavy?")
    assert kept.answer.startswith("The Tarn 2 weighs 1.9 kg.")


async def test_the_demo_page_votes_on_no_answer_given_elsewhere(tmp_path: Path) -> None:
    desk = Desk(parts(tmp_path, Scripted()))
    elsewhere = desk.parts.store.ask(desk.parts.store.begin("widget", "a shop"), "q", "m")
    with pytest.raises(Refused):
        await DemoAnswers(desk).vote(elsewhere, is_good=True)


async def test_a_demo_page_left_open_does_not_hold_up_a_server_that_is_told_to_stop(tmp_path: Path) -> None:
    from assistant.ui.demo import build, mount

    def prepare(app: FastAPI) -> None:
        desk: Desk = app.state.desk
        knowledge = Knowledge.build(Facts("Fellmark", (), ()), (), desk.parts.brand)
        page = build(DemoAnswers(desk), knowledge, Registry(tmp_path), tmp_path)
        desk.on_close.append(mount(app, page, user=lambda request: "operator"))

    with ExitStack() as left_open, live(parts(tmp_path, Scripted(), drain_seconds=600), prepare) as server:
        stream = httpx2.stream("GET", f"{server.url}/demo/gradio_api/heartbeat/abc", timeout=60)
        page = left_open.enter_context(stream)
        assert next(page.iter_lines()) == "data: ALIVE"
        # `live` waits a minute for the server to end
