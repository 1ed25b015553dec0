"""Whatever dialect, encoding or state of damage: the same twelve orders, or a clear refusal."""

from pathlib import Path

import pytest

from lib.errors import AppError, FileRefused
from lib.ingest.reading import read_table
from tests.ingest.hostile_files import HEADER, ORDERS, REFUSED, SAME_TABLE, hostile_file
from tests.ingest.reading_support import read_bytes, read_case


@pytest.mark.parametrize("name", SAME_TABLE)
def test_every_dialect_gives_the_same_twelve_orders(tmp_path: Path, name: str) -> None:
    outcome = read_case(tmp_path, name)
    assert outcome.reading.columns == HEADER
    assert tuple(outcome.rows) == ORDERS
    assert outcome.reading.set_aside == ()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_case(tmp_path, name)
    assert refusal.value.code == REFUSED[name]
    assert refusal.value.title.count(".") == 1
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("name", "delimiter", "quote", "encoding"),
    [
        ("semicolon", ";", '"', "utf-8"),
        ("tab", "\t", '"', "utf-8"),
        ("double_pipe", "||", '"', "utf-8"),
        ("comma_and_blank", ", ", '"', "utf-8"),
        ("single_quotes", ";", "'", "utf-8"),
        ("utf8_bom", ",", '"', "utf-8-sig"),
        ("utf16le_bom", ",", '"', "utf-16"),
        ("utf16le_no_bom", "\t", '"', "utf-16-le"),
        ("utf16be_no_bom", "\t", '"', "utf-16-be"),
    ],
)
def test_the_dialect_is_named(
    tmp_path: Path, name: str, delimiter: str, quote: str, encoding: str
) -> None:
    reading = read_case(tmp_path, name).reading
    assert (reading.delimiter, reading.quote, reading.encoding) == (delimiter, quote, encoding)


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("sep_line", [(1, "separator_hint")]),
        ("title_above", [(1, "preamble"), (2, "preamble"), (3, "blank")]),
        ("padded_title_above", [(1, "preamble"), (2, "preamble"), (3, "blank")]),
        ("totals_row", [(14, "totals")]),
        ("thai_totals_row", [(14, "totals")]),
        ("footer_after_blank", [(14, "blank"), (15, "footer")]),
        ("footer_note", [(14, "footer"), (15, "footer")]),
        ("header_repeated_inside", [(8, "repeated_header")]),
        ("header_twice", [(2, "repeated_header")]),
        ("groups_above_header", [(1, "second_header")]),
        ("help_text_below_header", [(2, "help_text")]),
        ("ctrl_z_at_end", []),
    ],
)
def test_rows_that_are_no_data_are_named_with_their_rule(
    tmp_path: Path, name: str, rules: list[tuple[int, str]]
) -> None:
    assert read_case(tmp_path, name).rules() == rules


@pytest.mark.parametrize(
    ("name", "kept", "aside"),
    [
        ("open_quote", 11, [(7, "open_quote")]),
        ("two_open_quotes", 10, [(4, "open_quote"), (7, "too_many_cells")]),
        ("long_row", 11, [(7, "too_many_cells")]),
        ("short_row_shifted", 11, [(7, "too_few_cells")]),
        ("cut_mid_row", 6, [(8, "cut_off")]),
        ("cut_mid_last_word", 6, [(8, "cut_off")]),
        ("cut_mid_letter", 1, [(3, "cut_off")]),
        ("cut_mid_quote", 5, [(7, "cut_off")]),
    ],
)
def test_one_bad_row_costs_that_row_only(
    tmp_path: Path, name: str, kept: int, aside: list[tuple[int, str]]
) -> None:
    outcome = read_case(tmp_path, name)
    assert [(row.row, row.rule) for row in outcome.reading.set_aside] == aside
    assert [(int(row), rule) for row, rule, _value in outcome.aside] == aside
    assert outcome.reading.rows_written == len(outcome.rows) == kept
    assert outcome.reading.rows_read == kept + len(aside)
    assert all(row in ORDERS for row in outcome.rows)
    assert "rows_set_aside" in outcome.codes


@pytest.mark.parametrize("name", ["cut_mid_row", "cut_mid_letter", "cut_mid_quote"])
def test_a_cut_off_last_row_is_said(tmp_path: Path, name: str) -> None:
    assert "row_cut_off" in read_case(tmp_path, name).codes


def test_a_short_row_that_lacks_only_its_end_is_kept(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "short_row_last_cell")
    assert outcome.rows[5] == (*ORDERS[5][:7], "")
    assert "padded_rows" in outcome.codes


