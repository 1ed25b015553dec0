"""Every declared export layout: recognised without a click, and counted right."""

import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lib.errors import FileRefused
from lib.ingest.recognise import GENERIC, layouts, recognise
from lib.schema import FIELD_BY_NAME, STATUSES
from tests.import_support import TestShop, csv_file
from tests.ingest import platform_headers as headers
from tests.ingest.api_fixtures import APIS
from tests.ingest.asian_marketplace_fixtures import ASIAN_MARKETPLACES
from tests.ingest.marketplace_fixtures import MARKETPLACES
from tests.ingest.platform_export import Export, table
from tests.ingest.till_fixtures import TILLS
from tests.ingest.web_shop_fixtures import WEB_SHOPS

EXPORTS = APIS | WEB_SHOPS | MARKETPLACES | ASIAN_MARKETPLACES | TILLS
NEVER_COUNTED = {"amazon_all_orders"}


def shop_of(tmp_path: Path, export: Export, header: tuple[str, ...] = ()) -> TestShop:
    shop = TestShop.new(tmp_path / "shop", **export.settings)
    shop.take_in(export.write(tmp_path / "export.csv", header))
    return shop


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_recognised_and_counted_without_a_click(tmp_path: Path, name: str) -> None:
    export = EXPORTS[name]
    shop = shop_of(tmp_path, export)
    summary, totals = shop.imports()[0], shop.totals()
    assert summary.platform == export.layout
    kinds = ("orders", "valid_orders", "identified_orders", "customers", "revenue")
    assert tuple(totals[kind] for kind in kinds) == export.answer
    assert shop.set_aside() == export.set_aside
    assert totals["first_ordered_on"] == export.first_day


def test_every_layout_has_an_export_that_proves_it() -> None:
    proven = {export.layout for export in EXPORTS.values()}
    assert proven | NEVER_COUNTED | {GENERIC} == set(layouts())


def test_every_layout_names_known_fields_and_statuses() -> None:
    for layout in layouts().values():
        assert set(layout.columns) | set(dict(layout.fixed)) <= set(FIELD_BY_NAME), layout.key
        assert {status for _word, status in layout.status_words} <= set(STATUSES) | {"pending"}
        listed = {header for names in layout.columns.values() for header in names}
        assert layout.key == GENERIC or listed & set(layout.needs), layout.key


@pytest.mark.parametrize("name", EXPORTS)
def test_the_order_of_the_columns_does_not_matter(name: str) -> None:
    export = EXPORTS[name]
    there, back = recognise(export.header), recognise(tuple(reversed(export.header)))
    assert (there.layout, there.columns) == (back.layout, back.columns)


@pytest.mark.parametrize("name", EXPORTS)
def test_the_name_of_the_platform_is_enough_to_find_its_layout(name: str) -> None:
    export = EXPORTS[name]
    platform = layouts()[export.layout].platform
    assert recognise(export.header, platform).layout == export.layout


def test_amazon_orders_are_refused_because_they_name_no_buyer(tmp_path: Path) -> None:
    export = Export(
        "amazon_all_orders",
        headers.AMAZON,
        table(
            "amazon-order-id | purchase-date | order-status | sku | item-status | quantity"
            " | item-price | ship-postal-code",
            "1 | 2026-06-17T08:04:21+00:00 | Shipped | A | Shipped | 1 | 89.95 | 10110",
            "2 | 2026-06-18T08:04:21+00:00 | Shipped | A | Cancelled | 1 | 89.95 | 10111",
        ),
        (0, 0, 0, 0, "0.00"),
        {},
        "",
        delimiter="\t",
    )
    with pytest.raises(FileRefused) as refusal:
        shop_of(tmp_path, export)
    assert refusal.value.code == "names_no_buyer"
    assert "does not say who bought" in refusal.value.title
    assert "Amazon, All Orders report" in refusal.value.detail


