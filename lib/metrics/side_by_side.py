"""Two groups of customers in the same days: their rates, and whether the difference is chance."""

from dataclasses import dataclass

from lib.metrics.intervals import newcombe_difference
from lib.metrics.retention import Retention, RetentionData, retention
from lib.period import Period


@dataclass(frozen=True)
class SideBySide:
    """Kept customers of one group minus another's; the interval needs groups that share nobody."""

    one: Retention
    other: Retention
    shared_customers: int
    difference: float | None
    low: float | None
    high: float | None


def side_by_side(
    one: RetentionData, other: RetentionData, both: RetentionData, period: Period, window_days: int
) -> SideBySide:
    """Compare two groups; ``both`` holds the customers that belong to the two of them."""
    first, second = (retention(data, period, window_days) for data in (one, other))
    difference = low = high = None
    if first.strict_crr is not None and second.strict_crr is not None:
        difference = first.strict_crr - second.strict_crr
        interval = None
        if not both.grid.customers:
            interval = newcombe_difference(
                (first.retained, first.customers_start), (second.retained, second.customers_start)
            )
        low, high = interval or (None, None)
    return SideBySide(first, second, both.grid.customers, difference, low, high)
