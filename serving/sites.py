"""Who may show the widget: public site keys with the origins they hold for, and the short sessions given to shoppers.

A site key is no secret, and an origin is only true in a browser: budgets, not these, keep strangers off (budgets.py).
"""

import base64
import binascii
import hmac
import json
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from assistant import artifacts
from assistant.errors import ConfigError

SESSION_SECONDS = 900
DEMO_SITE = "pk_demo"


@dataclass(frozen=True, slots=True)
class Session:
    """A shopper's visit."""

    site: str
    origin: str
    visitor: str


class Sites:
    """Site keys with their origins, and the signature on sessions."""

    def __init__(self, origins: dict[str, frozenset[str]], secret: bytes) -> None:
        self._origins = origins
        self._secret = secret

    def allows(self, site: str, origin: str) -> bool:
        return origin in self._origins.get(site, ())

    def knows(self, origin: str) -> bool:
        """Whether any site holds for this origin: what a preflight, which names no site, can be told."""
        return any(origin in origins for origins in self._origins.values())

    def token(self, site: str, origin: str, now: float | None = None) -> str:
        """A signed session that ends by itself."""
        until = int((time.time() if now is None else now) + SESSION_SECONDS)
        session = json.dumps({"site": site, "origin": origin, "visitor": uuid4().hex, "until": until}).encode()
        return f"{_text(session)}.{_text(self._sign(session))}"

    def session(self, token: str, now: float | None = None) -> Session | None:
        """The session a token stands for; None when it is not ours, has ended, or its site is no longer allowed."""
        body, _, signature = token.partition(".")
        try:
            session, given = _bytes(body), _bytes(signature)
        except (ValueError, binascii.Error):
            return None
        if not hmac.compare_digest(self._sign(session), given):
            return None
        stated = json.loads(session)
        if stated["until"] < (time.time() if now is None else now) or not self.allows(stated["site"], stated["origin"]):
            return None
        return Session(stated["site"], stated["origin"], stated["visitor"])

    def _sign(self, session: bytes) -> bytes:
        return hmac.new(self._secret, session, sha256).digest()


def read_sites(file: Path) -> dict[str, frozenset[str]]:
    """Site keys of a JSON file, {"pk_…": ["https://shop.example"]}. Raises ConfigError naming the entry."""
    given = artifacts.read_json(file)
    if not isinstance(given, dict):
        raise ConfigError(f'{file}: expected {{"pk_…": ["https://shop.example"]}}')
    sites = {}
    for site, origins in given.items():
        if not site.startswith("pk_") or not isinstance(origins, list):
            raise ConfigError(f"{file}: {site!r}: expected a key beginning with pk_ and a list of origins")
        for origin in origins:
            if not isinstance(origin, str) or not origin.startswith(("https://", "http://")) or origin.count("/") != 2:
                raise ConfigError(f"{file}: {site}: {origin!r} is no origin; write it as https://shop.example")
        sites[site] = frozenset(origins)
    return sites


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
