"""CSV downloads: no cell may start a formula, no number may change."""

import csv
import io
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.export.safe_csv import safe_cell, safe_csv, safe_csv_of_frame

STARTS = "=+-@\t\r\n＝＋－＠"


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+66812345678", "'+66812345678"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("\u00a0\u200b=1", "'\u00a0\u200b=1"),
        ("＝1", "'＝1"),
        ("fine\n=1", "fine\n'=1"),
        ("fine\r\n @x", "fine\r\n' @x"),
        ("\n=1", "'\n'=1"),
        ("Coffee = good", "Coffee = good"),
        ("anna@example.com", "anna@example.com"),
        ("", ""),
    ],
)
def test_only_what_would_start_a_formula_gets_an_apostrophe(text: str, safe: str) -> None:
    assert safe_cell(text) == safe


@given(st.text(alphabet=[*STARTS, " ", "\u00a0", "\u200b", "a", '"', ",", ";", "'"], max_size=12))
def test_no_line_of_a_cell_starts_a_formula(text: str) -> None:
    [[cell]] = read_back(safe_csv(["h"], [[text]]))[1:]
    for line in cell.splitlines():
        assert not line.lstrip(" \u00a0\u200b").startswith(tuple("=+-@\t＝＋－＠"))
    assert cell.replace("'", "") == text.replace("'", "")


def test_numbers_stay_numbers_and_text_is_quoted() -> None:
    row = [-1, Decimal("-2.50"), -0.5, "x;=1+1", date(2025, 1, 31), None]
    data = safe_csv(["a", "b", "c", "d", "e", "f"], [row])
    line = data.decode("utf-8-sig").split("\r\n")[1]
    assert line == '-1,-2.50,-0.5,"x;=1+1","2025-01-31",""'


def test_the_file_begins_with_a_byte_order_mark_and_keeps_thai() -> None:
    data = safe_csv(["สถานะ"], [["ยกเลิกแล้ว"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_back(data) == [["สถานะ"], ["ยกเลิกแล้ว"]]


def test_a_header_is_defused_too() -> None:
    assert read_back(safe_csv(["=cmd()"], []))[0] == ["'=cmd()"]


def test_a_frame_keeps_its_types_and_shows_the_words_given() -> None:
    frame = pd.DataFrame(
        {
            "value": ["=x", None],
            "row_count": [3, 4],
            "amount": [Decimal("-1.00"), None],
            "share": [0.5, float("nan")],
        }
    )
    data = safe_csv_of_frame(frame, ["Value", "Rows", "Amount", "Share"])
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[:3] == ['"Value","Rows","Amount","Share"', '"\'=x",3,-1.00,0.5', '"",4,"",""']
