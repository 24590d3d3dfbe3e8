"""Who made what, in whole statements beside a record: "was directed by A", "A is the director of X"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.accuracy.forms import HOW, Decided, amount_of, compares, is_same, of_key
from assistant.facts.facts import Fact
from assistant.facts.values import Listing, Money
from assistant.facts.words import keys

_MADE_BY: Final = re.compile(
    r"(?:was|were|is|are)\s+(?:\w+ly\s+)?(?P<verb>\w+ed|written|sung|built|made|drawn)\s+(?:solely\s+)?by\s+(?P<who>.+)",
    re.IGNORECASE,
)

_PAST: Final = {
    "written": "written", "painted": "artist", "sung": "singer", "played": "starring", "starred": "starring",
    "acted": "starring", "wrote": "written", "released": "label",
}  # fmt: skip


def made_by(rest: str, facts: Sequence[Fact]) -> Decided | None:
    """ "was directed by A and B"."""
    match = _MADE_BY.fullmatch(rest)
    if match is None:
        return None
    verb = match["verb"].casefold()
    return _by(_PAST.get(verb, verb), match["who"], facts)


_SAME: Final = re.compile(
    r"(?:was|were|is|are)\s+(?P<one>\w+)\s+and\s+(?P<other>\w+)\s+by\s+the\s+same\s+"
    r"(?:person|individual|man|woman|people|company|studio|team)",
    re.IGNORECASE,
)


def same_maker(rest: str, facts: Sequence[Fact]) -> Decided | None:
    """ "was written and directed by the same person"."""
    match = _SAME.fullmatch(rest)
    if match is None:
        return None
    one, other = (of_key(_PAST.get(word.casefold(), word), facts) for word in (match["one"], match["other"]))
    if len(one) != 1 or len(other) != 1:
        return None
    left, right = (_items(fact) for fact in (one[0], other[0]))
    if left & right and left != right:
        return None  # one of them did both, and others had a share
    return Decided(left == right, one[0])


def _items(fact: Fact) -> frozenset[tuple[str, ...]]:
    listed = fact.value.items if isinstance(fact.value, Listing) else re.split(r",\s*|\s+and\s+", fact.text)
    return frozenset(keys(re.sub(r"\(.*?\)", "", item)) for item in listed)


_TIMES: Final = re.compile(
    rf"(?:made|earned|grossed)\s+(?:{HOW}\s+)?(?P<times>twice|double|triple|(?P<n>\w+)\s+times)\s+"
    r"(?:its|the)\s+(?P<base>\w+)(?:\s+(?:back|at\s+the\s+(?P<of>[\w ]+)))?",
    re.IGNORECASE,
)


def times_over(rest: str, facts: Sequence[Fact]) -> Decided | None:
    """ "made more than twice its budget": of two amounts of money that the record states."""
    match = _TIMES.fullmatch(rest)
    if match is None or not any(match[how] for how in ("more", "least", "less")):
        return None
    times = {"twice": Decimal(2), "double": Decimal(2), "triple": Decimal(3)}.get(match["times"].casefold())
    times = times or (amount_of(match["n"]) if match["n"] else None)
    sums = [fact for fact in facts if isinstance(fact.value, Money)]
    base = [fact for fact in sums if is_same(keys(match["base"])[0], keys(fact.attribute)[-1])]
    if times is None or len(sums) != 2 or len(base) != 1:
        return None
    made = next(fact for fact in sums if fact is not base[0])
    if not isinstance(made.value, Money) or not isinstance(base[0].value, Money):
        return None
    return Decided(compares(match, times * base[0].value.amount, made.value.amount), made)


_MAKER: Final = re.compile(
    r"\s(?:(?P<verb>directed|produced|wrote|edited|painted|composed|developed|published|designed|founded)"
    r"|(?P<starred>starred|stars|acted|acts|played)\s+in"
    r"|(?:is|was|were|are)\s+(?:the\s+|an?\s+)?(?P<noun>\w+)\s+(?:of|for))\s"
)


def maker_of(text: str, name: str, kinds: frozenset[str], facts: Sequence[Fact]) -> Decided | None:
    """ "A directed X", "A is the director of X", "A starred in X"."""
    match = _MAKER.search(text)
    what = set(keys(text[match.end() :])) - kinds if match is not None else set()
    if match is None or not what or what - set(keys(name)):
        return None
    verb = (match["verb"] or match["starred"] or match["noun"]).casefold()
    return _by(_PAST.get(verb, verb), text[: match.start()], facts)


def _by(word: str, who: str, facts: Sequence[Fact]) -> Decided | None:
    """Whether those named are among those stated; wrong only where all of them are stated for something else."""
    stated = [fact for fact in of_key(word, facts) if not re.search(r"\d", fact.text)]
    named = [part for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", who.strip("'\" ")) if part]
    if not stated or not named or not all(part[:1].isupper() and len(part.split()) <= 4 for part in named):
        return None
    fact = stated[0]
    is_in = [_is_written(part, fact.text) for part in named]
    if all(is_in):
        return Decided(True, fact)
    elsewhere = [any(_is_written(part, other.text) for other in facts if other is not fact) for part in named]
    return Decided(False, fact) if not any(is_in) and all(elsewhere) else None


def _is_written(said: str, text: str) -> bool:
    wanted, row = keys(said), keys(text)
    return any(row[at : at + len(wanted)] == wanted for at in range(len(row) - len(wanted) + 1))
