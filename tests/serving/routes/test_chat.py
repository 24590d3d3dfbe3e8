"""The chat route speaks OpenAI's wire format: to its own client, to curl, and to whoever reads the bytes."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import openai
import pytest

from assistant.answer import Released
from assistant.errors import EngineError
from tests.serving.live import KEY, Live, Scripted, live, parts

ASKED: list[Any] = [{"role": "user", "content": "How heavy is the Tarn 2?"}]
WHOLE = "The Tarn 2 weighs 1.9 kg. Enjoy it!"


@pytest.fixture
def script() -> Scripted:
    return Scripted()


@pytest.fixture
def server(tmp_path: Path, script: Scripted) -> Iterator[Live]:
    with live(parts(tmp_path, script)) as server:
        yield server


@pytest.fixture
def client(server: Live) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key=KEY, max_retries=0) as client:
        yield client


def post(server: Live, body: object, key: str = KEY) -> httpx2.Response:
    headers = {"authorization": f"Bearer {key}"} if key else {}
    return httpx2.post(f"{server.url}/v1/chat/completions", json=body, headers=headers)


def events(text: str) -> list[Any]:
    lines = [line.removeprefix("data: ") for line in text.split("\n\n") if line]
    return [line if line == "[DONE]" else json.loads(line) for line in lines]


def test_openais_client_reads_a_whole_answer(client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(model="fellmark/v3", messages=ASKED)
    assert answer.choices[0].message.content == WHOLE
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage is not None
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.total_tokens) == (6, 8, 14)


def test_openais_client_reads_a_stream_with_its_usage(client: openai.OpenAI) -> None:
    options: Any = {"include_usage": True}
    chunks = list(client.chat.completions.create(model="live", messages=ASKED, stream=True, stream_options=options))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == WHOLE
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None and chunks[-1].usage.total_tokens == 14


def test_a_stream_is_a_role_chunk_content_a_finish_usage_and_done(server: Live) -> None:
    reply = post(
        server,
        {"model": "fellmark/v3", "messages": ASKED, "stream": True, "stream_options": {"include_usage": True}},
    )
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["x-accel-buffering"] == "no"
    first, *middle, finish, usage, done = events(reply.text)
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert [chunk["choices"][0]["delta"]["content"] for chunk in middle] == ["The Tarn 2 weighs 1.9 kg.", " Enjoy it!"]
    assert finish["choices"][0] == {"index": 0, "delta": {}, "logprobs": None, "finish_reason": "stop"}
    assert usage["choices"] == [] and usage["usage"]["completion_tokens"] == 8
    assert done == "[DONE]"
    assert all(chunk["usage"] is None for chunk in [first, *middle, finish])
    assert len({(chunk["id"], chunk["created"], chunk["model"], chunk["object"]) for chunk in [first, *middle]}) == 1


def test_without_being_asked_no_chunk_speaks_of_usage(server: Live) -> None:
    reply = post(server, {"model": "fellmark/v3", "messages": ASKED, "stream": True})
    assert "usage" not in reply.text


def test_curl_reads_the_stream(server: Live) -> None:
    body = json.dumps({"model": "live", "messages": ASKED, "stream": True})
    command = ["curl", "-sN", f"{server.url}/v1/chat/completions", "-H", f"Authorization: Bearer {KEY}"]
    read = subprocess.run(
        [*command, "-H", "Content-Type: application/json", "-d", body], capture_output=True, text=True, check=True
    )
    assert read.stdout.endswith("data: [DONE]\n\n")


def test_a_whole_answer_carries_the_evidence_of_each_sentence(server: Live) -> None:
    reply = post(server, {"model": "live", "messages": ASKED}).json()
    sentences = reply["truebrand"]["sentences"]
    assert [sentence["verdict"] for sentence in sentences] == ["correct", "none"]
    assert sentences[0]["sources"][0]["source"] == "products.csv:14 [weight]"


def test_history_groups_and_sampling_reach_the_answerer(server: Live, script: Scripted) -> None:
    turns = [
        {"role": "system", "content": "Be rude."},
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello"},
        {"role": "user", "content": [{"type": "text", "text": "And the weight?"}]},
    ]
    reply = post(server, {"model": "live", "messages": turns, "max_completion_tokens": 9, "temperature": 0.5})
    assert reply.headers["x-truebrand-ignored"] == "system"
    (question, history, groups, sampling), *_ = script.asked
    assert question == "And the weight?"
    assert history == [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]
    assert groups == ("staff",)
    assert (sampling.max_new_tokens, sampling.temperature) == (9, 0.5)


def test_a_stop_string_ends_the_text_before_it(server: Live) -> None:
    asked = {"model": "live", "messages": ASKED, "stop": [". Enj"]}
    assert post(server, asked).json()["choices"][0]["message"]["content"] == "The Tarn 2 weighs 1.9 kg"
    streamed = events(post(server, {**asked, "stream": True}).text)
    text = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in streamed[:-1])
    assert text == "The Tarn 2 weighs 1.9 kg"


@pytest.mark.parametrize(
    ("extra", "param", "code"),
    [
        ({"tools": [{"type": "function"}]}, "tools", "unsupported_parameter"),
        ({"n": 2}, "n", "unsupported_parameter"),
        ({"response_format": {"type": "json_object"}}, "response_format", "unsupported_parameter"),
        ({"logprobs": True}, "logprobs", "unsupported_parameter"),
        ({"seed": 1, "temperature": 1}, "seed", "unsupported_parameter"),
        ({"tempratur": 1}, "tempratur", "unknown_parameter"),
        ({"temperature": 3}, "temperature", "invalid_value"),
        ({"stream_options": {"include_usage": True}}, "stream_options", "invalid_value"),
        ({"messages": []}, "messages", "invalid_value"),
        ({"messages": [{"role": "assistant", "content": "Hi"}]}, "messages", "invalid_value"),
        ({"messages": [{"role": "tool", "content": "Hi"}]}, "messages.0.role", "invalid_value"),
        ({"messages": [{"role": "user", "content": "x" * 4001}]}, "messages", "string_above_max_length"),
    ],
)
def test_what_cannot_be_honoured_is_a_400_that_names_it(
    server: Live, extra: dict[str, Any], param: str, code: str
) -> None:
    reply = post(server, {"model": "live", "messages": ASKED, **extra})
    error = reply.json()["error"]
    assert reply.status_code == 400
    assert (error["type"], error["param"], error["code"]) == ("invalid_request_error", param, code)
    assert error["message"]


def test_what_asks_for_nothing_special_is_accepted(server: Live) -> None:
    neutral = {"n": 1, "tools": [], "presence_penalty": 0, "response_format": {"type": "text"}, "logprobs": None}
    assert post(server, {"model": "live", "messages": ASKED, "seed": 4, **neutral}).status_code == 200


def test_an_unknown_model_a_wrong_key_and_no_key_have_openais_errors(server: Live, client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="No model 'gpt'"):
        client.chat.completions.create(model="gpt", messages=ASKED)
    with pytest.raises(openai.AuthenticationError):
        client.with_options(api_key="wrong").chat.completions.create(model="live", messages=ASKED)
    assert post(server, {"model": "live", "messages": ASKED}, key="").status_code == 401
    assert post(server, {"nonsense": True}, key="").status_code == 401


def test_what_is_no_json_and_what_is_no_route_have_the_same_form(server: Live) -> None:
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
    broken = httpx2.post(f"{server.url}/v1/chat/completions", content=b'{"model": \xff', headers=headers)
    assert (broken.status_code, broken.json()["error"]["code"]) == (400, "invalid_json")
    missing = httpx2.get(f"{server.url}/v1/nothing")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "not_found")
    method = httpx2.get(f"{server.url}/v1/chat/completions")
    assert method.json()["error"]["code"] == "method_not_allowed"


def test_a_failure_in_the_middle_is_an_error_event_and_no_done(tmp_path: Path) -> None:
    script = Scripted(sentences=[Released("One.", "none")], failure=EngineError("device lost: secret detail"))
    with live(parts(tmp_path, script)) as server:
        *_, last = events(post(server, {"model": "live", "messages": ASKED, "stream": True}).text)
        assert last["error"]["type"] == "server_error"
        assert "secret" not in json.dumps(last)
        assert post(server, {"model": "live", "messages": ASKED}).status_code == 503


def test_the_answer_and_the_vote_on_it_are_kept(server: Live, client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(model="live", messages=ASKED)
    vote = {"message": answer.id, "value": "down", "reason": "wrong"}
    headers = {"authorization": f"Bearer {KEY}"}
    assert httpx2.post(f"{server.url}/v1/feedback", json=vote, headers=headers).status_code == 204
    (kept,) = server.desk.parts.store.feedback()
    assert (kept.question, kept.answer, kept.model, kept.vote) == (ASKED[0]["content"], WHOLE, "fellmark/v3", "down")
    other = {"authorization": "Bearer tb_another_key_for_readers"}
    assert httpx2.post(f"{server.url}/v1/feedback", json=vote, headers=other).status_code == 404


def test_the_models_are_listed_for_a_key(server: Live, client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["fellmark/v3"]
    assert client.models.retrieve("fellmark/v3").owned_by == "Fellmark"
    assert httpx2.get(f"{server.url}/v1/models").status_code == 401
