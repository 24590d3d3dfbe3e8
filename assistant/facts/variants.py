"""What the variants of a product say of it: the options to choose from, and attributes alike or different."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.catalog.product import AttributeValue, Product
from assistant.facts.facts import Fact
from assistant.facts.naming import attribute_names, slugged, with_unit
from assistant.facts.offers import of_product, span_of
from assistant.facts.quantities import parse_value
from assistant.facts.values import Listing, Value

_CHOICES = frozenset(
    [
        "size",
        "color",
        "colour",
        "material",
        "finish",
        "capacity",
        "style",
        "pattern",
        "length",
        "width",
        "pack",
        "scent",
        "flavor",
        "flavour",
        "edition",
        "fit",
        "version",
    ]
)
_YES_NO = {"true": "yes", "false": "no"}
MAX_ITEMS = 24  # of a list that still reads as one


def option_facts(product: Product) -> Iterator[Fact]:
    """The choices of each option, a closed list: "sizes: S, M, L"; an option without a choice is a plain attribute."""
    chosen: dict[str, list[str]] = {}
    for form in product.variants:
        for name, text in form.options.items():
            chosen.setdefault(name, []).append(text)
    named = attribute_names(chosen)
    for raw, texts in chosen.items():
        name, unit = named[raw]
        items = tuple(dict.fromkeys(_YES_NO.get(text.casefold(), with_unit(text, unit)) for text in texts))
        for_all = len(texts) == len(product.variants)
        if len(items) > MAX_ITEMS or not name:
            continue
        attribute = plural(name) if len(items) > 1 and name.split()[-1] in _CHOICES else name
        value: Value = Listing(items, closed=for_all) if len(items) > 1 else parse_value(items[0], attribute=name)
        place = replace(product.source, column=raw)
        shown = "; ".join(items) if any("," in item for item in items) else ", ".join(items)
        yield Fact(f"{product.id}/{slugged(attribute)}", product.id, attribute, value, shown, place)


def variant_facts(product: Product, typed: Callable[[AttributeValue, str], Fact | None]) -> Iterator[Fact]:
    """Attributes that all variants share are the product's; others are each variant's, under a range or list."""
    by_attribute: dict[str, list[Fact]] = {}
    for form in product.variants:
        for value in form.attributes:
            if (fact := typed(value, form.id)) is not None:
                by_attribute.setdefault(fact.attribute, []).append(fact)
    for facts in by_attribute.values():
        covers_all = len({fact.variant for fact in facts}) == len(product.variants)
        if facts[0].attribute == "stock":
            yield from facts  # what is left of each form says nothing of the product as a whole
        elif covers_all and len({str(fact.value) for fact in facts}) == 1:
            yield of_product(facts[0])
        else:
            yield from facts
            if (whole := span_of(facts) or _list_of(facts)) is not None and covers_all:
                yield whole


def plural(name: str) -> str:
    """The name of a list of choices: "colour" -> "colours", "capacity" -> "capacities"."""
    if name.endswith(("s", "x", "ch", "sh")):
        return name if name.endswith("s") and not name.endswith("ss") else f"{name}es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"


def _list_of(facts: list[Fact]) -> Fact | None:
    items = tuple(dict.fromkeys(fact.text for fact in facts))
    if len(items) > MAX_ITEMS or any(len(item) > 60 for item in items):
        return None
    return replace(of_product(facts[0]), value=Listing(items, closed=True), text=", ".join(items))
