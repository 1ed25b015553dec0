"""How unequal the customers of a cohort spend: whether a mean says anything about most of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

import numpy as np

from lib.metrics.bright_spots import bright_bounds
from lib.metrics.cohort_grid import day_number, first_day_of_step, step_index
from lib.metrics.cohort_table import Cohort
from lib.metrics.cohorts import cohort_label
from lib.metrics.purchase_columns import MONEY_PARTS
from lib.metrics.source import Parameters, ShopData
from lib.period import Grain, calendar_period
from lib.segment import EVERYONE, Segment

TOP_SHARE = 100
"""The largest spenders are one customer in so many."""
TOP_HEAVY_FROM = 0.3


@dataclass(frozen=True)
class TopHeavy:
    """A cohort whose 1 % largest spenders bring more than 30 % of its revenue."""

    cohort: Cohort
    share: float
    median: Decimal


@dataclass(frozen=True)
class Inequality:
    """Spending so far per customer of all calendar cohorts together, and who is top-heavy."""

    customers: int
    mean: Decimal | None
    median: Decimal | None
    cohorts: int
    top_heavy: tuple[TopHeavy, ...]
    """The most unequal first. Cohorts of fewer than 100 customers have no 1 %."""


def cohort_inequality(
    source: ShopData,
    as_of: date,
    grain: Grain,
    segment: Segment = EVERYONE,
    week_start: int = 0,
) -> Inequality:
    """Revenue per customer from the first purchase to the as-of day, by calendar cohort."""
    found = source.arrays("metrics/bright_buyers", lifetime_bounds(as_of), segment)
    revenue = np.asarray(found["revenue_parts"], dtype=np.int64)
    steps = step_index(grain, day_number(as_of) - np.asarray(found["tenure_days"]), week_start)
    order = np.lexsort((-revenue, steps))
    changes = np.flatnonzero(np.diff(steps[order])) + 1
    edges = [0, *changes.tolist(), len(order)] if len(order) else []
    heavy = []
    for begin, end in pairwise(edges):
        spent = revenue[order[begin:end]]
        share = _share_of_top(spent)
        if share > TOP_HEAVY_FROM:
            first_day = first_day_of_step(grain, int(steps[order[begin]]), week_start)
            stretch = calendar_period(grain, first_day, week_start)
            cohort = Cohort(cohort_label(grain, first_day), stretch, len(spent))
            heavy.append(TopHeavy(cohort, share, _median(spent)))
    return Inequality(
        customers=len(revenue),
        mean=_money(float(revenue.mean())) if len(revenue) else None,
        median=_median(revenue) if len(revenue) else None,
        cohorts=max(0, len(edges) - 1),
        top_heavy=tuple(sorted(heavy, key=lambda each: (-each.share, each.cohort.first_day))),
    )


def lifetime_bounds(as_of: date) -> Parameters:
    """The days metrics/bright_buyers is asked with, its lookback as long as the shop is old."""
    return bright_bounds(as_of) | {"lookback_after": date.min}


def _share_of_top(largest_first: np.ndarray) -> float:
    """Of the revenue, what one customer in a hundred brings; 0 where that is nobody."""
    whole = int(largest_first.sum())
    top = int(largest_first[: len(largest_first) // TOP_SHARE].sum())
    return top / whole if whole > 0 else 0.0


def _median(parts: np.ndarray) -> Decimal:
    return _money(float(np.median(parts)))


def _money(parts: float) -> Decimal:
    return (Decimal(parts) / MONEY_PARTS).quantize(Decimal("0.01"))
