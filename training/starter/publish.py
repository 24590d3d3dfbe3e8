"""Weights in the form every runtime reads: bf16 safetensors, configuration, tokenizer, card, licence, hashes."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.artifacts import file_sha256, tree_sha256, whole_folder, write_json, write_text
from assistant.errors import DataError, TrainingError
from training.starter.curves import curves
from training.starter.evaluate import BATCH, WEIGHTS, by_kind
from training.starter.pretrain import RUNS, PretrainConfig, build_model, take
from training.starter.tokenizer import END, as_pretrained, load

if TYPE_CHECKING:
    from transformers import PretrainedConfig

    from training.starter.evaluate import Evaluation, Judged

MAX_BYTES: Final = 40_000_000
HASHES: Final = "hashes.json"
NUM_SHOWN: Final = 20
RUN_SHARE: Final = 0.7  # against 0.5 and 1.0 by 300 generated and 150 catalog questions (README.md)


def publish(folder: Path, target: Path = WEIGHTS, start: Path | None = None) -> Path:
    """Write the checkpoint of `folder` to `target`; the old weights stay until the new ones are whole.

    With `start`, the weights the run began with, the two are averaged (Wortsman et al., 2022, arXiv:2203.05482):
    RUN_SHARE of the run's, the rest of those. What either reads better, the average mostly keeps.
    """
    import torch
    from transformers import GenerationConfig

    checkpoint = folder / "checkpoint.pt"
    if not checkpoint.exists():
        raise DataError(f"{checkpoint}: no checkpoint to publish; run python -m training.starter first")
    state = torch.load(checkpoint, weights_only=True)
    config = PretrainConfig(**state["config"])
    model = build_model(config)
    model.load_state_dict(state["model"])
    if start is not None:
        first = build_model(config)
        take(start, first)
        for mine, other in zip(model.parameters(), first.parameters(), strict=True):
            mine.data.lerp_(other.data, 1 - RUN_SHARE)
    tokenizer = as_pretrained(load(folder / "tokenizer.json"))
    end = tokenizer.convert_tokens_to_ids(END)
    model.config.use_cache = True
    model.generation_config = GenerationConfig(  # type: ignore[no-untyped-call]
        eos_token_id=end, pad_token_id=tokenizer.pad_token_id, do_sample=False, max_new_tokens=160, use_cache=True
    )
    runs = [*state["before"], run_of(config, state, folder) | {"share": 1.0 if start is None else RUN_SHARE}]
    with whole_folder(target) as made:
        model.bfloat16().save_pretrained(made)
        tokenizer.save_pretrained(made)
        write_json(made / RUNS, runs)
        write_text(made / "curves.svg", curves(runs))
        write_text(made / "README.md", card(model.config, runs))
        write_text(made / "LICENSE", (Path(__file__).parent / "LICENSE").read_text(encoding="utf-8"))
        write_json(made / HASHES, tree_sha256(made))
        size = sum(path.stat().st_size for path in made.iterdir())
        if size > MAX_BYTES:
            raise TrainingError(
                f"{target}: {size:,} bytes of weights, at most {MAX_BYTES:,} fit; make the model smaller"
            )
        made.chmod(0o755)
        for path in made.iterdir():
            path.chmod(0o644)
    return target


def describe(found: "Evaluation", folder: Path = WEIGHTS) -> None:
    """Write the figures of an evaluation into the card of published weights."""
    from transformers import AutoConfig

    runs = json.loads((folder / RUNS).read_text(encoding="utf-8"))
    write_text(folder / "README.md", card(AutoConfig.from_pretrained(folder), runs, found))
    write_json(folder / HASHES, {name: digest for name, digest in tree_sha256(folder).items() if name != HASHES})


def run_of(config: PretrainConfig, state: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What is remembered of a run: its size, and some forty points of its log."""
    rows = [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    losses = [[row["step"], row["loss"]] for row in rows if row.get("recipe", "repeat") != "repeat"]
    return {
        "steps": state["step"],
        "tokens": state["step"] * config.tokens_per_step,
        "minutes": round(state["seconds"] / 60),
        "machine": state["machine"],
        "made": time.strftime("%Y-%m-%d", time.gmtime(rows[-1].get("time", time.time()))),
        "losses": losses[:: max(1, len(losses) // 40)],
        "watched": [[row["step"], row["right"], row["asked"]] for row in rows if "right" in row],
    }


def check_hashes(folder: Path = WEIGHTS) -> None:
    """Raise DataError when a published file is missing or is not the one that was published."""
    recorded: dict[str, str] = json.loads((folder / HASHES).read_text(encoding="utf-8"))
    for name, digest in recorded.items():
        path = folder / name
        if not path.exists() or file_sha256(path) != digest:
            raise DataError(f"{path}: differs from {HASHES}; restore it or publish again")


def card(config: "PretrainedConfig", runs: "Sequence[dict[str, Any]]", found: "Evaluation | None" = None) -> str:
    """The model card, with the figures of an evaluation where there was one."""
    from transformers import AutoModelForCausalLM

    parameters = sum(weight.numel() for weight in AutoModelForCausalLM.from_config(config).parameters())  # type: ignore[no-untyped-call]
    judged = found.judged if found else []
    rows = [
        f"| {kind} | {right} / {asked} = {interval.share:.1%} ({interval.low:.1%} to {interval.high:.1%}) |"
        for kind, (right, asked, interval) in by_kind(judged).items()
    ]
    return _CARD.format(
        parameters=f"{parameters / 1e6:.1f}",
        average=_AVERAGED if runs[-1].get("share", 1.0) < 1 else "",
        tokens=f"{sum(run['tokens'] for run in runs) / 1e6:.1f}",
        runs="\n".join(
            f"| {run['made']} | {run['steps']} | {run['tokens'] / 1e6:.1f} M | {run['minutes']} | {run['machine']} |"
            for run in runs
        ),
        layers=config.num_hidden_layers,
        hidden=config.hidden_size,
        heads=config.num_attention_heads,
        kv_heads=config.num_key_value_heads,
        figures="\n".join(rows) or "| not measured yet | |",
        speed=_SPEED.format(found.tokens_per_s, BATCH, found.memory_mib) if found else "",
        shown="\n\n".join(map(_shown, judged[:NUM_SHOWN])) or "Not asked yet.",
    )


def _shown(one: "Judged") -> str:
    wanted = "" if one.is_right else f"<br>wanted: {one.case.turn.answer}"
    return f"*{one.case.turn.question}* ({one.case.turn.kind})<br>{one.answer} {'✓' if one.is_right else '✗'}{wanted}"


_AVERAGED: Final = f"""The weights are the average of the last run's ({RUN_SHARE:.0%}) and of those it began with.

"""
_SPEED: Final = """
Decoded on the way, on two CPU cores: {:,.0f} tokens a second in batches of {}, prompts included; {:,} MiB at most.
"""
_CARD: Final = """---
license: apache-2.0
language: en
library_name: transformers
pipeline_tag: text-generation
---
# Starter: a small model that answers from the context it is given

{parameters} M parameters, Qwen3 architecture ({layers} layers, {hidden} wide, {heads} query and {kv_heads} key/value
heads, tied embeddings), byte-level BPE of 4,096 tokens with digits one by one. Trained from scratch on generated
conversations over invented brands: it knows no real product, and little but how to read a line of the context and say
it. Meant as the base of a fine-tuning on one brand; it holds no knowledge of the world.

Trained on {tokens} M tokens (`python -m training.starter`, each further run with `--from`). The training text is
generated by this project; none of it is taken from elsewhere.

{average}| run of | steps | tokens | minutes | machine |
|---|---|---|---|---|
{runs}

![loss and accuracy by tokens read](curves.svg)

## Accuracy
Greedy answers on invented brands with held-out names, attributes and question forms
(`python -m training.starter evaluate`), right / asked and Wilson's 95 % interval:

| kind | right |
|---|---|
{figures}
{speed}
## The first twenty of those questions, unselected
{shown}

## Limits
English only. It copies; it does not calculate, compare or reason. Contexts beyond 2,048 tokens were not trained.
"""
