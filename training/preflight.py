"""What would spoil a run, found before it starts: each check stops with the row's id and what to do.

    no chat template · a row with nothing to learn · an answer without end of turn · over-length · two start tokens ·
    a prompt served otherwise than trained · duplicates · a fact or a text on both sides of a split

Warnings in a log are read after the money is spent, so there are none here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from assistant import artifacts
from assistant.errors import DataError, TrainingError
from assistant.prompt import ASSISTANT, Message
from training.config import SftSection
from training.render import IGNORE, Example, Tokenizer, render

SPLITS: Final = ("train", "dev", "test")
_AGAIN: Final = "run `truebrand dataset` again"
_BINS: Final = (64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384)


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation of the dataset, as its file holds it."""

    id: str
    kind: str
    messages: tuple[Message, ...]
    facts: tuple[str, ...]  # ids of the facts its answers state
    split: str  # train; dev: held-out phrasings of trained facts; test: facts never trained


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a model, as far as memory depends on it."""

    num_parameters: int
    num_trainable: int
    hidden: int
    layers: int
    vocabulary: int


@dataclass(frozen=True, slots=True)
class Preflight:
    """What the checks found: the examples of the rows that may be trained on, and how large they are."""

    train: tuple[Example, ...]
    dev: tuple[Example, ...]
    num_dropped: int  # over-length rows, only where the settings say "drop"
    num_tokens: int
    num_learned: int
    longest: int
    template_sha256: str


def check(rows: Sequence[Row], tokenizer: Tokenizer, stop_ids: frozenset[int], settings: SftSection) -> Preflight:
    """The examples to train on. Raises TrainingError or DataError at the first kind of damage found."""
    template = template_text(tokenizer)
    _no_duplicates(rows)
    _no_leakage(rows)
    examples = [(row, _rendered(row, tokenizer, stop_ids)) for row in rows if row.split != "test"]
    kept = _within_length(examples, settings)
    sides = {split: tuple(e for row, e in kept if row.split == split) for split in SPLITS}
    if not sides["train"]:
        raise TrainingError("dataset: no row to train on; run `truebrand dataset` again")
    return Preflight(
        sides["train"],
        sides["dev"],
        len(examples) - len(kept),
        sum(len(e.input_ids) for e in sides["train"]),
        sum(e.num_learned for e in sides["train"]),
        max(len(e.input_ids) for _, e in kept),
        artifacts.sha256(template),
    )


def template_text(tokenizer: Tokenizer) -> str:
    """The chat template. Raises TrainingError for a base without one: its turn markers were never trained."""
    template = tokenizer.chat_template
    if not template:
        name = getattr(tokenizer, "name_or_path", "this base")
        raise TrainingError(f"{name}: has no chat template; use the -Instruct or -Chat form of the model")
    return template if isinstance(template, str) else str(sorted(template.items()))


def read_rows(lines: Iterable[Any], place: str) -> list[Row]:
    """Parsed rows. Raises DataError naming the line and what a row must hold."""
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            row = Row(line["id"], line["kind"], tuple(line["messages"]), tuple(line["facts"]), line["split"])
            roles = [turn["role"] for turn in row.messages]
        except (KeyError, TypeError) as error:
            raise DataError(
                f"{place}:{number}: not a dataset row ({error}); expected id, kind, messages, facts, split"
            ) from error
        if row.split not in SPLITS or not roles or roles[-1] != ASSISTANT:
            raise DataError(f"{place}:{number}: a row ends with an answer and its split is one of {', '.join(SPLITS)}")
        found.append(row)
    return found


def histogram(lengths: Sequence[int]) -> str:
    """How many rows are of which length: '≤64: 3, ≤128: 40'."""
    counts: dict[int, int] = {}
    for length in lengths:
        edge = next((edge for edge in _BINS if length <= edge), length)
        counts[edge] = counts.get(edge, 0) + 1
    return ", ".join(f"≤{edge}: {count}" for edge, count in sorted(counts.items()))


def needed_bytes(shape: Shape, settings: SftSection) -> int:
    """Memory of a run, estimated: weights in bf16, adapter in fp32 with AdamW, activations and the learned logits.

    Per token and layer about 34 hidden-sized values of 2 bytes are kept for the backward pass (Korthikanti et al.,
    2022, arXiv:2205.05198, section 4.1, without the attention matrix); a third of the tokens is learned, in fp32 twice.
    """
    tokens = settings.tokens_per_batch
    activations = 34 * shape.hidden * shape.layers * tokens + 8 * shape.vocabulary * tokens // 3
    return 2 * shape.num_parameters + 16 * shape.num_trainable + activations


def _rendered(row: Row, tokenizer: Tokenizer, stop_ids: frozenset[int]) -> Example:
    example = render(row.messages, tokenizer, stop_ids, place=f"row {row.id}")
    if example.num_learned == 0:
        raise TrainingError(f"row {row.id}: no token to learn, its answers are empty; remove the row")
    ends = [
        token
        for place, token in enumerate(example.labels)
        if token != IGNORE and (place + 1 == len(example.labels) or example.labels[place + 1] == IGNORE)
    ]
    if not all(end in stop_ids for end in ends):
        raise TrainingError(
            f"row {row.id}: an answer does not end with an end-of-turn token, the model would never stop; "
            "check eos_token_id in the base's generation_config.json against its chat template"
        )
    start = getattr(tokenizer, "bos_token_id", None)
    if start is not None and example.input_ids[:2] == (start, start):
        raise TrainingError(f"row {row.id}: starts with two start tokens; remove the one the chat template writes")
    return example


def _within_length(examples: list[tuple[Row, Example]], settings: SftSection) -> list[tuple[Row, Example]]:
    long = [(row, e) for row, e in examples if len(e.input_ids) > settings.max_length]
    if long and settings.on_overlength == "error":
        lengths = [len(e.input_ids) for _, e in examples]
        raise TrainingError(
            f"row {long[0][0].id}: {len(long)} of {len(examples)} rows are longer than max_length "
            f"{settings.max_length} ({histogram(lengths)}); set max_length = {max(lengths)} to keep all, "
            'or on_overlength = "drop"'
        )
    return [(row, e) for row, e in examples if len(e.input_ids) <= settings.max_length]


def _no_duplicates(rows: Sequence[Row]) -> None:
    seen: dict[str, str] = {}
    ids: set[str] = set()
    for row in rows:
        text = _text(row)
        if text in seen or row.id in ids:
            raise DataError(f"row {row.id}: a duplicate of row {seen.get(text, row.id)}; {_AGAIN}")
        seen[text] = row.id
        ids.add(row.id)


def _no_leakage(rows: Sequence[Row]) -> None:
    """No fact of the test side may be stated on another side, no question of dev or test be trained as it is."""
    tested = {fact for row in rows if row.split == "test" for fact in row.facts}
    asked = {pair: row.id for row in rows if row.split == "train" for pair in _pairs(row)}
    for row in rows:
        shared = tested.intersection(row.facts) if row.split != "test" else set()
        if shared:
            raise DataError(f"row {row.id}: states {min(shared)}, a fact of the test side; {_AGAIN}")
        for pair in _pairs(row) if row.split != "train" else ():
            if pair in asked:
                raise DataError(f"row {row.id}: {pair[0]!r} is also trained, in row {asked[pair]}; {_AGAIN}")


def _pairs(row: Row) -> list[tuple[str, str]]:
    """(question, answer) of each turn of a row that states facts."""
    if not row.facts:
        return []
    return [(q["content"], a["content"]) for q, a in pairwise(row.messages) if a["role"] == ASSISTANT]


def _text(row: Row) -> str:
    return "\n".join(f"{turn['role']}: {turn['content']}" for turn in row.messages)
