"""Intervals against published reference values and known extremes."""

import math

import numpy as np
import pytest

from lib.metrics.intervals import crr_bootstrap, crr_interval, newcombe_difference, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (4, 6, 0.300, 0.903),
        (0, 6, 0.0, 0.390),
        (30, 100, 0.219, 0.396),
    ],
)
def test_wilson_gives_the_published_bounds(
    successes: int, trials: int, low: float, high: float
) -> None:
    digits = 5e-5 if trials not in (6, 100) else 5e-4
    assert wilson(successes, trials) == pytest.approx((low, high), abs=digits)


def test_wilson_mirrors_successes_and_failures() -> None:
    low, high = wilson(7, 40) or (0, 0)
    assert wilson(33, 40) == pytest.approx((1 - high, 1 - low))


def test_wilson_never_leaves_zero_to_one() -> None:
    for trials in (1, 2, 7, 1000):
        nobody, everybody = wilson(0, trials), wilson(trials, trials)
        assert nobody is not None
        assert everybody is not None
        assert nobody[0] == 0
        assert everybody[1] == 1


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
    ],
)
def test_newcombe_gives_the_published_bounds(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    assert newcombe_difference(first, second) == pytest.approx((low, high), abs=5e-5)


def test_a_small_difference_may_be_chance() -> None:
    bounds = newcombe_difference((330, 1000), (290, 1000))
    assert bounds == pytest.approx((-0.0005, 0.080), abs=5e-4)
    assert bounds is not None
    assert bounds[0] < 0


def test_without_trials_there_is_no_interval() -> None:
    assert wilson(0, 0) is None
    assert newcombe_difference((1, 2), (0, 0)) is None
    assert newcombe_difference((0, 0), (1, 2)) is None
    assert crr_interval(0, 0, 0) is None
    assert crr_bootstrap([]) is None
    assert crr_bootstrap([(5, False, True, True)]) is None


def test_the_article_interval_adds_kept_and_returning_customers() -> None:
    half = 1.96 * math.sqrt((4 / 6) * (2 / 6) / 6 + 1 / 36)
    assert half == pytest.approx(1.96 * 0.2546, abs=1e-3)
    assert crr_interval(6, 4, 1) == pytest.approx((5 / 6 - half, 5 / 6 + half))


def test_the_article_interval_stops_at_zero() -> None:
    low, _high = crr_interval(3, 0, 1) or (None, None)
    assert low == 0


def test_the_article_interval_covers_simulated_shops() -> None:
    # 400 customers at the start, half of them stay, 60 come back on average.
    random = np.random.default_rng(7)
    kept = random.binomial(400, 0.5, size=2000)
    back = random.poisson(60, size=2000)
    truth = 0.5 + 60 / 400
    covered = 0
    for retained, reactivated in zip(kept, back, strict=True):
        low, high = crr_interval(400, int(retained), int(reactivated)) or (2.0, 2.0)
        covered += low <= truth <= high
    assert covered / 2000 == pytest.approx(0.95, abs=0.015)


def test_the_bootstrap_is_the_same_every_time() -> None:
    states = [(40, True, True, False), (60, True, False, False), (30, False, True, True)]
    assert crr_bootstrap(states) == crr_bootstrap(states)


def test_the_bootstrap_agrees_with_the_binomial_where_both_hold() -> None:
    # Nobody new and nobody back: the article's rate is a plain share of 1,000 customers.
    bounds = crr_bootstrap([(300, True, True, False), (700, True, False, False)])
    assert bounds == pytest.approx(wilson(300, 1000), abs=0.004)


def test_the_bootstrap_follows_new_customers_who_lapsed_below_zero() -> None:
    states = [(50, True, False, False), (40, False, False, True), (5, True, True, False)]
    low, high = crr_bootstrap(states) or (9, 9)
    rate = (5 - 40) / 55
    assert low < rate < high < 0
