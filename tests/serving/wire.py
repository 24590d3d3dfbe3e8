"""A server of OpenAI's wire format in a thread: says what a function says, and counts what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Wire:
    """`say`: from the body of a request to the answer's text."""

    say: Callable[[dict[str, Any]], str]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def wire(say: Callable[[dict[str, Any]], str]) -> Iterator[Wire]:
    script = Wire(say)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply("application/json", json.dumps({"data": [{"id": "m"}]}))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            script.asked.append(body)
            chunks = [{"role": "assistant"}, {"content": script.say(body)}]
            lines = [f"data: {json.dumps(_chunk(delta))}\n\n" for delta in chunks]
            self._reply("text/event-stream", "".join([*lines, "data: [DONE]\n\n"]))

        def _reply(self, kind: str, text: str) -> None:
            payload = text.encode()
            try:
                self.send_response(200)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the asker was killed

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()


def _chunk(delta: dict[str, str]) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": None}
    return {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
