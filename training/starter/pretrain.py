"""Pre-training: resumable to the bit, every choice a function of the step.

The first steps teach copying itself (random tokens that repeat), then conversations with short contexts, then longer
ones. The rate is held and falls linearly over the last part, so that a run can be lengthened by naming more steps. A
further run may start from published weights (`continued`): the same lessons on fresh text, nothing but whole contexts.
"""

import json
import math
import random
import shutil
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import DataError
from training.precision import multiplies_bf16
from training.starter.renaming import Renaming
from training.starter.shards import ANSWER_BIT, RECIPES, TOKEN_MASK, VALUE_BIT, read_shard, sample_texts, write_shard
from training.starter.tokenizer import load, train_tokenizer

if TYPE_CHECKING:
    import torch
    from transformers import Qwen3ForCausalLM

TOKENS_PER_SHARD: Final = 1 << 19  # some five seconds of one process
REPEATED_TOGETHER: Final = 8  # shards of a recipe that are read one after the other, and then once more
RUNS: Final = "runs.json"  # beside published weights: the runs they came from, oldest first
PAD_ID: Final = 0
FIRST_WORD_ID: Final = 5  # the ids below are special tokens


@dataclass(frozen=True, slots=True)
class PretrainConfig:
    """The recipe; the same values give the same weights."""

    hidden: int = 256
    layers: int = 6
    heads: int = 6
    kv_heads: int = 2
    head_dim: int = 64
    intermediate: int = 640
    vocab: int = 4096
    steps: int = 5000
    tokens_per_step: int = 4096
    muon_rate: float = 8e-3
    adam_rate: float = 3e-3
    warmup_steps: int = 40
    decay_share: float = 0.2
    repeat_steps: int = 400  # of the first steps a quarter is random tokens that repeat
    repeat_share: float = 0.03  # of the later steps
    middle_from: int = 600  # step at which contexts of several products begin
    long_from: int = 1600  # step at which passages and rows of 1,024 tokens begin
    long_share: float = 0.5  # of the steps from then on
    full_from: int = 1 << 30  # step at which rows of 2,048 tokens begin
    full_share: float = 0.15  # of the steps from then on
    passes: int = 1  # how often each row is read, half of the times with other names
    value_weight: float = 4.0  # of a token that had to be read out of the context, against one of the words around it
    seed: int = 7
    report_every: int = 10
    save_every: int = 100
    watch_every: int = 200  # steps between two looks at how many of `watch_cases` unseen questions are answered right
    watch_cases: int = 100
    compiled: bool = False  # a tenth to a third less CPU time a step, after compiling for each row length


ON_GPU: Final = PretrainConfig(
    hidden=512,
    layers=8,
    heads=8,
    intermediate=960,
    steps=10000,
    tokens_per_step=65536,
    warmup_steps=100,
    decay_share=0.4,
    repeat_steps=120,
    middle_from=200,
    long_from=500,
    full_from=1500,
    passes=2,
    report_every=50,
    save_every=1000,
    watch_every=1000,
    compiled=True,
)  # 19 M parameters: eight minutes of an H100


def continued(config: PretrainConfig, start: Path) -> PretrainConfig:
    """The recipe of a run that starts from weights which already read, and of their shape."""
    shape = json.loads((start / "config.json").read_text(encoding="utf-8"))
    return replace(
        config,
        hidden=shape["hidden_size"],
        layers=shape["num_hidden_layers"],
        heads=shape["num_attention_heads"],
        kv_heads=shape["num_key_value_heads"],
        intermediate=shape["intermediate_size"],
        vocab=shape["vocab_size"],
        steps=3000,
        muon_rate=config.muon_rate / 8,
        adam_rate=config.adam_rate / 8,
        decay_share=0.5,
        repeat_steps=0,
        repeat_share=0.01,
        middle_from=0,
        long_from=0,
        long_share=0.3,
        full_from=0,
        full_share=0.1,
        seed=config.seed + 1,
    )


