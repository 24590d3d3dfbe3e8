"""Whether the catalog is silent: a probe that expects "not stated" must not ask what is stated under another name."""

from collections.abc import Sequence
from functools import cache

from assistant.accuracy.scales import content_words
from assistant.facts.aliases import Names
from assistant.facts.facts import Facts
from assistant.knowledge.passages import Passage

_STEM = 5  # letters by which "repairable" and "repairability" are one


class Silence:
    """What is said of each product, in any of its facts, contradictions and passages."""

    def __init__(self, facts: Facts, passages: Sequence[Passage]) -> None:
        self._facts = facts
        self._names = Names(facts)
        self._meanings = cache(self._meanings_of)
        self._texts: dict[str, list[str]] = {}
        for fact in facts:
            self._texts.setdefault(fact.product, []).append(f"{fact.attribute} {fact.text}")
        for contradiction in facts.contradictions:
            self._texts.setdefault(contradiction.product, []).append(contradiction.attribute)
        for passage in passages:
            if passage.product is not None:
                self._texts.setdefault(passage.product, []).append(passage.text)
        self._stems: dict[str, set[str]] = {}

    def is_silent(self, product: str, attribute: str) -> bool:
        """No word of the attribute, and no attribute of the same meaning, is anywhere said of the product."""
        stems = self._stems.get(product)
        if stems is None:
            words = (word for text in self._texts.get(product, ()) for word in content_words(text))
            stems = self._stems[product] = {word[:_STEM] for word in words}
        if not stems or any(word[:_STEM] in stems for word in content_words(attribute)):
            return False
        own = {fact.attribute for fact in self._facts.of(product)}
        meant = self._meanings(attribute)
        return not any(meant & self._meanings(name) for name in own)

    def _meanings_of(self, attribute: str) -> frozenset[str]:
        mentions = self._names.attributes(attribute)
        found = {name for each in mentions for name in (each.name, each.concept, *each.alternatives)}
        return frozenset({attribute, *found})
