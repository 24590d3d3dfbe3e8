"""POST /v1/knowledge/search, for employees: facts and passages, those of the key's access groups among them."""

from dataclasses import asdict
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Depends
from pydantic import Field

from serving.desk import Desk
from serving.keys import Holder
from serving.routes.chat_request import Strict


class Search(Strict):
    query: Annotated[str, Field(min_length=1, max_length=4000)]
    top_k: Annotated[int, Field(ge=1, le=50)] = 10


def router(desk: Desk) -> APIRouter:
    routes = APIRouter()
    Caller = Annotated[Holder, Depends(desk.holder)]

    @routes.post("/v1/knowledge/search")
    async def search(holder: Caller, asked: Search) -> dict[str, Any]:
        """Find what the brand's sources say, best first, each hit with its source and why it was found."""
        hits = await anyio.to_thread.run_sync(desk.parts.shelf.search, asked.query, asked.top_k, holder.groups)
        return {"object": "list", "data": [asdict(hit) for hit in hits]}

    return routes
