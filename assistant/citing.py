"""What a sentence stands on, as a reader is shown it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.accuracy.verdicts import Finding
from assistant.generation import Citation
from assistant.knowledge.knowledge import Knowledge
from assistant.knowledge.needs import Need
from assistant.knowledge.passages import Passage

MAX_CITATIONS = 4  # of one sentence


@dataclass(frozen=True, slots=True)
class Citing:
    """Turns evidence of every kind into citations."""

    knowledge: Knowledge

    def findings(self, findings: Sequence[Finding]) -> tuple[Citation, ...]:
        """The evidence of a sentence's claims, each once."""
        found: dict[str, Citation] = {}
        for finding in findings:
            evidence = finding.evidence
            if evidence is not None:
                title = self._title(evidence.id, finding.product)
                found.setdefault(evidence.id, Citation(evidence.id, title, evidence.text, evidence.source))
        return tuple(found.values())[:MAX_CITATIONS]

    def need(self, need: Need) -> tuple[Citation, ...]:
        """The facts a line of the context rests on."""
        return tuple(self.fact(id_) for id_ in need.fact_ids[:MAX_CITATIONS] if self.knowledge.facts.by_id(id_))

    def fact(self, fact_id: str) -> Citation:
        fact = self.knowledge.facts.by_id(fact_id)
        assert fact is not None, fact_id
        name = self.knowledge.names.display(fact.product)
        return Citation(fact.id, name, f"{name}, {fact.attribute}: {fact.text}", str(fact.source))

    def passage(self, passage: Passage) -> Citation:
        return Citation(passage.id, passage.title, passage.text, str(passage.source))

    def _title(self, evidence: str, product: str | None) -> str:
        passage = self.knowledge.index.passage(evidence)
        return passage.title if passage else self.knowledge.names.display(product or evidence.partition("/")[0])
