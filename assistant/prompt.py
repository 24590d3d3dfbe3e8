"""The one rendering of (facts, history, question) into messages, shared by training and serving.

What the catalog says, and what it does not say, reach the model as lines of one form:

    - Tarn 2 Tent | weight: 1.9 kg
    - Tarn 2 Tent | fabric: not stated in our catalog
    - Tarn 9 Tent | weight: unknown, we have no product of this name
    - Tarn 2 Tent and Tarn 3 Tent | lighter: Tarn 2 Tent, 1.9 kg against 2.4 kg

so that every answer, an honest "I don't have that" included, is read and never guessed.
The chat role "assistant" is spelt here and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

SYSTEM: Literal["system"] = "system"
USER: Literal["user"] = "user"
ASSISTANT: Literal["assistant"] = "assistant"

NOT_STATED = "not stated in our catalog"
UNKNOWN_PRODUCT = "unknown, we have no product of this name"

# Text from documents and users is data: what would end a turn or hide from a reader is taken out.
_HIDDEN = dict.fromkeys([*range(0xE0000, 0xE0080), *range(0xFE00, 0xFE10), *range(0x200B, 0x2010), 0x2060, 0xFEFF])


class Message(TypedDict):
    """OpenAI's form of a turn."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the context states: of which product, which attribute, and the value as it should be read."""

    product: str  # display name, as in "Tarn 2 Tent"; two names joined by " and " for a comparison
    attribute: str  # as people say it: "weight", "battery life"
    value: str  # as the brand writes it: "1.9 kg"; NOT_STATED or UNKNOWN_PRODUCT where there is none
    fact_id: str | None = None  # the fact it shows; None for a derived or absent one


@dataclass(frozen=True, slots=True)
class Extract:
    """A passage of a policy or guide."""

    title: str
    text: str
    passage_id: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the model may state in this answer."""

    lines: tuple[Line, ...] = ()
    extracts: tuple[Extract, ...] = ()


def clean(text: str) -> str:
    """Text without invisible characters and without anything shaped like a chat template's special token."""
    return text.translate(_HIDDEN).replace("<|", "< |").replace("|>", "| >")


def system_prompt(brand: str, context: Context | None) -> str:
    """The instructions and the context; without a context (closed book) the first sentence alone."""
    parts = [f"You are the product assistant of {clean(brand)}."]
    if context is not None:
        parts[0] += " Answer only from what is stated below. What is not stated there, you do not know."
        parts += ["\n".join(_show(line) for line in context.lines)] if context.lines else []
        parts += [f"{clean(extract.title)}:\n{clean(extract.text)}" for extract in context.extracts]
    return "\n\n".join(parts)


def render(brand: str, context: Context | None, history: Sequence[Message], question: str) -> list[Message]:
    """The messages of one request: system with the context, earlier turns, the question."""
    turns: list[Message] = [{"role": turn["role"], "content": clean(turn["content"])} for turn in history]
    return [
        {"role": SYSTEM, "content": system_prompt(brand, context)},
        *turns,
        {"role": USER, "content": clean(question)},
    ]


def answer(text: str) -> Message:
    """The turn a model is trained to produce."""
    return {"role": ASSISTANT, "content": text}


def _show(line: Line) -> str:
    return f"- {clean(line.product)} | {clean(line.attribute)}: {clean(line.value)}"
