# ruff: noqa: E501, SIM905 (tables of words and wordings: a row is a line, split where it stands)
"""Invented brands, series, products and attribute names, far more of them than any brand uses.

What is held out for evaluation is held out by construction: a name belongs to the evaluation side when its
checksum says so, whatever the seed, so that no training text can ever hold it.
"""

import random
from dataclasses import dataclass
from typing import Final
from zlib import crc32

HELD_OUT_ONE_IN: Final = 12


def held_out(name: str) -> bool:
    """Whether a name belongs to evaluation; the other names belong to training."""
    return crc32(name.lower().encode()) % HELD_OUT_ONE_IN == 0


@dataclass(frozen=True, slots=True)
class Product:
    """An invented product under its full name, and the shorter name customers use."""

    name: str
    alias: str
    category: str  # singular noun, lower case
    series: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONSETS = _words(
    "b c d f g h j k l m n p r s t v w z br cr dr fr gr kr pr tr bl cl fl gl pl sl st sp sk sm sn sw th sh ch qu"
)
_NUCLEI = _words("a e i o u a e i o u ai ea ee ia io oa oo ou ue y")
_CODAS = _words("l n r s t m d k x nd nt rt lt rn st ck th ff ss ll ng sk rd lm p b v")
_SCRIPTS = ("αβγδεζηθικλμνορστυω", "абвгдежзиклмнопрстуя", "áâãåæçðëîïòôõøùûýþÿąćęłńśźżčďěňřšťůžőű")
_RARE = _words("é è ö ü ä å ø ñ ç ó í á ê ł š ž")
_WORDS = _words(
    """Amber Anchor Apex Arbor Arc Arrow Aspen Atlas Aurora Axis Badger Basalt Bay Beacon Birch Bison Bloom Bolt Brass
    Breeze Brook Canyon Cedar Chalk Cinder Cirrus Clay Cliff Cloud Clover Cobalt Comet Copper Coral Cove Crane Crest
    Crown Crystal Dawn Delta Dune Eagle Echo Edge Elm Ember Epoch Falcon Fern Field Flame Flare Flint Flow Forge
    Fox Frost Gale Garnet Glade Glow Granite Grove Gull Harbor Hawk Hazel Heron Hollow Horizon Ivory Jade Jasper
    Jet Juniper Kestrel Kite Lagoon Lark Laurel Leaf Ledge Linden Lotus Lunar Lynx Maple Marble Marsh Meadow Mesa
    Meteor Mint Mirage Mist Moss Nest Night Nimbus North Nova Oak Oasis Ocean Olive Onyx Opal Orbit Orchid Osprey
    Otter Owl Pearl Pebble Peak Pine Pioneer Plume Polar Pond Prairie Prism Pulse Quartz Quill Rain Raven Reef Ridge
    River Robin Rocket Rover Ruby Sable Sage Sail Sand Sapphire Scout Shade Shore Sierra Silver Sky Slate Solar
    Sonic Spark Sparrow Spruce Star Stone Storm Stream Summit Sun Swan Swift Terra Thistle Thunder Tide Timber Topaz
    Torch Trail Tulip Valley Vapor Vega Velvet Vista Vortex Walnut Wave Willow Wind Wolf Wren Zephyr Zenith Classic
    Urban Studio Home Daily Easy Smart Active Comfort Pure Soft Fresh Golden Simple Grand Little Royal Modern Vintage
    Everyday Original Organic Natural Women's Men's Kids' Baby"""
)
_MODIFIERS = _words(
    """Pro Max Mini Plus Lite Ultra Air XL SE GT Duo Trio II III IV S L M XS Neo Evo One Go Flex Prime Eco Sport Kids
    Compact Deluxe Slim Wide Tall Junior Elite Core Edge Advance Basic Premium Classic Signature"""
)
_COLOURS_IN_NAMES = _words("Black White Red Blue Green Grey Sand Navy Olive Rose Silver Graphite")
_CATEGORIES = tuple(
    part.strip()
    for part in """kettle, toaster, blender, lamp, desk lamp, chair, office chair, sofa, table, bookshelf, mattress,
    pillow, blanket, towel, vacuum cleaner, air purifier, heater, fan, humidifier, coffee machine, grinder, espresso cup,
    mug, bottle, thermos, lunch box, knife, pan, pot, wok, cutting board, scale, thermometer, oven, fridge, freezer,
    dishwasher, washing machine, iron, hair dryer, shaver, toothbrush, razor, trimmer, soap, shampoo, face cream, serum,
    lotion, candle, diffuser, phone, smartphone, tablet, laptop, monitor, keyboard, mouse, headset, headphones, earbuds,
    speaker, soundbar, camera, lens, tripod, drone, printer, router, charger, power bank, cable, adapter, battery, watch,
    smartwatch, fitness band, bike, e-bike, scooter, helmet, bike lock, pump, saddle, pedal, wheel, tyre, jacket, coat,
    shirt, t-shirt, hoodie, sweater, jeans, shorts, skirt, dress, sock, shoe, sneaker, boot, sandal, hat, scarf, glove,
    belt, bag, tote, suitcase, wallet, umbrella, drill, saw, hammer, screwdriver set, ladder, toolbox, wrench, mower,
    hose, sprinkler, planter, shovel, hedge trimmer, grill, projector, screen, guitar, piano, microphone, amplifier, toy,
    puzzle, board game, stroller, car seat, crib, pacifier, dog bed, cat tree, aquarium, feeder, leash, tea, coffee,
    chocolate, honey, olive oil, cereal, protein bar, vitamin, paint, brush, notebook, pen, backpack cover, rug, curtain,
    mirror, clock, vase, frame, doorbell, thermostat, sensor, light bulb, switch, socket, treadmill, dumbbell, yoga mat,
    racket, ball, goggles, wetsuit, surfboard, snowboard, ski, skate, rope, binoculars, telescope, microscope, ring,
    necklace, bracelet, earring, sunglasses, perfume, lipstick, mascara, fork, spoon, bowl, plate, glass, jug, tray,
    basket, bin, hook, rack, stool, bench, desk, cabinet, wardrobe, dresser, shelf, bed, cot, hammock swing""".split(
        ","
    )
)
_FEATURES = (
    "RGB|32GB (2x16GB)|DDR5|850 Watt|80 PLUS Gold|Fully Modular|Low-Profile|Mid-Tower|4K|1.5 L|27-inch|Wireless|Tri-Mode|"
    "USB-C|Full-Zip|Water-Resistant|Long Sleeve|with Lid|for Two|Rev. B|120mm|PWM|Noise Cancelling|High-Speed|Insulated|"
    "Hooded|Two-Tone|2-in-1|Heavy-Duty|Ultra-Light|100% Cotton|360°|5 m|Set of 4|Made to Last|3.0|Type 2|10000 mAh"
).split("|")
PARTS = _words(
    """handle lid base frame cable motor pump battery screen display blade wheel seat back arm cover case strap sole
    heel collar sleeve pocket hood lens sensor speaker filter tank bowl jug tray shelf drawer door hinge lock spring
    valve nozzle brush roller belt chain pedal saddle fork rim tyre bulb shade cord plug port fan coil plate grill basket
    bag box panel board edge corner leg foot cushion filling lining shell core surface grip shaft head tip charger dock
    signal channel memory processor antenna microphone camera mirror rope net pole hook ring button switch dial timer"""
)
QUALITIES = _words("proof free safe resistant friendly ready compatible certified tested repellent approved")
_EQUIPMENT = _words(
    """lock cover light sensor timer alarm protection heating cooling support mode function port kit control display
    pocket strap filter indicator memory backup signal guard tray lining option upgrade tracking sync"""
)
_LIMITS = _words("maximum minimum nominal net total")
_PROPERTIES = {
    "length": "length",
    "width": "length",
    "height": "length",
    "depth": "length",
    "thickness": "short_length",
    "diameter": "short_length",
    "radius": "short_length",
    "size": "dimensions",
    "weight": "mass",
    "load": "mass",
    "volume": "volume",
    "capacity": "capacity",
    "power": "power",
    "pressure": "pressure",
    "speed": "speed",
    "temperature": "temperature",
    "range": "distance",
    "angle": "angle",
    "voltage": "voltage",
    "frequency": "frequency",
    "noise level": "noise",
    "life": "duration",
    "warranty": "long_duration",
    "material": "material",
    "finish": "finish",
    "colour": "colour",
    "type": "code",
    "shape": "shape",
    "count": "count",
    "rating": "code",
    "model": "model_number",
    "price": "money",
    "version": "version",
    "class": "code",
    "standard": "code",
    "area": "area",
    "density": "density",
    "tolerance": "short_length",
    "consumption": "energy",
    "share": "percentage",
}


