"""Worked examples that others have published, through the functions of the screen."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.metrics.cohort_grid import read_cohort_grid
from lib.metrics.cohort_table import Measure, Share
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.retention import Retention, read_retention_data, retention
from lib.period import Grain, Period, calendar_period
from tests.import_support import TestShop, csv_file
from tests.metrics.shop_diagrams import DiagramShop, Order

START, END = date(2024, 1, 31), date(2024, 2, 29)
PERIOD = Period(START + timedelta(days=1), END)
JANUARY, FEBRUARY = date(2024, 1, 20), date(2024, 2, 20)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DiagramShop:
    return DiagramShop.open(Path(tmp_path_factory.mktemp("published")))


def published(shop: DiagramShop, start: int, new: int, end: int) -> Retention:
    """A month with S, N and E customers as printed: the kept ones buy again, N are new."""
    orders = [Order(each, JANUARY) for each in range(start)]
    orders += [Order(each, FEBRUARY) for each in range(end - new)]
    orders += [Order(start + each, FEBRUARY) for each in range(new)]
    # A first order long before lets the window and the period lie inside the history.
    orders.append(Order(10**6, date(2023, 1, 1)))
    answer = retention(read_retention_data(shop.draw(orders), as_of=date(2024, 3, 31)), PERIOD, 29)
    assert (answer.customers_start, answer.customers_new, answer.customers_end) == (start, new, end)
    return answer


@pytest.mark.parametrize(
    ("start", "new", "end", "rate"),
    [
        pytest.param(1200, 100, 900, 66.7, id="Koin"),
        pytest.param(10_000, 2_500, 9_000, 65.0, id="Yegertek"),
        pytest.param(100, 15, 110, 95.0, id="FAQprime"),
        pytest.param(500, 100, 550, 90.0, id="calculator"),
        pytest.param(100, 50, 80, 30.0, id="three notations"),
    ],
)
def test_the_formula_gives_what_the_articles_print(
    shop: DiagramShop, start: int, new: int, end: int, rate: float
) -> None:
    answer = published(shop, start, new, end)
    assert answer.crr is not None
    assert round(100 * answer.crr, 1) == rate
    # Nobody came back, so the strict rate agrees.
    assert answer.strict_crr == answer.crr


def test_buyers_of_one_quarter_who_return_are_not_the_share_of_returning_buyers(
    shop: DiagramShop,
) -> None:
    # Triple Whale: 160 buyers, 60 buy again (37.5 %); among 200 buyers of the next month those
    # 60 are 30 %. Same customers, another denominator.
    answer = published(shop, 160, 140, 200)
    assert answer.strict_crr == 60 / 160 == 0.375
    assert answer.retained_bought / answer.customers_end == 0.3


def test_two_orders_in_one_week_are_one_weekly_customer(shop: DiagramShop) -> None:
    orders = [Order(1, date(2024, 9, 2)), Order(1, date(2024, 9, 4)), Order(2, date(2023, 1, 1))]
    data = read_retention_data(shop.draw(orders), as_of=date(2024, 9, 30))
    week = calendar_period(Grain.WEEK, date(2024, 9, 4))
    answer = retention(data, week, 7)
    assert (week.first_day, week.last_day) == (date(2024, 9, 2), date(2024, 9, 8))
    assert (answer.customers_new, answer.customers_end) == (1, 1)


def test_a_later_refund_falls_on_the_day_of_the_order(tmp_path: Path) -> None:
    # An order of January, refunded in March: January falls, March stays without an order.
    header = "order id,date,customer id,total,refunded amount"
    rows = ["1,2022-05-02,ann,100,0", "2,2023-01-10,ann,80,30", "3,2023-04-01,bob,10,0"]
    found = TestShop.new(tmp_path / "shop")
    found.take_in(csv_file(tmp_path / "orders.csv", header, rows))
    days = {(key, on): float(revenue) for key, on, _place, revenue in found.purchase_days()}
    assert days[("ann", date(2022, 5, 2))] == 100
    assert days[("ann", date(2023, 1, 10))] == 50
    assert len(days) == 3


def test_of_a_hundred_customers_won_twenty_and_then_fifteen_buy_again(shop: DiagramShop) -> None:
    # Shopline: 100 customers of September, 20 of them buy in the next month, 15 in the one after.
    orders = [Order(each, date(2024, 9, 5)) for each in range(100)]
    orders += [Order(each, date(2024, 10, 5)) for each in range(20)]
    orders += [Order(each, date(2024, 11, 5)) for each in range(10, 25)]
    assert cohort_row(shop, orders, Measure.RETENTION)[:3] == [1.0, 0.2, 0.15]


def test_who_returns_in_month_six_lifts_every_month_before_only_by_or_later(
    shop: DiagramShop,
) -> None:
    # Peel counts month k "or later"; bounded retention counts the month itself.
    orders = [Order(each, date(2024, 1, 10)) for each in range(10)]
    orders += [Order(each, date(2024, 4, 10)) for each in range(2)]
    returning = [*orders, Order(9, date(2024, 7, 10))]
    assert cohort_row(shop, orders, Measure.RETENTION)[3] == 0.2
    assert cohort_row(shop, returning, Measure.RETENTION)[3] == 0.2
    assert cohort_row(shop, orders, Measure.UNBOUNDED_RETENTION)[3] == 0.2
    assert cohort_row(shop, returning, Measure.UNBOUNDED_RETENTION)[3] == 0.3


def cohort_row(shop: DiagramShop, orders: list[Order], measure: Measure) -> list[float]:
    """The oldest monthly cohort as shares of its size."""
    grid = read_cohort_grid(shop.draw(orders), as_of=date(2024, 12, 31))
    table = cohort_table(grid, CohortQuestion(Grain.MONTH))
    found: list[float] = table.values(measure, Share.COHORT)[0].round(6).tolist()
    return found
