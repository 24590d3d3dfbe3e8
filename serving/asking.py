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
OUT_OF_TIME: Final = "the time for this check was spent; the same command goes on where it was"
Respond = Callable[[Probe], Awaitable[Reply]]
_PATIENCE_S = 0.5  # between two attempts at a server that is busy


async def ask_all(
    probes: Sequence[Probe],
    respond: Respond,
    concurrency: int,
    tick: Callable[[], object] = lambda: None,
    timeout_s: float = ANSWER_TIMEOUT_S,
    deadline: float | None = None,
) -> list[Reply]:
    """One reply a probe, in order. A failure is a reply too: it says why. `deadline`: of `time.monotonic`."""
    slots = asyncio.Semaphore(concurrency)

    async def one(probe: Probe) -> Reply:
        async with slots:
            started = time.perf_counter()
            left = timeout_s if deadline is None else min(timeout_s, deadline - time.monotonic())
            if left <= 0:
                return Reply("", OUT_OF_TIME)
            try:
                async with asyncio.timeout(left):
                    reply = await _patiently(respond, probe)
            except TimeoutError:
                reply = Reply("", OUT_OF_TIME if left < timeout_s else f"none within {timeout_s:.0f} s")
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
    """An engine whose answers are kept: the same prompt to the same model is generated once for each draw.

    The engine is started by the first prompt that is not known yet. `draw` counts the repeats from 0: where answers
    are sampled, each has its own.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self.draw = 0
        self._known = _read(path)
        self._file: TextIO | None = None
        self._starting: asyncio.Task[None] | None = None

    async def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        asked = [list(messages), asdict(sampling), *([self.draw] if self.draw else [])]
        key = artifacts.sha256(json.dumps(asked, sort_keys=True))
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
        if self._starting is not None:
            await asyncio.gather(self._starting, return_exceptions=True)
        if self._file is not None:
            self._file.close()
            await self._engine.stop()
        self._file = self._starting = None

    async def _start(self) -> None:
        """Once for all who ask: one that waits no longer must not end it, nor may another begin it beside that."""
        if self._starting is None:
            self._starting = asyncio.create_task(self._open())
        await asyncio.shield(self._starting)

    async def _open(self) -> None:
        await self._engine.start()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("a", encoding="utf-8", errors="replace")
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
