import pytest

from assistant.facts.aliases import Names
from assistant.facts.facts import Facts, ProductName
from tests.assistant.facts.invented import PRODUCTS, facts


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(facts(), competitors=("Big Agnes", "Coleman"))


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_every_product_is_found_by_its_name_however_it_is_written(names: Names, product: object) -> None:

    assert isinstance(product, ProductName)
    name = product.name
    for written in (name, name.lower(), f"{name}'s", f"Fernhill {name}", name.replace(" ", "-"), f"our {name}, then"):
        mentions = names.find(f"How heavy is the {written} please?")
        assert [(mention.kind, mention.product) for mention in mentions] == [("product", product.id)], written


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("is the tarn 2 in stock", "tarn-2-tent"),
        ("tarn2", "tarn-2-tent"),
        ("order no. TRN-2-GRN", "tarn-2-tent"),
        ("the puffer jacket in XL", "glacier-jacket"),
        ("the glacier in red", "glacier-jacket"),
        ("Glaceir Down Jacket", "glacier-jacket"),
        ("the x-100", "x100"),
        ("Tarn 2 Tent max load pls", "tarn-2-tent"),
        ("X100 pro", "x100-pro"),
        ("Tarn 2 tents", "tarn-2-tent"),
    ],
)
def test_short_names_and_slips_mean_one_product(names: Names, text: str, product: str) -> None:
    assert [mention.product for mention in names.find(text)] == [product]


@pytest.mark.parametrize(
    "text",
    [
        "Tarn 9",
        "Tarn 9 Tent",
        "Tarn 2 Pro",
        "tarn 2 pro",
        "the Tarn-2 Pro Tent",
        "X100 Max",
        "X200",
        "Brook Lantern",
        "Ridge 45",
        "the Skyline Tent",
        "a Nova 7",
        "your new Zephyr 35 Backpack",
        "the Fernhill Zephyr",
    ],
)
def test_a_name_that_is_none_of_ours_is_unknown_and_never_the_nearest(names: Names, text: str) -> None:
    assert [mention.kind for mention in names.find(f"What does {text} cost?")] == ["unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "Does it come in XL or size 42, and is it IP68 with Bluetooth 5.3 and USB-C?",
        "I need something for 4 people, about 5 kg, by 24 December 2026.",
        "Do you ship to Germany? My name is Anna.",
        "The trail was long, and in winter a glacier is cold; I pitched at the tarn of 1200 m."[:38],
        "What Is Your Return Policy For Tents Bought In The Summer Sale?",
        "Hello! Thanks a lot. What tents do you have under €300.00?",
        "UPF 50 or SPF 30, ISO 9001, EN 1078, CR2032, E27, Wi-Fi 6, 5G",
    ],
)
def test_ordinary_words_sizes_units_and_codes_are_no_products(names: Names, text: str) -> None:
    assert names.find(text) == []


def test_a_family_name_is_ambiguous_and_lists_what_it_may_mean(names: Names) -> None:
    (mention,) = names.find("Is the Tarn tent heavy?")
    assert mention.kind == "ambiguous"
    assert mention.candidates == ("tarn-1-tent", "tarn-2-tent", "tarn-3-tent")
    assert mention.surface == "Tarn tent"


def test_a_bare_number_after_or_is_the_sibling(names: Names) -> None:
    assert [mention.product for mention in names.find("the Tarn 2 or 3?")] == ["tarn-2-tent", "tarn-3-tent"]


def test_competitors_are_named_as_such(names: Names) -> None:
    assert [(mention.kind, mention.surface) for mention in names.find("lighter than a Big Agnes?")] == [
        ("competitor", "Big Agnes")
    ]


