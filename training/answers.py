"""What a context says of a question -> the sentence a model is trained to say, and nothing the context does not say."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.facts.values import Boolean
from assistant.knowledge.knowledge import Knowledge
from assistant.knowledge.needs import Need
from assistant.knowledge.plain import is_quality, silence
from assistant.prompt import NOT_STATED, Line
from training import phrasings
from training.phrasings import PLAIN, Phrasing

_AGAINST: Final = re.compile(r"(?P<winner>.+?), (?P<value>.+?) against (?P<other>.+)")


def answer_to(needs: Sequence[Need], knowledge: Knowledge, phrasing: Phrasing, seed: int) -> str:
    """One sentence for each thing asked, in the order asked; "" when the context holds nothing to say.

    `seed` chooses between equal wordings.
    """
    said = [need for need in needs if need.kind != "note" and need.line is not None]
    if any(need.kind == "derived" for need in said):
        said = [need for need in said if need.kind == "derived"]
    sentences = [sentence_of(need, knowledge, phrasing, seed) for need in said]
    return " ".join(dict.fromkeys(sentences))


def sentence_of(need: Need, knowledge: Knowledge, phrasing: Phrasing, seed: int) -> str:
    """The sentence for one line of the context."""
    assert need.line is not None
    line = need.line
    slots = {"p": line.product, "a": line.attribute, "is": phrasings.verb(line.attribute), "v": line.value}
    if need.kind == "stated":
        return stated(line, knowledge, phrasing)
    if need.kind == "absent" and line.value == NOT_STATED and is_quality(line.attribute):
        return f"{silence(line)}."  # "Whether the X is dimmable is not stated in our catalog."
    if need.kind == "absent":
        return phrasings.fill(_chosen(phrasings.ABSENT, seed), slots)
    if need.kind == "unknown":
        return phrasings.fill(_chosen(phrasings.UNKNOWN, seed), slots)
    if need.kind == "which":
        return phrasings.fill(phrasings.WHICH, slots)
    return _derived(line)


def stated(line: Line, knowledge: Knowledge, phrasing: Phrasing) -> str:
    """The line in words; yes or no where it is one."""
    fact = knowledge.facts.by_id(line.fact_id) if line.fact_id else None
    if fact is not None and isinstance(fact.value, Boolean):
        return phrasings.state_boolean(line.product, line.attribute, fact.value.value)
    return phrasings.state(phrasing, line.product, line.attribute, line.value)


def plain(product: str, attribute: str) -> Phrasing:
    """The plain form, for a question asked in words of its own."""
    return Phrasing("plain", f"{product} {attribute}?", PLAIN)


def _derived(line: Line) -> str:
    """'The A is lighter: 1.9 kg against 2.4 kg for the B.' 'The lightest of our tents is the A: 780 g.'"""
    against = _AGAINST.fullmatch(line.value)
    if against is not None:
        winner = against["winner"]
        loser = line.product.removeprefix(f"{winner} and ").removesuffix(f" and {winner}")
        return f"The {winner} is {line.attribute}: {against['value']} against {against['other']} for the {loser}."
    if line.value.startswith("the same, "):
        same = line.value.removeprefix("the same, ")
        return f"The {line.product} have the same {line.attribute}: {same}."
    name, comma, value = line.value.rpartition(", ")
    if comma and line.fact_id is not None:
        return f"The {line.attribute} of {line.product} is the {name}: {value}."
    return f"{line.product[0].upper()}{line.product[1:]} {line.attribute}: {line.value}."


def _chosen(forms: Sequence[str], seed: int) -> str:
    return forms[seed % len(forms)]
