"""Worked examples that others have published, through the functions of the screen.

Those about reading files stand beside their readers: a decimal point among commas in
tests/ingest/test_numbers.py, a Thai date in test_date_writings.py, the rows of one Shopify order in
test_platforms.py, refunds on their own day in test_refund_timing.py.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.metrics.cohort_grid import read_cohort_grid
from lib.metrics.cohort_rows import table_rows
from lib.metrics.cohort_table import Measure, Share
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.companions import companions
from lib.metrics.definitions import retention_definitions
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


@pytest.mark.parametrize(
    ("unclassified", "buyers", "share"),
    [
        pytest.param("nobody", 160, 0.375, id="left out, as Shopify does"),
        pytest.param("each somebody new", 200, 0.3, id="each taken for a new customer"),
    ],
)
def test_orders_of_unknown_buyers_decide_the_share_of_returning_ones(
    shop: DiagramShop, unclassified: str, buyers: int, share: float
) -> None:
    # Triple Whale: 200 orders, of which 60 are of returning customers, 100 of new ones and 40 of
    # nobody known: 60 ÷ 160 is 37.5 %, 60 ÷ 200 is 30 %. The same shop, another denominator.
    orders = [Order(each, JANUARY) for each in range(60)]
    orders += [Order(each, FEBRUARY) for each in range(160)]
    known = unclassified == "each somebody new"
    orders += [Order(1000 + each if known else None, FEBRUARY) for each in range(40)]
    orders.append(Order(10**6, date(2023, 1, 1)))
    data = read_retention_data(shop.draw(orders), as_of=date(2024, 3, 31))
    found = companions(data, PERIOD, 29)["returning_buyer_share"]
    assert (found.numerator, found.denominator, found.value) == (60, buyers, share)
    as_shopify = retention_definitions(data, PERIOD, 29)["returning_buyers"]
    assert (as_shopify.numerator, as_shopify.denominator) == (60, buyers)
    # What was left out is said on every page.
    flags = retention(data, PERIOD, 29).flags
    assert ("low_identity_coverage" in flags) == (unclassified == "nobody")
    assert data.days.identity_coverage == (221 / 261 if unclassified == "nobody" else 1)


def test_two_orders_in_one_week_are_one_weekly_customer(shop: DiagramShop) -> None:
    orders = [Order(1, date(2024, 9, 2)), Order(1, date(2024, 9, 4)), Order(2, date(2023, 1, 1))]
    data = read_retention_data(shop.draw(orders), as_of=date(2024, 9, 30))
    week = calendar_period(Grain.WEEK, date(2024, 9, 4))
    answer = retention(data, week, 7)
    assert (week.first_day, week.last_day) == (date(2024, 9, 2), date(2024, 9, 8))
    assert (answer.customers_new, answer.customers_end) == (1, 1)


def test_a_later_refund_lowers_its_cohort_and_the_month_of_the_order_alone(tmp_path: Path) -> None:
    # Little Stream: a customer of May 2022 orders in January 2023 and is paid back in March. Only
    # the total of the May cohort and its cell of January fall.
    header = "order id,date,customer id,total,refunded amount,refund date"
    others = [
        "1,2022-05-02,ann,100,0,",
        "2,2022-05-20,cid,70,0,",
        "3,2022-08-10,bob,10,0,",
        "4,2023-01-12,bob,45,0,",
        "5,2023-03-08,cid,25,0,",
        "6,2023-03-09,dee,60,0,",
    ]
    cells, totals = [], []
    for name, refund in (("before", "0,"), ("after", "30,2023-03-15")):
        found = TestShop.new(tmp_path / name, complete_to="2023-04-30")
        row = f"7,2023-01-10,ann,80,{refund}"
        found.take_in(csv_file(tmp_path / f"{name}.csv", header, [*others, row]))
        workspace = found.open()
        grid = read_cohort_grid(workspace, as_of=date(2023, 4, 30))
        table = cohort_table(grid, CohortQuestion(Grain.MONTH))
        rows = table_rows(table, Measure.REVENUE)
        workspace.close()
        cells.append({(each["cohort"], each["age"]): float(each["value"]) for each in rows})
        totals.append(float(found.totals()["revenue"]))
    before, after = cells
    assert before.keys() == after.keys()
    fallen = {place: before[place] - after[place] for place in before}
    assert {place: by for place, by in fallen.items() if by} == {("2022-05", 8): 30.0}
    assert totals[0] - totals[1] == 30
    assert sum(after.values()) == totals[1]


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
