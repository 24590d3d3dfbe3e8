"""What a question asks, of what: the value that resolving gives and retrieval reads."""

from dataclasses import dataclass
from typing import Final, Literal

from assistant.facts.aliases import Mention
from assistant.facts.lexicon import lexicon

# What shops write policies and guides about: asked of a product, a passage may answer as well as a fact.
POLICY: Final = frozenset(
    ("returns", "shipping", "delivery time", "payment", "warranty", "repairability", "sustainability", "safety", "care")
)

Kind = Literal["fact", "comparison", "range", "policy", "smalltalk"]
LESS_IS_BETTER: Final = frozenset(("weight", "packed weight", "packed size", "price", "noise level", "charging time"))


@dataclass(frozen=True, slots=True)
class Asked:
    """An attribute that is asked for."""

    name: str  # as to be said: the catalog's name, or what it is commonly called
    attributes: tuple[str, ...] = ()  # the catalog's attributes that answer it, best first; none when it has none
    word: str | None = None  # the comparing word it was asked with: "lighter", "cheapest"
    concept: str | None = None  # its entry in the lexicon
    surface: str = ""  # the words that ask for it

    @property
    def is_more(self) -> bool:
        """Whether more of the attribute is asked for; without a comparing word, whether more of it is better."""
        if self.word is None:
            return self.concept not in LESS_IS_BETTER
        return lexicon().comparatives.get(self.word, ("", False))[1]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of what."""

    text: str
    kind: Kind
    products: tuple[str, ...] = ()  # catalog ids in order of mention
    unknown: tuple[str, ...] = ()  # names that are none of ours, as written
    ambiguous: tuple[Mention, ...] = ()
    asked: tuple[Asked, ...] = ()
    category: str | None = None  # the plural noun of a question over many products: "tents"
    members: tuple[str, ...] = ()  # the products of that category
    why: str = ""  # how products were found
    spoken: str = ""  # all words that may name a variant: the question's, and those of the turn its products are from
