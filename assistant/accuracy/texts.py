"""Claims in words: materials, colours, names, yes and no. Equal words decide; likeness never does."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.accuracy.claims import Cue, Reading
from assistant.accuracy.judge import Grounds, Judged
from assistant.accuracy.ledger import items_of
from assistant.accuracy.polarity import is_conditional, is_modal, is_negated
from assistant.accuracy.verdicts import Verdict
from assistant.facts.facts import Fact
from assistant.facts.lexicon import lexicon
from assistant.facts.values import Boolean, Code, Enumeration, Listing, Quantity, Text
from assistant.facts.words import Word, keys, words

NEAR: Final = 8  # words between a cue and the foreign value it is taken for
_ONLY: Final = re.compile(r"\b(?:only|solely|exclusively|just)\b", re.IGNORECASE)

Said = tuple[int, int, Fact, Judged]  # span in the sentence


def judge_words(cue: Cue, product: str, reading: Reading, grounds: Grounds) -> list[Said]:
    """What the sentence says in words about the attribute that a cue names."""
    stated = (grounds.ledger.current(product, name) for name in cue.attributes)
    facts = next(filter(None, stated), ())
    if not facts:
        return []
    clause = reading.clause_at(cue.start)
    start, _ = reading.clause_span(cue.start)
    if is_conditional(clause) or _IF.search(reading.text[start : cue.start]):
        return []
    if all(isinstance(fact.value, Boolean) for fact in facts):
        value = _YES_NO.match(reading.text, cue.end)
        if value is not None:
            return [judge_polarity(cue, facts, clause, grounds, is_yes=value[1].casefold() == "yes")]
        return [judge_polarity(cue, facts, _without(reading, cue.start, []), grounds)]
    texts = [fact for fact in facts if isinstance(fact.value, Text | Listing | Enumeration)]
    said = list(_stated(cue, texts, reading, clause, grounds))
    return said or list(_denied(cue, facts, reading, grounds))


_IF: Final = re.compile(r"\b(?=[iuw])(?:if|whether|unless)\b", re.IGNORECASE)
_YES_NO: Final = re.compile(
    r"(?:\s+of\s+(?:the\s+)?█+)?\s*(?:\bis\b|:)?\s*\b(yes|no)\b(?!\s+(?:longer|more|\w+s\b))", re.IGNORECASE
)


def judge_polarity(cue: Cue, facts: Sequence[Fact], clause: str, grounds: Grounds, is_yes: bool | None = None) -> Said:
    """A yes or no attribute against the clause's polarity."""
    claims = (not is_negated(clause)) if is_yes is None else is_yes
    fact = facts[0]
    if re.match(r"(?:not|non|no)\b", fact.attribute):  # "not for kids: no" says that it is for kids
        claims = not claims
    states = {fact.value.value for fact in facts if isinstance(fact.value, Boolean)}
    word = "yes" if fact.value == Boolean(True) else "no"
    shown = f'our catalog states {word} for "{fact.attribute}" of the {grounds.display(fact)}'
    if len(states) > 1:
        return (cue.start, cue.end, fact, Judged(Verdict.AMBIGUOUS, fact, f"It depends on the variant; {shown}."))
    if claims in states:
        verdict = Verdict.UNDECIDED if is_modal(clause) and is_yes is None else Verdict.CORRECT
        return (cue.start, cue.end, fact, Judged(verdict, fact, f"The text agrees: {shown}."))
    return (
        cue.start,
        cue.end,
        fact,
        Judged(Verdict.WRONG, fact, f"The text says {'yes' if claims else 'no'}, but {shown}."),
    )


def places(item: str, row: Sequence[Word]) -> tuple[int, int] | None:
    """Where the words of an item stand together in a row of words, as offsets."""
    wanted = keys(item)
    size = len(wanted)
    if not size:
        return None
    for at in range(len(row) - size + 1):
        if row[at].key == wanted[0] and all(row[at + step].key == wanted[step] for step in range(1, size)):
            return row[at].start, row[at + size - 1].end
    return None


def _region(cue: Cue, reading: Reading) -> list[Word]:
    """The words around a cue, up to the next cue of another attribute and back to the one before."""
    start = max(
        (other.end for other in reading.cues if other.end <= cue.start and other.attributes != cue.attributes),
        default=0,
    )
    end = min(
        (other.start for other in reading.cues if other.start >= cue.end and other.attributes != cue.attributes),
        default=len(reading.text),
    )
    return [word for word in words(reading.text) if start <= word.start and word.end <= end]


