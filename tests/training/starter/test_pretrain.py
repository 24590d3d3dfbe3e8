"""A run that is stopped and goes on ends where an unbroken one does."""

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from assistant.errors import DataError
from training.starter import pretrain
from training.starter.pretrain import PretrainConfig, place_of, prepare, rate_at, recipe_of, shards_in_order
from training.starter.publish import publish
from training.starter.shards import RECIPES, sample_texts, write_shard
from training.starter.tokenizer import train_tokenizer

MICRO = PretrainConfig(
    hidden=32, layers=2, heads=2, kv_heads=1, head_dim=16, intermediate=48, steps=20, tokens_per_step=1024,
    warmup_steps=3, repeat_steps=6, middle_from=10, long_from=15, watch_every=10, watch_cases=2, save_every=7,
)  # fmt: skip


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    texts = sample_texts()
    train_tokenizer([next(texts) for _ in range(1000)]).save(str(folder / "tokenizer.json"))
    for recipe in RECIPES.values():
        write_shard(folder / "tokenizer.json", recipe, "test", 64, folder / f"{recipe.name}-00000.npy")
    return folder


def run(shards: Path, folder: Path, stops: tuple[int | None, ...]) -> dict[str, torch.Tensor]:
    folder.mkdir()
    for path in shards.iterdir():
        (folder / path.name).symlink_to(path)
    for stop in stops:
        checkpoint = pretrain.pretrain(MICRO, folder, stop_after=stop)
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


def test_a_row_is_read_as_often_as_there_are_passes_and_every_shard_is_announced() -> None:
    config = replace(PretrainConfig(), steps=4000, tokens_per_step=1 << 17, passes=2, full_from=2000)
    places = [place_of(config, "middle", batch) for batch in range(160)]
    assert all(places.count(place) == 2 for place in places[:64])
    announced = shards_in_order(config)
    assert len(announced) == len(set(announced))
    assert {name.partition("-")[0] for name in announced} == set(RECIPES)


def test_shards_written_beside_the_training_are_waited_for(shards: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "tokenizer.json").symlink_to(shards / "tokenizer.json")
    config = replace(MICRO, steps=2, repeat_steps=0, repeat_share=0.0, watch_cases=0)
    being_written = prepare(config, folder, processes=1)
    assert being_written is not None
    pretrain.pretrain(config, folder, being_written=being_written)
    assert [path.name for path in folder.glob("*.npy")] == ["short-00000.npy"]


def test_a_process_that_fails_to_write_ends_the_training(shards: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "tokenizer.json").symlink_to(shards / "tokenizer.json")
    failed: Future[None] = Future()
    failed.set_exception(OSError("No space left on device"))
    with pytest.raises(OSError, match="No space left"):
        pretrain.pretrain(replace(MICRO, repeat_steps=0, repeat_share=0.0), folder, being_written=[failed])


def test_a_further_run_starts_from_published_weights_and_remembers_the_first(shards: Path, tmp_path: Path) -> None:
    first = run(shards, tmp_path / "first", (None,))
    weights = publish(tmp_path / "first", tmp_path / "weights")
    (tmp_path / "second").mkdir()
    for path in shards.iterdir():
        (tmp_path / "second" / path.name).symlink_to(path)
    checkpoint = pretrain.pretrain(MICRO, tmp_path / "second", stop_after=0, start=weights)
    assert not checkpoint.exists(), "nothing was trained"
    checkpoint = pretrain.pretrain(MICRO, tmp_path / "second", stop_after=1, start=weights)
    state = torch.load(checkpoint, weights_only=True)
    name = "model.layers.0.mlp.up_proj.weight"
    assert torch.dist(state["model"][name], first[name].bfloat16().float()) < 0.5 * torch.linalg.norm(first[name])
    assert [run["steps"] for run in state["before"]] == [MICRO.steps]
    assert state["before"][0]["watched"][-1][2] == MICRO.watch_cases


def test_weights_of_another_shape_are_refused(shards: Path, tmp_path: Path) -> None:
    run(shards, tmp_path / "first", (10,))
    weights = publish(tmp_path / "first", tmp_path / "weights")
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "tokenizer.json").symlink_to(shards / "tokenizer.json")
    with pytest.raises(DataError, match="another shape"):
        pretrain.pretrain(replace(MICRO, layers=3), tmp_path / "second", start=weights)
