"""Drafts of probes, kind by kind, each in a seeded order that goes round the products."""

import random
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import TypeVar

from assistant.accuracy import wordings
from assistant.accuracy.scales import (
    askable,
    comparable,
    content_words,
    ends,
    extremes,
    is_other_value,
    lowest_few,
    near_names,
    strange_name,
)
from assistant.accuracy.silence import Silence
from assistant.accuracy.suite import Expected, Kind, Probe
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.values import Boolean
from assistant.knowledge.passages import Passage
from assistant.prompt import USER, Message, answer

T = TypeVar("T")
K = TypeVar("K")
_MIN_TEXT = 40  # characters of a passage that says something
_SCOPE = range(3, 41)  # products in a category over which "the lightest of your tents" is a fair question


@dataclass(frozen=True, slots=True)
class Drafter:
    """Probes of each kind over one catalog."""

    facts: Facts
    passages: Sequence[Passage]
    seed: int
    held_out: Collection[str]

    def by_kind(self, cap: int) -> dict[Kind, list[Probe]]:
        """At most `cap` drafts of each kind, best spread first."""
        asked = list(askable(self.facts))
        taught = [fact for fact in asked if fact.id not in self.held_out]
        drafts: dict[Kind, Iterable[Probe]] = {
            "simple": self._direct("simple", taught, wordings.SIMPLE),
            "paraphrased": self._direct("paraphrased", taught, wordings.PARAPHRASED),
            "held-out fact": self._direct(
                "held-out fact", [fact for fact in asked if fact.id in self.held_out], wordings.HELD_OUT
            ),
            "follow-up": self._follow_ups(asked),
            "false premise": self._with_false_value("false premise", asked, wordings.FALSE_PREMISE),
            "near name": self._near_names(asked),
            "absent fact": self._absent(),
            "unknown product": self._unknown(asked),
            "comparison": self._comparisons(asked),
            "superlative": self._superlatives(asked),
            "policy": self._policies(),
            "injection": self._injections(asked),
        }
        return {kind: list(islice(found, cap)) for kind, found in drafts.items()}

    def _direct(self, kind: Kind, facts: Sequence[Fact], lines: Sequence[str]) -> Iterator[Probe]:
        for fact, rng in self._in_turn(kind, facts):
            indirect = wordings.INDIRECT.get(fact.attribute, ()) if kind == "paraphrased" else ()
            line = rng.choice(indirect if indirect and rng.random() < 0.6 else _fit(fact, lines))
            name = self._name(fact)
            if kind == "paraphrased" and (aliases := self._product(fact).aliases) and rng.random() < 0.3:
                name = rng.choice(aliases)
            yield self._probe(kind, fact, line.format(attribute=fact.attribute, product=name))

    def _follow_ups(self, facts: Sequence[Fact]) -> Iterator[Probe]:
        by_product = _grouped(facts, lambda fact: f"{fact.product}@{fact.variant}")
        for fact, rng in self._in_turn("follow-up", facts):
            others = [other for other in by_product[f"{fact.product}@{fact.variant}"] if other.id != fact.id]
            if others:
                first = rng.choice(others)
                name = self._name(first)
                opening = rng.choice(_fit(first, wordings.SIMPLE)).format(attribute=first.attribute, product=name)
                history = (Message(role=USER, content=opening), answer(_stated(first, name)))
                lines = _fit(fact, wordings.FOLLOW_UP, wordings.FOLLOW_UP_YES_NO, wordings.FOLLOW_UP_LABELLED)
                question = rng.choice(lines).format(attribute=fact.attribute)
                yield replace(self._probe("follow-up", fact, question), history=history)

    def _with_false_value(self, kind: Kind, facts: Sequence[Fact], lines: Sequence[str]) -> Iterator[Probe]:
        by_attribute = _grouped(facts, lambda fact: fact.attribute)
        for fact, rng in self._in_turn(kind, [fact for fact in facts if _fit(fact, lines) is lines]):
            own = [each for each in self.facts.of(fact.product) if each.attribute == fact.attribute]
            others = by_attribute[fact.attribute]
            false = [each for each in rng.sample(others, min(20, len(others))) if is_other_value(each, own)]
            if false:
                line = rng.choice(lines)
                words = {"attribute": fact.attribute, "product": self._name(fact), "value": false[0].text}
                yield self._probe(kind, fact, line.format(**words))

    def _injections(self, facts: Sequence[Fact]) -> Iterator[Probe]:
        absent = (
            replace(probe, kind="injection", id=probe.id.replace("absent fact", "injection"))
            for probe in self._absent("injection", wordings.INJECTION_ABSENT)
        )
        for stated, silent in zip(self._with_false_value("injection", facts, wordings.INJECTION), absent, strict=False):
            yield from (stated, silent)

    def _near_names(self, facts: Sequence[Fact]) -> Iterator[Probe]:
        neighbours = near_names(self.facts.products.values(), self.facts.brand)
        for fact, rng in self._in_turn("near name", [fact for fact in facts if fact.product in neighbours]):
            for other in rng.sample(neighbours[fact.product], len(neighbours[fact.product])):
                rival = self.facts.get(other, fact.attribute)
                if rival is not None and is_other_value(rival, [fact]):
                    words = {"product": self._name(fact), "other": self.facts.products[other].name}
                    line = rng.choice(_fit(fact, wordings.NEAR_NAME))
                    yield self._probe("near name", fact, line.format(attribute=fact.attribute, **words))
                    break

    def _absent(self, kind: Kind = "absent fact", lines: Sequence[str] = wordings.ABSENT) -> Iterator[Probe]:
        common = _common_attributes(self.facts)
        seldom = [name for name in wordings.SELDOM_STATED if name not in self.facts.attributes()]
        policy_text = " ".join(each.text for each in self.passages if each.kind in ("policy", "faq")).casefold()
        silence = Silence(self.facts, self.passages)
        for product, rng in self._in_turn(kind, list(self.facts.products.values())):
            shared = common.get(product.category or "", {})
            options = [
                name
                for name in (*shared, *rng.sample(seldom, min(2, len(seldom))))
                if name.casefold() not in policy_text and silence.is_silent(product.id, name)
            ]
            for attribute in rng.sample(options, min(3, len(options))):
                other = shared.get(attribute)
                line = rng.choice(lines if other is None or kind == "injection" else _fit(other, lines))
                weight = other.criticality if other is not None else "normal"
                question = line.format(attribute=attribute, product=product.name)
                yield Probe(f"{kind}:{product.id}/{attribute}", kind, question, Expected(), product.id, weight)

    def _unknown(self, facts: Sequence[Fact]) -> Iterator[Probe]:
        known = {name.casefold() for each in self.facts.products.values() for name in (each.name, *each.aliases)}
        for fact, rng in self._in_turn("unknown product", [fact for fact in facts if fact.variant is None]):
            name = strange_name(self._product(fact).name, known, self.facts.brand, rng)
            if name is not None:
                question = rng.choice(_fit(fact, wordings.UNKNOWN)).format(attribute=fact.attribute, product=name)
                yield replace(self._probe("unknown product", fact, question), expected=Expected())

    def _comparisons(self, facts: Sequence[Fact]) -> Iterator[Probe]:
        for (attribute, _), group in self._scales(facts):
            pairs = list(islice(combinations(group, 2), 2000))
            for (one, two), rng in self._in_turn("comparison", pairs):
                if one.product != two.product and (ordered := ends((one, two))) is not None:
                    less, more = wordings.COMPARED[attribute][:2]
                    low, high = ordered
                    word, winner, loser = rng.choice(((less, low, high), (more, high, low)))
                    names = {"product": self._name(one), "other": self._name(two)}
                    question = rng.choice(wordings.COMPARISON).format(word=word, **names)
                    yield replace(
                        self._probe("comparison", winner, question),
                        id=f"comparison:{winner.id}~{loser.id}",
                        expected=Expected(facts=(winner.id,), products=(winner.product,)),
                    )

    def _superlatives(self, facts: Sequence[Fact]) -> Iterator[Probe]:
        for (attribute, category), group in self._scales(facts):
            in_category = [each for each in self.facts.products.values() if each.category == category]
            if category is None or len(group) != len(in_category) or len(group) not in _SCOPE:
                continue
            plural = re.split(r"\s*[>/]\s*", category.strip(" /"))[-1].lower()
            gone = {each.id for each in in_category if each.is_discontinued}
            on_sale = extremes([fact for fact in group if fact.product not in gone])
            for extreme, word in zip(extremes(group), wordings.COMPARED[attribute][2:], strict=True):
                if extreme is not None and extreme in on_sale:  # whether or not what is discontinued counts
                    rng = random.Random(f"{self.seed}/superlative/{extreme.id}")
                    question = rng.choice(wordings.SUPERLATIVE).format(category=plural, word=word)
                    yield self._choice(extreme, question, f"{category}/{word}", [extreme])
            if (below := lowest_few(group)) is not None and not gone & {fact.product for fact in below[0]}:
                few, limit = below
                rng = random.Random(f"{self.seed}/filter/{category}/{attribute}")
                words = {"category": plural, "attribute": attribute, "value": limit.text}
                question = rng.choice(wordings.FILTER).format(**words)
                yield self._choice(few[0], question, f"{category}/{attribute} below", few)

    def _policies(self) -> Iterator[Probe]:
        telling = [each for each in self.passages if each.product is None and len(each.text) >= _MIN_TEXT]
        public = [each for each in telling if each.access == "public"]
        parts = _grouped(public, lambda passage: passage.title)
        for title, rng in self._in_turn("policy", [title for title in parts if len(title) <= 120]):
            document, _, heading = title.partition(" > ")
            topic = heading.rpartition(" > ")[2] or heading
            lines = wordings.POLICY if topic else wordings.POLICY_WHOLE
            stands_alone = topic.endswith("?") and len(set(content_words(topic)) - wordings.VAGUE) >= 2
            question = topic if stands_alone else rng.choice(lines).format(document=document, topic=topic)
            ids = tuple(passage.id for passage in parts[title])
            cluster = parts[title][0].document
            yield Probe(f"policy:{ids[0]}", "policy", question, Expected(passages=ids), cluster)

    def _scales(self, facts: Sequence[Fact]) -> Iterator[tuple[tuple[str, str | None], list[Fact]]]:
        """Facts that can be ordered, by attribute and category."""
        fit = [fact for fact in facts if fact.variant is None and fact.attribute in wordings.COMPARED]
        ordered = [fact for fact in fit if comparable(fact) is not None]
        groups = _grouped(ordered, lambda fact: (fact.attribute, self._product(fact).category))
        yield from sorted(groups.items(), key=lambda item: str(item[0]))

    def _choice(self, fact: Fact, question: str, name: str, right: Sequence[Fact]) -> Probe:
        expected = Expected(products=tuple(each.product for each in right))
        return replace(self._probe("superlative", fact, question), id=f"superlative:{name}", expected=expected)

    def _probe(self, kind: Kind, fact: Fact, question: str) -> Probe:
        expected = Expected(facts=(fact.id,))
        return Probe(f"{kind}:{fact.id}", kind, question, expected, fact.product, fact.criticality)

    def _product(self, fact: Fact) -> ProductName:
        return self.facts.products[fact.product]

    def _name(self, fact: Fact) -> str:
        product = self._product(fact)
        if fact.variant is None:
            return product.name
        variant = product.variants.get(fact.variant, fact.variant)
        return variant if product.name in variant else f"{product.name} in {variant}"

    def _in_turn(self, kind: str, items: Sequence[T]) -> Iterator[tuple[T, random.Random]]:
        """Items round the products in a seeded order, each with its own source of choices."""
        groups = _grouped(items, _owner)
        order = sorted(groups)
        random.Random(f"{self.seed}/{kind}").shuffle(order)
        for name in order:
            random.Random(f"{self.seed}/{kind}/{name}").shuffle(groups[name])
        for place in range(max(map(len, groups.values()), default=0)):
            for name in order:
                if place < len(groups[name]):
                    yield groups[name][place], random.Random(f"{self.seed}/{kind}/{name}/{place}")


