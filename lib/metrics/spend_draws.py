"""How far spending per buyer may be off by chance: the customers drawn again, 1,000 times."""

import math
from typing import Any

import numpy as np

from lib.metrics.compare import bridge_parameters
from lib.metrics.intervals import DRAWS, SEED
from lib.metrics.retention import RetentionData
from lib.period import Period

Array = np.ndarray[Any, np.dtype[np.float64]]
Interval = tuple[float, float] | None

AVERAGES = ("spend", "capped_spend", "median_spend")
CAPPED_ABOVE = 0.99
# Drawing more customers takes longer and says the same: of a larger shop every so-many-th is drawn.
DRAWN_AT_MOST = 3000


def spend_intervals(
    data: RetentionData, now: Period, before: Period, buyers: int
) -> dict[str, Interval]:
    """95 % bounds of the difference of each of AVERAGES, around 0 for the difference as found.

    A customer drawn comes with both periods, as many buy in both. ``buyers`` of the two together.
    """
    every = max(1, math.ceil(buyers / DRAWN_AT_MOST))
    found = data.source.arrays(
        "metrics/buyer_spending", {**bridge_parameters(now, before), "every": every}, data.segment
    )
    then = np.where(found["bought_before"], found["spent_before"], np.nan)
    today = np.where(found["buys_now"], found["spent_now"], np.nan)
    return dict(zip(AVERAGES, differences_drawn(then, today, buyers), strict=True))


def differences_drawn(then: Array, today: Array, buyers: int) -> list[Interval]:
    """How far each of AVERAGES of today less then strays; NaN: did not buy. One entry a customer.

    The spread of a part of the customers is narrowed to that of all ``buyers``.
    """
    size = len(then)
    if np.isnan(then).all() or np.isnan(today).all():
        return [None] * len(AVERAGES)
    found = _averages(today) - _averages(then)
    draw = np.random.default_rng(SEED)
    drawn = np.array(
        [
            _averages(today[chosen]) - _averages(then[chosen])
            for chosen in draw.integers(0, size, (DRAWS, size))
        ]
    )
    scale = min(1.0, math.sqrt(size / max(1, buyers)))
    strayed = (np.nanquantile(drawn, [0.025, 0.975], axis=0) - found) * scale
    return [(float(low), float(high)) for low, high in strayed.T]


def _averages(spent: Array) -> Array:
    """Mean, mean with the largest hundredth capped, and median of those who bought."""
    bought = spent[~np.isnan(spent)]
    if not len(bought):
        return np.full(len(AVERAGES), np.nan)
    middle, cap = np.quantile(bought, [0.5, CAPPED_ABOVE])
    return np.array([bought.mean(), np.minimum(bought, cap).mean(), middle])
