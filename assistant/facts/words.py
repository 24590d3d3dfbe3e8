"""Text -> words in the one form in which names are compared: no case, accents, hyphens, possessives or plurals."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# Letters that Unicode does not take apart, as people without them on their keyboard type them.
_TYPED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'", "ʼ": "'"}
)
_WORD = re.compile(r"(?<!\d['’ʼ])[^\W\d_]+(?:['’ʼ][^\W\d_]+)?|\d+(?:[.,]\d+)*|(?<=[^\W_])\+(?!\w)")


class Word(NamedTuple):
    """A run of letters or of digits: "X100's" is two words, "x" and "100". The mark of "B+" is the word "plus"."""

    key: str
    start: int
    end: int
    is_capital: bool
    is_number: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether it is written "+"."""
        return self.key == "plus" and self.end - self.start == 1


def words(text: str) -> list[Word]:
    """The words of a text with their places in it."""
    return list(_kept(text) if len(text) <= MAX_KEPT else _words(text))


MAX_KEPT = 500  # characters of a text whose words are remembered: many rules take the same sentence apart


@lru_cache(maxsize=4096)
def _kept(text: str) -> tuple[Word, ...]:
    return _words(text)


def _words(text: str) -> tuple[Word, ...]:
    found = []
    for match in _WORD.finditer(text):
        (key, length, is_capital, is_number), start = _form(match[0]), match.start()
        found.append(Word._make((key, start, start + length, is_capital, is_number)))
    return tuple(found)


class _Form(NamedTuple):
    """What a word is wherever it stands; `length` is that of the word without a possessive."""

    key: str
    length: int
    is_capital: bool
    is_number: bool


@lru_cache(maxsize=65536)
def _form(surface: str) -> _Form:
    if surface == "+":
        return _Form("plus", 1, is_capital=True, is_number=False)
    for apostrophe in "'’ʼ":
        stem, mark, tail = surface.partition(apostrophe)
        if mark and tail.lower() == "s":
            surface = stem
    key = _key(surface)
    return _Form(key, len(surface), surface[0].isupper(), key[0].isdigit())


def is_at(name: tuple[str, ...], row: Sequence[Word], at: int) -> bool:
    """Whether a name, given by its words, stands at a place of a row of words."""
    return at < len(row) and row[at].key == name[0] and tuple(word.key for word in row[at : at + len(name)]) == name


def keys(text: str) -> tuple[str, ...]:
    """The words alone, to compare two names by."""
    return _keys(text) if len(text) <= MAX_KEPT else tuple(word.key for word in _words(text))


@lru_cache(maxsize=32768)
def _keys(text: str) -> tuple[str, ...]:
    return tuple(word.key for word in _words(text))


def _key(surface: str) -> str:
    plain = unicodedata.normalize("NFKD", surface.casefold()).translate(_TYPED)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = plain or surface  # a mark that is all accent, as "ﾞ" is
    return _singular(plain) if not plain[:1].isdigit() else plain


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1]


def is_one_slip(written: str, meant: str) -> bool:
    """One letter more, less, changed, or two neighbours swapped."""
    if written == meant or abs(len(written) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    one, other = written[start:], meant[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    return one[1:] == other if len(one) > len(other) else one == other[1:]
