"""Answers of a real run on the sample brand, labelled by reading, twice and independently of each other.

labelled_answers.jsonl, a line an answer: configuration, question, answer, the labels of the first and the second pass
(wrong, correct, neither), and `label`: where both agree that, else the one decided on afterwards, with a note. The
labellers saw the question, the answer and the catalog's lines, never what the verifier said.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.accuracy.verify import Verifier
from assistant.knowledge.knowledge import Knowledge

FILE = Path(__file__).with_name("labelled_answers.jsonl")


class Labelled(NamedTuple):
    """An answer with its labels, and the verifier's verdict on it."""

    question: str
    answer: str
    first: str
    second: str
    label: str
    verdict: str


def judged(knowledge: Knowledge) -> list[Labelled]:
    """Every labelled answer with the verdict of today's verifier, given the passages that retrieval shows."""
    verifier = Verifier(knowledge.facts, knowledge.names, knowledge.brand.brand.currency)
    found = []
    for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines()):
        passages = knowledge.retrieve(row["question"]).passages
        said = verifier.verify(row["answer"], question=row["question"], passages=passages)
        labels = (row["first"], row["second"], row["label"])
        found.append(Labelled(row["question"], row["answer"], *labels, said.verdict))
    return found


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Agreement of two labellers beyond chance (Cohen, 1960)."""
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    agreed = sum(a == b for a, b in pairs) / len(pairs)
    return (agreed - by_chance) / (1 - by_chance)
