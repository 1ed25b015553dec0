"""Random shops: the grid, both SQL files and plain sets of customers must agree everywhere."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.metrics.purchase_columns import read_purchase_columns
from lib.metrics.retention import boundaries, counts_by_scan, read_retention_data, retention
from lib.metrics.retention_grid import RetentionGrid
from lib.period import Period
from tests.metrics.shop_diagrams import DiagramShop, Order, shifted

FIRST = date(2024, 1, 1)
WINDOWS = (1, 2, 7, 10, 20, 30, 45, 92, 180, 400, 5000)
FEW = settings(max_examples=30, deadline=None)


def random_orders(seed: int, size: int) -> list[Order]:
    """Six customers and a few guests over three months; one order in four is not valid."""
    chance = random.Random(seed)
    return [
        Order(
            customer_id=chance.choice([None, 1, 2, 3, 4, 5, 6]),
            ordered_on=FIRST + timedelta(days=chance.randrange(91)),
            is_valid=chance.random() < 0.75,
        )
        for _turn in range(size)
    ]


def random_questions(seed: int) -> list[tuple[Period, int]]:
    """Ten periods, most of them inside the three months, each with a window."""
    chance = random.Random(seed)
    questions = []
    for _turn in range(10):
        first = FIRST + timedelta(
            days=chance.choice([chance.randrange(90), chance.randint(-60, 150)])
        )
        days = chance.choice([1, 3, 7, 14, 30, 70])
        window = chance.choice([days, days + 1, days + chance.randrange(20), *WINDOWS])
        questions.append((Period(first, first + timedelta(days=days - 1)), window))
    return questions


# Seeds, because lists drawn value by value are mostly too short for anybody to come back.
seeds = st.integers(0, 10**6)
orders = st.builds(random_orders, seeds, st.sampled_from([40, 25, 30, 12, 1, 0]))
questions = st.builds(random_questions, seeds)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("shop")))


def by_sets(drawn: Sequence[Order], period: Period, window_days: int) -> dict[str, int]:
    """Every count from the definition, with plain sets of customers."""
    bought: dict[int, list[date]] = {}
    for order in drawn:
        if order.is_valid and order.customer_id is not None:
            bought.setdefault(order.customer_id, []).append(order.ordered_on)

    def active(day: date) -> set[int]:
        after = day - timedelta(days=window_days)
        return {who for who, days in bought.items() if any(after < each <= day for each in days)}

    start, end = active(period.first_day - timedelta(days=1)), active(period.last_day)
    new = {who for who, days in bought.items() if period.first_day <= min(days) <= period.last_day}
    buyers = {
        who
        for who, days in bought.items()
        if any(period.first_day <= each <= period.last_day for each in days)
    }
    known = {who for who, days in bought.items() if min(days) < period.first_day}
    return {
        "customers_start": len(start),
        "customers_end": len(end),
        "customers_new": len(new),
        "customers_new_active": len(new & end),
        "retained": len(start & end),
        "retained_bought": len(start & end & buyers),
        "retained_quiet": len((start & end) - buyers),
        "reactivated": len((end & known) - start),
        "lost": len(start - end),
    }


def test_random_shops_hold_every_kind_of_customer() -> None:
    kinds: set[str] = set()
    for seed in range(20):
        for period, window in random_questions(seed):
            found = by_sets(random_orders(seed, 25), period, window)
            kinds |= {name for name, customers in found.items() if customers}
    assert len(kinds) == 9


@FEW
@given(drawn=orders, asked=questions)
def test_any_period_and_window_equals_plain_sets(
    shop: DiagramShop, drawn: list[Order], asked: list[tuple[Period, int]]
) -> None:
    data = read_retention_data(shop.draw(drawn))
    for period, window in asked:
        expected = by_sets(drawn, period, window)
        answer = retention(data, period, window)
        assert {name: getattr(answer, name) for name in expected} == expected
        assert answer.customers_end == (
            answer.retained + answer.reactivated + answer.customers_new_active
        )
        assert answer.customers_start == answer.retained + answer.lost
        assert data.grid.active(period.start_boundary, window) == answer.customers_start
        assert data.grid.active(period.last_day, window) == answer.customers_end
        if answer.strict_crr is not None:
            assert 0 <= answer.strict_crr <= 1


@FEW
@given(drawn=orders, asked=questions)
def test_one_scan_and_the_query_for_any_window_equal_the_grid(
    shop: DiagramShop, drawn: list[Order], asked: list[tuple[Period, int]]
) -> None:
    data = read_retention_data(shop.draw(drawn))
    for period, window in asked:
        if window < period.days:
            continue
        by_grid = vars(data.grid.counts(period.start_boundary, period.last_day, window))
        assert vars(counts_by_scan(data, period, window)) == by_grid
        states = shop.rows("metrics/retention_any_window", boundaries(period, window))
        assert by_grid == {
            "customers_start": sum(n for start, _end, _new, _bought, n in states if start),
            "customers_end": sum(n for _start, end, _new, _bought, n in states if end),
            "customers_new": sum(n for _start, _end, new, _bought, n in states if new),
            "retained_bought": sum(n for s, e, _new, bought, n in states if s and e and bought),
            "retained_quiet": sum(n for s, e, _new, bought, n in states if s and e and not bought),
            "reactivated": sum(n for s, e, new, _bought, n in states if e and not s and not new),
        }


@FEW
@given(drawn=orders, asked=questions)
def test_many_questions_at_once_equal_one_by_one(
    shop: DiagramShop, drawn: list[Order], asked: list[tuple[Period, int]]
) -> None:
    grid = read_retention_data(shop.draw(drawn)).grid
    asked = [(period, max(window, period.days)) for period, window in asked]
    many = grid.counts_of_many(
        np.array([period.start_boundary.toordinal() for period, _window in asked]),
        np.array([period.last_day.toordinal() for period, _window in asked]),
        np.array([window for _period, window in asked]),
    )
    for place, (period, window) in enumerate(asked):
        one = vars(grid.counts(period.start_boundary, period.last_day, window))
        assert {name: int(values[place]) for name, values in vars(many).items()} == one


@FEW
@given(drawn=orders, asked=questions, weeks=st.integers(-500, 500))
def test_a_shift_of_whole_weeks_changes_nothing(
    shop: DiagramShop, drawn: list[Order], asked: list[tuple[Period, int]], weeks: int
) -> None:
    days = timedelta(days=7 * weeks)
    here = read_retention_data(shop.draw(drawn))
    found = [retention(here, period, window).as_dict() for period, window in asked]
    there = read_retention_data(shop.draw(shifted(drawn, days.days)))
    for (period, window), answer in zip(asked, found, strict=True):
        later = Period(period.first_day + days, period.last_day + days)
        moved = {"period": answer["period"], "as_of": answer["as_of"]}
        assert {**retention(there, later, window).as_dict(), **moved} == answer


@FEW
@given(drawn=orders, asked=questions, data=st.data())
def test_other_customer_numbers_and_another_order_of_rows_change_nothing(
    shop: DiagramShop, drawn: list[Order], asked: list[tuple[Period, int]], data: st.DataObject
) -> None:
    labels = data.draw(st.permutations(range(101, 107)))
    renamed = [
        Order(**{**vars(each), "customer_id": each.customer_id and labels[each.customer_id - 1]})
        for each in data.draw(st.permutations(drawn))
    ]
    here = read_retention_data(shop.draw(drawn))
    found = [retention(here, period, window) for period, window in asked]
    there = read_retention_data(shop.draw(renamed))
    assert [retention(there, period, window) for period, window in asked] == found


@FEW
@given(drawn=orders, days=st.sampled_from([0, -40_000]), chosen=st.sets(st.integers(1, 9)))
def test_columns_in_memory_give_any_customers_the_grid_of_their_pairs(
    shop: DiagramShop, drawn: list[Order], days: int, chosen: set[int]
) -> None:
    drawn = shifted(drawn, days)
    columns = read_purchase_columns(shop.draw(drawn))
    found = columns.grid_of(np.array(sorted(chosen), dtype=np.int32))
    theirs = [order for order in drawn if order.customer_id in chosen]
    expected = read_retention_data(shop.draw(theirs)).grid
    assert found.customers == expected.customers
    for day in {order.ordered_on for order in drawn}:
        for window in (1, 30, 400):
            assert found.active(day, window) == expected.active(day, window)
        period = Period(day, day + timedelta(days=20))
        asked = (period.start_boundary, period.last_day, 30)
        assert found.counts(*asked) == expected.counts(*asked)


def test_the_grid_refuses_a_window_shorter_than_the_period(shop: DiagramShop) -> None:
    data = read_retention_data(shop.draw([Order(1, FIRST)]))
    period = Period(FIRST, FIRST + timedelta(days=9))
    with pytest.raises(ValueError, match="at least as long"):
        data.grid.counts(period.start_boundary, period.last_day, 9)
    with pytest.raises(ValueError, match="at least as long"):
        data.grid.counts_of_many(np.array([0]), np.array([10]), np.array([9]))
    with pytest.raises(ValueError, match="at least as long"):
        counts_by_scan(data, period, 9)


def test_an_absurd_date_costs_one_row_of_the_grid(shop: DiagramShop) -> None:
    drawn = [Order(1, date(1900, 1, 1)), Order(1, date(2024, 5, 1)), Order(2, date(2999, 12, 31))]
    grid = read_retention_data(shop.draw(drawn)).grid
    assert grid.totals.shape == (4, 5)
    assert grid.active(date(2024, 5, 1), 30) == 1
    assert grid.customers == 2


def test_totals_widen_when_counts_outgrow_32_bits() -> None:
    days = np.array(["2024-01-01", "2024-01-02"], dtype="datetime64[D]")
    following = np.array(["2024-01-02", "NaT"], dtype="datetime64[D]")
    many = np.array([2_000_000_000, 2_000_000_000])
    grid = RetentionGrid.from_pairs(days, following, many, np.array([2_000_000_000, 0]))
    assert grid.totals.dtype == np.int64
    assert grid.totals[-1, -1] == 4_000_000_000
    assert grid.active(date(2024, 1, 2), 30) == 2_000_000_000


def test_four_years_of_pairs_take_less_than_17_megabytes() -> None:
    days = np.arange("2020-01-01", "2024-01-01", dtype="datetime64[D]")
    none = np.full(len(days), np.datetime64("NaT"))
    ones = np.ones(len(days), dtype=np.int32)
    grid = RetentionGrid.from_pairs(days, none, ones, ones)
    assert grid.totals.nbytes < 17_200_000
    assert grid.customers == 1461
