"""Muon with the matrices of one shape orthogonalised together.

The arithmetic is that of torch.optim.Muon (Jordan, 2024; its rate adjusted as by Liu et al., 2025, arXiv:2502.16982),
which takes the matrices one by one: on two CPU cores the 42 small matrices of the starter then cost as much as a third
of a step. Stacked by shape they cost a tenth of that (0.97 s against 0.09 s, measured 2026-11-21 beside other work).
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import torch
from torch import Tensor

from training.precision import multiplies_bf16

_COEFFICIENTS: Final = (3.4445, -4.775, 2.0315)  # of the quintic Newton-Schulz step
_ROUNDS: Final = 5
_EPS: Final = 1e-7


class StackedMuon(torch.optim.Optimizer):
    """Momentum whose update is the nearest orthogonal matrix; for matrices only."""

    def __init__(self, matrices: Iterable[Tensor], lr: float, weight_decay: float, momentum: float = 0.95) -> None:
        super().__init__(matrices, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """One update of every matrix that has a gradient."""
        for group in self.param_groups:
            by_shape: dict[torch.Size, list[Tensor]] = defaultdict(list)
            for matrix in group["params"]:
                if matrix.grad is not None:
                    by_shape[matrix.shape].append(matrix)
            for shape, matrices in by_shape.items():
                updates = orthogonal(torch.stack([self._momentum(m, group["momentum"]) for m in matrices]))
                rate = group["lr"] * 0.2 * math.sqrt(max(shape))
                for matrix, update in zip(matrices, updates, strict=True):
                    matrix.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-rate)

    def _momentum(self, matrix: Tensor, momentum: float) -> Tensor:
        """Nesterov's look-ahead of the averaged gradient."""
        assert matrix.grad is not None
        state = self.state[matrix]
        if not state:
            state["momentum_buffer"] = torch.zeros_like(matrix)
        average: Tensor = state["momentum_buffer"]
        average.lerp_(matrix.grad, 1 - momentum)
        return matrix.grad.lerp(average, momentum)


def orthogonal(stack: Tensor) -> Tensor:
    """(N, rows, columns) -> the same, singular values near 1; in bfloat16 where that is quicker."""
    x = stack.bfloat16() if multiplies_bf16(stack.device.type) else stack
    is_tall = x.size(-2) > x.size(-1)
    x = x.mT if is_tall else x
    x = x / x.norm(dim=(-2, -1), keepdim=True).clamp(min=_EPS)
    a, b, c = _COEFFICIENTS
    for _ in range(_ROUNDS):
        gram = x @ x.mT
        x = a * x + (b * gram + c * (gram @ gram)) @ x
    result: Tensor = x.mT if is_tall else x
    return result
