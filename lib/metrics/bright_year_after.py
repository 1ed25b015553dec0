"""What became of last year's bright spots: most buy less, for they were picked at their best."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from lib.metrics.bright_spots import YEAR_DAYS, BrightSpots, bright_spots
from lib.metrics.source import ShopData, shop_days
from lib.segment import EVERYONE, Segment


@dataclass(frozen=True)
class YearAfter:
    """The bright spots of a year before, in the year before that day and in the year after it."""

    customers: int
    still_bright: int
    purchase_days_before: float
    """Per customer."""
    purchase_days_after: float


def year_after(source: ShopData, now: BrightSpots, segment: Segment = EVERYONE) -> YearAfter | None:
    """By the same rule one year earlier; None where the history is too short or nobody was."""
    then_on = now.as_of - timedelta(days=YEAR_DAYS)
    start = shop_days(source, now.as_of).data_start
    if start is None or start > then_on - timedelta(days=YEAR_DAYS):
        return None
    then = bright_spots(source, then_on, segment, now.rule)
    if not then.customers:
        return None
    found = source.row(
        "metrics/bright_year_after",
        {
            "bright": then.customer_ids.tolist(),
            "before_after": then_on - timedelta(days=YEAR_DAYS),
            "then_on": then_on,
            "as_of": now.as_of,
        },
        segment,
    )
    return YearAfter(
        customers=then.customers,
        still_bright=int(np.isin(then.customer_ids, now.customer_ids).sum()),
        purchase_days_before=found["days_before"] / then.customers,
        purchase_days_after=found["days_after"] / then.customers,
    )
