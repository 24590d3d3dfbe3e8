"""The core's errors meet HTTP in one table; every body has OpenAI's form, so that its clients understand it."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import (
    AssistantError,
    ConfigError,
    DataError,
    EngineError,
    GateFailed,
    Overloaded,
    RegistryError,
    TrainingError,
)
from serving.engine.protocol import PromptTooLong

log = logging.getLogger(__name__)

STATUS: dict[type[AssistantError], int] = {
    DataError: 500,  # the brand's own files are at fault, not the customer
    ConfigError: 500,
    PromptTooLong: 400,
    RegistryError: 503,  # no model to serve yet
    TrainingError: 500,
    EngineError: 503,
    Overloaded: 503,
    GateFailed: 500,
}
TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}
RETRY_SECONDS = 2
INSTEAD = "The assistant cannot answer just now."  # what a stranger is told when the fault is ours


class Refused(Exception):
    """A request that is not served, with what its sender should know."""

    def __init__(
        self, status: int, message: str, *, param: str | None = None, code: str | None = None, retry: int | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.param, self.code, self.retry = status, message, param, code, retry


def body(status: int, message: str, param: str | None = None, code: str | None = None) -> dict[str, Any]:
    """OpenAI's error object."""
    kind = TYPES.get(status, "invalid_request_error" if status < 500 else "server_error")
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def told(error: AssistantError) -> Refused:
    """A failure of the core as HTTP says it; the details of our own faults go to the log alone."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if isinstance(error, Overloaded):
        return Refused(status, "The assistant is busy; try again shortly.", code="overloaded", retry=RETRY_SECONDS)
    if status < 500:
        return Refused(status, str(error), code="context_length_exceeded")
    log.error("%s: %s", type(error).__name__, error)
    return Refused(status, INSTEAD, code="unavailable", retry=RETRY_SECONDS if status == 503 else None)


def reply(refused: Refused) -> JSONResponse:
    headers = {"Retry-After": str(refused.retry)} if refused.retry is not None else {}
    if refused.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(
        body(refused.status, refused.message, refused.param, refused.code), status_code=refused.status, headers=headers
    )


def install(app: FastAPI) -> None:
    """Every way to fail has a body of the same form."""

    async def from_core(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, AssistantError)
        return reply(told(error))

    async def from_us(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Refused)
        return reply(error)

    async def from_input(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return reply(_explained(error))

    async def from_routing(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        if error.status_code == 400:
            return reply(Refused(400, "The body is not JSON in UTF-8.", code="invalid_json"))
        code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
        return reply(Refused(error.status_code, f"{request.method} {request.url.path}: {error.detail}", code=code))

    async def unforeseen(request: Request, error: Exception) -> JSONResponse:
        return reply(Refused(500, INSTEAD, code="internal"))  # the traceback is logged by the server

    app.add_exception_handler(AssistantError, from_core)
    app.add_exception_handler(Refused, from_us)
    app.add_exception_handler(RequestValidationError, from_input)
    app.add_exception_handler(HTTPException, from_routing)
    app.add_exception_handler(Exception, unforeseen)


def _explained(error: RequestValidationError) -> Refused:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return Refused(400, "The body is not JSON in UTF-8.", code="invalid_json")
    param = ".".join(str(part) for part in first["loc"][1:]) or None
    if first["type"] == "extra_forbidden":
        return Refused(400, f"Unknown parameter: {param!r}.", param=param, code="unknown_parameter")
    return Refused(400, f"{param or 'body'}: {first['msg']}", param=param, code="invalid_value")
