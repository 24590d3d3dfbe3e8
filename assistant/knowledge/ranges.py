"""Questions over many products, answered from typed facts: the cheapest, those under a limit, the waterproof ones."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.facts.aliases import Names
from assistant.facts.choices import offered
from assistant.facts.facts import Fact, Facts
from assistant.facts.quantities import scan
from assistant.facts.values import Boolean, Bound, Interval, Money, Quantity
from assistant.knowledge import compare
from assistant.knowledge.needs import Need
from assistant.knowledge.question import Asked, Question
from assistant.prompt import NOT_STATED, Line

MAX_NAMES = 4
_STRICT: Final = re.compile(
    r"\b(?:under|below|less|fewer|cheaper|lighter|shorter|smaller|over|above|more|beyond)\b", re.I
)
_MAX: Final = re.compile(r"\b(?:under|below|(?:less|cheaper|lighter|shorter|smaller) than|max(?:imum)?|budget)\b", re.I)
_MIN: Final = re.compile(r"\b(?:over|above|(?:more|heavier|longer|bigger|larger) than|min(?:imum)?|for)\b", re.I)


def range_needs(question: Question, facts: Facts, names: Names, currency: str) -> list[Need]:
    """Lines about "our tents"; empty when the question is of no kind that facts can answer."""
    members = question.members or tuple(each.id for each in offered(facts, question.text))
    of = f"our {question.category or 'products'}"
    limit = _limit(question.text, currency)
    needs: list[Need] = []
    if limit is not None:
        needs += _within(limit, question, of, members, facts, names)
    for asked in question.asked[:3] if not needs else ():
        found = [(attribute, _of(members, attribute, facts)) for attribute in asked.attributes]
        attribute, known = max(found, key=lambda item: len(item[1]), default=(asked.name, []))
        if asked.word:
            needs += _extreme(asked, attribute, known, of, names)
        elif known and all(isinstance(fact.value, Boolean) for fact in known):
            having = [fact for fact in known if isinstance(fact.value, Boolean) and fact.value.value]
            shown = [names.display(fact.product) for fact in having]
            needs.append(
                _listing(of, attribute, shown, [fact.id for fact in having], [fact.product for fact in having])
            )
        elif not known:
            needs.append(Need("absent", Line(of, asked.name, NOT_STATED), None, asked.name, concept=asked.concept))
        elif question.category:
            parts = [f"{names.display(fact.product)} {fact.text}" for fact in known if len(fact.text.split()) < 8]
            ids, products = [fact.id for fact in known], [fact.product for fact in known]
            needs.append(_listing(of, attribute, parts, ids, products))
    if not needs and question.category and not question.asked:
        shown = [names.display(product) for product in members]
        needs.append(_listing(of, "names", shown, [], list(members)))
    return needs


def _of(members: Sequence[str], attribute: str, facts: Facts) -> list[Fact]:
    """One fact of each product that has the attribute; of variants, the least."""
    found = []
    for product in members:
        own = [fact for fact in facts.of(product) if fact.attribute == attribute and fact.is_current]
        general = [fact for fact in own if fact.variant is None]
        ranked = compare.rank(own)
        if general or ranked:
            found.append(general[0] if general else ranked[0][1])
    return found


def _extreme(asked: Asked, attribute: str, known: list[Fact], of: str, names: Names) -> list[Need]:
    """The one, or the few alike, at the end of the scale."""
    ranked = compare.rank(known)
    word = compare.word(asked.concept, attribute, is_more=asked.is_more, is_most=True)
    if not ranked:
        return [Need("absent", Line(of, asked.name, NOT_STATED), None, asked.name, concept=asked.concept)]
    end = ranked[-1][0] if asked.is_more else ranked[0][0]
    best = [fact for found, fact in ranked if found == end]
    shown = [names.display(fact.product) for fact in best[:MAX_NAMES]]
    line = Line(of, word, f"{_joined(shown)}, {best[0].text}", best[0].id if len(best) == 1 else None)
    ids, products = tuple(fact.id for fact in best), tuple(fact.product for fact in best)
    return [Need("derived", line, best[0].product, asked.name, ids, products)]


def _limit(text: str, currency: str) -> tuple[str, Money | Quantity, str] | None:
    """A bound stated in the question: its kind, the limit, and the words that say it."""
    for found in scan(text, currency=currency):
        said = text[found.start : found.end]
        if isinstance(found.value, Bound):
            return found.value.kind, found.value.limit, said
        if isinstance(found.value, Interval):
            continue
        if isinstance(found.value, Money | Quantity):
            for kind, words in (("max", _MAX), ("min", _MIN)):
                match = words.search(text[max(0, found.start - 40) : found.start])
                if match:
                    return kind, found.value, f"{match[0].lower()} {said}"
            if isinstance(found.value, Money):
                return "max", found.value, f"under {said}"
    return None


def _within(
    limit: tuple[str, Money | Quantity, str],
    question: Question,
    of: str,
    members: Sequence[str],
    facts: Facts,
    names: Names,
) -> list[Need]:
    """Those on the right side of a limit, nearest to nothing first."""
    kind, value, said = limit
    edge = compare.place(value)
    best: list[tuple[compare.Place, Fact]] = []
    for attribute in _candidates(question, value, facts, names):
        ranked = [item for item in compare.rank(_of(members, attribute, facts)) if edge and _is_scale(item[0], edge)]
        if len(ranked) > len(best):
            best = ranked
            if question.asked:
                break
    if edge is None or not best:
        return []
    is_strict = _STRICT.search(said) is not None
    if kind == "max":
        fits = [fact for found, fact in best if found.high < edge.low or (not is_strict and found.high == edge.low)]
    else:
        fits = [fact for found, fact in best if found.low > edge.high or (not is_strict and found.low == edge.high)]
    words = re.sub(
        r"^(?:for|budget|max|min|maximum|minimum)\b", "at least" if kind == "min" else "under", said.strip().lower()
    )
    shown = [f"{names.display(fact.product)} at {fact.text}" for fact in fits]
    amount = re.sub(r"^\D*?(?=[€$£¥\d])", "", said)
    label = words.replace(amount.lower(), amount)
    return [_listing(of, label, shown, [fact.id for fact in fits], [fact.product for fact in fits])]


def _is_scale(found: compare.Place, edge: compare.Place) -> bool:
    return found.scale.partition(" ")[0] == edge.scale or edge.scale == "number"


def _candidates(question: Question, value: Money | Quantity, facts: Facts, names: Names) -> list[str]:
    """Attributes that a limit may be about: those asked for, else all of its kind, the price for money."""
    asked = [attribute for each in question.asked for attribute in each.attributes]
    if isinstance(value, Money):
        return [*asked, *names.of_concept("price")]
    return asked or list(facts.attributes())[:60]


def _listing(of: str, attribute: str, shown: list[str], ids: list[str], products: list[str]) -> Need:
    value = _joined(shown[:MAX_NAMES]) if shown else "none"
    if len(shown) > MAX_NAMES:
        value = f"{', '.join(shown[:MAX_NAMES])} and {len(shown) - MAX_NAMES} more"
    named = tuple(products[:MAX_NAMES])
    return Need("derived", Line(of, attribute, value), None, attribute, tuple(ids[:MAX_NAMES]), named)


def _joined(shown: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part) if shown else ""
