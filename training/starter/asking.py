# ruff: noqa: E501, SIM905 (lists of wordings)
"""Questions put together from parts, and typed as hurried customers type."""

import random
import re
from collections.abc import Sequence
from typing import Final

from training.starter.frames import LEADS, REQUESTS
from training.starter.names import held_out
from training.starter.phrasings import side

OPENERS = (
    "hi, ", "hello, ", "hey ", "quick question: ", "sorry, ", "ok, ", "so ", "please, ", "one more: ", "hmm, ", "um, ",
    "good evening, ", "dear team, ", "another one: ", "well, ", "listen, ", "yes, ", "no, ", "right, ", "first: ",
    "I am planning a trip. ", "We bought one last year. ", "My kitchen is small. ", "I compare a few shops. ",
    "My wife wants it. ", "I read a test. ", "It is for my office. ", "I lost the leaflet. ", "We talked before. ",
    "The shop was closed. ", "I have a friend who owns one. ", "We are moving soon. ", "I saw it on your page. ",
    "It has to fit my car. ", "I am new to this. ", "My old one broke. ", "I never used one. ", "Great range! ",
    "It is a birthday present. ", "I cannot decide. ", "The label is unreadable. ", "I asked yesterday too. ",
)  # fmt: skip
CLOSERS = (
    " thanks", " please", " thx", " :)", " Thank you!", " I need it today.", " It is a gift.", " Just curious.", " asap",
    " Many thanks in advance.", " My boss wants to know.", " That would help me decide.", " No hurry.", " pls", "!!",
    " if you know it", " for me", " before I order", " one more time", " exactly", " roughly", " again", " in short",
    " Cheers", " I forgot.", " It matters to me.", " We argue about it.", " I hope you can help.", " ???", "...",
)  # fmt: skip
_OBJECTS = (
    "the {a} of {p}", "the {a} of {p}", "the {a} of {p}", "{p}'s {a}", "{a} for {p}", "the {a} on {p}", "{a} of {p}",
    "the {a} that {p} has", "the {a} for {p}", "{p}, its {a}", "the {a}, for {p}", "the correct {a} of {p}",
    "“{a}” of {p}", "“{a}” for {p}", "“{a}” on {p}", "{p} and its {a}", "{p} when it comes to {a}", "which {a} {p} has", "what {a} {p} comes with", "the value of {a} for {p}",
    "the stated {a} of {p}", "the {a} your {p} has", "the {a} in the case of {p}", "{p} in terms of {a}", "{p} ({a})",
)  # fmt: skip
_TOPPED = (
    "{p}: {o}", "{p}, {o}", "{o} I mean {p}.", "Concerning {p}: {o}", "With {p} in mind: {o}", "About {p}. {o}", "I own {p}. {o}", "I want {p}. {o}", "It is about {p}. {o}", "On {p}: {o}",
    "As for {p}, {o}", "Take {p}. {o}", "{p} again. {o}", "For {p}: {o}", "We like {p}. {o}", "Is {p} good? {o}",
)  # fmt: skip
_BARE = (
    "what is its {a}?", "its {a}?", "{a}?", "what {a} does it have?", "tell me the {a}", "which {a}?", "the {a} please",
    "and the {a} is?", "how about the {a}?", "I need the {a}", "do you know the {a}?", "what about {a}", "state its {a}",
)  # fmt: skip


_WHETHER = (
    "is it true that", "can you confirm that", "I wonder whether", "do you know if", "I was told that", "tell me if",
    "could you check if", "am I right that", "please say whether", "would you say that", "my friend says", "so",
    "does it say that", "is it correct that", "they say", "let me know whether", "I need to know if", "can it be that",
    "the shop says", "I hope that", "yes or no:", "is it so that", "we wonder if", "I heard that", "could it be that",
    "it matters to me if", "any chance that", "I would like to know if", "please confirm that", "I read that",
)  # fmt: skip


def whether(rng: random.Random, statement: str, evaluation: bool) -> tuple[str, int]:
    """A yes/no question put as an indirect one, and its place among them."""
    place = rng.choice(side(range(len(_WHETHER)), evaluation))
    return f"{_WHETHER[place]} {statement}{rng.choice(('', '?', '?'))}", place


