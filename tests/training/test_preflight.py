"""Each kind of damage stops a run before it starts, naming the row."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.errors import DataError, TrainingError
from assistant.prompt import answer, render
from training.config import SftSection
from training.preflight import Preflight, Row, Shape, check, histogram, needed_bytes, read_rows

SETTINGS = SftSection(max_length=300)


def row(number: int, said: str = "It weighs 1.9 kg.", fact: str = "tarn-2/weight", split: str = "train") -> Row:
    messages = (*render("Osterfell", None, [], f"How heavy is number {number}?"), answer(said))
    return Row(f"row-{number}", "grounded", messages, (fact,), split)


def checked(tokenizer: Any, *rows: Row, settings: SftSection = SETTINGS) -> Preflight:
    stops = frozenset([tokenizer.convert_tokens_to_ids("<|im_end|>")])
    return check(rows, tokenizer, stops, settings)


def test_sound_rows_pass_and_are_counted(tokenizer: Any) -> None:
    found = checked(tokenizer, row(1), row(2, split="dev"), row(3, fact="tarn-9/weight", split="test"))
    assert (len(found.train), len(found.dev), found.num_dropped) == (1, 1, 0)
    assert found.num_tokens == len(found.train[0].input_ids) > found.num_learned == len("It weighs 1.9 kg.") + 1


def test_a_base_without_chat_template_is_refused(tokenizer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizer, "chat_template", None)
    with pytest.raises(TrainingError, match="has no chat template; use the -Instruct"):
        checked(tokenizer, row(1))


def test_an_answer_without_end_of_turn_is_refused(tokenizer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizer, "chat_template", tokenizer.chat_template.replace("<|im_end|>", ""))
    with pytest.raises(TrainingError, match="row row-1: an answer does not end with an end-of-turn token"):
        checked(tokenizer, row(1))


def test_a_row_with_nothing_to_learn_is_refused(tokenizer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = tokenizer.chat_template.replace(
        "{% for m in messages %}", "{% for m in messages if m['role'] != 'assistant' %}"
    )
    monkeypatch.setattr(tokenizer, "chat_template", silent.replace("<|im_start|>assistant\n", ""))
    with pytest.raises(TrainingError, match="row row-1: no token to learn"):
        checked(tokenizer, row(1))


def test_over_length_says_how_many_and_what_would_keep_all(tokenizer: Any) -> None:
    rows = (row(1), row(2, said="long " * 80))
    with pytest.raises(TrainingError, match=r"row-2: 1 of 2 rows .*≤128: 1, ≤512: 1.*set max_length = (\d+)") as error:
        checked(tokenizer, *rows)
    needed = int(str(error.value).rpartition("max_length = ")[2].split()[0])
    assert len(checked(tokenizer, *rows, settings=replace(SETTINGS, max_length=needed)).train) == 2
    with pytest.raises(TrainingError):
        checked(tokenizer, *rows, settings=replace(SETTINGS, max_length=needed - 1))


def test_over_length_rows_are_dropped_whole_and_counted_when_asked(tokenizer: Any) -> None:
    found = checked(tokenizer, row(1), row(2, said="long " * 80), settings=replace(SETTINGS, on_overlength="drop"))
    assert (len(found.train), found.num_dropped) == (1, 1)


def test_two_start_tokens_are_refused(tokenizer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizer, "chat_template", "<|pad|><|pad|>" + tokenizer.chat_template)
    monkeypatch.setitem(tokenizer._special_tokens_map, "bos_token", "<|pad|>")
    with pytest.raises(TrainingError, match="row row-1: starts with two start tokens"):
        checked(tokenizer, row(1))


def test_a_duplicate_is_refused(tokenizer: Any) -> None:
    with pytest.raises(DataError, match="row row-2: a duplicate of row row-1"):
        checked(tokenizer, row(1), replace(row(1), id="row-2"))


def test_a_tested_fact_may_not_be_trained(tokenizer: Any) -> None:
    with pytest.raises(DataError, match="row row-1: states tarn-2/weight, a fact of the test side"):
        checked(tokenizer, row(1), row(2, split="test"))


def test_a_held_out_question_may_not_be_trained_in_another_row(tokenizer: Any) -> None:
    longer = row(1)
    first = row(1).messages
    longer = replace(longer, messages=(*first, {"role": "user", "content": "And now?"}, answer("Still.")))
    with pytest.raises(DataError, match=r"row row-9: 'How heavy is number 1\?' is also trained, in row row-1"):
        checked(tokenizer, longer, replace(row(1, split="dev"), id="row-9"))


@pytest.mark.parametrize(
    "line", [{"id": "a"}, "text", {"id": "a", "kind": "b", "messages": [], "facts": [], "split": "x"}]
)
def test_a_line_that_is_no_row_is_named(line: Any) -> None:
    with pytest.raises(DataError, match=r"rows\.jsonl:1: "):
        read_rows([line], "rows.jsonl")


def test_the_histogram_counts_every_row() -> None:
    assert histogram([3, 64, 65, 40000]) == "≤64: 2, ≤128: 1, ≤40000: 1"


def test_the_memory_estimate_of_an_8b_model_fits_one_large_gpu() -> None:
    shape = Shape(8_030_000_000, 43_600_000, 4096, 36, 151_936)
    assert 30e9 < needed_bytes(shape, SftSection()) < 80e9