def build_model(config: PretrainConfig) -> "Qwen3ForCausalLM":
    """A fresh model of a standard architecture."""
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(config.seed)
    return Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=config.vocab,
            hidden_size=config.hidden,
            intermediate_size=config.intermediate,
            num_hidden_layers=config.layers,
            num_attention_heads=config.heads,
            num_key_value_heads=config.kv_heads,
            head_dim=config.head_dim,
            max_position_embeddings=2048,
            tie_word_embeddings=True,
            use_cache=False,
            bos_token_id=None,
            eos_token_id=1,
            pad_token_id=PAD_ID,
            attn_implementation="sdpa",  # type: ignore[call-arg]
        )
    )


def recipe_of(config: PretrainConfig, step: int) -> str:
    """Which kind of row a step reads."""
    draw = random.Random(f"{config.seed}/{step}").random()
    if draw < (0.25 if step < config.repeat_steps else config.repeat_share):
        return "repeat"
    if step < config.middle_from:
        return "short"
    if step >= config.full_from and draw > 1 - config.full_share:
        return "full"
    return "long" if step >= config.long_from and draw < config.long_share else "middle"


def prepare(
    config: PretrainConfig, folder: Path, start: Path | None = None, processes: int = 0
) -> "list[Future[None]] | None":
    """Tokenizer and shards for `config.steps` steps; what is there already is kept.

    With `processes` the shards are written beside the training, in the order it reads them; the futures are theirs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = folder / "tokenizer.json"
    if not tokenizer.exists() and start is not None:
        shutil.copyfile(start / "tokenizer.json", tokenizer)
    elif not tokenizer.exists():
        train_tokenizer(sample_texts()).save(str(tokenizer))
    wanted = [name for name in shards_in_order(config) if not (folder / f"{name}.npy").exists()]
    write = partial(_write, tokenizer, config.seed, folder)
    if processes == 0:
        for name in wanted:
            write(name)
        return None
    pool = ProcessPoolExecutor(processes)
    return [pool.submit(write, name) for name in wanted]


def shards_in_order(config: PretrainConfig) -> list[str]:
    """The names of the shards in the order in which they are first read: 'middle-00012'."""
    batches = dict.fromkeys(RECIPES, 0)
    found: dict[str, None] = {}
    for step in range(config.steps):
        name = recipe_of(config, step)
        if name in RECIPES:
            found[f"{name}-{place_of(config, name, batches[name])[0]:05}"] = None
            batches[name] += 1
    return list(found)


def place_of(config: PretrainConfig, name: str, batch: int) -> tuple[int, int]:
    """Shard and first row of a recipe's batch: groups of shards are read `passes` times over."""
    size, in_shard = config.tokens_per_step // RECIPES[name].length, TOKENS_PER_SHARD // RECIPES[name].length
    turn, row = divmod(batch * size, in_shard)
    group, within = divmod(turn, REPEATED_TOGETHER * config.passes)
    return group * REPEATED_TOGETHER + within % REPEATED_TOGETHER, row


def _write(tokenizer: Path, seed: int, folder: Path, name: str) -> None:
    recipe, _, number = name.partition("-")
    num_rows = TOKENS_PER_SHARD // RECIPES[recipe].length
    write_shard(tokenizer, RECIPES[recipe], f"train/{seed}/{number}", num_rows, folder / f"{name}.npy")


def rate_at(config: PretrainConfig, step: int) -> float:
    """Share of the peak rate: up, level, and down linearly at the end."""
    falling = config.steps * config.decay_share
    return min(1.0, (step + 1) / config.warmup_steps, max(0.0, (config.steps - step) / falling))


