"""Amounts in dong run to thousands of millions; barcodes in the wrong column run further."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from lib.metrics.cohort_grid import read_cohort_grid
from lib.metrics.purchase_columns import read_purchase_columns
from tests.import_support import TestShop, csv_file

HEADER = "Order ID,Order date,Email,Product,Quantity,Unit price"
LARGE = (
    "1,2024-01-05,a@x.com,Steel,3,15000000000",
    "2,2024-01-05,b@x.com,Steel,40,20000000000.25",
    "3,2024-02-05,a@x.com,Steel,1,500000",
)
REVENUE = Decimal("845000500010.00")


def test_thousands_of_millions_are_kept_to_the_last_digit(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop", currency="VND")
    shop.take_in(csv_file(tmp_path / "orders.csv", HEADER, LARGE))
    assert Decimal(shop.totals()["revenue"]) == REVENUE
    opened = shop.open()
    try:
        grid = read_cohort_grid(opened, as_of=date(2024, 12, 31))
        assert Decimal(int(grid.columns["revenue"].sum())) / 10_000 == REVENUE
        columns = read_purchase_columns(opened)
        assert Decimal(int(columns.revenue_parts.sum())) / 10_000 == REVENUE
    finally:
        opened.close()


def test_barcodes_among_amounts_and_quantities_are_set_aside_with_their_rows(
    tmp_path: Path,
) -> None:
    shop = TestShop.new(tmp_path / "shop", currency="VND")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            HEADER,
            [
                *LARGE,
                "4,2024-02-06,c@x.com,Steel,8934567890123,500000",
                "5,2024-02-07,c@x.com,Steel,1,8934567890123",
            ],
        )
    )
    assert shop.set_aside() == {"unreadable_quantity": 1, "unreadable_amount": 1}
    assert Decimal(shop.totals()["revenue"]) == REVENUE
