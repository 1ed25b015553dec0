"""Refunds on the day of the order or on the day they were paid: money moves, purchases never do."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lib.ingest.job import rebuild_request
from lib.ingest.plan import carry_out
from lib.metrics.cohort_grid import read_cohort_grid
from lib.metrics.cohort_rows import table_rows
from lib.metrics.cohort_table import Measure
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.compare import compare
from lib.metrics.movers import bridge_customers
from lib.metrics.refund_timing import RefundTiming, refund_timing
from lib.metrics.retention import read_retention_data
from lib.period import Grain, Period
from tests.import_support import TestShop, csv_file, no_report

HEADER = "Order ID,Order date,Email,Total,Refunded amount,Refund date"
# The worked case of the refund apps: a customer of May 2022 orders in January 2023 and gets 30 of
# it back in March. The order of b is repaid whole a month later; that of c has no refund date.
ROWS = (
    "1,2022-05-10,a@x.com,100,,",
    "2,2023-01-15,a@x.com,80,30,2023-03-02",
    "3,2023-01-20,b@x.com,50,,",
    "4,2023-02-01,b@x.com,40,40,2023-03-05",
    "5,2023-02-10,c@x.com,60,10,",
    "6,2023-04-01,c@x.com,20,,",
)
BY_ORDER_DAY = {"2022-05": "100", "2023-01": "100", "2023-02": "50", "2023-04": "20"}
BY_REFUND_DAY = {
    "2022-05": "100", "2023-01": "130", "2023-02": "90", "2023-03": "-70", "2023-04": "20",
}  # fmt: skip
LAST_DAY = date(2023, 4, 30)
FIRST_QUARTER = Period(date(2023, 1, 1), date(2023, 2, 28))
AFTER_IT = Period(date(2023, 3, 1), LAST_DAY)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    folder = tmp_path_factory.mktemp("refunds")
    shop = TestShop.new(folder / "shop", currency="EUR")
    shop.take_in(csv_file(folder / "orders.csv", HEADER, ROWS))
    return shop


def booked(shop: TestShop, *, when_paid: bool) -> TestShop:
    rules = {"book_refunds_when_paid": when_paid}
    if shop.folder.settings().rules != rules:
        wanted = replace(shop.folder.settings(), rules=rules)
        carry_out(rebuild_request(shop.folder, wanted), no_report)
    return shop


def by_month(timing: RefundTiming) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    ordered = {f"{month.first_day:%Y-%m}": month.by_order_day for month in timing.months}
    paid = {f"{month.first_day:%Y-%m}": month.by_refund_day for month in timing.months}
    return ({month: money for month, money in ordered.items() if money}, paid)


def test_both_ways_of_booking_are_told_whatever_the_shop_does(shop: TestShop) -> None:
    for when_paid in (False, True):
        timing = booked(shop, when_paid=when_paid)._asked(refund_timing)
        ordered, paid = by_month(timing)
        assert ordered == {month: Decimal(money) for month, money in BY_ORDER_DAY.items()}
        assert paid == {month: Decimal(money) for month, money in BY_REFUND_DAY.items()}
        assert sum(ordered.values()) == sum(paid.values())
        assert (timing.undated_refunds, timing.undated_amount) == (1, Decimal(10))


def test_purchases_customers_and_totals_do_not_move(shop: TestShop) -> None:
    before = booked(shop, when_paid=False)
    seen = (before.totals(), before.purchase_days())
    after = booked(shop, when_paid=True)
    assert (after.totals(), after.purchase_days()) == seen
    assert seen[0]["valid_orders"] == 5  # the order repaid whole is no purchase either way


def test_the_refund_lowers_the_month_of_the_order_in_the_cohort_view(shop: TestShop) -> None:
    for when_paid in (False, True):
        workspace = booked(shop, when_paid=when_paid).open()
        grid = read_cohort_grid(workspace, as_of=LAST_DAY)
        rows = table_rows(cohort_table(grid, CohortQuestion(Grain.MONTH)), Measure.REVENUE)
        workspace.close()
        of_may = {row["age"]: row["value"] for row in rows if row["cohort"] == "2022-05"}
        assert {age: float(value) for age, value in of_may.items() if float(value)} == {
            0: 100.0, 8: 50.0,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("when_paid", "difference", "parts"),
    [
        (False, -130, {"new": 0, "returning": 0, "up": 0, "down": -30, "absent": -100}),
        (True, -270, {"new": 0, "returning": 0, "up": 0, "down": -30, "absent": -240}),
    ],
)
def test_a_comparison_books_as_the_shop_does(
    shop: TestShop, when_paid: bool, difference: int, parts: dict[str, int]
) -> None:
    workspace = booked(shop, when_paid=when_paid).open()
    data = read_retention_data(workspace, as_of=LAST_DAY)
    answer = compare(data, AFTER_IT, FIRST_QUARTER, 90)
    absent = bridge_customers(data, AFTER_IT, FIRST_QUARTER, "absent")
    workspace.close()
    assert answer.revenue_bridge.total == difference
    assert answer.revenue_bridge.__dict__ == parts
    assert absent["difference_revenue"].astype(float).sum() == parts["absent"]
    assert (answer.now.retained, answer.now.lost) == (1, 2)


def test_rows_that_take_back_and_credit_notes_have_their_own_day(tmp_path: Path) -> None:
    rows = (
        "7001,2024-01-10,501,LAMP,2,30.00",
        "7001,2024-02-03,501,LAMP,-1,30.00",  # a refund row of the same invoice
        "7002,2024-01-12,502,CUP,10,5.00",
        "C7003,2024-03-04,502,CUP,-10,5.00",  # a credit note; nobody knows of which sale
        "7004,2024-03-09,503,CUP,1,5.00",
    )
    header = "InvoiceNo,InvoiceDate,CustomerID,Description,Quantity,UnitPrice"
    shop = TestShop.new(tmp_path / "shop", currency="GBP")
    shop.take_in(csv_file(tmp_path / "invoices.csv", header, rows))
    ordered, paid = by_month(shop._asked(refund_timing))
    assert ordered == {"2024-01": Decimal(80), "2024-03": Decimal(5)}
    assert paid == {"2024-01": Decimal(110), "2024-02": Decimal(-30), "2024-03": Decimal(-45)}
    assert shop.totals()["revenue"] == "85.00"
    assert booked(shop, when_paid=True).totals()["revenue"] == "35.00"
    assert shop.totals()["valid_orders"] == 3
