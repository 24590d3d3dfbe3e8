"""The application, built from parts given to it: no globals, so tests build one with fakes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from serving import errors
from serving.desk import Desk, Parts
from serving.middleware import BodyLimit, SiteCors, Trace
from serving.routes import chat, feedback, health, knowledge, models, pages, widget
from serving.running import all_ended


def create_app(parts: Parts) -> FastAPI:
    """The API, the widget's files and the demo shop. The engine is started and stopped by whoever runs it."""
    desk = Desk(parts)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        yield
        await all_ended(desk.tasks)  # what answers that were cut off still write

    app = FastAPI(title=f"{parts.brand.name} assistant", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.desk = desk
    errors.install(app)
    for plane in (chat, models, knowledge, feedback, widget, health, pages):
        app.include_router(plane.router(desk))
    app.add_middleware(BodyLimit, most=parts.settings.body_bytes)
    app.add_middleware(SiteCors, desk=desk)
    app.add_middleware(Trace, desk=desk)  # added last, so outermost
    return app
