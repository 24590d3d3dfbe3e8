"""`make fuzz`: atheris looks for a text that breaks the parser or the verifier.

A bounded number of runs (`-runs=20000` unless told otherwise; any option of libFuzzer may follow). What must hold:
no error, spans inside the text, a verdict of the three, and no text that is passed while one of its claims is wrong.
"""

import sys

import atheris

with atheris.instrument_imports(include=["assistant.accuracy", "assistant.facts"]):
    from assistant.accuracy.judge import WRONG
    from assistant.accuracy.verify import Verifier
    from assistant.facts.quantities import parse_value, scan
    from tests.assistant.accuracy import small_catalog

FACTS = small_catalog.facts()
VERIFIER = Verifier(FACTS, small_catalog.names(FACTS))
PIECES = [
    *(
        "The Tarn 2 Tent",
        "weight",
        "price",
        " is ",
        " of the ",
        "1.9 kg",
        "349.00 EUR",
        " not ",
        "no ",
        "yes, ",
        "up to ",
    ),
    *(
        "\n",
        "| ",
        " | ",
        "- ",
        "# ",
        "**",
        "?",
        ". ",
        "\u200b",
        "\u202e",
        "\u00a0",
        " x ",
        "-",
        "%",
        "€",
        " than ",
        " or ",
    ),
]


def try_one(data: bytes) -> None:
    """Free text between pieces that rules look for."""
    given = atheris.FuzzedDataProvider(data)
    parts: list[str] = []
    while given.remaining_bytes() and len(parts) < 60:
        parts.append(PIECES[given.ConsumeIntInRange(0, len(PIECES) - 1)])
        parts.append(given.ConsumeUnicodeNoSurrogates(given.ConsumeIntInRange(0, 6)))
    text = "".join(parts)
    parse_value(text)
    for item in scan(text):
        assert 0 <= item.start < item.end <= len(text), (text, item)
    found = VERIFIER.verify(text, question=text[:80])
    assert found.verdict in {"correct", "wrong", "undecided"}
    assert 0.0 <= found.coverage <= 1.0
    for start, end in [*(item.span for item in found.findings), *found.residual]:
        assert 0 <= start <= end <= len(text), (text, found)
    if any(item.verdict in WRONG for item in found.findings):
        assert found.verdict == "wrong", (text, found)


def main() -> None:
    atheris.Setup([sys.argv[0], "-runs=20000", "-max_len=400", "-len_control=0", *sys.argv[1:]], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