def test_orders_whose_later_lines_are_short_keep_every_line(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "shopify_style")
    assert len(outcome.rows) == 24
    assert outcome.rows[1] == (*ORDERS[0][:4], "", "", "", "")


def test_a_stray_quote_is_kept_as_a_letter(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "stray_quote_opens_cell")
    assert outcome.rows[7][3] == "\"Dara O'Neill"
    assert outcome.codes == {"repaired_quotes"}
    assert read_case(tmp_path, "stray_quote_in_text").rows[7][3] == 'Dara "D" O\'Neill'


@pytest.mark.parametrize(("name", "end"), [("embedded_newline", "\n"), ("embedded_crlf", "\r\n")])
def test_line_breaks_inside_a_cell_stay_as_they_are(tmp_path: Path, name: str, end: str) -> None:
    outcome = read_case(tmp_path, name)
    assert outcome.rows[7][3] == f"Dara{end}O'Neill"
    assert outcome.numbers == list(range(2, 14))


def test_a_file_without_a_header_loses_no_row(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "no_header")
    assert outcome.reading.header_row is None
    assert outcome.reading.columns == tuple(f"column {place}" for place in range(1, 9))
    assert tuple(outcome.rows) == ORDERS
    assert outcome.codes == {"no_header"}


def test_a_header_without_rows_is_read_and_said(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "header_only")
    assert (outcome.reading.columns, outcome.rows) == (HEADER, [])
    assert outcome.codes == {"no_rows"}


def test_a_single_order_is_not_taken_for_a_header(tmp_path: Path) -> None:
    assert read_case(tmp_path, "one_row").rows == [ORDERS[0]]


def test_names_that_differ_in_case_only_are_told_apart(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "case_duplicate_columns")
    assert outcome.reading.columns == (*HEADER, "EMAIL (2)")


def test_nameless_columns_are_called_by_their_position(tmp_path: Path) -> None:
    outcome = read_case(tmp_path, "empty_column_names")
    assert outcome.reading.columns == (*HEADER, "column 9", "column 10")
    assert outcome.rows[0][8:] == ("a", "b")


def test_long_names_and_long_cells_are_cut_and_said(tmp_path: Path) -> None:
    named = read_case(tmp_path, "long_column_name")
    assert named.reading.columns == ("n" * 255,)
    assert "names_cut" in named.codes
    huge = read_case(tmp_path, "huge_cell")
    assert [len(row[3]) for row in huge.rows][2] == 1 << 20
    assert huge.rows[2][4:] == ORDERS[2][4:]
    assert huge.codes == {"cells_cut"}


def test_a_single_column_is_read_whatever_commas_it_holds(tmp_path: Path) -> None:
    assert len(read_case(tmp_path, "single_column").rows) == 12
    outcome = read_case(tmp_path, "single_column_with_commas")
    assert outcome.rows == [("Bangkok, Thailand",), ("Hanoi",), ("A, B, C",)]


def test_decimal_commas_do_not_cut_amounts(tmp_path: Path) -> None:
    assert read_case(tmp_path, "decimal_comma").rows[1][5] == "1290,50"


def test_a_table_of_fifteen_hundred_columns_is_read(tmp_path: Path) -> None:
    assert len(read_case(tmp_path, "many_columns").reading.columns) == 1500


def test_a_text_table_named_like_a_workbook_is_read_and_said(tmp_path: Path) -> None:
    outcome = read_bytes(tmp_path, hostile_file("crlf"), file_name="orders.xlsx")
    assert tuple(outcome.rows) == ORDERS
    assert "not_xlsx" in outcome.codes


def test_parquet_is_recognised_and_left_to_others(tmp_path: Path) -> None:
    source = tmp_path / "orders.csv"
    source.write_bytes(b"PAR1" + bytes(40) + b"PAR1")
    reading = read_table(source, tmp_path / "staged.csv")
    assert (reading.kind, reading.columns) == ("parquet", ())


def test_a_report_that_begins_with_from_and_to_is_no_mail(tmp_path: Path) -> None:
    above = b"From: 2025-01-01\r\nTo: 2025-06-30\r\nDate: 2025-07-01\r\n\r\n"
    assert tuple(read_bytes(tmp_path, above + hostile_file("crlf")).rows) == ORDERS


def test_no_refusal_is_anything_but_an_app_error(tmp_path: Path) -> None:
    with pytest.raises(AppError):
        read_bytes(tmp_path, hostile_file("crlf"), encoding="no-such-encoding")
