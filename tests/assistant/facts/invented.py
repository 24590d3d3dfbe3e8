"""A dozen invented products with the traps of real names."""

from decimal import Decimal

from assistant.catalog.product import Source
from assistant.facts.facts import Contradiction, Fact, Facts, ProductName
from assistant.facts.values import Boolean, Code, Listing, Money, Quantity, Text, Value
from assistant.prompt import Message

PRODUCTS = (
    ProductName("tarn-2-tent", "Tarn 2 Tent", "Tents", skus=("TRN-2-GRN",)),
    ProductName("tarn-3-tent", "Tarn 3 Tent", "Tents"),
    ProductName("tarn-1-tent", "Tarn 1 Tent", "Tents", is_discontinued=True),
    ProductName("brook-kettle", "Brook Kettle", "Kitchen"),
    ProductName("brook-mug", "Brook Mug", "Kitchen", variants={"brook-mug@s": "Small", "brook-mug@l": "Large"}),
    ProductName("x100", "X100", "Lamps"),
    ProductName("x100-pro", "X100 Pro", "Lamps"),
    ProductName("glacier-jacket", "Glacier Down Jacket", "Jackets", aliases=("the puffer",)),
    ProductName("trail-pants", "Trail Pants", "Trousers"),
    ProductName("ridge-40", "Ridge 40 Backpack", "Backpacks"),
    ProductName("ridge-55", "Ridge 55 Backpack", "Backpacks"),
)


def fact(product: str, attribute: str, value: Value, text: str, line: int = 2, *, is_current: bool = True) -> Fact:
    mark = "" if is_current else "#old"
    source = Source("products.csv", line, attribute)
    return Fact(f"{product}/{attribute}{mark}", product, attribute, value, text, source, is_current=is_current)


def mass(kilograms: str) -> Quantity:
    return Quantity(Decimal(kilograms), "kg", "mass", Decimal(kilograms) * 1000)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


FACTS = (
    fact("tarn-2-tent", "weight", mass("1.9"), "1.9 kg"),
    fact("tarn-3-tent", "weight", mass("2.4"), "2.4 kg", 3),
    fact("tarn-1-tent", "weight", mass("1.2"), "1.2 kg", 4),
    fact("tarn-2-tent", "price", euros("349"), "€349.00"),
    fact("tarn-3-tent", "price", euros("429"), "€429.00", 3),
    fact("tarn-2-tent", "waterproof", Boolean(True), "yes"),
    fact("tarn-3-tent", "waterproof", Boolean(False), "no", 3),
    fact("tarn-2-tent", "colours", Listing(("red", "blue", "sand"), True), "red, blue, sand"),
    fact("x100", "battery life", Quantity(Decimal(40), "h", "time", Decimal(144000)), "40 h", 5),
    fact("x100", "protection class", Code("IP68"), "IP68", 5),
    fact("x100-pro", "battery life", Quantity(Decimal(60), "h", "time", Decimal(216000)), "60 h", 6),
    fact("glacier-jacket", "fill", Text("goose down"), "700 fill power goose down", 7),
    fact("brook-mug", "dishwasher safe", Boolean(True), "yes", 8),
    fact("brook-mug", "price", euros("19"), "€19.00", 8),
    fact("brook-kettle", "price", euros("59"), "€59.00", 9),
    fact("ridge-40", "weight", mass("1.1"), "1.1 kg", 10),
)


def facts() -> Facts:
    first = fact("ridge-55", "weight", mass("1.5"), "1.5 kg", 11)
    second = fact("ridge-55", "weight", mass("1.7"), "1.7 kg", 12)
    return Facts("Fernhill", PRODUCTS, FACTS, (Contradiction("ridge-55", "weight", (first, second)),))


def user(text: str) -> Message:
    return {"role": "user", "content": text}
