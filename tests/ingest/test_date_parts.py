"""Order dates in three columns: year, month and day."""

from pathlib import Path

import pytest

from lib.ingest.date_parts import parts_of_date
from tests.import_support import TestShop, csv_file

THAI_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.")
ENGLISH_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]

# Header line, a row by its number, and the last day.
FILES = {
    "figures": ("Order ID,Year,Month,Day,Email,Total", "{n},2024,{n},{d}", "2024-07-20"),
    "month names": (
        "order_id,order_day,order_month,order_year,email,total",
        "{n},{d},{english},24",
        "2024-07-20",
    ),
    "thai": ("เลขที่บิล,ปี,เดือน,วันที่,อีเมล,ยอดรวม", "{n},2567,{thai},{d}", "2024-07-20"),
    "vietnamese": ("Mã đơn hàng,Ngày,Tháng,Năm,Email,Tổng tiền", "{n},{d},0{n},2025", "2025-07-20"),
    "beside a date": (
        "Order ID,Year,Month,Order date,Day,Email,Total",
        "{n},2024,{n},2023-0{n}-15,{d}",
        "2023-07-15",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_date_in_three_columns_is_put_together(tmp_path: Path, name: str) -> None:
    header, row, last = FILES[name]
    rows = [
        row.format(n=n, d=n + 13, english=ENGLISH_MONTHS[n - 1], thai=THAI_MONTHS[n - 1])
        + f",p{n % 3}@x.com,10"
        for n in range(1, 8)
    ]
    shop = TestShop.new(tmp_path / "shop", time_zone="Asia/Bangkok")
    shop.take_in(csv_file(tmp_path / "orders.csv", header, [*rows]))
    totals = shop.totals()
    assert (totals["orders"], totals["last_ordered_on"]) == (7, last)
    assert totals["revenue"] == "70.00"


def test_an_impossible_day_is_set_aside_and_named(tmp_path: Path) -> None:
    rows = [f"{n},2024,{n},{n + 13},p@x.com,10" for n in range(1, 8)]
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(
        csv_file(
            tmp_path / "orders.csv",
            "Order ID,Year,Month,Day,Email,Total",
            [*rows, "8,2024,2,30,p@x.com,10"],
        )
    )
    assert shop.set_aside() == {"unreadable_date": 1}


def test_two_of_three_parts_are_no_date() -> None:
    assert parts_of_date(("Year", "Month", "Total")) == ()
    assert parts_of_date(("Month", "Order year", "Sale day")) == ("Order year", "Month", "Sale day")
