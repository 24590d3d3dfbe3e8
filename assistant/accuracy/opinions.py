"""A model's opinion on one statement: asked in samples, kept by hash, and worth nothing without a quote.

An opinion counts when every sample says the same and quotes a piece of the evidence word for word. Whatever else comes
back (garbage, silence, samples that differ, words that stand nowhere) leaves the statement undecided, and says why.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant import artifacts
from assistant.errors import AssistantError
from assistant.facts.words import keys
from assistant.prompt import clean

AT_ONCE: Final = 4  # statements under way
MAX_QUOTE: Final = 1_000  # characters
MAX_FAILURES: Final = 5  # in a row; then the rest is not asked
_FEWEST_WORDS: Final = 2  # of a quote: a single word stands in any evidence


class Opinion(BaseModel):
    """One sample: these two fields and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    verdict: Literal["supported", "contradicted", "not_enough"]
    quote: str = Field(max_length=MAX_QUOTE)


class Adviser(Protocol):
    """A model that is asked: a judge behind an address, or an entailment model."""

    @property
    def name(self) -> str:
        """As the report calls it."""

    @property
    def version(self) -> str:
        """What an opinion depends on besides claim and evidence: the model and how it is asked."""

    @property
    def num_samples(self) -> int:
        """How often it must say the same; 1 for a model that cannot say anything else."""

    async def opinion(self, claim: str, evidence: Sequence[str]) -> Opinion:
        """One sample. Raises an AssistantError that says why there is none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the evidence, on one line, and where a person finds it."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What came of a statement, as the report shows it."""

    verdict: Literal["supported", "contradicted", "undecided"]
    reason: str
    quote: str = ""
    source: str = ""


class Opinions:
    """Asks an adviser, a few statements at once, and never the same twice: what it said is kept in `folder`."""

    def __init__(self, adviser: Adviser, folder: Path) -> None:
        self._adviser = adviser
        self._folder = folder
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._num_failures = 0

    async def rule(self, claim: str, evidence: Sequence[Piece]) -> Ruling:
        """On one statement, `claim` and evidence being single lines."""
        if not evidence:
            return Ruling("undecided", "We say nothing that it could be judged by.")
        async with self._slots:
            if self._num_failures >= MAX_FAILURES:
                return Ruling("undecided", f"Not asked: the judge failed {MAX_FAILURES} times in a row.")
            try:
                samples = await self._samples(claim, [piece.text for piece in evidence])
            except AssistantError as error:
                self._num_failures += 1
                return Ruling("undecided", f"The judge gave no opinion: {error}.")
            self._num_failures = 0
        return rule(samples, evidence)

    async def _samples(self, claim: str, evidence: Sequence[str]) -> list[Opinion]:
        key = artifacts.sha256(json.dumps([self._adviser.version, claim, list(evidence)]))
        path = self._folder / f"{key}.json"
        samples = _kept(path)
        if len(samples) != self._adviser.num_samples:
            samples = [await self._adviser.opinion(claim, evidence) for _ in range(self._adviser.num_samples)]
            rows = [sample.model_dump() for sample in samples]
            artifacts.write_json(path, {"by": self._adviser.name, "claim": claim, "samples": rows})
        return samples


def rule(samples: Sequence[Opinion], evidence: Sequence[Piece]) -> Ruling:
    """What samples come to: a verdict only when they agree and each one's quote stands in the evidence."""
    verdicts = list(dict.fromkeys(sample.verdict for sample in samples))
    if len(verdicts) > 1:
        return Ruling("undecided", f"The judge contradicts itself: {' and '.join(verdicts)}.")
    if verdicts[0] == "not_enough":
        return Ruling("undecided", "The judge finds that what we say is not enough to tell.")
    places = [_place(sample.quote, evidence) for sample in samples]
    for sample, place in zip(samples, places, strict=True):
        if place is None:
            return Ruling("undecided", f"The judge quotes what is not in the evidence: {sample.quote[:80]!r}.")
    assert places[0] is not None
    reason = "What we say supports it." if verdicts[0] == "supported" else "What we say contradicts it."
    return Ruling(verdicts[0], reason, one_line(samples[0].quote), places[0].source)


def one_line(text: str) -> str:
    """Data for a model: no hidden character, no token of a chat template, no line of its own."""
    return " ".join(clean(text).split())


def _place(quote: str, evidence: Sequence[Piece]) -> Piece | None:
    """The piece that a quote is taken from."""
    plain = one_line(quote)
    if len(keys(plain)) < _FEWEST_WORDS:
        return None
    return next((piece for piece in evidence if plain in piece.text), None)


def _kept(path: Path) -> list[Opinion]:
    """What was said before; nothing where the file is not there, or not as it was written."""
    try:
        return TypeAdapter(list[Opinion]).validate_python(artifacts.read_json(path)["samples"])
    except (AssistantError, ValidationError, KeyError, TypeError):
        return []
