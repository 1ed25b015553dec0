"""Retention of each persona, by the same functions and flags as for the whole shop."""

import numpy as np

from lib.metrics.persona_assign import Assigned
from lib.metrics.retention import Retention, RetentionData, retention
from lib.metrics.retention_grid import RetentionGrid
from lib.metrics.source import ShopData, shop_days
from lib.period import Period
from lib.segment import EVERYONE


def persona_retention(
    source: ShopData, found: Assigned, personas: int, period: Period, window_days: int
) -> list[Retention | None]:
    """One answer per persona of today, None for one without customers.

    A window below the period is taken as long as the period.
    """
    pairs = source.arrays(
        "metrics/persona_pairs",
        {"customer_ids": found.customer_ids.tolist(), "places": found.places.tolist()},
    )
    places = np.asarray(pairs.pop("place"), dtype=np.int64)
    days = shop_days(source, found.as_of)
    answers: list[Retention | None] = []
    for place in range(personas):
        inside = places == place
        if not inside.any():
            answers.append(None)
            continue
        grid = RetentionGrid.from_pairs(**{name: each[inside] for name, each in pairs.items()})
        data = RetentionData(source, EVERYONE, days, grid)
        answers.append(retention(data, period, max(window_days, period.days)))
    return answers
