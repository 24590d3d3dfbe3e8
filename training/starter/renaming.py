"""Names exchanged for others, row by row, so that any token can be copied and none is known by heart.

A quarter of the vocabulary never stands in a generated answer (words and pieces of held-out names, rare bytes); with
tied embeddings such tokens are pushed away, and a real brand's words are made of them. So in half of the rows
every token that is not part of a fixed wording is exchanged, consistently, for another one drawn at random: what must
be copied stays where it was, and can only be copied by reading it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from assistant.prompt import NOT_STATED, UNKNOWN_PRODUCT, Context, system_prompt
from training.starter import asking, attributes, frames, manners, passages, phrasings
from training.starter.tokenizer import SPECIAL

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

SHARE: Final = 0.5


class Renaming:
    """Exchanges of tokens that keep the fixed wordings, the digits and the marks."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        import torch

        fixed = {token for text in fixed_wordings() for token in tokenizer.encode(text).ids}
        free: dict[bool, list[int]] = {True: [], False: []}
        for id_ in sorted(set(tokenizer.get_vocab().values()) - fixed):
            text = tokenizer.decode([id_], skip_special_tokens=False)
            if text not in SPECIAL and text.strip().isalpha():  # no marks, no digits, no pieces of characters
                free[text.startswith(" ")].append(id_)
        self.pools = [torch.tensor(ids) for ids in free.values()]
        self.size = tokenizer.get_vocab_size()

    def apply(self, tokens: "torch.Tensor", source: "torch.Generator") -> "torch.Tensor":
        """The rows (B, T) with about half of them renamed; `source` is on the rows' device."""
        import torch

        device, num_rows = tokens.device, len(tokens)
        exchanged = torch.arange(self.size, device=device).repeat(num_rows, 1)
        is_renamed = torch.rand(num_rows, 1, generator=source, device=device) < SHARE
        for ids in self.pools:
            pool = ids.to(device)
            order = torch.rand(num_rows, len(pool), generator=source, device=device).argsort(1)
            exchanged[:, pool] = torch.where(is_renamed, pool[order], pool)
        return exchanged.gather(1, tokens)


def fixed_wordings() -> Iterator[str]:
    """Every wording whose words mean something to question and answer alike."""
    yield system_prompt("", Context())
    yield f" {NOT_STATED}, our sources disagree, please ask {UNKNOWN_PRODUCT} yes no none others or and the same"
    tables = (
        phrasings.FACT, phrasings.LONG, phrasings.NEAR, phrasings.AGAIN, phrasings.TWO, phrasings.FALSE_PREMISE,
        phrasings.TRUE_PREMISE, phrasings.LISTED, phrasings.RANGE, phrasings.COMPARE, phrasings.SUPERLATIVE,
        phrasings.UNDER, phrasings.BUDGET,
    )  # fmt: skip
    yield from (text for table in tables for pair in table for text in pair)
    lists = (
        phrasings.OVERVIEW, phrasings.SWITCHED, phrasings.SWITCH_PRODUCT, phrasings.ABSENT, phrasings.UNKNOWN,
        phrasings.ABSENT_SWITCH, phrasings.SAME_SAYS, frames.fixed(frames.FRAMES), frames.YES_LEADS, frames.NO_LEADS,
        phrasings.UNKNOWN_ASKS,
        phrasings.UNKNOWN_PRODUCT_ONLY, phrasings.WHICH_SAYS, *phrasings.RANGE_SAYS.values(),
    )  # fmt: skip
    yield from (text for rows in lists for text in rows)
    yield from manners.wordings()
    yield from (
        f" {text}" for known in attributes.KNOWN for text in (known.name, *known.asks, *known.says) if known.asks
    )
    yield from (
        f" {word}" for row in attributes.COMPARED for word in (row[0], row[2], row[3], row[4].replace("/", " "))
    )
    yield from (text for rows in passages.TOPICS.values() for text in rows.splitlines())
    yield from (f"{opener} {closer}" for opener in asking.OPENERS for closer in asking.CLOSERS[:1])
    yield from asking.CLOSERS
    yield from asking.WORDINGS
    yield " under highest lowest lower higher in our product which one names"
