"""Nine meanings of "retention rate": worked out by hand, and counted again customer by customer."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from lib.metrics.definitions import preceding, retention_definitions
from lib.metrics.retention import RetentionData, read_retention_data
from lib.period import Period
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders

Q2 = Period(date(2024, 4, 1), date(2024, 6, 30))
Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))
Q4 = Period(date(2024, 10, 1), date(2024, 12, 31))
AS_OF = date(2024, 12, 31)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> RetentionData:
    shop = DiagramShop.open(tmp_path_factory.mktemp("definitions"))
    return read_retention_data(shop.draw(golden_orders()), as_of=AS_OF)


def fractions(data: RetentionData, period: Period, window: int) -> list[tuple[float, float]]:
    rows = retention_definitions(data, period, window).rows
    return [(float(row.numerator), float(row.denominator)) for row in rows]


def test_the_third_quarter_of_the_golden_set(golden: RetentionData) -> None:
    assert fractions(golden, Q3, 120) == [
        (5, 6),  # (8 - 3) / 6
        (7, 12),  # c01 c02 c04 c06 c07 c09 c13 of everybody but c12
        (2, 7),  # c04 c09 of seven buyers
        (6, 7),  # all buyers but c10 ordered at another time too; c11 only in October
        (1, 2),  # c07 of c07 c08, first bought in the second quarter
        (1, 2),
        (1, 2),
        (1, 4),  # c09 of c01 c09 c11 c13
        (170, 265),
    ]


def test_the_second_quarter_parts_bounded_from_unbounded(golden: RetentionData) -> None:
    found = fractions(golden, Q2, 91)
    assert found[4:7] == [(4, 7), (6, 7), (4, 7)]


def test_the_fourth_quarter_parts_bounded_from_returned(golden: RetentionData) -> None:
    found = fractions(golden, Q4, 120)
    assert found[1] == (9, 13)
    assert found[4:7] == [(1, 3), (1, 3), (2, 3)]  # c11; c09 returned inside the third quarter


def test_nobody_to_divide_by_makes_no_rate(tmp_path: Path) -> None:
    data = read_retention_data(DiagramShop.open(tmp_path).draw([]), as_of=AS_OF)
    assert [row.value for row in retention_definitions(data, Q3, 120).rows] == [None] * 9


def test_a_period_without_rates_has_counts_but_no_value_of_the_first(golden: RetentionData) -> None:
    too_long = retention_definitions(golden, Q4, 271)
    first, *others = too_long.rows
    assert (first.value, first.denominator) == (None, 12)
    assert [row.value is not None for row in others] == [True] * 8
    assert "period_longer_than_history" in too_long.retention.flags


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Q3, Q2),
        (Period(date(2024, 3, 1), date(2024, 3, 31)), Period(date(2024, 2, 1), date(2024, 2, 29))),
        (Period(date(2024, 7, 2), date(2024, 7, 3)), Period(date(2024, 6, 30), date(2024, 7, 1))),
    ],
)
def test_the_cohort_is_the_calendar_step_before(period: Period, before: Period) -> None:
    assert preceding(period) == before


@pytest.mark.parametrize("seed", range(6))
def test_random_shops_equal_a_count_customer_by_customer(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    orders = [
        Order(
            draw.randint(1, 30),
            date(2024, 1, 1) + timedelta(days=draw.randint(0, 365)),
            draw.randint(1, 900) / 10,
        )
        for _order in range(draw.randint(20, 150))
    ]
    as_of = date(2024, 12, 20)
    data = read_retention_data(DiagramShop.open(tmp_path).draw(orders), as_of=as_of)
    period = Period(date(2024, 6, 10), date(2024, 8, 9))
    window = 75
    before = period.previous()
    days = {
        customer: [order for order in orders if order.customer_id == customer]
        for customer in {order.customer_id for order in orders}
    }

    def placed(customer: int | None, first: date, last: date) -> list[Order]:
        return [order for order in days[customer] if first <= order.ordered_on <= last]

    start_of_time = date(2023, 1, 1)
    first_on = {customer: min(o.ordered_on for o in found) for customer, found in days.items()}
    by_end = [c for c in days if placed(c, start_of_time, period.last_day)]
    buyers = [c for c in days if placed(c, period.first_day, period.last_day)]
    cohort = [c for c in days if before.first_day <= first_on[c] <= before.last_day]
    start = [
        c
        for c in days
        if placed(c, period.first_day - timedelta(days=window), period.start_boundary)
    ]
    month = period.last_day - timedelta(days=29)
    earlier = [c for c in days if placed(c, month - timedelta(days=30), month - timedelta(days=1))]

    def revenue(customers: list[int | None], first: date, last: date) -> float:
        amounts = [Decimal(str(o.revenue)) for c in customers for o in placed(c, first, last)]
        return float(sum(amounts, Decimal(0)))

    def purchase_days(customer: int | None) -> int:
        return len({o.ordered_on for o in placed(customer, start_of_time, period.last_day)})

    assert fractions(data, period, window)[1:] == [
        (sum(len(placed(c, start_of_time, period.last_day)) > 1 for c in by_end), len(by_end)),
        (sum(len(placed(c, period.first_day, period.last_day)) > 1 for c in buyers), len(buyers)),
        (sum(len(placed(c, start_of_time, as_of)) > 1 for c in buyers), len(buyers)),
        (sum(c in buyers for c in cohort), len(cohort)),
        (sum(bool(placed(c, period.first_day, as_of)) for c in cohort), len(cohort)),
        (sum(purchase_days(c) > 1 for c in cohort), len(cohort)),
        (sum(bool(placed(c, month, period.last_day)) for c in earlier), len(earlier)),
        (
            revenue(start, period.first_day, period.last_day),
            revenue(start, before.first_day, before.last_day),
        ),
    ]
