"""An async generator run by a task of its own: whoever listens may leave at any moment, and it is ended cleanly."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing
from typing import Any, Generic, TypeVar

from starlette.requests import Request

from serving.errors import Refused

T = TypeVar("T")


class Running(Generic[T]):
    """Items as they come, kept until they are asked for; an answer is small, so nothing bounds them."""

    def __init__(self, source: AsyncGenerator[T], tasks: set[asyncio.Task[None]]) -> None:
        """`tasks` holds it while it runs: the event loop itself holds tasks weakly."""
        self._items: list[T] = []
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._run(source))
        tasks.add(self._task)
        self._task.add_done_callback(tasks.discard)
        self._task.add_done_callback(self._ended)

    async def next(self, patience: float | None = None) -> T:
        """The next item. Raises StopAsyncIteration after the last, TimeoutError, or what the generator raised."""
        while not self._items:
            if self._task.done():
                self._task.result()
                raise StopAsyncIteration
            self._news.clear()
            async with asyncio.timeout(patience):
                await self._news.wait()
        return self._items.pop(0)

    def cancel(self) -> None:
        """End it where it is; what it does last still runs."""
        self._task.cancel()

    async def _run(self, source: AsyncGenerator[T]) -> None:
        async with aclosing(source) as items:
            async for item in items:
                self._items.append(item)
                self._news.set()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._news.set()
        if not task.cancelled():
            task.exception()  # seen, whether or not anyone still listens


async def all_ended(tasks: set[asyncio.Task[None]]) -> None:
    """Returns when nothing runs any more."""
    while tasks:
        await asyncio.wait(set(tasks))


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The work's result. When the client leaves it is cancelled, which no server does by itself before a reply."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_departure(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Refused(499, "The client has left.")
        return task.result()
    finally:
        for each in (task, gone):
            each.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _departure(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
