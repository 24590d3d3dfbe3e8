"""Typed values in running text: standard codes first, then dates, then numbers with what stands around them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from assistant.facts.alternatives import one_of
from assistant.facts.bounds import Found, with_bound
from assistant.facts.codes import find_codes
from assistant.facts.dates import find_dates
from assistant.facts.numbers import Number, find_numbers, fold
from assistant.facts.units import PATTERN, Unit, find_unit
from assistant.facts.values import Dimensions, Interval, Money, Quantity, Value


def scan(text: str, *, currency: str | None = None) -> list[Found]:
    """Every typed value of a text, in order. `currency` is what "$" or "kr" means here."""
    plain = fold(text)
    taken: list[tuple[int, int, Value]] = [*find_codes(plain), *find_dates(plain)]
    found = [Found(start, end, value) for start, end, value in taken]
    covered = sorted((start, end) for start, end, _ in taken)
    numbers = [n for n in find_numbers(plain) if not any(start < n.end and n.start < end for start, end in covered)]
    atoms = [_atom(plain, number, currency) for number in numbers]
    found += [with_bound(plain, item) for item in _group(plain, [atom for atom in atoms if atom is not None])]
    return sorted(found, key=lambda item: item.start)


class _Atom(NamedTuple):
    """One number with its unit, currency or counted noun."""

    start: int
    end: int
    number: Number
    unit: Unit | None = None
    noun: str = ""
    currency: str | None = None

    def value(self) -> Quantity | Money:
        amount = self.number.amount
        if self.currency is not None:
            return Money(amount, self.currency)
        if self.unit is not None:
            return Quantity(amount, self.unit.symbol, self.unit.dimension, self.unit.to_base(amount))
        return Quantity(amount, self.noun, "count" if self.noun else "number", amount)


_SYMBOLS: Final = {
    "€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD",
    "AU$": "AUD", "zł": "PLN", "Rs": "INR", "Rs.": "INR", "kr": "SEK",
}  # fmt: skip
_ISO: Final = "EUR USD GBP CHF CAD AUD NZD JPY CNY INR SEK NOK DKK PLN CZK HUF RON BRL MXN SGD HKD KRW ZAR TRY"
_CODES: Final = one_of(_ISO.split())
_WORDS: Final = {"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "quid": "GBP", "yen": "JPY"}
_DOLLARS: Final = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"})
_CROWNS: Final = frozenset({"SEK", "NOK", "DKK"})

_BEFORE_MONEY = re.compile(rf"(?:(?P<code>\b{_CODES})|(?P<symbol>(?:\b(?:US|CA?|AU?))?\$|[€£¥₹]|\bRs\.?))[ \u00a0]?$")
_AFTER_MONEY = re.compile(
    rf"(?:\.-|,-)?[ \u00a0]?(?:(?P<symbol>[€£¥₹$]|zł|kr\b)|(?P<code>{_CODES}\b)"
    rf"|(?P<word>{one_of(_WORDS)}\b)|(?P<cents>cents?\b))",
    re.IGNORECASE,
)
# In "349.00 EUR 2 doors" the code belongs to the number before it, unless that one has a code of its own.
_OWNED = re.compile(rf"(?P<own>(?:{_CODES}|[€£¥₹$])[ \u00a0]?)?(?<![\d.,])\d[\d.,]*[ \u00a0]?$")
_UNIT = re.compile(rf"\+?[ \u00a0-]?(?P<unit>{PATTERN})", re.IGNORECASE)
_NOUN = re.compile(r"\+?[ \u00a0-](?P<noun>[A-Za-z][a-z]+(?:-[a-z]+)?)")
_NO_NOUNS: Final = """
    a an and are as at be been but by can could do does for from had has have if in includes into is it its may
    not of off on only or our out over per plus so than that the their them then there they this those through to too
    until up was we were when which while will with within without would you your times more less each percent
    long wide deep high tall thick old heavy across inside outside"""
_STOP: Final = frozenset(_NO_NOUNS.split())
_GOES_ON = re.compile(r"(?!x(?:[^a-z]|$))[A-Za-z_]")
_AFTER_INCH = re.compile(
    r"\s*(?:$|[.,;:)(/x*+-]|(?:wide|long|deep|high|tall|thick|across|diameter|and|or|by|in|at|from|x)\b)"
)


def _atom(text: str, number: Number, currency: str | None) -> _Atom | None:
    start, end = number.start, number.end
    before = _BEFORE_MONEY.search(text, max(0, start - 5), start)
    if before is not None and not _is_owned(text, before.start()):
        code = _currency(before["code"] or before["symbol"], currency)
        return _Atom(before.start(), end, number, currency=code)
    after = _AFTER_MONEY.match(text, end)
    if after is not None and not text[end : after.end()].endswith("$$"):
        if after["cents"]:
            return _Atom(
                start, after.end(), number._replace(amount=number.amount.scaleb(-2)), currency=currency or "USD"
            )
        return _Atom(
            start, after.end(), number, currency=_currency(after["symbol"] or after["code"] or after["word"], currency)
        )
    spelt = _UNIT.match(text, end)
    unit = _unit_meant(text, number, spelt) if spelt is not None else None
    if spelt is not None and unit is not None:
        return _Atom(start, spelt.end(), number, unit)
    if _GOES_ON.match(text, end):
        return None  # 3D, 10th, 2XL: part of a name
    noun = _NOUN.match(text, end)
    if noun is not None and noun["noun"].casefold() not in _STOP:
        return _Atom(start, noun.end(), number, noun=singular(noun["noun"].casefold()))
    return _Atom(start, end, number)


def singular(noun: str) -> str:
    """A counted noun without its plural: pockets, batteries, boxes, people."""
    if noun in {"people", "persons"}:
        return "person"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if re.search(r"(?:x|ch|sh|ss)es$", noun):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def _is_owned(text: str, at: int) -> bool:
    """Whether a currency at a place belongs to the number before it."""
    number = _OWNED.search(text, max(0, at - 24), at)
    return number is not None and number["own"] is None


def _currency(spelling: str, default: str | None) -> str:
    code = _SYMBOLS.get(spelling) or _WORDS.get(spelling.casefold()) or spelling.upper()
    if spelling.casefold() in {"$", "dollar", "dollars"} and default in _DOLLARS:
        return str(default)
    return str(default) if spelling == "kr" and default in _CROWNS else code


def _unit_meant(text: str, number: Number, match: re.Match[str]) -> Unit | None:
    spelling = match["unit"]
    unit = find_unit(spelling.replace("-", " ")) or find_unit(spelling)
    return unit if unit is not None and _is_meant(spelling, text, number, match) else None


def _is_meant(spelling: str, text: str, number: Number, match: re.Match[str]) -> bool:
    """Whether a unit's spelling is meant as one: not the "in" of "2 in the box", nor the closing quote of "Model 5"."""
    is_tight = match.start("unit") == number.end
    if spelling.casefold() == "in":
        return is_tight or _AFTER_INCH.match(text, match.end()) is not None
    if spelling in {'"', "'", "''"}:
        odd = len(re.findall(r'(?<!\d)"|^"', text[: number.start])) % 2 == 1
        return is_tight and not odd
    if is_tight and spelling == "s" and re.fullmatch(r"\d+0", text[number.start : number.end]):
        return False  # the 90s
    if is_tight and spelling in {"C", "F"}:
        return True
    return not (spelling in {"C", "F"} and number.is_word)


