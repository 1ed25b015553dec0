"""Files that only together say who bought what when: joined without a question, nothing lost."""

import csv
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lib.errors import AppError
from lib.ingest.related.finding import relate
from lib.ingest.related.pack import MARK, is_pack, pack_name, read_pack
from tests.import_support import TestShop

Rows = list[list[str]]

# Two people on three orders: one order is cancelled, one has two lines, one has none.
MARKETPLACE: dict[str, Rows] = {
    "mp_orders_dataset.csv": [
        ["order_id", "customer_id", "order_status", "order_purchase_timestamp", "delivered_date"],
        ["oa", "visit-1", "delivered", "2024-01-05 10:00:00", "2024-01-09 10:00:00"],
        ["ob", "visit-2", "canceled", "2024-02-05 10:00:00", ""],
        ["oc", "visit-3", "delivered", "2024-03-05 10:00:00", "2024-03-09 10:00:00"],
        ["od", "visit-4", "delivered", "2024-04-05 10:00:00", "2024-04-08 10:00:00"],
    ],
    "mp_order_items_dataset.csv": [
        ["order_id", "order_item_id", "product_id", "shipping_limit_date", "price", "freight"],
        ["oa", "1", "p1", "2024-01-07", "10.00", "3.00"],
        ["oa", "2", "p2", "2024-01-07", "20.50", "3.00"],
        ["ob", "1", "p1", "2024-02-07", "10.00", "3.00"],
        ["oc", "1", "p2", "2024-03-07", "20.50", "3.00"],
    ],
    "mp_customers_dataset.csv": [
        ["customer_id", "customer_unique_id", "customer_city", "customer_state"],
        ["visit-1", "person-x", "franca", "SP"],
        ["visit-2", "person-y", "osasco", "SP"],
        ["visit-3", "person-x", "franca", "SP"],
        ["visit-4", "person-y", "osasco", "SP"],
    ],
    "mp_products_dataset.csv": [
        ["product_id", "product_category_name", "product_name_lenght", "product_photos_qty"],
        ["p1", "beauty", "40", "1"],
        ["p2", "sports", "41", "2"],
    ],
    "mp_sellers_dataset.csv": [["seller_id", "seller_city"], ["s1", "ibitinga"]],
}
# Amounts stand in payments only; every table calls its own key "id".
NORMALISED: dict[str, Rows] = {
    "raw_customers.csv": [["id", "first_name", "last_name"], ["1", "Mia", "P."], ["2", "Bo", "K."]],
    "raw_orders.csv": [
        ["id", "user_id", "order_date", "status"],
        ["1", "1", "2024-01-01", "completed"],
        ["2", "2", "2024-01-02", "completed"],
        ["3", "1", "2024-02-03", "placed"],
    ],
    "raw_payments.csv": [
        ["id", "order_id", "payment_method", "amount"],
        ["1", "1", "credit_card", "1000"],
        ["2", "2", "coupon", "200"],
        ["3", "2", "credit_card", "1300"],
        ["4", "3", "bank_transfer", "50"],
    ],
}
# The price of a sale is in the list of products.
STAR: dict[str, Rows] = {
    "Sales.csv": [
        ["Order Number", "Line Item", "Order Date", "CustomerKey", "ProductKey", "Quantity"],
        ["900", "1", "1/31/2024", "7", "3", "2"],
        ["900", "2", "1/31/2024", "7", "4", "1"],
        ["901", "1", "2/14/2024", "8", "3", "5"],
    ],
    "Products.csv": [
        ["ProductKey", "Product Name", "Unit Cost USD", "Unit Price USD", "Category"],
        ["3", "Mug", "$2.00 ", "$9.50 ", "Kitchen"],
        ["4", "Lamp", "$300.00 ", "$1,049.99 ", "Home"],
    ],
    "Subcategories.csv": [["SubcategoryKey", "SubcategoryName"], ["1", "Dishes"]],
    "Calendar.csv": [["Date"], ["1/31/2024"], ["2/14/2024"]],
    "Returns.csv": [["ReturnDate", "ProductKey", "ReturnQuantity"], ["2/1/2024", "3", "1"]],
    "Customers.csv": [
        ["CustomerKey", "Gender", "Name", "Country", "Birthday"],
        ["7", "Female", "Ada Lo", "Canada", "7/3/1939"],
        ["8", "Male", "Gus Ray", "Italy", "9/9/1979"],
    ],
}
THAI: dict[str, Rows] = {
    "สมาชิก.csv": [
        ["รหัสสมาชิก", "ชื่อ", "เบอร์โทร"],
        ["M01", "มาลี", "0812345678"],
        ["M02", "สมชาย", "0898765432"],
    ],
    "บิล.csv": [
        ["เลขที่บิล", "วันที่", "รหัสสมาชิก"],
        ["INV1", "13/02/2567", "M01"],
        ["INV2", "14/02/2567", "M02"],
        ["INV3", "29/02/2567", "M01"],
    ],
    "รายการ.csv": [
        ["เลขที่บิล", "สินค้า", "จำนวน", "ราคาต่อหน่วย"],
        ["INV1", "ชาเขียว", "2", "45"],
        ["INV2", "กาแฟ", "1", "60"],
        ["INV3", "กาแฟ", "1", "60"],
        ["INV3", "ชาเขียว", "1", "45"],
    ],
}
# (files, valid orders, customers, revenue, rows read)
SHOPS: dict[str, tuple[dict[str, Rows], int, int, str, int]] = {
    "marketplace": (MARKETPLACE, 2, 1, "51.00", 5),
    "normalised": (NORMALISED, 3, 2, "2550.00", 4),
    "star": (STAR, 2, 2, "1116.49", 3),
    "thai": (THAI, 3, 2, "255.00", 4),
}


