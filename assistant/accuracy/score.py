"""Answers -> outcomes and rates. A probe that got no answer is unscored, and stays in every n."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from assistant.accuracy.scales import content_words
from assistant.accuracy.statistics import Interval, Rate, cluster_interval
from assistant.accuracy.suite import Kind, Probe
from assistant.accuracy.verdicts import Finding, Outcome, Verdict, Verification
from assistant.accuracy.wordings import COMPARED
from assistant.facts.aliases import Names
from assistant.facts.facts import Fact, Facts
from assistant.facts.quantities import Agreement, Found, agree, scan
from assistant.facts.values import Boolean, Listing
from assistant.knowledge.passages import Passage
from assistant.knowledge.sentences import split

FALSE: Final = (Verdict.WRONG, Verdict.CONFUSED, Verdict.OUTDATED)
OPEN: Final = (Verdict.UNDECIDED, Verdict.AMBIGUOUS)
_FOLLOWED = 0.7  # share of an answer's words found in the passage it should follow
_FEW_WORDS = 4
_COMPARING = re.compile("|".join(rf"\b{word}\b" for words in COMPARED.values() for word in words), re.IGNORECASE)
_COPIED = 20  # characters from which a stretch of text is no accident


class Checks(Protocol):
    """What judges the claims of a text: the verifier."""

    def verify(
        self,
        text: str,
        *,
        question: str | None = None,
        products: Sequence[str] = (),
        passages: Sequence[Passage] = (),
    ) -> Verification: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a probe."""

    text: str
    failure: str | None = None  # why there is no answer, in words
    seconds: float = 0.0
    is_repaired: bool = False  # the guard replaced or withheld a sentence


@dataclass(frozen=True, slots=True)
class Judged:
    """A probe, its answer, and the judgement."""

    probe: Probe
    reply: Reply
    outcome: Outcome
    reason: str  # one plain sentence
    findings: tuple[Finding, ...] = ()
    num_decided: int = 0
    num_to_check: int = 0
    residual: tuple[tuple[int, int], ...] = ()  # stretches of the answer that no rule decided
    off_brand: tuple[Finding, ...] = ()  # wording that brand.toml does not want

    @property
    def is_right(self) -> bool:
        return self.outcome in (Outcome.CORRECT, Outcome.RIGHTLY_ABSTAINED)


@dataclass(frozen=True, slots=True)
class Rates:
    """The figures of one configuration, or of one kind of probe in it."""

    n: int
    correct: Rate  # of the probes that have an answer
    wrong: Rate  # of all probes
    right_abstention: Rate  # of the probes without an answer
    false_refusal: Rate  # of the probes that have an answer
    coverage: Rate  # decided claims of all check-worthy claims
    off_brand: Rate  # of all probes
    unscored: Rate  # no answer came; of all probes, and in the n of every figure above

    def named(self) -> dict[str, Rate]:
        names = ("correct", "wrong", "right_abstention", "false_refusal", "coverage", "off_brand", "unscored")
        return {name: getattr(self, name) for name in names}


class Judge:
    """Judges answers by the facts alone."""

    def __init__(self, facts: Facts, names: Names, verifier: Checks, passages: Iterable[Passage] = ()) -> None:
        self._facts = facts
        self._names = names
        self._verifier = verifier
        self._passages: Mapping[str, Passage] = {passage.id: passage for passage in passages}

    def judge(self, probe: Probe, reply: Reply) -> Judged:
        """The outcome, and the sentence that explains it."""
        if reply.failure is not None:
            return Judged(probe, reply, Outcome.UNSCORED, f"No answer came: {reply.failure}.")
        if not reply.text.strip():
            return Judged(probe, reply, Outcome.MISSING, "The answer is empty.")
        passages = [self._passages[name] for name in probe.expected.passages if name in self._passages]
        about = (probe.cluster,) if probe.cluster in self._facts.products and not _is_of_unknown(probe) else ()
        found = self._verifier.verify(reply.text, question=probe.question, products=about, passages=passages)
        if probe.expected.is_abstention:
            outcome, reason = _without_answer(found)
        else:
            outcome, reason = self._with_answer(probe, reply.text, found, passages)
        num_to_check = len(found.findings) + len(found.residual)
        num_decided = sum(finding.verdict not in OPEN for finding in found.findings)
        counts = (num_decided, num_to_check)
        return Judged(probe, reply, outcome, reason, found.findings, *counts, found.residual, found.off_brand)

    def _with_answer(
        self, probe: Probe, text: str, found: Verification, passages: Sequence[Passage]
    ) -> tuple[Outcome, str]:
        if found.refusal == "abstained":
            return Outcome.WRONGLY_REFUSED, "The catalog has the answer, and it was not given."
        if (false := _first(found, FALSE)) is not None:
            return Outcome.WRONG, false.reason
        lacking = self._lacking(probe, text, found, passages)
        if lacking is None:
            return Outcome.CORRECT, "It says what the catalog says."
        if found.refusal == "partly":
            return Outcome.WRONGLY_REFUSED, lacking
        if found.residual or _first(found, OPEN) is not None:
            return Outcome.UNDECIDED, f"{lacking} What is said instead could not be decided."
        return Outcome.MISSING, lacking

    def _lacking(self, probe: Probe, text: str, found: Verification, passages: Sequence[Passage]) -> str | None:
        """What a right answer says and this one does not; None when it is all there."""
        for fact in filter(None, map(self._facts.by_id, probe.expected.facts)):
            if not states(text, fact, found.findings):
                return f"The {fact.attribute}, {fact.text}, is not in the answer."
        if probe.expected.products and not self._names_one_of(text, probe.expected.products):
            names = " or ".join(self._names.display(product) for product in probe.expected.products)
            return f"The answer does not name the {names}."
        if passages and not any(follows(text, passage, probe.question) for passage in passages):
            return f"It does not say what “{passages[0].title}” says."
        return None

    def _names_one_of(self, text: str, products: Sequence[str]) -> bool:
        """Where the answer compares, the first product named is one of these: the choice, then what it beats."""
        comparing = [sentence for sentence in split(text) if _COMPARING.search(sentence)]
        return any(self._first_named(sentence) in products for sentence in comparing or [text])

    def _first_named(self, text: str) -> str | None:
        named = (mention.product for mention in self._names.find(text) if mention.product is not None)
        return next(named, None)


