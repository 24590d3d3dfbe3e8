"""A judged answer -> the "why" beside it: each sentence, its verdict, and where a person can look it up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple

import jinja2

from assistant.accuracy.verdicts import Evidence, Finding, Verdict

Tone = Literal["good", "open", "bad", "plain"]

LABELS: Final[dict[str, tuple[str, Tone]]] = {
    Verdict.CORRECT: ("agrees with the catalog", "good"),
    Verdict.WRONG: ("contradicts the catalog", "bad"),
    Verdict.CONFUSED: ("true of another product", "bad"),
    Verdict.OUTDATED: ("a value of the past", "bad"),
    Verdict.UNSUPPORTED: ("the catalog is silent", "open"),
    Verdict.AMBIGUOUS: ("could mean several products", "open"),
    Verdict.UNDECIDED: ("could not be checked", "open"),
    Verdict.OFF_BRAND: ("not as the brand says it", "open"),
    "none": ("nothing to check", "plain"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was released, and all that was found about it."""

    text: str
    verdict: str  # a key of LABELS
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # facts and passages it rests on
    was: str | None = None  # the model's own words, where they were not these; "" where it said nothing of it


@dataclass(frozen=True, slots=True)
class Background:
    """What an answer was made from, and what was left out of it."""

    lines: tuple[tuple[str, str, str], ...] = ()  # product, attribute, value as the model read them
    extracts: tuple[tuple[str, str], ...] = ()  # title and text of passages
    withheld: tuple[str, ...] = ()  # sentences of the model that were not shown


class Piece(NamedTuple):
    """A stretch of a sentence, and the verdict on the claim in it."""

    text: str
    tone: Tone | None = None
    reason: str = ""


class Shown(NamedTuple):
    pieces: tuple[Piece, ...]
    label: str
    tone: Tone
    evidence: tuple[Evidence, ...]
    reasons: tuple[str, ...]
    was: str | None


def why(question: str | None, sentences: Sequence[Sentence], background: Background | None = None) -> str:
    """The panel's HTML; what to expect of it while nothing has been asked."""
    shown = [_shown(sentence) for sentence in sentences]
    return render("why.html", question=question, sentences=shown, background=background)


def render(template: str, **values: object) -> str:
    """One of the page's own templates, filled; every value is escaped."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("assistant.ui", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(sentence: Sentence) -> Shown:
    label, tone = LABELS[sentence.verdict]
    return Shown(
        tuple(_pieces(sentence)),
        label,
        tone,
        tuple(_evidence(sentence)),
        tuple(dict.fromkeys(finding.reason for finding in sentence.findings if finding.reason)),
        sentence.was,
    )


def _pieces(sentence: Sentence) -> Iterator[Piece]:
    """The sentence cut at its claims; where two overlap, the first one is shown."""
    at = 0
    for finding in sorted(sentence.findings, key=lambda each: each.span):
        start, end = finding.span
        if start < at or end > len(sentence.text):
            continue
        if at < start:
            yield Piece(sentence.text[at:start])
        yield Piece(sentence.text[start:end], LABELS[finding.verdict][1], finding.reason)
        at = end
    if at < len(sentence.text):
        yield Piece(sentence.text[at:])


def _evidence(sentence: Sentence) -> Iterator[Evidence]:
    seen: set[str] = set()
    decided = (finding.evidence for finding in sentence.findings)
    for each in (*decided, *sentence.evidence):
        if each is not None and each.id not in seen:
            seen.add(each.id)
            yield each
