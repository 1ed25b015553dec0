"""One period against another: rates with the interval of the difference, revenue explained."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

from lib.metrics.cents import cents, parts_in_cents
from lib.metrics.intervals import Z95
from lib.metrics.retention import Retention, RetentionData, boundaries, check_window, retention
from lib.period import Period

BRIDGE_PARTS = ("new", "returning", "up", "down", "absent")
DRIVERS = ("customers", "frequency", "average_order_value")


@dataclass(frozen=True)
class RevenueBridge:
    """The difference in revenue of identified customers, exactly, by what each of them did."""

    new: Decimal
    """Spent by customers whose first order lies in the period."""
    returning: Decimal
    """Spent by older customers who did not buy in the comparison."""
    up: Decimal
    down: Decimal
    """What customers of both periods spent more, and less (negative)."""
    absent: Decimal
    """What customers who did not buy in the period had spent (negative)."""

    @property
    def total(self) -> Decimal:
        return self.new + self.returning + self.up + self.down + self.absent


@dataclass(frozen=True)
class RevenueDrivers:
    """The same difference as customers x orders per customer x order value (Shapley)."""

    customers: Decimal
    frequency: Decimal
    average_order_value: Decimal


@dataclass(frozen=True)
class Comparison:
    """A period ("now") beside another ("before"); differences are now minus before."""

    now: Retention
    before: Retention
    crr_difference: float | None
    crr_difference_low: float | None
    crr_difference_high: float | None
    """None too where a window is shorter than its period: no simple formula holds there."""
    strict_crr_difference: float | None
    strict_crr_difference_low: float | None
    strict_crr_difference_high: float | None
    revenue_bridge: RevenueBridge
    revenue_drivers: RevenueDrivers

    def as_dict(self) -> dict[str, Any]:
        """The shape the command line prints: money as text, rates with six decimals."""
        fields: dict[str, Any] = {
            "period": self.now.as_dict()["period"],
            "comparison": self.before.as_dict()["period"],
            "window_days": self.now.window_days,
        }
        for name in (
            "crr_difference",
            "crr_difference_low",
            "crr_difference_high",
            "strict_crr_difference",
            "strict_crr_difference_low",
            "strict_crr_difference_high",
        ):
            value = getattr(self, name)
            fields[name] = None if value is None else round(value, 6)
        for name in ("revenue_bridge", "revenue_drivers"):
            parts = getattr(self, name)
            fields[name] = {part: f"{getattr(parts, part):.2f}" for part in parts.__dict__}
        fields["flags"] = sorted({*self.now.flags, *self.before.flags})
        return fields


def compare(data: RetentionData, now: Period, before: Period, window_days: int) -> Comparison:
    """Both periods under one window. Rates that are missing in either make no difference."""
    check_window(window_days)
    answer, earlier = retention(data, now, window_days), retention(data, before, window_days)
    crr = _minus(answer.crr, earlier.crr)
    strict = _minus(answer.strict_crr, earlier.strict_crr)
    crr_error = strict_error = None
    if strict is not None:
        crr_error, strict_error = _standard_errors(data, now, before, window_days)
    if window_days < max(now.days, before.days):
        crr_error = None
    crr_low, crr_high = _reach(crr, crr_error)
    strict_low, strict_high = _reach(strict, strict_error)
    return Comparison(
        now=answer,
        before=earlier,
        crr_difference=crr,
        crr_difference_low=crr_low,
        crr_difference_high=crr_high,
        strict_crr_difference=strict,
        strict_crr_difference_low=strict_low,
        strict_crr_difference_high=strict_high,
        revenue_bridge=revenue_bridge(data, now, before),
        revenue_drivers=revenue_drivers(data, now, before),
    )


def revenue_bridge(data: RetentionData, now: Period, before: Period) -> RevenueBridge:
    """Five parts in cents that sum to the revenue of now less that of before, both in cents."""
    found = data.source.row("metrics/revenue_bridge", bridge_parameters(now, before), data.segment)
    total = _totals(data, now).in_cents - _totals(data, before).in_cents
    return RevenueBridge(*parts_in_cents([Decimal(found[name]) for name in BRIDGE_PARTS], total))


def bridge_parameters(now: Period, before: Period) -> dict[str, date]:
    """The half-open ends of the two periods, as the SQL files on both bind them."""
    return {
        "before_after": before.start_boundary,
        "before_last": before.last_day,
        "now_after": now.start_boundary,
        "now_last": now.last_day,
    }


def revenue_drivers(data: RetentionData, now: Period, before: Period) -> RevenueDrivers:
    """Three parts in cents that sum to the same difference as the bridge."""
    later, earlier = _totals(data, now), _totals(data, before)
    parts = [Decimal(str(part)) for part in shapley(earlier.factors, later.factors)]
    return RevenueDrivers(*parts_in_cents(parts, later.in_cents - earlier.in_cents))


def shapley(before: Sequence[float], now: Sequence[float]) -> list[float]:
    """The change of a product split among its factors, averaged over all orders of change."""
    parts = [0.0] * len(before)
    orders = list(permutations(range(len(before))))
    for order in orders:
        current = list(before)
        for place in order:
            product = math.prod(current)
            current[place] = now[place]
            parts[place] += (math.prod(current) - product) / len(orders)
    return parts


@dataclass(frozen=True)
class _Totals:
    """What identified customers did in a period."""

    customers: int
    orders: int
    revenue: Decimal

    @property
    def in_cents(self) -> Decimal:
        return cents(self.revenue)

    @property
    def factors(self) -> tuple[float, float, float]:
        """Customers, orders per customer, revenue per order; zeros where there was nothing."""
        if not self.customers or not self.orders:
            return 0.0, 0.0, 0.0
        per_order = float(self.in_cents) / self.orders
        return float(self.customers), self.orders / self.customers, per_order


def _totals(data: RetentionData, period: Period) -> _Totals:
    found = data.source.row(
        "metrics/period_totals",
        {"after": period.start_boundary, "last": period.last_day},
        data.segment,
    )
    return _Totals(int(found["customers"]), int(found["orders"]), Decimal(found["revenue"]))


def _standard_errors(
    data: RetentionData, now: Period, before: Period, window_days: int
) -> tuple[float, float]:
    """Of the differences of CRR and of kept customers, which partly count the same (linearised).

    Each customer moves a rate by (kept - share * at start) / S. Who came back moves CRR by another
    1 / S: in one period alone that is the variance p (1 - p) / S + came back / S² of its interval.
    """
    parameters = {
        f"{name}_{bound}": day
        for name, period in (("before", before), ("now", now))
        for bound, day in boundaries(period, window_days).items()
    }
    rows = data.source.rows("metrics/retention_overlap", parameters, data.segment)
    started = sum(row[-1] for row in rows if row[0])
    starts = sum(row[-1] for row in rows if row[3])
    kept_before = sum(row[-1] for row in rows if row[1]) / started
    kept_now = sum(row[-1] for row in rows if row[4]) / starts
    of_crr = of_kept = 0.0
    for was_start, was_kept, was_back, is_start, is_kept, is_back, customers in rows:
        influence = (is_kept - kept_now * is_start) / starts
        influence -= (was_kept - kept_before * was_start) / started
        of_kept += customers * influence**2
        of_crr += customers * (influence + is_back / starts - was_back / started) ** 2
    return math.sqrt(of_crr), math.sqrt(of_kept)


def _reach(difference: float | None, error: float | None) -> tuple[float | None, float | None]:
    if difference is None or error is None:
        return None, None
    return difference - Z95 * error, difference + Z95 * error


def _minus(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else left - right
