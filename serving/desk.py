"""What every route works with: the parts a server is made of, and who may use them."""

import asyncio
import base64
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from starlette.requests import Request

from assistant.config import Brand
from assistant.store.store import Store
from serving.admission import Admission
from serving.budgets import Budgets
from serving.engine.protocol import Engine
from serving.errors import Refused
from serving.keys import Holder, Keys
from serving.settings import ServeSettings
from serving.sites import Session, Sites
from serving.telemetry import Telemetry
from serving.turn import Answers, Turns


@dataclass(frozen=True, slots=True)
class Found:
    """A hit of the knowledge search, as the API shows it."""

    id: str
    kind: str  # "fact" or the passage's kind
    title: str
    text: str
    source: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """A product as a shop shows it, filled from the catalog."""

    id: str
    name: str
    category: str | None = None
    price: str | None = None
    compare_at_price: str | None = None
    url: str | None = None
    image: str | None = None


class Shelf(Protocol):
    """What the routes need of the brand's knowledge. `serving.shelf.BrandShelf` is one."""

    def search(self, query: str, top_k: int, groups: tuple[str, ...]) -> list[Found]: ...

    def cards(self) -> list[Card]: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What a server is made of. Tests give fakes for what they do not test."""

    answers: Answers
    engine: Engine
    store: Store
    shelf: Shelf
    brand: Brand
    keys: Keys
    sites: Sites
    settings: ServeSettings
    model: str  # what the API calls the model: the version's id
    created: int = 0  # when the version was made, in seconds since 1970


@dataclass(slots=True)
class Desk:
    """The parts at work."""

    parts: Parts
    admission: Admission = field(init=False)
    telemetry: Telemetry = field(init=False)
    budgets: Budgets = field(init=False)
    turns: Turns = field(init=False)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)  # answers under way
    on_close: list[Callable[[], None]] = field(default_factory=list)  # ends streams that do not end by themselves

    def __post_init__(self) -> None:
        parts, settings = self.parts, self.parts.settings
        self.admission = Admission(settings.places, settings.waiting, settings.wait_seconds)
        self.telemetry = Telemetry(parts.engine, self.admission)
        self.budgets = Budgets(settings)
        self.turns = Turns(
            parts.answers,
            parts.store,
            self.admission,
            self.telemetry,
            parts.model,
            settings.answer_seconds,
            settings.history_turns,
        )

    async def holder(self, request: Request) -> Holder:
        """Whose key the request carries, one request spent of its budget. Raises Refused."""
        holder = self.parts.keys.holder(bearer(request))
        if holder is None:
            await self.budgets.spend("address", address(request))
            raise Refused(401, "No such API key; send it as Authorization: Bearer KEY.", code="invalid_api_key")
        await self.budgets.spend("key", holder.id)
        return holder

    async def shopper(self, request: Request) -> Session:
        """Whose visit the request belongs to, one request spent of it. Raises Refused."""
        session = self.parts.sites.session(bearer(request))
        if session is None or request.headers.get("origin", session.origin) != session.origin:
            raise Refused(401, "The session has ended; ask for a new one.", code="session_expired")
        await self.budgets.spend("address", address(request))
        await self.budgets.spend("session", session.visitor)
        return session

    def is_operator(self, request: Request) -> bool:
        """Whether the request comes from this machine itself, or carries a key: what /metrics and /demo are open to."""
        if self.parts.keys.holder(bearer(request)) is not None:
            return True
        forwarded = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-real-ip"))
        return not self.parts.settings.public and not forwarded and _is_loopback(address(request))


def bearer(request: Request) -> str:
    """The credential of a request, "" where there is none."""
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":  # a browser at /demo: any name, the key as password
        try:
            return base64.b64decode(credential, validate=True).decode().partition(":")[2]
        except ValueError:
            return ""
    return credential.strip() if scheme.lower() == "bearer" else ""


def address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
