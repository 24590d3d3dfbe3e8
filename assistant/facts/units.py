"""Units as product text spells them, each with its dimension and its factor to the dimension's base unit.

A month is not thirty days: months and years are comparable among themselves only, and so are business days.
Spellings that a physics library would read otherwise (MP, fps, ct, pcs) mean here what a product page means.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.facts.alternatives import one_of


@dataclass(frozen=True, slots=True)
class Unit:
    symbol: str  # canonical, as shown to people
    dimension: str
    factor: Decimal  # base = (amount + offset) * factor
    offset: Decimal = Decimal(0)

    def to_base(self, amount: Decimal) -> Decimal:
        return (amount + self.offset) * self.factor

    def from_base(self, base: Decimal) -> Decimal:
        return base / self.factor - self.offset


def find_unit(spelling: str) -> Unit | None:
    """The unit a spelling means: exact case first ("mW" is not "MW"), then any case where only one unit fits."""
    plain = spelling.strip()
    found = _EXACT.get(plain)
    if found is None:
        plain = re.sub(r"\s+", " ", plain.rstrip(".")).replace("_", " ")
        found = _EXACT.get(plain) or _FOLDED.get(plain.casefold())
    return found


def base_unit(dimension: str) -> str:
    """The symbol in which bases of a dimension are counted."""
    return next((unit.symbol for unit in UNITS if unit.dimension == dimension and unit.factor == 1), "")


# dimension: (symbol, factor to base, spellings); the first of a dimension with factor 1 is its base unit
_TABLE: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "mass": (
        ("g", "1", "g gr gm gms gram grams gramm gramme grammes"),
        ("kg", "1000", "kg kgs kilo kilos kilogram kilograms kilogramm"),
        ("mg", "0.001", "mg milligram milligrams"),
        ("t", "1000000", "t tonne tonnes metric_ton metric_tons"),
        ("lb", "453.59237", "lb lbs pound pounds"),
        ("oz", "28.349523125", "oz ounce ounces"),
        ("ton", "907184.74", "ton tons"),
    ),
    "length": (
        ("m", "1", "m metre metres meter meters"),
        ("km", "1000", "km kilometre kilometres kilometer kilometers"),
        ("cm", "0.01", "cm cms centimetre centimetres centimeter centimeters"),
        ("mm", "0.001", "mm millimetre millimetres millimeter millimeters"),
        ("µm", "0.000001", "µm μm um micron microns micrometre micrometres micrometer micrometers"),
        ("nm", "0.000000001", "nm nanometre nanometres nanometer nanometers"),
        ("in", "0.0254", "in inch inches inchs zoll \" ''"),
        ("ft", "0.3048", "ft foot feet '"),
        ("yd", "0.9144", "yd yds yard yards"),
        ("mi", "1609.344", "mi mile miles"),
    ),
    "area": (
        ("m²", "1", "m² m2 sqm sq_m square_metre square_metres square_meter square_meters"),
        ("cm²", "0.0001", "cm² cm2 square_centimetre square_centimetres square_centimeters"),
        ("mm²", "0.000001", "mm² mm2"),
        ("sq ft", "0.09290304", "sq_ft sqft sq._ft sq_feet ft² ft2 square_foot square_feet"),
        ("sq in", "0.00064516", "sq_in in² in2 square_inch square_inches"),
    ),
    "volume": (
        ("ml", "1", "ml mL millilitre millilitres milliliter milliliters"),
        ("l", "1000", "l L ltr ltrs liter liters litre litres"),
        ("cl", "10", "cl cL centilitre centilitres centiliter centiliters"),
        ("dl", "100", "dl dL decilitre decilitres deciliter"),
        ("cm³", "1", "cm³ cm3 cc cubic_centimetres cubic_centimeters cubic_centimetre cubic_centimeter"),
        ("m³", "1000000", "m³ m3 cubic_metre cubic_metres cubic_meter cubic_meters"),
        ("fl oz", "29.5735295625", "fl_oz fl._oz floz fl.oz fluid_ounce fluid_ounces fluid_oz"),
        ("pt", "473.176473", "pint pints pt"),
        ("qt", "946.352946", "quart quarts qt"),
        ("gal", "3785.411784", "gal gallon gallons"),
        ("cup", "236.5882365", "cup cups"),
        ("tbsp", "14.78676478125", "tbsp tablespoon tablespoons"),
        ("tsp", "4.92892159375", "tsp teaspoon teaspoons"),
        ("cu ft", "28316.846592", "cu_ft cu._ft cuft ft³ ft3 cubic_foot cubic_feet"),
        ("cu in", "16.387064", "cu_in cu._in in³ in3 cubic_inch cubic_inches"),
    ),
    "time": (
        ("s", "1", "s sec secs second seconds"),
        ("ms", "0.001", "ms msec millisecond milliseconds"),
        ("min", "60", "min mins minute minutes"),
        ("h", "3600", "h hr hrs hour hours"),
        ("day", "86400", "d day days calendar_day calendar_days"),
        ("week", "604800", "wk wks week weeks"),
    ),
    "business time": (("business day", "1", "business_day business_days working_day working_days workday workdays"),),
    "calendar": (
        ("month", "1", "mo mos month months"),
        ("year", "12", "yr yrs year years"),
    ),
    "energy": (
        ("Wh", "1", "Wh watt-hour watt-hours watt_hour watt_hours"),
        ("kWh", "1000", "kWh kilowatt-hour kilowatt-hours kilowatt_hour kilowatt_hours"),
        ("J", "0.0002777777777777777777777777778", "J joule joules"),
        ("kJ", "0.2777777777777777777777777778", "kJ kilojoule kilojoules"),
        ("cal", "0.001162222222222222222222222222", "cal"),
        ("kcal", "1.162222222222222222222222222", "kcal calorie calories"),
    ),
    "charge": (
        (
            "mAh",
            "1",
            "mAh milliamp-hour milliamp-hours milliamp_hour milliamp_hours milliampere_hours milliampere_hour",
        ),
        ("Ah", "1000", "Ah amp-hour amp-hours amp_hours ampere_hours ampere_hour"),
    ),
    "power": (
        ("W", "1", "W watt watts"),
        ("kW", "1000", "kW kilowatt kilowatts"),
        ("mW", "0.001", "mW milliwatt milliwatts"),
        ("MW", "1000000", "MW megawatt megawatts"),
        ("hp", "745.6998715822702", "hp horsepower bhp"),
        ("BTU/h", "0.29307107017", "BTU/h BTU btus"),
    ),
    "voltage": (
        ("V", "1", "V volt volts VDC VAC"),
        ("kV", "1000", "kV kilovolt kilovolts"),
        ("mV", "0.001", "mV millivolt millivolts"),
    ),
    "current": (
        ("A", "1", "A amp amps ampere amperes"),
        ("mA", "0.001", "mA milliamp milliamps milliampere milliamperes"),
    ),
    "resistance": (("Ω", "1", "Ω ohm ohms"), ("kΩ", "1000", "kΩ kiloohm kilohms kohm")),
    "frequency": (
        ("Hz", "1", "Hz hertz"),
        ("kHz", "1000", "kHz kilohertz"),
        ("MHz", "1000000", "MHz megahertz"),
        ("GHz", "1000000000", "GHz gigahertz"),
    ),
    "rotation": (("rpm", "1", "rpm RPM rev/min revolutions_per_minute"),),
    "frame rate": (("fps", "1", "fps frames_per_second"),),
    "data": (
        ("MB", "1", "MB megabyte megabytes MiB"),
        ("kB", "0.001", "kB KB kilobyte kilobytes KiB"),
        ("GB", "1000", "GB gigabyte gigabytes GiB gig gigs"),
        ("TB", "1000000", "TB terabyte terabytes TiB"),
    ),
    "data rate": (
        ("Mbit/s", "1", "Mbit/s Mbps Mb/s megabits_per_second megabit"),
        ("Gbit/s", "1000", "Gbit/s Gbps Gb/s gigabits_per_second gigabit"),
        ("kbit/s", "0.001", "kbit/s kbps kb/s kilobits_per_second"),
        ("MB/s", "8", "MB/s MBps megabytes_per_second"),
        ("GB/s", "8000", "GB/s GBps gigabytes_per_second"),
        ("MT/s", "1000000", "MT/s"),
    ),
    "pressure": (
        ("Pa", "1", "Pa pascal pascals"),
        ("kPa", "1000", "kPa kilopascal kilopascals"),
        ("bar", "100000", "bar bars"),
        ("psi", "6894.757293168", "psi PSI"),
    ),
    "force": (("N", "1", "N newton newtons"), ("kN", "1000", "kN kilonewton kilonewtons")),
    "torque": (("Nm", "1", "Nm N·m newton_metres newton_meters"),),
    "speed": (
        ("m/s", "1", "m/s metres_per_second meters_per_second"),
        ("km/h", "0.2777777777777777777777777778", "km/h kmh kph kilometres_per_hour kilometers_per_hour"),
        ("mph", "0.44704", "mph miles_per_hour"),
        ("kn", "0.5144444444444444444444444444", "kn knot knots"),
    ),
    "flow": (("l/min", "1", "l/min L/min lpm litres_per_minute liters_per_minute"), ("gpm", "3.785411784", "gpm")),
    "angle": (("°", "1", "° deg degree degrees"),),
    "luminous flux": (("lm", "1", "lm lumen lumens"),),
    "illuminance": (("lx", "1", "lx lux"),),
    "luminance": (("cd/m²", "1", "cd/m² cd/m2 nit nits"),),
    "sound": (("dB", "1", "dB dBA db(A) dB(A) decibel decibels"),),
    "resolution": (
        ("px", "1", "px pixel pixels"),
        ("MP", "1000000", "MP Mpx megapixel megapixels mega_pixels"),
    ),
    "print density": (("dpi", "1", "dpi DPI ppi PPI dots_per_inch"),),
    "percent": (("%", "1", "% percent per_cent pct"),),
    "fabric weight": (("g/m²", "1", "g/m² g/m2 gsm GSM"),),
    "yarn": (("denier", "1", "denier den"),),
    "fill power": (("fill power", "1", "fill_power cuin"),),
    "clothing insulation": (("tog", "1", "tog togs"),),
    "gem mass": (("ct", "1", "carat carats"),),
    "per weight power": (("W/kg", "1", "W/kg"),),
    "yearly energy": (("kWh/year", "1", "kWh/year kWh/a kWh/annum"),),
}

_TEMPERATURES = (
    (Unit("K", "temperature", Decimal(1)), "K kelvin kelvins"),
    (
        Unit("°C", "temperature", Decimal(1), Decimal("273.15")),
        "°C °c ℃ ºC C degC degrees_C degrees_celsius degree_celsius celsius degrees_centigrade",
    ),
    (
        Unit("°F", "temperature", Decimal(5) / Decimal(9), Decimal("459.67")),
        "°F °f ℉ ºF F degF degrees_F degrees_fahrenheit degree_fahrenheit fahrenheit",
    ),
)


def _spellings() -> list[tuple[str, Unit]]:
    pairs = [
        (spelling.replace("_", " "), Unit(symbol, dimension, Decimal(factor)))
        for dimension, rows in _TABLE.items()
        for symbol, factor, spellings in rows
        for spelling in spellings.split()
    ]
    pairs += [(name.replace("_", " "), unit) for unit, names in _TEMPERATURES for name in names.split()]
    return pairs


def _fold(pairs: list[tuple[str, Unit]]) -> dict[str, Unit]:
    """Spellings in any case; one that two units share ("mw") or a single letter ("C", "M") needs its exact case."""
    found: dict[str, set[Unit]] = {}
    for spelling, unit in pairs:
        found.setdefault(spelling.casefold(), set()).add(unit)
    return {
        spelling: next(iter(units))
        for spelling, units in found.items()
        if len(units) == 1 and (len(spelling) > 1 or spelling in "vw")
    }


_PAIRS = _spellings()
UNITS: Final = tuple(dict.fromkeys(unit for _, unit in _PAIRS))
_EXACT: Final = dict(_PAIRS)
_FOLDED: Final = _fold(_PAIRS)


def _pattern() -> str:
    """Longest spelling first; words may also be joined by a hyphen, as in "2-year"."""
    names = sorted({spelling for spelling, _ in _PAIRS}, key=lambda name: (-len(name), name))
    symbols = [name for name in names if not name[-1].isalnum()]
    words = [name for name in names if name[-1].isalnum()]
    tight = "|".join(re.escape(name) for name in symbols)
    return rf"(?:{one_of(words, joint='[ -]')}(?![\w²³])|(?:{tight}))"


PATTERN: Final = _pattern()  # a regular expression for any spelling, to be used ignoring case
