"""Superlatives over a named group: "the lightest of our tents", "our cheapest headlamp"."""

from collections.abc import Sequence
from typing import Final

from assistant.accuracy.claims import Reading, Topic
from assistant.accuracy.judge import Grounds, Judged
from assistant.accuracy.magnitudes import sizes, stated_of
from assistant.accuracy.verdicts import Verdict
from assistant.facts.choices import groups, offered
from assistant.facts.facts import Fact
from assistant.facts.words import keys

Verdicts = tuple[str | None, str | None, Judged | None]  # product, attribute, verdict; None when nothing is claimed


def judge_superlative(
    reading: Reading, start: int, end: int, names: Sequence[str], is_more: bool, topic: Topic, grounds: Grounds
) -> Verdicts:
    known = [mention for mention in reading.mentions if mention.product]
    product = known[0].product if len({mention.product for mention in known}) == 1 else None
    if product is None and not reading.mentions and len(topic.answered) == 1:
        product = topic.answered[0]
    if product is None:
        return (
            None,
            None,
            Judged(Verdict.UNDECIDED, None, "It is not clear which product is meant.") if reading.mentions else None,
        )
    scopes = _scopes(reading, end, product, topic, grounds)
    if not scopes:
        return product, None, Judged(Verdict.AMBIGUOUS, None, "It is not said among which products.")
    own = stated_of(product, names, grounds.ledger)
    if own is None or sizes(own.value) is None:
        reason = f"Our catalog does not state what decides which is {reading.text[start:end]}."
        return product, None, Judged(Verdict.UNDECIDED, None, reason)
    better = [_better(own, scope, is_more, grounds) for scope in scopes]
    if None in better:
        proof = f"{own.text} is not beaten by any of the {len(scopes[better.index(None)])} products compared."
        return product, own.attribute, Judged(Verdict.CORRECT, own, proof)
    fact = next(fact for fact in better if fact is not None)
    proof = f"{grounds.display(own)}: {own.text}, but {grounds.display(fact)}: {fact.text}."
    return product, own.attribute, Judged(Verdict.WRONG, own, proof)


def _better(own: Fact, scope: Sequence[str], is_more: bool, grounds: Grounds) -> Fact | None:
    """A product of the group that goes further."""
    mine = sizes(own.value)
    for other in scope:
        fact = stated_of(other, (own.attribute,), grounds.ledger)
        theirs = sizes(fact.value) if fact is not None else None
        if mine is None or theirs is None or theirs[0] != mine[0]:
            continue
        if (theirs[1] > mine[2]) if is_more else (theirs[2] < mine[1]):
            return fact
    return None


def _scopes(reading: Reading, end: int, product: str, topic: Topic, grounds: Grounds) -> list[Sequence[str]]:
    """What "our tents" may be, as `choices` reads it; or the products of the question."""
    until = min([mention.start for mention in reading.mentions if mention.start >= end], default=end + 40)
    after = [word for word in keys(reading.text[end : min(until, end + 40)]) if word not in _IDLE]
    among = offered(grounds.ledger.facts, reading.text)
    named = [group.members for group in groups(after[:3], among)]
    sold = {known.id for known in among}
    named += [
        tuple(each for each in mention.candidates if each in sold)
        for mention in reading.mentions
        if end <= mention.start == until
    ]
    found: list[Sequence[str]] = [members for members in named if product in members and len(members) > 1]
    if found:
        return found
    return [list(topic.asked)] if len(topic.asked) > 1 and product in topic.asked else []


_IDLE: Final = frozenset({"the", "we", "have", "our", "of", "all", "is", "these", "those", "your"})