_LABEL = r"(?:[ ]?\(?[LWHDlwhd]\)?)?"
_TIMES = re.compile(rf"{_LABEL}[ \u00a0]?(?:x|X|\*|by)[ \u00a0]?$")
_TO = re.compile(r"[ \u00a0]?(?:-|to|till|until|through|bis|\.\.\.?|…)[ \u00a0]?$")
_OPENED = re.compile(r"\b(?:between|from)[ ]$")
_AND = re.compile(r"[ \u00a0]and[ \u00a0]$")


def _group(text: str, atoms: list[_Atom]) -> Iterator[Found]:
    """Dimension triples and ranges first; what is left stands alone."""
    index = 0
    while index < len(atoms):
        run = [atoms[index]]
        while index + len(run) < len(atoms) and _joins(text, run[-1], atoms[index + len(run)], _TIMES):
            run.append(atoms[index + len(run)])
        axes = _axes(run)
        if axes is not None:
            yield Found(run[0].start, run[-1].end, axes)
            index += len(run)
            continue
        if index + 1 < len(atoms) and (both := _compound(text, atoms[index], atoms[index + 1])) is not None:
            yield both
            index += 2
            continue
        pair = _interval(text, atoms[index], atoms[index + 1]) if index + 1 < len(atoms) else None
        if pair is not None:
            yield pair
            index += 2
            continue
        yield Found(atoms[index].start, atoms[index].end, atoms[index].value())
        index += 1


