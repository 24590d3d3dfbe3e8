"""Rows that ask for one token get the first of the best; the others keep what sampling may draw."""

from types import SimpleNamespace
from typing import Any

import pytest
import torch
from transformers.generation.continuous_batching.cb_logits_processors import (
    ContinuousBatchingTopKLogitsWarper,
    ContinuousBatchingTopPLogitsWarper,
)
from transformers.generation.logits_process import TopKLogitsWarper, TopPLogitsWarper

from serving.engine.greedy import prefer_first

SCORES = torch.tensor([[1.0, 3.0, 3.0, 0.0], [2.0, 1.0, 0.5, 2.0]])


@pytest.fixture
def processors() -> list[Any]:
    made = [
        ContinuousBatchingTopKLogitsWarper(TopKLogitsWarper(2)),
        ContinuousBatchingTopPLogitsWarper(TopPLogitsWarper(0.9)),
    ]
    prefer_first(SimpleNamespace(logit_processor=SimpleNamespace(logits_processor=made)))
    return made


def kept(scores: torch.Tensor) -> list[list[int]]:
    return [torch.nonzero(row > -1e9).flatten().tolist() for row in scores]


@pytest.mark.parametrize(
    ("asked", "expected"), [([1, 1], [[1], [0]]), ([1, 2], [[1], [0, 3]]), ([3, 1], [[0, 1, 2], [0]])]
)
def test_one_token_is_the_first_of_the_best(processors: list[Any], asked: list[int], expected: list[list[int]]) -> None:
    assert kept(processors[0](SCORES, torch.tensor(asked, dtype=torch.int32))) == expected


@pytest.mark.parametrize(
    ("asked", "expected"), [([1.0, 1.0], [[0, 1, 2, 3]] * 2), ([0.5, 1.0], [[1, 2], [0, 1, 2, 3]])]
)
def test_all_of_the_mass_is_everything(processors: list[Any], asked: list[float], expected: list[list[int]]) -> None:
    arguments = torch.tensor(asked, dtype=torch.float32).view(torch.int32)
    assert kept(processors[1](SCORES, arguments)) == expected
