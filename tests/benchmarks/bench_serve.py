"""How fast shoppers are answered, through HTTP and against the real server; and how fast its engine decodes.

    python tests/benchmarks/bench_serve.py [--model live] [--questions 48]

Prints a table, then one JSON object. The peer of the engine is `generate` of transformers on the same prompts.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
from rich.console import Console
from rich.table import Table

from assistant import prompt
from assistant.answer import Sampling
from assistant.config import home
from assistant.facts.facts import Fact
from assistant.knowledge.knowledge import Knowledge
from assistant.registry import Registry
from serving.server import listen

KEY = "tb_key_of_the_benchmark"
USERS = (1, 8)
NEW_TOKENS = 64


class Asked(NamedTuple):
    text: str
    value: str  # what the catalog says: an answer without it is counted as corrupted
    product: str


@dataclass(frozen=True, slots=True)
class Answered:
    first: float  # seconds to the first sentence
    whole: float
    is_right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="live", help="live, candidate, a version or a model folder")
    parser.add_argument("--questions", type=int, default=48)
    given = parser.parse_args()
    knowledge = Knowledge.load(home())
    questions = _questions(knowledge, given.questions)
    result: dict[str, Any] = {"model": given.model, "cores": os.cpu_count(), "date": time.strftime("%Y-%m-%d")}
    result["load"] = round(os.getloadavg()[0], 1)  # of everything that runs: above the cores, times say little
    with _served(given.model) as (url, server):
        _through(url, server, questions[:2], 1)  # the first answers warm the caches
        result["http"] = [_summary(_through(url, server, questions, users), users) for users in USERS]
    folder = _folder(given.model)
    prompts = [
        prompt.render(knowledge.brand.name, knowledge.retrieve(asked.text).context, (), asked.text)
        for asked in questions[:8]
    ]
    result["engine"] = [_engine(folder, prompts[:users]) for users in USERS]
    result["generate"] = [_generate(folder, prompts[:users]) for users in USERS]
    _show(result)
    sys.stdout.write(json.dumps(result) + "\n")


def _questions(knowledge: Knowledge, number: int) -> list[Asked]:
    """About facts of the whole product, each product once at the most, the same at every run."""
    facts: list[Fact] = [
        fact
        for fact in knowledge.facts
        if fact.variant is None and fact.is_current and not fact.is_volatile and len(fact.text) < 40
    ]
    random.Random(0).shuffle(facts)
    asked = []
    for fact in facts:
        name = knowledge.facts.products[fact.product].name
        asked.append(Asked(f"What is the {fact.attribute} of the {name}?", fact.text, name))
    return asked[:number]


@contextmanager
def _served(model: str) -> Iterator[tuple[str, int]]:
    """Its address and its process."""
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--model", model, "--json"]
    environment = os.environ | {"TRUEBRAND_API_KEYS": KEY, "TRUEBRAND_KEY_PER_MINUTE": "100000"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise SystemExit("the server did not start; run `truebrand serve` to see why")
    try:
        yield str(json.loads(line)["api"]), process.pid
    finally:
        process.terminate()
        process.wait(60)


class Measured(NamedTuple):
    answers: list[Answered]
    seconds: float
    cpu_seconds: float  # of the server


def _through(url: str, server: int, questions: Sequence[Asked], users: int) -> Measured:
    began, spent = time.perf_counter(), _cpu(server)
    headers = {"authorization": f"Bearer {KEY}"}
    with httpx2.Client(timeout=120, headers=headers) as client, ThreadPoolExecutor(users) as threads:
        answers = list(threads.map(lambda asked: _ask(client, url, asked), questions))
    return Measured(answers, time.perf_counter() - began, _cpu(server) - spent)


def _cpu(process: int) -> float:
    """Seconds of processor time a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _ask(client: httpx2.Client, url: str, asked: Asked) -> Answered:
    body = {"model": "live", "stream": True, "messages": [{"role": "user", "content": asked.text}]}
    began, first, text = time.perf_counter(), 0.0, ""
    with client.stream("POST", f"{url}/chat/completions", json=body) as reply:
        for line in reply.iter_lines():
            if not line.startswith("data: {"):
                continue
            for choice in json.loads(line[6:])["choices"]:
                piece = choice["delta"].get("content")
                if piece and not first:
                    first = time.perf_counter() - began
                text += piece or ""
    return Answered(first, time.perf_counter() - began, asked.value.casefold() in text.casefold())