def _joins(text: str, left: _Atom, right: _Atom, gap: re.Pattern[str]) -> bool:
    between = text[left.number.end : right.start]
    if left.unit is not None:
        between = text[left.end : right.start]
    return len(between) < 16 and gap.fullmatch(between) is not None


def _axes(run: list[_Atom]) -> Dimensions | None:
    """Two to four lengths; the last unit propagates to the left."""
    if not 2 <= len(run) <= 4 or any(atom.currency for atom in run):
        return None
    last = run[-1].unit
    units = [atom.unit or last for atom in run]
    if any(unit is not None and unit.dimension not in {"length", "resolution"} for unit in units):
        return None
    if last is None and any(atom.unit for atom in run):
        first = next(atom.unit for atom in run if atom.unit)
        units = [atom.unit or first for atom in run]
    values = [atom._replace(unit=unit, noun="").value() for atom, unit in zip(run, units, strict=True)]
    return Dimensions(tuple(value for value in values if isinstance(value, Quantity)))


_COMPOUNDS: Final = frozenset(
    {("ft", "in"), ("lb", "oz"), ("h", "min"), ("min", "s"), ("year", "month"), ("kg", "g"), ("m", "cm")}
)


def _compound(text: str, large: _Atom, small: _Atom) -> Found | None:
    """6 ft 2 in, 1 h 30 min: one amount, counted in the smaller unit."""
    if large.unit is None or small.unit is None or (large.unit.symbol, small.unit.symbol) not in _COMPOUNDS:
        return None
    if not re.fullmatch(r"(?:[ \u00a0]|,[ ]|[ ]and[ ])?", text[large.end : small.start]):
        return None
    amount = small.unit.from_base(large.unit.to_base(large.number.amount)) + small.number.amount
    rounded = round(amount, 2).normalize()
    amount = rounded if rounded != rounded.to_integral_value() else rounded.to_integral_value()
    return Found(large.start, small.end, small._replace(number=small.number._replace(amount=amount)).value())


def _interval(text: str, left: _Atom, right: _Atom) -> Found | None:
    gap = _TO
    opened = _OPENED.search(text, max(0, left.start - 8), left.start)
    if opened is not None and opened.group().startswith("between"):
        gap = _AND
    if not _joins(text, left, right, gap):
        return None
    currency = left.currency or right.currency
    unit = right.unit if left.unit is None else left.unit
    if (left.unit and right.unit and left.unit.dimension != right.unit.dimension) or (currency and unit):
        return None
    noun = right.noun if not left.noun else left.noun
    low = left._replace(unit=unit, noun=noun, currency=currency).value()
    high = right._replace(unit=right.unit or unit, noun=noun, currency=currency).value()
    is_ordered = (low.amount if isinstance(low, Money) else low.base) <= (
        high.amount if isinstance(high, Money) else high.base
    )
    if not is_ordered:
        return None
    start = left.start - len(opened.group()) if opened else left.start
    return Found(start, right.end, Interval(low, high))
