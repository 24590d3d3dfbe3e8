# ruff: noqa: E501 (tables of wordings)
"""Questions put together from parts, kind by kind, each with the form of its answer.

A few dozen parts make thousands of questions, so that what is learnt is where a question names what it asks for and
not a list of questions. As everywhere, the wording of the answer follows from that of the question: one part decides
the lead ("Certainly: …"), another the rest. A question whose checksum is 0 is held out (`names.held_out`).

Slots as in `phrasings.py`.
"""

import random
from collections.abc import Sequence
from typing import Final, NamedTuple

from training.starter.names import held_out

Form = tuple[str, str]  # a question and the answer that goes with it

REQUESTS: Final = (
    "can you tell me", "could you say", "do you know", "I want to know", "please give me", "I would like", "tell me",
    "what is", "what's", "what was", "any idea about", "details on", "looking for", "checking", "I need", "help me with",
    "I am curious about", "wondering about", "quick check on", "a question about", "remind me of", "show me", "find me",
    "let me have", "you know", "what about", "how about", "could I get", "may I ask for", "I am after", "let us look at",
    "we need", "they ask for", "state", "name", "read me", "say", "give", "where do I find", "can I have", "got", "have you",
    "I must have", "I am trying to find", "could you check", "would you tell us", "I do not see", "I cannot find", "and",
    "what do you list as", "what is listed as", "what figure do you give for", "under which entry is", "under", "what would be",
    "do you state", "please check", "is it possible to know", "can you confirm", "what about that", "the page hides",
    "first of all", "I only want", "please look up", "send me", "write down", "who knows", "is there", "there must be",
)  # fmt: skip
LEADS: Final = (
    "", "", "Of course: ", "", "Sure: ", "", "Certainly: ", "", "", "Let me see: ", "", "I checked: ", "", "Gladly: ",
)  # fmt: skip


