"""Parts of a product: "the lid weighs 50 g" says nothing of the product's own weight."""

import re
from typing import Final

from assistant.accuracy.claims import Cue, Reading
from assistant.accuracy.ledger import Ledger
from assistant.facts.words import keys


def part_named(reading: Reading, place: int, cue: Cue | None, product: str, ledger: Ledger, name: str) -> str | None:
    """The part of a product that a clause speaks of instead of the product: "the lid weighs 50 g"."""
    start, _ = reading.clause_span(place)
    head = None
    for match in _HEAD.finditer(reading.text, start, place + 1):
        head = match
    if head is None:
        return None
    own = {*_WHOLE, *keys(name)}
    known = ledger.facts.products.get(product)
    own |= set(keys(known.category or "")) if known else set()
    for other in (cue for cue in reading.cues if cue.attributes):  # a "lid" that no product states is a part
        own |= set(keys(other.surface)) | set(keys(other.concept)) | {key for a in other.attributes for key in keys(a)}
    if cue is not None:
        own |= {key for attribute in cue.attributes for key in keys(attribute)}
    nouns = keys(head["noun"])
    return head["noun"] if not set(nouns) & own else None


_HEAD: Final = re.compile(
    r"(?:^|[,;:]\s+|\b(?:and|but|while)\s+)(?:the|its|each|every|an?|one|with an?|with the|includes? an?)\s+"
    r"(?P<noun>[a-z][a-z-]+(?:\s[a-z][a-z-]+)?)(?:\s+(?:of|for|on|in|from)\s+(?:the\s+)?(?:█+|it))?\s+(?:alone\s+)?"
    r"(?:weighs?|is|are|has|measures?|costs?|holds?|lasts?|comes?|of|with)\b",
    re.IGNORECASE,
)
_WHOLE: Final = frozenset(
    keys(
        "product item model one version total overall unit piece whole thing set device option standard maximum minimum"
        " max min"
    )
)
