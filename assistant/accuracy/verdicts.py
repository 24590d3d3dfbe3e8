"""The words in which answers are judged. Undecided is never wrong and never right."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Verdict(StrEnum):
    """On one claim."""

    CORRECT = "correct"
    WRONG = "wrong"
    CONFUSED = "confused"  # true of another product
    OUTDATED = "outdated"  # a superseded value
    UNSUPPORTED = "unsupported"  # the catalog is silent
    AMBIGUOUS = "ambiguous"
    UNDECIDED = "undecided"
    OFF_BRAND = "off_brand"  # not as brand.toml asks: neither true nor false, and never among `findings`


class Outcome(StrEnum):
    """On a whole answer to a probe, besides the verdicts on its claims."""

    CORRECT = "correct"
    WRONG = "wrong"
    MISSING = "missing"  # the asked fact is not in the answer
    WRONGLY_REFUSED = "wrongly_refused"
    RIGHTLY_ABSTAINED = "rightly_abstained"
    UNDECIDED = "undecided"
    UNSCORED = "unscored"  # no answer came: the engine failed, or the file has no line for it


Refusal = Literal["answered", "partly", "abstained"]
TextVerdict = Literal["correct", "wrong", "undecided"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What decided a claim, and where a person can look it up."""

    id: str  # fact or passage id
    text: str  # as in "Tarn 2 Tent, weight: 1.9 kg"
    source: str  # as in "products.csv:14 [weight]"


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim and the verdict on it."""

    span: tuple[int, int]  # in the text as given
    product: str | None  # catalog id
    attribute: str | None
    value: str  # the claimed value in the answer's own words
    verdict: Verdict
    evidence: Evidence | None
    reason: str  # one plain sentence a merchant understands


@dataclass(frozen=True, slots=True)
class Verification:
    """The judgement on a text: wrong when any claim is wrong or confused, correct when all check-worthy ones are."""

    verdict: TextVerdict
    coverage: float  # decided claims / check-worthy claims; 1.0 when there is nothing to check
    findings: tuple[Finding, ...]
    residual: tuple[tuple[int, int], ...] = ()  # check-worthy clauses that no rule decided
    refusal: Refusal = "answered"
    off_brand: tuple[Finding, ...] = ()  # wording that brand.toml does not want; no verdict on a fact depends on it
