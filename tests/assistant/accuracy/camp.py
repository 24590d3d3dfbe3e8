"""A small brand for the tests of the evaluator: tents and lamps, some facts missing, two names a word apart."""

from assistant.catalog.product import Source
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.quantities import parse_value
from assistant.knowledge.passages import Passage

TENTS = {
    "Tarn 2 Tent": ("1.9 kg", "349.00 EUR", "green", "yes", "40 cm"),
    "Tarn 3 Tent": ("2.4 kg", "429.00 EUR", "green", "yes", "45 cm"),
    "Fell Tent": ("3.1 kg", "289.00 EUR", "sand", "no", "52 cm"),
    "Beck Tent": ("1.4 kg", "499.00 EUR", "red", "yes", None),
    "Moor Tent": ("4.2 kg", "199.00 EUR", "blue", "no", "61 cm"),
}
LAMPS = {
    "Glow Lamp": ("210 g", "39.00 EUR", "black", None, None),
    "Ember Lamp": ("340 g", "59.00 EUR", "white", None, None),
    "Dusk Lamp": ("95 g", "19.00 EUR", "black", None, None),
}
ATTRIBUTES = ("weight", "price", "colour", "waterproof", "packed length")


def camp() -> Facts:
    """Eight products, some 33 facts."""
    products, facts = [], []
    for category, rows in (("Tents", TENTS), ("Lamps", LAMPS)):
        for name, values in rows.items():
            product = name.lower().replace(" ", "-")
            products.append(ProductName(product, name, category))
            for line, (attribute, text) in enumerate(zip(ATTRIBUTES, values, strict=True), start=2):
                if text is not None:
                    facts.append(fact(product, attribute, text, line))
    return Facts("Northfell", products, facts)


def fact(product: str, attribute: str, text: str, line: int = 2) -> Fact:
    return Fact(
        id=f"{product}/{attribute}",
        product=product,
        attribute=attribute,
        value=parse_value(text, attribute=attribute, currency="EUR"),
        text=text,
        source=Source("products.csv", line, attribute),
        is_volatile=attribute == "price",
        criticality="critical" if attribute == "price" else "normal",
    )


RETURNS = Passage(
    id="returns#1",
    document="returns",
    title="Returns policy > Refunds",
    text="Unused goods can be sent back within 30 days of delivery. We refund the purchase price within 14 days.",
    kind="policy",
    source=Source("returns.md", 3),
)
WASHING = Passage(
    id="care#1",
    document="care",
    title="Care guide > Washing a tent",
    text="Wash the fabric by hand with lukewarm water and a mild soap, never in a machine, and dry it in the shade.",
    kind="guide",
    source=Source("care.md", 9),
)
