"""An invented catalog with near-identical names, for judging answers by."""

from assistant.catalog.product import Source
from assistant.facts.aliases import Names
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.quantities import parse_value

PRODUCTS = {
    "tarn-2": ("Tarn 2 Tent", "Tents"),
    "tarn-3": ("Tarn 3 Tent", "Tents"),
    "tarn-2-pro": ("Tarn 2 Pro Tent", "Tents"),
    "fell-500": ("Fell Bottle 500", "Camp Kitchen"),
    "fell-750": ("Fell Bottle 750", "Camp Kitchen"),
    "lumo-200": ("Lumo Headlamp 200", "Lighting"),
    "lumo-250": ("Lumo Headlamp 250", "Lighting"),
    "lumo-400": ("Lumo Headlamp 400", "Lighting"),
    "rook-45": ("Rook 45 Pack", "Packs"),
    "moss": ("Moss Blanket", "Home"),
}
SHEET = {
    "tarn-2": {
        "weight": "1.9 kg",
        "price": "349.00 EUR",
        "compare-at price": "399.00 EUR",
        "capacity": "2 people",
        "doors": "2",
        "fabric": "ripstop nylon",
        "dimensions": "220 x 130 x 105 cm",
        "packed size": "45 x 15 cm",
        "warranty": "2 years",
        "freestanding": "yes",
        "country of origin": "Vietnam",
        "footprint included": "no",
        "availability": "in stock",
    },
    "tarn-3": {
        "weight": "2.4 kg",
        "price": "429.00 EUR",
        "capacity": "3 people",
        "doors": "2",
        "fabric": "ripstop polyester",
        "dimensions": "225 x 180 x 115 cm",
        "warranty": "2 years",
        "freestanding": "yes",
        "availability": "in stock",
    },
    "tarn-2-pro": {
        "weight": "1650 g",
        "price": "549.00 EUR",
        "capacity": "2 people",
        "fabric": "silnylon",
        "warranty": "5 years",
        "freestanding": "no",
        "footprint included": "yes",
        "availability": "out of stock",
    },
    "fell-500": {
        "volume": "500 ml",
        "weight": "290 g",
        "price": "32.00 EUR",
        "material": "stainless steel",
        "keeps hot": "12 h",
        "colours": "Ash, Juniper, Clay",
        "dishwasher safe": "yes",
    },
    "fell-750": {
        "volume": "750 ml",
        "weight": "365 g",
        "price": "36.00 EUR",
        "material": "stainless steel",
        "keeps hot": "14 h",
        "colours": "Ash, Juniper",
        "dishwasher safe": "no",
    },
    "lumo-200": {
        "brightness": "200 lm",
        "weight": "84 g",
        "battery life": "up to 40 h",
        "waterproof rating": "IPX4",
        "price": "29.00 EUR",
        "batteries": "3 x AAA",
        "red light": "no",
    },
    "lumo-250": {
        "brightness": "250 lm",
        "weight": "78 g",
        "battery life": "up to 50 h",
        "waterproof rating": "IPX4",
        "price": "34.00 EUR",
        "batteries": "3 x AAA",
        "red light": "yes",
    },
    "lumo-400": {
        "brightness": "400 lm",
        "weight": "92 g",
        "battery life": "up to 60 h",
        "waterproof rating": "IPX7",
        "price": "59.00 EUR",
        "charging port": "USB-C",
        "charging time": "2.5 h",
        "battery capacity": "1200 mAh",
        "red light": "yes",
        "operating temperature": "-20 to 40 °C",
    },
    "rook-45": {
        "volume": "45 l",
        "weight": "1.35 kg",
        "price": "189.00 EUR",
        "back length": "43–53 cm",
        "colours": "Slate, Moss",
    },
    "moss": {
        "material": "100% lambswool",
        "dimensions": "130 x 180 cm",
        "weight": "1.1 kg",
        "machine washable": "no",
        "price": "95.00 EUR",
    },
}
OLD = {("lumo-400", "price"): "69.00 EUR", ("rook-45", "weight"): "1.5 kg"}


def facts() -> Facts:
    """Every fact of the sheet, with a line number of its own."""
    found = []
    for line, (product, attribute, text) in enumerate(
        ((product, attribute, text) for product, row in SHEET.items() for attribute, text in row.items()), start=2
    ):
        value = parse_value(text, attribute=attribute, currency="EUR")
        source = Source("sheet.csv", line, attribute)
        found.append(Fact(f"{product}/{attribute}", product, attribute, value, text, source))
    for (product, attribute), text in OLD.items():
        value = parse_value(text, attribute=attribute, currency="EUR")
        old = Fact(
            f"{product}/{attribute}~old", product, attribute, value, text, Source("2025.csv", 2), is_current=False
        )
        found.append(old)
    names = [ProductName(id_, name, category) for id_, (name, category) in PRODUCTS.items()]
    return Facts("Osterfell", names, found)


def names(known: Facts) -> Names:
    return Names(known, competitors=("Nordkamm",))