def _stated(cue: Cue, facts: Sequence[Fact], reading: Reading, clause: str, grounds: Grounds) -> Iterator[Said]:
    row = _region(cue, reading) if facts else []
    if not row:
        return
    fact = facts[0]
    own = [item for each in facts for item in items_of(each) if keys(item)]
    present = [(span, item) for item in dict.fromkeys(own) if (span := places(item, row)) is not None]
    foreign = _foreign(cue, fact, own, [span for span, _ in present], row, grounds)
    name = grounds.display(fact)
    shown = f"our catalog states {fact.text} for the {fact.attribute} of the {name}"
    negated = is_negated(clause)
    spans = [span for span, _ in present]
    denied = bool(present) and is_negated(_without(reading, cue.start, spans)) and not _negates_itself(fact)
    is_part = (
        isinstance(fact.value, Listing) and _ONLY.search(clause) is not None and len(present) < len(fact.value.items)
    )
    for start, end in spans:
        if denied:
            yield (start, end, fact, Judged(Verdict.WRONG, fact, f"The text denies it, but {shown}."))
        elif is_part:
            yield (start, end, fact, Judged(Verdict.WRONG, fact, f"It is not only that: {shown}."))
        elif _is_longer(cue, start, end, reading, fact, grounds):
            yield (start, end, fact, Judged(Verdict.UNDECIDED, fact, f"The text says more than that; {shown}."))
        else:
            yield (start, end, fact, Judged(Verdict.CORRECT, fact, f"The text agrees: {shown}."))
    for start, end, other in foreign:
        yield (
            start,
            end,
            fact,
            _judge_foreign(reading.text[start:end], fact, other, shown, bool(present), negated, grounds),
        )
    if present or foreign:
        return
    rest = _after_copula(cue, reading)
    if rest is not None:
        start, end = rest
        yield (start, end, fact, _judge_rest(reading.text[start:end], fact, shown, negated, grounds))


def _is_longer(cue: Cue, start: int, end: int, reading: Reading, fact: Fact, grounds: Grounds) -> bool:
    """Whether the stated words are only a part of a longer value: "ATX Mid Tower" where "ATX" is stated."""
    rest = _after_copula(cue, reading)
    if rest is None or grounds.is_record or not rest[0] <= start < rest[1]:
        return False
    around = re.split(r"[,;:(]|\band\b|\bwith\b|\bwhich\b|\bbut\b", reading.raw[rest[0] : start])[-1]
    around += " " + re.split(r"[,;:(.]|\band\b|\bwith\b|\bwhich\b|\bbut\b", reading.raw[end : rest[1]])[0]
    return bool(set(keys(around)) - lexicon().stop - set(keys(fact.text)))


def _without(reading: Reading, place: int, spans: Sequence[tuple[int, int]]) -> str:
    """The clause around a place with some spans blank: a "no" inside a stated value denies nothing."""
    start, end = reading.clause_span(place)
    text = list(reading.text)
    if spans:  # a denial stands near what it denies
        start, end = max(start, spans[0][0] - 60), min(end, spans[-1][1] + 25)
    answered = [match.span(1) for cue in reading.cues if (match := _YES_NO.match(reading.text, cue.end)) is not None]
    for first, last in [*spans, *answered]:
        text[first:last] = " " * (last - first)
    return "".join(text[start:end])


def _foreign(
    cue: Cue, fact: Fact, own: Sequence[str], taken: Sequence[tuple[int, int]], row: Sequence[Word], grounds: Grounds
) -> list[tuple[int, int, Fact]]:
    """Values that other products have for the attribute, found near the cue where this product has another."""
    own_words = {key for item in own for key in keys(item)}
    near = [w for w in row if not any(start <= w.start < end for start, end in taken)]
    near = [
        w
        for w in near
        if _words_between(cue, w, row) <= NEAR
        and not (cue.start <= w.start < cue.end and w.key in keys(fact.attribute))
    ]
    found: list[tuple[int, int, Fact]] = []
    heads = dict.fromkeys(word.key for word in near)
    items = grounds.ledger.texts_from(fact.attribute, heads)
    for item in sorted(items, key=len, reverse=True):
        wanted = keys(item)
        if not wanted or wanted[0] not in heads or set(wanted) <= own_words or len(item) < 3:
            continue
        span = places(item, near)
        if span is not None and not any(span[0] < end and start < span[1] for start, end, _ in found):
            found.append((*span, items[item]))
    return found


