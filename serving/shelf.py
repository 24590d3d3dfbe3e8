"""The brand's knowledge as the routes show it: hits of a search, and cards of products."""

from typing import Any

from assistant.facts.facts import Fact, Facts
from assistant.knowledge.index import Hit
from assistant.knowledge.knowledge import Knowledge
from assistant.knowledge.passages import Passage
from serving.desk import Card, Found


class BrandShelf:
    """Searches and cards over one brand's knowledge. `rows` are the saved products, with pictures and addresses."""

    def __init__(self, knowledge: Knowledge, rows: list[dict[str, Any]]) -> None:
        self._knowledge = knowledge
        self._cards = [_card(knowledge.facts, row) for row in rows if not row["is_discontinued"]]

    def search(self, query: str, top_k: int, groups: tuple[str, ...]) -> list[Found]:
        named = [mention.product for mention in self._knowledge.names.find(query) if mention.product is not None]
        hits = self._knowledge.index.search(query, top_k, products=named, groups=groups)
        return [_found(hit, self._knowledge.facts) for hit in hits]

    def cards(self) -> list[Card]:
        return self._cards


def _found(hit: Hit, facts: Facts) -> Found:
    item = hit.item
    if isinstance(item, Passage):
        return Found(item.id, item.kind, item.title, item.text, str(item.source), hit.score, hit.why)
    text = f"{item.attribute}: {item.text}"
    return Found(item.id, "fact", _name(facts, item), text, str(item.source), hit.score, hit.why)


def _name(facts: Facts, fact: Fact) -> str:
    return facts.products[fact.product].name


def _card(facts: Facts, row: dict[str, Any]) -> Card:
    return Card(
        id=row["id"],
        name=row["name"],
        category=row["category"],
        price=_text(facts, row["id"], "price"),
        compare_at_price=_text(facts, row["id"], "compare-at price"),
        url=row.get("url"),
        image=row.get("image"),
    )


def _text(facts: Facts, product: str, attribute: str) -> str | None:
    """What the product costs, or its first variant that says so."""
    stated = [fact for fact in facts.of(product) if fact.attribute == attribute and fact.is_current]
    stated.sort(key=lambda fact: fact.variant is not None)
    return stated[0].text if stated else None
