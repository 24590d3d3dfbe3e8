"""All that the assistant knows of one brand, in one value: brand, facts, names, index."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.catalog.product import Document
from assistant.config import Brand, home
from assistant.errors import DataError
from assistant.facts import storage
from assistant.facts.aliases import Names
from assistant.facts.facts import Facts
from assistant.knowledge.context import Retrieved, build_context
from assistant.knowledge.index import Index
from assistant.knowledge.passages import Passage, from_documents
from assistant.prompt import Message

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One brand's facts and passages, ready to be asked."""

    brand: Brand
    facts: Facts
    names: Names
    index: Index
    passages: tuple[Passage, ...]

    @classmethod
    def build(cls, facts: Facts, documents: Iterable[Document], brand: Brand) -> "Knowledge":
        """From parts, with the index in memory."""
        names = Names(facts, brand.competitors.names, brand.brand.aliases)
        passages = from_documents(documents, names)
        return cls(brand, facts, names, Index.build(passages, facts), passages)

    @classmethod
    def load(cls, folder: Path | None = None) -> "Knowledge":
        """From what `ingest` saved below TRUEBRAND_HOME; the saved index is used where it is whole, else made again."""
        folder = folder or home()
        facts = storage.load_facts(folder / "catalog")
        brand = storage.load_brand_of(folder / "catalog")
        names = Names(facts, brand.competitors.names, brand.brand.aliases)
        passages = from_documents(storage.load_documents(folder / "catalog"), names)
        return cls(brand, facts, names, _index(folder / "index", passages, facts), passages)

    def retrieve(self, question: str, history: Sequence[Message] = (), groups: Sequence[str] = ()) -> Retrieved:
        """The context of one question."""
        return build_context(question, history, self.facts, self.names, self.index, self.brand, groups)


def _index(folder: Path, passages: Sequence[Passage], facts: Facts) -> Index:
    try:
        index = Index.load(folder, passages, facts)
        if not index.num_changed:
            return index
        _log.info("%s: %d entries indexed again", folder, index.num_changed)
    except DataError as error:
        if (folder / "manifest.json").exists():
            _log.warning("%s; the index is made again", error)
        index = Index.build(passages, facts)
    index.save(folder)
    return index
