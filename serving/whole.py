"""Greedy answers in whole batches: for a check on a CPU, where nobody waits for the first word.

Requests that are under way together go through `generate` together. On two cores this is about twice as quick as
continuous batching (README.md of assistant/accuracy has the figures); a GPU is better served by that.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import anyio.to_thread

from assistant.answer import Sampling
from assistant.errors import ConfigError, EngineError
from assistant.prompt import Message
from serving.engine.loading import Loaded, load_model
from serving.engine.protocol import EngineSettings

FIRST: Final = 48  # tokens that all answers of a batch are decoded together
_GATHERING_S: Final = 0.02  # how long a batch waits for company


class WholeBatches:
    """One model on the CPU, asked many things at once."""

    def __init__(self, folder: Path, settings: EngineSettings) -> None:
        self._folder = folder
        self._settings = settings if settings.threads else replace(settings, threads=_all_threads())
        self._loaded: Loaded | None = None
        self._waiting: asyncio.Queue[_Request] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None

    async def start(self) -> None:
        from transformers.utils import logging

        quieten: Any = logging.disable_progress_bar  # the check shows its own
        quieten()
        self._loaded = await anyio.to_thread.run_sync(load_model, self._folder, self._settings)
        self._worker = asyncio.create_task(self._work(self._loaded))

    async def stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.cancel()
            await asyncio.gather(worker, return_exceptions=True)

    async def stream(self, messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str]:
        """The whole answer as one piece. Raises ConfigError for sampling, and for a prompt too long for the model."""
        if self._loaded is None or self._worker is None or self._worker.done():
            raise EngineError(f"{self._folder}: the engine is not running; start it first")
        if sampling.temperature > 0:
            raise ConfigError(f"temperature {sampling.temperature}; whole batches are greedy, use the batching engine")
        prompt = self._loaded.encode(messages)
        limit = min(sampling.max_new_tokens, self._loaded.context - len(prompt))
        if limit < 1:
            raise ConfigError(
                f"{self._folder}: the prompt has {len(prompt)} tokens, the model's context {self._loaded.context}; "
                "shorten the question or the conversation"
            )
        request = _Request(prompt, limit, asyncio.get_running_loop().create_future())
        self._waiting.put_nowait(request)
        text = await request.answer
        ends = [place for stop in sampling.stop if (place := text.find(stop)) >= 0]
        yield text[: min(ends, default=len(text))]

    async def _work(self, loaded: Loaded) -> None:
        while True:
            batch = [await self._waiting.get()]
            await asyncio.sleep(_GATHERING_S)
            while len(batch) < self._settings.max_running and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            batch = [request for request in batch if not request.answer.cancelled()]
            if not batch:
                continue
            try:
                texts = await anyio.to_thread.run_sync(_generate, loaded, batch)
            except RuntimeError as error:  # torch: out of memory, or a model that cannot be run so
                for request in batch:
                    _settle(request.answer, EngineError(f"{self._folder}: generation failed ({error})"))
            else:
                for request, text in zip(batch, texts, strict=True):
                    _settle(request.answer, text)


class _Request(NamedTuple):
    prompt: list[int]
    limit: int
    answer: "asyncio.Future[str]"


def _all_threads() -> int:
    """Forty answers at once are worth sharing out, whatever the model's size (OMP_NUM_THREADS says otherwise)."""
    import torch

    return torch.get_num_threads()


def _settle(answer: "asyncio.Future[str]", result: str | EngineError) -> None:
    if answer.done():  # the asker has gone
        return
    if isinstance(result, str):
        answer.set_result(result)
    else:
        answer.set_exception(result)


def _generate(loaded: Loaded, batch: Sequence[_Request]) -> list[str]:
    """Most answers end within FIRST tokens; the few that do not go on by themselves, without the others' rows."""
    prompts = [request.prompt for request in batch]
    said = _decoded(loaded, prompts, min(FIRST, max(request.limit for request in batch)))
    places = [place for place, ids in enumerate(said) if not _has_ended(loaded, ids, batch[place])]
    if places:
        rest = max(batch[place].limit - len(said[place]) for place in places)
        more = _decoded(loaded, [prompts[place] + said[place] for place in places], rest)
        for place, ids in zip(places, more, strict=True):
            said[place] += ids
    return [_text(loaded, ids, request.limit) for ids, request in zip(said, batch, strict=True)]


def _has_ended(loaded: Loaded, ids: Sequence[int], request: _Request) -> bool:
    return len(ids) >= request.limit or any(token in loaded.ends for token in ids)


def _decoded(loaded: Loaded, prompts: Sequence[list[int]], limit: int) -> list[list[int]]:
    """The next tokens of each prompt: padded on the left to one width, decoded until the last of them has ended."""
    import torch

    width = max(map(len, prompts))
    pad = min(loaded.ends)
    gaps = [width - len(prompt) for prompt in prompts]
    ids = torch.tensor([[pad] * gap + prompt for gap, prompt in zip(gaps, prompts, strict=True)])
    mask = torch.tensor([[0] * gap + [1] * (width - gap) for gap in gaps])
    model: Any = loaded.model
    out = model.generate(
        input_ids=ids.to(loaded.device),
        attention_mask=mask.to(loaded.device),
        max_new_tokens=limit,
        do_sample=False,
        eos_token_id=sorted(loaded.ends),
        pad_token_id=pad,
    )
    return [row.tolist() for row in out[:, width:]]


def _text(loaded: Loaded, ids: list[int], limit: int) -> str:
    end = next((place for place, token in enumerate(ids) if token in loaded.ends), len(ids))
    return loaded.decode(ids[: min(end, limit)])
