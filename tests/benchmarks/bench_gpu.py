"""`make bench-gpu`: the project's own training and serving in bf16 on one GPU, with 8 billion random parameters.

LoRA SFT through training/sft.py, then decoding through the engine of serving/, CUDA graphs required. The model is made
on the device and never written. One JSON object a part, then a table. `--tiny`: the same with a tiny model, also on a
CPU, where there are no graphs.
"""

import argparse
import asyncio
import gc
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import torch
import transformers
from transformers import TrainerCallback

from assistant.answer import Sampling
from assistant.errors import AssistantError, EngineError
from serving.engine.batching import BatchingEngine
from serving.engine.loading import Loaded, ready
from serving.engine.protocol import EngineSettings
from training.config import LoraSection, SftSection, TrainingConfig
from training.preflight import Preflight
from training.render import IGNORE, Example
from training.sft import attach_lora, lora_trainer

PEAK: Final = 989e12  # FLOP/s, dense bf16, of H100 SXM and H200 alike (NVIDIA's data sheets, without sparsity)
TRANSFORMERS: Final = "5.23."  # earlier ones take no mask as logits_to_keep, and name the engine's settings otherwise
SEED: Final = 11
MOST_SECONDS: Final = 45.0  # of timed steps: fewer are measured on a slower card
FORMULA: Final = (
    "per token: 4 x frozen weights of the layers (2 forward, 2 backward for activations) + 6 x LoRA weights "
    "+ 4 x output layer x share of learned tokens + 12 x layers x heads x head size x mean context"
)


@dataclass(frozen=True, slots=True)
class Size:
    """A model's shape, and how much is asked of it."""

    hidden: int = 4096  # the defaults: Qwen3-8B
    layers: int = 36
    heads: int = 32
    kv_heads: int = 8
    head_size: int = 128
    intermediate: int = 12_288
    vocabulary: int = 151_936
    row: int = 512  # tokens of a training row, a third of them learned
    tokens_per_batch: int = 4096  # rows laid end to end; all of one length, so that every batch is as long
    tokens_per_step: int = 8192
    warm_steps: int = 3
    timed_steps: int = 15
    prompt: int = 500
    new_tokens: int = 128
    users: tuple[int, ...] = (1, 32)


TINY: Final = Size(
    hidden=64, layers=2, heads=4, kv_heads=2, head_size=16, intermediate=128, vocabulary=512, row=32,
    tokens_per_batch=128, tokens_per_step=256, prompt=40, new_tokens=12, users=(1, 4),
)  # fmt: skip