def _summary(measured: Measured, users: int) -> dict[str, Any]:
    answers = measured.answers
    firsts, wholes = sorted(one.first for one in answers), sorted(one.whole for one in answers)
    return {
        "users": users,
        "answers": len(answers),
        "with_the_value_asked": sum(one.is_right for one in answers),
        "first_sentence_s": {"p50": round(statistics.median(firsts), 3), "p95": round(_p95(firsts), 3)},
        "whole_answer_s": {"p50": round(statistics.median(wholes), 3), "p95": round(_p95(wholes), 3)},
        "answers_per_s": round(len(answers) / measured.seconds, 2),
        "server_cpu_s_per_answer": round(measured.cpu_seconds / len(answers), 3),
    }


def _p95(values: Sequence[float]) -> float:
    return values[min(len(values) - 1, round(0.95 * (len(values) - 1)))]


def _folder(model: str) -> Path:
    path = Path(model)
    return path if (path / "config.json").is_file() else Registry(home()).get(model).merged


def _engine(folder: Path, prompts: Sequence[list[prompt.Message]]) -> dict[str, Any]:
    """Tokens a second of our engine, all prompts at once."""
    from serving.engine.batching import BatchingEngine
    from serving.engine.protocol import EngineSettings

    async def run() -> tuple[int, float]:
        engine = BatchingEngine(folder, EngineSettings(), name="bench")
        await engine.start()

        async def one(messages: list[prompt.Message]) -> None:
            async for _ in engine.stream(messages, Sampling(max_new_tokens=NEW_TOKENS)):
                pass

        await asyncio.gather(*map(one, prompts))
        before, began = engine.metrics().generated_tokens, time.perf_counter()
        for _ in range(3):
            await asyncio.gather(*map(one, prompts))
        taken = time.perf_counter() - began
        written = engine.metrics().generated_tokens - before
        await engine.stop()
        return written, taken

    written, taken = asyncio.run(run())
    return {"requests": len(prompts), "tokens_per_s": round(written / taken, 1)}


def _generate(folder: Path, prompts: Sequence[list[prompt.Message]]) -> dict[str, Any]:
    """Tokens a second of one static batch; it ends when its longest answer does."""
    import torch

    from serving.engine.loading import load_model
    from serving.engine.protocol import EngineSettings

    loaded = load_model(folder, EngineSettings())
    ids = [loaded.encode(messages) for messages in prompts]
    longest, pad = max(map(len, ids)), min(loaded.ends)
    batch = torch.tensor([[pad] * (longest - len(row)) + row for row in ids], device=loaded.device)
    mask = torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in ids], device=loaded.device)
    asked: dict[str, Any] = {
        "attention_mask": mask,
        "max_new_tokens": NEW_TOKENS,
        "do_sample": False,
        "pad_token_id": pad,
        "eos_token_id": sorted(loaded.ends),
    }
    loaded.model.generate(batch, **asked)
    written, began = 0, time.perf_counter()
    for _ in range(3):
        for row in loaded.model.generate(batch, **asked)[:, longest:].tolist():
            end = next((place for place, token in enumerate(row) if token in loaded.ends), len(row) - 1)
            written += end + 1
    return {"requests": len(prompts), "tokens_per_s": round(written / (time.perf_counter() - began), 1)}


def _show(result: dict[str, Any]) -> None:
    console = Console(stderr=True)
    http = Table(
        "users", "answers", "with the value", "first sentence p50 / p95", "whole p50 / p95", "answers/s", "CPU s/answer"
    )
    for row in result["http"]:
        first, whole = row["first_sentence_s"], row["whole_answer_s"]
        http.add_row(
            str(row["users"]),
            str(row["answers"]),
            str(row["with_the_value_asked"]),
            f"{first['p50']:.2f} / {first['p95']:.2f} s",
            f"{whole['p50']:.2f} / {whole['p95']:.2f} s",
            str(row["answers_per_s"]),
            str(row["server_cpu_s_per_answer"]),
        )
    decode = Table("requests", "engine, tokens/s", "generate, tokens/s")
    for ours, theirs in zip(result["engine"], result["generate"], strict=True):
        decode.add_row(str(ours["requests"]), str(ours["tokens_per_s"]), str(theirs["tokens_per_s"]))
    console.print(http, decode)


if __name__ == "__main__":
    main()
