"""The widget's files and the demo shop that shows it."""

import html
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from serving.desk import Desk
from serving.errors import Refused
from serving.sites import DEMO_SITE

KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
ANY_ORIGIN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
CACHED = {"Cache-Control": "public, max-age=300"}
SHOP_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter()
    folder = files("serving").joinpath("widget")
    served = {item.name: item for item in folder.iterdir() if item.name.endswith(tuple(KINDS))}

    def file(name: str) -> Response:
        if name not in served:
            raise Refused(404, f"No widget file {name!r}.", code="not_found")
        kind = KINDS[name[name.rindex(".") :]]
        return Response(served[name].read_bytes(), media_type=kind, headers={**ANY_ORIGIN, **CACHED})

    @routes.get("/widget.js")
    async def loader() -> Response:
        """The script tag's file."""
        return file("widget.js")

    @routes.get("/widget/{name}")
    async def part(name: str) -> Response:
        """What the widget loads when it is first opened, and the demo shop's own files."""
        return file(name)

    @routes.get("/shop")
    async def shop() -> Response:
        """A page of a shop with the widget on it."""
        page = folder.joinpath("shop.html").read_text(encoding="utf-8")
        page = page.replace("{{site}}", DEMO_SITE).replace("{{brand}}", html.escape(desk.parts.brand.name))
        return Response(page, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": SHOP_POLICY})

    @routes.get("/")
    async def home() -> Response:
        """To the shop."""
        return RedirectResponse("/shop")

    return routes
