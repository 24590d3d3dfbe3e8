"""What of a sentence no rule has judged: figures, and words that mean something, besides the claims."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from assistant.accuracy.claims import Reading
from assistant.accuracy.judge import Grounds
from assistant.accuracy.polarity import is_conversation
from assistant.accuracy.verdicts import Finding, Verdict
from assistant.facts.lexicon import lexicon
from assistant.facts.values import Quantity, Value
from assistant.facts.words import keys, words


def residual_of(reading: Reading, findings: Sequence[Finding], grounds: Grounds) -> list[tuple[int, int]]:
    """The sentence, when it says more than was judged."""
    left = leftover(reading, findings, grounds)
    whole = (len(reading.text) - len(reading.text.lstrip()), len(reading.text.rstrip()))
    if not findings:
        if is_conversation(reading.text) and not reading.values:
            return []
        says_something = bool(left or reading.cues or reading.mentions)
        return [whole] if says_something else []
    allowed = 0 if grounds.is_record else 2
    has_figure = any(word[0].isdigit() for word in left)  # one that no value accounts for
    return [whole] if has_figure or len(left) > allowed else []


def careful(findings: list[Finding], reading: Reading, grounds: Grounds) -> list[Finding]:
    """Beside the record of something named: no figure is wrong in a sentence that says other things besides.

    Such records hold a few keys of a subject that people know more of: "17 gold medals" are none of its 18 events.
    """
    if not grounds.is_record or not any(fact.attribute == "name" for fact in grounds.ledger.facts):
        return findings
    figures = {(value.start, value.end): value.value for value in reading.values}
    left = leftover(reading, findings, grounds)
    names = {word.key for word in words(reading.text) if word.is_capital}  # perhaps of somebody else
    says_more = len(left) > 1 or bool(names & set(left))
    reason = "The sentence says other things besides."
    return [
        replace(item, verdict=Verdict.UNDECIDED, reason=f"{reason} {item.reason}")
        if item.verdict is Verdict.WRONG
        and item.span in figures
        and (says_more or _counts_another(figures[item.span], item.attribute or ""))
        else item
        for item in findings
    ]


def _counts_another(value: Value, attribute: str) -> bool:
    """Whether what is counted is not what the attribute is called: "84 olympics" are no teams."""
    is_count = isinstance(value, Quantity) and value.dimension == "count"
    return is_count and not set(keys(value.unit if isinstance(value, Quantity) else "")) & set(keys(attribute))


def leftover(reading: Reading, findings: Sequence[Finding], grounds: Grounds) -> list[str]:
    """Content words that no name, cue, value or finding accounts for."""
    spans = [(m.start, m.end) for m in reading.mentions] + [(c.start, c.end) for c in reading.cues]
    spans += [(v.start, v.end) for v in reading.values]
    spans += [item.span for item in findings]
    idle = _idle(is_record=grounds.is_record)
    known = {key for item in findings if item.attribute for key in keys(item.attribute)}
    known |= {key for item in findings if item.product for key in keys(grounds.names.display(item.product))}
    known |= {
        key for product in {item.product for item in findings} for key in _variant_words(product, reading, grounds)
    }
    return [
        word.key
        for word in words(reading.text)
        if word.key not in idle
        and word.key not in known
        and word.key.replace("'", " ").split()[0] not in idle
        and not any(start <= word.start < end for start, end in spans)
    ]


def _variant_words(product: str | None, reading: Reading, grounds: Grounds) -> list[str]:
    """The words of the variants that a sentence names: "in Moss, size M"."""
    known = grounds.ledger.facts.products.get(product or "")
    if known is None or not known.variants:
        return []
    return [key for id_ in grounds.names.variants(known.id, reading.sentence.text) for key in keys(known.variants[id_])]


def says_more(span: tuple[int, int], reading: Reading, grounds: Grounds) -> bool:
    """Whether the clause around a span says more than that the product is that."""
    start, end = reading.clause_span(span[0])
    row = [word for word in words(reading.text) if start <= word.start < end and not span[0] <= word.start < span[1]]
    spans = [(mention.start, mention.end) for mention in reading.mentions]
    idle = _idle(is_record=False)
    return any(word.key not in idle and not any(a <= word.start < b for a, b in spans) for word in row)


@cache
def _idle(*, is_record: bool) -> frozenset[str]:
    """Words that claim nothing; beside a record, whose statements may turn on an "only", fewer of them."""
    idle = lexicon().stop | _GENERIC
    return idle - _MATTERS if is_record else idle


_GENERIC: Final = frozenset(
    keys(
        "product item model one it catalog catalogue according listed list lists state states stated give "
        "gives given value this that these course certainly sure happy help checked checking expect come "
        "comes made make makes offer offers feature features include includes included available total also "
        "currently now exactly each per both against compared than while but only about approximately roughly "
        "up down just equal equals measure measures use uses used type kind name named called version answer "
        "information detail details following suited suitable meant intended appropriate different same size "
        "number amount unit range brand"
    )
)
_MATTERS: Final = frozenset(keys("most more only both never always all every some many much best"))
