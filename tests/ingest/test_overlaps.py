"""Exports that overlap, come late or are taken back: each order counts once, as last told."""

from pathlib import Path
from typing import Any

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
