"""For machines: /livez (the process), /readyz (whether to send questions here), /metrics."""

from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from serving.desk import Desk
from serving.errors import Refused

STUCK_SECONDS = 90.0


def router(desk: Desk) -> APIRouter:
    routes = APIRouter()

    @routes.get("/livez")
    async def live() -> Response:
        """The event loop turns, and the engine is not stuck: past this, only a restart helps."""
        idle = desk.parts.engine.metrics().idle_seconds
        is_stuck = idle > STUCK_SECONDS
        state = {"status": f"no token for {idle:.0f} s" if is_stuck else "alive"}
        return JSONResponse(state, status_code=503 if is_stuck else 200)

    @routes.get("/readyz")
    async def ready() -> Response:
        """Whether a question sent now would be answered, and what stands in the way."""
        problems = await _problems(desk)
        state: dict[str, Any] = {"ready": not problems, "model": desk.parts.model, "problems": problems}
        return JSONResponse(state, status_code=503 if problems else 200)

    @routes.get("/metrics")
    async def metrics(request: Request) -> Response:
        """Counters and timings in Prometheus' form; with a key, or from this machine."""
        if not desk.is_operator(request):
            raise Refused(401, "Send an API key as Authorization: Bearer KEY.", code="invalid_api_key")
        return Response(desk.telemetry.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return routes


async def _problems(desk: Desk) -> list[str]:
    problems = ["draining"] if desk.admission.is_draining else []
    health = await desk.parts.engine.health()
    if not health.ok:
        problems.append(f"engine: {health.reason}")
    if not await anyio.to_thread.run_sync(desk.parts.store.is_well):
        problems.append("database: no answer")
    if desk.admission.waiting >= max(1, desk.parts.settings.waiting):
        problems.append(f"queue: {desk.admission.waiting} waiting")
    return problems
