"""The verbs `serve` and `ask` as their own processes, and the remote engine against such a server."""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest

from assistant.answer import Sampling
from assistant.errors import ConfigError
from assistant.facts.storage import load_facts
from serving.engine.protocol import EngineSettings
from serving.engine.remote import RemoteEngine
from serving.server import listen

KEY = "tb_key_of_the_test_suite"
SAMPLE = Path("assistant/sample")


def truebrand(*arguments: str, home: Path, **more: str) -> subprocess.Popen[str]:
    """The command line as a process of its own."""
    environment = os.environ | {"TRUEBRAND_HOME": str(home), "HF_HUB_OFFLINE": "1"} | more
    command = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


@pytest.fixture(scope="module")
def brand_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample brand read."""
    home = tmp_path_factory.mktemp("home")
    process = truebrand("ingest", str(SAMPLE), home=home)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return home


@dataclass(frozen=True)
class Served:
    found: dict[str, str]
    process: subprocess.Popen[str]

    @property
    def api(self) -> str:
        return self.found["api"]


@pytest.fixture(scope="module")
def served(brand_home: Path, tiny_model: Path) -> Iterator[Served]:
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    arguments = ["--model", str(tiny_model), "--port", str(port), "--json"]
    log = brand_home / "serve.log"
    with log.open("w") as errors:
        environment = os.environ | {"TRUEBRAND_HOME": str(brand_home), "TRUEBRAND_API_KEYS": KEY}
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "serve", *arguments],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, log.read_text()
        yield Served(json.loads(line), process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0, log.read_text()
        process.stdout.close()
    assert KEY not in log.read_text()


@pytest.mark.slow
def test_the_printed_curl_works_as_it_stands(served: Served) -> None:
    curl = served.found["curl"].replace("YOUR_KEY", KEY)
    reply = json.loads(subprocess.run(shlex.split(curl), capture_output=True, text=True, check=True).stdout)
    assert reply["choices"][0]["message"]["content"]


@pytest.mark.slow
def test_a_random_model_says_no_wrong_fact(served: Served) -> None:
    asked: list[Any] = [{"role": "user", "content": "How heavy is the Skerry 2 Tent?"}]
    with openai.OpenAI(base_url=served.api, api_key=KEY) as client:
        answer = client.chat.completions.create(model="live", messages=asked)
    assert "1.9 kg" in (answer.choices[0].message.content or "")
    sentences: Any = answer.model_extra or {}
    assert all(sentence["verdict"] in ("correct", "none") for sentence in sentences["truebrand"]["sentences"])


@pytest.mark.slow
def test_eight_users_at_once_each_get_the_answer_to_their_own_question(served: Served, brand_home: Path) -> None:
    facts = load_facts(brand_home / "catalog")
    weights = {
        product.name: fact.text
        for product in facts.products.values()
        if (fact := facts.get(product.id, "weight")) is not None and not product.is_discontinued
    }
    asked = list(weights)[:8]

    def answer(product: str) -> str:
        messages: list[Any] = [{"role": "user", "content": f"What is the weight of the {product}?"}]
        with openai.OpenAI(base_url=served.api, api_key=KEY, max_retries=0) as client:
            chunks = client.chat.completions.create(model="live", messages=messages, stream=True)
            return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)

    with ThreadPoolExecutor(8) as users:
        answers = dict(zip(asked, users.map(answer, asked), strict=True))
    assert {product: text for product, text in answers.items() if weights[product] not in text} == {}


@pytest.mark.slow
def test_all_pages_are_there(served: Served) -> None:
    for page in ("widget", "gradio"):
        assert httpx2.get(served.found[page], follow_redirects=True).status_code == 200
    origin = served.found["widget"].removesuffix("/shop")
    visit = httpx2.post(f"{origin}/v1/widget/session", json={"site": "pk_demo"}, headers={"origin": origin})
    assert visit.status_code == 200


@pytest.mark.slow
async def test_the_remote_engine_asks_a_server_in_another_process(served: Served) -> None:
    engine = RemoteEngine(served.api, EngineSettings(api_key=KEY))
    await engine.start()
    assert engine.name == "tiny"
    assert (await engine.health()).ok
    asked: Any = [{"role": "system", "content": "x"}, {"role": "user", "content": "How heavy is the Skerry 2 Tent?"}]
    pieces = [piece async for piece in engine.stream(asked, Sampling())]
    assert "1.9 kg" in "".join(pieces)
    assert engine.metrics().running == 0


@pytest.mark.slow
async def test_the_remote_engine_says_that_the_key_was_refused(served: Served) -> None:
    with pytest.raises(ConfigError, match="refused the key"):
        await RemoteEngine(served.api, EngineSettings(api_key="tb_wrong")).start()


@pytest.mark.slow
def test_ask_answers_through_another_server_and_shows_the_evidence(served: Served, brand_home: Path) -> None:
    process = truebrand(
        "ask", "How heavy is the Skerry 2 Tent?", "--model", served.api, "--json",
        home=brand_home, TRUEBRAND_ENGINE_KEY=KEY,
    )  # fmt: skip
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    answer = json.loads(out.splitlines()[-1])
    assert "1.9 kg" in answer["answer"]
    assert answer["sentences"][0]["evidence"][0]["source"].startswith("products_export.csv")


def fails(*arguments: str, home: Path, **more: str) -> str:
    process = truebrand(*arguments, home=home, **more)
    out, errors = process.communicate(timeout=120)
    assert (process.returncode, out) == (2, "")
    assert errors.startswith("error: ") and errors.count("\n") == 1
    return errors


@pytest.mark.slow
def test_what_keeps_a_server_from_starting_is_one_line(brand_home: Path, tmp_path: Path, tiny_model: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        assert f"127.0.0.1:{port}" in fails("serve", "--port", port, home=brand_home)
    free = ("--port", port)
    assert "truebrand ingest" in fails("serve", *free, home=tmp_path)
    assert "no live model" in fails("serve", *free, home=brand_home)
    setting = {"TRUEBRAND_PLACES": "many"}
    assert "TRUEBRAND_PLACES" in fails("serve", *free, home=brand_home, **setting)
    database = {"TRUEBRAND_DATABASE_URL": "postgresql://u:hidden@127.0.0.1:1/d"}
    told = fails("serve", *free, "--model", str(tiny_model), home=brand_home, **database)
    assert "hidden" not in told
    short = {"TRUEBRAND_API_KEYS": "short"}
    assert "16" in fails("serve", *free, "--model", str(tiny_model), home=brand_home, **short)
