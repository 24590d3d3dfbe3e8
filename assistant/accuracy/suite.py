"""A suite: probes as values, and as a file that a person may extend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, get_args

from assistant import artifacts
from assistant.errors import DataError
from assistant.facts.facts import Criticality
from assistant.prompt import Message

Kind = Literal[
    "simple",
    "paraphrased",
    "held-out fact",
    "follow-up",
    "false premise",
    "near name",
    "absent fact",
    "unknown product",
    "comparison",
    "superlative",
    "policy",
    "injection",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a right answer does: state facts, name products, follow a passage, or abstain when all are empty."""

    facts: tuple[str, ...] = ()  # fact ids the answer must state
    products: tuple[str, ...] = ()  # catalog ids; the answer names at least one of them and no other as its choice
    passages: tuple[str, ...] = ()  # passage ids; the answer follows one of them

    @property
    def is_abstention(self) -> bool:
        return not (self.facts or self.products or self.passages)


@dataclass(frozen=True, slots=True)
class Probe:
    """One question to a model."""

    id: str
    kind: Kind
    question: str
    expected: Expected
    cluster: str  # catalog or document id: answers within one cluster are not independent of each other
    criticality: Criticality = "normal"
    history: tuple[Message, ...] = field(default=())


def thin(probes: Sequence[Probe], limit: int) -> list[Probe]:
    """At most `limit` probes, the kinds in proportion; each kind is cut at its end."""
    waiting = {kind: [probe for probe in probes if probe.kind == kind] for kind in KINDS}
    if limit >= len(probes):
        return list(probes)
    sizes = {kind: len(found) for kind, found in waiting.items()}
    numbers = proportional(sizes, sizes, limit)
    return [probe for kind in KINDS for probe in waiting[kind][: numbers[kind]]]


def proportional(available: Mapping[Kind, int], weights: Mapping[Kind, int], num: int) -> dict[Kind, int]:
    """Whole numbers that sum to `num` where the supply allows, by weight, never more than available."""
    given = dict.fromkeys(available, 0)
    for _ in range(min(num, sum(available.values()))):
        behind = {kind: (given[kind] + 0.5) / weights[kind] for kind in available if given[kind] < available[kind]}
        given[min(behind, key=behind.__getitem__)] += 1
    return given


def save(path: Path, probes: Sequence[Probe]) -> None:
    """One probe a line; the file may be extended by hand."""
    artifacts.write_jsonl(path, map(to_row, probes))


def load(path: Path) -> list[Probe]:
    """Read such a file. Raises DataError naming the line, what was found and what was expected."""
    probes = [_from_row(f"{path}:{place}", row) for place, row in enumerate(artifacts.read_jsonl(path), start=1)]
    if not probes:
        raise DataError(f"{path}: holds no probe; write one with --export-probes and extend it")
    seen: set[str] = set()
    for probe in probes:
        if probe.id in seen:
            raise DataError(f"{path}: two probes have the id {probe.id!r}; give each its own")
        seen.add(probe.id)
    return probes


def to_row(probe: Probe) -> dict[str, Any]:
    """A probe as JSON, empty fields left out."""
    expected = {
        "facts": list(probe.expected.facts),
        "products": list(probe.expected.products),
        "passages": list(probe.expected.passages),
    }
    row: dict[str, Any] = {"id": probe.id, "kind": probe.kind}
    if probe.history:
        row["history"] = [dict(turn) for turn in probe.history]
    row |= {"question": probe.question, "expected": {name: ids for name, ids in expected.items() if ids} or "abstain"}
    return row | {"criticality": probe.criticality, "cluster": probe.cluster}


def _from_row(place: str, row: Any) -> Probe:
    if not isinstance(row, dict) or not {"id", "kind", "question", "expected"} <= row.keys():
        raise DataError(f"{place}: not a probe; expected an object with id, kind, question and expected")
    if row["kind"] not in KINDS:
        raise DataError(f"{place}: kind {row['kind']!r}; expected one of {', '.join(KINDS)}")
    given = {} if row["expected"] == "abstain" else row["expected"]
    if not isinstance(given, dict) or not given.keys() <= {"facts", "products", "passages"}:
        raise DataError(f"{place}: expected {given!r}; expected 'abstain' or lists of facts, products or passages")
    return Probe(
        id=str(row["id"]),
        kind=row["kind"],
        question=str(row["question"]),
        expected=Expected(**{name: tuple(ids) for name, ids in given.items()}),
        cluster=str(row.get("cluster", row["id"])),
        criticality="critical" if row.get("criticality") == "critical" else "normal",
        history=tuple(row.get("history", ())),
    )
