"""A judge's server for tests: uvicorn on a free port in a thread, of OpenAI's wire format, that behaves as told."""

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response


@dataclass(frozen=True)
class Asked:
    """A request, as the judge's prompt has it."""

    claim: str
    evidence: list[str]
    number: int  # of this claim's samples, from 0
    body: dict[str, Any]


Behave = Callable[[Asked], str | Response]  # the answer's text, or a reply of any kind


@dataclass
class JudgeServer:
    """What it was asked, by whom, and how much of it at once."""

    behave: Behave
    models: tuple[str, ...] = ("fair",)
    url: str = ""
    pause_s: float = 0.0
    asked: list[Asked] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    running: int = 0
    most_at_once: int = 0


def opinion(verdict: str, quote: str = "") -> str:
    return json.dumps({"verdict": verdict, "quote": quote})


def fair(asked: Asked) -> str:
    """Looks for a line of the evidence that has all of the claim's longer words."""
    needed = re.findall(r"\w{5,}", asked.claim.casefold())
    line = next((line for line in asked.evidence if all(word in line.casefold() for word in needed)), None)
    return opinion("not_enough") if line is None else opinion("supported", line)


@contextmanager
def judge_server(
    behave: Behave = fair, models: tuple[str, ...] = ("fair",), pause_s: float = 0.0
) -> Iterator[JudgeServer]:
    script = JudgeServer(behave, models, pause_s=pause_s)
    bound = socket.create_server(("127.0.0.1", 0))
    script.url = f"http://127.0.0.1:{bound.getsockname()[1]}/v1"
    server = uvicorn.Server(uvicorn.Config(_app(script), log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([bound])), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield script
    finally:
        server.should_exit = True
        thread.join(20)
        bound.close()


def _app(script: JudgeServer) -> FastAPI:
    app = FastAPI()

    @app.get("/v1/models")
    async def models(request: Request) -> dict[str, Any]:
        script.keys.append(request.headers.get("authorization"))
        return {"data": [{"id": name} for name in script.models]}

    @app.post("/v1/chat/completions")
    async def complete(request: Request) -> Response:
        script.keys.append(request.headers.get("authorization"))
        asked = _read(await request.json(), script)
        script.asked.append(asked)
        script.running += 1
        script.most_at_once = max(script.most_at_once, script.running)
        try:
            await asyncio.sleep(script.pause_s)
            said = script.behave(asked)
        finally:
            script.running -= 1
        return said if isinstance(said, Response) else reply(said)

    return app


def reply(text: object) -> Response:
    message = {"role": "assistant", "content": text}
    whole = {"id": "x", "object": "chat.completion", "choices": [{"index": 0, "message": message}]}
    return Response(json.dumps(whole), media_type="application/json")


def _read(body: dict[str, Any], script: JudgeServer) -> Asked:
    shown = body["messages"][-1]["content"]
    mark = re.escape(shown.split(" evidence\n")[0])
    found = re.fullmatch(rf"{mark} evidence\n(.*)\n{mark} claim\n(.*)\n{mark} end", shown, re.DOTALL)
    assert found is not None, shown
    number = sum(before.claim == found[2] for before in script.asked)
    return Asked(found[2], found[1].splitlines(), number, body)
