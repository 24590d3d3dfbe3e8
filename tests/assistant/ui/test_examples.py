from decimal import Decimal

from assistant.catalog.product import Source
from assistant.facts.facts import Fact, Facts, ProductName
from assistant.facts.values import Boolean, Money, Quantity, Text, Value
from assistant.ui.examples import examples

SOURCE = Source("products.csv", 2)


def fact(product: str, attribute: str, value: Value, *, is_volatile: bool = False) -> Fact:
    return Fact(f"{product}/{attribute}", product, attribute, value, str(value), SOURCE, is_volatile=is_volatile)


def test_questions_are_ones_the_catalog_answers_and_one_it_does_not() -> None:
    products = [ProductName("a", "Tarn 2 Tent", "Tents"), ProductName("b", "Kjel Mug", "Kitchen")]
    weight = Quantity(Decimal("1.9"), "kg", "mass", Decimal("1.9"))
    found = [fact("a", "weight", weight), fact("b", "dishwasher safe", Boolean(True)), fact("b", "colour", Text("red"))]
    asked = examples(Facts("Tarn", products, found))
    assert set(asked[:-1]) == {"What is the weight of the Tarn 2 Tent?", "Is the Kjel Mug dishwasher safe?"}
    assert asked[-1] == "How heavy is the Tarn 2 Tent Max?"


def test_a_catalog_of_prices_alone_gives_no_questions() -> None:
    price = fact("a", "price", Money(Decimal(5), "EUR"), is_volatile=True)
    assert examples(Facts("Tarn", [ProductName("a", "Tarn 2 Tent")], [price])) == []