def syllable_word(rng: random.Random) -> str:
    """A capitalised word that no dictionary holds: 'Brondell', 'Quista', now and then 'Søvik'."""
    if rng.random() < 0.012:  # any letters can be copied
        return "".join(rng.choices(rng.choice(_SCRIPTS), k=rng.randint(3, 8))).capitalize()
    parts = []
    for _ in range(rng.choice((1, 2, 2, 2, 3))):
        parts.append(rng.choice(_ONSETS) + rng.choice(_NUCLEI))
        if rng.random() < 0.55:
            parts[-1] += rng.choice(_CODAS)
    word = "".join(parts)
    if len(word) < 3:
        word += rng.choice(_ONSETS) + rng.choice("aeiou")
    if rng.random() < 0.04:
        place = rng.randrange(1, len(word))
        word = word[:place] + rng.choice(_RARE) + word[place + 1 :]
    return word[0].upper() + word[1:]


def technical_name(rng: random.Random) -> str:
    """What a part is called: 'nRF52840', 'ESP32-S3', 'X870E'."""
    letters = "".join(rng.choices("ABCDEFGHIKLMNOPRSTUVWXZ", k=rng.randint(1, 4)))
    digits = "".join(rng.choices("0123456789", k=rng.randint(1, 5)))
    return rng.choice(("", "", "n", "i")) + letters + digits + rng.choice(("", "", "-S3", "E", " LE", "-C6", "+", "v2"))


