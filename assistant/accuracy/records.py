"""One product's record, as any program writes it, as facts: nested keys, units beside values, lists, yes and no."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from assistant.accuracy.ledger import SMALL
from assistant.catalog.product import Source
from assistant.facts.aliases import Mention
from assistant.facts.attributes import AttributeMention
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.lexicon import lexicon
from assistant.facts.quantities import parse_value
from assistant.facts.scanning import scan
from assistant.facts.values import Boolean, Dimensions, Listing, Quantity, Value
from assistant.facts.words import Word, keys, words

PRODUCT: Final = "product"


def facts_of(record: Mapping[str, Any], place: str) -> Facts:
    """Facts of one product; `place` names the record in the evidence, as in "answers.jsonl:3"."""
    name = next(
        (str(record[key]) for key in ("name", "title", "product_name") if isinstance(record.get(key), str)), "product"
    )
    facts = []
    for number, (path, value, text) in enumerate(_leaves(record, ())):
        attribute = " ".join(_spoken(path))
        if attribute:
            facts.append(
                Fact(
                    f"{PRODUCT}/{attribute}#{number}",
                    PRODUCT,
                    attribute,
                    value,
                    text,
                    Source(place, None, ".".join(path)),
                )
            )
    return Facts("", [ProductName(PRODUCT, name)], [*facts, *_sizes(facts)])


class RecordNames:
    """Names for one record: its product, and its keys as people say them."""

    def __init__(self, facts: Facts) -> None:
        self._name = next(iter(facts.products.values())).name
        self._has_name = self._name != "product"
        attributes = list(dict.fromkeys(fact.attribute for fact in facts))
        booleans = {fact.attribute for fact in facts if isinstance(fact.value, Boolean)}
        self._keys = {name: _significant(name) or keys(name) for name in attributes}
        self._booleans = booleans
        self._num_booleans = len(booleans)

    def find(self, text: str) -> list[Mention]:
        if not self._has_name or len(self._name) < 3:
            return []
        at = text.casefold().find(self._name.casefold())
        if at < 0:
            return []
        return [Mention(at, at + len(self._name), text[at : at + len(self._name)], "product", PRODUCT)]

    def attributes(self, text: str) -> list[AttributeMention]:
        """A run of words that are words of a key. Yes-or-no keys must be said almost whole."""
        taken = [(mention.start, mention.end) for mention in self.find(text)]
        row = [word for word in words(text) if not any(start <= word.start < end for start, end in taken)]
        said = [set(_forms(word.key)) for word in row]
        matched = {name: _matched(wanted, said) for name, wanted in self._keys.items()}
        shares = {name: self._share(name, matched[name], said) for name in matched}
        found = [self._boolean(text, row, name, matched[name]) for name in self._booleans if shares[name] >= 0.5]
        for first, last in _runs(
            sorted({i for name, places in matched.items() if name not in self._booleans for i in places})
        ):
            named = [
                name
                for name in matched
                if name not in self._booleans and any(first <= i <= last for i in matched[name])
            ]
            ranks = {name: sum(1 for i in matched[name] if first <= i <= last) for name in named}
            best = max(ranks.values())
            kept = sorted((name for name in named if ranks[name] == best), key=lambda name: -shares[name])
            kept = [name for name in kept if shares[name] >= 0.5 or len(self._keys) <= SMALL]
            if not kept:
                continue
            start, end = row[first].start, row[last].end
            found.append(AttributeMention(start, end, kept[0], text[start:end], kept[0], tuple(kept[1:])))
        return sorted(found, key=lambda mention: mention.start)

    def display(self, product: str) -> str:
        return self._name

    def variants(self, product: str, text: str) -> tuple[str, ...]:
        return ()

    def _share(self, name: str, places: list[int], said: list[set[str]]) -> float:
        wanted = self._keys[name]
        hit = sum(1 for key in wanted if any(_same(form, key) for i in places for form in said[i]))
        return hit / len(wanted)

    def _boolean(self, text: str, row: list[Word], name: str, places: list[int]) -> AttributeMention:
        start, end = row[places[0]].start, row[places[-1]].end
        return AttributeMention(start, end, name, text[start:end], name)


_META: Final = re.compile(r"(?i)(?:seq_?id|tombston|approved|^type$|^language_tag$|^marketplace)")
_NOTHING: Final = frozenset(
    {"", "n/a", "na", "null", "none", "unknown", "not known", "not applicable", "unspecified", "null.int", "array"}
)
_IDLE: Final = frozenset(
    keys(
        "item product value number num of is are has have the a an and description type total feature with by for"
        " not no"
    )
)


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Value, str]]:
    """(path, value, text as shown) of everything that a record states."""
    if isinstance(value, Mapping):
        yield from _of_mapping(value, path)
    elif isinstance(value, list):
        yield from _of_list(value, path)
    elif value is not None and not isinstance(value, str):
        shown = (
            "yes"
            if value is True
            else "no"
            if value is False
            else f"{value:g}"
            if isinstance(value, float)
            else str(value)
        )
        yield path, parse_value(shown, attribute=" ".join(path)), shown
    elif isinstance(value, str) and value.strip().casefold() not in _NOTHING:
        packed = re.fullmatch(r"(\w+):\s*\{?\s*(?:value:)?\s*\"?(.*?)\"?\s*\}?", value.strip(), re.DOTALL)
        if packed is not None and path and path[-1] == "attribute":
            path, value = (packed[1],), packed[2].replace('\\"', '"')
        text = _plain(value)
        yield path, parse_value(text, attribute=" ".join(_spoken(path))), text


def _of_mapping(value: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Value, str]]:
    amount = next(
        (value[key] for key in ("decimal_value", "value", "string_value") if value.get(key) is not None), None
    )
    if value.get("unit") and amount is not None and not isinstance(amount, Mapping | list | bool):
        shown = f"{amount:g}" if isinstance(amount, float) else str(amount)
        text = shown if re.search(r"[A-Za-z\"']", shown) else f"{shown} {str(value['unit']).replace('_', ' ')}"
        yield path, parse_value(text), text
        rest = {key: item for key, item in value.items() if key == "normalized_value" or isinstance(item, list)}
    else:
        rest = dict(value)
    for key, item in rest.items():
        if not (_META.search(key) and not (isinstance(item, str) and key == "type" and item != "unknown")):
            yield from _leaves(item, path if key in {"value", "normalized_value", "string_value"} else (*path, key))


def _of_list(value: list[Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Value, str]]:
    texts = [_plain(item) for item in value if isinstance(item, str) and item.strip().casefold() not in _NOTHING]
    if len(texts) > 1:
        yield path, Listing(tuple(texts), closed=False), ", ".join(texts)
        for text in texts:
            if any(found.value for found in scan(text)):
                yield path, parse_value(text), text
    elif texts:
        yield path, parse_value(texts[0], attribute=" ".join(_spoken(path))), texts[0]
    for item in value:
        if not isinstance(item, str):
            yield from _leaves(item, path)


def _plain(text: str) -> str:
    """A value as people read it: "jewel_case" is a jewel case."""
    return re.sub(r"(?<=\w)_(?=\w)", " ", " ".join(text.split())) if " " not in text.strip() else " ".join(text.split())


def _spoken(path: tuple[str, ...]) -> list[str]:
    """A path of keys as words: itemPackageWeight and item_package_weight are the same three."""
    return [part.lower() for key in path for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", key)]


def _sizes(facts: list[Fact]) -> Iterator[Fact]:
    """Length, width and height beside each other are also one size."""
    groups: dict[tuple[str, str], dict[str, Fact]] = {}
    for fact in facts:
        stem, _, last = fact.attribute.rpartition(" ")
        if last in {"length", "width", "height", "depth"} and isinstance(fact.value, Quantity):
            groups.setdefault((stem, fact.value.unit), {}).setdefault(last, fact)
    for (stem, unit), axes in groups.items():
        if len(axes) > 1:
            quantities = tuple(fact.value for fact in axes.values() if isinstance(fact.value, Quantity))
            size, first = Dimensions(quantities), next(iter(axes.values()))
            yield Fact(f"{PRODUCT}/{stem} size {unit}", PRODUCT, stem or "dimensions", size, str(size), first.source)


def _matched(wanted: tuple[str, ...], said: list[set[str]]) -> list[int]:
    """The places of the words that are words of a key."""
    return [place for place, forms in enumerate(said) if any(_same(form, key) for key in wanted for form in forms)]


def _significant(name: str) -> tuple[str, ...]:
    return tuple(key for key in keys(name) if key not in _IDLE)


def _same(one: str, other: str) -> bool:
    """The same word, or one a longer form of the other: microwaveable and microwave."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short[: max(5, len(short) - 2)]) and len(long) - len(short) <= 5


_ADJECTIVES: Final = {
    "long": "length", "wide": "width", "high": "height", "tall": "height", "deep": "depth", "thick": "thickness",
    "heavy": "weight", "weigh": "weight", "old": "age", "colour": "color", "aluminium": "aluminum", "autofocu": "focus",
    "across": "diameter", "hold": "capacity", "inside": "inner", "outside": "outer", "size": "dimension", "big": "size",
    "measure": "dimension", "dimension": "size", "produce": "year",
}  # fmt: skip


@cache
def _ways() -> dict[str, tuple[str, ...]]:
    """One-word ways of naming a common attribute -> the words of its name."""
    found: dict[str, tuple[str, ...]] = {}
    for concept, ways in lexicon().concepts.items():
        for way in ways[1:]:
            if len(keys(way)) == 1 and len(keys(concept)) == 1:
                found.setdefault(keys(way)[0], keys(concept))
    return found


def _forms(key: str) -> tuple[str, ...]:
    other = _ADJECTIVES.get(key)
    return (key, *((other,) if other else ()), *_ways().get(key, ()))


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    start = None
    for at, place in enumerate(places):
        start = place if start is None else start
        if at + 1 == len(places) or places[at + 1] != place + 1:
            yield start, place
            start = None
