"""Around every request: its id and line in the log, the size of its body, and the origins a browser may call from.

Plain ASGI, so that a stream is passed on as it comes and a departure is felt at once.
"""

import asyncio
import json
import logging
import time
from contextlib import suppress
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.desk import Desk
from serving.errors import body as error_body

log = logging.getLogger("serving.requests")

DISCARD_BYTES = 1 << 20  # of a body past the limit, read and thrown away
DISCARD_S = 2.0
SAFE = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}


class Trace:
    """An id in every reply and one line in the log: what was asked for and how it ended, never its text."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, begun, status = uuid4().hex[:16], time.perf_counter(), 499

        async def traced(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                for name, value in SAFE.items():
                    headers.setdefault(name, value)
                if status == 401 and scope["path"].startswith("/demo"):
                    headers["www-authenticate"] = 'Basic realm="API key as password"'
            await send(message)

        try:
            await self._app(scope, receive, traced)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._desk.telemetry.requests.labels(route, str(status)).inc()
            taken = time.perf_counter() - begun
            log.info("%s %s %s %d %.3fs", request_id, scope["method"], route, status, taken)


class BodyLimit:
    """Bodies past the limit are answered 413, whether they state their length or not."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v1/"):
            await self._app(scope, receive, send)
            return
        stated = Headers(scope=scope).get("content-length", "0")
        if stated.isdigit() and int(stated) > self._most:
            await self._refuse(receive, send)
            return
        read, chunks = 0, []
        while True:  # a body this small is read whole before anyone acts on it
            message = await receive()
            if message["type"] != "http.request":
                return
            read += len(message.get("body", b""))
            if read > self._most:
                await self._refuse(receive, send, is_sending=bool(message.get("more_body")))
                return
            chunks.append(message)
            if not message.get("more_body"):
                break

        async def replay() -> Message:
            return chunks.pop(0) if chunks else await receive()

        await self._app(scope, replay, send)

    async def _refuse(self, receive: Receive, send: Send, *, is_sending: bool = True) -> None:
        """A connection closed on one who still sends is reset, and the answer lost: a little more is read away."""
        discarded = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(DISCARD_S):
                while is_sending and discarded <= DISCARD_BYTES:
                    message = await receive()
                    discarded += len(message.get("body", b""))
                    is_sending = bool(message.get("more_body"))
        text = f"The body is larger than {self._most} bytes."
        content = json.dumps(error_body(413, text, code="request_too_large")).encode()
        headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": content})


class SiteCors:
    """Lets pages of the allowed origins, and no others, call the widget's routes."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v1/widget/"):
            await self._app(scope, receive, send)
            return
        origin = Headers(scope=scope).get("origin", "")
        granted = {"vary": "Origin"}
        if origin and self._desk.parts.sites.knows(origin):
            granted["access-control-allow-origin"] = origin
            granted["access-control-expose-headers"] = "retry-after, x-request-id"
        if scope["method"] == "OPTIONS":
            granted |= {
                "access-control-allow-methods": "GET, POST",
                "access-control-allow-headers": "authorization, content-type",
                "access-control-max-age": "600",
            }
            headers = [(name.encode(), value.encode()) for name, value in granted.items()]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in granted.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, marked)
