"""Renamed rows keep what they teach."""

import pytest
import torch
from tokenizers import Tokenizer

from training.starter.renaming import Renaming
from training.starter.shards import sample_texts
from training.starter.tokenizer import train_tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    texts = sample_texts()
    return train_tokenizer([next(texts) for _ in range(4000)])


def rows(tokenizer: Tokenizer, text: str, count: int) -> torch.Tensor:
    return torch.tensor([tokenizer.encode(text).ids] * count)


def test_a_renamed_row_repeats_where_the_row_repeated(tokenizer: Tokenizer) -> None:
    given = rows(tokenizer, " The lid height of the Brondell Kettle is 12.5 cm. Brondell Kettle: 12.5 cm", 40)
    renamed = Renaming(tokenizer).apply(given, torch.Generator().manual_seed(1))
    same = given[:, :, None] == given[:, None, :]
    assert torch.equal(same, renamed[:, :, None] == renamed[:, None, :])
    assert not torch.equal(given, renamed)


def test_about_half_of_the_rows_are_renamed(tokenizer: Tokenizer) -> None:
    given = rows(tokenizer, " Brondell Quista Kettle of bamboo", 200)
    renamed = Renaming(tokenizer).apply(given, torch.Generator().manual_seed(2))
    assert 70 < int((given != renamed).any(dim=1).sum()) < 130


def test_fixed_wordings_and_digits_stay(tokenizer: Tokenizer) -> None:
    given = rows(tokenizer, " Answer only from what is stated below. 1,234.5 not stated in our catalog", 30)
    assert torch.equal(given, Renaming(tokenizer).apply(given, torch.Generator().manual_seed(3)))


def test_the_same_seed_renames_alike(tokenizer: Tokenizer) -> None:
    given = rows(tokenizer, " Brondell Quista Kettle", 10)
    first, second = (Renaming(tokenizer).apply(given, torch.Generator().manual_seed(4)) for _ in range(2))
    assert torch.equal(first, second)
