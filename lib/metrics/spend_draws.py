"""How far spending per buyer may be off by chance: the customers drawn again, 1,000 times."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from lib.metrics.compare import bridge_parameters
from lib.metrics.intervals import DRAWS, SEED
from lib.metrics.retention import RetentionData
from lib.period import Period

Array = np.ndarray[Any, np.dtype[np.float64]]
Counts = np.ndarray[Any, np.dtype[np.int64]]
Interval = tuple[float, float] | None

AVERAGES = ("spend", "capped_spend", "median_spend")
CAPPED_ABOVE = 0.99
QUANTILES = np.array([0.5, CAPPED_ABOVE])
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
    of_today, of_then = averages(today), averages(then)
    once = np.ones(size, np.int64)
    found = of_today(once) - of_then(once)
    draw = np.random.default_rng(SEED)
    times = (
        np.bincount(chosen, minlength=size) for chosen in draw.integers(0, size, (DRAWS, size))
    )
    drawn = np.array([of_today(each) - of_then(each) for each in times])
    scale = min(1.0, math.sqrt(size / max(1, buyers)))
    strayed = (np.nanquantile(drawn, [0.025, 0.975], axis=0) - found) * scale
    return [(float(low), float(high)) for low, high in strayed.T]


def averages(spent: Array) -> Callable[[Counts], Array]:
    """What makes the AVERAGES of those who bought from how often each customer was drawn.

    The customers are put in order once; where a quantile lies in a draw then follows from how
    often those who spent less came.
    """
    bought = np.flatnonzero(~np.isnan(spent))
    order = bought[np.argsort(spent[bought])]
    values = spent[order]

    def of_draw(times: Counts) -> Array:
        counts = times[order]
        reached = np.cumsum(counts)
        people = int(reached[-1]) if len(reached) else 0
        if not people:
            return np.full(len(AVERAGES), np.nan)
        sums = np.cumsum(counts * values)
        places = (people - 1) * QUANTILES
        low = places.astype(np.int64)
        first = values[np.searchsorted(reached, low, side="right")]
        second = values[np.searchsorted(reached, np.minimum(low + 1, people - 1), side="right")]
        middle, cap = first + (second - first) * (places - low)
        below = int(np.searchsorted(values, cap, side="right")) - 1
        capped = sums[below] + cap * (people - reached[below])
        return np.array([sums[-1] / people, capped / people, middle])

    return of_draw
