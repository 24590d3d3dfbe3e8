"""Greedy that is the same every time: of equal logits the first wins, as in `generate`, where top_k=1 would draw lots.

Two logits are often equal in bfloat16, which has 8 bits for them.
"""

from typing import Any

import torch
from transformers.generation.continuous_batching.cb_logits_processors import ContinuousBatchingTopKLogitsWarper


def prefer_first(manager: Any) -> None:
    """Let the manager's top-k keep exactly one token where a request asks for one."""
    processors = manager.logit_processor.logits_processor
    for place, processor in enumerate(processors):
        if isinstance(processor, ContinuousBatchingTopKLogitsWarper):
            processors[place] = TopKFirst(processor)
            return


class TopKFirst(ContinuousBatchingTopKLogitsWarper):
    """Top-k per request, with rows of k = 1 decided by argmax. No branch on data, so that CUDA graphs can hold it."""

    def __init__(self, other: ContinuousBatchingTopKLogitsWarper) -> None:
        self.top_k, self.filter_value, self.min_tokens_to_keep = (
            other.top_k,
            other.filter_value,
            other.min_tokens_to_keep,
        )

    def __call__(self, scores: torch.Tensor, tensor_arg: torch.Tensor) -> torch.Tensor:
        kept = super().__call__(scores, tensor_arg)
        first = torch.full_like(scores, self.filter_value).scatter(-1, scores.argmax(-1, keepdim=True), 0.0)
        return torch.where((tensor_arg[: scores.size(0)] == 1).unsqueeze(-1), first, kept)
