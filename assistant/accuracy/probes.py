"""Facts and passages -> probes: questions whose right answer is known before any model is asked.

What is expected comes from the facts alone; retrieval and prompts have no say in it. The same facts and seed give
the same probes with the same ids, and a smaller number of them is a part of the larger one.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from assistant.accuracy.drafts import Drafter
from assistant.accuracy.suite import KINDS, Kind, Probe, proportional
from assistant.facts.facts import Facts
from assistant.knowledge.passages import Passage

# Share of each kind in a set of probes; what a catalog cannot supply goes to the others.
SHARES: Final[Mapping[Kind, int]] = {
    "simple": 18,
    "paraphrased": 18,
    "held-out fact": 8,
    "follow-up": 8,
    "false premise": 7,
    "near name": 7,
    "absent fact": 11,
    "unknown product": 7,
    "comparison": 5,
    "superlative": 3,
    "policy": 5,
    "injection": 3,
}
DEFAULT_NUM: Final = 520


def make(
    facts: Facts,
    passages: Sequence[Passage] = (),
    seed: int = 0,
    held_out: Collection[str] = (),
    num: int = DEFAULT_NUM,
) -> list[Probe]:
    """Up to `num` probes of all kinds the catalog can supply. `held_out`: ids of facts kept out of training."""
    waiting = _distinct(Drafter(facts, passages, seed, held_out).by_kind(2 * num))
    numbers = allocate({kind: len(drafts) for kind, drafts in waiting.items()}, num)
    return [probe for kind in KINDS for probe in waiting[kind][: numbers[kind]]]


def allocate(available: Mapping[Kind, int], num: int) -> dict[Kind, int]:
    """How many probes of each kind: by SHARES, what one kind lacks given to the rest."""
    return proportional(available, SHARES, num)


def _distinct(drafts: Mapping[Kind, Sequence[Probe]]) -> dict[Kind, list[Probe]]:
    """Each question once, under the first kind that asks it."""
    seen: set[tuple[str, str]] = set()
    found: dict[Kind, list[Probe]] = {kind: [] for kind in KINDS}
    for kind in KINDS:
        for probe in drafts[kind]:
            key = (probe.question.casefold(), str(probe.history))
            if key not in seen:
                seen.add(key)
                found[kind].append(probe)
    return found