def series_name(rng: random.Random, evaluation: bool) -> str:
    """One series name of the wanted side of the split."""
    while True:
        shape = rng.random()
        if shape < 0.03:  # "nRF52840", "T-Lora", "LILYGO®"
            name = rng.choice(
                (
                    technical_name(rng),
                    f"{rng.choice('TXZKQ')}-{syllable_word(rng)}",
                    f"{syllable_word(rng).upper()}{rng.choice('®™')}",
                )
            )
        elif shape < 0.5:
            name = syllable_word(rng)
        elif shape < 0.75:
            name = f"{rng.choice(_WORDS)} {syllable_word(rng)}" if rng.random() < 0.5 else rng.choice(_WORDS)
        elif shape < 0.85:
            name = rng.choice(_WORDS) + rng.choice(_WORDS).lower()
        elif shape < 0.93:
            name = f"{rng.choice(_WORDS)} {rng.choice(_WORDS)}"
        else:
            name = f"{syllable_word(rng)} {rng.choice(('&', 'x', '+', 'by', 'of', 'de'))} {syllable_word(rng)}"
        if held_out(name) == evaluation:
            return name


def brand_name(rng: random.Random, evaluation: bool) -> str:
    """A brand: one or two invented words, sometimes with a legal or trade word after them."""
    name = series_name(rng, evaluation)
    return (
        f"{name} {rng.choice(_words('Works Labs Goods Living Audio Studio Co Outfitters Foods House'))}"
        if rng.random() < 0.3
        else name
    )


def category(rng: random.Random, evaluation: bool) -> str:
    """A category noun of the wanted side of the split."""
    while True:
        name = rng.choice(_CATEGORIES)
        if held_out(name) == evaluation:
            return name


def plural(noun: str) -> str:
    """'knife' -> 'knives', 'brush' -> 'brushes', 'battery' -> 'batteries'."""
    if noun.endswith(("headphones", "earbuds", "jeans", "shorts", "goggles", "binoculars", "sunglasses")):
        return noun
    if noun.endswith(("knife", "shelf", "leaf")):
        return noun.removesuffix("fe").removesuffix("f") + "ves"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "ss")) else "s")


def _marker(rng: random.Random) -> str:
    """What tells two products of a series apart: '2', 'Pro', '450', 'K7', '128 GB'."""
    shape = rng.random()
    if shape < 0.3:
        return str(rng.randint(1, 9))
    if shape < 0.65:
        return rng.choice(_MODIFIERS)
    if shape < 0.78:
        return str(rng.choice((10, 15, 20, 25, 30, 50, 75, 100, 120, 150, 200, 250, 300, 450, 500, 650, 700, 900)))
    if shape < 0.9:
        return f"{rng.choice('ABCDEFGHKLMNPRSTVXZ')}{rng.randint(1, 99)}"
    if shape < 0.95:
        return rng.choice(_COLOURS_IN_NAMES)
    return f"{rng.randint(1, 64)} {rng.choice(('GB', 'l', 'cm', 'mm', 'in', 'ml'))}"


def _shop_title(rng: random.Random, title: str) -> str:
    """' RGB 32GB (2x16GB) DDR5 Memory Kit — Black': what stands behind the name in a shop's title."""
    sign = rng.choice(("®", "™", "", "", ""))
    features = " ".join(rng.sample(_FEATURES, rng.randint(1, 3)))
    tail = rng.choice(("", "", f" — {rng.choice(_COLOURS_IN_NAMES)}", f" - {rng.choice(_COLOURS_IN_NAMES)}", " (2025)"))
    return f"{sign} {features} {title}{tail}"


