"""Numbers as people write them: 1,299.00 and 1.299,00, 1 1/2 and 2½, twelve, half a, 1.5K; as exact decimals."""

import re
from decimal import Decimal
from typing import Final, NamedTuple


class Number(NamedTuple):
    """A number in running text; the exponent of `amount` is the precision it shows."""

    start: int
    end: int
    amount: Decimal
    is_word: bool = False


def find_numbers(text: str) -> list[Number]:
    """Every number of a text already folded by `fold`. Parts of model names (X100, XM4, 3D) are none."""
    found = []
    for match in _NUMBER.finditer(text):
        number = _digits(text, match) if match.lastgroup != "word" else _words(match)
        if number is not None:
            found.append(number)
    return found


def fold(text: str) -> str:
    """The same length, with one spelling for spaces, dashes, quotes, digits and the multiplication sign."""
    return text.translate(_FOLD)


def parse_decimal(digits: str, *, is_money: bool = False) -> Decimal:
    """Digits with either convention of separators.

    >>> parse_decimal("1.299,00"), parse_decimal("1,299.00"), parse_decimal("0,5"), parse_decimal("1.250")
    (Decimal('1299.00'), Decimal('1299.00'), Decimal('0.5'), Decimal('1.250'))
    """
    if digits.isdigit():
        return Decimal(digits)
    plain = re.sub(r"[\s\u00a0']", "", digits)
    last_comma, last_dot = plain.rfind(","), plain.rfind(".")
    if last_comma >= 0 and last_dot >= 0:
        thousands = "," if last_dot > last_comma else "."
        return Decimal(plain.replace(thousands, "").replace(",", "."))
    if last_comma >= 0:
        is_grouped = re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", plain) is not None
        return Decimal(plain.replace(",", "" if is_grouped else "."))
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3}){2,}", plain) or (
        is_money and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", plain)
    ):
        return Decimal(plain.replace(".", ""))
    return Decimal(plain)


_FOLD: Final = {
    **dict.fromkeys(map(ord, "\u2007\u2008\u2009\u200a\u202f"), "\u00a0"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u2032\u02bc"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u2033\u201e"), '"'),
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    ord("×"): "x",
    ord("✕"): "x",
    ord("µ"): "μ",
    ord("º"): "°",
    ord("\t"): " ",
}

_VULGAR: Final = {
    "½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667",
    "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875", "⅕": "0.2",
}  # fmt: skip
_TO_NINETEEN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL: Final = {word: value for value, word in enumerate(_TO_NINETEEN.split())}
_BY_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS: Final = {word: 10 * value for value, word in enumerate(_BY_TENS.split(), start=2)}
_ANY_WORD = "|".join([*sorted(_SMALL, key=len, reverse=True), *_TENS, "dozen"])
_NUMBER: Final = re.compile(
    rf"""
    (?=[-+. \d{"".join(_VULGAR)}])  # here and below: what it begins with, so that most places are passed over at once
    (?:(?<![A-Za-z0-9_])(?<![A-Za-z]-)|(?<=\dx))(?<!\d[.,/:])(?<!\d-\d\.)
    (?!24/7)(?P<sign>(?<![\w.)%°"'])[-+])?
    (?:
        (?P<whole>\d+)[ -](?P<over>\d{{1,2}})/(?P<under>\d{{1,2}})(?![\w/])
      | (?P<num>\d{{1,2}})/(?P<den>\d{{1,2}})(?![\w/])
      | (?P<mixed>\d*)[ ]?(?P<vulgar>[{"".join(_VULGAR)}])
      | (?P<plain>\d{{1,3}}(?:[\u00a0']\d{{3}})+(?:[.,]\d+)?(?!\d)|\d{{1,3}}(?:[ ]000)+(?!\d)
          |\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d{{1,3}}(?:\.\d{{3}})+,\d+(?!\d)
          |\d+(?:[.,]\d+)?|\.\d+)(?P<thousand>[kK](?![\w]))?
        (?P<half>[ ]and[ ](?:a[ ])?half(?=[ ]))?
        (?P<scale>[ ](?:thousand|million|billion)\b)?
    )
    | (?<![\w-])(?=[adefhnostz])(?!one[ ]of[ ](?:our|the|these|those|them|my|your)\b)(?P<word>
        (?:a[ -])?half(?:[ ]an?)?(?=[ -](?:litre|liter|inch|hour|pint|gallon|cup|mile)\b)
      | (?:one[ ]|a[ ])?(?:{_ANY_WORD})(?:[ -](?:{_ANY_WORD}|hundred|thousand)|(?<=hundred)[ ]and[ ](?:{_ANY_WORD}))*
        (?:[ ]and[ ]a[ ]half)?
      | an?[ ](?:hundred|dozen)
      )(?![\w])
    """,
    re.VERBOSE | re.IGNORECASE,
)


_MONEY: Final = re.compile(r"[€$£]|EUR|CHF")


def _digits(text: str, match: re.Match[str]) -> Number | None:
    sign = -1 if match["sign"] == "-" else 1
    if match["den"] or match["under"]:
        under = Decimal(match["den"] or match["under"])
        if not under:
            return None
        amount = Decimal(match["whole"] or 0) + Decimal(match["num"] or match["over"]) / under
        return Number(match.start(), match.end(), sign * round(amount, 4).normalize())
    if match["vulgar"]:
        amount = Decimal(match["mixed"] or 0) + Decimal(_VULGAR[match["vulgar"]])
        return Number(match.start(), match.end(), sign * amount)
    if match["thousand"]:
        amount = parse_decimal(match["plain"])
        if amount < 1000:  # 1.5K is a number; 2700K is a colour temperature
            return Number(match.start(), match.end(), sign * amount.scaleb(3))
        return Number(match.start(), match.end() - 1, sign * amount)
    if match["scale"]:
        places = {"thousand": 3, "million": 6, "billion": 9}[match["scale"].strip().casefold()]
        return Number(match.start(), match.end(), sign * parse_decimal(match["plain"]).scaleb(places))
    if match["half"]:
        return Number(match.start(), match.end(), sign * (parse_decimal(match["plain"]) + Decimal("0.5")))
    is_money = _MONEY.search(text, max(0, match.start() - 4), match.end() + 4) is not None
    return Number(match.start(), match.end(), sign * parse_decimal(match["plain"], is_money=is_money))


def _words(match: re.Match[str]) -> Number:
    total, current = Decimal(0), Decimal(0)
    words = re.findall(r"[a-z]+", match["word"].casefold())
    for word in words:
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred":
            current = (current or Decimal(1)) * 100
        elif word == "dozen":
            current = (current or Decimal(1)) * 12
        elif word == "thousand":
            total, current = total + (current or Decimal(1)) * 1000, Decimal(0)
        elif word == "half":
            current += Decimal("0.5")
    return Number(match.start(), match.end(), total + current, is_word=True)
