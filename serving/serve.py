"""The verb `serve`: knowledge, live model, store and keys -> one server with API, widget, demo shop and Gradio."""

import asyncio
import json
import logging
from pathlib import Path
from typing import Annotated

import typer
from fastapi import FastAPI
from starlette.requests import Request

from assistant import artifacts
from assistant.config import home
from assistant.knowledge.knowledge import Knowledge
from assistant.registry import Registry
from assistant.store.store import open_store
from assistant.ui.examples import examples
from serving.answering import Guarded
from serving.app import create_app
from serving.desk import Desk, Parts
from serving.keys import Keys, configured_keys, minted_key, secret
from serving.model import choose
from serving.server import listen, run
from serving.settings import ServeSettings, load_settings
from serving.shelf import BrandShelf
from serving.sites import DEMO_SITE, Sites, read_sites


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    model: Annotated[str, typer.Option(help="live, candidate, a version, a model folder, or a server's URL.")] = "live",
    demo: Annotated[bool, typer.Option(help="Mount the Gradio page at /demo.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="The addresses as one JSON object.")] = False,
) -> None:
    """Serve the live model: API, widget, demo shop and Gradio.

    Settings are environment variables TRUEBRAND_…, listed in serving/README.md. Ctrl-C lets the answers under way end.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for noisy in ("httpx", "httpx2", "ContinuousBatchingLogger", "transformers", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    settings = load_settings()
    listening = listen(host, port)
    try:
        knowledge = Knowledge.load(home())
        chosen = choose(model, settings.engine())
        keys, key = _keys(settings)
        addresses = _addresses(host, port)
        parts = Parts(
            answers=Guarded(knowledge, chosen.engine),
            engine=chosen.engine,
            store=open_store(settings.database),
            shelf=BrandShelf(knowledge, artifacts.read_json(home() / "catalog" / "products.json")),
            brand=knowledge.brand,
            keys=keys,
            sites=_sites(settings, addresses),
            settings=settings,
            model=chosen.engine.name,
            created=chosen.created,
        )
        app = create_app(parts)
        if demo:
            _mount_demo(app, knowledge)
        found = _found(addresses[0], parts.model, key, demo, knowledge)
        typer.echo(f"loading {chosen.engine.name} …", err=True)
        asyncio.run(run(parts, app, listening, lambda _: _announce(found, parts.brand.name, as_json)))
    finally:
        listening.close()


def _mount_demo(app: FastAPI, knowledge: Knowledge) -> None:
    from assistant.ui.demo import build, mount
    from serving.demo import DemoAnswers

    desk: Desk = app.state.desk

    def user(request: Request) -> str | None:
        return "operator" if desk.is_operator(request) else None

    hang_up = mount(app, build(DemoAnswers(desk), knowledge, Registry(home())), user=user)
    desk.on_close.append(hang_up)


def _keys(settings: ServeSettings) -> tuple[Keys, str | None]:
    """The keys that are accepted, and the one made now where none is configured."""
    if settings.api_keys is not None:
        return configured_keys(settings.api_keys.get_secret_value()), None
    key, keys = minted_key(home() / "keys.json")
    return keys, key


def _sites(settings: ServeSettings, addresses: list[str]) -> Sites:
    origins = {DEMO_SITE: frozenset(addresses)}  # the demo shop's own pages
    if settings.sites is not None:
        origins |= read_sites(Path(settings.sites))
    return Sites(origins, secret(home() / "session.key"))


def _addresses(host: str, port: int) -> list[str]:
    """The server's own origins, the one to print first."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::", "") else f"[{host}]" if ":" in host else host
    names = dict.fromkeys([shown, "127.0.0.1", "localhost"])
    return [f"http://{name}" if port == 80 else f"http://{name}:{port}" for name in names]


def _found(url: str, model: str, key: str | None, demo: bool, knowledge: Knowledge) -> dict[str, str | None]:
    """Where everything is, and a first request that works as it stands."""
    asked = next(iter(examples(knowledge.facts)), "Hello!")
    body = json.dumps({"model": model, "messages": [{"role": "user", "content": asked}]}).replace("'", "\\u0027")
    return {
        "model": model,
        "chat": f"{url}/demo" if demo else f"{url}/shop",
        "widget": f"{url}/shop",
        "gradio": f"{url}/demo" if demo else None,
        "api": f"{url}/v1",
        "key": key,
        "curl": f"curl {url}/v1/chat/completions -H 'Authorization: Bearer {key or 'YOUR_KEY'}' "
        f"-H 'Content-Type: application/json' -d '{body}'",
    }


def _announce(found: dict[str, str | None], brand: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(found))
        return
    typer.secho(f"\n{brand}: {found['model']} is being served", bold=True)
    if found["gradio"]:
        typer.echo(f"  chat with evidence  {found['gradio']}")
    typer.echo(f"  shop with widget    {found['widget']}")
    typer.echo(f"  API                 {found['api']}")
    if found["key"]:
        typer.echo(f"  API key             {found['key']}   (made now; set TRUEBRAND_API_KEYS to choose your own)")
    typer.echo(f"  try                 {found['curl']}\n")
