"""/v1/widget/*, for shoppers: a session for an allowed origin, questions, votes; as widget/README.md promises."""

from dataclasses import asdict
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from assistant.answer import Released, Sampling
from assistant.errors import AssistantError, EngineError, Overloaded
from serving import sse
from serving.desk import Card, Desk, Shelf, address
from serving.errors import Refused
from serving.routes.chat_request import Strict
from serving.routes.feedback import Vote, record
from serving.running import Running, unless_gone
from serving.sites import SESSION_SECONDS, Session
from serving.turn import End, Question, Started, cited


class SessionRequest(Strict):
    site: Annotated[str, Field(max_length=64)]


class WidgetQuestion(Strict):
    message: Annotated[str, Field(min_length=1, max_length=4000)]
    conversation: Annotated[str, Field(max_length=64)] | None = None


def router(desk: Desk) -> APIRouter:
    routes = APIRouter()
    Shopper = Annotated[Session, Depends(desk.shopper)]

    @routes.post("/v1/widget/session")
    async def session(request: Request, asked: SessionRequest) -> dict[str, Any]:
        """Open a visit for a site key, from an origin it holds for."""
        await desk.budgets.spend("address", address(request))
        origin = request.headers.get("origin", "")
        if not desk.parts.sites.allows(asked.site, origin):
            raise Refused(
                403, f"The site key does not hold for origin {origin!r}.", param="site", code="origin_not_allowed"
            )
        brand = desk.parts.brand
        return {
            "token": desk.parts.sites.token(asked.site, origin),
            "expires_in": SESSION_SECONDS,
            "brand": brand.name,
            "contact": brand.brand.contact,
        }

    @routes.post("/v1/widget/chat")
    async def chat(request: Request, visit: Shopper, asked: WidgetQuestion) -> Response:
        """Answer a shopper; sentences come as soon as they are verified."""
        conversation = asked.conversation
        if conversation is not None:
            mine = await anyio.to_thread.run_sync(desk.parts.store.is_owner, conversation, visit.site)
            conversation = conversation if mine else None  # forgotten or another site's: a new one begins
        question = Question(
            asked.message,
            surface="widget",
            owner=visit.site,
            conversation=conversation,
            sampling=Sampling(max_new_tokens=desk.parts.settings.answer_tokens),
        )
        running = Running(desk.turns.serve(question), desk.tasks)
        try:
            started = await unless_gone(request, running.next())
        except BaseException:
            running.cancel()
            raise
        assert isinstance(started, Started)
        shopper = _Shown(desk.parts.shelf)
        return sse.stream(running, shopper.begin(started), shopper.events, shopper.end, _failure)

    @routes.post("/v1/widget/feedback", status_code=204)
    async def feedback(visit: Shopper, vote: Vote) -> Response:
        """A shopper's vote on an answer; the last one counts."""
        await record(desk, vote, visit.site)
        return Response(status_code=204)

    @routes.get("/v1/widget/products")
    async def products(request: Request) -> dict[str, Any]:
        """Products for a shop's page."""
        await desk.budgets.spend("address", address(request))
        cards = await anyio.to_thread.run_sync(desk.parts.shelf.cards)
        return {"items": [asdict(card) for card in cards]}

    return routes


class _Shown:
    """An answer as the widget's events."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._sentences: list[Released] = []
        self._end: End | None = None

    def begin(self, started: Started) -> list[str]:
        return [sse.event({"conversation": started.conversation, "message": started.message}, "start")]

    def events(self, item: Started | Released | End) -> list[str]:
        if isinstance(item, Released):
            self._sentences.append(item)
            return [sse.event({"text": item.text, "verdict": item.verdict}, "sentence")]
        if isinstance(item, End):
            self._end = item
        return []

    def end(self) -> list[str]:
        events = []
        sources = [
            {"n": number, "title": source.title, "text": source.text, "source": source.source}
            for number, source in enumerate(cited(self._sentences), start=1)
        ]
        if sources:
            events.append(sse.event({"items": sources}, "sources"))
        if self._end is not None and (cards := self._products(self._end)):
            events.append(sse.event({"items": cards}, "products"))
        finish = self._end.finish if self._end is not None else "stop"
        return [*events, sse.event({"finish_reason": finish}, "done")]

    def _products(self, end: End) -> list[dict[str, Any]]:
        known: dict[str, Card] = {card.id: card for card in self._shelf.cards()} if end.products else {}
        shown = [known[product] for product in end.products if product in known]
        return [
            {"id": card.id, "name": card.name, "price": card.price, "url": card.url, "image": card.image}
            for card in shown
        ]


def _failure(error: AssistantError) -> list[str]:
    kind = "overloaded" if isinstance(error, Overloaded) else "engine" if isinstance(error, EngineError) else "internal"
    return [sse.event({"message": sse.message_of(error), "type": kind}, "error")]
