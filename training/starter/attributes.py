# ruff: noqa: E501, SIM905 (tables of words and wordings: a row is a line, split where it stands)
"""Attributes people ask about by other words than their name: 'how heavy' for weight, 'how much' for price."""

from dataclasses import dataclass
from typing import Final

from training.starter.names import QUALITIES


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name as the context shows it, the kind of its values, and how customers and answers speak of it.

    `asks` and `says` are paired by position (asks may be longer): {p} the product, {v} the value.
    """

    name: str
    kind: str
    asks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    @property
    def verb(self) -> str:
        """'are' for colours and dimensions, else 'is'."""
        return "are" if self.name.endswith("s") and not self.name.endswith(("ss", "us", "is")) else "is"


def _read(table: str) -> tuple[Attribute, ...]:
    """Rows 'name = kind: ask; ask > say; say'."""
    found = []
    for row in table.strip().splitlines():
        name, _, rest = row.partition("=")
        kind, _, phrases = rest.partition(":")
        asks, _, says = phrases.partition(">")
        found.append(
            Attribute(
                name.strip(),
                kind.strip(),
                tuple(ask.strip() for ask in asks.split(";") if ask.strip()),
                tuple(say.strip() for say in says.split(";") if say.strip()),
            )
        )
    return tuple(found)


KNOWN: Final = _read(
    """
