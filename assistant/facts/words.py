"""Text -> words in the one form in which names are compared: no case, accents, hyphens, possessives or plurals."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters that Unicode does not take apart, as people without them on their keyboard type them.
_TYPED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'", "ʼ": "'"}
)
_WORD = re.compile(r"(?<!\d['’ʼ])[^\W\d_]+(?:['’ʼ][^\W\d_]+)?|\d+(?:[.,]\d+)*|(?<=[^\W_])\+(?!\w)")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters or of digits: "X100's" is two words, "x" and "100". The mark of "B+" is the word "plus"."""

    key: str
    start: int
    end: int
    is_capital: bool

    @property
    def is_number(self) -> bool:
        return self.key[0].isdigit()

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
        surface = match[0]
        if surface == "+":
            found.append(Word("plus", match.start(), match.end(), is_capital=True))
            continue
        end = match.end()
        for apostrophe in "'’ʼ":
            stem, mark, tail = surface.partition(apostrophe)
            if mark and tail.lower() == "s":
                surface, end = stem, match.start() + len(stem)
        found.append(Word(_key(surface), match.start(), end, surface[0].isupper()))
    return tuple(found)


def keys(text: str) -> tuple[str, ...]:
    """The words alone, to compare two names by."""
    return _keys(text) if len(text) <= MAX_KEPT else tuple(word.key for word in _words(text))


@lru_cache(maxsize=32768)
def _keys(text: str) -> tuple[str, ...]:
    return tuple(word.key for word in _words(text))


@lru_cache(maxsize=65536)
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