def rates(judged: Sequence[Judged]) -> Rates:
    """k of n of each figure; nothing is dropped from n."""
    answerable = [each for each in judged if not each.probe.expected.is_abstention]
    silent = [each for each in judged if each.probe.expected.is_abstention]
    return Rates(
        n=len(judged),
        correct=_share(answerable, Outcome.CORRECT),
        wrong=_share(judged, Outcome.WRONG),
        right_abstention=_share(silent, Outcome.RIGHTLY_ABSTAINED),
        false_refusal=_share(answerable, Outcome.WRONGLY_REFUSED),
        coverage=Rate(sum(each.num_decided for each in judged), sum(each.num_to_check for each in judged)),
        off_brand=Rate(sum(bool(each.off_brand) for each in judged), len(judged)),
        unscored=_share(judged, Outcome.UNSCORED),
    )


def by_kind(judged: Iterable[Judged]) -> dict[Kind, Rates]:
    """The same, kind by kind."""
    groups: dict[Kind, list[Judged]] = {}
    for each in judged:
        groups.setdefault(each.probe.kind, []).append(each)
    return {kind: rates(found) for kind, found in groups.items()}


def interval_of_correct(judged: Sequence[Judged]) -> Interval:
    """The interval of `correct` that knows that answers about one product are alike."""
    answerable = [each for each in judged if not each.probe.expected.is_abstention]
    return cluster_interval([each.is_right for each in answerable], [each.probe.cluster for each in answerable])


def states(text: str, fact: Fact, findings: Sequence[Finding]) -> bool:
    """Whether an answer gives a fact: as a finding on it, as an agreeing value, or in the catalog's own words."""
    for finding in findings:
        if finding.verdict is Verdict.CORRECT and finding.evidence is not None and finding.evidence.id == fact.id:
            return True
    if isinstance(fact.value, Boolean):
        said = re.match(r"\W*(yes|no)\b", text.casefold())
        return said is not None and (said[1] == "yes") == fact.value.value
    values = [found for found in scan(text) if not _belongs_elsewhere(found, fact, findings)]
    if any(agree(found.value, fact.value) is Agreement.AGREES for found in values):
        return True
    items = fact.value.items if isinstance(fact.value, Listing) else (fact.text,)
    return all(_has_words(text, item) for item in items)


def follows(text: str, passage: Passage, question: str = "") -> bool:
    """Whether an answer, or a sentence of it, says what a passage says."""
    return any(_is_told(part, passage, question) for part in dict.fromkeys((text, *split(text))))


def _is_told(text: str, passage: Passage, question: str) -> bool:
    """Copied, or most of its words and every number are from there."""
    source = f"{passage.title} {passage.text}"
    plain, whole = " ".join(text.split()).rstrip(" .").casefold(), " ".join(source.split()).casefold()
    if len(plain) >= _COPIED and plain in whole:
        return True
    said, words = content_words(text), set(content_words(source))
    known = set(re.findall(r"\d+", f"{source} {question}"))
    shared = sum(word in words for word in said)
    has_enough = shared >= min(_FEW_WORDS, len(words)) and shared >= _FOLLOWED * len(said)
    return bool(said) and has_enough and known.issuperset(re.findall(r"\d+", text))


def _without_answer(found: Verification) -> tuple[Outcome, str]:
    if (false := _first(found, FALSE)) is not None:
        return Outcome.WRONG, false.reason
    if found.refusal == "answered" and (invented := _first(found, (Verdict.UNSUPPORTED,))) is not None:
        return Outcome.WRONG, f"Made up, the catalog does not say this: {invented.reason}"
    if found.refusal != "answered":
        return Outcome.RIGHTLY_ABSTAINED, "The catalog does not have this, and the answer says so."
    return Outcome.UNDECIDED, "The catalog does not have this; the answer does not say so."


def _belongs_elsewhere(value: Found, fact: Fact, findings: Sequence[Finding]) -> bool:
    """Whether a value in the answer was found to be what another attribute says."""
    return any(
        finding.span[0] <= value.start < finding.span[1] and finding.attribute not in (None, fact.attribute)
        for finding in findings
        if finding.verdict is Verdict.CORRECT
    )


def _is_of_unknown(probe: Probe) -> bool:
    return probe.kind == "unknown product"


def _first(found: Verification, verdicts: Sequence[Verdict]) -> Finding | None:
    return next((finding for finding in found.findings if finding.verdict in verdicts), None)


def _share(judged: Sequence[Judged], outcome: Outcome) -> Rate:
    return Rate(sum(each.outcome is outcome for each in judged), len(judged))


def _has_words(text: str, value: str) -> bool:
    plain = r"\W+".join(map(re.escape, re.findall(r"\w+", value.casefold())))
    return bool(plain) and re.search(rf"(?<!\w){plain}(?!\w)", text.casefold()) is not None