class Reader:
    """Batches by step: `batch(step)` gives tokens (B, T) and how much each weighs in the loss, 0 for context."""

    def __init__(
        self,
        config: PretrainConfig,
        folder: Path,
        device: "torch.device | str" = "cpu",
        being_written: "Sequence[Future[None]] | None" = None,
    ) -> None:
        self.config, self.folder, self.device, self.being_written = config, folder, device, being_written
        self.read = dict.fromkeys(RECIPES, 0)  # batches read so far, by recipe
        self._open: dict[str, tuple[int, Any]] = {}
        self._renaming = Renaming(load(folder / "tokenizer.json"))

    def batch(self, step: int) -> "tuple[torch.Tensor, torch.Tensor]":
        import torch

        recipe = recipe_of(self.config, step)
        if recipe == "repeat":
            return self._repeats(step)
        size = self.config.tokens_per_step // RECIPES[recipe].length
        shard, place = place_of(self.config, recipe, self.read[recipe])
        self.read[recipe] += 1
        if self._open.get(recipe, (-1,))[0] != shard:
            self._open[recipe] = shard, read_shard(self._written(self.folder / f"{recipe}-{shard:05}.npy"))
        rows = torch.from_numpy(self._open[recipe][1][place : place + size].astype("int32"))
        table = rows.to(self.device, non_blocking=True).long()
        source = torch.Generator(self.device).manual_seed(self.config.seed * 1_000_003 + step)
        weights = (table >= ANSWER_BIT) + (self.config.value_weight - 1) * (table & VALUE_BIT > 0)
        return self._renaming.apply(table & TOKEN_MASK, source), weights

    def _written(self, path: Path) -> Path:
        """The shard, waited for where it is being written."""
        while not path.exists() and self.being_written is not None:
            for future in self.being_written:
                if future.done():
                    future.result()  # what went wrong there is raised here
            time.sleep(0.05)
        return path

    def _repeats(self, step: int) -> "tuple[torch.Tensor, torch.Tensor]":
        """Random tokens that repeat with a period of their own; loss from the second time on."""
        import torch

        length = RECIPES["short" if step < self.config.middle_from else "middle"].length
        size = self.config.tokens_per_step // length
        source = torch.Generator().manual_seed(self.config.seed * 1_000_003 + step)
        alphabet = torch.randint(FIRST_WORD_ID, self.config.vocab, (size, 48), generator=source)
        letters = torch.randint(0, 48, (size, length), generator=source)
        periods = torch.randint(6, 80, (size, 1), generator=source)
        places = torch.arange(length)[None]
        tokens = alphabet.gather(1, letters).gather(1, places % periods)
        return tokens.to(self.device), (places > periods).float().to(self.device)


def pretrain(
    config: PretrainConfig,
    folder: Path,
    stop_after: int | None = None,
    start: Path | None = None,
    being_written: "Sequence[Future[None]] | None" = None,
) -> Path:
    """Train to `config.steps`, from the newest checkpoint if there is one; gives the checkpoint's path.

    A first step is taken from the weights in `start` where that is given; what they were trained on stays on record.
    """
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = build_model(config)
    model.to(torch.device(device))  # type: ignore[arg-type]
    optimizers = _optimizers(config, model)
    reader, path, step, seconds = Reader(config, folder, device, being_written), folder / "checkpoint.pt", 0, 0.0
    before: list[dict[str, Any]] = []
    if path.exists():
        state = torch.load(path, weights_only=True)
        before = state["before"]
        model.load_state_dict(state["model"])
        for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        reader.read, step, seconds = state["read"], state["step"], state["seconds"]
    elif start is not None:
        before = take(start, model)
    if config.compiled:
        for layer in model.model.layers:  # one by one: what is compiled for the first serves all
            layer.compile(dynamic=False)
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        losses: list[torch.Tensor] = []
        while step < config.steps and step != stop_after:
            started = time.monotonic()
            losses.append(_train_step(config, model, optimizers, reader, step))
            step, seconds = step + 1, seconds + time.monotonic() - started
            if step % config.report_every == 0 or step == config.steps:
                _report(log, config, step, seconds, [float(loss) for loss in losses], recipe_of(config, step - 1))
                losses = []
            if config.watch_cases and (step % config.watch_every == 0 or step == config.steps):
                _watch(log, config, folder, model, step)
            if step % config.save_every == 0 or step in (config.steps, stop_after):
                state = {"read": reader.read, "step": step, "seconds": seconds, "config": asdict(config)}
                _save(path, model, optimizers, {**state, "before": before, "machine": _machine()})
    return path


def _machine() -> str:
    import torch

    return torch.cuda.get_device_name() if torch.cuda.is_available() else "CPU"