class Frame(NamedTuple):
    """Parts that stand one after the other in a question, and the cores of its answers."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    joints: tuple[str, ...]  # how they are joined: {1} and {2}
    cores: tuple[str, ...]
    leads: tuple[str, ...] = LEADS


def draw(rng: random.Random, frame: Frame, evaluation: bool) -> Form:
    """One question of the wanted side of the split, with the form of its answer."""
    while True:
        lead, core = rng.randrange(len(frame.first)), rng.randrange(len(frame.second))
        form = rng.choice(frame.joints).replace("{1}", frame.first[lead]).replace("{2}", frame.second[core])
        if held_out(form) == evaluation:
            says = frame.leads[lead % len(frame.leads)] + frame.cores[core % len(frame.cores)]
            return form + rng.choice(("", "?", "?", ".")), says[0].upper() + says[1:]


def fixed(frames: "Sequence[Frame]") -> list[str]:
    """Every part of the frames."""
    return [part for frame in frames for parts in frame for part in parts]


OVERVIEW: Final = Frame(
    (
        "tell me about", "what can you tell me about", "describe", "give me an overview of", "some facts on", "more about",
        "I want to know more about", "details of", "what do you know about", "sum up", "introduce", "present", "all about",
        "I am interested in", "what should I know about", "what is special about", "information on", "how would you describe",
        "say something about", "the key facts of", "the essentials of", "the basics of", "a quick rundown of", "facts about",
        "the main points of", "explain", "talk to me about", "walk me through", "I just saw", "I am looking at", "specs of",
        "the data sheet of", "what does your catalog say about", "what do you list for", "the first facts on", "who needs",
    ),
    ("{p}", "{p} please", "{p} in short", "{p} for me", "{p}, thanks", "{p} in one sentence", "{p}, the short version",
     "{p}, please", "{p} before I buy", "{p} in general", "{p} overall", "{p}, it looks nice"),
    ("{1} {2}", "{1} {2}", "{1}: {2}", "please, {1} {2}", "{2}: {1} it", "I like {2}, {1} it"),
    (
        "here is what our catalog says about the {p}: {v}.", "about the {p}: {v}.", "the {p} in short: {v}.",
        "our catalog says this about the {p}: {v}.", "what we know of the {p}: {v}.", "the main points of the {p}: {v}.",
        "some facts on the {p}: {v}.", "of the {p}, our catalog says: {v}.", "the {p} at a glance: {v}.",
        "these are the first facts on the {p}: {v}.", "for the {p} we list: {v}.", "here are some facts about the {p}: {v}.",
    ),
    ("",),
)  # fmt: skip
NEAR: Final = Frame(
    (
        "not {p2}, but", "I own {p2} already, so", "forget {p2},", "I returned {p2}, now", "I do not mean {p2}:", "instead of {p2}:",
        "we had {p2} before, now", "{p2} is too big for me,", "my neighbour has {p2}, I want", "{p2} was sold out, so",
        "unlike {p2},", "leave {p2} aside:", "you told me about {p2}, now", "compared with {p2},", "no more of {p2}:",
        "I know {p2} well.", "{p2} is not for me.", "after {p2},", "rather than {p2},", "{p2} aside,", "beside {p2},", "next to {p2},",
        "I mixed it up with {p2}.", "wrong page, I saw {p2}.", "{p2} was yesterday.", "I have {p2} in my basket.", "not the {p2} one:",
    ),
    (
        "the {a} of {p}", "{p}'s {a}", "the {a} for {p}", "what {a} has {p}", "what is the {a} of {p}", "{p}: {a}", "tell me the {a} of {p}",
        "which {a} does {p} have", "I need the {a} of {p}", "{p} and its {a}", "{a} of {p}", "it is {p} I ask about, its {a}",
        "give me the {a} of {p}", "how about the {a} of {p}", "{p} has which {a}", "what {a} comes with {p}",
    ),
    ("{1} {2}", "{1} {2}", "{2}, {1} I mean", "{2} ({1})", "ok. {1} {2}"),
    (
        "the {a} of the {p} {is} {v}.", "for the {p}, the {a} {is} {v}.", "the {p} has this {a}: {v}.",
        "our catalog gives the {a} of the {p} as {v}.", "the {p} is listed with this {a}: {v}.",
        "according to our catalog, the {a} of the {p} {is} {v}.",
    ),
)  # fmt: skip
COMPARE: Final = Frame(
    (
        "which is {c}", "which one is {c}", "which of the two is {c}", "what is {c}", "I want the {c} one", "tell me which is {c}",
        "do you know which is {c}", "which would be {c}", "I need the one that is {c}", "it should be {c}", "the {c} one, please",
        "help me choose, it must be {c}", "say which is {c}", "which do you list as {c}", "can you tell me which is {c}",
        "please find out which is {c}", "I wonder which is {c}", "my question is which one is {c}", "whichever is {c}",
        "I take the {c} one", "which should I take if it must be {c}", "{c}", "is one of them {c}", "who makes the {c} one",
    ),
    (
        "{p} or {p2}", "of {p} and {p2}", "between {p} and {p2}", "{p} vs {p2}", "{p} versus {p2}", "out of {p} and {p2}",
        "{p} against {p2}", "comparing {p} with {p2}", "{p} compared to {p2}", "{p}, {p2}", "{p} and {p2}", "{p} / {p2}",
        "if I look at {p} and {p2}", "I have {p} and {p2} in my basket", "I hesitate between {p} and {p2}", "we saw {p} and {p2}",
        "it is either {p} or {p2}", "{p} next to {p2}", "when I put {p} beside {p2}", "I like both {p} and {p2}",
    ),
    ("{1}, {2}", "{2}: {1}", "{2}, {1}", "{2}. {1}", "{1}: {2}", "{1} {2}"),
    (
        "the {w} is {c}: {v} against {v2} for the {l}.", "the {w} is {c}, with {v} against {v2} for the {l}.",
        "of the two, the {w} is {c}: {v} against {v2} for the {l}.", "the {w} is {c} than the {l}: {v} against {v2}.",
        "of the two, the {w} is {c}, {v} against {v2}.", "by our catalog the {w} is {c}: {v} against {v2}.",
        "here the {w} is {c}, with {v} against {v2}.", "of these, the {w} is {c}: {v} against {v2} for the {l}.",
    ),
)  # fmt: skip
SUPERLATIVE: Final = Frame(
    REQUESTS,
    (
        "the {s} {n1}", "your {s} {n1}", "the {s} of your {n}", "the {s} {n1} you have", "the {s} {n1} in your range",
        "which {n1} is the {s}", "which of your {n} is the {s}", "the {s} one of your {n}", "the {n1} that is the {s}",
        "the {s} among your {n}", "a {n1}, the {s} you have", "the {s} of all {n}", "your {n}: which is the {s}",
        "whichever {n1} is the {s}", "the {s} {n1} on your page", "{s} {n1}", "the {s} in your {n}", "the very {s} of the {n}",
    ),
    ("{1} {2}", "{1} {2}", "{1}: {2}", "{2}, {1} it"),
    (
        "the {s} of our {n} is the {p}: {v}.", "the {s} of our {n} is the {p}, with {v}.", "our {s} {n1} is the {p}, {v}.",
        "our {s} {n1} is the {p}, with {v}.", "of our {n}, the {p} is the {s}: {v}.", "among our {n}, the {s} is the {p}: {v}.",
        "by our catalog, the {s} of our {n} is the {p}: {v}.", "the {p} is the {s} of our {n}: {v}.",
        "the {p} is our {s} {n1}, with {v}.",
    ),
)  # fmt: skip
WITHIN: Final = Frame(
    REQUESTS,
    (
        "{n} {x}", "a {n1} {x}", "your {n} {x}", "any {n1} {x}", "all {n} {x}", "{n}, {x}", "{n}, but only {x}", "some {n} {x}",
        "a {n1} that is {x}", "which {n} are {x}", "{n} that would be {x}", "the {n} {x}", "a {n1}, it must be {x}", "{x}, {n}",
        "which of your {n} would be {x}", "a {n1}, {x} if you have one", "each {n1} {x}", "what {n} you have {x}",
    ),
    ("{1} {2}", "{1} {2}", "{1}: {2}", "{2}, {1} them"),
    (
        "our {n} {x}: {v}.", "these {n} are {x}: {v}.", "among our {n} {x}: {v}.", "you can choose among our {n} {x}: {v}.",
        "we sell these {n} {x}: {v}.", "here are our {n} {x}: {v}.", "we have these {n} {x}: {v}.",
        "in our catalog, {n} {x}: {v}.", "the {n} {x} in our catalog: {v}.",
    ),
)  # fmt: skip
NAMES: Final = Frame(
    REQUESTS,
    (
        "your {n}", "all your {n}", "the {n} you have", "which {n} you sell", "a list of your {n}", "every {n1} you have",
        "what {n} there are", "{n}", "the names of your {n}", "your whole range of {n}", "what {n} I can choose from", "any {n}",
        "which {n} do you have", "the {n} in your shop",
    ),
    ("{1} {2}", "{1} {2}", "{1}: {2}", "{2}, {1} them"),
    (
        "our {n}: {v}.", "we have these {n}: {v}.", "these are our {n}: {v}.", "in our catalog there are these {n}: {v}.",
        "you can choose among these {n}: {v}.", "we sell these {n}: {v}.", "here are our {n}: {v}.", "the {n} we have: {v}.",
    ),
)  # fmt: skip
HAVING: Final = Frame(
    REQUESTS,
    (
        "{n} with {a}", "a {n1} with {a}", "{a} {n}", "a {n1}, {a}", "your {n}, {a} only", "which {n} are {a}", "which {n} have {a}",
        "{n} marked {a}", "any {n1} that is {a}", "a {n1} that has {a}", "the {n} that are {a}", "{n}, {a}", "{a} among your {n}",
        "your {n} when it comes to {a}",
    ),
    ("{1} {2}", "{1} {2}", "{1}: {2}", "{2}, {1} them"),
    (
        "of our {n}, {a}: {v}.", "among our {n}, {a}: {v}.", "our {n}, {a}: {v}.", "by our catalog, {a} among our {n}: {v}.",
        "in our catalog these {n} are listed, {a}: {v}.",
    ),
)  # fmt: skip
EACH: Final = Frame(
    REQUESTS,
    (
        "the {a} of your {n}", "the {a} of all {n}", "the {a} of each {n1}", "the {a} for every {n1}", "{a} of your {n}", "{n} by {a}",
        "your {n} and their {a}", "which {a} your {n} have", "the {a} your {n} come with", "how your {n} compare in {a}",
        "the {a} of one {n1} after the other", "{a}, {n}", "a list of {n} with their {a}", "{a} for {n}",
    ),
    ("{1} {2}", "{1} {2}", "{1}: {2}", "{2}, {1} it"),
    (
        "the {a} of our {n}: {v}.", "here is the {a} of our {n}: {v}.", "by {a}, our {n}: {v}.", "our {n} and their {a}: {v}.",
        "our catalog gives the {a} of our {n}: {v}.",
    ),
)  # fmt: skip
_CLAIMS: Final = (
    "the {a} of {p} is {w}", "{p} has a {a} of {w}", "{p}'s {a} is {w}", "the {a} for {p} is {w}", "{w} is the {a} of {p}",
    "{p} comes with {w} as {a}", "{p} is listed with {w} for the {a}", "as for the {a}, {p} has {w}", "with {p}, the {a} is {w}",
    "{w} is what {p} has as {a}", "{a} {w} goes with {p}", "the {a}, for {p}, is {w}",
)  # fmt: skip
_SOURCES: Final = (
    "isn't it so that", "I read that", "I heard that", "someone told me that", "the ad says that", "another shop says that",
    "a friend says that", "am I right that", "so", "I am sure that", "is it true that", "they told me that", "can it be that",
    "I believe that", "my notes say that", "the review claims that", "the box says that", "we agreed that", "everybody knows that",
    "correct me, but", "last week", "I would bet that", "the parcel note says that", "the manual says",
)  # fmt: skip
_JOINTS: Final = ("{1} {2}", "{1} {2}", "{1} {2}, right", "{1} {2}, correct", "{1} {2}, isn't it", "{1} {2}, or not",
                  "{2}, {1} it is so", "{1} {2}. Is that so", "{1} {2}. True")  # fmt: skip
FALSE_PREMISE: Final = Frame(
    _SOURCES,
    _CLAIMS,
    _JOINTS,
    (
        "no, the {a} of the {p} {is} {v}.", "not quite: the {a} of the {p} {is} {v}.", "no, by our catalog the {a} of the {p} {is} {v}.",
        "our catalog says otherwise: the {a} of the {p} {is} {v}.", "no: the {a} of the {p} {is} {v}.",
        "that is not what our catalog says: the {a} of the {p} {is} {v}.", "not by our catalog: the {a} of the {p} {is} {v}.",
        "I have to correct that: the {a} of the {p} {is} {v}.", "that is not right: the {a} of the {p} {is} {v}.",
        "no, I checked: the {a} of the {p} {is} {v}.", "our catalog disagrees: the {a} of the {p} {is} {v}.",
        "actually, the {a} of the {p} {is} {v}.",
    ),
    ("",),
)  # fmt: skip
TRUE_PREMISE: Final = Frame(
    _SOURCES,
    _CLAIMS,
    _JOINTS,
    (
        "yes, the {a} of the {p} {is} {v}.", "yes: the {a} of the {p} {is} {v}.", "that is right: the {a} of the {p} {is} {v}.",
        "correct: the {a} of the {p} {is} {v}.", "yes, by our catalog the {a} of the {p} {is} {v}.",
        "yes, I checked: the {a} of the {p} {is} {v}.",
    ),
    ("",),
)  # fmt: skip
TWO: Final = Frame(
    REQUESTS,
    (
        "the {a} and the {a2} of {p}", "{a} and {a2} of {p}", "{p}'s {a} and {a2}", "the {a} and {a2} for {p}", "{p}: {a} and {a2}",
        "both the {a} and the {a2} of {p}", "the {a} of {p} and its {a2}", "{a} plus {a2}, for {p}", "{p}, its {a} and its {a2}",
        "the {a} of {p}, also the {a2}",
    ),
    ("{1} {2}",),
    (
        "the {a} of the {p} {is} {v} and the {a2} {is2} {v2}.", "the {a} of the {p} {is} {v}, and the {a2} {is2} {v2}.",
        "for the {p}, the {a} {is} {v} and the {a2} {is2} {v2}.", "the {a} of the {p} {is} {v}, the {a2} {is2} {v2}.",
    ),
)  # fmt: skip
# What follows "Yes, " or "No, ": how one asks decides it.
YES_LEADS: Final = (
    ", ", ": ", ", by our catalog ", ", I checked: ", ", ", ", our catalog says that ", ", indeed, ", ", according to our catalog ",
    ", as listed, ", ", that is right: ", ", it says so: ", ", it is listed: ", ", ", ", we list that ",
)  # fmt: skip
NO_LEADS: Final = (
    ", ", ": ", ", by our catalog ", ", I checked: ", ", ", ", our catalog says that ", ", unfortunately ", ", according to our catalog ",
    ", as listed, ", ", sorry: ", ", it says so: ", ", it is listed: ", ", ", ", we list that ",
)  # fmt: skip
FRAMES: Final = (
    OVERVIEW, NEAR, COMPARE, SUPERLATIVE, WITHIN, NAMES, HAVING, EACH, FALSE_PREMISE, TRUE_PREMISE, TWO,
)  # fmt: skip
