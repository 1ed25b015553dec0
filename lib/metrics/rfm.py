"""Customers scored by recency, frequency and revenue: equal values get equal scores, always."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from lib.metrics.source import ShopData, shop_days
from lib.segment import EVERYONE, Segment

LOOKBACK_DAYS = 730
# With fewer customers of three or more purchases than this, their tertiles would be chance.
FEWEST_FOR_TERTILES = 30

Scores = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]

SEGMENTS = (
    "cant_lose",
    "new",
    "promising",
    "champions",
    "loyal",
    "potential_loyalist",
    "need_attention",
    "about_to_sleep",
    "at_risk",
    "hibernating",
    "lost",
)


@dataclass(frozen=True)
class RfmSegment:
    """One of the eleven groups; medians are None when it is empty."""

    segment: str
    customers: int
    share_of_customers: float
    revenue: float
    share_of_revenue: float
    median_recency_days: float | None
    median_purchase_days: float | None
    median_revenue: float | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values: money with two decimals, shares with six."""
        return {
            "segment": self.segment,
            "customers": self.customers,
            "share_of_customers": round(self.share_of_customers, 6),
            "revenue": f"{self.revenue:.2f}",
            "share_of_revenue": round(self.share_of_revenue, 6),
            "median_recency_days": self.median_recency_days,
            "median_purchase_days": self.median_purchase_days,
            "median_revenue": None if self.median_revenue is None else f"{self.median_revenue:.2f}",
        }


@dataclass(frozen=True)
class Rfm:
    """Scores of every customer of the lookback, their groups, and the cuts between scores."""

    as_of: date | None
    customer_ids: Scores
    recency: Scores
    frequency: Scores
    monetary: Scores
    segments: tuple[RfmSegment, ...]
    cuts: dict[str, dict[int, float]]
    """Per measure: score -> the worst value that still gets it."""

    def as_dict(self) -> dict[str, Any]:
        """The shape the command line prints."""
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "lookback_days": LOOKBACK_DAYS,
            "rows": [segment.as_dict() for segment in self.segments],
            "cuts": {
                name: {str(score): value for score, value in cuts.items()}
                for name, cuts in self.cuts.items()
            },
        }


def rfm(source: ShopData, segment: Segment = EVERYONE, as_of: date | None = None) -> Rfm:
    """Scores 1 (worst) to 5 by recency_days, purchase days and revenue of the last 730 days."""
    days = shop_days(source, as_of)
    end = days.as_of or date.min + timedelta(days=LOOKBACK_DAYS)
    found = source.arrays(
        "metrics/rfm_values",
        {"as_of": end, "lookback_after": end - timedelta(days=LOOKBACK_DAYS)},
        segment,
    )
    recency_days = np.asarray(found["recency_days"], dtype=float)
    purchase_days = np.asarray(found["purchase_days_count"], dtype=float)
    revenue = np.asarray(found["revenue"], dtype=float)
    scores = (
        5 - fifths(recency_days),
        frequency_scores(purchase_days),
        1 + fifths(revenue),
    )
    groups = segment_places(*scores)
    measures = (recency_days, purchase_days, revenue)
    return Rfm(
        as_of=days.as_of,
        customer_ids=np.asarray(found["customer_id"], dtype=np.int64),
        recency=scores[0],
        frequency=scores[1],
        monetary=scores[2],
        segments=tuple(_summary(place, groups, measures) for place in range(len(SEGMENTS))),
        cuts={
            "recency_days": _cuts(scores[0], recency_days, np.max),
            "purchase_days": _cuts(scores[1], purchase_days, np.min),
            "revenue": _cuts(scores[2], revenue, np.min),
        },
    )


def fifths(values: Values, parts: int = 5) -> Scores:
    """0 to parts - 1 by the share of smaller values, so ties share a place in any order of rows."""
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    smaller = np.searchsorted(np.sort(values), values, side="left")
    return (parts * smaller // len(values)).astype(np.int64)


def frequency_scores(purchase_days: Values) -> Scores:
    """1 and 2 purchases score 1 and 2; three and more are parted into thirds."""
    scores = np.minimum(purchase_days, 2).astype(np.int64)
    many = purchase_days >= 3
    if many.sum() >= FEWEST_FOR_TERTILES:
        scores[many] = 3 + fifths(purchase_days[many], parts=3)
    else:
        scores[many] = 3 + (purchase_days[many] >= 4) + (purchase_days[many] >= 6)
    return scores


def segment_places(recency: Scores, frequency: Scores, monetary: Scores) -> Scores:
    """The place in SEGMENTS of every customer: rules for all 125 scores, the first one wins."""
    both = (frequency + monetary + 1) // 2
    conditions = [
        (recency <= 2) & (both == 5),
        (recency == 5) & (frequency == 1),
        (recency == 4) & (frequency == 1),
        (recency == 5) & (both >= 4),
        (recency >= 3) & (recency <= 4) & (both >= 4),
        recency >= 4,
        (recency == 3) & (both == 3),
        (recency == 3) & (both <= 2),
        (recency <= 2) & (both >= 3) & (both <= 4),
        (recency == 2) & (both <= 2),
        (recency == 1) & (both <= 2),
    ]
    return np.select(conditions, list(range(len(SEGMENTS))), default=-1).astype(np.int64)


def _summary(place: int, groups: Scores, measures: tuple[Values, Values, Values]) -> RfmSegment:
    inside = groups == place
    customers, revenue = int(inside.sum()), float(measures[2][inside].sum())
    whole = float(measures[2].sum())
    medians = [float(np.median(values[inside])) if customers else None for values in measures]
    return RfmSegment(
        SEGMENTS[place],
        customers,
        customers / len(groups) if len(groups) else 0.0,
        revenue,
        revenue / whole if whole else 0.0,
        *medians,
    )


def _cuts(scores: Scores, values: Values, worst: Any) -> dict[int, float]:
    return {
        score: float(worst(values[scores == score]))
        for score in range(5, 0, -1)
        if (scores == score).any()
    }