_CORES: Final = (
    "the {a} of the {p} {is} {v}.", "the {a} of the {p} {is} {v}.", "for the {p}, the {a} {is} {v}.",
    "the {a} of the {p} {is} {v}.", "our catalog gives the {a} of the {p} as {v}.", "the {a} of the {p} {is} {v}.",
    "the {p} has this {a}: {v}.", "the {a} of the {p} {is} {v}.", "the {p} is listed with this {a}: {v}.",
    "according to our catalog, the {a} of the {p} {is} {v}.",
)  # fmt: skip
WORDINGS: Final = (*_OBJECTS, *_TOPPED, *_BARE, *_CORES, *_WHETHER)


def combined(rng: random.Random, evaluation: bool) -> tuple[str, str]:
    """One of some three thousand ways to ask for one attribute, put together, with the form of its answer.

    Those with a checksum of 0 are held out.
    """
    while True:
        if rng.random() < 0.3:
            top, bare = rng.randrange(len(_TOPPED)), rng.randrange(len(_BARE))
            form, lead, core = _TOPPED[top].replace("{o}", _BARE[bare]), bare, top
        else:
            lead, core = rng.randrange(len(REQUESTS)), rng.randrange(len(_OBJECTS))
            form = f"{REQUESTS[lead]} {_OBJECTS[core]}" + rng.choice(("", "?", "?", "?", "."))
        if held_out(form.rstrip("?.")) == evaluation:
            says = LEADS[lead % len(LEADS)] + _CORES[core % len(_CORES)]
            return form, says[0].upper() + says[1:]


# Words that say nothing of what is asked: any may stand around a product and an attribute.
FILLING: Final = (
    "a about after again all also always am an and any anyone are around as ask at back be because been before being best "
    "both but by call can check come could day days did different do does doing done down each either else enough even "
    "ever every exactly far few figure find first for from full get give go going good got had has have having he help "
    "her here him his how however i if in inside into is it its just keep kind know last later least let like list look "
    "lot made make many may maybe me mean mention might mind mine more most much must my near need never new next no not "
    "note now number of off often ok old on once one only or order other our out over own page part people perhaps place "
    "please point put quite rather read really right said same say see seen sent she shop should show side since sir so "
    "some someone still such sure take tell than thank that the their them then there these they thing think this those "
    "though time to today told too trying two under until up us use used value very want was way we well were what when "
    "where which while who whole why will wish with within without word would yes yet you your"
).split()


def scattered(rng: random.Random) -> str:
    """Attribute and product among words that say nothing, so that no wording is needed to find the two."""
    pieces = rng.sample(["{a}", "{p}"], 2)
    runs = [" ".join(rng.choices(FILLING, k=rng.choice((0, 1, 2, 3, 4, 6)))) for _ in range(3)]
    joints = [rng.choice(("", "", "", ",", ":", ".", "?", " -")) for _ in range(2)]
    text = f"{runs[0]} {pieces[0]}{joints[0]} {runs[1]} {pieces[1]}{joints[1]} {runs[2]}"
    return re.sub(r" +", " ", text).strip() + rng.choice(("", "", "?", "."))


def as_typed(rng: random.Random, question: str, keep: Sequence[str]) -> str:
    """The question as a hurried customer types it: lower case, no mark, a slip of the finger, a greeting before it.

    The words in `keep` (names and values) stay without slips.
    """
    if rng.random() < 0.15:
        question = rng.choice(OPENERS) + question
    if rng.random() < 0.1:
        question += rng.choice(CLOSERS)
    if rng.random() < 0.14:
        question = question.rstrip("?.")
    if rng.random() < 0.05:
        question = _slip(rng, question, keep)
    if rng.random() < 0.08:
        return question.lower()
    return question[0].upper() + question[1:] if rng.random() < 0.7 else question


def _slip(rng: random.Random, text: str, keep: Sequence[str]) -> str:
    kept = {word for name in keep for word in re.findall(r"\w+", name)}
    words = [match for match in re.finditer(r"[a-z]{4,}", text) if match[0] not in kept]
    if not words:
        return text
    start, end = rng.choice(words).span()
    place = rng.randrange(start + 1, end - 1)
    swapped = text[place + 1] + text[place]
    return text[:place] + rng.choice((swapped, text[place], text[place] * 2 + text[place + 1])) + text[place + 2 :]
