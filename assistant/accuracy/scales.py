"""Which facts can be asked, which can be put in order, and which names are easily taken for each other."""

import random
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.accuracy.wordings import FOREIGN_MODELS, FOREIGN_WORDS
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.values import Interval, Listing, Money, Quantity, Value

_OF_NO_INTEREST = ("category", "name", "title", "type")  # the catalog's own order, not what a shopper asks
_MAX_WORDS = 10  # a longer value is prose: no answer repeats it word for word


def comparable(fact: Fact) -> tuple[str, Decimal] | None:
    """The kind of scale and the place on it; None for a value that has no place on one."""
    value = fact.value
    if isinstance(value, Quantity):
        return value.dimension, value.base
    return (value.currency, value.amount) if isinstance(value, Money) else None


def ends(facts: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """The lowest and the highest when all stand on one scale and neither end is shared, else None."""
    low, high = extremes(facts)
    return None if low is None or high is None else (low, high)


def extremes(facts: Sequence[Fact]) -> tuple[Fact | None, Fact | None]:
    """The one lowest and the one highest; None where several share the place or the scales differ."""
    placed = [(place, fact) for fact in facts if (place := comparable(fact)) is not None]
    if len(placed) < 2 or len({scale for (scale, _), _ in placed}) != 1:
        return None, None
    placed.sort(key=lambda item: item[0])
    low = placed[0][1] if placed[0][0] != placed[1][0] else None
    high = placed[-1][1] if placed[-1][0] != placed[-2][0] else None
    return low, high


def lowest_few(facts: Sequence[Fact]) -> tuple[list[Fact], Fact] | None:
    """At most four lowest, and the next one, above all of them: a limit that just those stay below."""
    placed = sorted(((place, fact) for fact in facts if (place := comparable(fact))), key=lambda item: item[0])
    num = min(4, len(placed) // 2)
    if num == 0 or placed[num - 1][0] == placed[num][0]:
        return None
    return [fact for _, fact in placed[:num]], placed[num][1]


def is_other_value(fact: Fact, own: Iterable[Fact]) -> bool:
    """Whether a fact's value, stated of the product that `own` describes, would be false."""
    return all(_excludes(fact, each) for each in own)


def near_names(products: Iterable[ProductName], brand: str) -> dict[str, list[str]]:
    """Products by id with those whose name differs from theirs in one word and shares more than the brand's."""
    of_brand = set(brand.casefold().split())
    words = {product.id: tuple(product.name.casefold().split()) for product in products}
    masks: dict[tuple[str, ...], list[str]] = {}
    for product, name in words.items():
        for place in range(len(name)):
            masks.setdefault((*name[:place], "", *name[place + 1 :]), []).append(product)
    near: dict[str, list[str]] = {}
    for alike in masks.values():
        shared = {word for word in words[alike[0]] if all(word in words[other] for other in alike)} - of_brand
        for product in alike if len(alike) > 1 and shared else ():
            others = [other for other in alike if words[other] != words[product]]
            near[product] = sorted({*near.get(product, ()), *others[:20]})
    return {product: others for product, others in near.items() if others}


def strange_name(name: str, known: Collection[str], brand: str, rng: random.Random) -> str | None:
    """A name like a given one that no product has; None when none was found."""
    begins_with_brand = name.split()[0].casefold() in brand.casefold().split()
    numbers = list(re.finditer(r"\d+", name))
    for _ in range(5):
        if numbers and rng.random() < 0.5:
            number = rng.choice(numbers)
            made = name[: number.start()] + str(int(number[0]) + rng.randint(3, 60)) + name[number.end() :]
        else:
            words = name.split()
            made = f"{name} {rng.choice(FOREIGN_MODELS)}"
            if len(words) > 1 and not begins_with_brand and rng.random() < 0.5:
                made = " ".join([rng.choice(FOREIGN_WORDS), *words[1:]])
        if made.casefold() not in known:
            return made
    return None


def askable(facts: Facts) -> Iterator[Fact]:
    """Current facts short enough to be repeated in an answer, of products whose name is theirs alone.

    A fact of the whole product is left out where a variant says something else, and so is one of many variants.
    """
    names = Counter(product.name.casefold() for product in facts.products.values())
    for fact in facts:
        product = facts.products[fact.product]
        if names[product.name.casefold()] > 1 or not fact.is_current or not _is_askable(fact):
            continue
        same = [each for each in facts.of(product.id) if each.attribute == fact.attribute and each.is_current]
        if fact.variant is not None:
            whole = [each for each in same if each.variant is None and not isinstance(each.value, Interval)]
            if not whole and _is_sayable(product, fact.variant):
                yield fact
        elif all(_meaning(each.value) == _meaning(fact.value) for each in same):
            yield fact


def content_words(text: str) -> list[str]:
    """Words of four letters and more, without an ending -s, by which two names of one thing are recognised."""
    return [word.removesuffix("s") for word in re.findall(r"[^\W\d_]{4,}", text.casefold())]


def _is_askable(fact: Fact) -> bool:
    is_short = 0 < len(fact.text.split()) <= _MAX_WORDS and len(fact.text) <= 80
    return is_short and "://" not in fact.text and fact.attribute not in _OF_NO_INTEREST


def _is_sayable(product: ProductName, variant: str) -> bool:
    """Whether people would name a variant so: "M / Red", but not "Black / 4, 3200 / 10 / 16"."""
    name = product.variants.get(variant, variant)
    is_unique = sum(each == name for each in product.variants.values()) < 2
    return is_unique and "," not in name and len(name.split()) <= 4


def _excludes(fact: Fact, own: Fact) -> bool:
    one, two = fact.value, own.value
    if type(one) is not type(two) or _meaning(one) == _meaning(two):
        return False
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        return one.dimension == two.dimension
    if isinstance(one, Listing) and isinstance(two, Listing):
        return not set(map(str.casefold, one.items)) & set(map(str.casefold, two.items))
    left, right = fact.text.casefold(), own.text.casefold()
    return left not in right and right not in left


def _meaning(value: Value) -> object:
    if isinstance(value, Quantity):
        return value.dimension, value.base
    return str(value).casefold()