def written(folder: Path, tables: dict[str, Rows]) -> list[Path]:
    paths = []
    for name, rows in tables.items():
        paths.append(folder / name)
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return paths


def packed(folder: Path, tables: dict[str, Rows]) -> list[Path]:
    target = folder / "export.zip"
    with zipfile.ZipFile(target, "w") as package:
        for path in written(folder, tables):
            package.write(path, path.name)
    return [target]


def as_sheets(folder: Path, tables: dict[str, Rows]) -> list[Path]:
    target = folder / "export.xlsx"
    with xlsxwriter.Workbook(str(target)) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(Path(name).stem)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return [target]


def imported(folder: Path, files: list[Path]) -> TestShop:
    shop = TestShop.new(folder / "shop")
    shop.take_in(*files)
    return shop


@pytest.mark.parametrize("name", SHOPS)
@pytest.mark.parametrize("way", [written, packed, as_sheets], ids=["files", "zip", "sheets"])
def test_tables_of_one_shop_are_read_as_one(tmp_path: Path, name: str, way: Any) -> None:
    tables, orders, customers, revenue, rows = SHOPS[name]
    shop = imported(tmp_path, way(tmp_path, tables))
    totals = shop.totals()
    assert (totals["valid_orders"], totals["customers"]) == (orders, customers)
    assert Decimal(totals["revenue"]) == Decimal(revenue)
    joined = shop.imports()[0]
    assert joined.rows_read == joined.rows_used + joined.rows_set_aside == rows
    assert any("Read as one table" in warning for warning in joined.warnings)


@pytest.mark.parametrize("name", ["marketplace", "thai"])
def test_the_order_in_which_files_are_named_does_not_matter(tmp_path: Path, name: str) -> None:
    files = written(tmp_path, SHOPS[name][0])
    forward = imported(tmp_path / "a", files).totals()
    assert imported(tmp_path / "b", files[::-1]).totals() == forward


def test_what_the_tables_say_of_buyers_and_goods_arrives(tmp_path: Path) -> None:
    shop = imported(tmp_path, written(tmp_path, STAR))
    workspace = shop.open()
    people = workspace._database.rows("select customer_name, country from customers order by 1")
    goods = workspace._database.rows("select product_name, category from products order by 1")
    workspace.close()
    assert people == [("Ada Lo", "Canada"), ("Gus Ray", "Italy")]
    assert goods == [("Lamp", "Home"), ("Mug", "Kitchen")]