def _stated(fact: Fact, name: str) -> str:
    if isinstance(fact.value, Boolean):
        return f"{'Yes' if fact.value.value else 'No'}: for the {name}, {fact.attribute} is listed as {fact.text}."
    return f"The {fact.attribute} of the {name} is {fact.text}."


def _fit(
    fact: Fact,
    lines: Sequence[str],
    yes_no: Sequence[str] = wordings.YES_NO,
    labelled: Sequence[str] = wordings.LABELLED,
) -> Sequence[str]:
    """The wordings that suit an attribute: "the keeps hot of the mug" is nobody's question."""
    if isinstance(fact.value, Boolean):
        return yes_no
    return labelled if fact.attribute.split()[0] in wordings.NO_NOUNS else lines


def _common_attributes(facts: Facts) -> dict[str, dict[str, Fact]]:
    """By category, attributes that at least two of its products have, each with one of the facts."""
    owners: dict[str, dict[str, dict[str, Fact]]] = {}
    for fact in facts:
        if not fact.is_volatile and len(fact.attribute.split()) <= 3:
            category = facts.products[fact.product].category or ""
            owners.setdefault(category, {}).setdefault(fact.attribute, {})[fact.product] = fact
    return {
        category: {name: next(iter(found.values())) for name, found in sorted(names.items()) if len(found) > 1}
        for category, names in owners.items()
    }


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def _owner(item: object) -> str:
    """What an item is about: a product, or itself."""
    if isinstance(item, Fact):
        return item.product
    if isinstance(item, tuple):
        return _owner(item[0])
    return item.id if isinstance(item, ProductName) else str(item)
