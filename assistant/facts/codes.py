"""Tokens of standards (IP68, USB-C, 5G, 1080p, Wi-Fi 6E, AAA): read before numbers, so that 5G is never five grams."""

import re
from collections.abc import Iterator
from typing import Final

from assistant.facts.values import Code

# family: pattern; two different codes of one family contradict each other
_FAMILIES: Final = {
    "ingress": r"(?i:IP[ -]?(?:[0-6X][0-9X]K?)(?:/IP[0-6X][0-9X]K?)?)",
    "usb shape": r"(?i:(?:(?:micro|mini)[ -])?USB[ -]?(?:Type[ -]?)?[ABC]\b|Type-C|(?:micro|mini)[ -]USB)",
    "usb version": r"USB[ -]?(?:[1234](?:\.\d)?)(?:[ ]Gen[ ]?\d(?:x\d)?)?",
    "cellular": r"[2345]G(?:[ ]LTE)?|LTE",
    "video": r"(?:480|576|720|1080|1440|2160|4320)[pi]|[458]K(?:[ ]UHD)?",
    "wifi": r"Wi-?Fi[ -]?[4-7]E?|802\.11[ ]?(?:ax|ac|be|[abgn])(?:/(?:ax|ac|be|[abgn]))*",
    "bluetooth": r"Bluetooth[ ](?:LE[ ])?v?[1-6]\.\d|Bluetooth[ ]v?[1-6]",
    "battery": r"AAAA?|AA|CR\d{4}|LR\d{2,4}|18650|21700",
    "memory": r"(?:LP)?DDR[1-6]X?(?:-\d{4,5})?|GDDR\d",
    "pcie": r"PCIe[ ]?(?:Gen[ ]?)?\d(?:\.\d)?(?:[ ]?x\d{1,2})?",
    "hdmi": r"HDMI[ ]?\d(?:\.\d[ab]?)?",
    "norm": r"(?:ISO|EN|DIN|ASTM|IEC)[ -]?\d{2,6}(?:[-:]\d+)*",
    "sun": r"(?:UPF|SPF|UV)[ ]?\d{2,3}\+?",
    "paper": r"A[0-6](?![\w.])",
    "video codec": r"H\.26[45]|AV1|HEVC",
    "connector": r"RJ-?45|M\.2",
}
_CODE: Final = re.compile(
    r"(?<![\w.,-])(?=(?i:[imtu])|[1-8ABCDEGHLPRSUW])(?:"  # the letters that a code begins with: most words are none
    + "|".join(f"(?P<f{index}>{pattern})" for index, pattern in enumerate(_FAMILIES.values()))
    + r")(?![\w])",
)
_NAMES: Final = tuple(_FAMILIES)


def find_codes(text: str) -> Iterator[tuple[int, int, Code]]:
    """Codes of a folded text, as (start, end, code)."""
    for match in _CODE.finditer(text):
        yield match.start(), match.end(), Code(normal(match.group()))


def normal(code: str) -> str:
    """One spelling: IP68, USB-C, Wi-Fi 6E, Bluetooth 5.3."""
    text = re.sub(r"\s+", " ", code.strip())
    text = re.sub(r"(?i)^IP[ -]?[\dX].*$", lambda m: m[0].upper().replace(" ", "").replace("-", ""), text)
    text = re.sub(
        r"(?i)^(?:USB[ -]?)?(?:Type[ -]?)([ABC])$|^USB[ -]?([ABC])$", lambda m: f"USB-{m[1] or m[2]}".upper(), text
    )
    text = re.sub(r"(?i)^(micro|mini)[ -]USB.*$", lambda m: f"{m[1].title()}-USB", text)
    text = re.sub(r"(?i)^wi-?fi[ -]?", "Wi-Fi ", text)
    return re.sub(r"^(Bluetooth) (?:LE )?v?", r"\1 ", text)


def family(code: Code) -> str | None:
    """What a code says something about; None for a code this table does not know."""
    match = _CODE.fullmatch(code.text)
    return None if match is None or match.lastgroup is None else _NAMES[int(match.lastgroup[1:])]