def _optimizers(config: PretrainConfig, model: "Qwen3ForCausalLM") -> "list[torch.optim.Optimizer]":
    """Muon for the matrices of the layers, AdamW for embeddings and norms."""
    import torch

    from training.starter.muon import StackedMuon

    matrices = [weight for weight in model.model.layers.parameters() if weight.ndim == 2]
    others = [weight for name, weight in model.named_parameters() if weight.ndim != 2 or "embed" in name]
    return [
        StackedMuon(matrices, lr=config.muon_rate, weight_decay=0.05),
        torch.optim.AdamW(others, lr=config.adam_rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True),
    ]


def _train_step(
    config: PretrainConfig,
    model: "Qwen3ForCausalLM",
    optimizers: "list[torch.optim.Optimizer]",
    reader: Reader,
    step: int,
) -> "torch.Tensor":
    import torch

    device = model.device
    tokens, weights = reader.batch(step)
    for optimizer, peak in zip(optimizers, (config.muon_rate, config.adam_rate), strict=True):
        optimizer.param_groups[0]["lr"] = peak * rate_at(config, step)
    with torch.autocast(device.type, torch.bfloat16, enabled=multiplies_bf16(device.type)):
        hidden = model.model(input_ids=tokens, use_cache=False).last_hidden_state
        wanted = weights[:, 1:] > 0
        logits = model.lm_head(hidden[:, :-1][wanted])
    losses = torch.nn.functional.cross_entropy(logits.float(), tokens[:, 1:][wanted], reduction="none")
    share = weights[:, 1:][wanted]
    loss = (losses * share).sum() / share.sum()
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for optimizer in optimizers:
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return loss.detach()


def take(start: Path, model: "Qwen3ForCausalLM") -> list[dict[str, Any]]:
    """Copy published weights into the model; gives the runs they came from."""
    from safetensors import safe_open

    with safe_open(start / "model.safetensors", "pt") as tensors:
        given = {name: tensors.get_tensor(name) for name in tensors.keys()}  # noqa: SIM118 (an open file, no dict)
    missing, unknown = model.load_state_dict(given, strict=False)
    if unknown or set(missing) - {"lm_head.weight"}:
        raise DataError(f"{start}: weights of another shape of model ({[*unknown, *missing][:3]}); train from scratch")
    runs: list[dict[str, Any]] = json.loads((start / RUNS).read_text(encoding="utf-8"))
    return runs


def _watch(log: Any, config: PretrainConfig, folder: Path, model: "Qwen3ForCausalLM", step: int) -> None:
    """Write down how many unseen questions are answered right; none of them is a case of the evaluation."""
    import torch

    from training.starter.evaluate import cases, greedy, is_right
    from training.starter.tokenizer import as_pretrained

    asked = cases(config.watch_cases, "watch")
    with torch.compiler.set_stance("force_eager"):  # answers grow token by token: nothing to compile for
        tokenizer = as_pretrained(load(folder / "tokenizer.json"))
        said = greedy(model, tokenizer, [case.messages for case in asked], batch=len(asked))
    right = sum(is_right(case, text) for case, text in zip(asked, said, strict=True))
    log.write(json.dumps({"step": step, "right": right, "asked": len(asked)}) + "\n")
    sys.stderr.write(f"step {step}/{config.steps}  {right} of {len(asked)} unseen questions right\n")


def _report(log: Any, config: PretrainConfig, step: int, seconds: float, losses: list[float], recipe: str) -> None:
    mean = math.fsum(losses) / len(losses)
    row = {
        "step": step,
        "loss": round(mean, 4),
        "recipe": recipe,
        "seconds": round(seconds, 1),
        "time": round(time.time()),
    }
    log.write(json.dumps(row) + "\n")
    log.flush()
    speed = step * config.tokens_per_step / seconds
    left = (config.steps - step) * seconds / step / 60
    where = f"step {step}/{config.steps}  loss {mean:.3f} ({losses[-1]:.3f} {recipe})"
    sys.stderr.write(f"{where}  {speed:,.0f} tokens/s  {left:.0f} min left\n")


def _save(
    path: Path, model: "Qwen3ForCausalLM", optimizers: "list[torch.optim.Optimizer]", state: dict[str, Any]
) -> None:
    import torch

    part = path.with_suffix(".part")
    torch.save({**state, "model": model.state_dict(), "optimizers": [o.state_dict() for o in optimizers]}, part)
    part.replace(path)
