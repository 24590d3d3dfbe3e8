"""A faster way of writing an alternation, so the same matches as the plain one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.facts.alternatives import one_of

NAMES = ("kg", "K", "km/h", "k", "sq ft", "mAh", "MAh", "m", "µm", "%", '"', "zł", "more than")
texts = st.lists(st.sampled_from([*NAMES, *map(str.upper, NAMES), " ", "-", "x"]), max_size=6).map("".join)


@given(texts)
def test_it_matches_what_the_plain_alternation_would(text: str) -> None:
    plain = "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in NAMES)
    found = re.finditer(one_of(NAMES, joint="[ -]"), text, re.IGNORECASE)
    assert [match.span() for match in found] == [match.span() for match in re.finditer(plain, text, re.IGNORECASE)]


def test_names_written_alike_keep_their_case() -> None:
    assert re.fullmatch(one_of(["EUR", "EGP"]), "EUR") is not None
    assert re.fullmatch(one_of(["EUR", "EGP"]), "eur") is None
