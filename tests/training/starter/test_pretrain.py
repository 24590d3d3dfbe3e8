"""A run that is stopped and goes on ends where an unbroken one does."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from training.starter import pretrain
from training.starter.pretrain import PretrainConfig, rate_at, recipe_of
from training.starter.shards import RECIPES, sample_texts, write_shard
from training.starter.tokenizer import train_tokenizer

MICRO = PretrainConfig(
    hidden=32, layers=2, heads=2, kv_heads=1, head_dim=16, intermediate=48, steps=20, tokens_per_step=1024,
    warmup_steps=3, repeat_steps=6, middle_from=10, long_from=15,
)  # fmt: skip


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    texts = sample_texts()
    train_tokenizer([next(texts) for _ in range(1000)]).save(str(folder / "tokenizer.json"))
    for recipe in RECIPES.values():
        write_shard(folder / "tokenizer.json", recipe, "test", 64, folder / f"{recipe.name}-000.npy")
    return folder


def run(shards: Path, folder: Path, stops: tuple[int | None, ...]) -> dict[str, torch.Tensor]:
    folder.mkdir()
    for path in shards.iterdir():
        (folder / path.name).symlink_to(path)
    for stop in stops:
        checkpoint = pretrain.pretrain(MICRO, folder, save_every=7, stop_after=stop)
    state: dict[str, torch.Tensor] = torch.load(checkpoint, weights_only=True)["model"]
    return state


def test_a_stopped_run_resumes_to_the_bit(shards: Path, tmp_path: Path) -> None:
    unbroken = run(shards, tmp_path / "unbroken", (None,))
    resumed = run(shards, tmp_path / "resumed", (8, 13, None))
    assert all(torch.equal(unbroken[name], resumed[name]) for name in unbroken)


def test_the_rate_rises_holds_and_falls() -> None:
    config = replace(MICRO, steps=100, warmup_steps=10)
    assert rate_at(config, 0) == pytest.approx(0.1)
    assert rate_at(config, 50) == 1.0
    assert rate_at(config, 90) == pytest.approx(0.5)


def test_contexts_grow_with_the_steps() -> None:
    config = PretrainConfig()
    seen = [{recipe_of(config, step) for step in range(*span)} for span in ((0, 600), (600, 1600), (1600, 3000))]
    assert seen == [{"repeat", "short"}, {"repeat", "middle"}, {"repeat", "middle", "long"}]
