"""Greedy that is the same every time: of equal logits the first wins, as in `generate`, where top_k=1 would draw lots.

Two logits are often equal in bfloat16, which has 8 bits for them. On a CPU, steps that are greedy throughout also skip
the sorting that sampling needs; on a GPU nothing may depend on the data, so that CUDA graphs can hold it.
"""

from typing import Any

import torch
from transformers.generation.continuous_batching.cb_logits_processors import (
    ContinuousBatchingTopKLogitsWarper,
    ContinuousBatchingTopPLogitsWarper,
)


def prefer_first(manager: Any) -> None:
    """Let the manager's top-k keep exactly one token where a request asks for one."""
    processors = manager.logit_processor.logits_processor
    for place, processor in enumerate(processors):
        if isinstance(processor, ContinuousBatchingTopKLogitsWarper):
            processors[place] = TopKFirst(processor)
        elif isinstance(processor, ContinuousBatchingTopPLogitsWarper):
            processors[place] = TopPWhole(processor)


class TopKFirst(ContinuousBatchingTopKLogitsWarper):
    """Top-k per request, with rows of k = 1 decided by argmax."""

    def __init__(self, other: ContinuousBatchingTopKLogitsWarper) -> None:
        self.top_k, self.filter_value, self.min_tokens_to_keep = (
            other.top_k,
            other.filter_value,
            other.min_tokens_to_keep,
        )

    def __call__(self, scores: torch.Tensor, tensor_arg: torch.Tensor) -> torch.Tensor:
        is_greedy = tensor_arg[: scores.size(0)] == 1
        first = torch.full_like(scores, self.filter_value).scatter(-1, scores.argmax(-1, keepdim=True), 0.0)
        if scores.device.type == "cpu" and bool(is_greedy.all()):
            return first
        return torch.where(is_greedy.unsqueeze(-1), first, super().__call__(scores, tensor_arg))


class TopPWhole(ContinuousBatchingTopPLogitsWarper):
    """Top-p per request, passed over where every request takes all."""

    def __init__(self, other: ContinuousBatchingTopPLogitsWarper) -> None:
        self.top_p, self.filter_value, self.min_tokens_to_keep = (
            other.top_p,
            other.filter_value,
            other.min_tokens_to_keep,
        )

    def __call__(self, scores: torch.Tensor, tensor_arg: torch.Tensor) -> torch.Tensor:
        top_p = tensor_arg[: scores.size(0)].view(dtype=torch.float32)
        if scores.device.type == "cpu" and bool((top_p >= 1.0).all()):
            return scores
        return super().__call__(scores, tensor_arg)
