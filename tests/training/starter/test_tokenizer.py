"""Digits one by one, a template without surprises."""

import re
from typing import TYPE_CHECKING

import pytest

from assistant.prompt import ASSISTANT, Context, Line, Message, answer, render
from training.starter import tokenizer as starter_tokenizer
from training.starter.shards import sample_texts
from training.starter.tokenizer import END, ROLES, as_pretrained, train_tokenizer

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


@pytest.fixture(scope="module")
def tokenizer() -> "PreTrainedTokenizerFast":
    texts = sample_texts()
    return as_pretrained(train_tokenizer([next(texts) for _ in range(4000)]))


def messages() -> list[Message]:
    context = Context((Line("Quista 2 Kettle", "weight", "1,234.5 g"),))
    return [
        *render("Brondell", context, (), "how heavy is it?"),
        answer("The weight of the Quista 2 Kettle is 1,234.5 g."),
    ]


def template(tokenizer: "PreTrainedTokenizerFast", turns: list[Message], open_answer: bool) -> list[int]:
    ids = tokenizer.apply_chat_template(
        [{"role": turn["role"], "content": turn["content"]} for turn in turns],
        add_generation_prompt=open_answer,
        return_dict=False,
    )
    assert isinstance(ids, list)
    return [int(str(token)) for token in ids]


def test_no_token_holds_two_digits(tokenizer: "PreTrainedTokenizerFast") -> None:
    assert not [token for token in tokenizer.get_vocab() if re.search(r"\d\d", token)]
    assert tokenizer.tokenize("2048") == ["2", "0", "4", "8"]


@pytest.mark.parametrize(
    "text", ["The weight is 1,234.5 g.", "Søvik — 30 °C × 2 m²", "\U0001f600 tab\tand\nline", " x"]
)
def test_text_survives_the_round_trip(tokenizer: "PreTrainedTokenizerFast", text: str) -> None:
    assert tokenizer.decode(tokenizer.encode(text)) == text


def test_the_opened_prompt_is_a_token_prefix_of_the_whole_conversation(tokenizer: "PreTrainedTokenizerFast") -> None:
    opened = template(tokenizer, messages()[:-1], True)
    whole = template(tokenizer, messages(), False)
    assert whole[: len(opened)] == opened
    assert whole[-1] == tokenizer.convert_tokens_to_ids(END)


def test_no_token_stands_before_the_first_turn(tokenizer: "PreTrainedTokenizerFast") -> None:
    ids = template(tokenizer, messages(), False)
    assert tokenizer.convert_ids_to_tokens(ids[0]) == ROLES["system"]
    assert tokenizer.bos_token is None
    plain = [{"role": turn["role"], "content": turn["content"]} for turn in messages()]
    assert ids == tokenizer.encode(str(tokenizer.apply_chat_template(plain, tokenize=False)))


def test_the_template_opens_the_turn_of_the_assistant(tokenizer: "PreTrainedTokenizerFast") -> None:
    opened = template(tokenizer, messages()[:-1], True)
    assert tokenizer.convert_ids_to_tokens(opened[-1]) == ROLES[ASSISTANT]


def test_the_vocabulary_is_within_its_size(tokenizer: "PreTrainedTokenizerFast") -> None:
    assert len(tokenizer) <= starter_tokenizer.VOCAB_SIZE
