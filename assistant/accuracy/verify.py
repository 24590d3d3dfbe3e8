"""The verifier: every statement of a text judged by the catalog's facts and passages, with its evidence.

The same code judges an answer at the gate, a sentence in the live guard, and a file given to `truebrand verify`.
Undecided is never wrong and never right.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from assistant.accuracy.brand_rules import BrandRules
from assistant.accuracy.claims import Cue, Names, Reader, Reading, Topic, asked_cues
from assistant.accuracy.clauses import MAX_CHARS, MAX_SENTENCE, Sentence, readable, sentences
from assistant.accuracy.judge import WRONG, Grounds
from assistant.accuracy.ledger import Ledger
from assistant.accuracy.polarity import says_yes
from assistant.accuracy.policies import Passage
from assistant.accuracy.statements import judge_sentence
from assistant.accuracy.verdicts import Finding, Refusal, TextVerdict, Verdict, Verification
from assistant.facts.facts import Facts
from assistant.facts.values import Money

_WORD: Final = re.compile(r"\w")
MAX_QUESTION: Final = 2_000  # characters; what lies beyond tells no more what an answer is about


class Asked(NamedTuple):
    """The products that a question names, and the attributes."""

    products: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()


@dataclass(slots=True)
class Conversation:
    """What a stream of sentences has been about: give the same one to every call of a conversation."""

    question: str | None = None
    answered: tuple[str, ...] = ()  # products of the last sentence of this answer that named one
    before: tuple[str, ...] = ()  # products of the turns before
    asked: Asked | None = None  # what the question asks for; None until it is read

    def begin(self, question: str | None) -> None:
        """A new question: what the last answer was about is now what was spoken of before."""
        if question is not None and question != self.question:
            self.before, self.answered, self.question = self.answered or self.before, (), question
            self.asked = None


class Verifier:
    """Built once for a catalog; a call judges one text."""

    def __init__(
        self,
        facts: Facts,
        names: Names,
        currency: str | None = None,
        *,
        is_record: bool = False,
        rules: BrandRules | None = None,
    ) -> None:
        self._rules = rules
        self._names = names
        self._grounds = Grounds(Ledger(facts, is_record=is_record), names)
        self._reader = Reader(names, currency or _currency(facts), self._grounds.ledger.named)

    def verify(
        self,
        text: str,
        *,
        question: str | None = None,
        products: Sequence[str] = (),
        passages: Sequence[Passage] = (),
        conversation: Conversation | None = None,
    ) -> Verification:
        """Judge a text. `products`: ids it is about where it does not say; `passages`: what it may be read from."""
        talk = conversation or Conversation()
        talk.begin(question)
        question = question[:MAX_QUESTION] if question else question
        if question and talk.asked is None:
            talk.asked = self._asked(question)
        asked, cues = talk.asked if question and talk.asked else Asked()
        plain = readable(text)
        whether = self._whether(question, plain.text)
        findings: list[Finding] = []
        residual: list[tuple[int, int]] = []
        num_abstained = 0
        for sentence in sentences(plain.text):
            if _WORD.search(sentence.text) is None:
                continue
            if len(sentence.text) > MAX_SENTENCE:
                residual.append(plain.span(sentence.start + MAX_SENTENCE, sentence.end))
                sentence = replace(sentence, text=sentence.text[:MAX_SENTENCE])
            reading = self._reader.read(sentence)
            topic = Topic(talk.answered, asked or talk.before, tuple(products), cues, talk.before, whether)
            judged = judge_sentence(reading, topic, passages, self._grounds)
            findings += [_placed(item, plain.span, sentence.start) for item in judged.findings]
            residual += [plain.span(start + sentence.start, end + sentence.start) for start, end in judged.residual]
            num_abstained += judged.abstains
            talk.answered = _products(reading) or talk.answered
        if len(text) > MAX_CHARS:
            residual.append((MAX_CHARS, len(text)))
        if self._grounds.is_record and not findings and not residual:
            residual.append((0, len(text)))  # of a text beside a record something is expected
        judged_text = _verification(findings, residual, num_abstained)
        if self._rules is None:
            return judged_text
        of = self._rules.of_answer if conversation is None else self._rules.of_sentence
        return replace(judged_text, off_brand=tuple(of(text, judged_text.findings)))

    def _whether(self, question: str | None, text: str) -> Reading | None:
        """The question, read, where the text begins with yes or no."""
        if not question or says_yes(text) is None:
            return None
        asked = " ".join(readable(question).text.split())
        return self._reader.read(Sentence(0, len(asked), asked))

    def _asked(self, question: str) -> Asked:
        named = [mention for mention in self._names.find(question) if mention.kind in {"product", "ambiguous"}]
        products = [
            product for mention in named for product in ((mention.product,) if mention.product else mention.candidates)
        ]
        return Asked(tuple(dict.fromkeys(products)), asked_cues(self._names, question))


def _products(reading: Reading) -> tuple[str, ...]:
    """The products a sentence leaves the talk at: the first it names."""
    for mention in reading.mentions:
        if mention.kind in {"product", "ambiguous"}:
            return (mention.product,) if mention.product else mention.candidates
    return ()


def _placed(item: Finding, span_of, start: int) -> Finding:  # type: ignore[no-untyped-def]
    span = span_of(item.span[0] + start, item.span[1] + start)
    return item if span == item.span else replace(item, span=span)


def _verification(findings: Iterable[Finding], residual: Iterable[tuple[int, int]], num_abstained: int) -> Verification:
    found, left = tuple(sorted(findings, key=lambda item: item.span)), tuple(residual)
    open_verdicts = {Verdict.UNDECIDED, Verdict.AMBIGUOUS}
    num_decided = sum(1 for item in found if item.verdict not in open_verdicts)
    num_worthy = len(found) + len(left)
    verdict: TextVerdict = "undecided"
    if any(item.verdict in WRONG for item in found):
        verdict = "wrong"
    elif not left and all(item.verdict is Verdict.CORRECT for item in found):
        verdict = "correct"
    refusal: Refusal = "answered"
    if num_abstained:
        has_more = any(item.value != "not stated" and item.attribute is not None for item in found)
        refusal = "partly" if has_more else "abstained"
    return Verification(verdict, num_decided / num_worthy if num_worthy else 1.0, found, left, refusal)


def _currency(facts: Facts) -> str | None:
    """The one currency of the catalog's prices, for signs that several share."""
    for fact in facts:
        if isinstance(fact.value, Money):
            return fact.value.currency
    return None
