"""Revenue by month, refunds booked on the day of the order and on the day they were paid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lib.metrics.source import ShopData


@dataclass(frozen=True)
class MonthOfRevenue:
    """One calendar month, all valid orders, guests included."""

    first_day: date
    by_order_day: Decimal
    by_refund_day: Decimal

    @property
    def difference(self) -> Decimal:
        """What booking refunds when they are paid adds to the month, or takes from it."""
        return self.by_refund_day - self.by_order_day


@dataclass(frozen=True)
class RefundTiming:
    """Both ways of booking. ``undated_*``: refunds that stay on the order's day in both."""

    months: tuple[MonthOfRevenue, ...]
    undated_refunds: int
    undated_amount: Decimal

    @property
    def makes_a_difference(self) -> bool:
        """Whether any month differs."""
        return any(month.difference for month in self.months)


def refund_timing(source: ShopData) -> RefundTiming:
    """Every month with revenue or a refund, oldest first."""
    months = [MonthOfRevenue(*row) for row in source.rows("metrics/revenue_by_refund_timing")]
    undated = source.row("metrics/refunds_without_day")
    return RefundTiming(tuple(months), int(undated["orders"]), Decimal(undated["amount"]))