def test_spans_are_places_in_the_text_as_given(names: Names) -> None:
    text = "  Is the Fernhill Tarn-2 Tent’s fabric better than the X100?"
    for mention in names.find(text):
        assert text[mention.start : mention.end] == mention.surface
    assert [mention.surface for mention in names.find(text)] == ["Fernhill Tarn-2 Tent", "X100"]


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("How heavy is the Tarn 2 Tent?", ["weight"]),
        ("what does it weigh", ["weight"]),
        ("How much does the Brook Mug cost?", ["price"]),
        ("how long does the battery of the x100 last", ["battery life"]),
        ("What colours does it come in?", ["colours"]),
        ("can it go in the dishwasher", ["dishwasher safe"]),
        ("Is it water-resistant?", ["waterproof"]),
        ("IP rating and battery life", ["protection class", "battery life"]),
        ("Which one is lighter?", ["weight"]),
    ],
)
def test_question_words_mean_the_catalogs_own_attributes(names: Names, text: str, attributes: list[str]) -> None:
    assert [mention.attribute for mention in names.attributes(text)] == attributes


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("How long is the warranty of the Tarn 2 Tent?", "warranty"),
        ("is it made in Portugal", "country of origin"),
        ("How many people does it sleep, what is its sleeping capacity?", "people"),
        ("how loud is it", "noise level"),
    ],
)
def test_a_common_attribute_the_catalog_lacks_is_recognised(names: Names, text: str, concept: str) -> None:
    mention = names.attributes(text)[0]
    assert (mention.attribute, mention.concept) == (None, concept)


def test_words_of_product_names_are_no_attributes(names: Names) -> None:
    assert names.attributes("the Ridge 40 Backpack and the Glacier Down Jacket") == []


def test_variants_are_found_by_their_words(names: Names) -> None:
    assert names.variants("brook-mug", "what does the large mug cost") == ("brook-mug@l",)
    assert names.variants("brook-mug", "what does the mug cost") == ()


MODELS = ("Board 3 Model B", "Board 3 Model B+", "Board 3 Model A+", "Board 3+", "Board 3")


@pytest.fixture(scope="module")
def boards() -> Names:
    products = [ProductName(str(number), name, "Boards") for number, name in enumerate(MODELS)]
    return Names(Facts("Fellmark", products, ()))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("How heavy is the Board 3 Model B?", 0),
        ("How heavy is the Board 3 Model B+?", 1),
        ("the board 3 model b plus", 1),
        ("Is the Board 3 Model B, or another, in stock?", 0),
        ("a Board 3 Model B plus a case", 0),
        ("Board 3 Model B+/A+", 1),
        ("the Board 3 Model A+ weighs 20 g", 2),
        ("the Board 3+ weighs 20 g", 3),
        ("the Board 3 weighs 20 g", 4),
    ],
)
def test_a_plus_at_the_end_of_a_name_is_part_of_it(boards: Names, text: str, number: int) -> None:
    mention = boards.find(text)[0]
    assert (mention.kind, mention.product) == ("product", str(number))


@pytest.mark.parametrize("text", ["the Tarn 2 Tent+", "the Tarn 2+", "the X100+ lamp", "the Ridge 40+ Backpack"])
def test_a_plus_that_no_name_of_ours_has_makes_a_name_unknown(names: Names, text: str) -> None:
    assert [(mention.kind, mention.product) for mention in names.find(text)] == [("unknown", None)]


@pytest.mark.parametrize("text", ["Does the Tarn 2 Tent last 20+ years?", "The Tarn 2 Tent is for 2+ people"])
def test_a_plus_after_a_measure_changes_no_name(names: Names, text: str) -> None:
    assert [mention.product for mention in names.find(text)] == ["tarn-2-tent"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("or the Tarn UL 2 Tent?", "Tarn UL 2 Tent"),
        ("the Tarn Pro Max 3 Tent", "Tarn Pro Max 3 Tent"),
        ("the Tarn Foo 2 Tent", "Tarn Foo 2 Tent"),
    ],
)
def test_an_invented_member_of_a_family_is_unknown_to_its_last_word(text: str, name: str) -> None:
    others = (*PRODUCTS, ProductName("lunna-ul-1", "Lunna UL 1 Tent", "Tents"))
    (mention,) = Names(Facts("Fellmark", others, ())).find(text)
    assert (mention.kind, mention.surface) == ("unknown", name)


def test_names_apart_by_a_comma_are_two(names: Names) -> None:
    assert [mention.kind for mention in names.find("the Tarn, Glacier Down Jacket and X100")] == [
        "ambiguous",
        "product",
        "product",
    ]
