"""What customers spent in two periods, and which differences chance alone would make."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from lib.metrics.cents import cents
from lib.metrics.compare import bridge_parameters
from lib.metrics.intervals import Z95
from lib.metrics.retention import RetentionData
from lib.metrics.spend_draws import AVERAGES, DRAWN_AT_MOST, spend_intervals
from lib.period import Period

# How much the lengths of two periods may differ before totals are compared per day.
SAME_LENGTH_WITHIN = 0.1


@dataclass(frozen=True)
class Measured:
    """One measure in the comparison ("before") and in the period ("now"); None: nobody bought.

    The interval of the difference knows that many customers bought in both periods.
    """

    name: str
    before: float | None
    now: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None

    @property
    def is_within_chance(self) -> bool:
        """True when no difference at all lies inside the interval, or nothing compares."""
        if self.difference_low is None or self.difference_high is None:
            return True
        return self.difference_low <= 0 <= self.difference_high


@dataclass(frozen=True)
class Spending:
    """Identified customers of two periods."""

    revenue_before: Decimal
    revenue_now: Decimal
    average_order_value_error: float | None
    """Standard error of revenue per order now, customers drawn anew; None without an order."""
    measures: dict[str, Measured]
    """By name: customers, orders, revenue, frequency, average_order_value, spend, capped_spend,
    median_spend. The first three per day when the lengths differ by more than a tenth."""
    is_per_day: bool


def spending(data: RetentionData, now: Period, before: Period) -> Spending:
    """Buyers, orders, revenue and their averages in two periods of any lengths."""
    longest = max(now.days, before.days)
    is_per_day = (longest - min(now.days, before.days)) > SAME_LENGTH_WITHIN * longest
    now_days, before_days = (now.days, before.days) if is_per_day else (1, 1)
    found = data.source.row(
        "metrics/spending",
        {**bridge_parameters(now, before), "now_days": now_days, "before_days": before_days},
        data.segment,
    )
    measures = {}
    for name in ("customers", "orders", "revenue"):
        then = float(found[f"{name}_before"]) / before_days
        today = float(found[f"{name}_now"]) / now_days
        measures[name] = _measured(name, then, today, found[f"{name}_difference_error"])
    for name, column, of, per in (
        ("frequency", "frequency", "orders", "customers"),
        ("average_order_value", "value", "revenue", "orders"),
    ):
        before_average, now_average = (
            _ratio(found[f"{of}_{when}"], found[f"{per}_{when}"]) for when in ("before", "now")
        )
        measures[name] = _measured(
            name, before_average, now_average, found[f"{column}_difference_error"]
        )
    measures |= _per_buyer(data, now, before, found)
    return Spending(
        cents(Decimal(found["revenue_before"])),
        cents(Decimal(found["revenue_now"])),
        found["value_now_error"],
        measures,
        is_per_day,
    )


def _per_buyer(
    data: RetentionData, now: Period, before: Period, found: dict[str, Any]
) -> dict[str, Measured]:
    """Averages that a few large customers move, with the bounds of customers drawn again."""
    bought_before, bought_now = int(found["customers_before"]), int(found["customers_now"])
    buyers = int(found["customers_either"])
    is_whole = buyers <= DRAWN_AT_MOST
    strayed = spend_intervals(data, now, before, buyers) if bought_before and bought_now else {}
    measures = {}
    for name in AVERAGES:
        if name == "spend":
            then = _ratio(found["revenue_before"], bought_before)
            today = _ratio(found["revenue_now"], bought_now)
        else:
            then = found[f"{name}_before"] if bought_before else None
            today = found[f"{name}_now"] if bought_now else None
        # The mean of a part says little about the few who spend most; all of them tell its error.
        error = found["spend_difference_error"] if name == "spend" and not is_whole else None
        measured = _measured(name, then, today, error)
        bounds = strayed.get(name)
        if error is None and bounds and measured.difference is not None:
            low, high = (measured.difference + bound for bound in bounds)
            measured = replace(measured, difference_low=low, difference_high=high)
        measures[name] = measured
    return measures


def _measured(name: str, before: float | None, now: float | None, error: float | None) -> Measured:
    if before is None or now is None:
        return Measured(name, before, now, None, None, None)
    difference = now - before
    if error is None:
        return Measured(name, before, now, difference, None, None)
    return Measured(
        name, before, now, difference, difference - Z95 * error, difference + Z95 * error
    )


def _ratio(total: Decimal | int, base: int) -> float | None:
    return float(total) / base if base else None
