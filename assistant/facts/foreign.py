"""Names that look like products and are none of ours: "Tarn 9", "Tarn 2 Pro", "the Zenith X200".

Precision first: sizes, measures, standards, places and ordinary words are no products.
"""

from collections.abc import Sequence
from itertools import pairwise

from assistant.facts.facts import Facts
from assistant.facts.lexicon import lexicon
from assistant.facts.words import Word, is_at, keys, words


class Foreign:
    """What this catalog's names look like, and so what does not fit them."""

    def __init__(
        self,
        names: Sequence[tuple[str, ...]],
        categories: Sequence[tuple[str, ...]],
        brands: Sequence[tuple[str, ...]],
        facts: Facts,
    ) -> None:
        self._brands = brands
        self._nouns = {noun for noun in map(_noun, names) if noun} | {name[-1] for name in categories if name}
        self._known: set[str] = {
            key for others in lexicon().concepts.values() for other in others for key in keys(other)
        }
        spoken = [keys(other) for others in lexicon().concepts.values() for other in others]
        spoken += [keys(attribute) for attribute in facts.attributes()]
        self._phrases = {pair for name in spoken for pair in pairwise(name)}
        self._known |= {key for name in categories for key in name}
        self._lower: set[str] = set()
        for fact in facts:
            if " " in fact.text and "://" not in fact.text and len(fact.text) < 400:
                for word in words(fact.text):
                    self._known.add(word.key)
                    if not word.is_capital:
                        self._lower.add(word.key)
            else:
                self._known.update(keys(fact.text[:80]))
            self._lower.update(keys(fact.attribute))
        self._known |= self._lower
        self._of_names = {key for name in names for key in name}

    def is_known_word(self, key: str) -> bool:
        """Whether a word occurs in the catalog's values, attributes or everyday language."""
        return key in lexicon().ordinary or key in self._known or key in lexicon().numbered or key in lexicon().units

    def is_name(self, row: list[Word], at: int, end: int, *, is_whole: bool) -> bool:
        """Whether words that begin, or are, a product's name are meant as one."""
        span = row[at:end]
        if all(word.is_number for word in span):
            return False
        letters = [word for word in span if not word.is_number]
        is_distinct = any(self._is_distinct(word.key) for word in letters) or self._is_code(row, end)
        is_written_so = all(word.is_capital for word in letters) and (at > 0 or len(span) > 1)
        if is_whole:
            return len(span) > 1 or is_distinct or (is_written_so and not _is_title(row))
        if is_distinct:
            return True
        return len(span) > 1 and is_written_so and not _is_title(row)

    def _is_code(self, row: list[Word], at: int) -> bool:
        """Whether a number of two or more digits is glued to the word before, as in "X200"."""
        if at >= len(row) or not row[at].is_number or row[at].start != row[at - 1].end:
            return False
        return len(row[at].key) > 1 and row[at - 1].key not in lexicon().numbered

    def _is_distinct(self, key: str) -> bool:
        return len(key) > 2 and key not in lexicon().ordinary and key not in self._lower and key not in self._nouns

    def beyond(
        self, row: list[Word], at: int, end: int, *, follows: frozenset[str] | None, is_whole: bool
    ) -> int | None:
        """Where a name really ends when words follow that do not belong to the product matched so far.

        `follows`: what may follow the number that tells the family's products apart; None when none does.
        """
        reach = end
        if follows is not None and reach < len(row) and row[reach].is_number:
            if not is_measured(row, reach):
                reach += 1
            elif row[reach + 1].key in follows:  # "Dominator 67 GB", where others are 16 and 32 GB
                reach += 2
        while reach < len(row) and self._is_suffix(row, reach):
            reach += 1
        is_open = reach > end or not is_whole  # "the puffer jacket": a whole name and what it is
        if is_open and reach == end and self._is_other_kind(row, reach):
            reach += 1
        if reach > end and self._is_model_number(row, reach):
            reach += 1
        if is_open and reach < len(row) and row[reach].key in self._nouns and row[reach - 1].key not in self._nouns:
            is_named = row[reach].is_capital and not _is_title(row)
            if reach > end or is_named or not any(word.is_number for word in row[at:end]):
                reach += 1
        return reach if reach > end else None

    def _is_other_kind(self, row: list[Word], at: int) -> bool:
        """Whether a family's name goes on with a capitalised word of its own: "Brook Lantern"."""
        if at >= len(row) or row[at].is_number or not row[at].is_capital or _is_title(row):
            return False
        if row[at].start > row[at - 1].end + 1:
            return False  # a comma between them
        if row[at].key in self._of_names and row[at].key not in lexicon().ordinary:
            return True  # "Skerry UL", where the catalog has a "Lunna UL": here it is no standard's name
        return row[at].key not in lexicon().ordinary and row[at].key not in lexicon().numbered

    def _is_model_number(self, row: list[Word], at: int) -> bool:
        """Whether the words of a model go on with its number: "Skerry UL 2", "Skerry Pro Max 3"."""
        if at >= len(row) or not row[at].key.isdigit() or row[at - 1].is_number or row[at].start > row[at - 1].end + 1:
            return False
        is_thing = at + 1 < len(row) and row[at + 1].is_capital and row[at + 1].key in self._nouns
        return is_thing or (len(row[at].key) < 3 and not is_measured(row, at))

    def _is_suffix(self, row: list[Word], at: int) -> bool:
        word = row[at]
        if word.key in lexicon().suffixes:
            after = row[at + 1].key if at + 1 < len(row) else ""
            return (word.key, after) not in self._phrases  # of "Folding Table max load" the "max" is no suffix
        return word.key in lexicon().weak_suffixes and word.is_capital and not _is_title(row)

    def stranger(self, row: list[Word], at: int, text: str) -> int:
        """Where a product's name that is none of ours ends; `at` itself when none starts here."""
        first = at
        for brand in self._brands:
            if is_at(brand, row, at):
                first = at + len(brand)
        is_branded = first > at
        end = first
        while end < len(row) and self._is_odd(row, end, text):
            end += 1
        if end == first or not self._of_names or _is_title(row):
            return at
        if at > 1 and row[at - 1].is_capital and not self._is_ordinary(row, at - 1):
            return at
        glued = end < len(row) and row[end].is_number and row[end].start == row[end - 1].end
        is_numbered = end < len(row) and row[end].is_number and not is_measured(row, end)
        before = row[at - 1].key if at else ""
        is_pointed = at == 0 or before in lexicon().pointing
        if is_numbered and (is_pointed or is_branded) and self._is_model(row, first, end, is_glued=glued):
            end += 1
            while end < len(row) and (self._is_suffix(row, end) or row[end].start == row[end - 1].end):
                end += 1
            return end + (end < len(row) and row[end].key in self._nouns)
        further = end
        while (
            further < len(row) and further - end < 3 and row[further].is_capital and row[further].key in self._of_names
        ):
            further += 1  # "the Orbis Junior Sleeping Bag"
        if further > end and row[further - 1].key in self._nouns:
            end = further - 1
        if end < len(row) and row[end].key in self._nouns and (row[end].is_capital or before == "the"):
            is_numbered = end + 1 < len(row) and row[end + 1].is_number and not is_measured(row, end + 1)
            return end + 1 + is_numbered
        if is_branded and row[first].key not in lexicon().company and any(len(word.key) > 3 for word in row[first:end]):
            return end
        return at

    def _is_ordinary(self, row: list[Word], at: int) -> bool:
        return row[at].key in lexicon().ordinary

    def _is_odd(self, row: list[Word], at: int, text: str) -> bool:
        """A capitalised word that neither everyday language nor the catalog's values know."""
        word = row[at]
        if word.is_number or not word.is_capital or word.key in self._of_names:
            return False
        is_code = at + 1 < len(row) and row[at + 1].is_number and row[at + 1].start == word.end
        if word.key in lexicon().numbered if is_code else self.is_known_word(word.key):
            return False
        is_apart = at > 0 and any(mark in ".!?,;:()|\n" for mark in text[row[at - 1].end : word.start])
        return not (is_apart and at and row[at - 1].is_capital)

    def _is_model(self, row: list[Word], first: int, end: int, *, is_glued: bool) -> bool:
        """Whether a word before a number is shaped like a model, and not like a standard's code."""
        word = row[end - 1]
        if is_glued:
            digits = row[end].end - row[end].start
            return digits > 1 and word.key + row[end].key not in self._known
        return len(word.key) > 2 and end - first <= 3


def is_measured(row: list[Word], at: int) -> bool:
    """Whether the number at a word is followed by its unit or counted thing."""
    if not row[at].is_number:
        return False
    after = at + 2 if at + 1 < len(row) and row[at + 1].is_mark else at + 1  # "20+ hours"
    follows = row[after] if after < len(row) else None
    if follows is None:
        return False
    if follows.is_capital and len(follows.key) > 3 and follows.start > row[at].end:
        return False  # "the Drover 45 Pack"
    return follows.key in lexicon().units and (follows.key != "a" or follows.start == row[at].end)


def _noun(name: tuple[str, ...]) -> str:
    """What a product is, by its name: the last word that is no number, model suffix or family name."""
    suffixes = lexicon().suffixes | lexicon().weak_suffixes
    fit = [key for key in name[1:] if key.isalpha() and len(key) > 2 and key not in suffixes]
    return fit[-1] if fit else ""


def _is_title(row: list[Word]) -> bool:
    """Whether a text writes Nearly Every Word With a Capital, so that a capital means nothing."""
    letters = [word for word in row if not word.is_number]
    return len(letters) >= 5 and sum(word.is_capital for word in letters) > 0.7 * len(letters)