def _words_between(cue: Cue, word: Word, row: Sequence[Word]) -> int:
    low, high = (cue.end, word.start) if word.start >= cue.end else (word.end, cue.start)
    return sum(1 for other in row if low <= other.start and other.end <= high)


def _judge_foreign(
    said: str, fact: Fact, other: Fact, shown: str, is_beside_own: bool, negated: bool, grounds: Grounds
) -> Judged:
    is_closed = not isinstance(fact.value, Listing) or fact.value.closed
    if negated:
        verdict = Verdict.CORRECT if is_closed else Verdict.UNDECIDED
        return Judged(verdict, fact, f"The text says it is not {said}; {shown}.")
    if not is_closed:
        return Judged(Verdict.UNSUPPORTED, fact, f"Nothing states {said}; {shown}, and the list may not be complete.")
    if is_beside_own and not isinstance(fact.value, Listing):
        return Judged(Verdict.UNSUPPORTED, fact, f"Nothing states {said} besides; {shown}.")
    if grounds.is_record:
        return Judged(Verdict.WRONG, fact, f"{said} is wrong: {shown}.")
    return Judged(Verdict.CONFUSED, fact, f"{said} is what the {grounds.display(other)} has; {shown}.")


_BEFORE_REST: Final = re.compile(
    r"\s*(?:(?:of|for|on|in|from)\s+(?:the\s+|our\s+|its\s+)?█+(?:['’]s)?)?\s*,?\s*(?:is|are|was|:|as)\s*(?:listed\s+as|given\s+as|also)?\s*:?\s*",
    re.IGNORECASE,
)
_END_OF_REST: Final = re.compile(r"[.;!?]|,?\s+(?:and|but|while|which|so|with)\b|,", re.IGNORECASE)


def _after_copula(cue: Cue, reading: Reading) -> tuple[int, int] | None:
    """The value of "the A of the P is V"."""
    match = _BEFORE_REST.match(reading.text, cue.end)
    if match is None:
        return None
    rest = reading.text[match.end() :].rstrip(" .!")
    if not rest or any(value.start < match.end() + len(rest) and value.end > match.end() for value in reading.values):
        return None
    return match.end(), match.end() + len(rest)


def _judge_rest(said: str, fact: Fact, shown: str, negated: bool, grounds: Grounds) -> Judged:
    claimed, stated = keys(said), keys(fact.text)
    if not claimed:
        return Judged(Verdict.UNDECIDED, fact, f"Nothing is said; {shown}.")
    if (
        not negated
        and len(claimed) < len(stated)
        and places(said, words(fact.text)) is not None
        and not _negates_itself(fact)
    ):
        return Judged(Verdict.CORRECT, fact, f"The text states a part of it: {shown}.")
    if not negated and not grounds.is_record and len(claimed) <= 6 and not set(claimed) & set(stated):
        return Judged(Verdict.WRONG, fact, f"{said} is not what is stated: {shown}.")
    return Judged(Verdict.UNDECIDED, fact, f"{said!r} may or may not mean the same; {shown}.")


_NO: Final = re.compile(
    r"\b(?=[dhlw])(?:has no|have no|with no|without|lacks?|(?:does not|doesn['’]t|do not|don['’]t) have)"
    r"\s+(?:an?\s+|any\s+)?$",
    re.IGNORECASE,
)


def _denied(cue: Cue, facts: Sequence[Fact], reading: Reading, grounds: Grounds) -> Iterator[Said]:
    """ "It has no USB ports": zero is absence; anything else contradicts it."""
    if _NO.search(reading.text, 0, cue.start) is None:
        return
    if any(cue.start - 12 < value.start < cue.end + 24 for value in reading.values):
        return
    fact = facts[0]
    if not isinstance(fact.value, Quantity | Listing | Code) or not set(keys(fact.attribute)) <= {
        *keys(cue.surface),
        *_COUNTING,
    }:
        return
    shown = f"our catalog states {fact.text} for the {fact.attribute} of the {grounds.display(fact)}"
    if (isinstance(fact.value, Quantity) and fact.value.base == 0) or _negates_itself(fact):
        yield (cue.start, cue.end, fact, Judged(Verdict.CORRECT, fact, f"The text agrees: {shown}."))
    else:
        yield (cue.start, cue.end, fact, Judged(Verdict.WRONG, fact, f"The text says there is none, but {shown}."))


_COUNTING: Final = frozenset({"number", "of", "num", "total", "count"})


def _negates_itself(fact: Fact) -> bool:
    return re.match(r"(?:no|not|none|non|without|n/?a|un\w+)\b", fact.text.strip(), re.IGNORECASE) is not None
