"""Rows of tokens: answers marked, and the same tokens as the chat template gives."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from assistant.prompt import SYSTEM, USER, Message, answer
from training.starter import world
from training.starter.conversations import MAKERS, conversation
from training.starter.shards import (
    ANSWER_BIT,
    RECIPES,
    TOKEN_MASK,
    VALUE_BIT,
    encode,
    read_shard,
    sample_texts,
    write_shard,
)
from training.starter.tokenizer import as_pretrained, train_tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    texts = sample_texts()
    return train_tokenizer([next(texts) for _ in range(4000)])


def test_a_row_is_what_the_chat_template_gives(tokenizer: Tokenizer) -> None:
    talk = conversation("row", world.MIDDLE, 4, dict.fromkeys(MAKERS, 1.0), False)
    row = encode(tokenizer, talk, 4096)
    assert row is not None
    turns: list[Message] = [{"role": SYSTEM, "content": talk.system}]
    for turn in talk.turns:
        turns += [{"role": USER, "content": turn.question}, answer(turn.answer)]
    plain = [{"role": turn["role"], "content": turn["content"]} for turn in turns]
    expected = as_pretrained(tokenizer).apply_chat_template(plain, return_dict=False)
    assert [token & TOKEN_MASK for token in row] == expected


def test_only_answers_are_marked(tokenizer: Tokenizer) -> None:
    talk = conversation("marks", world.SHORT, 3, {"fact": 1.0}, False)
    row = encode(tokenizer, talk, 4096)
    assert row is not None
    marked = tokenizer.decode([token & TOKEN_MASK for token in row if token >= ANSWER_BIT])
    assert marked == "".join(turn.answer for turn in talk.turns)


def test_the_value_is_marked(tokenizer: Tokenizer) -> None:
    talk = conversation("value", world.SHORT, 1, {"fact": 1.0}, False)
    row = encode(tokenizer, talk, 4096)
    assert row is not None
    marked = tokenizer.decode([token & TOKEN_MASK for token in row if token & VALUE_BIT]).strip()
    assert talk.turns[0].must[0] in marked
    assert len(marked) <= len(talk.turns[0].must[0]) + 3


def test_a_context_without_room_for_a_turn_gives_no_row(tokenizer: Tokenizer) -> None:
    assert encode(tokenizer, conversation("tight", world.LONG, 3, {"fact": 1.0}, False), 40) is None


def test_a_shard_is_the_same_when_written_again(tokenizer: Tokenizer, tmp_path: Path) -> None:
    saved = tmp_path / "tokenizer.json"
    tokenizer.save(str(saved))
    for name in ("one.npy", "two.npy"):
        write_shard(saved, RECIPES["short"], "seed", 5, tmp_path / name)
    assert (read_shard(tmp_path / "one.npy") == read_shard(tmp_path / "two.npy")).all()
    assert read_shard(tmp_path / "one.npy").shape == (5, RECIPES["short"].length)
