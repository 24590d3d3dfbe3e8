"""Names in text: which product is meant, which could be, which we do not have; and which attributes are spoken of.

A trie over words holds every name. The longest match wins, numbers and model suffixes must agree to the letter
("Tarn 2" is never "Tarn 3", nor "X100" "X100 Pro"), and the start of a name stands for all products below it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from assistant.facts.attributes import AttributeMention, AttributeNames
from assistant.facts.facts import Facts, ProductName
from assistant.facts.foreign import Foreign, is_measured
from assistant.facts.lexicon import lexicon
from assistant.facts.words import Word, is_at, is_one_slip, keys, words

MentionKind = Literal["product", "ambiguous", "unknown", "competitor"]
MIN_SLIP = 5  # letters of a word in which one slip of the pen is forgiven
MIN_CODE = 4  # characters of a stock code that is looked for in text
_JOINED = frozenset(("a", "an", "the", "our", "your", "some", "two"))
_OTHERWISE = frozenset(("or", "and", "vs", "versus"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A product named in a text."""

    start: int
    end: int
    surface: str
    kind: MentionKind
    product: str | None = None  # catalog id of a "product"
    candidates: tuple[str, ...] = ()  # catalog ids that an "ambiguous" one may mean


@dataclass(slots=True)
class _Node:
    """A word in the trie of names."""

    children: dict[str, "_Node"] = field(default_factory=dict)
    exact: dict[str, None] = field(default_factory=dict)  # products of exactly this name, in order
    below: dict[str, None] = field(default_factory=dict)  # products whose names go on from here


