"""A model in this process: transformers' continuous batching, many requests in each decode step.

The manager runs in its own thread and calls back on the event loop; what its interface leaves open is closed here (see
README.md): cancelled requests end, stop strings stop, prompts fit, a dead thread is told from a slow one.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import anyio.to_thread

from assistant.answer import Sampling
from assistant.errors import EngineError, Overloaded
from assistant.prompt import USER, Message
from serving.engine.loading import Loaded, load_model
from serving.engine.protocol import EngineSettings, Health, Metrics, PromptTooLong
from serving.engine.text import Detokenizer, StopStrings

log = logging.getLogger(__name__)

PAGE = 256  # tokens in one KV block
MASKED_KV = 4 * PAGE  # with a mask, a graph for every so many tokens of KV: what it is padded by is computed in vain
CPU_BATCH_TOKENS = 512  # in one step
USUAL_TOKENS = 2048  # of a request, for the size of the cache; where more are longer, some wait


class BatchingEngine:
    """One merged model on one device: the folder's, or one that is in memory already."""

    def __init__(self, source: Path | Loaded, settings: EngineSettings, *, name: str) -> None:
        self.name = name
        self._source = source
        self._settings = settings
        self._loaded: Loaded | None = None
        self._manager: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._slots = asyncio.Semaphore(settings.max_running)
        self._running = self._waiting = 0
        self._requests = self._cancelled = self._prompt_tokens = self._generated = 0
        self._last_token = time.monotonic()

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        if isinstance(self._source, Loaded):
            self._loaded = self._source
        else:
            self._loaded = await anyio.to_thread.run_sync(load_model, self._source, self._settings)
        self._manager = await anyio.to_thread.run_sync(_manager, self._loaded, self._settings)
        self._manager.start()
        async for _ in self.stream([{"role": USER, "content": "Hello"}], Sampling(max_new_tokens=2)):
            pass

    async def stop(self) -> None:
        manager, self._manager = self._manager, None
        if manager is not None:
            await anyio.to_thread.run_sync(lambda: manager.stop(block=True, timeout=30, hard_stop=True))

    async def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        if self._manager is None or self._loaded is None:
            raise EngineError(f"{self.name}: the engine is not running; start it first")
        if asyncio.get_running_loop() is not self._loop:
            raise EngineError(f"{self.name}: asked from another event loop than the one that started the engine")
        if self._waiting >= self._settings.max_waiting:
            raise Overloaded(f"{self.name}: {self._waiting} requests are waiting; try again shortly")
        prompt = self._loaded.encode(messages)
        room = self._loaded.context - len(prompt)
        if room < 1:
            raise PromptTooLong(
                f"{self.name}: the prompt has {len(prompt)} tokens, the model's context {self._loaded.context}; "
                "shorten the question or the conversation"
            )
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        self._running += 1
        try:
            # Closed here and now: an inner generator left to the garbage collector would go on decoding.
            async with aclosing(self._decode(prompt, min(sampling.max_new_tokens, room), sampling)) as pieces:
                async for text in pieces:
                    yield text
        finally:
            self._running -= 1
            self._slots.release()

    async def _decode(self, prompt: list[int], limit: int, sampling: Sampling) -> AsyncGenerator[str]:
        assert self._loaded is not None
        detokenizer, stops = Detokenizer(self._loaded.decode), StopStrings(sampling.stop)
        request = _Request(uuid4().hex, asyncio.Queue())
        # Before add_request: a result without a handler goes to a queue that nobody reads.
        self._manager.register_result_handler(request.id, request.outputs.put_nowait)
        self._requests += 1
        self._prompt_tokens += len(prompt)
        self._last_token = time.monotonic()
        ended = False
        try:
            self._submit(request.id, prompt, limit, sampling)
            seen = 0
            while not ended:
                output = await self._next(request)
                ids = output.generated_tokens[seen:]
                seen += len(ids)
                self._generated += len(ids)
                ended = output.is_finished()
                passed = stops.push(detokenizer.push([token for token in ids if token not in self._loaded.ends]))
                if passed.text:
                    yield passed.text
                if passed.stopped:
                    return
            last = stops.push(detokenizer.end())
            if tail := last.text + ("" if last.stopped else stops.end()):
                yield tail
        finally:
            if not ended:
                self._cancel(request.id)

    def _submit(self, request_id: str, prompt: list[int], limit: int, sampling: Sampling) -> None:
        assert self._loaded is not None
        accepted = self._manager.add_request(
            prompt,
            request_id=request_id,
            max_new_tokens=limit,
            streaming=True,
            eos_token_id=sorted(self._loaded.ends),
            **_processors(sampling, self._loaded.vocabulary),
        )
        if accepted is None:
            raise EngineError(
                f"{self.name}: the engine has stopped ({self._fatal() or 'shutting down'}); start it again"
            )

    async def _next(self, request: "_Request") -> Any:
        try:
            # Not asyncio.wait_for: Python 3.11's loses a cancellation that comes together with a token.
            async with asyncio.timeout(self._settings.token_timeout):
                output = await request.outputs.get()
        except TimeoutError as error:
            reason = self._fatal() or f"no token for {self._settings.token_timeout:.0f} s"
            raise EngineError(f"{self.name}: {reason}; the request was given up") from error
        self._last_token = time.monotonic()
        if output.error is not None:
            raise EngineError(f"{self.name}: the request failed in the engine ({output.error})")
        return output

    def _cancel(self, request_id: str) -> None:
        """The manager sends no last word for a cancelled request and keeps its handler: both end here."""
        self._cancelled += 1
        manager = self._manager
        if manager is not None:
            manager.output_router.result_handlers.pop(request_id, None)
            manager.cancel_request(request_id)

    def _fatal(self) -> str | None:
        error = self._manager.background_thread_status.fatal_error if self._manager is not None else "not running"
        return None if error is None else str(error)

    async def health(self) -> Health:
        if self._manager is None or not self._manager.is_running():
            return Health(False, f"the generation thread is gone ({self._fatal() or 'stopped'})")
        if reason := self._fatal():
            return Health(False, reason)
        idle = self.metrics().idle_seconds
        if idle > self._settings.token_timeout / 2:
            return Health(False, f"no token for {idle:.0f} s with {self._running} requests running")
        return Health(True)

    def metrics(self) -> Metrics:
        return Metrics(
            running=self._running,
            waiting=self._waiting,
            requests=self._requests,
            cancelled=self._cancelled,
            prompt_tokens=self._prompt_tokens,
            generated_tokens=self._generated,
            idle_seconds=time.monotonic() - self._last_token if self._running else 0.0,
        )

    def count_tokens(self, text: str) -> int:
        return len(self._loaded.tokenizer.encode(text, add_special_tokens=False)) if self._loaded else 0

    def prompt_tokens(self, messages: Sequence[Message]) -> int:
        return len(self._loaded.encode(messages)) if self._loaded else 0


