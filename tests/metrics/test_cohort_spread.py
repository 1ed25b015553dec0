"""Intervals of money in cohort cells, against sums over one customer after the other."""

import math
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from lib.metrics.cohort_grid import OTHERS, UNKNOWN, Attribute, CohortGrid, read_cohort_grid
from lib.metrics.cohort_rows import table_rows
from lib.metrics.cohort_spread import (
    bounds,
    has_spread,
    pooled_bounds,
    read_cohort_spread,
)
from lib.metrics.cohort_table import Measure, Share
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.intervals import Z95
from lib.period import Grain
from tests.metrics.cohort_oracle import calendar, exact, finished, histories
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders, orders_of
from tests.metrics.test_cohorts import AS_OF, random_orders

MEANS = [
    (Measure.AVERAGE_ORDER_VALUE, Share.TOTAL),
    (Measure.CUMULATIVE_REVENUE, Share.TOTAL),
    (Measure.REVENUE, Share.COHORT),
    (Measure.ORDERS, Share.COHORT),
]


def half_width(
    measure: Measure, lived: list[list[Order]], inside: list[list[Order]], so_far: list[list[Order]]
) -> float | None:
    """1.96 standard errors, by the textbook; None where fewer than two customers speak."""
    if measure is Measure.AVERAGE_ORDER_VALUE:
        spent = [(sum(o.revenue for o in each), len(each)) for each in inside if each]
        if len(spent) < 2:
            return None
        orders = sum(count for _money, count in spent)
        value = sum(money for money, _count in spent) / orders
        return Z95 * math.sqrt(sum((money - value * n) ** 2 for money, n in spent)) / orders
    of = so_far if measure is Measure.CUMULATIVE_REVENUE else inside
    each = [len(o) if measure is Measure.ORDERS else sum(x.revenue for x in o) for o in of]
    if len(lived) < 2:
        return None
    return Z95 * float(np.std(each, ddof=1)) / math.sqrt(len(each))


@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.QUARTER])
@pytest.mark.parametrize("step_days", [0, 30, 45])
def test_every_interval_equals_one_counted_by_customer(
    tmp_path: Path, grain: Grain, step_days: int
) -> None:
    orders = random_orders(8)
    people = histories(orders)
    last = max(each[-1].ordered_on for each in people.values())
    way = exact(step_days, last - timedelta(days=1)) if step_days else calendar(grain, last)
    shop = DiagramShop.open(tmp_path).draw(orders)
    question = CohortQuestion(grain, step_days)
    grid = read_cohort_grid(shop, step_days=step_days or 30)
    compare_with_customers(shop, grid, question, people, way)


@pytest.mark.parametrize("merge_below", [0, 8])
def test_intervals_of_groups_are_those_of_their_customers(tmp_path: Path, merge_below: int) -> None:
    orders = random_orders(9)
    people = histories(orders)
    shop = DiagramShop.open(tmp_path).draw(orders)
    grid = read_cohort_grid(shop, attribute=Attribute.COUNTRY)
    assert grid.days.as_of is not None
    question = CohortQuestion(Grain.MONTH, 0, merge_below)
    compare_with_customers(shop, grid, question, people, finished(Grain.MONTH, grid.days.as_of))


def compare_with_customers(
    shop: DiagramShop,
    grid: CohortGrid,
    question: CohortQuestion,
    people: dict[int, list[Order]],
    way: tuple[Callable[..., int], Callable[..., bool]],
) -> None:
    age_of, has_lived = way
    table = cohort_table(grid, question)
    spread = read_cohort_spread(shop, grid, question, table)
    named = shop.database.rows("select customer_id, lower(coalesce(country, '')) from customers")
    country = dict(named)
    known = {"", *(cohort.key for cohort in table.cohorts)}
    found = {each: bounds(table, *each, spread) for each in MEANS}
    values = {each: table.values(*each) for each in MEANS}
    for row, age in np.argwhere(table.is_shown).tolist():
        cohort = table.cohorts[row]
        members = [
            each
            for key, each in people.items()
            if cohort.period.first_day <= each[0].ordered_on <= cohort.period.last_day
            and has_lived(each[0].ordered_on, age)
            and (
                cohort.place is None
                or (cohort.place > 0 and country[key] == cohort.key)
                or (cohort.place == OTHERS and country[key] not in known)
                or (cohort.place == UNKNOWN and not country[key])
            )
        ]
        inside, so_far = [], []
        for each in members:
            ages = [age_of(each[0].ordered_on, order.ordered_on) for order in each]
            inside.append([o for o, at in zip(each, ages, strict=True) if at == age])
            so_far.append([o for o, at in zip(each, ages, strict=True) if at <= age])
        for mean in MEANS:
            low, high = found[mean].low[row, age], found[mean].high[row, age]
            value, wanted = values[mean][row, age], half_width(mean[0], members, inside, so_far)
            if wanted is None:
                assert np.isnan(low)
                assert np.isnan(high)
            else:
                assert high == pytest.approx(value + wanted, rel=1e-9)
                assert low == pytest.approx(max(0, value - wanted), rel=1e-9, abs=1e-6)


def test_the_golden_intervals_are_those_of_a_pocket_calculator(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(golden_orders())
    question = CohortQuestion(Grain.QUARTER)
    grid = read_cohort_grid(shop, as_of=AS_OF)
    table = cohort_table(grid, question)
    spread = read_cohort_spread(shop, grid, question, table)
    # First quarter at age 1: 60, 35, 25 and 50 in one order each, 42.50 on average.
    rows = table_rows(table, Measure.AVERAGE_ORDER_VALUE, None, spread)
    assert (rows[1]["value"], rows[1]["value_low"], rows[1]["value_high"]) == (
        "42.50", "29.31", "55.69",
    )  # fmt: skip
    # At age 0 the seven spent 90, 30, 100, 35, 80, 45 and 40: 60 on average, spread 29.01.
    rows = table_rows(table, Measure.CUMULATIVE_REVENUE, None, spread)
    assert (rows[0]["value"], rows[0]["value_low"], rows[0]["value_high"]) == (
        "60.00", "38.51", "81.49",
    )  # fmt: skip
    pooled = table.pooled(Measure.AVERAGE_ORDER_VALUE)
    together = pooled_bounds(table, Measure.AVERAGE_ORDER_VALUE, None, spread, pooled)
    # Age 1 of all: those four, 65 of customer 7 and 45 of customer 11: 280 in six orders.
    left = sum((each - 280 / 6) ** 2 for each in (60, 35, 25, 50, 65, 45))
    assert together.high[1] - pooled.values[1] == pytest.approx(Z95 * left**0.5 / 6, rel=1e-9)
    assert np.isnan(together.low[3]) == np.isnan(pooled.values[3])


def test_one_customer_or_a_total_has_no_interval(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(orders_of("1  2024-01-10  2024-02-14"))
    question = CohortQuestion(Grain.MONTH)
    grid = read_cohort_grid(shop)
    table = cohort_table(grid, question)
    spread = read_cohort_spread(shop, grid, question, table)
    for measure, share in MEANS:
        assert np.isnan(bounds(table, measure, share, spread).low).all()
    assert not has_spread(Measure.REVENUE)
    assert np.isnan(bounds(table, Measure.REVENUE, None, spread).low).all()
    empty = DiagramShop.open(tmp_path).draw([])
    grid = read_cohort_grid(empty)
    table = cohort_table(grid, question)
    found = read_cohort_spread(empty, grid, question, table)
    assert found.total.shape == (0, 0)
