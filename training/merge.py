"""Base and adapter in one model, proved to answer alike before anybody may serve it.

Merged in fp32 and then cast: adding a small update to weights in bf16 would round most of it away.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch.nn import functional

from assistant import artifacts
from assistant.errors import TrainingError
from training.base_model import BaseModel, renamed_in_transformers, stop_ids

# Mean KL divergence in nats per token. The merge in fp32 is the same function up to the order of additions; the cast
# rounds every weight to 8 bits of mantissa, which moves a small model's logits visibly.
MAX_KL_MERGED: Final = 1e-4
MAX_KL_CAST: Final = 2e-2
MIN_SAME_AFTER_CAST: Final = 0.97  # share of greedy tokens
ANSWER_TOKENS: Final = 24


@dataclass(frozen=True, slots=True)
class Proof:
    """How far the merged model is from base + adapter on real prompts."""

    prompts: int
    kl_merged: float
    kl_saved: float
    same_tokens: float  # share of greedy tokens that the saved model answers alike


def merge(base: BaseModel, adapter: Path, prompts: Sequence[Sequence[int]], folder: Path) -> Proof:
    """Write the merged model, tokenizer, chat template and generation config into `folder`, and prove it.

    `prompts` are token ids as they are served. Raises TrainingError when the merged model answers otherwise.
    """
    from peft import PeftModel

    original = base.model(torch.float32)
    stored = _stored_dtype(base)
    with renamed_in_transformers():
        tuned = PeftModel.from_pretrained(original, adapter).eval()
    stops = stop_ids(base)
    expected = [_answer(tuned, prompt, stops) for prompt in prompts]
    wanted = [_log_probabilities(tuned, tokens) for tokens in expected]
    merged: Any = tuned.merge_and_unload()
    kl_merged = _mean_kl(wanted, [_log_probabilities(merged, tokens) for tokens in expected])
    _refuse(
        kl_merged > MAX_KL_MERGED, f"merged in fp32, KL {kl_merged:.2e} nats per token, at most {MAX_KL_MERGED:.0e}"
    )
    merged.to(stored).save_pretrained(folder, safe_serialization=True)
    base.tokenizer().save_pretrained(folder)
    del merged, tuned, original
    return _prove_saved(folder, expected, wanted, prompts, kl_merged)


def write_proof(folder: Path, proof: Proof) -> None:
    artifacts.write_json(folder / "merge.json", asdict(proof))


def _prove_saved(
    folder: Path, expected: list[list[int]], wanted: list[torch.Tensor], prompts: Sequence[Sequence[int]], kl: float
) -> Proof:
    """The model as anyone would load it, against what base and adapter said."""
    loaded = BaseModel("merged", str(folder), "")
    saved, stops = loaded.model(torch.float32).eval(), stop_ids(loaded)
    kl_saved = _mean_kl(wanted, [_log_probabilities(saved, tokens) for tokens in expected])
    same = total = 0
    for prompt, tokens in zip(prompts, expected, strict=True):
        answered = _answer(saved, prompt, stops)[len(prompt) :]
        total += max(len(answered), len(tokens) - len(prompt))
        same += sum(a == b for a, b in zip(answered, tokens[len(prompt) :], strict=False))
    proof = Proof(len(prompts), kl, kl_saved, same / max(total, 1))
    _refuse(kl_saved > MAX_KL_CAST, f"saved, KL {kl_saved:.2e} nats per token, at most {MAX_KL_CAST:.0e}")
    same_text = f"saved, {proof.same_tokens:.1%} of its greedy tokens are as before, at least {MIN_SAME_AFTER_CAST:.0%}"
    _refuse(proof.same_tokens < MIN_SAME_AFTER_CAST, same_text)
    return proof


@torch.inference_mode()
def _answer(model: Any, prompt: Sequence[int], stops: frozenset[int]) -> list[int]:
    """Prompt and greedy answer, token by token: generation settings of the base have no say in a proof."""
    tokens, unread, cache = list(prompt), list(prompt), None
    for _ in range(ANSWER_TOKENS):
        out = model(input_ids=torch.tensor([unread]), past_key_values=cache, use_cache=True, logits_to_keep=1)
        cache, unread = out.past_key_values, [int(out.logits[0, -1].argmax())]
        tokens += unread
        if tokens[-1] in stops:
            break
    return tokens


@torch.inference_mode()
def _log_probabilities(model: Any, tokens: Sequence[int]) -> torch.Tensor:
    """(T, V) in fp32."""
    logits = model(input_ids=torch.tensor([list(tokens)]), use_cache=False).logits[0]
    return functional.log_softmax(logits.float(), dim=-1)


def _mean_kl(wanted: Sequence[torch.Tensor], found: Sequence[torch.Tensor]) -> float:
    """KL(base + adapter || merged), the mean over all tokens of all prompts."""
    pairs = list(zip(wanted, found, strict=True))
    each = [functional.kl_div(q, p, log_target=True, reduction="none").sum(-1) for p, q in pairs]
    return float(torch.cat(each).mean())


def _stored_dtype(base: BaseModel) -> torch.dtype:
    """What the base's own files hold; fp32 weights stay fp32 only where the base is published so."""
    from transformers import AutoConfig

    named = getattr(AutoConfig.from_pretrained(base.source), "dtype", None)
    return named if isinstance(named, torch.dtype) else torch.bfloat16


def _refuse(differs: bool, how: str) -> None:
    if differs:
        raise TrainingError(f"merge: {how}; nothing was registered; lower learning_rate or lora_alpha and train again")
