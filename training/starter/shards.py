"""Conversations as rows of tokens, written once and read again by every run.

A row holds one conversation, with as many turns as fit. Bit 15 of a token marks it as part of an answer: only those
carry loss (measured by the prototypes: loss on everything learnt nothing in 2 M tokens). Bit 14 marks the value that
had to be read out of the context, which weighs more than the words around it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.prompt import ASSISTANT, SYSTEM, USER
from training.starter import world
from training.starter.conversations import Conversation, conversation
from training.starter.tokenizer import END, PAD, ROLES, load, token_id
from training.starter.turns import Turn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

ANSWER_BIT: Final = 1 << 15
VALUE_BIT: Final = 1 << 14
TOKEN_MASK: Final = VALUE_BIT - 1

_EASY: Final = {
    "fact": 6.0,
    "again": 1.0,
    "absent": 1.0,
    "yes_no": 0.7,
    "two_facts": 0.8,
    "unknown": 0.5,
    "social": 0.15,
}
_WIDE: Final = {
    "fact": 5.0,
    "again": 1.4,
    "absent": 1.7,
    "yes_no": 1.5,
    "two_facts": 1.3,
    "unknown": 1.4,
    "premise": 1.1,
    "listed": 0.7,
    "near": 1.0,
    "range": 1.2,
    "which": 0.7,
    "compare": 1.2,
    "superlative": 1.2,
    "under": 1.5,
    "overview": 0.9,
    "social": 1.2,
    "contextless": 0.03,
}
_WITH_PASSAGES: Final = {**_WIDE, "passage": 3.0}


@dataclass(frozen=True, slots=True)
class Recipe:
    """One kind of row: its length, its contexts and its turns."""

    name: str
    length: int
    size: world.Size
    max_turns: int
    kinds: dict[str, float]


RECIPES: Final = {
    recipe.name: recipe
    for recipe in (
        Recipe("short", 256, world.SHORT, 8, _EASY),
        Recipe("middle", 512, world.MIDDLE, 12, _WIDE),
        Recipe("long", 1024, world.LONG, 16, _WITH_PASSAGES),
        Recipe("full", 2048, world.FULL, 30, _WITH_PASSAGES),
    )
}


def encode(tokenizer: "Tokenizer", talk: Conversation, length: int) -> "list[int] | None":
    """One row of at most `length` tokens, answers marked; None where not even the first turn fits."""
    texts = [talk.system, *(text for turn in talk.turns for text in (turn.question, turn.answer))]
    encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
    pieces = [piece.ids for piece in encoded]
    opens = {role: token_id(tokenizer, token) for role, token in ROLES.items()}
    end = token_id(tokenizer, END)
    row, kept = [opens[SYSTEM], *pieces[0], end], 0
    for turn, question, answer, stated in zip(talk.turns, pieces[1::2], pieces[2::2], encoded[2::2], strict=True):
        if len(row) + len(question) + len(answer) + 4 > length:
            break
        row += [opens[USER], *question, end, opens[ASSISTANT]]
        values = _places(turn)
        row += [
            token | ANSWER_BIT | (VALUE_BIT if any(start < high and low < stop for low, high in values) else 0)
            for token, (start, stop) in zip(answer, stated.offsets, strict=True)
        ]
        row.append(end | ANSWER_BIT)
        kept += 1
    return row if kept else None


def _places(turn: Turn) -> list[tuple[int, int]]:
    """Where the values stand in the answer."""
    found = [(turn.answer.find(part), len(part)) for part in turn.must]
    return [(start, start + length) for start, length in found if start >= 0]


def rows(tokenizer: "Tokenizer", recipe: Recipe, seed: str) -> Iterator[list[int]]:
    """Endless rows of one recipe."""
    pad, number = token_id(tokenizer, PAD), 0
    while True:
        number += 1
        talk = conversation(f"{seed}/{recipe.name}/{number}", recipe.size, recipe.max_turns, recipe.kinds, False)
        row = encode(tokenizer, talk, recipe.length)
        if row is not None:
            yield row + [pad] * (recipe.length - len(row))


def sample_texts() -> Iterator[str]:
    """Text of every recipe, for the tokenizer to be learnt from."""
    for name, count in (("short", 3000), ("middle", 6000), ("long", 6000), ("full", 1000)):
        recipe = RECIPES[name]
        for number in range(count):
            talk = conversation(f"tok/{name}/{number}", recipe.size, recipe.max_turns, recipe.kinds, False)
            yield talk.system
            for turn in talk.turns:
                yield turn.question
                yield turn.answer


def write_shard(tokenizer_path: Path, recipe: Recipe, seed: str, num_rows: int, path: Path) -> None:
    """`num_rows` rows as a .npy file of 16-bit numbers."""
    import numpy as np

    source = rows(load(tokenizer_path), recipe, seed)
    table = np.empty((num_rows, recipe.length), dtype=np.uint16)
    for place in range(num_rows):
        table[place] = next(source)
    part = path.with_suffix(".part.npy")
    np.save(part, table)
    part.rename(path)


def read_shard(path: Path) -> "NDArray[np.uint16]":
    """The rows of a shard, mapped from disk."""
    import numpy as np

    table: NDArray[np.uint16] = np.load(path, mmap_mode="r")
    return table
