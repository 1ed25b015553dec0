"""Customers scored by recency, frequency and revenue: equal values get equal scores, always."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from lib.metrics.rfm_models import RfmModel, kept_model, scores_of
from lib.metrics.rfm_presets import BRIGHT_SPOTS, PRESETS, SEGMENTS, segment_places
from lib.metrics.rfm_scores import Scores, Values, limits_of
from lib.metrics.source import ShopData, shop_days
from lib.metrics.whole_cents import cents_of_parts
from lib.segment import EVERYONE, Segment

__all__ = [
    "SEGMENTS",
    "Rfm",
    "RfmSegment",
    "fit_rfm",
    "is_in_groups",
    "model_in_use",
    "rfm",
    "segment_places",
]


@dataclass(frozen=True)
class RfmSegment:
    """One of the groups; medians are None when it is empty."""

    segment: str
    customers: int
    share_of_customers: float
    revenue: Decimal
    share_of_revenue: float
    median_recency_days: float | None
    median_frequency: float | None
    """Purchase days, or orders where the preset counts orders."""
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
            "median_purchase_days": self.median_frequency,
            "median_revenue": None if self.median_revenue is None else f"{self.median_revenue:.2f}",
        }


@dataclass(frozen=True)
class Rfm:
    """Scores of every customer of the lookback, their groups, and the cuts between scores."""

    as_of: date | None
    model: RfmModel
    customer_ids: Scores
    recency: Scores
    frequency: Scores
    monetary: Scores
    places: Scores
    """The place of each customer's group in ``segments``."""
    segments: tuple[RfmSegment, ...]

    @property
    def cuts(self) -> dict[str, dict[int, float]]:
        """Per measure: score -> the worst value that still gets it."""
        counted = "orders" if self.model.counts_orders else "purchase_days"
        return {
            "recency_days": dict(self.model.recency),
            counted: dict(self.model.frequency),
            "revenue": dict(self.model.revenue),
        }

    def as_dict(self) -> dict[str, Any]:
        """The shape the command line prints."""
        return {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "lookback_days": self.model.lookback_days,
            "groups_of": self.model.preset,
            "cuts_measured_on": self.model.as_of,
            "cuts_version": self.model.version,
            "rows": [segment.as_dict() for segment in self.segments],
            "cuts": {
                name: {str(score): value for score, value in cuts.items()}
                for name, cuts in self.cuts.items()
            },
        }

    def customers_of(self, segments: set[str]) -> Scores:
        """The ids of the customers in any of these groups."""
        wanted = [i for i, each in enumerate(self.segments) if each.segment in segments]
        return self.customer_ids[np.isin(self.places, wanted)]


def rfm(
    source: ShopData,
    segment: Segment = EVERYONE,
    as_of: date | None = None,
    model: RfmModel | None = None,
) -> Rfm:
    """Scores and groups of a segment's customers, by the limits of ``model``.

    Without a model the limits the shop has kept hold, else those of all its customers today: a
    champion stays one whichever customers are looked at.
    """
    days = shop_days(source, as_of)
    model = model or model_in_use(source, days.as_of)
    ids, measures = _measures(source, model, days.as_of, segment)
    scores = scores_of(model, measures)
    preset = PRESETS[model.preset]
    places = preset.places(*scores)
    return Rfm(
        as_of=days.as_of,
        model=model,
        customer_ids=ids,
        recency=scores[0],
        frequency=scores[1],
        monetary=scores[2],
        places=places,
        segments=_summaries(preset.groups, places, measures),
    )


def model_in_use(source: ShopData, as_of: date | None) -> RfmModel:
    """The limits the shop has kept, else those of all its customers on a day."""
    return kept_model(source) or fit_rfm(source, as_of)


def is_in_groups(
    model: RfmModel, measures: tuple[Values, Values, Values], names: set[str]
) -> npt.NDArray[np.bool_]:
    """Who is in any of these groups: one answer per customer of ``measures``.

    ``measures`` are days since the last purchase, purchases as the model counts them, and revenue,
    all within the model's lookback.
    """
    preset = PRESETS[model.preset]
    wanted = [place for place, name in enumerate(preset.groups) if name in names]
    found: npt.NDArray[np.bool_] = np.isin(preset.places(*scores_of(model, measures)), wanted)
    return found


def fit_rfm(source: ShopData, as_of: date | None, preset_name: str = BRIGHT_SPOTS) -> RfmModel:
    """The limits between scores that all customers of the shop draw on a day."""
    preset = PRESETS[preset_name]
    model = RfmModel(
        preset=preset_name,
        as_of=as_of.isoformat() if as_of else None,
        lookback_days=preset.lookback_days,
        counts_orders=preset.counts_orders,
    )
    _ids, (recency, frequency, revenue) = _measures(source, model, as_of, EVERYONE)
    return model.with_limits(
        limits_of(preset.recency(recency), recency, is_low_good=True),
        limits_of(preset.frequency(frequency), frequency, is_low_good=False),
        limits_of(preset.revenue(revenue), revenue, is_low_good=False),
    )


def _measures(
    source: ShopData, model: RfmModel, as_of: date | None, segment: Segment
) -> tuple[Scores, tuple[Values, Values, Values]]:
    """Ids, days since the last purchase, purchases and revenue of the customers in the lookback."""
    end = as_of or date.max
    lookback = model.lookback_days
    found = source.arrays(
        "metrics/rfm_values",
        {"as_of": end, "lookback_after": end - timedelta(days=lookback) if lookback else date.min},
        segment,
    )
    counted = found["order_count" if model.counts_orders else "purchase_days_count"]
    return np.asarray(found["customer_id"], dtype=np.int64), (
        np.asarray(found["recency_days"], dtype=float),
        np.asarray(counted, dtype=float),
        np.asarray(found["revenue"], dtype=float),
    )


def _summaries(
    groups: tuple[str, ...], places: Scores, measures: tuple[Values, Values, Values]
) -> tuple[RfmSegment, ...]:
    cents = cents_of_parts(measures[2], places, len(groups))
    whole = sum(cents, Decimal(0))
    summaries = []
    for place, name in enumerate(groups):
        inside = places == place
        customers = int(inside.sum())
        medians = [float(np.median(values[inside])) if customers else None for values in measures]
        summaries.append(
            RfmSegment(
                name,
                customers,
                customers / len(places) if len(places) else 0.0,
                cents[place],
                float(cents[place] / whole) if whole else 0.0,
                *medians,
            )
        )
    return tuple(summaries)
