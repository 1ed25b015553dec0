"""Exports whose owners changed the header line a little are still the exports they are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lib.ingest.header_match import match_headers
from lib.ingest.lists.recognise import list_layouts, recognise_list
from lib.ingest.recognise import GENERIC, layouts, missing_needs, recognise
from tests.import_support import TestShop, csv_file
from tests.ingest.test_platforms import EXPORTS, NEVER_COUNTED

SPELLINGS: dict[str, Callable[[str], str]] = {
    "small letters": str.lower,
    "underscores": lambda name: name.replace(" ", "_"),
    "blanks around": lambda name: f" {name} ",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("name", EXPORTS)
def test_headers_spelt_otherwise_are_the_same_columns(name: str, spelling: str) -> None:
    export = EXPORTS[name]
    alike = [each.casefold() for each in export.header]
    # Names that come twice, or differ in a capital alone, stay as they are.
    header = tuple(
        SPELLINGS[spelling](each) if alike.count(each.casefold()) == 1 else each
        for each in export.header
    )
    plain, other = recognise(export.header), recognise(header)
    assert (other.layout, set(other.columns)) == (plain.layout, set(plain.columns))
    back = dict(zip(header, export.header, strict=True))
    for field, used in plain.columns.items():
        assert back[other.columns[field][0]] == used[0]


def test_a_needed_column_may_be_missing_where_others_are_the_platforms_own() -> None:
    for key, layout in layouts().items():
        if key in {GENERIC, *NEVER_COUNTED} or not EXPORTS_BY_LAYOUT.get(key):
            continue
        header = EXPORTS_BY_LAYOUT[key]
        for need in layout.needs:
            found = recognise(tuple(each for each in header if each != need))
            if found.layout != GENERIC:
                assert found.platform == layout.platform, (key, need)
                assert missing_needs(found, header) == []


EXPORTS_BY_LAYOUT = {export.layout: export.header for export in EXPORTS.values()}


def test_a_squarespace_export_without_its_variants_is_still_one(tmp_path: Path) -> None:
    header = (
        "Order ID,Email,Financial Status,Created at,Total,Shipping,Taxes,Lineitem name,"
        "Lineitem quantity,Lineitem price,Amount Refunded"
    )
    shop = TestShop.new(tmp_path / "shop")
    rows = ["1,a@x.com,PAID,1/13/2026 9:00,47,10,2,Mug,1,20,0", "1,,,,,,,Tea,1,15,"]
    shop.take_in(csv_file(tmp_path / "orders.csv", header, rows))
    summary, totals = shop.imports()[0], shop.totals()
    assert summary.platform == "squarespace_orders"
    assert "although it has no column “Lineitem variant”" in summary.warnings[0]
    assert (totals["orders"], totals["revenue"]) == (1, "35.00")


def test_words_any_shop_uses_are_no_platform() -> None:
    assert recognise(("ID", "Customer", "Total", "Status", "Date", "Payment")).layout == GENERIC
    assert recognise(("Date", "Time", "Net Sales", "Customer ID", "Item")).layout == GENERIC


def test_a_common_word_stands_in_for_a_header_in_another_language() -> None:
    header = tuple(
        {"หมายเลขคำสั่งซื้อ": "Order ID", "จำนวน": "Quantity"}.get(each, each)
        for each in EXPORTS["shopee th"].header
    )
    found = recognise(header)
    assert found.layout == "shopee_th_orders"
    assert (found.columns["order_id"], found.columns["quantity"]) == (("Order ID",), ("Quantity",))


def test_a_name_that_two_headers_could_mean_is_left_out() -> None:
    assert match_headers(["Order ID"], ("order id", "ORDER_ID")) == {}
    assert match_headers(["Order ID"], ("order id", "Order ID")) == {"Order ID": "Order ID"}
    assert match_headers(["Lineitem name"], ("Line item names",)) == {
        "Lineitem name": "Line item names"
    }
    assert match_headers(["Tax 1 Value"], ("Tax 2 Value",)) == {}
    assert match_headers(["Total", "Totals"], ("total (THB)",)) == {"Total": "total (THB)"}


def test_a_name_numbered_for_its_capital_is_the_platforms_name() -> None:
    header = (
        "Mã đơn hàng",
        "Tổng số tiền người mua thanh toán",
        "Tổng số tiền Người mua thanh toán (2)",
    )
    found = match_headers(["Tổng số tiền Người mua thanh toán"], header)
    assert found == {"Tổng số tiền Người mua thanh toán": header[2]}


def test_lists_spelt_otherwise_are_the_same_lists() -> None:
    for key, layout in list_layouts().items():
        if layout.needs and layout.kind == "customers":
            used = list(dict.fromkeys(name for names in layout.columns.values() for name in names))
            header = tuple(dict.fromkeys([*layout.needs, *used]))
            found = recognise_list(tuple(name.lower().replace(" ", "_") for name in header))
            assert found
            assert found.layout == key


def test_orders_with_every_column_of_an_address_list_are_orders() -> None:
    people = ("Email", "Phone", "First Name", "Last Name", "Country", "Zip")
    assert recognise_list(people)
    assert recognise_list((*people, "Order date", "Total")) is None
    klaviyo = ("Email", "Phone Number", "First Name", "Last Name")
    assert recognise_list(klaviyo)
    assert recognise_list(("Order ID", "Order date", *klaviyo)) is None
