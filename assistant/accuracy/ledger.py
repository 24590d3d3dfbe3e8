"""The facts, indexed for judging: by product and attribute, and backwards from a value to the products that have it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from assistant.accuracy.verdicts import Evidence
from assistant.facts.agreement import words_of
from assistant.facts.facts import Fact, Facts
from assistant.facts.numbers import fold
from assistant.facts.quantities import scan
from assistant.facts.values import Bound, Enumeration, Interval, Listing, Money, Quantity, Text, Value
from assistant.facts.words import keys

SMALL: Final = 5  # attributes
MANY: Final = 200  # facts of one value; of more, only those of the family are compared by name
_STRICT: Final = ("price", "warranty", "guarantee", "max load", "maximum load", "age", "safety")
_OLDPRICES: Final = frozenset({"compare-at price", "compare at price", "original price", "regular price"})
PRICES: Final = frozenset({"price", "sale price"})


@dataclass(frozen=True, slots=True)
class Stated:
    """All that is known of one attribute of one product."""

    current: tuple[Fact, ...]
    superseded: tuple[Fact, ...]


class Ledger:
    """Built once for a catalog."""

    def __init__(self, facts: Facts, *, is_record: bool = False) -> None:
        self.facts = facts
        self.is_record = is_record  # one product's record is all there is
        self._current: dict[str, dict[str, list[Fact]]] = {}
        self._old: dict[tuple[str, str], list[Fact]] = {}
        self._having: dict[tuple[str, str], list[Fact]] = {}
        self._said: dict[str, dict[str, dict[str, Fact]]] = {}  # attribute -> first word -> text -> a fact
        self._kin: dict[str, list[str]] = {}  # first word of a name -> products
        self._words_of: dict[str, frozenset[str]] = {}  # product -> the words of its name
        self._some: dict[str, list[Fact]] = {}
        self._attributes_of_dimension: dict[str, set[str]] = {}
        self._written: dict[str, dict[str, list[Fact]]] = {}
        self._beside: dict[str, tuple[Value, ...]] = {}
        for fact in facts:
            if not fact.is_current:
                self._old.setdefault((fact.product, fact.attribute), []).append(fact)
                continue
            self._current.setdefault(fact.product, {}).setdefault(fact.attribute, []).append(fact)
            self._written.setdefault(fact.attribute, {}).setdefault(same_text(fact.text), []).append(fact)
            for value in self.inner(fact):
                value = value.limit if isinstance(value, Bound) else value.low if isinstance(value, Interval) else value
                if isinstance(value, Quantity):
                    self._attributes_of_dimension.setdefault(value.dimension, set()).add(fact.attribute)
            some = self._some.setdefault(fact.attribute, [])
            if len(some) < 5:
                some.append(fact)
            self._having.setdefault((fact.attribute, _key(fact.value)), []).append(fact)
            for item in items_of(fact):
                if (said := keys(item)) and len(item) > 2:
                    self._said.setdefault(fact.attribute, {}).setdefault(said[0], {}).setdefault(item, fact)
        for product in facts.products.values():
            words = keys(product.name)
            self._kin.setdefault((words or ("",))[0], []).append(product.id)
            self._words_of[product.id] = frozenset(words)
        self._named = {keys(name): name for name in facts.attributes()}

    @property
    def is_small(self) -> bool:
        """A record of so few attributes that a value of a kind it states is about that one."""
        return self.is_record and len(self._some) <= SMALL

    def of(self, product: str, attribute: str) -> Stated:
        return Stated(tuple(self.current(product, attribute)), tuple(self._old.get((product, attribute), ())))

    def current(self, product: str, attribute: str) -> Sequence[Fact]:
        """What is stated of an attribute now, of the product and of its variants."""
        return self._current.get(product, _NOTHING).get(attribute, ())

    def all_of(self, product: str) -> tuple[Fact, ...]:
        """Current facts of a product and its variants."""
        return tuple(chain.from_iterable(self._current.get(product, _NOTHING).values()))

    def attributes_of(self, product: str) -> Iterable[str]:
        return self._current.get(product, {})

    def having(self, attribute: str, value: Value, *, but: Sequence[str], like: str = "") -> Fact | None:
        """A fact of another product that states this very value; of several the one whose name is most like one."""
        known = self._having.get((attribute, _key(value)), ())
        return self.nearest(known, but=but, like=like)

    def nearest(self, stated: Sequence[Fact], *, but: Sequence[str], like: str) -> Fact | None:
        """Of facts of other products that of the name most like one; of very many, of those of its family first."""
        if len(stated) > MANY:
            first, kin = stated[0], self._kin.get((keys(like) or ("",))[0], ())[:MANY]
            alike = (fact for id_ in kin for fact in self._current.get(id_, {}).get(first.attribute, ()))
            key = _key(first.value)
            found = [fact for fact in alike if _key(fact.value) == key and fact.product not in but]
            stated = found or stated[:MANY]
        name = frozenset(keys(like))
        others = [fact for fact in stated if fact.product not in but]
        return max(others, key=lambda fact: likeness(self._words(fact.product), name), default=None)

    def _words(self, product: str) -> frozenset[str]:
        known = self._words_of.get(product)
        return frozenset(keys(product)) if known is None else known

    def written(self, attribute: str) -> Mapping[str, list[Fact]]:
        """Every way a value of an attribute is written, with the facts that write it so."""
        return self._written.get(attribute, {})

    def is_telling(self, fact: Fact) -> bool:
        """Whether only this attribute of the whole catalog has values of this dimension, as lumens tell brightness."""
        value = fact.value.limit if isinstance(fact.value, Bound) else fact.value
        if not isinstance(value, Quantity) or value.dimension in {"count", "number", "percent", "time", "length"}:
            return False
        return self._attributes_of_dimension.get(value.dimension) == {fact.attribute} and len(self._some) > SMALL

    def named(self, words: tuple[str, ...]) -> str | None:
        """The attribute of exactly this name."""
        return self._named.get(words)

    def some_with(self, attribute: str) -> Sequence[Fact]:
        """A few facts of an attribute, to see what kind of value it takes."""
        return self._some.get(attribute, ())

    def texts_from(self, attribute: str, heads: Iterable[str]) -> dict[str, Fact]:
        """Every text value that begins with one of some words and that any product has for an attribute."""
        known = self._said.get(attribute, {})
        return {item: fact for head in heads for item, fact in known.get(head, {}).items()}

    def inner(self, fact: Fact) -> tuple[Value, ...]:
        """The fact's value and the values written beside it."""
        return (fact.value, *self.written_beside(fact))

    def written_beside(self, fact: Fact) -> tuple[Value, ...]:
        """The values of a text, and of what stands in brackets: "2 x 2200 W", "2 oz (57 g)"."""
        if not isinstance(fact.value, _WORDED) and "(" not in fact.text:
            return ()
        known = self._beside.get(fact.id)
        if known is None:
            known = self._beside[fact.id] = tuple(item.value for item in scan(fact.text))
        return known

    def old_prices(self, product: str, attribute: str) -> tuple[Fact, ...]:
        """Facts that state what an attribute was before."""
        stated = list(self._old.get((product, attribute), ()))
        if attribute in PRICES:
            stated += [fact for name in _OLDPRICES for fact in self._current.get(product, {}).get(name, ())]
        return tuple(stated)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How many of the words of two names are words of both."""
    num_shared = len(one & other)
    return num_shared / ((len(one) + len(other) - num_shared) or 1)


def same_text(text: str) -> str:
    """What two ways of writing the same have in common: signs and digits, but neither case nor spaces."""
    return _SPACES.sub(" ", fold(text).replace("\u00a0", " ").casefold()).strip(" .,;!\"'")


_WORDED: Final = (Text, Listing, Enumeration)
_SPACES: Final = re.compile(r"\s+")
_NOTHING: Final[Mapping[str, Sequence[Fact]]] = {}


def is_strict(attribute: str) -> bool:
    """Whether neither rounding nor "about" is forgiven."""
    return any(word in attribute.casefold() for word in _STRICT)


def items_of(fact: Fact) -> tuple[str, ...]:
    """The texts a text-like fact consists of."""
    if isinstance(fact.value, Listing):
        return fact.value.items
    return (str(fact.value),) if isinstance(fact.value, Text | Enumeration) else ()


def evidence(fact: Fact, name: str) -> Evidence:
    return Evidence(fact.id, f"{name}, {fact.attribute}: {fact.text}", str(fact.source))


def _key(value: Value) -> str:
    if isinstance(value, Quantity):
        return f"{value.dimension} {value.base.normalize():f}"
    if isinstance(value, Money):
        return f"{value.currency} {value.amount.normalize():f}"
    return " ".join(words_of(str(value)))
