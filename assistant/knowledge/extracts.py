"""Passages that may answer a question which the facts do not."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.facts.aliases import Names
from assistant.facts.words import keys
from assistant.knowledge.follow import continues
from assistant.knowledge.index import Hit, Index, query_terms
from assistant.knowledge.needs import Need
from assistant.knowledge.passages import Passage
from assistant.knowledge.question import POLICY, Question
from assistant.knowledge.sentences import split, statements
from assistant.prompt import USER, Message

MAX_EXTRACTS = 2
NUM_CANDIDATES = 12
SHORT = 6  # words of a sentence that is read with the one after it
CLOSE = 3  # one more than the words of an open question that a general passage must say together
STEM = 5  # letters by which two forms of a word are taken for one
OFF_TOPIC = 0.6  # a heading that asks what the question does not counts less
WEAK = 0.55  # a passage with less than this share of the best one's score is left out
# What an answer to such a question holds besides the question's own words.
_HINTS = (
    (re.compile(r"\b(?:how (?:long|soon|fast)|when)\b", re.I), "days weeks within"),
    (re.compile(r"\b(?:how much|costs?|free|fee)\b", re.I), "cost free EUR"),
    (re.compile(r"\b(?:where|which countr\w+|(?:ship|deliver) to)\b", re.I), "countries deliver"),
)
_OWN_YES = re.compile(r"^(?:yes|no)\.\s+(?=\w)", re.I)
_EXCEPTION = re.compile(r"\b(?:cannot|can't|can not|not|except\w*|exclu\w*)\b", re.I)


def relevant(
    index: Index,
    question: Question,
    history: Sequence[Message],
    needs: Sequence[Need],
    groups: Sequence[str],
    names: Names,
) -> list[Hit]:
    """At most MAX_EXTRACTS hits; of a product's question only those that speak of the product, or of what is asked."""
    query = _query(question, history, names)
    hits = index.search(query, NUM_CANDIDATES, question.products, groups, ("passage",))
    found = [(hit, hit.item) for hit in hits if isinstance(hit.item, Passage)]
    if question.products:
        terms = frozenset(query_terms(query))
        found = [
            (hit, passage)
            for hit, passage in found
            if _fits(passage, question, needs)
            or (not question.asked and passage.product is None and _closeness(passage, terms, question.text) >= CLOSE)
        ]
    else:
        named = _named(index, question.text, groups, [passage for _, passage in found])
        if named:
            return [Hit(passage, 1.0, f"named: {passage.title}") for passage in named[:MAX_EXTRACTS]]
        found = [(hit, passage) for hit, passage in found if passage.product is None] or found
    terms = frozenset(query_terms(query))
    scored = [replace(hit, score=hit.score * _closeness(passage, terms, question.text)) for hit, passage in found]
    ranked = sorted(scored, key=_worst_last)
    return [hit for hit in ranked if hit.score >= WEAK * ranked[0].score][:MAX_EXTRACTS]


def _named(index: Index, text: str, groups: Sequence[str], found: Sequence[Passage]) -> list[Passage]:
    """Passages whose heading the question names, or of the document it names those that speak of the rest of it."""
    readable = ("public", *groups)
    headings = [passage for passage in index.titles.headings(text) if passage.access in readable]
    documents = [passage for passage in index.titles.documents(text) if passage.access in readable]
    known = {passage.id for passage in documents}
    if headings and (not documents or headings[0].id in known):
        return headings
    title = {key for passage in documents for key in keys(passage.title.partition(" > ")[0])}
    rest = {term[:STEM] for term in query_terms(text)} - {key[:STEM] for key in title}
    speaking = [each for each in found if each.id in known and rest & {key[:STEM] for key in keys(each.text)}]
    return speaking or documents


def _query(question: Question, history: Sequence[Message], names: Names) -> str:
    """The question's words, those it goes on from, and those that its answer may use."""
    parts = [question.text]
    if question.kind == "policy" and continues(question.text):
        parts += [turn["content"] for turn in history[-2:] if turn["role"] == USER]
    parts += [asked.concept for asked in question.asked if asked.concept]
    parts += _hints(question.text)
    query = " ".join(parts)
    for product in question.products:  # the product's own name finds every passage that mentions it
        query = query.replace(names.display(product), " ")
    return query


def _closeness(passage: Passage, terms: frozenset[str], question: str) -> float:
    """How many of the words stand together in one sentence, the title being part of each."""
    wanted = {term[:STEM] for term in terms}
    title = {key[:STEM] for key in keys(passage.title)}
    said = ({key[:STEM] for key in keys(sentence)} for sentence in split(passage.text))
    said_together = max((len(wanted & (title | words)) for words in said), default=0)
    turns = (*(pattern for pattern, _ in _HINTS), _EXCEPTION)
    strays = any(pattern.search(passage.title) and not pattern.search(question) for pattern in turns)
    return (1 + said_together) * (OFF_TOPIC if strays else 1.0)


def _worst_last(hit: Hit) -> tuple[float, str]:
    return -hit.score, hit.item.id


def _fits(passage: Passage, question: Question, needs: Sequence[Need]) -> bool:
    """Whether a passage speaks of what is asked of a product, and not merely of something with the same word."""
    if not question.asked:
        return passage.product in question.products
    return any(need.kind == "absent" and _speaks_of(passage, need) for need in needs)


def is_answered(need: Need, hits: Sequence[Hit]) -> bool:
    """Whether a passage speaks of what no fact states."""
    return any(isinstance(hit.item, Passage) and _speaks_of(hit.item, need) for hit in hits)


def _speaks_of(passage: Passage, need: Need) -> bool:
    if need.is_contradicted or (passage.product != need.product and need.concept not in POLICY):
        return False
    said = set(keys(f"{passage.title} {passage.text}"))
    return any(set(keys(name)) <= said for name in (need.asked, need.concept) if name)


def best_sentence(question: str, passages: Sequence[Passage]) -> tuple[Passage, str] | None:
    """The sentence of the passages that shares most with a question, at least half of its words; else None."""
    asked = {term[:STEM] for term in query_terms(question)}
    terms = asked | {term[:STEM] for hint in _hints(question) for term in query_terms(hint)}
    best: tuple[int, Passage, str] | None = None
    for passage in passages:
        title = {key[:STEM] for key in keys(passage.title)}
        for sentence in statements(passage.text):
            words = {key[:STEM] for key in keys(sentence)}
            score = 2 * len(terms & words) + len(terms & title)
            if score > (best[0] if best else 1) and 2 * len(terms & (words | title)) > len(asked):
                best = (score, passage, sentence)
    if best is None:
        return None
    _, passage, sentence = best
    said = statements(passage.text)
    at = said.index(sentence)
    text = " ".join(said[at : at + 1 + (len(sentence.split()) < SHORT)])
    heading = passage.title.rpartition(" > ")[2]
    if heading.endswith("?") and set(query_terms(heading)) != set(query_terms(question)):
        text = _OWN_YES.sub("", text)  # "No." to its own question is none to another
    return passage, text


def answers(question: str, sentence: str, passages: Sequence[Passage]) -> bool:
    """Whether a sentence has a word of the question, where one of the passages has: of a tent is none for a jacket."""
    asked = {term[:STEM] for term in query_terms(question)}
    if asked & {key[:STEM] for key in keys(sentence)}:
        return True
    return best_sentence(question, passages) is None


def _hints(question: str) -> list[str]:
    return [more for pattern, more in _HINTS if pattern.search(question)]
