"""What no reader should see, whether it is true or not: the stammer of a small model, and attributes it makes up."""

import re
from collections.abc import Sequence

from assistant.facts.lexicon import lexicon
from assistant.facts.words import keys
from assistant.knowledge.knowledge import Knowledge
from assistant.knowledge.needs import Need

_AGAIN = re.compile(r"(?<!\S)(?P<run>\S+(?: \S+){2,}) (?:and )?(?P=run)(?!\S)")
_WHAT = re.compile(r"(?i)^\W*(?:the|its) (?P<what>[^,.:;]{1,40}?) of (?:the |our |your )?")


def is_stammered(text: str) -> bool:
    """Whether three words or more are said twice in a row: "the weight is 1.9 kg and the weight is 1.9 kg"."""
    return _AGAIN.search(" ".join(keys(text))) is not None


def is_made_up(text: str, question: str, needs: Sequence[Need], knowledge: Knowledge) -> bool:
    """Whether a sentence is about "the WHAT of the PRODUCT", and no word of WHAT was asked or is an attribute's."""
    match = _WHAT.match(text)
    if match is None or not any(mention.start <= match.end() < mention.end for mention in knowledge.names.find(text)):
        return False
    said = set(keys(match["what"]))
    asked = {key for need in needs for name in (need.line.attribute, need.asked) for key in keys(name)}
    if said & (asked | set(keys(question)) | lexicon().ordinary):
        return False
    known = {key for attribute in knowledge.facts.attributes() for key in keys(attribute)}
    spoken = {key for names in lexicon().concepts.values() for name in names for key in keys(name)}
    return not said & (known | spoken | set(lexicon().concepts))
