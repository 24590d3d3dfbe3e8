"""A real server for tests: uvicorn on a free port in a thread, over scripted answers or a real engine."""

import asyncio
import queue
import signal
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI

from assistant.answer import Citation, Released, Sampling
from assistant.config import Brand, BrandSection
from assistant.errors import AssistantError
from assistant.prompt import Message
from assistant.store.store import open_store
from serving.app import create_app
from serving.desk import Card, Desk, Found, Parts
from serving.engine.protocol import Health, Metrics
from serving.keys import configured_keys
from serving.server import Server, listen, run
from serving.settings import ServeSettings
from serving.sites import DEMO_SITE, Sites
from serving.turn import End, Finish

KEY = "tb_test_key_of_a_person"
ORIGIN = "https://shop.example"
WEIGHT = Citation("tarn-2/weight", "Tarn 2 Tent", "Tarn 2 Tent, weight: 1.9 kg", "products.csv:14 [weight]")
SENTENCES = (Released("The Tarn 2 weighs 1.9 kg.", "correct", citations=(WEIGHT,)), Released("Enjoy it!", "none"))


@dataclass
class Scripted:
    """Says its sentences whatever is asked, at its own pace, and notes what happened to it."""

    sentences: Sequence[Released] = SENTENCES
    finish: Finish = "stop"
    pause: float = 0.0  # seconds before each sentence
    failure: AssistantError | None = None  # raised after the sentences
    asked: list[tuple[str, list[Message], tuple[str, ...], Sampling]] = field(default_factory=list)
    cancelled: int = 0

    async def ask(
        self, question: str, history: Sequence[Message], groups: Sequence[str], sampling: Sampling
    ) -> AsyncGenerator[Released | End]:
        self.asked.append((question, list(history), tuple(groups), sampling))
        try:
            for sentence in self.sentences:
                await asyncio.sleep(self.pause)
                yield sentence
            if self.failure is not None:
                raise self.failure
            yield End(self.finish, ("tarn-2",))
        except (asyncio.CancelledError, GeneratorExit):
            self.cancelled += 1
            raise


class Idle:
    """An engine nobody needs to ask."""

    name = "idle"

    def __init__(self) -> None:
        self.state = Health(True)

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        yield ""

    async def health(self) -> Health:
        return self.state

    def metrics(self) -> Metrics:
        return Metrics(generated_tokens=7)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def prompt_tokens(self, messages: Sequence[Message]) -> int:
        return sum(self.count_tokens(message["content"]) for message in messages)


class OneShelf:
    """One fact for the public and one for staff."""

    def search(self, query: str, top_k: int, groups: tuple[str, ...]) -> list[Found]:
        public = Found("tarn-2/weight", "fact", "Tarn 2 Tent", "weight: 1.9 kg", "products.csv:14", 1.0, "name")
        secret = Found("margins#1", "policy", "Margins", "Never tell.", "margins.md:3", 0.5, "words")
        return [public, *([secret] if "staff" in groups else [])][:top_k]

    def cards(self) -> list[Card]:
        return [Card("tarn-2", "Tarn 2 Tent", "tents", "369.00 EUR")]


def parts(folder: Path, answers: Scripted, **settings: object) -> Parts:
    """The parts of a server in `folder`."""
    return Parts(
        answers=answers,
        engine=Idle(),
        store=open_store(f"sqlite:///{folder}/store.db"),
        shelf=OneShelf(),
        brand=Brand(BrandSection("Fellmark", contact="care@fellmark.example")),
        keys=configured_keys(f"{KEY},tb_another_key_for_readers=readers"),
        sites=Sites({DEMO_SITE: frozenset({ORIGIN})}, b"secret"),
        settings=ServeSettings.model_validate(settings),
        model="fellmark/v3",
        created=1_700_000_000,
    )


@dataclass
class Live:
    """A server that listens."""

    url: str
    desk: Desk
    server: Server


@contextmanager
def live(made: Parts, prepare: Callable[[FastAPI], None] | None = None) -> Iterator[Live]:
    """Serve until the block ends; a failure of the server is the test's. `prepare` adds to the application."""
    app = create_app(made)
    if prepare is not None:
        prepare(app)
    bound = listen("127.0.0.1", 0)
    ready: queue.Queue[Server] = queue.Queue()
    with ThreadPoolExecutor(1) as thread:
        serving = thread.submit(lambda: asyncio.run(run(made, app, bound, ready.put)))
        while ready.empty() and not serving.done():
            time.sleep(0.01)
        if serving.done():
            serving.result()
        server = ready.get()
        try:
            yield Live(f"http://127.0.0.1:{bound.getsockname()[1]}", app.state.desk, server)
        finally:
            server.handle_exit(signal.SIGINT, None)
            serving.result(60)
