"""Under pressure: what is too much is refused with a date to come back, and what was left behind is ended."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from assistant.answer import Released
from assistant.errors import Overloaded
from serving.admission import Admission
from tests.serving.live import KEY, Live, Scripted, live, parts

HEADERS = {"authorization": f"Bearer {KEY}"}
MANY = tuple(Released(f"Sentence {number}.", "none") for number in range(200))


def asked(text: str = "Hi", **more: object) -> dict[str, Any]:
    return {"model": "live", "messages": [{"role": "user", "content": text}], **more}


def post(server: Live, body: object) -> httpx2.Response:
    return httpx2.post(f"{server.url}/v1/chat/completions", json=body, headers=HEADERS, timeout=30)


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that must come; the test's own time limit ends it otherwise."""
    while not condition():
        time.sleep(0.01)


def test_a_client_that_leaves_a_stream_ends_its_answer(tmp_path: Path) -> None:
    script = Scripted(sentences=MANY, pause=0.05)
    with live(parts(tmp_path, script)) as server, httpx2.Client() as client:
        request: dict[str, Any] = {"json": asked(stream=True), "headers": HEADERS}
        with client.stream("POST", f"{server.url}/v1/chat/completions", **request) as reply:
            next(reply.iter_text())
        until(lambda: script.cancelled == 1)
        until(lambda: server.desk.admission.running == 0)


def test_a_client_that_leaves_while_waiting_for_a_whole_answer_ends_it(tmp_path: Path) -> None:
    script = Scripted(sentences=MANY, pause=0.05)
    with live(parts(tmp_path, script)) as server:
        with pytest.raises(httpx2.TimeoutException):
            httpx2.post(f"{server.url}/v1/chat/completions", json=asked(), headers=HEADERS, timeout=0.5)
        until(lambda: script.cancelled == 1)
        until(lambda: server.desk.admission.running == 0)


def test_what_was_said_before_the_client_left_is_kept_as_partial(tmp_path: Path) -> None:
    script = Scripted(sentences=MANY, pause=0.05)
    with live(parts(tmp_path, script)) as server:
        with pytest.raises(httpx2.TimeoutException):
            httpx2.post(f"{server.url}/v1/chat/completions", json=asked(), headers=HEADERS, timeout=0.5)
        until(lambda: server.desk.admission.running == 0)
        import sqlite3

        with sqlite3.connect(tmp_path / "store.db") as database:
            ((text, status),) = database.execute("select text, status from messages where position = 1").fetchall()
        database.close()
        assert status == "partial"
        assert text.startswith("Sentence 0.")


def test_eight_users_at_once_are_all_answered_each_their_own_answer(tmp_path: Path) -> None:
    script = Scripted(pause=0.1)
    with live(parts(tmp_path, script)) as server, ThreadPoolExecutor(8) as users:
        replies = list(users.map(lambda number: post(server, asked(f"question {number}")), range(8)))
        assert [reply.status_code for reply in replies] == [200] * 8
        assert sorted(question for question, *_ in script.asked) == [f"question {number}" for number in range(8)]


def test_past_places_and_queue_a_question_is_refused_with_a_date(tmp_path: Path) -> None:
    script = Scripted(pause=0.4)
    with live(parts(tmp_path, script, places=1, waiting=1)) as server, ThreadPoolExecutor(6) as users:
        replies = list(users.map(lambda _: post(server, asked()), range(6)))
    refused = [reply for reply in replies if reply.status_code == 503]
    assert len(refused) == 4
    assert all(int(reply.headers["retry-after"]) > 0 for reply in refused)
    assert all(reply.json()["error"]["code"] == "overloaded" for reply in refused)
    assert sum(reply.status_code == 200 for reply in replies) == 2


def test_a_spent_budget_is_429_with_a_date(tmp_path: Path) -> None:
    with live(parts(tmp_path, Scripted(), key_per_minute=2)) as server:
        replies = [post(server, asked()) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert 0 < int(replies[2].headers["retry-after"]) <= 60
    assert replies[2].json()["error"]["type"] == "rate_limit_error"


def test_guessing_keys_spends_the_address_budget(tmp_path: Path) -> None:
    with live(parts(tmp_path, Scripted(), address_per_minute=3)) as server:
        wrong = {"authorization": "Bearer tb_guess"}
        found = [httpx2.get(f"{server.url}/v1/models", headers=wrong).status_code for _ in range(4)]
    assert found == [401, 401, 401, 429]


@pytest.mark.parametrize("stated", [True, False])
def test_a_body_too_large_is_413_whether_or_not_it_says_so(tmp_path: Path, stated: bool) -> None:
    with live(parts(tmp_path, Scripted(), body_bytes=2048)) as server:
        content: Any = b"x" * 4096 if stated else iter([b"x" * 1024] * 4)
        reply = httpx2.post(f"{server.url}/v1/chat/completions", content=content, headers=HEADERS)
        assert reply.status_code == 413
        assert reply.json()["error"]["code"] == "request_too_large"


def test_an_answer_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    script = Scripted(sentences=MANY, pause=0.05)
    with live(parts(tmp_path, script, answer_seconds=0.3)) as server:
        assert post(server, asked()).status_code == 503
        assert script.cancelled == 1


def test_told_to_end_the_server_finishes_what_is_under_way_and_takes_nothing_new(tmp_path: Path) -> None:
    script = Scripted(pause=0.4)
    made = parts(tmp_path, script, notice_seconds=60)
    with live(made) as server, ThreadPoolExecutor(1) as users, httpx2.Client(headers=HEADERS) as client:
        under_way = users.submit(post, server, asked())
        until(lambda: server.desk.admission.running == 1)
        server.desk.admission.is_draining = True  # what the signal handler does first
        ready = client.get(f"{server.url}/readyz")
        assert (ready.status_code, ready.json()["problems"]) == (503, ["draining"])
        assert client.post(f"{server.url}/v1/chat/completions", json=asked()).status_code == 503
        assert under_way.result().status_code == 200


def test_an_answer_longer_than_the_drain_is_cut_off_and_kept(tmp_path: Path) -> None:
    script = Scripted(sentences=MANY, pause=0.1)
    started = threading.Event()

    def listen(server: Live) -> None:
        with httpx2.Client() as client:
            request: dict[str, Any] = {"json": asked(stream=True), "headers": HEADERS}
            with client.stream("POST", f"{server.url}/v1/chat/completions", **request) as reply:
                started.set()
                list(reply.iter_text())

    with ThreadPoolExecutor(1) as users:
        with live(parts(tmp_path, script, drain_seconds=1)) as server:
            listening = users.submit(listen, server)
            started.wait(30)
        assert script.cancelled == 1
        listening.exception(10)


async def test_a_place_that_does_not_come_free_is_refused_after_the_wait() -> None:
    admission = Admission(places=1, waiting=1, patience=0.05)
    async with admission.place():
        with pytest.raises(Overloaded, match="no place came free"):
            async with admission.place():
                pass
    assert (admission.running, admission.waiting) == (0, 0)


async def test_whoever_gives_up_waiting_leaves_no_trace() -> None:
    admission = Admission(places=1, waiting=1, patience=30)

    async def wait() -> None:
        async with admission.place():
            pass

    async with admission.place():
        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0.01)
        assert admission.waiting == 1
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with admission.place():
        assert (admission.running, admission.waiting) == (1, 0)