def main() -> int:
    """Exit codes: 0 done, 1 a part failed or graphs are off, 2 there is no GPU."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tiny", action="store_true", help="a tiny model, to see on any machine that it runs through")
    tiny = parser.parse_args().tiny
    if not tiny and not torch.cuda.is_available():
        sys.stderr.write("error: torch sees no CUDA device; pass --tiny to run the same through with a tiny model\n")
        return 2
    if not transformers.__version__.startswith(TRANSFORMERS):
        sys.stderr.write(
            f"error: transformers {transformers.__version__} is installed, pyproject.toml pins {TRANSFORMERS}*\n"
        )
        return 2
    size = TINY if tiny else Size()
    try:
        setup, model = make(size)
        _say(setup)
        trained, model = train(model, size)
        _say(trained)
        decoded = asyncio.run(decode(model, size))
    except AssistantError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    _show(setup, trained, decoded)
    return 0


def make(size: Size) -> tuple[dict[str, Any], Any]:
    """The machine and the model: random weights (normal, deviation 0.02), drawn on the device itself."""
    from transformers import Qwen3Config
    from transformers import Qwen3ForCausalLM as Untyped

    device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = torch.bfloat16 if device == "cuda" else torch.float32
    end = size.vocabulary - 1
    config = Qwen3Config(
        vocab_size=size.vocabulary,
        hidden_size=size.hidden,
        intermediate_size=size.intermediate,
        num_hidden_layers=size.layers,
        num_attention_heads=size.heads,
        num_key_value_heads=size.kv_heads,
        head_dim=size.head_size,
        max_position_embeddings=8192,
        tie_word_embeddings=False,
        initializer_range=0.02,
        bos_token_id=None,
        eos_token_id=end,
        pad_token_id=end,
    )
    torch.manual_seed(SEED)
    began = time.perf_counter()
    Model: Any = Untyped
    with torch.device(device):
        model = Model._from_config(config, dtype=dtype)
    with torch.no_grad():
        model.lm_head.weight[end] = 0.0  # never the greatest logit: every answer is as long as asked for
    _wait()
    setup = {
        "part": "model",
        "device": torch.cuda.get_device_name() if device == "cuda" else "cpu",
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "parameters": sum(each.numel() for each in model.parameters()),
        "dtype": str(model.dtype),
        "shape": f"{size.layers} x {size.hidden}, {size.heads}/{size.kv_heads} heads, vocabulary {size.vocabulary}",
        "init_s": round(time.perf_counter() - began, 2),
    }
    return setup, model


def train(model: Any, size: Size) -> tuple[dict[str, Any], Any]:
    """Figures of LoRA SFT, and the model with the adapter merged. Half the batch where the memory is too small."""
    lora = LoraSection(r=16, lora_alpha=32)
    adapted = attach_lora(model, TrainingConfig(lora=lora))
    attention = str(model.config._attn_implementation)
    for batch in (size.tokens_per_batch, size.tokens_per_batch // 2, size.tokens_per_batch // 4):
        try:
            clock, history, peak = _fit(adapted, lora, size, batch)
            break
        except torch.cuda.OutOfMemoryError:
            sys.stderr.write(f"out of memory with {batch} tokens a batch; again with half\n")
        adapted.zero_grad(set_to_none=True)
        _free()
    else:
        raise EngineError(f"the GPU's memory is too small for {size.row} tokens a batch")
    steps = clock.seconds()
    rate = size.tokens_per_step * len(steps) / sum(steps)
    norms = [entry["grad_norm"] for entry in history if "grad_norm" in entry]
    losses = [entry["loss"] for entry in history if "loss" in entry]
    if not norms or not min(norms) > 0:
        raise EngineError(f"void: gradient norms of {norms}")
    figures = {
        "part": "sft",
        "attention": attention,
        "tokens_per_s": round(rate, 1),
        "learned_tokens_per_s": round(rate * _learned(size) / size.row, 1),
        "steps": len(steps),
        "warm_steps": size.warm_steps,
        "step_s": {"median": _4(statistics.median(steps)), "min": _4(min(steps)), "max": _4(max(steps))},
        "tokens_per_step": size.tokens_per_step,
        "tokens_per_batch": batch,
        "row_tokens": size.row,
        "lora": {"r": lora.r, "alpha": lora.lora_alpha, "targets": "all-linear", "dtype": _adapter_dtype(adapted)},
        **_mfu(adapted, size, rate),
        "peak_memory_gb": peak,
        "loss": [_4(losses[0]), _4(losses[-1])],
        "grad_norm": [_4(min(norms)), _4(max(norms))],
    }
    merged = adapted.merge_and_unload()
    _free()
    return figures, merged


def _fit(adapted: Any, lora: LoraSection, size: Size, batch: int) -> "tuple[Clock, list[dict[str, float]], float]":
    """The project's trainer over random rows; stopped by the clock, so that nothing is saved."""
    rng = random.Random(SEED)
    steps = size.warm_steps + size.timed_steps + 1  # one more than is run: the trainer saves after its last
    examples = tuple(_row(rng, size) for _ in range(steps * size.tokens_per_step // size.row))
    tokens, learned = len(examples) * size.row, len(examples) * _learned(size)
    data = Preflight(examples, (), 0, tokens, learned, size.row, "")
    sft = SftSection(
        epochs=1.0,
        tokens_per_step=size.tokens_per_step,
        tokens_per_batch=batch,
        warmup_share=0.0,
        save_steps=10**6,
        seed=SEED,
    )
    clock = Clock(size.warm_steps, size.timed_steps)
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    with tempfile.TemporaryDirectory() as folder:
        trainer = lora_trainer(adapted, data, TrainingConfig(lora=lora, sft=sft), Path(folder))
        trainer.add_callback(clock)
        trainer.train()
        history = list(trainer.state.log_history)
    peak = torch.cuda.max_memory_allocated() / 1e9 if torch.cuda.is_available() else 0.0
    return clock, history, round(peak, 2)


def _row(rng: random.Random, size: Size) -> Example:
    ids = [rng.randrange(size.vocabulary - 1) for _ in range(size.row)]
    prompt = size.row - _learned(size)
    return Example(tuple(ids), (IGNORE,) * prompt + tuple(ids[prompt:]))


def _learned(size: Size) -> int:
    return size.row // 3


class Clock(TrainerCallback):
    """The moment each step ended, the GPU's work included; ends the run after the steps to be timed."""

    def __init__(self, warm: int, timed: int) -> None:
        self._warm, self._timed = warm, timed
        self._ends: list[float] = []

    def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        _wait()
        self._ends.append(time.perf_counter())
        timed = self._ends[self._warm - 1 :]
        if len(timed) > self._timed or (len(timed) > 1 and timed[-1] - timed[0] > MOST_SECONDS):
            control.should_training_stop = True

    def seconds(self) -> list[float]:
        """Of each timed step."""
        timed = self._ends[self._warm - 1 :]
        return [after - before for before, after in pairwise(timed)]


def _mfu(adapted: Any, size: Size, rate: float) -> dict[str, Any]:
    """Work per token and its share of the peak, by what LoRA really computes and by the usual counts."""
    weights = {name: each for name, each in adapted.named_parameters() if each.ndim == 2}
    lora = sum(each.numel() for each in weights.values() if each.requires_grad)
    head = sum(each.numel() for name, each in weights.items() if "lm_head" in name)
    table = sum(each.numel() for name, each in weights.items() if "embed_tokens" in name)
    frozen = sum(each.numel() for each in weights.values() if not each.requires_grad) - head - table
    context = (size.row + 1) / 2
    attention = 12 * size.layers * size.heads * size.head_size * context
    flop = 4 * frozen + 6 * lora + 4 * head * _learned(size) / size.row + attention
    every = frozen + head + table  # as published figures count N
    is_known = torch.cuda.is_available() and any(name in torch.cuda.get_device_name() for name in ("H100", "H200"))

    def share(per_token: float) -> float | None:
        return _4(rate * per_token / PEAK) if is_known else None

    return {
        "flop_per_token": int(flop),
        "tflop_per_s": round(rate * flop / 1e12, 3),
        "mfu": share(flop),
        "mfu_4n": share(4 * every),
        "mfu_6n": share(6 * every),
        "formula": FORMULA,
        "lora_parameters": lora,
    }


def _adapter_dtype(adapted: Any) -> str:
    return str(next(each.dtype for each in adapted.parameters() if each.requires_grad))


async def decode(model: Any, size: Size) -> list[dict[str, Any]]:
    """Figures of the engine for each number of requests at once, printed as they come."""
    most = max(size.users)
    each = -(-(size.prompt + size.new_tokens) // 256) + 1  # blocks of a request
    settings = EngineSettings(max_running=most, cache_blocks=most * each + 2, batch_tokens=2048, graphs=True)
    loaded = ready(Path("random"), model, Numbers(size.vocabulary - 1), settings)
    engine = BatchingEngine(loaded, settings, name="bench")
    began = time.perf_counter()
    await engine.start()
    try:
        graphs = _require_graphs(engine, loaded)
        started = round(time.perf_counter() - began, 2)
        found = []
        for users in size.users:
            common = {"part": "decode", "attention": loaded.attention, "cuda_graphs": graphs, "start_s": started}
            found.append(common | await _decode_at_once(engine, users, size))
            _say(found[-1])
        return found
    finally:
        await engine.stop()


def _require_graphs(engine: BatchingEngine, loaded: Loaded) -> Any:
    """What the manager says of (prompts, decoding). Raises EngineError on a GPU when they are off or none was made."""
    if loaded.device == "cpu":
        sys.stderr.write("CUDA graphs: skipped, this is a CPU\n")
        return "skipped"
    graphs = engine._manager.continuous_batching_config.use_cuda_graph
    if graphs != (True, True) or not _num_graphs(engine):
        raise EngineError(f"CUDA graphs are off: the manager says {graphs}, {_num_graphs(engine)} were captured")
    return list(graphs)


def _num_graphs(engine: BatchingEngine) -> int:
    """How many were captured so far; asynchronous batching keeps them for each of its two sets of inputs."""
    inputs = engine._manager.batch_processor.inputs_and_outputs
    sets = [pair.device_io for pair in inputs.io_pairs] if hasattr(inputs, "io_pairs") else [inputs]
    return sum(len(each.graphs._storage) for each in sets)


async def _decode_at_once(engine: BatchingEngine, users: int, size: Size) -> dict[str, Any]:
    """One round to warm up, one that is timed, each with prompts never seen before."""
    rng = random.Random(SEED + users)
    prompts = [[_prompt(rng, size) for _ in range(users)] for _ in range(2)]
    await _round(engine, prompts[0], size)
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    before = _num_graphs(engine)
    began, written = time.perf_counter(), engine.metrics().generated_tokens
    tide = await _round(engine, prompts[1], size)
    seconds, written = time.perf_counter() - began, engine.metrics().generated_tokens - written
    if written != users * size.new_tokens:
        raise EngineError(f"void: {written} tokens from {users} requests, expected {users * size.new_tokens}")
    taken = tide.low - tide.high
    return {
        "requests": users,
        "decode_tokens_per_s": round((tide.written_low - tide.written_high) / taken, 1) if taken > 0 else None,
        "decode_s": _4(taken),  # from the last request's first token to the first request's last
        "first_token_s": {"first": _4(tide.first - began), "last": _4(tide.high - began)},
        "tokens_per_s_with_prompts": round(written / seconds, 1),
        "prompt_tokens": size.prompt,
        "new_tokens": size.new_tokens,
        "graphs_captured": _num_graphs(engine),
        "graphs_captured_while_timed": _num_graphs(engine) - before,
        "peak_memory_gb": round(torch.cuda.max_memory_allocated() / 1e9, 2) if torch.cuda.is_available() else 0.0,
    }


@dataclass(slots=True)
class Tide:
    """When the first and the last request had their first token, and when the first one ended."""

    first: float = 0.0
    high: float = 0.0
    low: float = 0.0
    written_high: int = 0
    written_low: int = 0


async def _round(engine: BatchingEngine, prompts: Sequence[str], size: Size) -> Tide:
    tide = Tide()

    async def one(prompt: str) -> None:
        waits = True
        asked = engine.stream([{"role": "user", "content": prompt}], Sampling(max_new_tokens=size.new_tokens))
        async with aclosing(asked) as pieces:
            async for _ in pieces:
                if waits:
                    waits = False
                    tide.high, tide.written_high = time.perf_counter(), engine.metrics().generated_tokens
                    tide.first = tide.first or tide.high
        if not tide.low:
            tide.low, tide.written_low = time.perf_counter(), engine.metrics().generated_tokens

    await asyncio.gather(*map(one, prompts))
    return tide


def _prompt(rng: random.Random, size: Size) -> str:
    return " ".join(str(rng.randrange(size.vocabulary - 1)) for _ in range(size.prompt))


class Numbers:
    """A tokenizer whose texts are the ids themselves: random ids of a large vocabulary need no words."""

    chat_template = "{{ messages }}"

    def __init__(self, end: int) -> None:
        self.eos_token_id = end

    def apply_chat_template(self, conversation: Any, **options: Any) -> list[int]:
        words = [word for message in conversation for word in message["content"].split()]
        return [int(word) for word in words if word.isdigit()] or [1]

    def decode(self, token_ids: Any, **options: Any) -> str:
        return "".join(f"{token} " for token in token_ids)

    def encode(self, text: str, **options: Any) -> list[int]:
        return [int(word) for word in text.split()]


def _wait() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def _free() -> None:
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _4(value: float) -> float:
    return round(float(value), 4)


def _say(figures: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


def _show(setup: dict[str, Any], trained: dict[str, Any], decoded: Sequence[dict[str, Any]]) -> None:
    shares = ", ".join(
        f"{name} {trained[key]:.1%}" if trained[key] is not None else f"{name} unknown here"
        for name, key in (("MFU", "mfu"), ("by 4N", "mfu_4n"), ("by 6N", "mfu_6n"))
    )
    lines = [
        f"{setup['device']}, {setup['parameters'] / 1e9:.2f} billion parameters, {setup['dtype']}, "
        f"torch {setup['torch']}, transformers {setup['transformers']}",
        f"LoRA SFT, {trained['attention']:22} {trained['tokens_per_s']:>10,.0f} tokens/s   {shares}   "
        f"peak {trained['peak_memory_gb']:.1f} GB",
    ]
    lines += [
        f"decode, {each['requests']:>2} at once, {each['attention']:17} {each['decode_tokens_per_s'] or 0:>10,.0f} "
        f"tokens/s   CUDA graphs {each['cuda_graphs']}   first token {each['first_token_s']['first']:.2f} s"
        for each in decoded
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
