"""Two groups against each other: published examples, matching, false discoveries."""

import pytest

from lib.metrics.contrast import contrast, false_discovery_rates

BENJAMINI_HOCHBERG_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_worked_example() -> None:
    found = contrast([40], [120], [90], [880])
    assert found is not None
    assert (round(found.share, 3), round(found.other_share, 3)) == (0.333, 0.102)
    assert found.ratio == pytest.approx(3.26, abs=0.005)
    assert (found.ratio_low, found.ratio_high) == pytest.approx((2.37, 4.49), abs=0.005)
    assert found.p_value == pytest.approx(3.7e-10, rel=0.02)


def test_the_interval_is_newcombes() -> None:
    found = contrast([56], [70], [48], [80])
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    found = contrast([9], [10], [3], [10])
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.1705, 0.8090), abs=5e-5)


def test_an_empty_cell_has_a_ratio_interval() -> None:
    found = contrast([5], [50], [0], [50])
    assert found is not None
    assert found.ratio is None
    assert found.ratio_low == pytest.approx(0.62, abs=0.01)
    assert found.ratio_high > found.ratio_low > 0


def test_a_difference_that_is_only_the_quarter_they_were_won_in_is_none() -> None:
    # 80 % of the early customers have it and 20 % of the late ones, bright or not.
    found = contrast([80, 10], [100, 50], [160, 180], [200, 900])
    assert found is not None
    assert found.difference == pytest.approx(0)
    assert found.p_value == 1
    unmatched = contrast([90], [150], [340], [1100])
    assert unmatched is not None
    assert unmatched.p_value < 1e-6


def test_customers_without_anybody_to_compare_with_stay_out() -> None:
    found = contrast([5, 9], [10, 10], [2, 0], [10, 0])
    assert found is not None
    assert (found.hits, found.size) == (5, 10)
    assert contrast([5], [10], [0], [0]) is None


def test_the_published_false_discovery_rates() -> None:
    rates = false_discovery_rates(BENJAMINI_HOCHBERG_1995)
    assert sum(rate <= 0.05 for rate in rates) == 4
    assert [round(rate, 4) for rate in rates[:5]] == [0.0015, 0.003, 0.0095, 0.0356, 0.0603]
    assert false_discovery_rates([]) == []
    assert false_discovery_rates([0.04, 0.01]) == [0.04, 0.02]
