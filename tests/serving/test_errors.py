"""Every failure has its status and OpenAI's form."""

import logging

import pytest

from assistant import errors as core
from assistant.errors import AssistantError, EngineError, Overloaded
from serving.engine.protocol import PromptTooLong
from serving.errors import STATUS, body, told


def test_every_error_of_the_core_has_a_status() -> None:
    family = {kind for kind in vars(core).values() if isinstance(kind, type) and issubclass(kind, AssistantError)}
    assert family - {AssistantError} | {PromptTooLong} == set(STATUS)


def test_a_fault_of_ours_is_told_to_the_log_and_not_to_the_stranger(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        refused = told(EngineError("device 3 lost"))
    assert "device" not in refused.message
    assert "device 3 lost" in caplog.text


def test_busy_says_when_to_come_back() -> None:
    refused = told(Overloaded("16 under way"))
    assert (refused.status, refused.code) == (503, "overloaded")
    assert refused.retry is not None and refused.retry > 0


def test_a_subclass_is_told_as_itself() -> None:
    assert told(PromptTooLong("the prompt has 9 tokens")).status == 400


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 429, 500, 503])
def test_every_body_has_openais_four_fields(status: int) -> None:
    error = body(status, "text")["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"].endswith("_error")
