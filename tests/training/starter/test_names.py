"""Invented names: distinct, wide, and on one side of the split."""

import random

from training.starter import names


def test_a_family_has_distinct_names_and_aliases() -> None:
    rng = random.Random(1)
    for _ in range(200):
        family = names.family(rng, 3, evaluation=False)
        assert len({product.name for product in family}) == 3
        assert len({product.alias for product in family}) == 3


def test_series_and_categories_keep_to_their_side() -> None:
    rng = random.Random(2)
    for evaluation in (False, True):
        for _ in range(100):
            product = names.family(rng, 1, evaluation)[0]
            assert names.held_out(product.series) == evaluation
            assert names.held_out(product.category) == evaluation


def test_tens_of_thousands_of_series_are_possible() -> None:
    rng = random.Random(3)
    assert len({names.series_name(rng, False) for _ in range(3000)}) > 2400


def test_plurals_are_english() -> None:
    assert [names.plural(noun) for noun in ("knife", "battery", "brush", "shelf", "toy", "jeans")] == [
        "knives",
        "batteries",
        "brushes",
        "shelves",
        "toys",
        "jeans",
    ]
