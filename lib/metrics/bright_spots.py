"""Bright spots by frequency: the customers who buy most often, and what they bring."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd

from lib.metrics.quantiles import weighted_quantile
from lib.metrics.source import ShopData
from lib.segment import EVERYONE, Segment

LOOKBACK_DAYS = 365
ELIGIBLE_AFTER_DAYS = 90
FEWEST_PURCHASE_DAYS = 3
QUANTILE = 0.9


@dataclass(frozen=True)
class BrightSpots:
    """Frequent buyers of the last 365 days; ties at the threshold are all in."""

    as_of: date
    threshold: int
    """Purchase days in the lookback that make a bright spot: max(3, 90 % quantile)."""
    customers: int
    buyers: int
    revenue: Decimal
    revenue_of_buyers: Decimal

    @property
    def share_of_revenue(self) -> float | None:
        """Revenue of bright spots / revenue of all identified buyers; None without revenue."""
        if not self.revenue_of_buyers:
            return None
        return float(self.revenue / self.revenue_of_buyers)


def bright_spots(source: ShopData, as_of: date, segment: Segment = EVERYONE) -> BrightSpots:
    """How many bright spots a shop has on a day, and their part of the year's revenue."""
    rows = source.rows("metrics/bright_spots", _bounds(as_of), segment)
    counts = [(int(days), int(customers)) for days, _eligible, customers, _money in rows]
    usual = weighted_quantile(_summed(counts), QUANTILE) or 0
    threshold = max(FEWEST_PURCHASE_DAYS, math.ceil(usual))
    bright = [row for row in rows if row[1] and row[0] >= threshold]
    return BrightSpots(
        as_of=as_of,
        threshold=threshold,
        customers=sum(int(row[2]) for row in bright),
        buyers=sum(count for _days, count in counts),
        revenue=sum((row[3] for row in bright), Decimal(0)),
        revenue_of_buyers=sum((row[3] for row in rows), Decimal(0)),
    )


def bright_spot_customers(
    source: ShopData, found: BrightSpots, segment: Segment = EVERYONE
) -> pd.DataFrame:
    """One row per bright spot, largest revenue first.

    Columns: customer_id, customer_key, customer_name, first_ordered_on, last_bought_on,
    purchase_days_count, revenue (of the lookback), lifetime_revenue.
    """
    return source.frame(
        "metrics/bright_spot_customers",
        _bounds(found.as_of) | {"threshold": found.threshold},
        segment,
    )


def _bounds(as_of: date) -> dict[str, object]:
    return {
        "as_of": as_of,
        "lookback_after": as_of - timedelta(days=LOOKBACK_DAYS),
        "eligible_first_on": as_of - timedelta(days=ELIGIBLE_AFTER_DAYS),
    }


def _summed(counts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Eligible and other customers of the same number of purchase days together."""
    together: dict[int, int] = {}
    for days, customers in counts:
        together[days] = together.get(days, 0) + customers
    return sorted(together.items())
