"""Questions to begin with, made from the catalog at hand so that they fit any brand."""

from collections.abc import Iterator
from itertools import islice

from assistant.facts.facts import Fact, Facts
from assistant.facts.values import Boolean, Bound, Dimensions, Interval, Quantity


def examples(facts: Facts, most: int = 5) -> list[str]:
    """Questions about common attributes, each of a product of another category, and one about what is not there."""
    asked = list(islice(_asked(facts), most - 1))
    unknown = next((name.name for name in facts.products.values() if name.name.split()[-1].isalpha()), None)
    return [*asked, f"How heavy is the {unknown} Max?"] if asked and unknown else asked


def _asked(facts: Facts) -> Iterator[str]:
    categories: set[str | None] = set()
    products: set[str] = set()
    for attribute in facts.attributes():
        for fact in facts:
            product = facts.products.get(fact.product)
            if fact.attribute != attribute or product is None or product.is_discontinued or fact.variant is not None:
                continue
            if fact.is_volatile or not fact.is_current or fact.product in products or product.category in categories:
                continue
            if question := _question(fact, product.name):
                products.add(fact.product)
                categories.add(product.category)
                yield question
                break


def _question(fact: Fact, name: str) -> str | None:
    if isinstance(fact.value, Boolean) and fact.attribute.endswith(("able", "safe", "proof", "free")):
        return f"Is the {name} {fact.attribute}?"
    is_measured = isinstance(fact.value, Quantity) and fact.value.dimension not in ("", "count")
    if is_measured or isinstance(fact.value, Bound | Dimensions | Interval):
        return f"What is the {fact.attribute} of the {name}?"
    return None
