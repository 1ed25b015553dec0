"""How long until the next purchase, after the first, the second and so on."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from lib.metrics.intervals import wilson
from lib.metrics.retention import RetentionData
from lib.metrics.survival import Survival, kaplan_meier

MOST = 6
"""After more purchases than these only the quickest customers are left to watch."""
AGES = (30, 60, 90, 180, 365)


@dataclass(frozen=True)
class NextPurchase:
    """The wait that follows the purchase of one number."""

    number: int
    curve: Survival
    watched_days: int
    """The longest anybody was watched; the curve says nothing after it."""


@dataclass(frozen=True)
class RepeatRate:
    """Customers with a second purchase by an age, of those old enough for it."""

    age: int
    customers: int
    repeated: int
    by_curve: float
    """The same share with everybody who is younger counted for as long as seen (Kaplan-Meier)."""

    @property
    def rate(self) -> float | None:
        return self.repeated / self.customers if self.customers else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.repeated, self.customers)


def next_purchases(data: RetentionData, as_of: date | None = None) -> list[NextPurchase]:
    """One curve per purchase number up to MOST that anybody has reached, first purchase first."""
    day = as_of or data.days.as_of
    if day is None:
        return []
    found = data.source.arrays("metrics/next_purchases", {"as_of": day, "most": MOST}, data.segment)
    numbers = np.asarray(found["purchase_number"], dtype=np.int64)
    curves = []
    for number in sorted({int(each) for each in numbers}):
        chosen = numbers == number
        curve = kaplan_meier(
            found["days"][chosen], found["is_followed"][chosen], found["customers"][chosen]
        )
        curves.append(NextPurchase(number, curve, int(found["days"][chosen].max())))
    return curves


def repeat_rates(data: RetentionData, as_of: date | None = None) -> list[RepeatRate]:
    """RPR(a): the share with a second purchase within a days of the first, for each of AGES."""
    day = as_of or data.days.as_of
    curves = next_purchases(data, day)
    if day is None or not curves:
        return []
    rows = data.source.rows(
        "metrics/second_purchases", {"ages": list(AGES), "as_of": day}, data.segment
    )
    first = curves[0].curve
    return [
        RepeatRate(int(age), int(customers), int(repeated), first.share_within(age))
        for age, customers, repeated in rows
    ]
