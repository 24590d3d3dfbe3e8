"""Whether a clause says yes, no, or that it cannot say: negation, hedges, refusals, claims of absence.

A pattern begins `\\b(?=[…])`, the letters its words begin with: a search is over at once wherever no such word begins.
"""

import re
from typing import Final

_THINGS = (
    r"(?:catalog(?:ue)?|data(?:base)?|information|records?|sources?|context|product page|listing|details"
    r"|specifications?|specs|documentation|documents|policy|policies|guides?|facts)"
)
_SAID = (
    r"(?:stated|listed|given|mentioned|specified|provided|recorded|documented|published|noted|described|shown"
    r"|found|covered|indicated|disclosed|known)"
)

_ABSENT: Final = re.compile(
    rf"\b(?=[acdfgilnprsu])(?:(?:not|n't|never)\s+(?:\w+ly\s+)?{_SAID}\b"
    rf"|(?:not|n't)\s+(?:available|included|there|part of it)\s+in\s+(?:our|the|my|this)\s+{_THINGS}"
    rf"|{_THINGS}\s+(?:\w+\s+)?(?:do(?:es)?\s*(?:not|n't)|doesn't|don't|never"
    rf"|says? nothing|gives? no|has no|have no|lacks?)\b"
    rf"|(?:no|not any|n't any)\s+(?:\w+\s+)?(?:information|data|details?|info|mention|entry|record|figure|value)\b"
    rf"|n[o']t\s+(?:have|find|see)\s+(?:any\s+|the\s+|a\s+|its\s+|that\s+)?(?:\w+\s+){{0,3}}(?:in|on)\s+(?:our|the|my|this)\s+{_THINGS}"
    rf"|(?:is|are|remains?)\s+unknown\b(?!\s+to\s+us)|unstated\b|unspecified\b)",
    re.IGNORECASE,
)
_NO_PRODUCT: Final = re.compile(
    r"\b(?=[dnu])(?:no\s+(?:such\s+)?products?\b|unknown\s+to\s+us\b"
    r"|not\s+(?:one\s+of\s+our|in\s+our\s+range|our\s+product)"
    r"|(?:do\s+not|don't|don’t|never)\s+(?:sell|carry|stock|make|offer)\b|not\s+a\s+product\s+(?:of|we)\b)",
    re.IGNORECASE,
)
_CANNOT_SAY: Final = re.compile(
    r"\b(?=['’acdhinu])(?:(?:can(?:not|'t|’t)|could\s+not|couldn't|unable\s+to|not\s+able\s+to)\s+(?:\w+ly\s+)?"
    r"(?:say|tell|confirm|verify|answer|find|look|help|provide|give|share|determine|speak)\b"
    r"|(?:am|are|'m|’m|is)\s*(?:not|n't)\s+(?:sure|certain|aware)\b|unsure\b"
    r"|(?:do\s+not|don't|don’t)\s+(?:know|have\s+(?:that|this|it|the|any|an?|its|enough|information|details|access)\b)"
    r"|have\s+no\s+(?:information|details|data|idea)\b|i\s+lack\b)",
    re.IGNORECASE,
)
_CONVERSATION: Final = re.compile(
    r"^(?:(?:hi|hello|hey|welcome|thanks|thank you|sorry|you'?re welcome|of course|certainly|sure|great|happy to help"
    r"|good|no problem|please|ask me|let me know|feel free|is there|how can i|what would you|can i|i checked"
    r"|i am sorry|i'm sorry|i can only|i cannot|i can't|i am|i'm|i hope|i would|i'd|would you"
    r"|do you|here (?:is|are)|ok|okay)\b)",
    re.IGNORECASE,
)
_NEGATION: Final = re.compile(
    r"n['’]t\b|\b(?=[acdefilnouw])(?:neither\b.*?\bnor\b"
    r"|(?:not(?!\s+only)|never|without|cannot|neither|nor|none|lacks?|lacking|except|excluding|other than"
    r"|isnt|doesnt|dont|no(?!\s+(?:more|less|longer|fewer|later|problem|matter|wonder)\b))\b"
    r"|non-|free of\b|(?:false|untrue|incorrect|wrong|a (?:myth|lie|mistake)) that\b)",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^\s*(?:(?:yes|yep|yeah|no|nope|ja|nein|of course|sure|certainly|correct|sorry|right|not quite"
    r"|exactly|absolutely|indeed|definitely|genau|stimmt)\b"
    r"(?:\s*[,.:;!—–-]+\s*|\s*$|\s+(?=(?:it|the|they|this|these|that|those|you|we|i|there|its|our)\b)))+",
    re.IGNORECASE,
)
_SAYS_NO: Final = re.compile(r"\W*(?:no|nope|nein|not quite)\b", re.IGNORECASE)
_SAYS_YES: Final = re.compile(
    r"\W*(?:yes|yep|yeah|ja|of course|sure|certainly|correct|exactly|absolutely|indeed|definitely|genau|stimmt)\b"
    r"|\W*(?:that(?:['’]s| is)|you(?:['’]re| are)|this is|it is)\s+(?:correct|right|true)\W*$",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"^\s*(?:,\s*)?(?:if|whether|unless|when|in case|should you)\b", re.IGNORECASE)
_MAYBE: Final = re.compile(
    r"\b(?=[clmps])(?:may|might|could|possibly|perhaps|probably|likely|should be|seems?)\b", re.IGNORECASE
)
_SPEAKER: Final = re.compile(
    r"\b(?=[csty])(?:(?<!\bas\s)(?:you|customer|someone|they)"
    r"\s+(?:said|say|mentioned?|asked|wrote|thought|read|heard|assumed?|quoted?)\b"
    r"|your\s+(?:figure|number|value|price)\b)",
    re.IGNORECASE,
)
_QUOTED_BY: Final = re.compile(
    r"^[^\"“”]*[\"”]\s*,?\s*(?:is|was|are|were)?\s*(?:what\s+)?"
    r"(?:you|the customer|someone|they)\s+(?:said|asked|wrote|read|heard)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?=[inr])(?:(?:not|n['’]t|rather than|instead of|never|no longer)\s+(?:\w+\s+)?$"
    r"|(?:not|n['’]t|never)\s+\w+\s+(?:an?|any|the|its)\s+(?:\w+\s+){1,3}of\s+$)",
    re.IGNORECASE,
)
_DENIED_AFTER: Final = re.compile(
    r"\s*(?:is|was|are|were)(?:n['’]t|\s+not)\s+(?:(?:correct|right|true|accurate|what)\b|(?:the|its|our)\s(?!only\b))"
    r"|\s*(?:is|was|are|were)\s+(?:wrong|incorrect|false|untrue|inaccurate)\b",
    re.IGNORECASE,
)
_TRUE_THAT = r"(?:true|correct|right|accurate|the case)\s+that\b"
_DENIES_THAT: Final = re.compile(
    rf"n['’]t\s+{_TRUE_THAT}|\b(?=[afinuw])(?:not\s+{_TRUE_THAT}"
    r"|(?:false|untrue|incorrect|wrong|a (?:myth|lie|mistake))\s+that\b)",
    re.IGNORECASE,
)
_SUPPOSED: Final = re.compile(
    r"\b(?=[aisuw])(?:if|whether|suppose|supposing|assum(?:e|ing)|imagine|unless)\b", re.IGNORECASE
)
_MAYBE_THIS: Final = re.compile(
    r"\b(?=[clmp])(?:may|might|could|possibly|perhaps|maybe|probably|likely|presumably)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def states_absence(text: str) -> bool:
    """Whether it says that the catalog does not state something."""
    return _ABSENT.search(text) is not None


def denies_product(text: str) -> bool:
    """Whether it says that we have no such product."""
    return _NO_PRODUCT.search(text) is not None


def cannot_say(text: str) -> bool:
    """Whether it says that the speaker does not know: an abstention, and no claim about the product."""
    return _CANNOT_SAY.search(text) is not None


def is_conversation(text: str) -> bool:
    """A greeting, an offer of help, a question back: nothing to check by itself."""
    bare = text[lead(text) :].strip()
    return not bare.strip(".!") or bare.endswith("?") or _CONVERSATION.match(bare) is not None


def lead(text: str) -> int:
    """How many characters of "Yes," or "No," stand before the statement."""
    match = _LEAD.match(text)
    return match.end() if match else 0


def says_yes(text: str) -> bool | None:
    """Whether a text begins with yes (True) or no (False); None when with neither."""
    if _SAYS_NO.match(text):
        return False
    return True if _SAYS_YES.match(text) else None


def is_negated(clause: str) -> bool:
    """An odd number of negations; the answer's own "No," before the statement does not count."""
    return len(_NEGATION.findall(clause[lead(clause) :])) % 2 == 1


def is_denied(before: str) -> bool:
    """Whether the words right before a value deny it: "not 2 kg", "never had a weight of 2 kg"."""
    return _DENIED.search(before) is not None


def is_denied_after(after: str) -> bool:
    """Whether the words right after a value deny it: "2 kg is not correct"."""
    return _DENIED_AFTER.match(after) is not None


def denies_that(before: str) -> bool:
    """Whether a whole statement is denied: "it is not true that …", "it is a myth that …"."""
    return _DENIES_THAT.search(before) is not None


def is_supposed(before: str) -> bool:
    """Whether what follows is only supposed: "if it weighs 2 kg", "suppose it costs 1 EUR"."""
    return _SUPPOSED.search(before) is not None


def is_only_possible(before: str) -> bool:
    """Whether a value is said to be only likely: "might weigh 2 kg", "possibly 2 kg"."""
    return _MAYBE_THIS.search(before) is not None


def is_conditional(clause: str) -> bool:
    return _CONDITION.match(clause) is not None


def is_modal(clause: str) -> bool:
    return _MAYBE.search(clause) is not None


def is_reported(before: str, after: str = "") -> bool:
    """Whether a value is what somebody else said: "you wrote 2 kg", "“… 2 kg” is what you wrote"."""
    return _SPEAKER.search(before) is not None or _QUOTED_BY.match(after) is not None
