"""A need -> a plain sentence that is true by construction: what the guard says when the model will not say it right."""

import re
from collections.abc import Sequence

from assistant.config import Brand
from assistant.facts.facts import Fact, Facts
from assistant.facts.lexicon import lexicon
from assistant.facts.values import Boolean, Listing
from assistant.knowledge.needs import Need
from assistant.prompt import NOT_STATED, Line


def sentence(need: Need, facts: Facts, brand: Brand) -> str:
    """One sentence, or two where a way to a person belongs to it."""
    line = need.line
    contact = brand.brand.contact
    if need.kind == "absent":
        why = ": our sources disagree" if need.is_contradicted else ""
        return f"{silence(line)}{why}. Please ask {contact}."
    if need.kind == "unknown":
        return f"{the(line.product, capital=True)} is unknown to us, we have no product of this name."
    if need.kind == "which":
        return f"Which one do you mean: {line.value}?" if need.products else "Which product do you mean?"
    if need.kind == "derived":
        return _derived(need, line, facts)
    fact = facts.by_id(need.fact_ids[0]) if need.fact_ids else None
    return stated(line, fact)


def stated(line: Line, fact: Fact | None) -> str:
    """What one line of the context states, as English has it for its kind of value."""
    owner, attribute, value = the(line.product), line.attribute, line.value.strip().rstrip(".")
    if fact is not None and isinstance(fact.value, Boolean):
        return _yes_no(owner, attribute, is_true=fact.value.value)
    if fact is not None and isinstance(fact.value, Listing) and line.value == fact.text:
        value = joined(fact.value.items)
    first = attribute.split()[0].lower() if attribute else ""
    subject = owner[0].upper() + owner[1:]
    if attribute in lexicon().states and "discontinued" in value.lower():
        return f"{subject} has been discontinued."
    if attribute in lexicon().states and "stock" in value.lower():
        return f"{subject} is {_lowered(value)}."
    if first in lexicon().verbs:
        link = " for" if fact is not None and getattr(fact.value, "dimension", "") == "time" else ""
        return f"{subject} {attribute}{link} {value}."
    if first in lexicon().participles:
        return f"{subject} is {attribute} {value}."
    return f"The {attribute} of {owner} {'are' if is_plural(attribute) else 'is'} {value}."


def is_quality(attribute: str) -> bool:
    """Whether an attribute is what a product can be ("dimmable", "dishwasher safe") rather than what it has."""
    return is_adjective(attribute) and len(attribute.split()) < 3


def silence(line: Line) -> str:
    """That a line's attribute is not stated, without the full stop."""
    owner, attribute = the(line.product), line.attribute
    be = "are" if line.product.startswith("our ") else "is"
    if is_quality(attribute):
        return f"Whether {owner} {be} {attribute} is {NOT_STATED}"
    first = attribute.split()[0].lower()
    if first in lexicon().verbs | lexicon().participles or set(attribute.lower().split()[1:]) & lexicon().stop:
        return f"For {owner}, “{attribute}” is {NOT_STATED}"
    return f"The {attribute} of {owner} {'are' if is_plural(attribute) else 'is'} {NOT_STATED}"


def overview(facts: Sequence[Fact], name: str) -> str:
    """The first facts of a product in one sentence."""
    parts = [f"the {fact.attribute} {'are' if is_plural(fact.attribute) else 'is'} {fact.text}" for fact in facts]
    return f"Here is what our catalog says about {the(name)}: {joined(parts)}."


def social(text: str, brand: Brand) -> str:
    """What is said to a greeting, to thanks, and to someone who needs a person."""
    patterns, contact = lexicon().patterns, brand.brand.contact
    if patterns["human"].search(text):
        return f"I am an automated assistant. To talk to a person, please contact {contact}."
    if patterns["complaint"].search(text):
        return f"I am sorry to hear that. Please contact {contact}, so that a person can help."
    if patterns["thanks"].search(text):
        return "You're welcome! Is there anything else you would like to know?"
    return f"Hello! I am the product assistant of {brand.name}, an automated one. What would you like to know?"


def has_noun(fact: Fact) -> bool:
    """Whether a fact can be told as "the NAME is VALUE"."""
    first = fact.attribute.split()[0].lower()
    return not isinstance(fact.value, Boolean) and first not in lexicon().verbs | lexicon().participles


def the(name: str, *, capital: bool = False) -> str:
    """A product's name with its article; "our tents" needs none."""
    if name.lower().startswith(("the ", "our ")):
        return name[0].upper() + name[1:] if capital else name
    return f"{'The' if capital else 'the'} {name}"


def joined(items: Sequence[str]) -> str:
    """ "a, b and c" """
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def is_plural(attribute: str) -> bool:
    last = attribute.lower().split()[-1] if attribute.split() else ""
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "ness")) and last not in lexicon().singulars


def _lowered(value: str) -> str:
    return value if value[:2].isupper() else value[:1].lower() + value[1:]


_ADJECTIVE = re.compile(
    r"(?:able|ible|proof|free|resistant|washable|safe|tight|less|ful|ed|standing|compatible|ready)$"
)


def is_adjective(attribute: str) -> bool:
    """Whether an "is" goes before it: "dishwasher safe", "waterproof"."""
    return attribute.lower() in lexicon().adjectives or _ADJECTIVE.search(attribute.lower()) is not None


def _yes_no(owner: str, attribute: str, *, is_true: bool) -> str:
    lead = "Yes" if is_true else "No"
    if is_adjective(attribute):
        return f"{lead}, {owner} is {'' if is_true else 'not '}{attribute}."
    return f"{lead}: for {owner}, {attribute} is listed as {lead.lower()}."


def _derived(need: Need, line: Line, facts: Facts) -> str:
    """What was reckoned: of two products, or of many."""
    of, kind = the(line.product), line.product.removeprefix("our ")
    rests_on = [fact for fact in map(facts.by_id, need.fact_ids) if fact is not None]
    if kind == line.product:
        if need.product is None or len(rests_on) != 2:
            return f"The {line.attribute} of {of} is {line.value}."
        winner, loser = sorted(rests_on, key=lambda fact: fact.product != need.product)
        names = [facts.products[fact.product].name for fact in (winner, loser)]
        return f"The {names[0]} is {line.attribute}: {winner.text} against {loser.text} for {the(names[1])}."
    if line.attribute == "names":
        return f"Our {kind} are: {line.value}."
    if need.product is not None:
        named, _, value = line.value.rpartition(", ")
        return f"The {line.attribute} of {of} {'are' if len(need.products) > 1 else 'is'} the {named}: {value}."
    is_limit = re.search(r"\d", line.attribute) is not None
    if line.value == "none":
        return f"None of our {kind} is {'' if is_limit else 'listed as '}{line.attribute}."
    return (
        f"Our {kind} {line.attribute}: {line.value}." if is_limit else f"Of our {kind}, {line.attribute}: {line.value}."
    )
