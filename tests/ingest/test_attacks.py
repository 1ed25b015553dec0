"""Exports whose column names mislead, in eight languages, and files that are no orders at all."""

from pathlib import Path
from typing import Any

import pytest

from lib.errors import AppError
from lib.ingest.file_report import report_on_file
from lib.ingest.job import read_request
from lib.metrics.totals import shop_warnings
from tests.import_support import TestShop, csv_file


def took_in(folder: Path, text: str, **settings: Any) -> TestShop:
    """A new shop with one file of these lines."""
    file = folder / "export.csv"
    file.write_text("\n".join(line.strip() for line in text.strip().splitlines()), "utf-8")
    shop = TestShop.new(folder / "shop", **settings)
    shop.take_in(file)
    return shop


def figures(shop: TestShop) -> tuple[int, int, str, str, str]:
    found = shop.totals()
    return (
        found["valid_orders"],
        found["customers"],
        found["revenue"],
        found["first_ordered_on"],
        found["last_ordered_on"],
    )


def warnings_of(shop: TestShop) -> str:
    return " ".join([*shop.imports()[0].warnings, *shop._asked(shop_warnings)])


LANGUAGES = {
    "thai": """
        เลขที่ออเดอร์,วันที่สั่ง,ชื่อลูกค้า,เบอร์มือถือ,ยอดสุทธิ,สถานะ
        B1,05/01/2567,มาลี,081-000-1111,"1,100.50",สำเร็จ
        B2,31/01/2567,ปิติ,082-000-2222,70.00,ยกเลิก
        B3,14/02/2567,มาลี,0810001111,30.00,จัดส่งแล้ว""",
    "vietnamese": """
        Mã đơn;Ngày đặt;Khách hàng;SĐT;Tổng tiền;Tình trạng
        B1;05/01/2024;Lan;0901000111;1.100,50;Hoàn thành
        B2;31/01/2024;Minh;0901000222;70,00;Đã hủy
        B3;14/02/2024;Lan;0901000111;30,00;Hoàn thành""",
    "german": """
        Bestellnr.;Bestelldatum;Kundennr.;Gesamtbetrag;Status
        B1;05.01.2024;K1;1.100,50 €;Abgeschlossen
        B2;31.01.2024;K2;70,00 €;Storniert
        B3;14.02.2024;K1;30,00 €;Versendet""",
    "french": """
        N° commande;Date de commande;Adresse e-mail;Montant TTC;Statut
        B1;05/01/2024;lea@example.com;1 100,50;Payée
        B2;31/01/2024;luc@example.com;70,00;Annulée
        B3;14/02/2024;lea@example.com;30,00;Livrée""",
    "spanish": """
        Nº de pedido;Fecha del pedido;Correo electrónico;Importe total;Estado
        B1;05/01/2024;sol@example.com;1.100,50;Entregado
        B2;31/01/2024;rio@example.com;70,00;Cancelado
        B3;14/02/2024;sol@example.com;30,00;Enviado""",
    "italian": """
        Numero ordine;Data ordine;E-mail cliente;Totale ordine;Stato
        B1;05/01/2024;mia@example.com;1.100,50;Spedito
        B2;31/01/2024;ugo@example.com;70,00;Annullato
        B3;14/02/2024;mia@example.com;30,00;Consegnato""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_and_statuses_are_understood_in(language: str, tmp_path: Path) -> None:
    shop = took_in(tmp_path, LANGUAGES[language])
    assert figures(shop) == (2, 1, "1130.50", "2024-01-05", "2024-02-14")
    assert shop.set_aside() == {"cancelled": 1}


def test_a_state_of_the_country_is_no_status_and_a_rate_is_no_money(tmp_path: Path) -> None:
    shop = took_in(
        tmp_path,
        """
        Order ID,Order Date,Ship Date,Customer ID,State,Sales,Quantity,Discount
        1,2024-01-05,2024-01-09,C1,Nevada,100.00,2,0.2
        1,2024-01-05,2024-01-09,C1,Nevada,0.15,1,0.8
        2,2024-01-31,2024-02-02,C2,Ohio,50.00,1,0""",
    )
    assert figures(shop) == (2, 2, "150.15", "2024-01-05", "2024-01-31")
    assert "status" not in warnings_of(shop)


def test_fractions_of_a_cent_are_rounded_once_and_not_order_by_order(tmp_path: Path) -> None:
    rows = "\n".join(f"{n},2024-01-05,C{n},0.004" for n in range(1, 501))
    shop = took_in(tmp_path, f"Order ID,Date,Customer ID,Total\n{rows}")
    assert figures(shop)[2] == "2.00"


def test_a_percentage_is_taken_off_the_price(tmp_path: Path) -> None:
    shop = took_in(
        tmp_path,
        """
        Order ID,Order Date,Customer ID,Quantity,Unit Price,Discount %
        1,2024-01-05,C1,2,100,10%
        1,2024-01-05,C1,1,50,0%
        2,2024-01-31,C2,1,80,25%""",
    )
    assert figures(shop)[2] == "290.00"


def test_discounts_that_differ_by_row_are_taken_off_row_by_row(tmp_path: Path) -> None:
    shop = took_in(
        tmp_path,
        """
        Order ID,Order Date,Customer ID,Item,Quantity,Unit Price,Discount
        1,2024-01-05,C1,Cup,2,100,5
        1,2024-01-05,C1,Pot,1,50,3
        2,2024-01-31,C2,Cup,1,80,0""",
    )
    assert figures(shop)[2] == "322.00"


def test_an_order_date_is_found_where_no_header_names_it(tmp_path: Path) -> None:
    shop = took_in(
        tmp_path,
        """
        Order ref,Happened,Birthday,Kontakt,Order Value
        1,2024-01-01,1980-05-01,lea@example.com,5
        2,2024-01-02,1990-06-02,luc@example.com,6
        3,2024-01-09,1980-05-01,LEA@example.com ,7""",
    )
    assert figures(shop) == (3, 2, "18.00", "2024-01-01", "2024-01-09")
    assert "“Happened”" in warnings_of(shop)


def test_a_yes_or_no_in_a_column_called_paid_is_no_amount(tmp_path: Path) -> None:
    shop = took_in(
        tmp_path,
        """
        Order ID,Date,Email,Paid,Value
        1,2024-01-05,lea@example.com,yes,20
        2,2024-02-05,luc@example.com,yes,30""",
    )
    assert figures(shop)[:3] == (2, 2, "50.00")


def test_a_column_id_that_repeats_is_the_customer(tmp_path: Path) -> None:
    shop = took_in(tmp_path, "date,id\n2024-01-01,7\n2024-01-02,8\n2024-02-01,7")
    assert figures(shop)[:2] == (3, 2)


def test_a_name_that_changes_with_every_row_of_a_customer_is_the_product(tmp_path: Path) -> None:
    rows = "\n".join(f"2024-01-{day:02},{day},Thing {day},1,10,77" for day in range(1, 9))
    shop = took_in(tmp_path, f"Date,Order,Name,Qty,Price,Customer number\n{rows}")
    assert figures(shop)[:3] == (8, 1, "80.00")
    workspace = shop.open()
    assert workspace._database.rows("select count(*) from products")[0][0] == 8
    workspace.close()


def test_several_phone_columns_fill_each_other(tmp_path: Path) -> None:
    shop = took_in(
        tmp_path,
        """
        Order ID,Date,Phone,Billing Phone,Total
        1,2024-01-05,,0810001111,10
        2,2024-01-06,0820002222,0820002222,20
        3,2024-02-06,,+66 81 000 1111,30""",
        time_zone="Asia/Bangkok",
    )
    assert figures(shop)[:2] == (3, 2)


def test_a_status_in_a_sentence_is_understood_and_said(tmp_path: Path) -> None:
    shop = took_in(
        tmp_path,
        """
        Order No,Order date,Client ID,Total,Order status
        1,2024-01-05,1,10,Completed
        2,2024-01-06,2,10,Canceled by customer
        3,2024-01-07,3,10,Cancellation requested
        4,2024-01-08,4,10,Order cancelled""",
    )
    assert shop.set_aside() == {"cancelled": 2}
    assert "“canceled by customer” was taken as “Cancelled”" in warnings_of(shop)


def test_order_numbers_that_excel_destroyed_join_nobody(tmp_path: Path) -> None:
    shop = took_in(
        tmp_path,
        """
        Order ID,Date,Email,Phone,Total
        1.23E+15,2024-01-05,lea@example.com,6.68E+10,20
        1.23E+15,2024-01-06,luc@example.com,6.68E+10,50
        1.23E+15,2024-02-06,lea@example.com,6.69E+10,10""",
    )
    assert figures(shop) == (3, 2, "80.00", "2024-01-05", "2024-02-06")
    assert "Excel has destroyed the order numbers in “Order ID” (3 rows" in warnings_of(shop)
    assert "“Phone”" in warnings_of(shop)


def test_destroyed_order_numbers_of_product_rows_are_refused(tmp_path: Path) -> None:
    header = "Order ID,Date,Email,Product,Quantity,Price"
    rows = [f"1.23E+15,2024-01-0{day},lea@example.com,Cup,1,5" for day in (1, 2)]
    shop = TestShop.new(tmp_path / "shop")
    with pytest.raises(AppError) as caught:
        shop.take_in(csv_file(tmp_path / "orders.csv", header, rows))
    assert caught.value.code == "order_ids_destroyed"
    assert "orders.csv" in caught.value.title
    assert "Order ID" in caught.value.detail


def test_amounts_with_different_currency_signs_are_never_added(tmp_path: Path) -> None:
    rows = ["1,2024-01-05,lea@example.com,€10.00", "2,2024-01-06,luc@example.com,£20.00"]
    rows.append("3,2024-02-06,lea@example.com,€30.00")
    shop = took_in(tmp_path, "\n".join(["Order ID,Date,Email,Total", *rows]))
    assert figures(shop)[:3] == (2, 1, "40.00")
    assert shop.totals()["currency"] == "EUR"
    assert "GBP (1)" in warnings_of(shop)


def test_prices_of_three_digit_groups_are_thousands_in_vietnam(tmp_path: Path) -> None:
    text = "Order ID,Date,Email,Total\n1,2024-01-05,lea@example.com,150.000"
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert figures(took_in(tmp_path / "a", text, time_zone="Asia/Ho_Chi_Minh"))[2] == "150000.00"
    assert "can be read in two ways" in warnings_of(took_in(tmp_path / "b", text))


def test_odd_dates_refunds_and_tills_are_said(tmp_path: Path) -> None:
    rows = [f"{n},2024-01-{n:02},TILL,10" for n in range(1, 9)]
    rows += ["20,2099-01-01,C1,10", "21,1900-01-06,C2,10", "22,2024-03-01,C2,-4"]
    said = warnings_of(took_in(tmp_path, "\n".join(["Order ID,Date,Customer ID,Total", *rows])))
    assert "dated in the future: 1, up to 2099-01-01" in said
    assert "dated before 1990: 1, back to 1900-01-06" in said
    assert "“TILL”, has 8 of 9 orders" in said
    assert "own: 1, 4.00 in all" in said


OTHER_REPORTS = {
    "customers": (
        "Customer ID,Email,Accepts Marketing,Total Spent,Total Orders,Created At",
        "1,lea@example.com,yes,100.00,3,2023-01-05",
    ),
    "visits": ("Date,Sessions,Users,Page views,Bounce rate", "2024-01-01,100,80,200,50%"),
    "products": ("Product ID,Product name,Stock,Price", "P1,Cup,4,10"),
}


@pytest.mark.parametrize("kind", OTHER_REPORTS)
def test_other_reports_are_refused_by_name(kind: str, tmp_path: Path) -> None:
    header, row = OTHER_REPORTS[kind]
    shop = TestShop.new(tmp_path / "shop")
    with pytest.raises(AppError) as caught:
        shop.take_in(csv_file(tmp_path / "export.csv", header, [row]))
    assert "export.csv" in caught.value.title
    assert kind in caught.value.detail
    assert shop.folder.current_version() is None


def test_read_shows_json_lines_and_archives_as_tables(tmp_path: Path) -> None:
    source, out = tmp_path / "orders.csv", tmp_path / "table.csv"
    source.write_text('{"id": "1", "say": "a \\"b\\""}\n{"id": "2", "say": "c"}\n', "utf-8")
    report = report_on_file(read_request(source, source.name, out))
    assert report["columns"] == ["id", "say"]
    assert report["rows_read"] == 2
    assert out.read_bytes() == b'id,say\r\n1,"a ""b"""\r\n2,c\r\n'
