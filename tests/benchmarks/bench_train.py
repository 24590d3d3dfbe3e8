"""`make bench-train`: LoRA fine-tuning on a CPU, ours against TRL's SFTTrainer defaults, on the same model and rows.

Tokens per CPU-second on one thread, repeats of the two interleaved so that a busy machine hits both alike. Both start
from the same random weights and adapter and see the rows in the same order; their losses must agree and their
gradients must not be zero, or the run is void. Prints a table, then one JSON object.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

SIDES: Final = ("ours", "trl")
ROWS, BATCH, STEPS, SEED = 32, 8, 4, 11
SHAPE: Final = {"hidden": 512, "layers": 8, "vocabulary": 16_384}  # 34 million parameters


def main(repeats: int = 3) -> None:
    """Run each side `repeats` times, each time in a process of its own."""
    runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for number in range(repeats):
        for side in SIDES if number % 2 == 0 else reversed(SIDES):
            runs[side].append(_in_own_process(side))
            sys.stderr.write(f"{number + 1}/{repeats} {side}: {runs[side][-1]['tokens_per_cpu_s']:.0f} tokens/CPU-s\n")
    _require_alike(runs)
    ratios = [a["tokens_per_cpu_s"] / b["tokens_per_cpu_s"] for a, b in zip(runs["ours"], runs["trl"], strict=True)]
    lines = [f"{'':6}{'tokens/CPU-s':>14}{'spread':>18}{'loss':>9}{'grad norm':>11}"]
    for side in SIDES:
        rates = [run["tokens_per_cpu_s"] for run in runs[side]]
        spread = f"{min(rates):.0f} to {max(rates):.0f}"
        last = runs[side][-1]
        lines.append(
            f"{side:6}{statistics.median(rates):>14.0f}{spread:>18}{last['loss']:>9.4f}{last['grad_norm']:>11.3f}"
        )
    lines.append(f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    sys.stdout.write("\n".join(lines) + "\n")
    result = {"ratio": statistics.median(ratios), "ratio_min": min(ratios), "ratio_max": max(ratios), "runs": runs}
    sys.stdout.write(json.dumps(result | {"rows": ROWS, "steps": STEPS, "shape": SHAPE, "threads": 1}) + "\n")


def _in_own_process(side: str) -> dict[str, float]:
    environment = os.environ | {
        "OMP_NUM_THREADS": "1",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }
    command = [sys.executable, "-m", "tests.benchmarks.bench_train", "--side", side]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{side} failed:\n{done.stderr[-3000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _require_alike(runs: dict[str, list[dict[str, float]]]) -> None:
    """The same work was done: equal tokens, equal loss, gradients that are not zero."""
    ours, trl = runs["ours"][0], runs["trl"][0]
    for run in (*runs["ours"], *runs["trl"]):
        if not run["grad_norm"] > 0:
            raise SystemExit(f"void: a gradient norm of {run['grad_norm']}")
    if ours["tokens"] != trl["tokens"] or abs(ours["loss"] - trl["loss"]) > 0.005:
        raise SystemExit(f"void: the sides did not do the same work: {ours} against {trl}")


def _one_side(side: str) -> dict[str, float]:
    import torch
    import transformers

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(1)
    rows = _rows()
    tokens = sum(len(row["input_ids"]) for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        trainer = _ours(rows, Path(folder)) if side == "ours" else _trl(rows, folder)
        trainer.args.logging_steps = 1
        trainer.state.logging_steps = 1
        started = time.process_time()
        trainer.train()
        seconds = time.process_time() - started
    history = trainer.state.log_history
    losses = [entry["loss"] for entry in history if "loss" in entry]
    norms = [entry["grad_norm"] for entry in history if "grad_norm" in entry]
    seen = tokens * STEPS * BATCH / ROWS
    return {
        "tokens": seen,
        "tokens_per_cpu_s": seen / seconds,
        "loss": statistics.mean(losses),
        "grad_norm": float(min(norms)),
    }


def _rows() -> list[dict[str, list[int]]]:
    """Rows of the lengths product conversations have, a third of each learned, always the same."""
    rng = random.Random(SEED)
    found = []
    for _ in range(ROWS):
        length = min(400, max(40, int(rng.lognormvariate(5.0, 0.55))))
        ids = [rng.randrange(SHAPE["vocabulary"]) for _ in range(length)]
        learned = length - length // 3
        found.append({"input_ids": ids, "labels": [-100] * learned + ids[learned:]})
    return found


def _model() -> Any:
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(SEED)
    return Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=SHAPE["vocabulary"],
            hidden_size=SHAPE["hidden"],
            intermediate_size=3 * SHAPE["hidden"],
            num_hidden_layers=SHAPE["layers"],
            num_attention_heads=8,
            num_key_value_heads=4,
            head_dim=64,
            tie_word_embeddings=True,
            use_cache=False,
        )
    )


def _ours(rows: list[dict[str, list[int]]], folder: Path) -> Any:
    """The trainer of the project, with the settings a run on a CPU has."""
    from training.config import LoraSection, SftSection, TrainingConfig
    from training.preflight import Preflight
    from training.render import Example
    from training.sft import attach_lora, lora_trainer, precision

    examples = tuple(Example(tuple(row["input_ids"]), tuple(row["labels"])) for row in rows)
    num_tokens = sum(len(e.input_ids) for e in examples)
    data = Preflight(examples, (), 0, num_tokens, sum(e.num_learned for e in examples), 400, "")
    per_step = num_tokens * BATCH // ROWS
    settings = SftSection(
        learning_rate=2e-5,
        epochs=STEPS * BATCH / ROWS,
        tokens_per_step=per_step,
        tokens_per_batch=per_step // 2 + 1,
        schedule="linear",
        warmup_share=0.0,
        save_steps=1000,
        seed=42,
    )
    config = TrainingConfig(lora=LoraSection(r=16, lora_alpha=32), sft=settings)
    return lora_trainer(attach_lora(_model().to(precision(None)), config), data, config, folder)


def _trl(rows: list[dict[str, list[int]]], folder: str) -> Any:
    """SFTTrainer as it comes, but for what makes the work the same: rows, batch, adapter, and no padding of labels."""
    from datasets import Dataset
    from peft import LoraConfig
    from trl import SFTConfig, SFTTrainer

    from tests.training.conftest import byte_tokenizer

    arguments = SFTConfig(
        output_dir=folder,
        per_device_train_batch_size=BATCH,
        max_steps=STEPS,
        dataset_kwargs={"skip_prepare_dataset": True},
        logging_steps=1,
        save_strategy="no",
        report_to="none",
        use_cpu=True,
        disable_tqdm=True,
        dataloader_pin_memory=False,
    )
    lora = LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
    data = Dataset.from_list(rows)
    return SFTTrainer(_model(), arguments, train_dataset=data, processing_class=byte_tokenizer(), peft_config=lora)


if __name__ == "__main__":
    if "--side" in sys.argv:
        sys.stdout.write(json.dumps(_one_side(sys.argv[-1])) + "\n")
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
