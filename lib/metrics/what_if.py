"""What a period would have been with other habits: arithmetic on today's numbers, no forecast."""

import math
from dataclasses import dataclass
from decimal import Decimal

from lib.metrics.cents import cents
from lib.metrics.intervals import Z95
from lib.metrics.retention import Retention, RetentionData, boundaries, retention
from lib.period import Period

MARGIN_SPREAD = 0.2
"""A margin is a guess of the owner: it counts as right within a fifth."""


@dataclass(frozen=True)
class Standing:
    """The buyers of a period who were kept, who were new, or all others (returned)."""

    buyers: int = 0
    orders: int = 0
    revenue: Decimal = Decimal(0)
    squared_orders: float = 0.0
    squared_revenue: float = 0.0


@dataclass(frozen=True)
class Today:
    """The period as it was."""

    retention: Retention
    kept: Standing
    returned: Standing
    new: Standing

    @property
    def orders(self) -> int:
        return self.kept.orders + self.returned.orders + self.new.orders

    @property
    def revenue(self) -> Decimal:
        return self.kept.revenue + self.returned.revenue + self.new.revenue

    @property
    def value_per_kept(self) -> float | None:
        """Revenue in the period per kept customer, those without a purchase in it included."""
        kept = self.retention.retained
        return float(self.kept.revenue) / kept if kept else None


@dataclass(frozen=True)
class Change:
    """What is done differently: points of kept customers, the rest as shares (0.1 = +10 %)."""

    kept_points: float = 0.0
    frequency: float = 0.0
    order_value: float = 0.0
    new_customers: float = 0.0


@dataclass(frozen=True)
class Range:
    """A low, a middle and a high answer."""

    low: Decimal
    base: Decimal
    high: Decimal


@dataclass(frozen=True)
class Outcome:
    """The period under a change. Without a change all three of each are today's, exactly."""

    kept_rate: float | None
    new_customers: Decimal
    orders: Range
    revenue: Range
    margin: Range
    """After the cost of the programme."""
    is_capped: bool
    """True when no more could be kept than all, or no fewer than none."""


def today(data: RetentionData, period: Period, window_days: int) -> Today:
    """What the buyers of a period did, by where they stood at its start."""
    bounds = boundaries(period, window_days)
    rows = data.source.rows("metrics/revenue_of_standing", bounds, data.segment)
    found = {
        standing: Standing(buyers, int(orders), Decimal(revenue), square_of_orders, square)
        for standing, buyers, orders, revenue, square_of_orders, square in rows
    }
    return Today(
        retention(data, period, window_days),
        *(found.get(name, Standing()) for name in ("kept", "returned", "new")),
    )


def what_if(now: Today, change: Change, margin: float, cost: Decimal = Decimal(0)) -> Outcome:
    """Orders, revenue and margin of the same period under a change, low, base and high.

    The range is of what the change adds: customers kept or won spend like those of today, give or
    take the 95 % interval of their average; the margin is right within MARGIN_SPREAD.
    """
    kept, start = now.retention.retained, now.retention.customers_start
    share = kept / start if start else 0.0
    points = min(max(change.kept_points, -share), 1 - share) if kept else 0.0
    more_kept = Decimal(repr(points)) * start / kept if kept else Decimal(0)
    more_new = Decimal(repr(change.new_customers))
    per_order = 1 + Decimal(repr(change.order_value))
    per_buyer = 1 + Decimal(repr(change.frequency))
    orders = _scaled(
        Decimal(now.orders),
        ((more_kept, Decimal(now.kept.orders)), (more_new, Decimal(now.new.orders))),
        (
            _relative_error(now.kept.orders, now.kept.squared_orders, kept),
            _relative_error(now.new.orders, now.new.squared_orders, now.new.buyers),
        ),
        per_buyer,
    )
    revenue = _scaled(
        now.revenue,
        ((more_kept, now.kept.revenue), (more_new, now.new.revenue)),
        (
            _relative_error(float(now.kept.revenue), now.kept.squared_revenue, kept),
            _relative_error(float(now.new.revenue), now.new.squared_revenue, now.new.buyers),
        ),
        per_buyer * per_order,
    )
    return Outcome(
        kept_rate=share + points if start else None,
        new_customers=now.new.buyers * (1 + more_new),
        orders=orders,
        revenue=revenue,
        margin=_margin(now.revenue, revenue, Decimal(repr(margin)), cost),
        is_capped=points != change.kept_points,
    )


def _scaled(
    base: Decimal,
    added: tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]],
    errors: tuple[float, float],
    factor: Decimal,
) -> Range:
    """Today's amount with parts of it grown, all times a factor; the range is of the growth."""
    grown = [share * amount for share, amount in added]
    middle = (base + sum(grown, Decimal(0))) * factor
    squares = (float(part) * error for part, error in zip(grown, errors, strict=True))
    reach = Decimal(repr(Z95 * math.hypot(*squares))) * factor
    return Range(middle - reach, middle, middle + reach)


def _margin(before: Decimal, revenue: Range, margin: Decimal, cost: Decimal) -> Range:
    spread = Decimal(repr(MARGIN_SPREAD))
    corners = [
        (amount - before) * margin * (1 + sign * spread)
        for amount in (revenue.low, revenue.high)
        for sign in (-1, 1)
    ]
    fixed = before * margin - cost
    return Range(
        fixed + min(corners), fixed + (revenue.base - before) * margin, fixed + max(corners)
    )


def _relative_error(total: float, squares: float, customers: int) -> float:
    """Standard error of an average per customer as a share of it; 0 when it cannot be told."""
    if customers < 2 or not total:
        return 0.0
    average = total / customers
    variance = max(0.0, squares / customers - average**2)
    return math.sqrt(variance / (customers - 1)) / abs(average)


@dataclass(frozen=True)
class Programme:
    """More kept customers in one period, against what it costs to keep them."""

    gain: Decimal
    """Margin of the customers kept in addition."""
    gain_low: Decimal
    gain_high: Decimal
    cost: Decimal
    break_even_points: float | None
    """How many points more must stay to earn the cost back; None when a point earns nothing."""

    @property
    def profit(self) -> Decimal:
        return self.gain - self.cost

    def per_customer(self, customers_start: int) -> Decimal | None:
        """The most the programme may cost per customer at the start."""
        return cents(self.gain / customers_start) if customers_start else None


def programme(
    customers_start: int,
    points: float,
    value: float,
    margin: float,
    cost: Decimal = Decimal(0),
    value_error: float = 0.0,
) -> Programme:
    """Level 1, one period: customers x points x revenue per kept customer x margin, less cost.

    ``value_error``: the standard error of the value as a share of it.
    """
    gain = customers_start * points * value * margin
    ends = [gain * (1 + way * Z95 * value_error) * (1 + way * MARGIN_SPREAD) for way in (-1, 0, 1)]
    low, middle, high = (cents(Decimal(repr(end))) for end in ends)
    per_point = customers_start * value * margin
    return Programme(
        middle,
        min(low, high),
        max(low, high),
        cost,
        float(cost) / per_point if per_point > 0 else None,
    )


def value_error(now: Today) -> float:
    """The standard error of revenue per kept customer, as a share of it."""
    return _relative_error(
        float(now.kept.revenue), now.kept.squared_revenue, now.retention.retained
    )
