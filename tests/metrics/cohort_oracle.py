"""Cohorts counted slowly, customer by customer, to compare the fast tables with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lib.period import ONE_DAY, Grain, Period, calendar_period
from tests.metrics.shop_diagrams import Order


@dataclass(frozen=True)
class Counted:
    """What one cell must say."""

    base: int
    customers: int
    orders: int
    revenue: float
    repeaters: int
    later: int


def histories(orders: Sequence[Order]) -> dict[int, list[Order]]:
    """The valid orders of each known customer, oldest first."""
    found: dict[int, list[Order]] = {}
    for order in sorted(orders, key=lambda each: each.ordered_on):
        if order.customer_id is not None and order.is_valid:
            found.setdefault(order.customer_id, []).append(order)
    return found


def steps_since(grain: Grain, first: date, day: date, week_start: int = 0) -> int:
    """How many calendar steps lie between two days, by walking."""
    step, age = calendar_period(grain, first, week_start), 0
    while step.last_day < day:
        step, age = calendar_period(grain, step.last_day + ONE_DAY, week_start), age + 1
    return age


def end_of_age(grain: Grain, first: date, age: int, week_start: int = 0) -> Period:
    """The calendar step that a customer of ``first`` lives through at an age."""
    step = calendar_period(grain, first, week_start)
    for _age in range(age):
        step = calendar_period(grain, step.last_day + ONE_DAY, week_start)
    return step


def bucket_of(step_days: int, first: date, day: date) -> int:
    """0 on the first day, then 1 for days 1 to ``step_days``, and so on."""
    return -(-(day - first).days // step_days)


def count(
    members: Sequence[list[Order]],
    age: int,
    age_of: Callable[[date, date], int],
    has_lived: Callable[[date, int], bool],
) -> Counted:
    """One cell: events among the members who have lived through the age."""
    lived = [orders for orders in members if has_lived(orders[0].ordered_on, age)]
    inside = [
        [order for order in orders if age_of(orders[0].ordered_on, order.ordered_on) == age]
        for orders in lived
    ]
    second = [sorted({order.ordered_on for order in orders})[1:2] for orders in lived]
    return Counted(
        base=len(lived),
        customers=sum(bool(orders) for orders in inside),
        orders=sum(len(orders) for orders in inside),
        revenue=round(sum(order.revenue for orders in inside for order in orders), 2),
        repeaters=sum(
            bool(days) and age_of(orders[0].ordered_on, days[0]) <= age
            for orders, days in zip(lived, second, strict=True)
        ),
        later=sum(age_of(orders[0].ordered_on, orders[-1].ordered_on) >= age for orders in lived),
    )


def exact(step_days: int, as_of: date) -> tuple[Callable[..., int], Callable[..., bool]]:
    """Ages in days of each customer's own, as ``count`` takes them."""
    return (
        lambda first, day: bucket_of(step_days, first, day),
        lambda first, age: first + timedelta(days=step_days * age) <= as_of,
    )


def calendar(
    grain: Grain, last: date, week_start: int = 0
) -> tuple[Callable[..., int], Callable[..., bool]]:
    """Ages in calendar steps; every step that has begun by ``last`` counts."""
    return (
        lambda first, day: steps_since(grain, first, day, week_start),
        lambda first, age: end_of_age(grain, first, age, week_start).first_day <= last,
    )


def finished(
    grain: Grain, as_of: date, week_start: int = 0
) -> tuple[Callable[..., int], Callable[..., bool]]:
    """Ages in calendar steps; a step counts when it was over by ``as_of``."""
    return (
        lambda first, day: steps_since(grain, first, day, week_start),
        lambda first, age: end_of_age(grain, first, age, week_start).last_day <= as_of,
    )
