"""Exports that overlap, come late or are taken back: each order counts once, as last told."""

from pathlib import Path
from typing import Any

from lib.metrics.totals import shop_warnings
from tests.import_support import TestShop, csv_file

HEADER = "Order ID,Order date,Email,Status,Total,Refunded amount"
ROWS = [f"{n},2024-01-{n:02},p{n % 4}@x.com,paid,{n}.50," for n in range(1, 21)]


def shop_of(tmp_path: Path, name: str, *files: list[str]) -> TestShop:
    shop = TestShop.new(tmp_path / name)
    for place, rows in enumerate(files):
        shop.take_in(csv_file(tmp_path / f"{name}-{place}.csv", HEADER, rows))
    return shop


def figures(shop: TestShop) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    return shop.totals(), shop.purchase_days()


def test_two_overlapping_exports_in_any_order_equal_one_joined_export(tmp_path: Path) -> None:
    joined = figures(shop_of(tmp_path, "joined", ROWS))
    early, late = ROWS[:13], ROWS[8:]
    assert figures(shop_of(tmp_path, "forward", early, late)) == joined
    backward = shop_of(tmp_path, "backward", late, early)
    assert figures(backward) == joined
    assert backward.set_aside() == {"replaced_by_later_file": 5}


def test_late_refunds_and_cancellations_update_and_an_earlier_import_can_be_taken_back(
    tmp_path: Path,
) -> None:
    changed = [
        "1,2024-01-01,p1@x.com,cancelled,1.50,",
        "2,2024-01-02,p2@x.com,refunded,2.50,2.50",
        "3,2024-01-03,p3@x.com,paid,3.50,1.00",
    ]
    shop = shop_of(tmp_path, "shop", ROWS[:10], changed, ROWS[10:])
    told_once = shop_of(tmp_path, "once", [*changed, *ROWS[3:]])
    assert figures(shop) == figures(told_once)
    shop.undo(2)
    assert figures(shop) == figures(shop_of(tmp_path, "without", ROWS))
    known = shop.take_in(tmp_path / "shop-0.csv")
    assert [each["import_id"] for each in known["already"]] == [1]


DATED = "Order ID,Order date,Email,Status,Total,Updated at"


def test_the_later_status_of_an_order_wins_in_any_order_of_import(tmp_path: Path) -> None:
    early = [*ROWS[:6], "30,2024-03-01,p1@x.com,pending,9.00,", "31,2024-03-02,p1@x.com,draft,9,"]
    # An export of fewer and older days, made later.
    late = [
        "1,2024-01-01,p1@x.com,cancelled,1.50,",
        "2,2024-01-02,p2@x.com,returned,2.50,",
        "3,2024-01-03,p3@x.com,partially refunded,3.50,1.00",
        "30,2024-03-01,p1@x.com,paid,9.00,",
        "31,2024-03-02,p1@x.com,paid,9.00,",
    ]
    joined = figures(shop_of(tmp_path, "joined", [*late, *ROWS[3:6]]))
    assert joined[0]["revenue"] == "37.00"  # 2.50 + 9 + 9 + 4.50 + 5.50 + 6.50
    assert figures(shop_of(tmp_path, "forward", early, late)) == joined
    assert figures(shop_of(tmp_path, "backward", late, early)) == joined


def test_the_orders_own_time_of_change_outranks_its_status(tmp_path: Path) -> None:
    files = [
        csv_file(tmp_path / "a.csv", DATED, ["1,13/01/2024,a@x.com,cancelled,10,14/01/2024 08:00"]),
        csv_file(tmp_path / "b.csv", DATED, ["1,13/01/2024,a@x.com,paid,10,02/02/2024 08:00"]),
    ]
    for name, order in (("forward", files), ("backward", files[::-1])):
        shop = TestShop.new(tmp_path / name)
        shop.take_in(order[0])
        shop.take_in(order[1])
        assert (shop.totals()["orders"], shop.totals()["revenue"]) == (1, "10.00")


def test_what_changed_in_the_export_that_goes_on_longer_counts(tmp_path: Path) -> None:
    old = ["1,2024-01-01,p1@x.com,paid,10.00,", "2,2024-01-02,p1@x.com,paid,5.00,"]
    new = ["1,2024-01-01,p1@x.com,paid,12.00,", "3,2024-01-09,p1@x.com,paid,5.00,"]
    assert shop_of(tmp_path, "forward", old, new).totals()["revenue"] == "22.00"
    assert shop_of(tmp_path, "backward", new, old).totals()["revenue"] == "22.00"


def test_two_rows_of_one_order_in_one_file_count_as_the_one_changed_last(tmp_path: Path) -> None:
    rows = [
        "1,2024-01-13,a@x.com,cancelled,10,2024-01-14",
        "1,2024-01-13,a@x.com,paid,10,2024-02-02",
    ]
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(csv_file(tmp_path / "a.csv", DATED, rows))
    assert (shop.totals()["valid_orders"], shop.set_aside()) == (1, {"same_order_again": 1})


def test_numbers_that_lost_their_zeros_in_a_spreadsheet_are_told(tmp_path: Path) -> None:
    header = "Order ID,Order date,Customer ID,Status,Total"
    shop = TestShop.new(tmp_path / "zeros")
    whole = [f"{n:05},2024-01-{n:02},0{n % 3 + 7}1,paid,{n}.50" for n in range(1, 9)]
    shop.take_in(csv_file(tmp_path / "whole.csv", header, whole))
    assert not any("leading zeros" in text for text in shop._asked(shop_warnings))
    saved_again = [f"{n},2024-01-{n:02},{n % 3 + 7}1,paid,{n}.50" for n in range(5, 12)]
    shop.take_in(csv_file(tmp_path / "saved_again.csv", header, saved_again))
    told = " ".join(shop._asked(shop_warnings))
    assert "Order numbers that differ in leading zeros only: 4, such as 00005 and 5." in told
    assert "Customer numbers that differ in leading zeros only: 3, such as 071 and 71." in told
