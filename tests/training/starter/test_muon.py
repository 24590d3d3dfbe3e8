"""The stacked optimizer does what torch's does."""

import torch

from training.starter.muon import StackedMuon, orthogonal


def test_stacked_updates_equal_those_of_torch() -> None:
    torch.manual_seed(0)
    ours = [torch.nn.Parameter(torch.randn(shape) * 0.05) for shape in ((16, 24), (16, 24), (24, 16))]
    theirs = [torch.nn.Parameter(matrix.detach().clone()) for matrix in ours]
    optimizers = (
        StackedMuon(ours, lr=0.01, weight_decay=0.05),
        torch.optim.Muon(theirs, lr=0.01, weight_decay=0.05, adjust_lr_fn="match_rms_adamw"),
    )
    for _ in range(3):
        for mine, other in zip(ours, theirs, strict=True):
            mine.grad = torch.randn_like(mine)
            other.grad = mine.grad.clone()
        for optimizer in optimizers:
            optimizer.step()
    for mine, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(mine, other, atol=2e-3, rtol=0.0)


def test_an_update_is_nearly_orthogonal() -> None:
    values = torch.linalg.svdvals(orthogonal(torch.randn(2, 32, 64)).float())
    assert values.min() > 0.3
    assert values.max() < 1.5