weight = mass: how heavy is {p}?; how much does {p} weigh?; what does {p} weigh? > The {p} weighs {v}.
price = money: how much is {p}?; what does {p} cost?; how much does {p} cost?; what do you charge for {p}? > The {p} costs {v}.; The price of the {p} is {v}.
sale price = money: what is {p} on sale for?; how much is {p} in the sale? > The sale price of the {p} is {v}.
colour = colour: what colour is {p}?; which colours does {p} come in?; what colors do you have for {p}? > The {p} comes in {v}.
colours = colour: which colours does {p} come in?; what colours are there for {p}?; is there a choice of colours for {p}? > The {p} comes in {v}.
color = colour: what color is {p}?; which colors does {p} come in? > The color of the {p} is {v}.
sizes = sizes: what sizes does {p} come in?; which sizes are there for {p}? > The {p} comes in these sizes: {v}.
size = dimensions: how big is {p}?; how large is {p}? > The size of the {p} is {v}.
dimensions = dimensions: how big is {p}?; what are the measurements of {p}?; how large is {p}? > The {p} measures {v}.; The dimensions of the {p} are {v}.
length = length: how long is {p}? > The {p} is {v} long.; The length of the {p} is {v}.
width = length: how wide is {p}? > The {p} is {v} wide.; The width of the {p} is {v}.
height = length: how tall is {p}?; how high is {p}? > The {p} is {v} high.; The height of the {p} is {v}.
depth = length: how deep is {p}? > The depth of the {p} is {v}.
packed size = dimensions: how small does {p} pack?; how big is {p} when packed? > The packed size of the {p} is {v}.
diameter = short_length: how wide across is {p}? > The diameter of the {p} is {v}.
thickness = short_length: how thick is {p}? > The thickness of the {p} is {v}.
material = material: what is {p} made of?; what is {p} made from? > The {p} is made of {v}.; The material of the {p} is {v}.
fabric = material: what fabric is {p}?; what is the cloth of {p}? > The fabric of the {p} is {v}.
composition = material: what is in {p}?; what is {p} composed of? > The composition of the {p} is {v}.
capacity = capacity: how much does {p} hold?; how much fits in {p}? > The {p} holds {v}.; The capacity of the {p} is {v}.
volume = volume: how many litres does {p} hold?; how much goes into {p}? > The volume of the {p} is {v}.
battery life = duration: how long does the battery of {p} last?; how long does {p} run on a charge? > The battery life of the {p} is {v}.
battery capacity = capacity: how big is the battery of {p}? > The battery capacity of the {p} is {v}.
charging time = duration: how long does {p} take to charge?; how fast does {p} charge? > The charging time of the {p} is {v}.
power = power: how powerful is {p}?; how many watts does {p} have? > The power of the {p} is {v}.
voltage = voltage: what voltage does {p} need? > The voltage of the {p} is {v}.
range = distance: how far does {p} go?; how far does {p} reach? > The range of the {p} is {v}.
top speed = speed: how fast is {p}?; how fast does {p} go? > The top speed of the {p} is {v}.
noise level = noise: how loud is {p}?; is {p} quiet? > The noise level of the {p} is {v}.
warranty = long_duration: how long is the warranty on {p}?; what guarantee comes with {p}?; how many years of warranty does {p} have? > The {p} comes with a warranty of {v}.; The warranty of the {p} is {v}.
water resistance = code: how waterproof is {p}?; can {p} get wet? > The water resistance of the {p} is {v}.
protection class = code: what IP rating does {p} have? > The protection class of the {p} is {v}.
ports = code: what ports does {p} have?; what can I plug into {p}? > The ports of the {p} are {v}.
connectivity = code: how does {p} connect?; what does {p} connect over? > The connectivity of the {p} is {v}.
resolution = dimensions: how sharp is {p}? > The resolution of the {p} is {v}.
memory = capacity: how much RAM does {p} have?; how much memory is in {p}? > The memory of the {p} is {v}.
storage = capacity: how much can {p} store?; how much storage does {p} have? > The storage of the {p} is {v}.
processor = model_number: which chip is in {p}?; what CPU does {p} use? > The processor of the {p} is {v}.
country of origin = place: where is {p} made?; where does {p} come from? > The {p} is made in {v}.; The country of origin of the {p} is {v}.
release date = date: when did {p} come out?; when was {p} released? > The release date of the {p} is {v}.
care = care: how do I clean {p}?; how should I wash {p}?; how do I look after {p}? > The care of the {p}: {v}.
recommended use = use: what is {p} for?; what is {p} good for?; who is {p} for? > The recommended use of the {p}: {v}.
maximum load = mass: how much can {p} carry?; how much weight does {p} take? > The maximum load of the {p} is {v}.
operating temperature = temperature: how hot may {p} get?; how cold may {p} get? > The operating temperature of the {p} is {v}.
comfort temperature = temperature: how warm is {p}? > The comfort temperature of the {p} is {v}.
capacity in people = count: how many people fit in {p}?; how many persons is {p} for? > The capacity in people of the {p} is {v}.
pieces in the set = count: how many pieces come with {p}? > The number of pieces in the set of the {p} is {v}.
brightness = percentage: how bright is {p}? > The brightness of the {p} is {v}.
energy consumption = energy: how much energy does {p} use? > The energy consumption of the {p} is {v}.
delivery time = duration: how soon can I get {p}?; how long until {p} arrives? > The delivery time of the {p} is {v}.
availability = stock: is {p} available?; can I get {p} now?; do you have {p} in stock? > The availability of the {p}: {v}.
stock = stock: is {p} in stock?; how many of {p} are left? > The stock of the {p}: {v}.
model number = model_number: what is the article code of {p}? > The model number of the {p} is {v}.
SKU = model_number
certification = code
finish = finish
shape = shape
waist = length
inseam = length
drop = short_length
fill weight = grams
thread count = count
serving size = grams
shelf life = long_duration
flavour = use
skin type = use
wheel size = short_length
refresh rate = frequency
pixel density = density
GPIO pins = count
operating system = version
licence = code
plan limit = count
description = text
summary = text
what is in the box = text
how it works = text
good to know = text
assembly = text
special features = text
fit = text
R-value = version
IP rating = code
EAN = count
max load = mass
comfort = temperature
sleeps = capacity
keeps hot = duration
on sale since = date
heat output = power
boil time = duration
availability status = stock
users included = count
number of seats = count
monthly price = money
setup fee = money
deposit = money
display size = short_length
cable length = length
water tank = volume
season rating = code
floor area = area
vestibule depth = length
torso length = length
denier = density
"""
)

# Yes/no attributes: name | question | yes | no. {p} the product.
SWITCHES: Final[tuple[tuple[str, str, str, str], ...]] = tuple(
    (name, f"is {{p}} {name}?", f"Yes, the {{p}} is {name}.", f"No, the {{p}} is not {name}.")
    for name in (
        "waterproof, dishwasher safe, machine washable, foldable, vegan, recyclable, rechargeable, wireless, cordless, "
        "fireproof, fragrance free, gluten free, stackable, adjustable, reversible, height adjustable, microwave safe, "
        "oven safe, suitable for children, windproof, breathable, water repellent, organic, refillable, repairable, "
        "dimmable, magnetic, non-slip, washable, freestanding, self-cleaning, discontinued, handmade, in stock, "
        "suitable for induction, UV resistant, shockproof, submersible, compostable, pet friendly, expandable, "
        "scratch resistant, soundproof, inflatable, portable, removable, made to order, plastic free, sugar free"
    ).split(", ")
) + tuple(
    (name, f"does {{p}} have {article}{name}?", f"Yes, the {{p}} has {article}{name}.", f"No, the {{p}} has no {name}.")
    for article, name in (
        pair.split("/")
        for pair in (
            "a /removable lid,a /timer,a /hood,an /app,a /carry case,a /touch screen,a /headphone jack,a /laptop pocket,"
            "an /auto shut-off,a /child lock,a /spare battery,a /remote control,a /built-in light,a /rain cover,/Bluetooth,"
            "/Wi-Fi,/GPS,/fast charging,/noise cancelling,/wireless charging,/reflective details,/side pockets,/wheels,"
            "a /mirror,a /USB port,a /water level window,a /thermometer,a /zip,/padding,a /keyboard backlight,/memory,"
            "a /fingerprint reader,/replaceable parts,a /steam function,a /delay start,an /alarm,a /kickstand,/brakes,"
            "a /microphone,a /camera,a /fan,an /ethernet port,a /free trial,/single sign-on,an /export function,an /API"
        ).split(",")
    )
)


def switch_of(name: str) -> tuple[str, str, str, str]:
    """The row of a yes/no attribute that no table holds: what a product can be, or what it can have."""
    if name.split()[-1].rpartition("-")[2] in QUALITIES:
        return name, f"is {{p}} {name}?", f"Yes, the {{p}} is {name}.", f"No, the {{p}} is not {name}."
    return name, f"does {{p}} have {name}?", f"Yes, the {{p}} has {name}.", f"No, the {{p}} has no {name}."


# What people compare, and the two words for it.
COMPARED: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    ("weight", "mass", "lighter", "heavier", "lightest/heaviest"),
    ("price", "money", "cheaper", "more expensive", "cheapest/most expensive"),
    ("length", "length", "shorter", "longer", "shortest/longest"),
    ("width", "length", "narrower", "wider", "narrowest/widest"),
    ("height", "length", "lower", "taller", "lowest/tallest"),
    ("capacity", "capacity", "smaller in capacity", "larger in capacity", "smallest/largest"),
    ("volume", "volume", "smaller", "larger", "smallest/largest"),
    (
        "battery life",
        "duration",
        "shorter in battery life",
        "longer in battery life",
        "shortest-lasting/longest-lasting",
    ),
    ("power", "power", "less powerful", "more powerful", "least powerful/most powerful"),
    ("noise level", "noise", "quieter", "louder", "quietest/loudest"),
    ("top speed", "speed", "slower", "faster", "slowest/fastest"),
    ("warranty", "long_duration", "shorter in warranty", "longer in warranty", "shortest-warranty/longest-warranty"),
    ("range", "distance", "shorter in range", "longer in range", "shortest-range/longest-range"),
    ("thickness", "short_length", "thinner", "thicker", "thinnest/thickest"),
    ("storage", "capacity", "smaller in storage", "larger in storage", "smallest/largest"),
    ("size", "length", "smaller", "bigger", "smallest/biggest"),
)
