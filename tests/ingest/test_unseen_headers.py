"""Order lists whose headers nobody has met: understood by words inside them and by their values."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lib.engines.duck import Database, open_for_building
from lib.ingest.evidence import settle_mapping
from lib.ingest.header_words import headers_by_words, spoken
from lib.ingest.mapping import Mapping
from tests.import_support import TestShop, csv_file

DAYS = [datetime(2024, 1, 13, 9, 30) + timedelta(days=3 * n, minutes=7 * n) for n in range(40)]
PEOPLE = ("Anna Reed", "มาลี แก้วใส", "Đỗ Quang Huy", "Jörg Müller", "Ivy Stone", "Nia Bell")
VALUES: dict[str, Callable[[int], str]] = {
    "number": lambda n: f"D{n:05}",
    "row": lambda n: str(n + 1),
    "iso": lambda n: DAYS[n].isoformat(" "),
    "dmy": lambda n: DAYS[n].strftime("%d/%m/%Y"),
    "later": lambda n: (DAYS[n] + timedelta(days=4)).strftime("%d/%m/%Y"),
    "compact": lambda n: DAYS[n].strftime("%Y%m%d"),
    "serial": lambda n: str((DAYS[n] - datetime(1899, 12, 30)).days),
    "epoch": lambda n: str(int((DAYS[n] - datetime(1970, 1, 1)).total_seconds())),
    "name": lambda n: PEOPLE[n % 6],
    "code": lambda n: str(1000 + 7 * (n % 6)),
    "mail": lambda n: f"user{n % 6}@mail.example",
    "staff": lambda n: "till@shop.example",
    "phone": lambda n: f"08{n % 6}1234567",
    "total": lambda n: f"{99.5 + 3 * n:.2f}",
    "more": lambda n: f"{(99.5 + 3 * n) * 1.2:.2f}",
    "tax": lambda n: f"{(99.5 + 3 * n) * 0.2:.2f}",
    "thousands": lambda n: f"{150_000 + 1000 * n}",
    "pieces": lambda n: str(1 + n % 3),
    "price": lambda n: f"{10 + n}.50",
    "sum": lambda n: f"{(1 + n % 3) * (10.5 + n):.2f}",
    "item": lambda n: ("Tea", "Soap", "Mug")[n % 3],
    "state": lambda n: "storniert" if n % 5 == 0 else "bezahlt",
    "euro": lambda n: "EUR",
    "nothing": lambda n: "",
    "city": lambda n: ("Bonn", "Köln")[n % 2],
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    db = open_for_building(":memory:", tmp_path_factory.mktemp("scratch"))
    db.run("create schema work")
    db.run_file("staging/macros")
    db.run_file("staging/identity_macros")
    yield db
    db.close()


def understood(db: Database, columns: Sequence[tuple[str, str]]) -> tuple[Mapping, list[str]]:
    """The mapping of a table with these (header, kind of values) columns, and what was said."""
    names = [f"c{place}" for place in range(1, len(columns) + 1)]
    declared = ", ".join(f"{name} varchar" for name in names)
    db.run(f"create or replace table work.staged (row_number bigint, {declared})")
    rows = [(n, *(VALUES[kind](n) for _header, kind in columns)) for n in range(len(DAYS))]
    db.insert("work.staged", rows)
    return settle_mapping(db, None, tuple(header for header, _kind in columns))


SEEN_NOWHERE = {
    "a contact that is a phone": [
        ("Ref.", "number", "order_id"), ("Day", "dmy", "ordered_at"),
        ("Contact", "phone", "phone"), ("Amt due", "total", "order_total"),
    ],
    "english shorthand": [
        ("Doc No.", "number", "order_id"), ("Doc Date", "dmy", "ordered_at"),
        ("Cust. Name", "name", "customer_name"), ("Net Amt", "total", "order_total"),
    ],
    "database columns": [
        ("tbl_sales.invoice_no", "number", "order_id"), ("tbl_sales.invDate", "iso", "ordered_at"),
        ("emailAddr", "mail", "email"), ("tbl_sales.grandTotalAmt", "total", "order_total"),
    ],
    "german till": [
        ("Kd.-Nr.", "code", "customer_id"), ("Beleg-Nr.", "number", "order_id"),
        ("Tag", "serial", "ordered_at"), ("Summe (EUR)", "total", "order_total"),
    ],
    "italian till": [
        ("Num. doc.", "number", "order_id"), ("Data doc.", "dmy", "ordered_at"),
        ("Cod. cliente", "code", "customer_id"), ("Importo pagato", "total", "order_total"),
    ],
    "polish invoices": [
        ("Nr dokumentu", "number", "order_id"), ("Data sprzedaży", "dmy", "ordered_at"),
        ("Nabywca", "name", "customer_name"), ("Wartość brutto", "total", "order_total"),
    ],
    "thai point of sale": [
        ("เลขที่ใบขาย", "number", "order_id"), ("วันที่ออก", "dmy", "ordered_at"),
        ("สมาชิกร้าน", "phone", "customer_id"), ("เงินรวม (บาท)", "total", "order_total"),
    ],
    "vietnamese slips": [
        ("Số phiếu", "number", "order_id"), ("Ngày lập phiếu", "dmy", "ordered_at"),
        ("Tên KH lẻ", "name", "customer_name"), ("Tiền (VNĐ)", "thousands", "order_total"),
    ],
    "japanese": [
        ("注文番号", "number", "order_id"), ("注文日", "iso", "ordered_at"),
        ("顧客名", "name", "customer_name"), ("金額", "total", "order_total"),
    ],
    "chinese": [
        ("订单编号", "number", "order_id"), ("下单时间", "iso", "ordered_at"),
        ("买家", "name", "customer_name"), ("实付金额", "total", "order_total"),
    ],
    "korean": [
        ("주문번호", "number", "order_id"), ("주문일시", "iso", "ordered_at"),
        ("고객명", "name", "customer_name"), ("결제금액", "total", "order_total"),
    ],
    "payments": [
        ("Payer email", "mail", "email"), ("Paid on", "iso", "ordered_at"),
        ("Order #", "number", "order_id"), ("Amount paid", "total", "order_total"),
    ],
    "numbers of computers": [
        ("order", "number", "order_id"), ("epoch", "epoch", "ordered_at"),
        ("uid", "code", "customer_id"), ("dollar_value", "total", "order_total"),
    ],
    "tax within": [
        ("Bill", "number", "order_id"), ("Date", "iso", "ordered_at"),
        ("Cust", "code", "customer_id"), ("Total incl. VAT", "more", "order_total"),
        ("VAT", "tax", "tax"),
    ],
    "price times pieces": [
        ("Belegnr.", "number", "order_id"), ("Belegdatum", "dmy", "ordered_at"),
        ("Kundenname", "name", "customer_name"), ("Menge", "pieces", "quantity"),
        ("E-Preis", "price", "unit_price"),
    ],
    "three columns that multiply": [
        ("Ticket Ref", "number", "order_id"), ("Datum", "dmy", "ordered_at"),
        ("Kunde", "name", "customer_name"), ("A", "pieces", "quantity"),
        ("B", "price", "unit_price"), ("C", "sum", "line_total"),
    ],
    "a status by its words": [
        ("Bestellung", "number", "order_id"), ("Datum", "dmy", "ordered_at"),
        ("Kunde", "name", "customer_name"), ("Betrag", "total", "order_total"),
        ("Zustand", "state", "status"), ("Einheit", "euro", "currency"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SEEN_NOWHERE)
def test_headers_seen_nowhere_are_understood(database: Database, name: str) -> None:
    columns = SEEN_NOWHERE[name]
    mapping, _said = understood(database, [(header, kind) for header, kind, _field in columns])
    assert mapping.columns == {field: (header,) for header, _kind, field in columns}


def test_an_empty_column_named_status_leaves_the_filled_one_its_place(database: Database) -> None:
    columns = [("Order", "number"), ("Date", "iso"), ("Email", "mail"), ("Total", "total"),
               ("Tracking status", "nothing"), ("Deal status", "state")]  # fmt: skip
    mapping, _said = understood(database, columns)
    assert mapping.columns["status"] == ("Deal status",)


def test_a_table_without_headers_is_understood_by_its_values(database: Database) -> None:
    kinds = ("number", "compact", "mail", "name", "phone", "total", "euro", "state")
    columns = [(f"column {place}", kind) for place, kind in enumerate(kinds, start=1)]
    mapping, said = understood(database, columns)
    fields = ("order_id", "ordered_at", "email", "customer_name", "phone", "order_total",
              "currency", "status")  # fmt: skip
    assert mapping.columns == {
        field: (f"column {place}",) for place, field in enumerate(fields, start=1)
    }
    assert any("“column 6”" in sentence for sentence in said)


def test_of_two_numbers_without_headers_the_one_that_comes_again_is_the_customers(
    database: Database,
) -> None:
    columns = [("column 1", "code"), ("column 2", "row"), ("column 3", "iso")]
    mapping, _said = understood(database, columns)
    assert mapping.columns == {
        "customer_id": ("column 1",), "order_id": ("column 2",), "ordered_at": ("column 3",),
    }  # fmt: skip


def test_several_columns_of_amounts_are_named_and_none_is_taken(database: Database) -> None:
    columns = [("Order", "number"), ("Date", "iso"), ("Email", "mail"),
               ("Foo", "total"), ("Bar", "more")]  # fmt: skip
    mapping, said = understood(database, columns)
    assert not mapping.has_money
    assert any("Foo, Bar" in sentence for sentence in said)


@pytest.mark.parametrize(
    "header",
    ["Delivery fee", "Tax total", "Discount amount", "Unit cost", "Points total", "Card number",
     "Total paid at", "ส่วนลดรวม", "ค่าส่งรวม", "Tiền phí ship", "Balance", "Price per unit"],
)  # fmt: skip
def test_other_amounts_are_no_totals(header: str) -> None:
    assert header not in headers_by_words((header,))["order_total"]


def test_staff_are_not_the_buyers(database: Database) -> None:
    columns = [("Receipt", "number"), ("Date", "iso"), ("Staff email", "staff"),
               ("Client", "name"), ("Total", "total")]  # fmt: skip
    mapping, _said = understood(database, columns)
    assert not mapping.has("email")
    assert mapping.columns["customer_name"] == ("Client",)


def test_headers_are_cut_into_words() -> None:
    assert spoken("tbl_sales.invDate") == " tbl sales inv date "
    assert spoken("Total incl. VAT") == " total gross "
    assert spoken("N° pièce") == " nº pièce "


def test_a_list_nobody_has_met_imports_with_zero_clicks(tmp_path: Path) -> None:
    rows = [f"{VALUES['number'](n)},{VALUES['dmy'](n)},{VALUES['code'](n)},{VALUES['total'](n)}"
            for n in range(40)]  # fmt: skip
    shop = TestShop.new(tmp_path / "shop", time_zone="UTC")
    shop.take_in(csv_file(tmp_path / "x.csv", "Sales Doc,Posting Dt,Sold-to,Amount billed", rows))
    totals = shop.totals()
    assert (totals["orders"], totals["customers"]) == (40, 6)
    assert totals["revenue"] == f"{sum(99.5 + 3 * n for n in range(40)):.2f}"
    assert shop.imports()[0].warnings == ()


def test_customer_zero_is_a_person_where_numbers_are_counted_from_zero(tmp_path: Path) -> None:
    rows = [f"{n},{VALUES['iso'](n)},{n % 8},5" for n in range(40)]
    shop = TestShop.new(tmp_path / "shop", time_zone="UTC")
    shop.take_in(csv_file(tmp_path / "x.csv", "order,date,customer id,total", rows))
    assert shop.totals()["customers"] == 8


def test_customer_zero_is_nobody_where_it_buys_most_often(tmp_path: Path) -> None:
    rows = [f"{n},{VALUES['iso'](n)},{max(0, n % 8 - 4)},5" for n in range(40)]
    shop = TestShop.new(tmp_path / "shop", time_zone="UTC")
    shop.take_in(csv_file(tmp_path / "x.csv", "order,date,customer id,total", rows))
    assert shop.totals()["customers"] == 3
    assert shop.totals()["orders"] == 40
