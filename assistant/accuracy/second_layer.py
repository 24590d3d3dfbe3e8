"""The optional second layer: opinions on what shoppers get told and no rule decided, beside the report's figures.

It comes when the report is composed and the gate has decided, so that it can overrule neither. A model is never shown
a statement in which a rule has decided anything, nor one with a figure or a name: those are for rules alone.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from assistant.accuracy.clauses import readable
from assistant.accuracy.opinions import Opinions, Piece, Ruling, one_line
from assistant.facts.aliases import Names
from assistant.facts.quantities import scan
from assistant.knowledge.knowledge import Knowledge
from assistant.knowledge.passages import Passage

MAX_CLAIM: Final = 600  # characters
MAX_EVIDENCE: Final = 6_000
NUM_PASSAGES: Final = 6
_TO_A_JUDGE: Final = re.compile(
    r"[{}]|\bnot_enough\b|\bverdicts?\b|\bjson\b"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules?|prompts?|evidence|above|previous)\b",
    re.IGNORECASE,
)


async def consult(
    report: Mapping[str, Any],
    knowledge: Knowledge,
    opinions: Opinions,
    by: str,
    tick: Callable[[], object] = lambda: None,
) -> dict[str, Any]:
    """The report, with what `by` says of each stretch of what shoppers get that no rule decided. No figure changes."""

    async def judged(answer: Mapping[str, Any]) -> dict[str, Any]:
        if not is_open(answer, report):
            return dict(answer)
        rulings = [await _ruled(span, answer, knowledge, opinions) for span in answer["residual"]]
        tick()
        return {**answer, "judge": rulings}

    answers = await asyncio.gather(*map(judged, report["answers"]))
    counts = Counter(each["verdict"] for answer in answers for each in answer.get("judge", ()))
    told = {name: counts[name] for name in ("supported", "contradicted", "undecided")}
    return {**report, "answers": answers, "judge": {"by": by, "n": counts.total(), **told}}


def is_open(answer: Mapping[str, Any], report: Mapping[str, Any]) -> bool:
    """Whether shoppers get this answer, and rules left some of it undecided."""
    return answer["configuration"] == report["gate"]["configuration"] and bool(answer["residual"])


async def _ruled(
    span: Sequence[int], answer: Mapping[str, Any], knowledge: Knowledge, opinions: Opinions
) -> dict[str, Any]:
    claim = one_line(readable(answer["answer"][span[0] : span[1]]).text)
    reason = "A part of it was decided by rule." if _is_decided(span, answer) else kept_back(claim, knowledge.names)
    if reason is not None:
        return {"span": list(span), **asdict(Ruling("undecided", f"Not shown to the judge. {reason}"))}
    return {"span": list(span), **asdict(await opinions.rule(claim, evidence_of(claim, answer, knowledge)))}


def _is_decided(span: Sequence[int], answer: Mapping[str, Any]) -> bool:
    """Whether a rule has found something in it, if only that it is ambiguous."""
    return any(
        each["span"][0] < span[1] and span[0] < each["span"][1] and each["verdict"] != "undecided"
        for each in answer["findings"]
    )


def kept_back(claim: str, names: Names) -> str | None:
    """Why a statement is not for a model to decide; None where it is."""
    mentions = names.find(claim)
    besides = list(claim)
    for mention in mentions:
        besides[mention.start : mention.end] = " " * (mention.end - mention.start)
    if any(mention.kind != "product" for mention in mentions):
        return "It holds a name that only rules decide."
    if re.search(r"\d", "".join(besides)) or scan("".join(besides)):
        return "It holds a figure, and figures are for rules."
    if _TO_A_JUDGE.search(claim):
        return "It speaks to whoever judges it."
    if len(claim) > MAX_CLAIM:
        return f"It is longer than {MAX_CLAIM} characters."
    return None


def evidence_of(claim: str, answer: Mapping[str, Any], knowledge: Knowledge) -> list[Piece]:
    """Passages that anybody may read, then facts, about the products of the claim, or else of the question."""
    named = [mention.product for mention in knowledge.names.find(claim) if mention.product is not None]
    products = list(dict.fromkeys(named)) or [each for each in (answer["cluster"],) if each in knowledge.facts.products]
    found, room = [], MAX_EVIDENCE
    for piece in (*_passages(f"{claim} {answer['question']}", products, knowledge), *_facts(products, knowledge)):
        room -= len(piece.text)
        if room < 0:
            break
        found.append(piece)
    return found


def _passages(query: str, products: Sequence[str], knowledge: Knowledge) -> Iterator[Piece]:
    for hit in knowledge.index.search(query, NUM_PASSAGES, products, kinds=("passage",)):
        if isinstance(hit.item, Passage) and (hit.item.product is None or hit.item.product in products):
            yield Piece(one_line(f"{hit.item.title}: {hit.item.text}"), str(hit.item.source))


def _facts(products: Sequence[str], knowledge: Knowledge) -> Iterator[Piece]:
    for product in products:
        variants = knowledge.facts.products[product].variants
        for fact in knowledge.facts.of(product):
            if fact.is_current:
                name = ", ".join(filter(None, (knowledge.names.display(product), variants.get(fact.variant or ""))))
                yield Piece(one_line(f"{name}, {fact.attribute}: {fact.text}"), str(fact.source))
