"""What the widget is promised in its README."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from assistant.answer import Released
from assistant.errors import EngineError
from serving.sites import DEMO_SITE, SESSION_SECONDS, Sites
from tests.serving.live import ORIGIN, Live, Scripted, live, parts


@pytest.fixture
def script() -> Scripted:
    return Scripted()


@pytest.fixture
def server(tmp_path: Path, script: Scripted) -> Iterator[Live]:
    with live(parts(tmp_path, script)) as server:
        yield server


def visit(server: Live, origin: str = ORIGIN, site: str = DEMO_SITE) -> httpx2.Response:
    return httpx2.post(f"{server.url}/v1/widget/session", json={"site": site}, headers={"origin": origin})


def bearer(server: Live) -> dict[str, str]:
    return {"authorization": f"Bearer {visit(server).json()['token']}", "origin": ORIGIN}


def ask(server: Live, message: str, headers: dict[str, str], conversation: str | None = None) -> list[tuple[str, Any]]:
    body = {"message": message} | ({"conversation": conversation} if conversation else {})
    reply = httpx2.post(f"{server.url}/v1/widget/chat", json=body, headers=headers)
    assert reply.status_code == 200, reply.text
    found = []
    for block in reply.text.split("\n\n"):
        if block.startswith("event: "):
            name, data = block.split("\n")
            found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_a_visit_is_opened_for_an_allowed_origin_alone(server: Live) -> None:
    opened = visit(server)
    assert opened.headers["access-control-allow-origin"] == ORIGIN
    assert opened.headers["vary"] == "Origin"
    given = opened.json()
    assert (given["brand"], given["contact"], given["expires_in"]) == ("Fellmark", "care@fellmark.example", 900)
    for refused in (visit(server, "https://evil.example"), visit(server, site="pk_other"), visit(server, "")):
        assert refused.status_code == 403
        assert refused.json()["error"]["code"] == "origin_not_allowed"
        assert refused.headers.get("access-control-allow-origin") in (None, ORIGIN)


def test_a_preflight_is_answered_for_known_origins(server: Live) -> None:
    for origin, granted in ((ORIGIN, ORIGIN), ("https://evil.example", None)):
        reply = httpx2.options(f"{server.url}/v1/widget/chat", headers={"origin": origin})
        assert reply.status_code == 204
        assert reply.headers.get("access-control-allow-origin") == granted


def test_an_answer_is_start_sentences_sources_products_done(server: Live) -> None:
    events = ask(server, "How heavy is the Tarn 2?", bearer(server))
    assert [name for name, _ in events] == ["start", "sentence", "sentence", "sources", "products", "done"]
    found = dict(events)
    assert events[1][1] == {"text": "The Tarn 2 weighs 1.9 kg.", "verdict": "correct"}
    (source,) = found["sources"]["items"]
    assert (source["n"], source["source"]) == (1, "products.csv:14 [weight]")
    assert found["products"]["items"][0]["price"] == "369.00 EUR"
    assert found["done"] == {"finish_reason": "stop"}


def test_a_conversation_goes_on_with_its_history(server: Live, script: Scripted) -> None:
    headers = bearer(server)
    first = ask(server, "How heavy?", headers)[0][1]
    second = ask(server, "And the colour?", headers, first["conversation"])[0][1]
    assert second["conversation"] == first["conversation"]
    assert [turn["content"] for turn in script.asked[1][1]] == ["How heavy?", "The Tarn 2 weighs 1.9 kg. Enjoy it!"]


def test_a_conversation_of_somebody_else_is_not_continued(server: Live, script: Scripted) -> None:
    others = server.desk.parts.store.begin("widget", "pk_other")
    started = ask(server, "Hi", bearer(server), others)[0][1]
    assert started["conversation"] != others


def test_a_vote_is_kept_and_another_ones_answer_cannot_be_voted_on(server: Live) -> None:
    headers = bearer(server)
    message = ask(server, "Hi", headers)[0][1]["message"]
    url = f"{server.url}/v1/widget/feedback"
    vote = {"message": message, "value": "down", "reason": "wrong: it has three pockets"}
    assert httpx2.post(url, json=vote, headers=headers).status_code == 204
    (kept,) = server.desk.parts.store.feedback()
    assert kept.reason == "wrong: it has three pockets"
    store = server.desk.parts.store
    other = store.ask(store.begin("widget", "pk_other"), "q", "m")
    assert httpx2.post(url, json={**vote, "message": other}, headers=headers).status_code == 404


@pytest.mark.parametrize("token", ["nonsense", "e30.AAAA", "a.b.c"])
def test_without_a_visit_nothing_is_answered(server: Live, token: str) -> None:
    reply = httpx2.post(
        f"{server.url}/v1/widget/chat", json={"message": "Hi"}, headers={"authorization": f"Bearer {token}"}
    )
    assert reply.status_code == 401


def test_a_token_is_no_api_key_and_holds_for_its_origin(server: Live) -> None:
    headers = bearer(server)
    assert httpx2.get(f"{server.url}/v1/models", headers=headers).status_code == 401
    moved = {**headers, "origin": "https://evil.example"}
    assert httpx2.post(f"{server.url}/v1/widget/chat", json={"message": "Hi"}, headers=moved).status_code == 401


def test_a_visit_ends_by_itself_and_a_changed_token_is_none() -> None:
    sites = Sites({"pk_a": frozenset({ORIGIN})}, b"secret")
    token = sites.token("pk_a", ORIGIN, now=1000.0)
    assert sites.session(token, now=1000.0) is not None
    assert sites.session(token, now=1001.0 + SESSION_SECONDS) is None
    assert Sites({"pk_a": frozenset({ORIGIN})}, b"other").session(token, now=1000.0) is None
    assert Sites({"pk_a": frozenset()}, b"secret").session(token, now=1000.0) is None


def test_a_failure_is_an_error_event_and_the_last(tmp_path: Path) -> None:
    script = Scripted(sentences=[Released("One.", "none")], failure=EngineError("device lost"))
    with live(parts(tmp_path, script)) as server:
        name, data = ask(server, "Hi", bearer(server))[-1]
    assert (name, data["type"]) == ("error", "engine")


def test_products_are_there_for_the_shop(server: Live) -> None:
    (item,) = httpx2.get(f"{server.url}/v1/widget/products").json()["items"]
    assert set(item) == {"id", "name", "category", "price", "compare_at_price", "url", "image"}


def test_the_shop_bears_its_policy_and_names_the_brand(server: Live) -> None:
    page = httpx2.get(f"{server.url}/", follow_redirects=True)
    assert "require-trusted-types-for 'script'" in page.headers["content-security-policy"]
    assert "Fellmark" in page.text and DEMO_SITE in page.text and "{{" not in page.text


def test_the_widgets_files_are_served_to_any_page_and_no_others(server: Live) -> None:
    loader = httpx2.get(f"{server.url}/widget.js")
    assert loader.headers["content-type"].startswith("text/javascript")
    assert loader.headers["access-control-allow-origin"] == "*"
    for name in ("README.md", "shop.html", "..%2Fapp.py", "nothing.js"):
        assert httpx2.get(f"{server.url}/widget/{name}").status_code == 404
