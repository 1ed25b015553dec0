"""Cohorts drawn as triangles: what came back, what is not over yet, and what cannot be known."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from lib.metrics.cohorts import (
    Cell,
    Measure,
    calendar_cohorts,
    cells_as_rows,
    cohort_label,
    exact_age_cohorts,
)
from lib.period import Grain, calendar_period
from lib.segment import parse_where
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders, orders_of

AS_OF = date(2024, 12, 31)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(tmp_path_factory.mktemp("cohorts")).draw(golden_orders())


def triangle(cells: list[Cell], grain: Grain, measure: Measure) -> dict[str, list[object]]:
    drawn: dict[str, list[object]] = {}
    for cell in cells:
        label = cohort_label(grain, cell.cohort.first_day)
        value = cell.value(measure)
        drawn.setdefault(label, []).append(
            round(float(value), 2) if isinstance(value, Decimal | float) else value
        )
    return drawn


def test_customers_of_the_golden_quarters(golden: DiagramShop) -> None:
    cells = calendar_cohorts(golden, Grain.QUARTER, as_of=AS_OF)
    assert triangle(cells, Grain.QUARTER, Measure.CUSTOMERS) == {
        "2024-Q1": [7, 4, 3, 3],
        "2024-Q2": [2, 1, 0],
        "2024-Q3": [3, 1],
        "2024-Q4": [1],
    }
    assert all(cell.complete for cell in cells)


def test_revenue_of_the_golden_quarters(golden: DiagramShop) -> None:
    cells = calendar_cohorts(golden, Grain.QUARTER, as_of=AS_OF)
    assert triangle(cells, Grain.QUARTER, Measure.REVENUE) == {
        "2024-Q1": [420, 170, 135, 155],
        "2024-Q2": [95, 65, 0],
        "2024-Q3": [260, 45],
        "2024-Q4": [75],
    }


def test_an_unfinished_step_is_there_but_not_complete(golden: DiagramShop) -> None:
    cells = calendar_cohorts(golden, Grain.QUARTER)
    last = [cell for cell in cells if cell.cohort.first_day == date(2024, 1, 1)][-1]
    assert (last.customers, last.complete) == (3, False)


def test_the_chain_of_revenue_per_customer_won(golden: DiagramShop) -> None:
    cells = exact_age_cohorts(golden, Grain.YEAR, 90, as_of=AS_OF)
    assert triangle(cells, Grain.YEAR, Measure.CUMULATIVE_REVENUE) == {
        "2024": [55.38, 78.30, 94.80, 119.80]
    }
    assert [cell.base for cell in cells] == [13, 12, 10, 7]
    assert [cell.complete for cell in cells] == [True, True, False, False]
    assert cells[2].value(Measure.RETENTION) == pytest.approx(3 / 10)


def test_an_observed_zero_is_a_zero_and_the_future_has_no_cell(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw(
        orders_of("""
            1  2024-01-10              2024-03-05
            2  2024-02-11
        """)
    )
    cells = calendar_cohorts(shop, Grain.MONTH)
    assert triangle(cells, Grain.MONTH, Measure.CUSTOMERS) == {
        "2024-01": [1, 0, 1],
        "2024-02": [1, 0],
    }
    assert triangle(cells, Grain.MONTH, Measure.AVERAGE_ORDER_VALUE)["2024-01"] == [10, None, 10]


def test_rows_for_the_command_line_carry_labels_and_plain_values(golden: DiagramShop) -> None:
    cells = calendar_cohorts(golden, Grain.QUARTER, as_of=AS_OF)
    rows = cells_as_rows(cells, Grain.QUARTER, Measure.RETENTION)
    assert rows[1] == {
        "cohort": "2024-Q1", "size": 7, "age": 1, "value": 0.571429, "complete": True,
    }  # fmt: skip
    money = cells_as_rows(cells, Grain.QUARTER, Measure.CUMULATIVE_REVENUE)
    assert money[0]["value"] == "60.00"


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2024, 12, 30), "2025-W01"),
        (date(2021, 1, 1), "2020-W53"),
        (date(2024, 7, 3), "2024-W27"),
    ],
)
def test_weeks_are_named_with_their_iso_year(day: date, label: str) -> None:
    assert cohort_label(Grain.WEEK, calendar_period(Grain.WEEK, day).first_day) == label


@pytest.mark.parametrize("grain", list(Grain))
@pytest.mark.parametrize("seed", range(3))
def test_random_shops_equal_a_count_by_hand(tmp_path: Path, grain: Grain, seed: int) -> None:
    draw = random.Random(seed)
    orders = [
        Order(
            draw.randint(1, 25),
            date(2023, 11, 1) + timedelta(days=draw.randint(0, 250)),
            draw.randint(1, 900) / 100,
            country=draw.choice(["TH", "VN"]),
        )
        for _order in range(160)
    ]
    shop = DiagramShop.open(tmp_path).draw(orders)
    first = {
        o.customer_id: min(p.ordered_on for p in orders if p.customer_id == o.customer_id)
        for o in orders
    }
    cells = calendar_cohorts(shop, grain)
    assert sum(cell.size for cell in cells if cell.age == 0) == len(first)
    assert sum(cell.orders for cell in cells) == len(orders)
    for cell in cells:
        members = {c for c, day in first.items() if calendar_period(grain, day) == cell.cohort}
        step = cell.cohort
        for _age in range(cell.age):
            step = calendar_period(grain, step.last_day + timedelta(days=1))
        inside = [
            o for o in orders
            if o.customer_id in members and step.first_day <= o.ordered_on <= step.last_day
        ]  # fmt: skip
        assert cell.size == len(members)
        assert cell.customers == len({o.customer_id for o in inside})
        assert cell.orders == len(inside)
        assert cell.revenue == sum(Decimal(str(o.revenue)) for o in inside)
    whole = parse_where(["country=TH,VN"])
    assert calendar_cohorts(shop, grain, whole) == cells


@pytest.mark.parametrize("seed", range(3))
def test_exact_ages_of_random_shops_equal_a_count_by_hand(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    orders = [
        Order(draw.randint(1, 20), date(2024, 1, 1) + timedelta(days=draw.randint(0, 200)))
        for _order in range(120)
    ]
    shop = DiagramShop.open(tmp_path).draw(orders)
    as_of = max(order.ordered_on for order in orders) - timedelta(days=1)
    days: dict[int | None, set[date]] = {}
    for order in orders:
        days.setdefault(order.customer_id, set()).add(order.ordered_on)
    for cell in exact_age_cohorts(shop, Grain.MONTH, 30):
        members = [
            bought for bought in days.values()
            if calendar_period(Grain.MONTH, min(bought)) == cell.cohort and min(bought) <= as_of
        ]  # fmt: skip
        eligible = [b for b in members if min(b) + timedelta(days=30 * cell.age) <= as_of]
        came = [
            b for b in eligible
            if any(
                30 * (cell.age - 1) < (day - min(b)).days <= 30 * cell.age for day in b
            )
        ]  # fmt: skip
        assert (cell.base, cell.customers) == (len(eligible), len(came))


def test_a_shop_without_orders_has_no_cohorts(tmp_path: Path) -> None:
    shop = DiagramShop.open(tmp_path).draw([])
    assert calendar_cohorts(shop, Grain.MONTH) == []
    assert exact_age_cohorts(shop, Grain.MONTH, 30) == []