def _addition(rng: random.Random) -> str:
    word = syllable_word(rng)
    return rng.choice(
        (f" ({word})", f" {rng.randint(2, 12)}-Pack", f", {rng.randint(1, 900)} ml", f" / {word}", f" + {word}", f" – {word}",
         f" ({rng.randint(2005, 2027)})", f" “{word}”", f" & {word}")
    )  # fmt: skip


def _product(rng: random.Random, series: str, noun: str, marker: str, shape: float) -> Product:
    title = noun if rng.random() < 0.03 else " ".join(part[0].upper() + part[1:] for part in noun.split())
    head = f"{series} {marker}".strip()
    if 0.9 > shape > 0.05 and rng.random() < 0.06:  # "(V-neck)", ", 500 ml": what tables add to a name
        return Product(f"{head} {title}{_addition(rng)}", head, noun, series)
    if shape > 0.9:  # as shops title their goods: features, a noun, and what sets this one apart behind a dash
        return Product(f"{head}{_shop_title(rng, title)}", head, noun, series)
    if shape < 0.05:  # a variant under its own name
        variant = rng.choice((*_COLOURS_IN_NAMES, "size M", "size XL", "Black / L", "Moss / 42"))
        return Product(f"{head} {title} in {variant}", f"{head} in {variant}", noun, series)
    if shape < 0.7:
        return Product(f"{head} {title}", head, noun, series)
    if shape < 0.85:
        return Product(f"{series} {title} {marker}".strip(), head, noun, series)
    return Product(head, head, noun, series)


def family(rng: random.Random, count: int, evaluation: bool, similar: float = 0.6) -> list[Product]:
    """`count` products with distinct names; with probability `similar` names that differ by one token."""
    noun, series = category(rng, evaluation), series_name(rng, evaluation)
    close, shape = rng.random() < similar, rng.random()
    found: list[Product] = []
    while len(found) < count:
        if found and not close:
            series, shape = series_name(rng, evaluation), rng.random()
            noun = noun if rng.random() < 0.6 else category(rng, evaluation)
        marker = "" if not close and rng.random() < 0.45 else _marker(rng)
        product = _product(rng, series, noun, marker, shape)
        if all(product.name != other.name and product.alias != other.alias for other in found):
            found.append(product)
    return found


def _acronym(rng: random.Random) -> str:
    letters = "".join(rng.choices("ABCDEFGHIKLMNOPRSTUVWX", k=rng.randint(2, 4)))
    return letters if rng.random() < 0.5 else letters.lower()


def composed_switch(rng: random.Random, evaluation: bool) -> str:
    """A yes/no attribute put together: 'pump lock', 'gps', 'frost-proof'."""
    while True:
        shape = rng.random()
        part = rng.choice(PARTS) if rng.random() < 0.7 else syllable_word(rng).lower()
        if shape < 0.35:
            name = f"{part} {rng.choice(_EQUIPMENT)}"
        elif shape < 0.6:
            name = rng.choice((_acronym(rng), _acronym(rng), part, f"{_acronym(rng)} {rng.choice(_EQUIPMENT)}"))
        else:
            name = f"{part}{rng.choice('- ')}{rng.choice(QUALITIES)}"
        if held_out(name) == evaluation:
            return name


def composed_attribute(rng: random.Random, evaluation: bool) -> tuple[str, str]:
    """An attribute composed of a part and a property, and the kind of its value: ('lid height', 'length')."""
    while True:
        what = rng.choice(tuple(_PROPERTIES))
        kind, lead = _PROPERTIES[what], rng.random()
        part = rng.choice(PARTS) if rng.random() < 0.8 else syllable_word(rng).lower()
        if lead < 0.1:  # as technical tables name their columns
            name = rng.choice((_acronym(rng), f"{part}/{what}", f"{part} & {what}", f"{_acronym(rng)} {what}"))
        elif lead < 0.2:
            name = rng.choice(
                (f"{part} {rng.choice(PARTS)} {what}", part, f"{part}s", f"{part} options", f"{part} features")
            )
            kind = "technical"
        else:
            name = f"{part} {what}" if lead < 0.93 else f"{rng.choice(_LIMITS)} {part} {what}"
        if held_out(name) == evaluation:
            return name, "technical" if rng.random() < 0.12 else kind
