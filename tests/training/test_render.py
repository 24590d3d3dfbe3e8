"""Labels are exactly the answers: whatever the template writes around them is not learned."""

from typing import Any

import pytest

from assistant.errors import TrainingError
from assistant.prompt import Message, answer, render
from training.render import IGNORE, preview
from training.render import render as tokens_of

CHAT: list[Message] = [
    *render("Osterfell", None, [], "How heavy is it?"),
    answer("It weighs 1.9 kg."),
    {"role": "user", "content": "And the colour?"},
    answer("It comes in sand."),
]


def stops(tokenizer: Any) -> frozenset[int]:
    return frozenset([tokenizer.convert_tokens_to_ids("<|im_end|>")])


def learned(tokenizer: Any, messages: list[Message]) -> list[str]:
    example = tokens_of(messages, tokenizer, stops(tokenizer))
    shown = preview(example, tokenizer, lambda text, is_learned: f"{text}\x00" if is_learned else "")
    return shown.split("\x00")[:-1]


def test_every_answer_and_its_end_of_turn_are_learned_and_nothing_else(tokenizer: Any) -> None:
    assert learned(tokenizer, CHAT) == ["It weighs 1.9 kg.<|im_end|>", "It comes in sand.<|im_end|>"]


def test_a_label_is_the_token_itself_or_ignored(tokenizer: Any) -> None:
    example = tokens_of(CHAT, tokenizer, stops(tokenizer))
    assert len(example.labels) == len(example.input_ids)
    assert all(label in (token, IGNORE) for token, label in zip(example.input_ids, example.labels, strict=True))


def test_the_preview_shows_the_whole_conversation(tokenizer: Any) -> None:
    example = tokens_of(CHAT, tokenizer, stops(tokenizer))
    assert preview(example, tokenizer, lambda text, _: text) == tokenizer.decode(list(example.input_ids))


def test_what_the_generation_prompt_supplies_is_not_learned(tokenizer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    thinking = tokenizer.chat_template.replace(
        "<|im_start|>assistant\n{% endif %}", "<|im_start|>assistant\n<think></think>{% endif %}"
    ).replace("{{ m['content'] }}", "{% if m['role'] == 'assistant' %}<think></think>{% endif %}{{ m['content'] }}")
    monkeypatch.setattr(tokenizer, "chat_template", thinking)
    assert learned(tokenizer, CHAT)[0] == "It weighs 1.9 kg.<|im_end|>"


def test_a_prompt_that_is_served_otherwise_is_refused_with_the_text(
    tokenizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tokenizer.chat_template.replace("<|im_start|>assistant\n{% endif %}", "<|im_start|>bot\n{% endif %}")
    monkeypatch.setattr(tokenizer, "chat_template", other)
    with pytest.raises(TrainingError, match=r"row 7: the chat template renders .*when serving but .*when training"):
        tokens_of(CHAT, tokenizer, stops(tokenizer), place="row 7")


def test_a_template_that_drops_an_earlier_answer_is_refused(tokenizer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    last_only = tokenizer.chat_template.replace(
        "{{ m['content'] }}", "{{ m['content'] if m['role'] != 'assistant' or loop.last else 'cut' }}"
    )
    monkeypatch.setattr(tokenizer, "chat_template", last_only)
    with pytest.raises(TrainingError, match="when serving"):
        tokens_of(CHAT, tokenizer, stops(tokenizer))
