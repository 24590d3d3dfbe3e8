"""POST /v1/feedback: a vote on an answer given through the API."""

from typing import Annotated, Literal

import anyio.to_thread
from fastapi import APIRouter, Depends, Response
from pydantic import Field

from serving.desk import Desk
from serving.errors import Refused
from serving.keys import Holder
from serving.routes.chat_request import Strict


class Vote(Strict):
    message: Annotated[str, Field(max_length=64, description="id of the answer, as the chat returned it")]
    value: Literal["up", "down"]
    reason: Annotated[str, Field(max_length=600)] | None = None


def router(desk: Desk) -> APIRouter:
    routes = APIRouter()
    Caller = Annotated[Holder, Depends(desk.holder)]

    @routes.post("/v1/feedback", status_code=204)
    async def feedback(holder: Caller, vote: Vote) -> Response:
        """Say whether an answer was good; the last vote counts."""
        await record(desk, vote, holder.id)
        return Response(status_code=204)

    return routes


async def record(desk: Desk, vote: Vote, owner: str) -> None:
    """Keep a vote on one's own answer. Raises Refused when there is none of that id."""
    message = vote.message.removeprefix("chatcmpl-")
    kept = await anyio.to_thread.run_sync(desk.parts.store.vote, message, vote.value, vote.reason, owner)
    if not kept:
        raise Refused(404, "No answer of that id.", param="message", code="not_found")
    desk.telemetry.feedback.labels(vote.value).inc()