def test_an_order_without_rows_is_kept_and_counted_in_a_sentence(tmp_path: Path) -> None:
    shop = imported(tmp_path, written(tmp_path, MARKETPLACE))
    [joined] = shop.imports()
    assert shop.totals()["orders"] == 4
    assert shop.set_aside() == {"cancelled": 1, "worth_nothing": 1}
    assert any(
        "1 order of mp_orders_dataset.csv has no row in mp_order_items_dataset.csv" in warning
        for warning in joined.warnings
    )


def test_a_row_of_no_order_is_set_aside_and_named(tmp_path: Path) -> None:
    tables = {name: [*rows] for name, rows in THAI.items()}
    tables["รายการ.csv"].append(["INV9", "กาแฟ", "1", "60"])
    shop = imported(tmp_path, written(tmp_path, tables))
    assert shop.totals()["revenue"] == "255.00"
    assert sum(shop.set_aside().values()) == 1
    assert any("1 row of รายการ.csv names a" in each for each in shop.imports()[0].warnings)


def test_a_row_that_cannot_be_read_is_set_aside_under_the_name_of_its_file(tmp_path: Path) -> None:
    files = written(tmp_path, THAI)
    items = tmp_path / "รายการ.csv"
    items.write_text(items.read_text(encoding="utf-8") + "INV3,ชา,1,45,เกิน,มา\n", encoding="utf-8")
    shop = imported(tmp_path, files)
    [joined] = shop.imports()
    assert (joined.rows_read, joined.rows_used) == (5, 4)
    assert shop.set_aside() == {"too_many_cells": 1}
    workspace = shop.open()
    [(value,)] = workspace._database.rows("select value from ledger where is_set_aside")
    workspace.close()
    assert value.startswith("รายการ.csv: ")
    assert shop.totals()["revenue"] == "255.00"


def test_files_that_add_nothing_are_named_and_left_out(tmp_path: Path) -> None:
    shop = TestShop.new(tmp_path / "shop")
    answer = shop.take_in(*written(tmp_path, MARKETPLACE))
    [note] = answer["notes"]
    assert "mp_sellers_dataset.csv" in note
    assert "mp_products_dataset.csv" not in note


def test_keys_that_passed_through_a_data_frame_still_match(tmp_path: Path) -> None:
    tables = {name: [*rows] for name, rows in NORMALISED.items()}
    header, *rows = tables["raw_orders.csv"]
    tables["raw_orders.csv"] = [header, *([id_, f"{user}.0", *rest] for id_, user, *rest in rows)]
    shop = imported(tmp_path, written(tmp_path, tables))
    workspace = shop.open()
    people = workspace._database.rows("select customer_name from customers order by 1")
    workspace.close()
    assert people == [("Bo K.",), ("Mia P.",)]


def test_the_same_files_again_change_nothing_and_one_undo_takes_all_back(tmp_path: Path) -> None:
    files = written(tmp_path, THAI)
    shop = imported(tmp_path, files)
    before = shop.totals()
    answer = shop.take_in(*files)
    assert answer["import_ids"] == []
    assert [known["file"] for known in answer["already"]] == ["บิล.csv + รายการ.csv + สมาชิก.csv"]
    assert shop.totals() == before
    assert shop.undo()["version"] is None


def test_later_exports_of_the_same_tables_replace_their_orders(tmp_path: Path) -> None:
    shop = imported(tmp_path, written(tmp_path, THAI))
    later = {name: [*rows] for name, rows in THAI.items()}
    later["บิล.csv"].append(["INV4", "05/03/2567", "M02"])
    later["รายการ.csv"] = [*later["รายการ.csv"][:-1], ["INV4", "กาแฟ", "2", "60"]]
    shop.take_in(*written(tmp_path, later))
    totals = shop.totals()
    assert (totals["valid_orders"], totals["revenue"]) == (4, "330.00")


