"""Retention on the golden set, every count and rate worked out by hand."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from lib.errors import QuestionRefused
from lib.metrics.retention import (
    Retention,
    RetentionData,
    counts_by_scan,
    read_retention_data,
    retention,
)
from lib.metrics.retention_customers import STATES, retention_customers
from lib.metrics.trend import retention_landscape, retention_trend
from lib.period import Grain, Period
from tests.metrics.shop_diagrams import DiagramShop, Order, golden_orders, orders_of

Q3 = Period(date(2024, 7, 1), date(2024, 9, 30))
Q4 = Period(date(2024, 10, 1), date(2024, 12, 31))


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> RetentionData:
    shop = DiagramShop.open(Path(tmp_path_factory.mktemp("golden"))).draw(golden_orders())
    return read_retention_data(shop, as_of=date(2024, 12, 31))


@pytest.fixture(scope="module")
def other_shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("other")))


def numbers(answer: Retention) -> tuple[int, ...]:
    """S, E, N, N active, R, R bought, R quiet, A, X."""
    return (
        answer.customers_start,
        answer.customers_end,
        answer.customers_new,
        answer.customers_new_active,
        answer.retained,
        answer.retained_bought,
        answer.retained_quiet,
        answer.reactivated,
        answer.lost,
    )


@pytest.mark.parametrize(
    ("period", "window", "expected"),
    [
        (Q3, 120, (6, 8, 3, 3, 4, 3, 1, 1, 2)),
        (Q3, 92, (6, 7, 3, 3, 3, 3, 0, 1, 3)),
        (Q3, 30, (2, 2, 3, 1, 1, 1, 0, 0, 1)),
        (Q3, 5000, (9, 12, 3, 3, 9, 4, 5, 0, 0)),
        (Q4, 120, (8, 7, 1, 1, 5, 3, 2, 1, 3)),
    ],
)
def test_counts_of_the_golden_set(
    golden: RetentionData, period: Period, window: int, expected: tuple[int, ...]
) -> None:
    assert numbers(retention(golden, period, window)) == expected


@pytest.mark.parametrize(
    ("period", "window", "crr", "strict_crr"),
    [
        (Q3, 120, 5 / 6, 4 / 6),
        (Q3, 92, 4 / 6, 3 / 6),
        (Q3, 30, -0.5, 0.5),
        (Q4, 120, 0.75, 0.625),
    ],
)
def test_rates_of_the_golden_set(
    golden: RetentionData, period: Period, window: int, crr: float, strict_crr: float
) -> None:
    answer = retention(golden, period, window)
    assert answer.crr == pytest.approx(crr, abs=1e-12)
    assert answer.strict_crr == pytest.approx(strict_crr, abs=1e-12)


def test_intervals_of_the_golden_set(golden: RetentionData) -> None:
    answer = retention(golden, Q3, 120)
    assert answer.strict_crr_low == pytest.approx(0.300, abs=5e-4)
    assert answer.strict_crr_high == pytest.approx(0.903, abs=5e-4)
    assert answer.crr_low == pytest.approx(5 / 6 - 1.96 * 0.2546, abs=5e-4)
    assert answer.crr_high == pytest.approx(5 / 6 + 1.96 * 0.2546, abs=5e-4)


@pytest.mark.parametrize(
    ("state", "customers"),
    [
        ("start", {1, 2, 4, 6, 7, 8}),
        ("end", {1, 4, 6, 7, 9, 10, 11, 13}),
        ("new", {9, 10, 11}),
        ("new_active", {9, 10, 11}),
        ("retained", {1, 4, 6, 7}),
        ("retained_bought", {1, 4, 7}),
        ("retained_quiet", {6}),
        ("reactivated", {13}),
        ("lost", {2, 8}),
    ],
)
def test_the_customers_behind_each_number(
    golden: RetentionData, state: str, customers: set[int]
) -> None:
    found = retention_customers(golden, Q3, 120, state)
    assert set(found["customer_id"]) == customers
    assert len(found) == len(customers)


def test_the_customers_behind_a_short_window(golden: RetentionData) -> None:
    lists = {
        state: set(retention_customers(golden, Q3, 30, state)["customer_id"]) for state in STATES
    }
    assert lists["start"] == {4, 6}
    assert lists["end"] == {4, 9}
    assert lists["new"] == {9, 10, 11}
    assert lists["new_active"] == {9}
    assert lists["lost"] == {6}


def test_a_customer_list_says_who_when_and_how_much(golden: RetentionData) -> None:
    first = retention_customers(golden, Q3, 120, "reactivated").iloc[0]
    assert first["customer_key"] == "key13"
    assert first["customer_name"] == "Customer 13"
    assert first["first_ordered_on"].date() == date(2024, 1, 5)
    assert first["last_bought_before_period_on"].date() == date(2024, 1, 5)
    assert first["last_bought_by_period_end_on"].date() == date(2024, 8, 28)
    assert (first["order_count"], first["lifetime_revenue"]) == (2, 70)


def test_a_customer_list_runs_from_the_biggest_spender_down(golden: RetentionData) -> None:
    spent = retention_customers(golden, Q3, 120, "end")["lifetime_revenue"].tolist()
    assert spent == sorted(spent, reverse=True)


def test_an_unknown_customer_list_is_refused(golden: RetentionData) -> None:
    with pytest.raises(QuestionRefused) as refused:
        retention_customers(golden, Q3, 120, "sleeping")
    assert refused.value.code == "state_unknown"


@pytest.mark.parametrize("window", [0, -7, 36_501])
def test_a_senseless_window_is_refused(golden: RetentionData, window: int) -> None:
    with pytest.raises(QuestionRefused) as refused:
        retention(golden, Q3, window)
    assert refused.value.code == "window_out_of_range"


def test_quarters_of_the_golden_set_follow_each_other(golden: RetentionData) -> None:
    rows = retention_trend(golden, Grain.QUARTER, 120)
    assert [row.customers_end for row in rows] == [7, 6, 8, 7]
    assert [row.customers_new for row in rows] == [7, 2, 3, 1]
    assert [row.reactivated for row in rows] == [0, 0, 1, 1]
    assert [row.retained for row in rows] == [0, 4, 4, 5]
    assert [row.lost for row in rows] == [0, 3, 2, 3]
    assert all(later.customers_start == row.customers_end for row, later in pairwise(rows))


def test_quarters_with_a_window_of_30_days(golden: RetentionData) -> None:
    rows = retention_trend(golden, Grain.QUARTER, 30)
    assert [row.customers_end for row in rows] == [1, 2, 2, 0]
    assert [row.retained for row in rows] == [0, 1, 1, 0]
    assert [row.reactivated for row in rows] == [0, 1, 0, 0]


def test_a_landscape_cell_is_the_answer_of_its_period(golden: RetentionData) -> None:
    land = retention_landscape(golden, 92, (30, 92, 120, 180))
    assert land.windows == (92, 120, 180)
    row = land.last_days.index(Q3.last_day)
    assert land.customers_start[row].tolist() == [6, 6, 9]
    assert land.crr[row, :2].tolist() == pytest.approx([4 / 6, 5 / 6])
    assert land.strict_crr[row, :2].tolist() == pytest.approx([3 / 6, 4 / 6])
    # 180 days before 30 June lies before the first order, so the base may be incomplete.
    assert land.crr[row, 2] != land.crr[row, 2]


def test_the_article_rate_passes_100_percent_when_many_customers_return(
    other_shop: DiagramShop,
) -> None:
    other_shop.draw(
        orders_of("""
            1  2024-05-01  2024-07-10
            2  2024-05-02  2024-07-11
            3  2024-05-03
            4  2024-01-01  2024-07-12
            5  2024-01-02  2024-07-13
            6  2024-07-14
            7  2024-08-30
        """)
    )
    period = Period(date(2024, 6, 1), date(2024, 7, 30))
    answer = retention(read_retention_data(other_shop), period, 60)
    assert numbers(answer) == (3, 5, 1, 1, 2, 2, 0, 2, 1)
    assert answer.crr == pytest.approx(4 / 3)
    assert answer.strict_crr == pytest.approx(2 / 3)


def test_counting_a_refunded_order_keeps_its_customer(other_shop: DiagramShop) -> None:
    orders = [
        Order(**{**vars(order), "is_valid": order.is_valid or order.customer_id == 8})
        for order in golden_orders()
    ]
    answer = retention(read_retention_data(other_shop.draw(orders)), Q3, 120)
    assert (answer.retained, answer.customers_start) == (5, 6)


def test_two_orders_on_one_day_are_one_purchase(other_shop: DiagramShop) -> None:
    twice = [order for order in golden_orders() for _repeat in range(2)]
    data = read_retention_data(other_shop.draw(twice), as_of=date(2024, 12, 31))
    assert numbers(retention(data, Q3, 120)) == (6, 8, 3, 3, 4, 3, 1, 1, 2)


@pytest.mark.parametrize(
    ("bought_on", "is_start", "is_end", "is_new"),
    [
        ("2024-03-02", False, False, False),  # 120 days before the start boundary: just lapsed
        ("2024-03-03", True, False, False),  # 119 days before: still active
        ("2024-06-02", True, False, False),  # 120 days before the end
        ("2024-06-03", True, True, False),
        ("2024-06-30", True, True, False),  # the start boundary itself
        ("2024-07-01", False, True, True),  # first day of the period
        ("2024-09-30", False, True, True),  # last day of the period
        ("2024-10-01", False, False, False),  # the day after
    ],
)
def test_every_boundary_day_falls_on_its_side(
    other_shop: DiagramShop, bought_on: str, is_start: bool, is_end: bool, is_new: bool
) -> None:
    data = read_retention_data(other_shop.draw(orders_of(f"1  {bought_on}")))
    answer = retention(data, Q3, 120)
    assert (answer.customers_start, answer.customers_end, answer.customers_new) == (
        is_start,
        is_end,
        is_new,
    )
    assert vars(counts_by_scan(data, Q3, 120)) == vars(
        data.grid.counts(Q3.start_boundary, Q3.last_day, 120)
    )


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ("2024-03-02  2024-07-01", "reactivated"),  # lapsed on the very day the period begins
        ("2024-03-03  2024-07-01", "retained_bought"),
        ("2024-06-30  2024-09-30", "retained_bought"),
        ("2024-03-03  2024-10-01", "lost"),
        ("2024-06-02  2024-10-01", "lost"),
        ("2024-06-03  2024-10-01", "retained_quiet"),
        ("2024-03-02  2024-10-01", None),
    ],
)
def test_two_purchases_around_the_boundaries_fall_on_their_side(
    other_shop: DiagramShop, days: str, state: str | None
) -> None:
    data = read_retention_data(other_shop.draw(orders_of(f"1  {days}")))
    answer = retention(data, Q3, 120)
    found = {
        name
        for name in ("retained_bought", "retained_quiet", "reactivated", "lost")
        if getattr(answer, name)
    }
    assert found == ({state} if state else set())
    assert vars(counts_by_scan(data, Q3, 120)) == vars(
        data.grid.counts(Q3.start_boundary, Q3.last_day, 120)
    )


def test_the_json_row_has_the_promised_fields_and_only_plain_values(golden: RetentionData) -> None:
    row = retention(golden, Q3, 120).as_dict()
    assert json.loads(json.dumps(row)) == row
    assert list(row) == [
        *("period", "window_days", "as_of", "customers_start", "customers_end", "customers_new"),
        *("customers_new_active", "retained", "retained_bought", "retained_quiet", "reactivated"),
        *("lost", "crr", "crr_low", "crr_high", "strict_crr", "strict_crr_low"),
        *("strict_crr_high", "flags"),
    ]
    assert row["period"] == {"from": "2024-07-01", "to": "2024-09-30", "days": 92}
    assert row["as_of"] == "2024-12-31"
    assert row["crr"] == 0.833333
