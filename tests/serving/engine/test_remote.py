"""The remote engine against real servers, well and ill."""

import asyncio
from pathlib import Path

import pytest

from assistant.answer import Released, Sampling
from assistant.errors import AssistantError, ConfigError, EngineError, Overloaded
from assistant.prompt import Message
from serving.engine.protocol import EngineSettings
from serving.engine.remote import NO_KEY, RemoteEngine
from serving.keys import Holder, Keys
from tests.serving.live import KEY, Scripted, live, parts

ASKED: list[Message] = [{"role": "user", "content": "Hi"}]
SETTINGS = EngineSettings(api_key=KEY)


async def collect(engine: RemoteEngine) -> str:
    return "".join([piece async for piece in engine.stream(ASKED, Sampling())])


async def started(url: str, settings: EngineSettings = SETTINGS) -> RemoteEngine:
    engine = RemoteEngine(f"{url}/v1", settings)
    await engine.start()
    return engine


async def test_it_asks_for_the_models_name_and_streams(tmp_path: Path) -> None:
    script = Scripted()
    with live(parts(tmp_path, script)) as server:
        engine = await started(server.url)
        assert engine.name == "fellmark/v3"
        assert await collect(engine) == "The Tarn 2 weighs 1.9 kg. Enjoy it!"
        assert (await engine.health()).ok


async def test_closing_the_stream_ends_the_answer_on_the_other_side(tmp_path: Path) -> None:
    script = Scripted(sentences=[Released("One.", "none")] * 100, pause=0.05)
    with live(parts(tmp_path, script)) as server:
        engine = await started(server.url)
        stream = engine.stream(ASKED, Sampling())
        await anext(stream)
        await stream.aclose()
        assert (engine.metrics().running, engine.metrics().cancelled) == (0, 1)
        while script.cancelled == 0:
            await asyncio.sleep(0.01)


async def test_a_failure_in_the_middle_is_an_engine_error(tmp_path: Path) -> None:
    script = Scripted(sentences=[Released("One.", "none")], failure=EngineError("lost"))
    with live(parts(tmp_path, script)) as server:
        engine = await started(server.url)
        with pytest.raises(EngineError):
            await collect(engine)
        assert engine.metrics().running == 0


async def test_a_busy_server_is_overloaded(tmp_path: Path) -> None:
    script = Scripted(pause=0.5)
    with live(parts(tmp_path, script, places=1, waiting=0)) as server:
        engine = await started(server.url)
        results = await asyncio.gather(*(collect(engine) for _ in range(3)), return_exceptions=True)
    assert sum(isinstance(result, Overloaded) for result in results) == 2
    assert sum(isinstance(result, str) for result in results) == 1


@pytest.mark.parametrize(
    ("settings", "expected", "text"),
    [
        (EngineSettings(api_key="tb_wrong"), ConfigError, "refused the key"),
        (EngineSettings(), ConfigError, "refused the key"),
        (EngineSettings(api_key=KEY, remote_model="gpt"), ConfigError, "no model 'gpt'; the server has fellmark/v3"),
    ],
)
async def test_a_wrong_setting_is_one_clear_line(
    tmp_path: Path, settings: EngineSettings, expected: type[AssistantError], text: str
) -> None:
    with live(parts(tmp_path, Scripted())) as server, pytest.raises(expected, match=text):
        await started(server.url, settings)


async def test_no_server_is_one_clear_line_and_unhealthy() -> None:
    with pytest.raises(EngineError, match="cannot be reached"):
        await started("http://127.0.0.1:9")
    engine = RemoteEngine("http://127.0.0.1:9/v1", SETTINGS)
    assert not (await engine.health()).ok


async def test_the_machines_hub_token_never_goes_to_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    given: list[str] = []
    known = Keys.holder

    def noting(keys: Keys, key: str) -> Holder | None:
        given.append(key)
        return known(keys, KEY)

    monkeypatch.setattr(Keys, "holder", noting)
    with live(parts(tmp_path, Scripted())) as server:
        engine = await started(server.url, EngineSettings())
        await collect(engine)
    assert given == [NO_KEY, NO_KEY]
