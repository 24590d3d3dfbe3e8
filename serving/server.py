"""Parts -> a listening server that ends well: told to stop, it says so, finishes what is under way, and closes."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from assistant.errors import ConfigError
from serving.desk import Desk, Parts


async def run(parts: Parts, app: FastAPI, listening: socket.socket, ready: Callable[["Server"], None]) -> None:
    """Start the engine, serve until told to stop, give everything back. Raises what kept the engine from starting."""
    await parts.engine.start()
    try:
        server = Server(app, parts.settings.notice_seconds, parts.settings.drain_seconds)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        if server.started:
            ready(server)
        await serving
    finally:
        await parts.engine.stop()
        parts.store.close()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. Raises ConfigError in one line when the address is taken or is none of this machine's."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(2048)
    except OSError as error:
        raise ConfigError(
            f"{host}:{port}: cannot listen there ({error.strerror or error}); stop what uses the port or give --port"
        ) from error
    return bound


class Server(uvicorn.Server):
    """uvicorn, which drains: the first signal closes the door and lets answers end, the second ends them."""

    def __init__(self, app: FastAPI, notice: float, patience: float) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=max(1, round(patience)),
                timeout_keep_alive=30,
            )
        )
        logging.getLogger("uvicorn.access").disabled = True  # it writes query strings; `middleware.Trace` has the line
        desk: Desk = app.state.desk
        self._admission = desk.admission
        self._on_close = desk.on_close
        self._notice = notice

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Not ready at once, so that balancers look elsewhere; the door closes after the notice.

        uvicorn's own would raise the signal again at the end, and the engine would not be stopped.
        """
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        elif self._notice and sig == signal.SIGTERM and not self._admission.is_draining:
            asyncio.get_event_loop().call_later(self._notice, self._close)
        else:
            self._close()
        self._admission.is_draining = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends first what would never end by itself, such as the stream that an open demo page holds."""
        for end in self._on_close:
            end()
        await super().shutdown(sockets)

    def _close(self) -> None:
        self.should_exit = True
