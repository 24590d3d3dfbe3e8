import importlib
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest

from assistant.accuracy import wordings
from assistant.accuracy.probes import make
from tests.assistant.accuracy.camp import RETURNS, WASHING, camp

TRAINING = ("training.phrasings", "training.starter.phrasings", "training.starter.frames")


def texts(value: object) -> Iterator[str]:
    """Every text inside a nest of tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for item in value.items() for text in texts(item))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (text for item in fields(value) for text in texts(getattr(value, item.name)))
    elif isinstance(value, tuple | list):
        yield from (text for item in value for text in texts(item))


def form(text: str) -> str:
    """A wording without its slots, case and punctuation."""
    plain = re.sub(r"\{\w*\}", " ", text).casefold()
    return " ".join(re.findall(r"\w+", plain))


def questions() -> set[str]:
    lines = {name: value for name, value in vars(wordings).items() if name.isupper()}
    named = ("VAGUE", "COMPARED", "SELDOM_STATED", "FOREIGN_WORDS", "FOREIGN_MODELS")
    return {text for name, value in lines.items() if name not in named for text in texts(value) if "{" in text}


@pytest.mark.parametrize("module", TRAINING)
def test_no_wording_of_a_probe_is_used_in_training(module: str) -> None:
    trained = {form(text) for text in texts(vars(importlib.import_module(module))) if "{" in text}
    assert len(trained) > 50, "the phrasings were not found"
    shared = {text for text in questions() if len(form(text).split()) > 2 and form(text) in trained}
    assert not shared


def test_every_slot_of_a_wording_is_filled() -> None:
    slots = {name for text in questions() for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    known = {"product", "other", "attribute", "value", "category", "document", "topic", "word"}
    assert slots <= known
    for probe in make(camp(), (RETURNS, WASHING)):
        assert "{" not in probe.question
