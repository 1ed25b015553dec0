"""Waiting times with those still waiting: published curves, the hand-worked shop, a slow oracle."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.metrics.survival import kaplan_meier, log_rank_p

# Freireich 1963, weeks of remission; a plus marks patients still well when last seen.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
REPLENISHMENT = "28 31 30 33 29 60 45+ 20+ 90+ 10+"
GOLDEN_SECOND_PURCHASE = "33 35 51 78 88 114 134 219 236 77+ 182+ 240+ 346+"


def parsed(text: str) -> tuple[list[int], list[bool]]:
    cells = text.split()
    return [int(cell.rstrip("+")) for cell in cells], [not cell.endswith("+") for cell in cells]


def test_the_published_remission_curve() -> None:
    curve = kaplan_meier(*parsed(SIX_MP))
    assert list(curve.times) == [6, 7, 10, 13, 16, 22, 23]
    assert curve.survival.round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert curve.standard_error[0] == pytest.approx(0.0764, abs=5e-5)
    assert list(curve.at_risk) == [21, 17, 15, 12, 11, 7, 6]
    assert curve.median == 23
    assert curve.time_interval() == (13, None)
    assert kaplan_meier(*parsed(PLACEBO)).median == 8


def test_the_published_log_rank_test() -> None:
    treated, control = parsed(SIX_MP), parsed(PLACEBO)
    p = log_rank_p(treated[0] + control[0], treated[1] + control[1], [True] * 21 + [False] * 21)
    assert p is not None
    assert p == pytest.approx(4.17e-5, rel=0.01)  # chi-square 16.79


def test_replenishment_counts_those_who_never_came_back() -> None:
    curve = kaplan_meier(*parsed(REPLENISHMENT))
    assert curve.survival.tolist() == pytest.approx([0.875, 0.75, 0.625, 0.5, 0.375, 0.1875])
    assert curve.median == 31
    assert (curve.time_until(0.25), curve.time_until(0.75)) == (29, 60)


def test_time_to_the_second_purchase_of_the_golden_set() -> None:
    curve = kaplan_meier(*parsed(GOLDEN_SECOND_PURCHASE))
    assert curve.survival.round(3).tolist() == [
        0.923, 0.846, 0.769, 0.684, 0.598, 0.513, 0.427, 0.321, 0.214,
    ]  # fmt: skip
    assert curve.median == 134
    assert curve.standard_error[6] == pytest.approx(0.1430, abs=5e-5)
    assert curve.share_within(90) == pytest.approx(1 - 0.598, abs=5e-4)
    assert curve.share_within(32) == 0


def test_a_median_that_is_not_reached_is_none() -> None:
    curve = kaplan_meier([10, 20, 30], [True, False, False])
    assert curve.median is None
    assert curve.size == 3


@pytest.mark.parametrize("events", [[], [False], [True]])
def test_nobody_or_one_customer_raises_nothing(events: list[bool]) -> None:
    curve = kaplan_meier([5] * len(events), events)
    assert curve.median == (5 if events == [True] else None)
    assert len(curve.bounds()[0]) == sum(events)
    assert log_rank_p([5] * len(events), events, events) is None


waits = st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.integers(1, 3)), max_size=25)


@given(waits)
@settings(max_examples=40)
def test_the_curve_is_the_product_anybody_can_work_out(
    rows: list[tuple[int, bool, int]],
) -> None:
    curve = kaplan_meier(
        [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
    )
    one_by_one = [(time, event) for time, event, count in rows for _copy in range(count)]
    share, moments = 1.0, sorted({time for time, event in one_by_one if event})
    assert list(curve.times) == moments
    for moment, found in zip(moments, curve.survival, strict=True):
        waiting = sum(time >= moment for time, _event in one_by_one)
        share *= 1 - one_by_one.count((moment, True)) / waiting
        assert math.isclose(found, share, abs_tol=1e-12)
    low, high = curve.bounds()
    assert np.all((low <= curve.survival + 1e-12) & (curve.survival <= high + 1e-12))
