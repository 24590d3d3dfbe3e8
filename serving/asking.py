"""Probes -> replies: many questions at once, each answer kept on disk as it comes, so that a stopped check goes on."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final, Protocol, TextIO

from assistant import artifacts
from assistant.accuracy.score import Reply
from assistant.accuracy.suite import Probe
from assistant.answer import Generator, Sampling
from assistant.errors import AssistantError, Overloaded
from assistant.prompt import Message

ANSWER_TIMEOUT_S: Final = 120.0
Respond = Callable[[Probe], Awaitable[Reply]]
_PATIENCE_S = 0.5  # between two attempts at a server that is busy


async def ask_all(
    probes: Sequence[Probe],
    respond: Respond,
    concurrency: int,
    tick: Callable[[], object] = lambda: None,
    timeout_s: float = ANSWER_TIMEOUT_S,
) -> list[Reply]:
    """One reply a probe, in order. A failure is a reply too: it says why, and counts against the model."""
    slots = asyncio.Semaphore(concurrency)

    async def one(probe: Probe) -> Reply:
        async with slots:
            started = time.perf_counter()
            try:
                async with asyncio.timeout(timeout_s):
                    reply = await _patiently(respond, probe)
            except TimeoutError:
                reply = Reply("", f"none within {timeout_s:.0f} s")
            except AssistantError as error:
                reply = Reply("", str(error))
            tick()
            return replace(reply, seconds=time.perf_counter() - started)

    return list(await asyncio.gather(*map(one, probes)))


async def _patiently(respond: Respond, probe: Probe) -> Reply:
    while True:
        try:
            return await respond(probe)
        except Overloaded:
            await asyncio.sleep(_PATIENCE_S)


class Engine(Generator, Protocol):
    """What can be started, asked and stopped."""

    def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Remembered:
    """An engine whose greedy answers are kept: the same prompt to the same model is generated once.

    The engine is started by the first prompt that is not known yet.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._known = _read(path)
        self._file: TextIO | None = None
        self._starting = asyncio.Lock()

    async def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        key = artifacts.sha256(json.dumps([list(messages), asdict(sampling)], sort_keys=True))
        if (known := self._known.get(key)) is not None:
            yield known
            return
        await self._start()
        said: list[str] = []
        async with aclosing(self._engine.stream(messages, sampling)) as pieces:
            async for piece in pieces:
                said.append(piece)
                yield piece
        self._remember(key, "".join(said))  # not reached when the answer was cut short

    async def stop(self) -> None:
        if self._file is not None:
            self._file.close()
            await self._engine.stop()
            self._file = None

    async def _start(self) -> None:
        async with self._starting:
            if self._file is None:
                await self._engine.start()
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("a", encoding="utf-8")
                if self._file.tell():
                    self._file.write("\n")  # ends the half line that a killed run may have left

    def _remember(self, key: str, text: str) -> None:
        if text and self._file is not None:
            self._known[key] = text
            self._file.write(json.dumps({"key": key, "text": text}, ensure_ascii=False) + "\n")
            self._file.flush()


def _read(path: Path) -> dict[str, str]:
    """What was answered before; the last line may be half of one, where a run was killed."""
    if not path.exists():
        return {}
    known = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
            known[row["key"]] = row["text"]
        except (ValueError, KeyError, TypeError):
            continue
    return known
