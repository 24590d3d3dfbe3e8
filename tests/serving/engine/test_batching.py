"""The transformers engine, on a real (tiny, random) model."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Sampling
from assistant.errors import ConfigError, EngineError, Overloaded
from assistant.prompt import Message
from serving.engine.batching import BatchingEngine
from serving.engine.loading import ready
from serving.engine.protocol import EngineSettings, PromptTooLong
from serving.engine.select import load
from tests.tiny_model import make_tiny_model

SETTINGS = EngineSettings(device="cpu", dtype="float32", max_running=4, max_waiting=2, token_timeout=30)
LONG = Sampling(max_new_tokens=900)


def ask(text: str) -> list[Message]:
    return [{"role": "user", "content": text}]


@pytest.fixture
async def engine(tiny_model: Path) -> AsyncIterator[BatchingEngine]:
    engine = load(tiny_model, SETTINGS)
    assert isinstance(engine, BatchingEngine)
    await engine.start()
    yield engine
    await engine.stop()


async def collect(engine: BatchingEngine, text: str, sampling: Sampling) -> str:
    return "".join([piece async for piece in engine.stream(ask(text), sampling)])


async def test_greedy_answers_are_those_of_generate_alone_or_together(engine: BatchingEngine, tiny_model: Path) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(tiny_model)
    model: Any = AutoModelForCausalLM.from_pretrained(tiny_model)
    expected = {}
    for question in ("one", "two", "three"):
        ids = tokenizer.apply_chat_template(ask(question), add_generation_prompt=True, return_tensors="pt")["input_ids"]
        out = model.generate(ids, max_new_tokens=24, do_sample=False)[0, ids.shape[1] :]
        expected[question] = tokenizer.decode(out, skip_special_tokens=True)
    alone = {question: await collect(engine, question, Sampling(max_new_tokens=24)) for question in expected}
    together = await asyncio.gather(*(collect(engine, question, Sampling(max_new_tokens=24)) for question in expected))
    shown = {question: text.rstrip("\ufffd") for question, text in expected.items()}
    assert alone == shown
    assert dict(zip(expected, together, strict=True)) == shown


async def test_sampling_differs_and_greedy_does_not(engine: BatchingEngine) -> None:
    hot = Sampling(max_new_tokens=32, temperature=1.5, top_p=0.95)
    assert len({await collect(engine, "one", hot) for _ in range(3)}) > 1
    assert len({await collect(engine, "one", Sampling(max_new_tokens=32)) for _ in range(3)}) == 1


async def test_a_closed_stream_frees_its_place_and_leaves_no_handler(engine: BatchingEngine) -> None:
    stream = engine.stream(ask("one"), LONG)
    await anext(stream)
    await stream.aclose()
    assert engine.metrics().running == 0
    assert engine.metrics().cancelled == 1
    assert not engine._manager.output_router.result_handlers
    generated = engine.metrics().generated_tokens
    await asyncio.sleep(0.3)
    assert engine.metrics().generated_tokens == generated


async def test_a_cancelled_task_cancels_the_request(engine: BatchingEngine) -> None:
    task = asyncio.create_task(collect(engine, "one", LONG))
    while engine.metrics().running == 0:
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert engine.metrics().running == 0
    assert not engine._manager.output_router.result_handlers


async def test_a_stop_string_ends_the_answer_before_it(engine: BatchingEngine) -> None:
    whole = await collect(engine, "one", Sampling(max_new_tokens=40))
    stop = whole[5:8]
    assert await collect(engine, "one", Sampling(max_new_tokens=40, stop=(stop,))) == whole[: whole.index(stop)]
    assert engine.metrics().running == 0


async def test_past_the_queue_a_request_is_refused_at_once(engine: BatchingEngine) -> None:
    tasks = [asyncio.create_task(collect(engine, f"{n}", LONG)) for n in range(6)]
    while engine.metrics().waiting < 2:
        await asyncio.sleep(0.01)
    with pytest.raises(Overloaded, match="2 requests are waiting"):
        await collect(engine, "seven", LONG)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (engine.metrics().running, engine.metrics().waiting) == (0, 0)


async def test_a_prompt_longer_than_the_context_is_refused_with_both_lengths(engine: BatchingEngine) -> None:
    with pytest.raises(PromptTooLong, match=r"the prompt has 3\d{3} tokens, the model's context 1024"):
        await collect(engine, "x" * 3000, LONG)


async def test_an_answer_ends_at_the_edge_of_the_context(engine: BatchingEngine) -> None:
    await collect(engine, "x" * 950, LONG)
    assert engine.metrics().running == 0


async def test_a_dead_engine_is_unhealthy_and_refuses(engine: BatchingEngine) -> None:
    assert (await engine.health()).ok
    engine._manager.background_thread_status.record_fatal_error(RuntimeError("device lost"))
    assert await engine.health() != (await engine.health()).__class__(True)
    assert "device lost" in (await engine.health()).reason
    with pytest.raises(EngineError, match="device lost"):
        await collect(engine, "one", LONG)
    assert engine.metrics().running == 0


async def test_a_failing_step_fails_the_running_requests(engine: BatchingEngine) -> None:
    task = asyncio.create_task(collect(engine, "one", LONG))
    while engine.metrics().generated_tokens < 5:
        await asyncio.sleep(0.01)
    engine._manager._generation_step = None  # what a lost device looks like from the loop
    with pytest.raises(EngineError):
        await task
    while (await engine.health()).ok:  # the running requests are told first
        await asyncio.sleep(0.01)


async def test_a_stopped_engine_says_so(tiny_model: Path) -> None:
    engine = load(tiny_model, SETTINGS)
    with pytest.raises(EngineError, match="not running"):
        [piece async for piece in engine.stream(ask("one"), LONG)]
    await engine.stop()


async def test_a_folder_without_a_chat_template_is_one_clear_line(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path / "plain", chat_template=False)
    with pytest.raises(ConfigError, match="no chat template"):
        await load(folder, SETTINGS).start()


@pytest.mark.parametrize("missing", ["config.json", "model.safetensors", "tokenizer"])
def test_a_folder_that_is_not_whole_is_one_clear_line(tmp_path: Path, missing: str) -> None:
    folder = make_tiny_model(tmp_path / "half")
    for path in folder.glob(f"{missing}*"):
        path.unlink()
    with pytest.raises(ConfigError, match=r"config\.json|safetensors|tokenizer"):
        load(folder)


def test_damaged_weights_are_one_clear_line(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path / "cut")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ConfigError, match="cannot be loaded as a model"):
        asyncio.run(load(folder, SETTINGS).start())


async def test_requests_past_the_cache_wait_and_are_answered_alike(tiny_model: Path) -> None:
    engine = load(tiny_model, EngineSettings(device="cpu", dtype="float32", max_running=4, cache_blocks=6))
    assert isinstance(engine, BatchingEngine)
    await engine.start()
    try:
        questions = [str(number) * 600 for number in range(4)]  # three blocks each
        alone = [await collect(engine, question, Sampling(max_new_tokens=100)) for question in questions]
        together = await asyncio.gather(
            *(collect(engine, question, Sampling(max_new_tokens=100)) for question in questions)
        )
    finally:
        await engine.stop()
    assert together == alone


async def test_a_model_in_memory_answers_as_its_folder_does(engine: BatchingEngine, tiny_model: Path) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer: Any = AutoTokenizer.from_pretrained(tiny_model)
    model: Any = AutoModelForCausalLM.from_pretrained(tiny_model)
    settings = replace(SETTINGS, graphs=True)  # of a GPU alone: nothing is refused here
    other = BatchingEngine(ready(Path("nowhere"), model, tokenizer, settings), settings, name="memory")
    await other.start()
    try:
        said = await collect(other, "one", Sampling(max_new_tokens=24))
    finally:
        await other.stop()
    assert said == await collect(engine, "one", Sampling(max_new_tokens=24))