def test_monthly_files_and_one_list_of_members_are_one_table(tmp_path: Path) -> None:
    header, *orders = THAI["บิล.csv"]
    tables = {
        "บิล มกราคม.csv": [header, *orders[:1]],
        "บิล กุมภาพันธ์.csv": [header, *orders[1:]],
        "รายการ.csv": THAI["รายการ.csv"],
        "สมาชิก.csv": THAI["สมาชิก.csv"],
    }
    totals = imported(tmp_path, written(tmp_path, tables)).totals()
    assert (totals["valid_orders"], totals["customers"], totals["revenue"]) == (3, 2, "255.00")


def test_exports_of_orders_that_overlap_are_read_once(tmp_path: Path) -> None:
    header, *orders = THAI["บิล.csv"]
    tables = {
        "บิล ไตรมาสแรก.csv": [header, *orders],
        "บิล กุมภาพันธ์.csv": [header, *orders[1:]],
        "รายการ.csv": THAI["รายการ.csv"],
        "สมาชิก.csv": THAI["สมาชิก.csv"],
    }
    shop = imported(tmp_path, written(tmp_path, tables))
    totals = shop.totals()
    assert (totals["valid_orders"], totals["customers"], totals["revenue"]) == (3, 2, "255.00")
    assert any("2 rows of" in each and "read once" in each for each in shop.imports()[0].warnings)


def test_a_list_of_customers_that_is_joined_is_also_a_list(tmp_path: Path) -> None:
    orders = [["order_id", "user_id", "created_at", "sale_price"]]
    orders += [[str(n), str(1 + n % 4), f"2024-01-{n:02d}", "10.00"] for n in range(1, 13)]
    users = [["id", "first_name", "last_name", "email", "gender", "age", "created_at"]]
    users += [
        [str(n), f"F{n}", f"L{n}", f"u{n}@example.com", "F", str(20 + n), "2023-05-01"]
        for n in range(1, 5)
    ]
    shop = imported(tmp_path, written(tmp_path, {"orders.csv": orders, "users.csv": users}))
    workspace = shop.open()
    found = workspace._database.rows(
        "select count(distinct email), count(*) from customers where email like 'u%'"
    )
    genders = workspace._database.rows(
        "select count(*) from customer_attributes where attribute = 'gender'"
    )
    workspace.close()
    assert (found, genders) == ([(4, 4)], [(4,)])


COMPLETE: Rows = [
    ["Order ID", "Date", "Customer", "Total"],
    *([str(n), f"2024-02-{n:02d}", f"Person {n % 5}", "10.00"] for n in range(1, 21)),
]
OTHER_SYSTEM: Rows = [
    ["Invoice No", "Invoice Date", "Client", "Amount due", "Remark"],
    *([f"X{n}", f"2023-02-{n:02d}", f"Client {n % 5}", "7.00", ""] for n in range(1, 21)),
]


def test_complete_exports_of_two_systems_stay_two(tmp_path: Path) -> None:
    shop = imported(tmp_path, written(tmp_path, {"new.csv": COMPLETE, "old.csv": OTHER_SYSTEM}))
    assert len(shop.imports()) == 2
    assert shop.totals()["revenue"] == "340.00"


def test_small_numbers_under_different_names_are_no_key(tmp_path: Path) -> None:
    """Prices 1 to 20 are all found among order numbers 1 to 20; that says nothing."""
    stock = [["warehouse", "shelf"], *([str(n), str(n)] for n in range(1, 21))]
    files = written(tmp_path, {"orders.csv": COMPLETE, "stock.csv": stock})
    place = tmp_path / "place"
    place.mkdir()
    assert relate([(path, path.name) for path in files], place) is None


