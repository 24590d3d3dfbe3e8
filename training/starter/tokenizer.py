"""The starter's tokenizer: byte-level BPE of 4,096 tokens, digits one by one, and its chat template.

Digits are split one by one so that a number is copied digit for digit and no number is a rare token of its own.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.errors import DataError
from assistant.prompt import ASSISTANT, SYSTEM, USER

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import PreTrainedTokenizerFast

VOCAB_SIZE: Final = 4096
PAD: Final = "<|pad|>"
END: Final = "<|end|>"
ROLES: Final = {role: f"<|{role}|>" for role in (SYSTEM, USER, ASSISTANT)}
SPECIAL: Final = (PAD, END, *ROLES.values())

# One token opens a turn and one closes it; no token stands before the first turn.
CHAT_TEMPLATE: Final = (
    "{%- for message in messages -%}"
    "{{- '<|' + message['role'] + '|>' + message['content'] + '<|end|>' -}}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{- '" + ROLES[ASSISTANT] + "' -}}{%- endif -%}"
)


def train_tokenizer(texts: Iterable[str]) -> "Tokenizer":
    """A tokenizer learnt from generated text."""
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r" ?\d"), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCAB_SIZE,
        special_tokens=list(SPECIAL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        min_frequency=3,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def as_pretrained(tokenizer: "Tokenizer") -> "PreTrainedTokenizerFast":
    """The tokenizer as transformers loads it, with the chat template."""
    from transformers import PreTrainedTokenizerFast

    wrapped: PreTrainedTokenizerFast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        pad_token=PAD,
        eos_token=END,
        additional_special_tokens=list(ROLES.values()),
        clean_up_tokenization_spaces=False,
        model_max_length=2048,
    )
    wrapped.chat_template = CHAT_TEMPLATE
    return wrapped


def load(path: Path) -> "Tokenizer":
    """A tokenizer saved as tokenizer.json."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def token_id(tokenizer: "Tokenizer", token: str) -> int:
    """The id of a token that must exist."""
    found = tokenizer.token_to_id(token)
    if found is None:
        raise DataError(f"the tokenizer has no token {token!r}; remove tokenizer.json and train it again")
    return int(found)
