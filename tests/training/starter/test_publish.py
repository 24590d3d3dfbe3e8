"""Published weights: whole, unchanged, and loadable by anyone."""

import json
import shutil
from pathlib import Path

import pytest

from assistant.errors import DataError
from training.starter.evaluate import WEIGHTS, Evaluation, Judged, cases, greedy
from training.starter.publish import MAX_BYTES, check_hashes, describe, publish


def test_the_shipped_weights_are_those_that_were_published() -> None:
    check_hashes()
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= MAX_BYTES


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    (tmp_path / "weights" / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match=r"config\.json"):
        check_hashes(tmp_path / "weights")


def test_the_weights_load_through_the_auto_classes_and_answer() -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(WEIGHTS)
    tokenizer = AutoTokenizer.from_pretrained(WEIGHTS)
    assert model.config.eos_token_id == tokenizer.eos_token_id
    assert model.config.max_position_embeddings >= 2048
    said = greedy(model, tokenizer, [[{"role": "user", "content": "Hello!"}]], max_new_tokens=8)
    assert isinstance(said[0], str)


def test_the_card_names_licence_and_size() -> None:
    card = (WEIGHTS / "README.md").read_text(encoding="utf-8")
    assert "license: apache-2.0" in card
    assert (WEIGHTS / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("Apache License")
    assert json.loads((WEIGHTS / "config.json").read_text(encoding="utf-8"))["tie_word_embeddings"] is True


def test_figures_are_written_into_the_card_and_its_hash_is_renewed(tmp_path: Path) -> None:
    weights = Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))
    case = cases(1)[0]
    describe(Evaluation([Judged(case, case.turn.answer, True)], 100.0, 900), weights)
    check_hashes(weights)
    written = (weights / "README.md").read_text(encoding="utf-8")
    assert f"| {case.turn.kind} | 1 / 1 = 100.0%" in written
    assert case.turn.question in written


def test_publishing_without_a_checkpoint_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no checkpoint to publish"):
        publish(tmp_path, tmp_path / "weights")