def test_a_second_file_of_the_same_orders_is_not_imported_over_them(tmp_path: Path) -> None:
    """Its order numbers are all here: as an import of its own it would replace the orders."""
    lines = [["order_id", "product", "quantity", "price"]]
    lines += [[str(n), "Tea", "2", "5.00"] for n in range(1, 21)]
    orders = [["order_id", "date", "client_id"]]
    orders += [[str(n), f"2024-02-{n:02d}", str(n % 5)] for n in range(1, 21)]
    payments = [["payment_id", "order_id", "client_id", "amount", "created_at"]]
    payments += [[f"P{n}", str(n), str(n % 5), "12.00", f"2024-02-{n:02d}"] for n in range(1, 21)]
    tables = {"lines.csv": lines, "orders.csv": orders, "payments.csv": payments}
    shop = imported(tmp_path, written(tmp_path, tables))
    assert len(shop.imports()) == 1
    assert shop.totals()["revenue"] == "200.00"


def test_orders_that_cannot_be_understood_are_refused_not_left_out(tmp_path: Path) -> None:
    strange = [["order_id", "customer_id", "total"]]
    strange += [[f"Z{n}", "visit-1", "9.00"] for n in range(8)]
    shop = TestShop.new(tmp_path / "shop")
    with pytest.raises(AppError, match=r"strange\.csv has no column with the order date"):
        shop.take_in(*written(tmp_path, MARKETPLACE | {"strange.csv": strange}))


def test_payments_beside_orders_that_have_amounts_count_nothing_twice(tmp_path: Path) -> None:
    payments = [["payment_id", "order_id", "paid_amount", "paid_at"]]
    payments += [[f"P{n}", str(n), "10.00", f"2024-02-{n:02d}"] for n in range(1, 21)]
    members = [["Customer", "Phone"], *([f"Person {n}", f"08123450{n:02d}"] for n in range(5))]
    tables = {"orders.csv": COMPLETE, "payments.csv": payments, "people.csv": members}
    shop = imported(tmp_path, written(tmp_path, tables))
    assert shop.totals()["revenue"] == "200.00"


def test_a_pack_keeps_every_file_byte_for_byte(tmp_path: Path) -> None:
    files = written(tmp_path, THAI)
    for place in ("one", "two", "out"):
        (tmp_path / place).mkdir()
    together = [(path, path.name) for path in files]
    first, second = (relate(together, tmp_path / place) for place in ("one", "two"))
    assert first is not None
    assert second is not None
    assert is_pack(first.path)
    assert not is_pack(files[0])
    assert first.path.read_bytes() == second.path.read_bytes()
    plan, inside = read_pack(first.path, tmp_path / "out")
    assert {name: path.read_bytes() for name, path in inside.items()} == {
        path.name: path.read_bytes() for path in files
    }
    assert first.name == pack_name(plan) == "บิล.csv + รายการ.csv + สมาชิก.csv"


CRAFTED: dict[str, dict[str, Any]] = {
    "sql for a table": {"rows": "0; drop table imports"},
    "a table that is not there": {"orders": 7},
    "a header that is not there": {"columns": [{"name": "a", "parts": [[0, "nope"]]}]},
    "no columns": {"columns": []},
    "nothing at all": {"sources": None},
}


@pytest.mark.parametrize("name", CRAFTED)
def test_what_only_looks_like_a_pack_is_refused(tmp_path: Path, name: str) -> None:
    about = {
        "sources": [{"names": ["a.csv"], "columns": ["id", "day"]}],
        "rows": 0,
        "orders": 0,
        "joins": [],
        "columns": [{"name": "id", "parts": [[0, "id"]]}],
    }
    path = tmp_path / "crafted.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(MARK, json.dumps(about | CRAFTED[name]))
        package.writestr("0000", "id,day\n1,2024-01-01\n")
    with pytest.raises(AppError) as caught:
        TestShop.new(tmp_path / "shop").take_in(path)
    assert caught.value.code == "archive_damaged"


def test_a_pack_cannot_unpack_to_more_than_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(MARK, "{}")
        package.writestr("0000", "0" * 50_000_000)
    with pytest.raises(AppError) as caught:
        read_pack(path, tmp_path)
    assert caught.value.code == "archive_damaged"
    assert not (tmp_path / "0000").exists()
