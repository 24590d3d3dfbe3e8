"""Server-sent events: a line a field, a blank line an event, and a comment now and then so that proxies stay awake."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import TypeVar

from starlette.responses import StreamingResponse

from assistant.errors import AssistantError
from serving.errors import told
from serving.running import Running

T = TypeVar("T")

KEEP_ALIVE = 15.0  # seconds
HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}  # no proxy may hold a sentence back


def event(data: object, name: str | None = None) -> str:
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"


def stream(
    running: Running[T],
    begin: list[str],
    show: Callable[[T], list[str]],
    end: Callable[[], list[str]],
    fail: Callable[[AssistantError], list[str]],
) -> StreamingResponse:
    """A response: its beginning, each item as events, its end; a failure on the way is the last thing shown."""

    async def body() -> AsyncGenerator[str]:
        try:
            for text in begin:
                yield text
            while True:
                try:
                    item = await running.next(KEEP_ALIVE)
                except TimeoutError:
                    yield ": waiting\n\n"
                    continue
                except StopAsyncIteration:
                    break
                for text in show(item):
                    yield text
            for text in end():
                yield text
        except AssistantError as error:
            for text in fail(error):
                yield text
        finally:
            running.cancel()

    events: AsyncIterator[str] = body()
    return StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)


def message_of(error: AssistantError) -> str:
    """What a reader of a stream is told."""
    return told(error).message