def test_rows_of_shopify_without_a_status_are_lines_of_the_paid_order_above(tmp_path: Path) -> None:
    names = "Name | Email | Financial Status | Currency | Subtotal | Total | Created at"
    names += " | Lineitem quantity | Lineitem name | Lineitem price"
    rows = table(
        names,
        "#1001 | ann@example.com | paid | GBP | 90.00 | 90.00 | 2026-03-01 10:00:00 +0000 | 1"
        " | Mug | 50.00",
        "#1001 | ann@example.com |  |  |  |  | 2026-03-01 10:00:00 +0000 | 1 | Tea | 25.00",
        "#1001 | ann@example.com |  |  |  |  | 2026-03-01 10:00:00 +0000 | 1 | Pot | 15.00",
    )
    export = replace(EXPORTS["shopify"], rows=rows)
    shop = TestShop.new(tmp_path / "shop", time_zone="UTC", currency="GBP")
    shop.take_in(export.write(tmp_path / "orders.csv"))
    totals = shop.totals()
    assert (totals["order_lines"], totals["orders"], totals["valid_orders"]) == (3, 1, 1)
    assert totals["revenue"] == "90.00"
    assert shop.purchase_days() == [("ann@example.com", date(2026, 3, 1), 1, Decimal("90.00"))]


def test_headers_with_letters_in_two_parts_are_the_same_headers(tmp_path: Path) -> None:
    export = ASIAN_MARKETPLACES["shopee vn"]
    in_parts = tuple(unicodedata.normalize("NFD", name) for name in export.header)
    assert in_parts != export.header
    assert shop_of(tmp_path, export, in_parts).totals()["revenue"] == "425000.00"


def test_two_headers_that_differ_in_one_capital_stay_two_columns() -> None:
    mapping = recognise(headers.SHOPEE_VN)
    assert mapping.columns["line_total"] == ("Tổng số tiền Người mua thanh toán",)
    assert "Tổng số tiền người mua thanh toán" not in sum(mapping.columns.values(), ())


def test_partly_hidden_user_names_of_shopee_count_and_are_said(tmp_path: Path) -> None:
    warnings = shop_of(tmp_path, ASIAN_MARKETPLACES["shopee th"]).imports()[0].warnings
    assert any("1 rows are partly hidden" in text for text in warnings)


def test_the_billing_address_of_wix_is_the_second_block_of_its_name(tmp_path: Path) -> None:
    workspace = shop_of(tmp_path, WEB_SHOPS["wix"]).open()
    try:
        found = workspace._database.rows(
            "select country, ordered_at from orders order by order_key"
        )
    finally:
        workspace.close()
    assert found[0][0] == "FRA"
    assert [f"{at:%H:%M:%S}" for _country, at in found[:2]] == ["09:15:51", "23:15:51"]


def test_each_row_of_lazada_is_one_piece(tmp_path: Path) -> None:
    workspace = shop_of(tmp_path, ASIAN_MARKETPLACES["lazada"]).open()
    try:
        found = workspace._database.rows(
            """
            select sum(quantity), sum(order_lines.revenue) from order_lines
            inner join orders using (order_id) where order_key = 'L1'
            """
        )
    finally:
        workspace.close()
    assert [tuple(map(float, row)) for row in found] == [(2.0, 165.0)]


def test_rows_without_an_order_number_go_on_with_the_order_above(tmp_path: Path) -> None:
    header = "Mã đơn hàng,Ngày đặt hàng,Số điện thoại,Trạng thái,Tên sản phẩm,Số lượng,Đơn giá,Tổng"
    rows = [
        "S1,13/01/2026,0912345678,Hoàn thành,Son,1,100000,250000",
        ",,,,Kem,1,150000,",
        "S2,15/01/2026,0912345679,WILL_NOT_DELIVER,Son,2,100000,250000",
        ",,,,Kem,1,50000,",
        "S3,16/01/2026,0912345679,Hoàn thành,Son,2,100000,200000",
    ]
    shop = TestShop.new(tmp_path / "shop", time_zone="Asia/Ho_Chi_Minh")
    shop.take_in(csv_file(tmp_path / "orders.csv", header, rows))
    assert (shop.totals()["valid_orders"], shop.totals()["revenue"]) == (2, "450000.00")
    assert shop.set_aside() == {"cancelled": 2}
