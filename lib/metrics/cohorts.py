"""Customers by when they first bought: how many come back, and what they spend, by age."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from lib.metrics.source import ShopData, shop_days
from lib.period import ONE_DAY, Grain, Period, calendar_period
from lib.segment import EVERYONE, Segment

# A bucket of exact age is shown when this share of its cohort has lived through it, and counts as
# complete from the second share on.
SHOWN_FROM, COMPLETE_FROM = 0.5, 0.9


class Measure(StrEnum):
    """What a cell of the cohort table says."""

    CUSTOMERS = "customers"
    RETENTION = "retention"
    ORDERS = "orders"
    REVENUE = "revenue"
    AVERAGE_ORDER_VALUE = "average_order_value"
    CUMULATIVE_REVENUE = "cumulative_revenue"
    """Revenue up to this age per customer won, whether or not the customer came back."""


@dataclass
class Cell:
    """One cohort at one age; ``base`` is the customers the numbers are of."""

    cohort: Period
    size: int
    age: int
    base: int
    complete: bool
    customers: int = 0
    orders: int = 0
    revenue: Decimal = Decimal(0)
    revenue_so_far: Decimal = Decimal(0)

    def value(self, measure: Measure) -> float | int | Decimal | None:
        """The measure in this cell; None where nothing can be divided."""
        if measure is Measure.CUSTOMERS:
            return self.customers
        if measure is Measure.RETENTION:
            return self.customers / self.base if self.base else None
        if measure is Measure.ORDERS:
            return self.orders
        if measure is Measure.REVENUE:
            return self.revenue
        if measure is Measure.AVERAGE_ORDER_VALUE:
            return self.revenue / self.orders if self.orders else None
        return self.revenue_so_far / self.base if self.base else None


def calendar_cohorts(
    source: ShopData,
    grain: Grain,
    segment: Segment = EVERYONE,
    as_of: date | None = None,
    week_start: int = 0,
) -> list[Cell]:
    """One cell per cohort and calendar step since, up to the last order; ages not begun have none.

    Age 0 is the step of the first purchase. A cell is complete when its step was over by ``as_of``.
    """
    days = shop_days(source, as_of)
    if days.last_ordered_on is None or days.as_of is None:
        return []
    name = "metrics/cohort_days_of_segment" if segment.conditions else "metrics/cohort_days"
    step_of = _remembered(lambda day: calendar_period(grain, day, week_start))
    found: dict[tuple[date, date], tuple[int, int, Decimal]] = {}
    sizes: dict[date, int] = {}
    place = {Grain.WEEK: 4, Grain.MONTH: 5, Grain.QUARTER: 6, Grain.YEAR: 7}[grain]
    for row in source.rows(name, segment=segment):
        cohort, bought_in = step_of(row[0]).first_day, step_of(row[1]).first_day
        customers, orders, revenue = found.get((cohort, bought_in), (0, 0, Decimal(0)))
        found[cohort, bought_in] = (
            customers + int(row[place]),
            orders + int(row[2]),
            revenue + Decimal(row[3]),
        )
        if row[0] == row[1]:
            sizes[cohort] = sizes.get(cohort, 0) + int(row[place])
    cells = []
    for cohort in sorted(sizes):
        step, age, so_far = step_of(cohort), 0, Decimal(0)
        while step.first_day <= days.last_ordered_on:
            customers, orders, revenue = found.get((cohort, step.first_day), (0, 0, Decimal(0)))
            so_far += revenue
            cells.append(
                Cell(
                    step_of(cohort), sizes[cohort], age, sizes[cohort],
                    step.last_day <= days.as_of, customers, orders, revenue, so_far,
                )
            )  # fmt: skip
            step, age = step_of(step.last_day + ONE_DAY), age + 1
    return cells


def exact_age_cohorts(
    source: ShopData,
    grain: Grain,
    step_days: int,
    segment: Segment = EVERYONE,
    as_of: date | None = None,
    week_start: int = 0,
) -> list[Cell]:
    """One cell per cohort and bucket of ``step_days`` of each customer's own age; 0: the first day.

    Only customers who have lived through the bucket count, in events and in base alike. A bucket
    that fewer than half of the cohort have lived through has no cell; below 90 % it is incomplete.
    """
    days = shop_days(source, as_of)
    if days.as_of is None:
        return []
    rows = source.rows(
        "metrics/exact_age_cohorts", {"step": step_days, "as_of": days.as_of}, segment
    )
    step_of = _remembered(lambda day: calendar_period(grain, day, week_start))
    won: dict[date, dict[date, int]] = {}
    bought: dict[tuple[date, int], list[tuple[int, int, Decimal]]] = {}
    for first_on, bucket, customers, orders, revenue in rows:
        cohort = step_of(first_on).first_day
        bought.setdefault((cohort, int(bucket)), []).append((customers, orders, revenue))
        if bucket == 0:
            won.setdefault(cohort, {})[first_on] = int(customers)
    cells = []
    for cohort, starts in sorted(won.items()):
        size, age, so_far = sum(starts.values()), 0, Decimal(0)
        while base := _eligible(starts, step_days * age, days.as_of):
            cell = Cell(step_of(cohort), size, age, base, base >= COMPLETE_FROM * size)
            for customers, orders, revenue in bought.get((cohort, age), []):
                cell.customers += int(customers)
                cell.orders += int(orders)
                cell.revenue += Decimal(revenue)
            # Increments of those who lived through each bucket, chained per customer won.
            so_far += cell.revenue / base
            cell.revenue_so_far = so_far * base
            if base >= SHOWN_FROM * size:
                cells.append(cell)
            age += 1
    return cells


def cells_as_rows(cells: list[Cell], grain: Grain, measure: Measure) -> list[dict[str, Any]]:
    """The rows the command line prints: cohort label, size, age, value, complete."""
    return [
        {
            "cohort": cohort_label(grain, cell.cohort.first_day),
            "size": cell.size,
            "age": cell.age,
            "value": _printable(cell.value(measure), measure),
            "complete": cell.complete,
        }
        for cell in cells
    ]


def cohort_label(grain: Grain, first_day: date) -> str:
    """2024, 2024-Q3, 2024-07 or the ISO week 2024-W27."""
    if grain is Grain.YEAR:
        return f"{first_day.year}"
    if grain is Grain.QUARTER:
        return f"{first_day.year}-Q{(first_day.month + 2) // 3}"
    if grain is Grain.MONTH:
        return f"{first_day:%Y-%m}"
    year, week, _day = (first_day + timedelta(days=3)).isocalendar()
    return f"{year}-W{week:02}"


def _eligible(starts: dict[date, int], age_days: int, as_of: date) -> int:
    """Customers of a cohort who have reached an age by a day."""
    latest = as_of - timedelta(days=age_days)
    return sum(customers for first_on, customers in starts.items() if first_on <= latest)


def _remembered(step_of: Callable[[date], Period]) -> Callable[[date], Period]:
    """The same function, asked once per day."""
    known: dict[date, Period] = {}

    def remembered(day: date) -> Period:
        if day not in known:
            known[day] = step_of(day)
        return known[day]

    return remembered


def _printable(value: float | Decimal | None, measure: Measure) -> object:
    if value is None:
        return None
    if measure in (Measure.CUSTOMERS, Measure.ORDERS):
        return int(value)
    if measure is Measure.RETENTION:
        return round(float(value), 6)
    return f"{value:.2f}"
