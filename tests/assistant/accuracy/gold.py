"""True answers, put together from the catalog's own words: whatever judges them otherwise is at fault."""

import re

from assistant.accuracy.suite import Probe
from assistant.accuracy.wordings import COMPARED
from assistant.facts.facts import Fact
from assistant.facts.values import Boolean
from assistant.knowledge.knowledge import Knowledge


def true_answer(probe: Probe, knowledge: Knowledge) -> str:
    """What a model would say that makes no mistake."""
    facts = knowledge.facts
    if probe.kind == "unknown product":
        return "We have no product of this name."
    if probe.expected.is_abstention:
        attribute = probe.id.partition("/")[2]
        return f"The {attribute} of the {facts.products[probe.cluster].name} is not stated in our catalog."
    if probe.expected.passages:
        return next(each.text for each in knowledge.passages if each.id == probe.expected.passages[0])
    if not probe.expected.facts:
        return f"The {facts.products[probe.expected.products[0]].name}."
    found = _fact(knowledge, probe.expected.facts[0])
    if probe.kind == "comparison":
        other = _fact(knowledge, probe.id.partition("~")[2])
        words = "|".join(re.escape(word) for table in COMPARED.values() for word in sorted(table[:2], key=len)[::-1])
        asked = max(re.findall(rf"\b(?:{words})\b", probe.question), key=len)
        name, loser = _name(knowledge, found), _name(knowledge, other)
        return f"The {name} is {asked}: {found.text} against {other.text} for the {loser}."
    if isinstance(found.value, Boolean):
        yes = "Yes" if found.value.value else "No"
        return f"{yes}, for the {_name(knowledge, found)}, {found.attribute} is {found.text}."
    return f"The {found.attribute} of the {_name(knowledge, found)} is {found.text}."


def _fact(knowledge: Knowledge, name: str) -> Fact:
    found = knowledge.facts.by_id(name)
    assert found is not None, name
    return found


def _name(knowledge: Knowledge, fact: Fact) -> str:
    product = knowledge.facts.products[fact.product]
    return product.name if fact.variant is None else f"{product.name} in {product.variants[fact.variant]}"
