"""A place for each answer: so many at once, so many waiting, and for the rest an honest "busy" at once."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from assistant.errors import Overloaded


class Admission:
    """A bounded queue in front of the engine. Draining, it lets nobody in."""

    def __init__(self, places: int, waiting: int, patience: float) -> None:
        self._places = asyncio.Semaphore(places)
        self._most_waiting = waiting
        self._patience = patience  # seconds
        self._idle = asyncio.Event()
        self._idle.set()
        self.running = 0
        self.waiting = 0
        self.is_draining = False

    @asynccontextmanager
    async def place(self) -> AsyncGenerator[None]:
        """Wait for a place and hold it. Raises Overloaded at once when the queue is full, or after waiting too long."""
        if self.is_draining:
            raise Overloaded("the server is shutting down")
        if self._places.locked() and self.waiting >= self._most_waiting:
            raise Overloaded(f"{self.running} answers are under way and {self.waiting} questions wait")
        self.waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._places.acquire()
        except TimeoutError as error:
            raise Overloaded(f"no place came free in {self._patience:.0f} s") from error
        finally:
            self.waiting -= 1
        self.running += 1
        self._idle.clear()
        try:
            yield
        finally:
            self.running -= 1
            self._places.release()
            if not self.running:
                self._idle.set()

    async def idle(self) -> None:
        """Returns when no answer is under way."""
        await self._idle.wait()
