import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assistant.answer import Sampling
from assistant.errors import ConfigError, EngineError
from assistant.prompt import USER, Message
from serving.engine.protocol import EngineSettings
from serving.whole import WholeBatches

QUESTIONS = ["How heavy is it?", "a", "What does the catalog say about the fabric of this tent and of that one?"]


@pytest.fixture
async def engine(tiny_model: Path) -> AsyncIterator[WholeBatches]:
    engine = WholeBatches(tiny_model, EngineSettings(dtype="float32", max_running=8))
    await engine.start()
    yield engine
    await engine.stop()


async def say(engine: WholeBatches, question: str, sampling: Sampling | None = None) -> str:
    messages = [Message(role=USER, content=question)]
    return "".join([piece async for piece in engine.stream(messages, sampling or Sampling(max_new_tokens=12))])


def alone(folder: Path, question: str) -> str:
    """What `generate` itself says of one prompt, nothing beside it."""
    from typing import Any

    import transformers

    library: Any = transformers
    tokenizer = library.AutoTokenizer.from_pretrained(folder)
    model = library.AutoModelForCausalLM.from_pretrained(folder)
    chat = [{"role": USER, "content": question}]
    ids = tokenizer.apply_chat_template(chat, add_generation_prompt=True, return_tensors="pt", return_dict=True)
    out = model.generate(**ids, max_new_tokens=12, do_sample=False)
    return str(tokenizer.decode(out[0, ids["input_ids"].shape[1] :], skip_special_tokens=True))


async def test_an_answer_does_not_depend_on_its_company(engine: WholeBatches, tiny_model: Path) -> None:
    together = await asyncio.gather(*(say(engine, question) for question in QUESTIONS))
    assert together == [alone(tiny_model, question) for question in QUESTIONS]


async def test_more_requests_than_a_batch_holds_are_all_answered(engine: WholeBatches) -> None:
    answers = await asyncio.gather(*(say(engine, f"question {place}") for place in range(20)))
    assert answers == [await say(engine, f"question {place}") for place in range(20)]


async def test_each_request_keeps_its_own_limit(engine: WholeBatches) -> None:
    short, long = await asyncio.gather(say(engine, "x", Sampling(max_new_tokens=2)), say(engine, "x"))
    assert long.startswith(short)
    assert len(short) < len(long)


async def test_sampling_is_refused(engine: WholeBatches) -> None:
    with pytest.raises(ConfigError, match="greedy"):
        await say(engine, "x", Sampling(temperature=0.7))


async def test_a_prompt_without_room_for_an_answer_is_refused(engine: WholeBatches) -> None:
    with pytest.raises(ConfigError, match="the model's context"):
        await say(engine, "long " * 2000)


async def test_an_engine_that_was_not_started_says_so(tiny_model: Path) -> None:
    with pytest.raises(EngineError, match="start it first"):
        await say(WholeBatches(tiny_model, EngineSettings()), "x")


async def test_one_who_goes_away_holds_nobody_up(engine: WholeBatches) -> None:
    leaving = asyncio.create_task(say(engine, "x"))
    staying = asyncio.create_task(say(engine, "y"))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying == await say(engine, "y")
