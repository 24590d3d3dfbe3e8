"""A question and what was said before -> the products meant, what is asked of them, and what kind of question it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.facts.aliases import Mention, Names
from assistant.facts.attributes import AttributeMention
from assistant.facts.choices import Group, groups, offered
from assistant.facts.facts import Facts
from assistant.facts.lexicon import lexicon
from assistant.facts.quantities import scan
from assistant.facts.values import Money, Quantity, Value
from assistant.facts.words import keys, words
from assistant.knowledge.follow import carried
from assistant.knowledge.question import POLICY, Asked, Kind, Question
from assistant.prompt import USER, Message


def resolve(question: str, history: Sequence[Message], facts: Facts, names: Names) -> Question:
    """Read the question by itself, then with what was said before where it leaves something out."""
    now = _read(question, facts, names)
    before = [_read(turn["content"], facts, names) for turn in history if turn["role"] == USER]
    if before:
        now = carried(now, before, names)
    if not now.asked and now.products and before:
        now = replace(now, asked=_asked(names.attributes(question, is_lenient=True), names))
    if now.products and all(_is_vague(asked) for asked in now.asked):
        meant = _open_attribute(question, names)
        if meant is not None and (
            not now.asked or now.asked[0].concept == "included" or _is_fuller(meant, now.asked[0])
        ):
            now = replace(now, asked=(meant,))
    return replace(now, kind=_kind(now))


def _is_vague(asked: Asked) -> bool:
    """Whether what is asked may be something else than the attribute that a word of it names."""
    return not asked.attributes and asked.concept not in POLICY


def _is_fuller(meant: Asked, asked: Asked) -> bool:
    """Whether a phrase is about something that only holds the attribute's name: a "hydration sleeve" is no sleeve."""
    return set(keys(asked.surface)) < set(keys(meant.name)) - lexicon().neutral


def _read(text: str, facts: Facts, names: Names) -> Question:
    mentions = names.find(text)
    products = tuple(dict.fromkeys(mention.product for mention in mentions if mention.product))
    unknown = tuple(
        dict.fromkeys(_bare(mention, text) for mention in mentions if mention.kind in ("unknown", "competitor"))
    )
    ambiguous = tuple(
        mention
        for mention in mentions
        if mention.kind == "ambiguous" and not any(names.variants(product, mention.surface) for product in products)
    )
    asked = _asked(names.attributes(text), names)
    if not asked and products:
        asked = _asked(names.attributes(text, is_lenient=True), names)
    if not asked and len(products) == 1:
        asked = _by_value(text, products[0], mentions, facts, names)
    asked = _with_hue(asked, text, products, names)
    category, members = ("", ()) if products or unknown else _category(text, mentions, facts)
    why = "named in the question"
    return Question(text, "fact", products, unknown, ambiguous, asked, category or None, members, why, text)


def _by_value(text: str, product: str, mentions: list[Mention], facts: Facts, names: Names) -> tuple[Asked, ...]:
    """The one attribute a value can be meant for: "Isn't the Tarn 2 Tent 3 kg?" is about its weight."""
    for found in scan(text):
        if any(mention.start < found.end and found.start < mention.end for mention in mentions):
            continue
        kind = _measure(found.value)
        fitting = {fact.attribute for fact in facts.of(product) if fact.is_current and _measure(fact.value) == kind}
        if kind is not None and len(fitting) == 1:
            (attribute,) = fitting
            return (Asked(attribute, (attribute,), None, names.concept(attribute), text[found.start : found.end]),)
    return ()


def _measure(value: Value) -> str | None:
    """What a value measures: "mass", "money"; None where it measures nothing or merely counts."""
    if isinstance(value, Money):
        return "money"
    return value.dimension if isinstance(value, Quantity) and value.dimension != "count" else None


def _with_hue(asked: tuple[Asked, ...], text: str, products: tuple[str, ...], names: Names) -> tuple[Asked, ...]:
    """A question about one colour asks for the colours, unless it names a variant or something else is asked."""
    known = names.of_concept("colour")
    if not known or not any(word.key in lexicon().hues for word in words(text)):
        return asked
    if any(names.variants(product, text) for product in products):
        return asked
    others = [each for each in asked if each.concept not in ("availability", "colour")]
    return tuple(others) or (Asked("colours", known, None, "colour"),)


def _bare(mention: Mention, text: str) -> str:
    """A stranger's name as it should be said; a competitor's goes on to its model."""
    if mention.kind == "unknown":
        return mention.surface
    further = re.match(r"(?: [A-Z][\w-]*| \d+\w*)+", text[mention.end :])
    return mention.surface + (further[0] if further else "")


def _asked(mentions: list[AttributeMention], names: Names) -> tuple[Asked, ...]:
    """What is asked for, each once; a comparing word stays with its attribute."""
    comparatives = lexicon().comparatives
    found: dict[str, Asked] = {}
    for mention in mentions:
        word = " ".join(re.split(r"[\s-]+", mention.surface.lower()))
        attributes = (mention.attribute, *mention.alternatives) if mention.attribute else ()
        others = [
            name for concept in lexicon().fallbacks.get(mention.concept, ()) for name in names.of_concept(concept)
        ]
        attributes = tuple(dict.fromkeys([*attributes, *others]))
        compared = word if word in comparatives else None
        asked = Asked(mention.name, attributes, compared, mention.concept, mention.surface)
        if mention.name not in found or asked.word:
            found[mention.name] = asked
    return tuple(found.values())


def _category(text: str, mentions: list[Mention], facts: Facts) -> Group:
    """The products a question is about; none where it speaks of no group."""
    taken = {key for mention in mentions for key in keys(mention.surface)}
    row = [word.key for word in words(text) if word.key != "and"]
    return next(groups(row, offered(facts, text), taken), Group("", ()))


def _open_attribute(question: str, names: Names) -> Asked | None:
    """What is asked of a product in words that no list knows: "does it have a stove jack?"."""
    text = question
    for mention in reversed(names.find(question)):
        if mention.kind != "competitor":
            text = f"{text[: mention.start]}\0{text[mention.end :]}"
    for pattern in lexicon().open_patterns:
        match = pattern.search(text)
        if match:
            what = match["what"].strip(" -").split()
            while what and what[0].lower() in lexicon().stop:
                what.pop(0)
            if what and len(what) <= 4 and not lexicon().patterns["comparing"].search(" ".join(what)):
                return Asked(" ".join(what).lower())
    return None


def _kind(question: Question) -> Kind:
    if question.products or question.unknown or question.ambiguous:
        is_comparing = lexicon().patterns["comparing"].search(question.text) or any(
            asked.word for asked in question.asked
        )
        return "comparison" if len(question.products) > 1 and (is_comparing or not question.asked) else "fact"
    is_policy = any(asked.concept in POLICY and not asked.word for asked in question.asked)
    if question.category and (question.asked or _is_listing(question)) and not is_policy:
        return "range"
    if any(asked.word for asked in question.asked) and not is_policy:
        return "range"
    patterns = lexicon().patterns
    if patterns["human"].search(question.text) or patterns["complaint"].search(question.text):
        return "smalltalk"
    if not question.asked and len(question.text.split()) <= 10 and patterns["small"].search(question.text):
        return "smalltalk"
    return "policy"


def _is_listing(question: Question) -> bool:
    return lexicon().patterns["listing"].search(question.text) is not None
