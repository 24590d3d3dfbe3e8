"""GET /v1/models: the one model that is served."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from serving.desk import Desk
from serving.errors import Refused
from serving.keys import Holder


def router(desk: Desk) -> APIRouter:
    routes = APIRouter()
    Caller = Annotated[Holder, Depends(desk.holder)]
    model = {
        "id": desk.parts.model,
        "object": "model",
        "created": desk.parts.created,
        "owned_by": desk.parts.brand.name,
    }

    @routes.get("/v1/models")
    async def models(holder: Caller) -> dict[str, Any]:
        """List the model."""
        return {"object": "list", "data": [model]}

    @routes.get("/v1/models/{name:path}")
    async def one(holder: Caller, name: str) -> dict[str, Any]:
        """Say what is known of the model."""
        if name not in (desk.parts.model, "live"):
            raise Refused(
                404, f"No model {name!r}; there is {desk.parts.model!r}.", param="model", code="model_not_found"
            )
        return model

    return routes
