"""Messages -> token ids and labels, by the one function that preview, preflight and trainer share.

Labels come from prefix differences: what an answer adds to its prompt is learned, and nothing else. That holds for
any chat template, whatever it inserts around a turn, and it trains the end of the turn, so that the model stops.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.errors import TrainingError
from assistant.prompt import ASSISTANT, Message

IGNORE = -100  # torch.nn.CrossEntropyLoss skips this label


class Tokenizer(Protocol):
    """What is needed of a transformers tokenizer."""

    chat_template: Any

    def apply_chat_template(self, conversation: Any, **options: Any) -> Any: ...

    def decode(self, token_ids: Any) -> str: ...


@dataclass(frozen=True, slots=True)
class Example:
    """Two parallel sequences of T tokens."""

    input_ids: tuple[int, ...]
    labels: tuple[int, ...]  # the token itself, or IGNORE where nothing is learned

    @property
    def num_learned(self) -> int:
        return sum(label != IGNORE for label in self.labels)


def render(messages: Sequence[Message], tokenizer: Tokenizer, stop_ids: frozenset[int], place: str = "row") -> Example:
    """The tokens of a conversation, labelled on each answer up to and including its end of turn.

    What a template writes after the end of turn (a line break) is not learned: nothing after a stop is ever generated.

    Raises TrainingError, naming `place`, when a prompt is not a token prefix of what follows it: the model would then
    be trained on other tokens than it is served.
    """
    ids = template_ids(tokenizer, messages, add_generation_prompt=False)
    labels = [IGNORE] * len(ids)
    for turn, message in enumerate(messages):
        if message["role"] != ASSISTANT:
            continue
        prompt = template_ids(tokenizer, messages[:turn], add_generation_prompt=True)
        until = template_ids(tokenizer, messages[: turn + 1], add_generation_prompt=False)
        if ids[: len(prompt)] != prompt:
            raise TrainingError(_not_a_prefix(tokenizer, place, prompt, ids))
        end = _common(until, ids)  # a template may write a line break after a turn only when another follows
        if end < len(until) and end <= len(prompt):
            raise TrainingError(_not_a_prefix(tokenizer, place, until, ids))
        stops = [at for at in range(len(prompt), end) if ids[at] in stop_ids]
        end = stops[-1] + 1 if stops else end
        labels[len(prompt) : end] = ids[len(prompt) : end]
    return Example(tuple(ids), tuple(labels))


def template_ids(tokenizer: Tokenizer, messages: Sequence[Message], add_generation_prompt: bool) -> list[int]:
    """Tokens by the chat template alone: a rendered chat tokenized again would get a second start token."""
    ids = tokenizer.apply_chat_template(
        list(messages), tokenize=True, add_generation_prompt=add_generation_prompt, return_dict=False
    )
    return [int(token) for token in ids]


def preview(example: Example, tokenizer: Tokenizer, paint: Callable[[str, bool], str]) -> str:
    """The text of an example, each run of tokens given to `paint` with whether it is learned."""
    return "".join(paint(tokenizer.decode(list(run)), learned) for run, learned in _runs(example))


def as_rows(examples: Sequence[Example]) -> list[Mapping[str, list[int]]]:
    """The form the trainer's collator takes."""
    return [{"input_ids": list(each.input_ids), "labels": list(each.labels)} for each in examples]


def _runs(example: Example) -> Iterator[tuple[Sequence[int], bool]]:
    start = 0
    for place in range(1, len(example.labels) + 1):
        learned = example.labels[start] != IGNORE
        if place == len(example.labels) or (example.labels[place] != IGNORE) != learned:
            yield example.input_ids[start:place], learned
            start = place


def _common(first: Sequence[int], second: Sequence[int]) -> int:
    shorter = min(len(first), len(second))
    return next((place for place in range(shorter) if first[place] != second[place]), shorter)


def _not_a_prefix(tokenizer: Tokenizer, place: str, prompt: list[int], ids: list[int]) -> str:
    at = _common(prompt, ids)
    served, trained = (tokenizer.decode(run[max(0, at - 3) : at + 5]) for run in (prompt, ids))
    return (
        f"{place}: the chat template renders the prompt as {served!r} when serving but {trained!r} when training; "
        "use a template whose turns do not depend on what follows them"
    )
