import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.accuracy.checker_error import CheckerError, checker_error, corrected
from assistant.accuracy.statistics import Rate

ERROR = CheckerError(Rate(10, 1000), Rate(900, 1000), "a test")


def test_a_known_rate_seen_through_known_errors_is_found_again() -> None:
    """5 % of 100,000 are wrong; a tenth of these is missed and 1 % of the rest is flagged: 5.45 % are seen."""
    found = corrected(Rate(5450, 100_000), ERROR)
    assert found is not None
    assert found.share == pytest.approx(0.05)
    assert found.low < 0.05 < found.high


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    covered = 0
    for seed in range(200):
        false_flags, hits = int(rng.binomial(1000, 0.01)), int(rng.binomial(1000, 0.9))
        seen = int(rng.binomial(520, 0.08 * 0.9 + 0.92 * 0.01))
        found = corrected(Rate(seen, 520), CheckerError(Rate(false_flags, 1000), Rate(hits, 1000), ""), seed)
        assert found is not None
        covered += found.low <= 0.08 <= found.high
    assert 0.90 <= covered / 200 <= 1.0


@given(st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_is_a_share_whatever_was_counted(counts: tuple[int, int]) -> None:
    found = corrected(Rate(*counts), ERROR)
    assert (found is None) == (counts[1] == 0)
    if found is not None:
        assert 0 <= found.low <= found.share <= found.high <= 1


def test_flags_that_tell_nothing_apart_correct_nothing() -> None:
    assert corrected(Rate(5, 100), CheckerError(Rate(50, 100), Rate(50, 100), "")) is None
    assert corrected(Rate(5, 100), CheckerError(Rate(0, 0), Rate(50, 100), "")) is None


def test_the_measured_errors_say_where_they_are_from() -> None:
    error = checker_error()
    assert "make bench-checker" in error.source
    assert error.false_flags.share is not None and error.false_flags.share < 0.01
    assert error.hits.share is not None and error.hits.share > 0.8
