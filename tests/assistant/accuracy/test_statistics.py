import random
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.accuracy.statistics import (
    Rate,
    cluster_interval,
    holm,
    mcnemar,
    most_of,
    paired_interval,
    pass_k,
    wilson,
    worst_loss,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from statsmodels.stats.contingency_tables import mcnemar as peer_mcnemar  # type: ignore[import-untyped]
    from statsmodels.stats.multitest import multipletests  # type: ignore[import-untyped]
    from statsmodels.stats.proportion import proportion_confint  # type: ignore[import-untyped]


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_wilson_interval_is_that_of_statsmodels(counts: tuple[int, int]) -> None:
    low, high = proportion_confint(*counts, alpha=0.05, method="wilson")
    assert wilson(*counts) == pytest.approx((low, high), abs=1e-9)


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_exact_mcnemar_test_is_that_of_statsmodels(one: int, two: int) -> None:
    peer = peer_mcnemar([[5, one], [two, 7]], exact=True).pvalue
    assert mcnemar(one, two) == pytest.approx(min(1.0, peer), abs=1e-9)


def test_nothing_counted_is_neither_nought_nor_all() -> None:
    assert Rate(0, 0).share is None
    assert Rate(0, 0).interval() == (0.0, 1.0)


def test_a_zero_in_299_leaves_about_one_percent_open() -> None:
    assert 0.010 < wilson(0, 299).high < 0.014


def test_clusters_of_one_give_about_the_interval_of_independent_answers() -> None:
    hits = [place % 10 != 0 for place in range(500)]
    found = cluster_interval(hits, [str(place) for place in range(500)])
    assert found == pytest.approx(wilson(450, 500), abs=0.006)


def test_answers_that_stand_and_fall_together_are_less_evidence() -> None:
    hits = [place // 10 % 5 != 0 for place in range(500)]  # ten answers a product, all alike
    together = cluster_interval(hits, [str(place // 10) for place in range(500)])
    apart = cluster_interval(hits, [str(place) for place in range(500)])
    assert together.high - together.low > 2.5 * (apart.high - apart.low)


def test_all_right_is_as_sure_as_there_are_clusters() -> None:
    assert cluster_interval([True] * 50, [str(place // 5) for place in range(50)]) == wilson(10, 10)
    assert cluster_interval([], []) == (0.0, 1.0)


def test_the_bootstrap_covers_the_truth_about_as_often_as_it_says() -> None:
    """60 products of 5 answers, the rate of each drawn anew: 200 samples, 95 % intervals."""
    covered = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        rates = rng.beta(9, 1, size=60)
        hits = [bool(hit) for rate in rates for hit in rng.random(5) < rate]
        low, high = cluster_interval(hits, [str(place // 5) for place in range(300)], seed)
        covered += low <= 0.9 <= high
    assert 0.89 <= covered / 200 <= 0.99


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_a_version_loses_nothing_against_itself_as_far_as_so_many_probes_can_tell(hits: list[bool]) -> None:
    found = worst_loss(hits, hits, [str(place) for place in range(len(hits))])
    assert found == pytest.approx(1 - 0.05 ** (1 / len(hits)))


def test_a_dozen_probes_do_not_show_that_nothing_is_lost_and_five_hundred_do() -> None:
    few, many = [True] * 12, [True] * 500
    assert worst_loss(few, few, list(map(str, range(12)))) > 0.2
    assert worst_loss(many, many, list(map(str, range(500)))) < 0.01


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_exact_bound_is_that_of_statsmodels(counts: tuple[int, int]) -> None:
    peer = proportion_confint(*counts, alpha=0.10, method="beta")[1]
    assert most_of(*counts) == pytest.approx(peer, abs=1e-9)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_is_that_of_statsmodels(pvalues: list[float]) -> None:
    peer = list(multipletests(pvalues, method="holm")[1]) if pvalues else []
    assert holm(pvalues) == pytest.approx(peer, abs=1e-12)


def test_the_interval_of_a_difference_covers_the_truth_about_as_often_as_it_says() -> None:
    """100 products of 4 probes; 6 % are won and 3 % lost, product by product alike: the truth is +3 points."""
    covered = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        change = rng.choice([0, 1, -1], p=[0.91, 0.06, 0.03], size=400)
        before = [bool(each == -1 or (each == 0 and rng.random() < 0.8)) for each in change]
        after = [bool(each == 1 or (each == 0 and was)) for each, was in zip(change, before, strict=True)]
        low, high = paired_interval(before, after, [str(place // 4) for place in range(400)], seed)
        covered += low <= 0.03 <= high
    assert 0.90 <= covered / 200 <= 1.0


def test_without_a_change_the_interval_of_the_difference_is_not_a_point() -> None:
    low, high = paired_interval([True] * 20, [True] * 20, list(map(str, range(20))))
    assert low == pytest.approx(-high)
    assert 0.1 < high < 0.2


def test_a_probe_that_is_right_nine_times_in_ten_does_not_pass_ten() -> None:
    """Ten draws of one probe with nine right: any ten together are never all right, any one is nine times in ten."""
    found = pass_k([9], 10)
    assert found[0] == pytest.approx(0.9)
    assert found[-1] == 0.0
    assert pass_k([10, 0], 10) == [0.5] * 10
    assert pass_k([], 3) == []


@given(st.lists(st.integers(0, 6), min_size=1, max_size=30))
def test_more_draws_are_never_easier_to_pass(counts: list[int]) -> None:
    found = pass_k(counts, 6)
    assert found == sorted(found, reverse=True)
    assert found[0] == pytest.approx(sum(counts) / (6 * len(counts)))
    assert found[-1] == pytest.approx(counts.count(6) / len(counts))


def test_a_loss_is_bounded_from_above() -> None:
    rng = random.Random(3)
    before = [rng.random() < 0.97 for _ in range(500)]
    after = [was and place % 25 != 0 for place, was in enumerate(before)]
    names = [str(place) for place in range(500)]
    measured = (sum(before) - sum(after)) / 500
    assert measured < worst_loss(before, after, names) < measured + 0.03
    assert worst_loss(after, before, names) < 0


def test_nothing_to_compare_proves_nothing() -> None:
    assert worst_loss([], [], []) == 1.0


def test_the_same_seed_gives_the_same_interval() -> None:
    hits, names = [True, False, True, True] * 20, [str(place % 9) for place in range(80)]
    assert cluster_interval(hits, names, 4) == cluster_interval(hits, names, 4)