class _Request(NamedTuple):
    id: str
    outputs: "asyncio.Queue[Any]"


def _processors(sampling: Sampling, vocabulary: int) -> dict[str, float | int]:
    """What one request asks of the sampler: the manager samples always, so greedy is the one best token."""
    if sampling.temperature <= 0:
        return {"temperature": 1.0, "top_k": 1, "top_p": 1.0}
    return {"temperature": float(sampling.temperature), "top_k": vocabulary, "top_p": float(sampling.top_p)}


def _manager(loaded: Loaded, settings: EngineSettings) -> Any:
    """A manager with per-request sampling. On a CPU its sizes are explicit: automatic ones take most of the memory."""
    from transformers import ContinuousBatchingConfig
    from transformers import GenerationConfig as UntypedConfig

    from serving.engine.greedy import prefer_first

    GenerationConfig: Any = UntypedConfig
    on_cpu = loaded.device == "cpu"
    masked = loaded.attention == "sdpa"
    graphs_asked = settings.graphs and not on_cpu
    each = min(loaded.context, USUAL_TOKENS)
    need = max(settings.max_running * -(-each // PAGE), -(-loaded.context // PAGE)) + 2
    manager = loaded.model.init_continuous_batching(
        # A processor exists only where the base value is not its neutral one; every request sends its own.
        generation_config=GenerationConfig(
            do_sample=True,
            temperature=0.7,
            top_k=min(50, loaded.vocabulary),
            top_p=0.9,
            eos_token_id=sorted(loaded.ends),
            pad_token_id=min(loaded.ends),
        ),
        continuous_batching_config=ContinuousBatchingConfig(
            page_size=PAGE,
            num_blocks=settings.cache_blocks or (need if on_cpu else None),
            max_batch_tokens=settings.batch_tokens or (CPU_BATCH_TOKENS if on_cpu else None),
            max_requests_per_batch=settings.max_running,
            use_cuda_graph=True if graphs_asked else None,
            kv_padding_interval_size=MASKED_KV if graphs_asked and masked else 0,
            per_request_processors=True,
        ),
    )
    prefer_first(manager)
    graphs = manager.continuous_batching_config.use_cuda_graph
    if on_cpu or (masked and not graphs_asked):
        log.info("%s on %s: no CUDA graphs (%s attention)", loaded.folder, loaded.device, loaded.attention)
    elif graphs != (True, True):
        raise EngineError(f"{loaded.folder}: CUDA graphs are {graphs} with {loaded.attention}; expected (True, True)")
    if not on_cpu:
        manager.warmup()
    return manager
