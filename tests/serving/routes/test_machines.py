"""Health, metrics, knowledge and logs: what machines and employees read."""

import logging
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from serving.desk import Found
from serving.engine.protocol import Health, Metrics
from tests.serving.live import KEY, Idle, Live, OneShelf, Scripted, live, parts

HEADERS = {"authorization": f"Bearer {KEY}"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Live]:
    with live(parts(tmp_path, Scripted())) as server:
        yield server


def test_ready_is_said_with_the_model_and_not_ready_with_the_reason(server: Live) -> None:
    assert httpx2.get(f"{server.url}/livez").status_code == 200
    ready = httpx2.get(f"{server.url}/readyz")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "model": "fellmark/v3", "problems": []})
    engine = server.desk.parts.engine
    assert isinstance(engine, Idle)
    engine.state = Health(False, "the generation thread is gone")
    broken = httpx2.get(f"{server.url}/readyz")
    assert (broken.status_code, broken.json()["problems"]) == (503, ["engine: the generation thread is gone"])
    assert httpx2.get(f"{server.url}/livez").status_code == 200


def test_the_metrics_count_answers_sentences_and_requests(server: Live) -> None:
    asked = {"model": "live", "messages": [{"role": "user", "content": "Hi"}]}
    httpx2.post(f"{server.url}/v1/chat/completions", json=asked, headers=HEADERS)
    text = httpx2.get(f"{server.url}/metrics").text
    assert 'truebrand_answers_total{outcome="stop",surface="api"} 1.0' in text
    assert 'truebrand_sentences_total{verdict="correct"} 1.0' in text
    assert 'truebrand_http_requests_total{route="/v1/chat/completions",status="200"} 1.0' in text
    assert "truebrand_generation_tokens_total 7.0" in text
    assert 'truebrand_time_to_first_sentence_seconds_count{surface="api"} 1.0' in text


def test_the_metrics_are_for_this_machine_or_a_key(server: Live) -> None:
    forwarded = {"x-forwarded-for": "203.0.113.9"}
    assert httpx2.get(f"{server.url}/metrics").status_code == 200
    assert httpx2.get(f"{server.url}/metrics", headers=forwarded).status_code == 401
    assert httpx2.get(f"{server.url}/metrics", headers={**forwarded, **HEADERS}).status_code == 200


def test_employees_find_what_their_groups_may_read_and_others_do_not(server: Live) -> None:
    url = f"{server.url}/v1/knowledge/search"
    staff = httpx2.post(url, json={"query": "margins"}, headers=HEADERS).json()
    assert [hit["id"] for hit in staff["data"]] == ["tarn-2/weight", "margins#1"]
    readers = {"authorization": "Bearer tb_another_key_for_readers"}
    assert [hit["id"] for hit in httpx2.post(url, json={"query": "x"}, headers=readers).json()["data"]] == [
        "tarn-2/weight"
    ]
    assert httpx2.post(url, json={"query": "x"}).status_code == 401
    assert httpx2.post(url, json={"query": "x", "top_k": 999}, headers=HEADERS).status_code == 400


def test_the_log_holds_the_request_and_neither_text_nor_key(server: Live, caplog: pytest.LogCaptureFixture) -> None:
    asked = {"model": "live", "messages": [{"role": "user", "content": "my secret illness"}]}
    with caplog.at_level(logging.INFO):
        reply = httpx2.post(f"{server.url}/v1/chat/completions?x=private", json=asked, headers=HEADERS)
    line = next(record.getMessage() for record in caplog.records if record.name == "serving.requests")
    assert reply.headers["x-request-id"] in line
    assert "/v1/chat/completions 200" in line
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx2"))
    assert not [hidden for hidden in ("illness", KEY, "private", "Tarn") if hidden in ours]


def test_an_engine_without_a_token_for_long_is_not_alive(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Idle, "metrics", lambda _self: Metrics(running=1, idle_seconds=91.0))
    stuck = httpx2.get(f"{server.url}/livez")
    assert (stuck.status_code, stuck.json()["status"]) == (503, "no token for 91 s")


def test_what_nobody_foresaw_is_a_500_without_details(server: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[Found]:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(OneShelf, "search", broken)
    reply = httpx2.post(f"{server.url}/v1/knowledge/search", json={"query": "x"}, headers=HEADERS)
    assert (reply.status_code, reply.json()["error"]["code"]) == (500, "internal")
    assert "secret" not in reply.text
