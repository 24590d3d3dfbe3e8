import asyncio
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from assistant.accuracy.score import Reply
from assistant.accuracy.suite import Expected, Probe
from assistant.answer import Sampling
from assistant.errors import EngineError, Overloaded
from assistant.prompt import USER, Message
from serving.asking import Remembered, ask_all

PROBES = [Probe(str(place), "simple", f"question {place}", Expected(), "a") for place in range(12)]


class Echo:
    """Says the question again, in two pieces, and counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.num_started = 0

    async def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        self.asked.append(messages[-1]["content"])
        yield "again: "
        yield messages[-1]["content"]

    async def start(self) -> None:
        self.num_started += 1

    async def stop(self) -> None:
        self.num_started -= 1


async def answers(model: Remembered, question: str) -> list[str]:
    return [piece async for piece in model.stream([Message(role=USER, content=question)], Sampling())]


async def test_replies_come_in_the_order_of_the_probes_however_long_each_takes() -> None:
    async def respond(probe: Probe) -> Reply:
        await asyncio.sleep(0.02 if int(probe.id) % 3 == 0 else 0)
        return Reply(probe.question)

    replies = await ask_all(PROBES, respond, concurrency=4)
    assert [reply.text for reply in replies] == [probe.question for probe in PROBES]


async def test_no_more_questions_are_under_way_than_allowed() -> None:
    under_way, most = 0, 0

    async def respond(probe: Probe) -> Reply:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return Reply("x")

    await ask_all(PROBES, respond, concurrency=3)
    assert most == 3


async def test_a_failure_is_a_reply_that_says_why() -> None:
    async def respond(probe: Probe) -> Reply:
        if probe.id == "2":
            raise EngineError("the engine is gone")
        if probe.id == "3":
            await asyncio.sleep(60)
        return Reply("x")

    replies = await ask_all(PROBES[:5], respond, concurrency=5, timeout_s=0.05)
    assert [reply.failure for reply in replies] == [None, None, "the engine is gone", "none within 0 s", None]


async def test_a_busy_server_is_asked_again() -> None:
    attempts = 0

    async def respond(probe: Probe) -> Reply:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            raise Overloaded("busy")
        return Reply("x")

    (reply,) = await ask_all(PROBES[:1], respond, concurrency=1)
    assert (reply.text, attempts) == ("x", 2)


async def test_what_was_answered_before_is_not_generated_again_nor_is_the_engine_started(tmp_path: Path) -> None:
    first = Remembered(Echo(), tmp_path / "a.jsonl")
    assert await answers(first, "hello") == ["again: ", "hello"]
    await first.stop()
    engine = Echo()
    second = Remembered(engine, tmp_path / "a.jsonl")
    assert await answers(second, "hello") == ["again: hello"]
    assert (engine.asked, engine.num_started) == ([], 0)
    assert await answers(second, "other") == ["again: ", "other"]
    assert engine.asked == ["other"]
    await second.stop()


async def test_an_answer_cut_short_is_not_remembered(tmp_path: Path) -> None:
    model = Remembered(Echo(), tmp_path / "a.jsonl")
    stream = model.stream([Message(role=USER, content="hello")], Sampling())
    assert await anext(stream) == "again: "
    await stream.aclose()
    await model.stop()
    assert (tmp_path / "a.jsonl").read_text() == ""


async def test_a_killed_run_leaves_at_most_half_a_line_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    model = Remembered(Echo(), path)
    await answers(model, "one")
    await answers(model, "two")
    await model.stop()
    path.write_text(path.read_text()[:-20])
    engine = Echo()
    again = Remembered(engine, path)
    assert await answers(again, "one") == ["again: one"]
    assert await answers(again, "two") == ["again: ", "two"]
    await again.stop()
    whole = Remembered(Echo(), path)
    assert await answers(whole, "two") == ["again: two"]


async def test_who_waits_no_longer_does_not_end_the_start_nor_begin_a_second_one(tmp_path: Path) -> None:
    """A model that loads longer than an answer may take: two loads at once break each other."""

    class Slow(Echo):
        async def start(self) -> None:
            await super().start()
            await asyncio.sleep(0.3)

    engine = Slow()
    model = Remembered(engine, tmp_path / "a.jsonl")

    async def respond(probe: Probe) -> Reply:
        return Reply("".join(await answers(model, probe.question)))

    early = await ask_all(PROBES[:4], respond, concurrency=4, timeout_s=0.05)
    assert all(reply.failure == "none within 0 s" for reply in early)
    later = await ask_all(PROBES[:4], respond, concurrency=4, timeout_s=5)
    assert [reply.text for reply in later] == [f"again: question {place}" for place in range(4)]
    assert engine.num_started == 1
    await model.stop()
    assert engine.num_started == 0


async def test_a_draw_of_its_own_is_kept_apart(tmp_path: Path) -> None:
    engine = Echo()
    model = Remembered(engine, tmp_path / "a.jsonl")
    for draw in (0, 1, 0, 1):
        model.draw = draw
        await answers(model, "hello")
    assert len(engine.asked) == 2
    await model.stop()
