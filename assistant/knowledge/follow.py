"""What a question leaves out, from the turns before it: "and the price?", "is it lighter than the other?", "the 2"."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.facts.aliases import Names
from assistant.facts.lexicon import lexicon
from assistant.facts.words import keys
from assistant.knowledge.question import Question


def carried(now: Question, before: Sequence[Question], names: Names) -> Question:
    """What the question leaves out, from the last turn that said it."""
    last = next((each for each in reversed(before) if each.products), None)
    last_products = last.products if last else ()
    last_asked = next((each.asked for each in reversed(before) if each.asked), ())
    comparing, pronoun = lexicon().patterns["comparing"], lexicon().patterns["pronoun"]
    is_more = continues(now.text)
    chosen = _chosen(now, before, names)
    if chosen:
        return replace(
            now,
            products=chosen,
            ambiguous=(),
            category=None,
            asked=now.asked or last_asked,
            why="chosen of those offered",
        )
    if now.ambiguous and not now.products:
        meant = [id_ for mention in now.ambiguous for id_ in mention.candidates if id_ in last_products]
        if len(meant) == 1:
            return replace(now, products=tuple(meant), ambiguous=(), why="the one spoken of before")
    if now.products or now.unknown or now.ambiguous:
        if not now.asked and is_more:
            now = replace(now, asked=last_asked)
        compares = comparing.search(now.text) or any(asked.word for asked in now.asked)
        if len(now.products) == 1 and compares and pronoun.search(now.text) and last_products[:1] != now.products:
            now = replace(now, products=(*last_products[:1], *now.products), why="named, and spoken of before")
        return now
    refers = pronoun.search(now.text) is not None
    if len(last_products) == 1 and not now.category and names.variants(last_products[0], now.text):
        return replace(
            now, products=last_products, asked=now.asked or last_asked, why="a variant of the one spoken of before"
        )
    if last_products and (refers or (now.asked and is_more)) and not (now.category and not refers):
        spoken = f"{last.spoken} {now.text}" if last else now.text
        return replace(now, products=last_products, category=None, members=(), why="spoken of before", spoken=spoken)
    strangers = next((each.unknown for each in reversed(before) if each.products or each.unknown), ())
    if strangers and refers and now.asked:
        return replace(now, unknown=strangers, category=None, members=())
    return now


def continues(text: str) -> bool:
    """Whether a question only goes on from the one before: "and to Norway?"."""
    return lexicon().patterns["more"].match(text) is not None or len(text.split()) <= 4


def _chosen(now: Question, before: Sequence[Question], names: Names) -> tuple[str, ...]:
    """The answer to "which one": "the 2", "the pro one"."""
    if now.products or not before[-1].ambiguous or before[-1].products:
        return ()
    spoken = set(keys(now.text))
    offered = [id_ for mention in before[-1].ambiguous for id_ in mention.candidates]
    shared = set.intersection(*(set(keys(names.display(id_))) for id_ in offered))
    scores = {id_: len(spoken & (set(keys(names.display(id_))) - shared)) for id_ in offered}
    best = max(scores.values(), default=0)
    winners = [id_ for id_, score in scores.items() if score == best]
    return (winners[0],) if best and len(winners) == 1 else ()