class Names:
    """Finds products and attributes by all the names people use for them."""

    def __init__(self, facts: Facts, competitors: Iterable[str] = (), brand_aliases: Iterable[str] = ()) -> None:
        self._products = facts.products
        self._root = _Node()
        self._brands = [name for name in (keys(text) for text in (facts.brand, *brand_aliases)) if name]
        self._competitors = [name for name in map(keys, competitors) if name]
        for product in facts.products.values():
            self._add(product)
        self._slips: dict[str, list[str]] = {}  # a first word of a name without one of its letters -> the word
        for key in self._root.children:
            for shorter in _shortened(key) if len(key) >= MIN_SLIP else ():
                self._slips.setdefault(shorter, []).append(key)
        self._firms = frozenset(name[0] for name in (*self._brands, *self._competitors))  # the first words of those
        names = [keys(product.name) for product in facts.products.values()]
        categories = [keys(product.category or "") for product in facts.products.values()]
        self._foreign = Foreign(names, categories, self._brands, facts)
        self._attributes = AttributeNames(facts.attributes())
        self._variants = {id_: _variant_words(product) for id_, product in facts.products.items()}
        self._find = lru_cache(maxsize=4096)(self._search)

    def display(self, product: str) -> str:
        """The name to show for a catalog id; the id itself when it is none of ours."""
        known = self._products.get(product)
        return known.name if known else product

    def find(self, text: str) -> list[Mention]:
        """Products named in a text, in order of place."""
        return list(self._find(text))

    def attributes(self, text: str, *, is_lenient: bool = False) -> list[AttributeMention]:
        """Attributes named or asked for in a text, in order of place; words of product names are none."""
        taken = [(mention.start, mention.end) for mention in self._find(text)]
        return self._attributes.find(text, taken, is_lenient=is_lenient)

    def of_concept(self, concept: str) -> tuple[str, ...]:
        """The catalog's attributes that mean a common one ("capacity"), best first."""
        return self._attributes.of_concept(concept)

    def concept(self, attribute: str) -> str:
        """What an attribute of the catalog is called in general."""
        return self._attributes.concept(attribute)

    def variants(self, product: str, text: str) -> tuple[str, ...]:
        """Variants of a product whose whole name is spoken in a text ("the red one in M"), fullest names first."""
        spoken = set(keys(text))
        found = [(len(name), id_) for id_, name in self._variants.get(product, {}).items() if name and name <= spoken]
        most = max((length for length, _ in found), default=0)
        return tuple(id_ for length, id_ in found if length == most)

    def _add(self, product: ProductName) -> None:
        for name in (product.name, *product.aliases):
            for path in self._forms(keys(name)):
                self._insert(path, product.id, is_open=name == product.name)
        for sku in product.skus:
            if len(sku) >= MIN_CODE and not (sku.isdigit() and len(sku) < 6):
                self._insert(keys(sku), product.id, is_open=False)

    def _forms(self, name: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The name, and what is left of it without the brand before it."""
        forms = [name[1:] if name[:1] == ("the",) and len(name) > 1 else name]
        for brand in self._brands:
            if forms[0][: len(brand)] == brand and len(forms[0]) > len(brand):
                forms.append(forms[0][len(brand) :])
        return forms

    def _insert(self, path: Sequence[str], product: str, *, is_open: bool) -> None:
        if not path:
            return
        node = self._root
        for key in path:
            node = node.children.setdefault(key, _Node())
            if is_open:
                node.below[product] = None
        node.exact[product] = None

    def _search(self, text: str) -> tuple[Mention, ...]:
        row = words(text)
        found: list[Mention] = []
        at = 0
        while at < len(row):
            if self._begins_none(row[at]):
                at += 1
                continue
            end, kind, ids = self._at(row, at, text)
            if end == at:
                at += 1
                continue
            start = self._with_brand(row, at) if kind != "competitor" else at
            first, last = row[start].start, row[end - 1].end
            product = ids[0] if kind == "product" else None
            found.append(Mention(first, last, text[first:last], kind, product, ids if kind == "ambiguous" else ()))
            other = self._sibling(row, at, end)
            if other is not None and end + 2 <= len(row):
                number = row[end + 1]
                found.append(Mention(number.start, number.end, text[number.start : number.end], "product", other))
                end += 2
            at = end
        return tuple(found)

    def _begins_none(self, word: Word) -> bool:
        """Whether no name begins with a word, of ours or not: a small letter, and no first word but for a slip."""
        if word.is_capital or word.key in self._root.children or word.key in self._firms:
            return False
        return self._slip(self._root, word) is None

    def _at(self, row: list[Word], at: int, text: str) -> tuple[int, MentionKind, tuple[str, ...]]:
        """What starts at a word: where it ends (at `at` when nothing does), what it is, and which products."""
        for name in self._competitors:
            if is_at(name, row, at) and row[at].is_capital | (len(name) > 1):
                return at + len(name), "competitor", ()
        end, ids, is_whole = self._walk(row, at)
        if ids:
            beyond = self._foreign.beyond(row, at, end, follows=self._numbers(row, at, end), is_whole=is_whole)
            if beyond is not None:
                return self._narrowed(row, at, end, ids, beyond)
            return end, ("product" if len(ids) == 1 else "ambiguous"), ids
        for brand in self._brands:
            if is_at(brand, row, at) and self._walk(row, at + len(brand))[1]:
                return at, "unknown", ()  # the product's name begins after the brand's
        stranger = self._foreign.stranger(row, at, text)
        return (stranger, "unknown", ()) if stranger > at else (at, "unknown", ())

    def _narrowed(
        self, row: list[Word], at: int, end: int, ids: tuple[str, ...], beyond: int
    ) -> tuple[int, MentionKind, tuple[str, ...]]:
        """A family name with more words after it: "Tarn tent" is one of the Tarns, "Tarn 9" is none."""
        spoken = {word.key for word in row[at:beyond]}
        kept = tuple(id_ for id_ in ids if spoken <= set(keys(self.display(id_))))
        if not kept:
            return beyond, "unknown", ()
        return beyond, ("product" if len(kept) == 1 else "ambiguous"), kept

    def _walk(self, row: list[Word], at: int) -> tuple[int, tuple[str, ...], bool]:
        """Where the longest name that starts here ends, the products it may mean, and whether it is a whole name."""
        node, path, is_slip = self._root, [self._root], False
        for place in range(at, len(row)):
            word = row[place]
            if _is_and(row, place):
                break
            child = node.children.get(word.key)
            if child is None:
                meant = self._slip(node, word)
                if meant is None:
                    break
                child, is_slip = node.children[meant], True
            node = child
            path.append(node)
        depth = len(path) - 1
        if depth == 0:
            return at, (), False
        whole = max((place for place, step in enumerate(path) if step.exact), default=0)
        if whole and (whole == depth or not _goes_on(row, at, whole, depth)):
            is_meant = self._foreign.is_name(row, at, at + whole, is_whole=True) and not (is_slip and whole < 2)
            return (at + whole, tuple(path[whole].exact), True) if is_meant else (at, (), False)
        if tuple(word.key for word in row[at : at + depth]) in self._brands:
            return at, (), False  # the brand alone names none of its products
        if not path[depth].below or (is_slip and (depth < 2 or len(path[depth].below) > 1)):
            return at, (), False
        if not self._foreign.is_name(row, at, at + depth, is_whole=False):
            return at, (), False
        below = tuple(sorted(path[depth].below, key=self.display))
        plain = self._plainest(below, depth, path[1]) if any(word.is_number for word in row[at : at + depth]) else None
        return at + depth, (plain,) if plain else below, False

    def _plainest(self, products: tuple[str, ...], depth: int, family: _Node) -> str | None:
        """Of products whose names go on from a model's number, the one that only adds what most of the family is."""
        lasts = [keys(self.display(id_))[-1] for id_ in family.below]
        usual = max(sorted(set(lasts)), key=lasts.count, default="")
        short = [id_ for id_ in products if len(keys(self.display(id_))) - depth == 1]
        plain = short if len(short) == 1 else [id_ for id_ in short if keys(self.display(id_))[-1] == usual]
        return plain[0] if len(plain) == 1 and len(products) > 1 else None

    def _numbers(self, row: list[Word], at: int, end: int) -> frozenset[str] | None:
        """What follows the numbers that tell a family apart at this place, as "gb" in "32 GB"; None without numbers."""
        node = self._root
        for word in row[at:end]:
            node = node.children.get(word.key) or _Node()
        numbered = [child for key, child in node.children.items() if key[0].isdigit()]
        return frozenset(key for child in numbered for key in child.children) if numbered else None

    def _sibling(self, row: list[Word], at: int, end: int) -> str | None:
        """The product a bare number after "or" means: "the Tarn 2 or 3"."""
        numbers = [place for place in range(at, end) if row[place].is_number]
        if not numbers or end + 1 >= len(row) or row[end].key not in _OTHERWISE or not row[end + 1].is_number:
            return None
        path = [*(word.key for word in row[at : numbers[-1]]), row[end + 1].key]
        node: _Node | None = self._root
        for key in path:
            node = node.children.get(key) if node else None
        if node is None or is_measured(row, end + 1) or len(node.below) != 1:
            return None
        return next(iter(node.below))

    def _slip(self, node: _Node, word: Word) -> str | None:
        """The one name-word that a misspelt one must mean."""
        if word.is_number or len(word.key) < MIN_SLIP or word.key in lexicon().ordinary:
            return None
        known: Iterable[str] = node.children
        if node is self._root:
            if self._foreign.is_known_word(word.key):
                return None
            # two words a slip apart have a shortened form in common
            near = dict.fromkeys(key for shorter in _shortened(word.key) for key in self._slips.get(shorter, ()))
            known = [key for key in near if key[0] == word.key[0]]
        close = [key for key in known if len(key) >= MIN_SLIP and is_one_slip(word.key, key)]
        return close[0] if len(close) == 1 else None

    def _with_brand(self, row: list[Word], at: int) -> int:
        for brand in self._brands:
            if at >= len(brand) and is_at(brand, row, at - len(brand)):
                return at - len(brand)
        return at


def _shortened(key: str) -> set[str]:
    """A word, and the word without each of its letters."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}


def _is_and(row: list[Word], at: int) -> bool:
    """Whether a "plus" joins two things: "the Model B plus a case"."""
    if row[at].key != "plus" or row[at].is_capital:
        return False
    return at + 1 < len(row) and row[at + 1].key in _JOINED


def _goes_on(row: list[Word], at: int, whole: int, deepest: int) -> bool:
    """Whether the words after a whole name are written as part of a longer one."""
    return all(word.is_capital or word.is_number for word in row[at + whole : at + deepest]) and not is_measured(
        row, at + deepest - 1
    )


def _variant_words(product: ProductName) -> dict[str, frozenset[str]]:
    own = set(keys(product.name))
    return {id_: frozenset(keys(name)) - own for id_, name in product.variants.items()}
