"""A model on another server of OpenAI's wire format: vLLM, SGLang, TGI, llama.cpp, or another of our own.

huggingface_hub's client keeps each stream on its exit stack until it is closed, so each request has its own client; one
shared TLS context makes that cheap. Without a key the client would send this machine's hub token to the server: a key
is always given.
"""

import ssl
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from functools import cache
from typing import Any

import httpx2
from huggingface_hub import AsyncInferenceClient, InferenceTimeoutError, set_async_client_factory
from huggingface_hub.errors import HfHubHTTPError, UnknownError

from assistant.answer import Sampling
from assistant.errors import AssistantError, ConfigError, EngineError, Overloaded
from assistant.prompt import Message
from serving.engine.protocol import EngineSettings, Health, Metrics

NO_KEY = "none"
CHARACTERS_PER_TOKEN = 4  # an estimate for budgets and usage; the tokenizer is on the other side
CONNECT_SECONDS = 2.0


class RemoteEngine:
    """One model of one server."""

    def __init__(self, address: str, settings: EngineSettings, *, name: str | None = None) -> None:
        self.name = name or settings.remote_model or address
        self._address = address.rstrip("/")
        self._settings = settings
        self._key = settings.api_key or NO_KEY
        self._model = settings.remote_model
        self._names_itself = name is None and not settings.remote_model
        self._running = self._requests = self._cancelled = self._prompt_tokens = self._generated = 0

    async def start(self) -> None:
        set_async_client_factory(new_client)
        models = await listed(self._address, self._key)
        if not self._model:
            self._model = models[0]
        if self._model not in models:
            raise ConfigError(f"{self._address}: no model {self._model!r}; the server has {', '.join(models)}")
        if self._names_itself:
            self.name = self._model

    async def stop(self) -> None:
        """Nothing is held between requests."""

    async def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        if self._running >= self._settings.max_running + self._settings.max_waiting:
            raise Overloaded(f"{self.name}: {self._running} requests are under way; try again shortly")
        self._running += 1
        self._requests += 1
        self._prompt_tokens += self.prompt_tokens(messages)
        ended = False
        try:
            async with aclosing(self._ask(messages, sampling)) as pieces:
                async for text in pieces:
                    self._generated += 1
                    yield text
            ended = True
        except (HfHubHTTPError, UnknownError, InferenceTimeoutError, httpx2.HTTPError) as error:
            ended = True
            raise told(self._address, error) from error
        finally:
            self._running -= 1
            self._cancelled += not ended

    async def _ask(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        timeout: Any = httpx2.Timeout(self._settings.token_timeout, connect=CONNECT_SECONDS)
        async with AsyncInferenceClient(base_url=self._address, api_key=self._key, timeout=timeout) as client:
            chunks = await client.chat_completion(
                [dict(message) for message in messages],
                model=self._model,
                stream=True,
                max_tokens=sampling.max_new_tokens,
                temperature=sampling.temperature,
                top_p=sampling.top_p,
                stop=list(sampling.stop) or None,
            )
            async for chunk in chunks:
                for choice in chunk.choices or []:
                    if choice.delta.content:
                        yield choice.delta.content

    async def health(self) -> Health:
        try:
            models = await listed(self._address, self._key)
        except AssistantError as error:
            return Health(False, str(error))
        return Health(self._model in models, "" if self._model in models else f"{self._address} lost {self._model!r}")

    def metrics(self) -> Metrics:
        return Metrics(
            running=self._running,
            requests=self._requests,
            cancelled=self._cancelled,
            prompt_tokens=self._prompt_tokens,
            generated_tokens=self._generated,
        )

    def count_tokens(self, text: str) -> int:
        return -(-len(text) // CHARACTERS_PER_TOKEN)

    def prompt_tokens(self, messages: Sequence[Message]) -> int:
        return sum(self.count_tokens(message["content"]) for message in messages)


async def listed(address: str, key: str) -> list[str]:
    """The ids the server lists. Raises EngineError or ConfigError when it does not answer as one should."""
    try:
        async with new_client() as client:
            reply = await client.get(
                f"{versioned(address)}/models", headers={"authorization": f"Bearer {key}"}, timeout=CONNECT_SECONDS
            )
            reply.raise_for_status()
            names = [str(entry["id"]) for entry in reply.json()["data"]]
    except httpx2.HTTPError as error:
        raise told(address, error) from error
    except (ValueError, KeyError, TypeError, httpx2.InvalidURL) as error:
        raise ConfigError(f"{address}: /models is not OpenAI's list of models; give the address of /v1") from error
    if not names:
        raise EngineError(f"{address}: the server has no model loaded")
    return names


@cache
def _tls() -> ssl.SSLContext:
    """Reading the certificates takes longer than a request to a near server: once is enough."""
    return ssl.create_default_context()


def new_client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(verify=_tls(), trust_env=False, timeout=None)


def versioned(address: str) -> str:
    return address if address.endswith(("/v1", "/v3")) else f"{address}/v1"


def told(address: str, error: Exception) -> AssistantError:
    """What the other server's failure means here, in one line."""
    response = getattr(error, "response", None)
    status = getattr(response, "status_code", None)
    if status in (429, 503):
        return Overloaded(f"{address}: the server is busy ({status}); try again shortly")
    if status in (401, 403):
        return ConfigError(
            f"{address}: the server refused the key ({status}); set TRUEBRAND_ENGINE_KEY "
            "(a judge's: TRUEBRAND_JUDGE_KEY)"
        )
    if status == 404:
        return ConfigError(f"{address}: no such address or model there (404); give the address of /v1")
    if isinstance(error, InferenceTimeoutError | httpx2.TimeoutException):
        return EngineError(f"{address}: no answer in time; is the server overloaded or asleep?")
    if isinstance(error, httpx2.TransportError):
        return EngineError(f"{address}: cannot be reached ({type(error).__name__}); is the server running?")
    return EngineError(f"{address}: the server failed ({status or type(error).__name__}: {str(error)[:200]!r})")
