"""How soon a product is bought again, with the customers who never came back for it counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from lib.metrics.source import ShopData
from lib.metrics.survival import Survival, kaplan_meier, log_rank_p
from lib.segment import EVERYONE, Segment

FEWEST_GAPS = 30
FEWEST_CUSTOMERS = 15
YEAR_DAYS = 365
NOBODY: tuple[int, ...] = ()


@dataclass(frozen=True)
class ItemRhythm:
    """Time from one purchase of a product (or category) to the customer's next one of it."""

    item: str
    sku: str | None
    name: str
    category: str | None
    gaps: int
    """Completed: the product was bought again."""
    waiting: int
    """Cut short by the as-of day: not bought again yet."""
    returning_customers: int
    first_quarter_days: float | None
    median_days: float | None
    median_low_days: float | None
    median_high_days: float | None
    third_quarter_days: float | None
    within_year: float
    """Share of purchases followed by another within 365 days."""
    bright_gaps: int
    bright_median_days: float | None
    p_value: float | None
    """Bright spots against all others, log-rank; None when one side is too small."""

    @property
    def bright_pace(self) -> float | None:
        """Median of bright spots / median of all; below 1 they come sooner."""
        if not self.median_days or self.bright_median_days is None:
            return None
        return self.bright_median_days / self.median_days

    def as_dict(self) -> dict[str, Any]:
        """The shape the command line prints."""
        return {
            "product": self.name,
            "sku": self.sku,
            "category": self.category,
            "gaps": self.gaps,
            "waiting": self.waiting,
            "customers": self.returning_customers,
            "q25_days": self.first_quarter_days,
            "median_days": self.median_days,
            "median_low_days": self.median_low_days,
            "median_high_days": self.median_high_days,
            "q75_days": self.third_quarter_days,
            "again_within_365_days": round(self.within_year, 6),
            "bright_gaps": self.bright_gaps,
            "bright_median_days": self.bright_median_days,
            "p_value": self.p_value,
        }


def item_rhythms(
    source: ShopData,
    as_of: date,
    segment: Segment = EVERYONE,
    bright: Sequence[int] | npt.NDArray[np.int64] = NOBODY,
    *,
    by_category: bool = False,
) -> list[ItemRhythm]:
    """One row per product (or category) with 30 completed gaps of 15 customers, most gaps first."""
    found = source.arrays(
        "metrics/item_waits",
        {
            "as_of": as_of,
            "by_category": by_category,
            "bright": [int(customer) for customer in bright],
            "fewest_gaps": FEWEST_GAPS,
            "fewest_customers": FEWEST_CUSTOMERS,
        },
        segment,
    )
    names = {} if by_category else item_names(source)
    rows = []
    items = np.asarray(found["item"], dtype=object)
    # The rows come sorted by item: a new one begins where the text changes.
    changes = np.flatnonzero(items[1:] != items[:-1]) + 1
    edges = [0, *changes.tolist(), len(items)] if len(items) else []
    for start, end in pairwise(edges):
        columns = {name: np.asarray(values[start:end]) for name, values in found.items()}
        rows.append(_rhythm(str(items[start]), names.get(str(items[start])), columns))
    return sorted(rows, key=lambda row: (-row.gaps, row.item))


def own_item_gaps(
    source: ShopData, as_of: date, segment: Segment = EVERYONE
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Customers, products and the median gap of each pair with at least two gaps."""
    found = source.arrays("metrics/own_item_gaps", {"as_of": as_of}, segment)
    return (
        np.asarray(found["customer_id"], dtype=np.int64),
        np.asarray(found["product_id"], dtype=np.int64),
        np.asarray(found["median_gap_days"], dtype=np.float64),
    )


def item_names(source: ShopData) -> dict[str, tuple[str | None, str, str | None]]:
    """Number of a product as text -> code, name (else code) and category."""
    rows = source.rows("metrics/item_names")
    return {item: (sku, name or sku or item, category) for item, sku, name, category in rows}


def _rhythm(
    item: str, known: tuple[str | None, str, str | None] | None, columns: dict[str, Any]
) -> ItemRhythm:
    waits, back, counts = columns["wait_days"], columns["is_back"], columns["waits"]
    bright = columns["is_bright"].astype(bool)
    everybody = kaplan_meier(waits, back, counts)
    bright_curve = _large_enough(columns, bright)
    others = _large_enough(columns, ~bright)
    p_value = log_rank_p(waits, back, bright, counts) if bright_curve and others else None
    low, high = everybody.time_interval()
    sku, name, category = known or (None, item, item)
    return ItemRhythm(
        item=item,
        sku=sku,
        name=name,
        category=category,
        gaps=int(counts[back.astype(bool)].sum()),
        waiting=int(counts[~back.astype(bool)].sum()),
        returning_customers=int(columns["returning_customers"].sum()),
        first_quarter_days=everybody.time_until(0.25),
        median_days=everybody.median,
        median_low_days=low,
        median_high_days=high,
        third_quarter_days=everybody.time_until(0.75),
        within_year=everybody.share_within(YEAR_DAYS),
        bright_gaps=int(counts[bright & back.astype(bool)].sum()),
        bright_median_days=bright_curve.median if bright_curve else None,
        p_value=p_value,
    )


def _large_enough(columns: dict[str, Any], chosen: npt.NDArray[np.bool_]) -> Survival | None:
    """The curve of a part of the rows; None below the fewest gaps and customers."""
    back = columns["is_back"].astype(bool) & chosen
    if columns["waits"][back].sum() < FEWEST_GAPS:
        return None
    if columns["returning_customers"][chosen].sum() < FEWEST_CUSTOMERS:
        return None
    return kaplan_meier(
        columns["wait_days"][chosen], columns["is_back"][chosen], columns["waits"][chosen]
    )
