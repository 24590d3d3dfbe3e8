"""A server that speaks the widget's wire format with answers written down here, and no model behind."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse

WIDGET = Path(__file__).parents[2] / "serving" / "widget"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
PRODUCTS: list[dict[str, Any]] = [
    {"id": ident, "name": name, "category": category, "price": price, "compare_at_price": before}
    for ident, name, category, price, before in [
        ("skerry-2-tent", "Skerry 2 Tent", "Tents & Shelters", "369.00 EUR", None),
        ("skerry-2-pro-tent", "Skerry 2 Pro Tent", "Tents & Shelters", "479.00 EUR", None),
        ("eider-500", "Eider 500 Sleeping Bag", "Sleep", "299.00 EUR", "349.00 EUR"),
        ("strom-500", "Strøm Bottle 500", "Camp Kitchen", "32.00 EUR", None),
    ]
]
SOURCES = [
    {"n": 1, "title": "Skerry 2 Tent", "text": "weight: 1.9 kg", "source": "products_export.csv:15 [weight]"},
    {"n": 2, "title": "Size guide > Sleeping bags", "text": "Regular fits up to 183 cm.", "source": "size-guide.md:24"},
]
TABLE = "| Tent | Weight |\n|---|---|\n| Skerry 2 | 1.9 kg |\n"
ANSWERS: dict[str, list[tuple[str, Any]]] = {
    "How heavy is the Skerry 2 Tent?": [
        ("sentence", {"text": "The weight of the Skerry 2 Tent is **1.9 kg**.", "verdict": "correct"}),
        ("sentence", {"text": "It packs down well.", "verdict": "undecided"}),
        ("sources", {"items": SOURCES}),
        ("products", {"items": [PRODUCTS[0] | {"url": "https://osterfell.example/", "image": None}]}),
        ("done", {"finish_reason": "stop"}),
    ],
    "Show me everything": [
        ("sentence", {"text": TABLE + "\n- one\n- two\n\n", "verdict": "none"}),
        ("sentence", {"text": "<img src=x onerror=alert(1)> [bad](javascript:alert(1)) [good](https://osterfell.example/)",
                      "verdict": "none"}),
        ("done", {"finish_reason": "stop"}),
    ],
    "Break": [
        ("sentence", {"text": "The weight is", "verdict": "none"}),
        ("error", {"message": "the engine is gone", "type": "engine"}),
    ],
}  # fmt: skip


class Shop:
    """Where the stand-in runs, and what it was told."""

    def __init__(self) -> None:
        self.url = ""
        self.votes: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.sessions = 0
        self.is_full = False
        self.hung_up = threading.Event()


def scripted(shop: Shop) -> FastAPI:
    """The widget's routes, as serving/widget/README.md describes them, without a model behind."""
    app = FastAPI()

    @app.get("/shop")
    def page() -> HTMLResponse:
        text = (WIDGET / "shop.html").read_text(encoding="utf-8")
        filled = text.replace("{{site}}", "pk_test").replace("{{brand}}", "Osterfell")
        return HTMLResponse(filled, headers={"Content-Security-Policy": POLICY})

    @app.get("/widget.js")
    def loader() -> FileResponse:
        return FileResponse(WIDGET / "widget.js", media_type="text/javascript")

    @app.get("/widget/{name}")
    def file(name: str) -> FileResponse:
        return FileResponse(WIDGET / name)

    @app.get("/v1/widget/products")
    def products() -> dict[str, Any]:
        return {"items": PRODUCTS}

    @app.post("/v1/widget/session")
    def session() -> dict[str, Any]:
        shop.sessions += 1
        contact = "our customer service at help@osterfell.example"
        return {"token": f"t{shop.sessions}", "expires_in": 900, "brand": "Osterfell", "contact": contact}

    @app.post("/v1/widget/chat", response_model=None)
    async def chat(request: Request) -> Response:
        body = await request.json()
        shop.asked.append(body)
        if shop.is_full:
            return JSONResponse({"error": {"message": "full", "type": "overloaded"}}, 429, {"Retry-After": "2"})
        if request.headers["Authorization"] == "Bearer t1" and body["message"] == "With an old token":
            return JSONResponse({"error": {"message": "expired", "type": "auth"}}, 401)
        return StreamingResponse(answer(body["message"]), media_type="text/event-stream")

    async def answer(message: str) -> AsyncIterator[str]:
        yield ": alive\r\n\r\n"
        yield event("start", {"conversation": "c1", "message": f"m{len(shop.asked)}"})
        if message == "Take your time":
            yield event("sentence", {"text": "One moment.", "verdict": "none"})
            try:
                await asyncio.sleep(60)
            finally:  # the response is cancelled when the browser hangs up
                shop.hung_up.set()
            return
        for name, data in ANSWERS.get(message, ANSWERS["How heavy is the Skerry 2 Tent?"]):
            await asyncio.sleep(0.05)
            yield event(name, data)

    @app.post("/v1/widget/feedback", status_code=204)
    async def feedback(request: Request) -> None:
        shop.votes.append(await request.json())

    return app


def event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address of an application, served by uvicorn in a thread until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [held]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{held.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)
