"""Workbooks give the same orders as the CSV would, or one clear sentence."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.import_support import TestShop
from tests.ingest import workbooks
from tests.ingest.workbook_reading import assert_same_shop, read, warned
from tests.ingest.workbooks import HEADER, NOTES, ORDERS, TABLE

SHEET = "xl/worksheets/sheet1.xml"


def texts(rows: list[list[str]], column: int) -> list[str]:
    return [row[column] for row in rows]


def test_numbers_dates_and_texts_of_a_workbook_are_those_of_the_csv(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "orders.xlsx")
    reading, rows = read(path)
    assert reading.columns == HEADER
    assert (reading.kind, reading.header_row, reading.warnings) == ("workbook", 1, ())
    assert rows[1] == [
        *("3", "7002", "2024-01-09 18:00:00", "bo@example.com", "โบ ใจดี"),
        *("0822222222", "80.5", "paid"),
    ]
    assert texts(rows, 0) == [str(number) for number in range(2, 10)]
    assert_same_shop(path)


def test_a_workbook_in_which_everything_is_text_gives_the_same_shop(tmp_path: Path) -> None:
    rows = [tuple(map(str, row)) for row in TABLE]
    assert_same_shop(workbooks.xlsx(tmp_path / "orders.xlsx", {"Orders": rows}))


@pytest.mark.parametrize("name", ["orders.xls", "orders.csv"])
def test_the_old_excel_format_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = workbooks.xls(tmp_path / name)
    _reading, rows = read(path)
    assert rows[1][:3] == ["3", "7002", "2024-01-09 18:00:00"]
    assert_same_shop(path)


def test_cells_without_an_address_and_tags_with_a_prefix_are_the_same_cells(
    tmp_path: Path,
) -> None:
    def change(xml: str) -> str:
        xml = re.sub(r' r="[A-Z]*[0-9]+"', "", xml).replace("xmlns=", "xmlns:x=")
        return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml)

    assert_same_shop(workbooks.with_part(workbooks.xlsx(tmp_path / "a.xlsx"), SHEET, change))


def test_an_ods_workbook_gives_the_same_shop(tmp_path: Path) -> None:
    path = workbooks.ods(tmp_path / "orders.ods", {"Orders": workbooks.ods_rows()})
    assert read(path)[1][2][:3] == ["4", "7003", "2024-02-01 00:00:00"]
    assert_same_shop(path)


def test_days_counted_from_1904_are_the_same_days(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "orders.xlsx", date_1904=True)
    assert_same_shop(path)


@pytest.mark.parametrize(
    ("code", "stored", "text"),
    [
        ("dd/mm/yyyy", 45296, "2024-01-05"),
        ("d mmm yyyy", 45296.5, "2024-01-05 12:00:00"),
        ("[$-107041E]d mmm bbbb;@", 45296, "2024-01-05"),
        ("m/d/yy h:mm AM/PM", 45296, "2024-01-05 00:00:00"),
        ("yyyy-mm-dd hh:mm:ss.000", 45296.39583333334, "2024-01-05 09:30:00"),
        ("hh:mm", 0.75, "18:00:00"),
        ("[h]:mm", 1.5, "36:00:00"),
        ("dd/mm/yyyy", 59, "1900-02-28"),
        ("dd/mm/yyyy", 60, "1900-02-29"),
        ("dd/mm/yyyy", 61, "1900-03-01"),
        ("dd/mm/yyyy", 0, "1900-01-00"),
        ("dd/mm/yyyy", -5, "-5"),
        ("General", 1e15, "1000000000000000"),
        ("General", 19.989999999999998, "19.99"),
        ("General", 0.00001234, "0.00001234"),
        ('#,##0.00 "THB days"', 1250, "1250"),
        ("[Red]0.00;[Blue]-0.00", 12.5, "12.5"),
        ("0.00E+00", 1234, "1234"),
        ("0000000000", 812345678, "0812345678"),
    ],
)
def test_a_number_becomes_what_its_format_means(
    tmp_path: Path, code: str, stored: float, text: str
) -> None:
    rows = [("name", "value"), *(("n", stored) for _n in range(3))]
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"S": rows}, number_formats={1: code})
    _reading, found = read(path, header_row=1)
    assert texts(found, 2) == [text] * 3


def test_title_and_group_rows_above_the_header_keep_the_row_numbers(tmp_path: Path) -> None:
    groups = ("Order", "", "Customer", "", "", "Money", "")
    rows = [("Orders 2024",), groups, *TABLE]
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"Orders": rows}, merged=["A1:G1", "A2:B2", "C2:E2"])
    reading, found = read(path)
    assert (reading.header_row, reading.columns) == (3, HEADER)
    assert found[0][0] == "4"
    assert_same_shop(path)


def test_a_cell_joined_over_several_rows_counts_for_each_of_them(tmp_path: Path) -> None:
    rows = [
        ("order_id", "order_date", "email", "sku", "line_total"),
        (7001, datetime(2024, 1, 5), "ann@example.com", "A", 10),
        (None, None, None, "B", 20),
        (7002, datetime(2024, 1, 6), "bo@example.com", "A", 30),
    ]
    merged = ["A2:A3", "B2:B3", "C2:C3"]
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"Orders": rows}, merged=merged)
    _reading, found = read(path)
    assert [row[:4] for row in found[:2]] == [
        ["2", "7001", "2024-01-05 00:00:00", "ann@example.com"],
        ["3", "7001", "2024-01-05 00:00:00", "ann@example.com"],
    ]


def test_empty_rows_and_a_totals_row_are_left_out_and_rows_keep_their_numbers(
    tmp_path: Path,
) -> None:
    rows = [*TABLE[:4], (), *TABLE[4:], (), ("Total", None, None, None, None, 719.24)]
    reading, found = read(workbooks.xlsx(tmp_path / "a.xlsx", {"Orders": rows}))
    assert texts(found, 0) == ["2", "3", "4", "6", "7", "8", "9", "10"]
    assert (12, "totals") in [(row.row, row.rule) for row in reading.ignored]


def test_the_sheet_that_looks_like_orders_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    products = [("sku", "price"), ("A", 3), ("B", 4)]
    sheets = {"Read me": NOTES, "Products": products, "Sales": TABLE, "Empty": ()}
    path = workbooks.xlsx(tmp_path / "a.xlsx", sheets)
    reading, _rows = read(path)
    sentence = warned(reading)["sheets_left_out"]
    assert "“Sales”; not read: “Read me”, “Products”" in sentence
    assert "Empty" not in sentence
    assert_same_shop(path)


def test_a_hidden_sheet_is_read_only_when_no_other_has_orders(tmp_path: Path) -> None:
    older = [HEADER, *ORDERS[:2]]
    path = workbooks.xlsx(tmp_path / "a.xlsx", {"Now": older, "Old": TABLE}, hidden=["Old"])
    reading, rows = read(path)
    assert len(rows) == 2
    assert "“Old” (hidden)" in warned(reading)["sheets_left_out"]
    path = workbooks.xlsx(tmp_path / "b.xlsx", {"Read me": NOTES, "Raw": TABLE}, hidden=["Raw"])
    assert "hidden sheet “Raw”" in warned(read(path)[0])["sheet_hidden"]


def test_a_hidden_ods_sheet_is_known_as_hidden(tmp_path: Path) -> None:
    sheets = {"Old": workbooks.ods_rows(TABLE[:3]), "Now": workbooks.ods_rows()}
    reading, rows = read(workbooks.ods(tmp_path / "a.ods", sheets, hidden=["Old"]))
    assert len(rows) == len(ORDERS)
    assert "“Old” (hidden)" in warned(reading)["sheets_left_out"]


def test_a_workbook_with_a_sheet_per_month_is_imported_whole_and_only_once(tmp_path: Path) -> None:
    sheets = {"Jan–Feb": [HEADER, *ORDERS[:4]], "Notes": NOTES, "Mar–Apr": [HEADER, *ORDERS[4:]]}
    path = workbooks.xlsx(tmp_path / "2024.xlsx", sheets)
    shop = assert_same_shop(path)
    assert [each.file_name for each in shop.imports()] == [
        "2024 – Jan–Feb.csv",
        "2024 – Mar–Apr.csv",
    ]
    again = shop.take_in(path)
    assert (again["import_ids"], len(again["already"])) == ([], 2)
    assert any("2 sheets with the same columns" in note for note in again["notes"])
    assert any("“Notes”" in note for note in again["notes"])
    shop.undo()
    assert shop.totals()["orders"] == 4


def test_rows_hidden_by_a_filter_are_read_and_said(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a.xlsx", hidden_rows=[3, 4, 5])
    reading, rows = read(path)
    assert len(rows) == len(ORDERS)
    assert warned(reading)["hidden_rows"].startswith("3 rows are hidden")


def test_error_cells_are_texts_that_are_counted_and_never_amounts(tmp_path: Path) -> None:
    def change(xml: str) -> str:
        xml = xml.replace('<c r="F3"><v>80.5</v>', '<c r="F3" t="e"><v>#DIV/0!</v>')
        return xml.replace('<c r="F5"><v>300</v>', '<c r="F5" t="e"><v>#REF!</v>')

    path = workbooks.with_part(workbooks.xlsx(tmp_path / "a.xlsx"), SHEET, change)
    reading, rows = read(path)
    assert texts(rows, 6)[:4] == ["120", "#DIV/0!", "45.25", "#REF!"]
    assert warned(reading)["error_cells"].startswith("2 cells hold an error")
    shop = TestShop.new(tmp_path / "shop")
    shop.take_in(path)
    assert shop.set_aside() == {"unreadable_amount": 2}
    assert shop.totals()["revenue"] == "338.74"


def test_formulas_count_by_their_saved_result_and_the_missing_ones_are_said(tmp_path: Path) -> None:
    def change(xml: str) -> str:
        xml = xml.replace('<c r="F2"><v>120</v>', '<c r="F2"><f>100+20</f><v>120</v>')
        return xml.replace('<c r="F3"><v>80.5</v>', '<c r="F3"><f>80+0.5</f>')

    path = workbooks.with_part(workbooks.xlsx(tmp_path / "a.xlsx"), SHEET, change)
    reading, rows = read(path)
    assert texts(rows, 6)[:2] == ["120", ""]
    assert warned(reading)["formulas_unsaved"].startswith("Column F has 1 formula without")


def test_order_numbers_that_lost_their_last_digits_are_said(tmp_path: Path) -> None:
    rows = [HEADER, *((1234567890123456789 + row[0], *row[1:]) for row in ORDERS)]
    reading, _rows = read(workbooks.xlsx(tmp_path / "a.xlsx", {"Orders": rows}))
    assert warned(reading)["digits_lost"].startswith("8 numbers have more than 15 digits")
