"""Twelve invented orders written in every dialect, encoding and state of damage seen in practice.

``hostile_file(case)`` gives the bytes of one case, ``CASES`` lists the names. A case whose name is
in ``SAME_TABLE`` must read as exactly ``HEADER`` and ``ORDERS``; ``REFUSED`` maps the cases that
must be refused to the code of the refusal.
"""

import gzip
import json
import random
import struct
import zlib
from collections.abc import Callable, Sequence

HEADER = (
    "order_id", "order_date", "email", "customer_name", "phone", "total", "currency", "status",
)  # fmt: skip
_PEOPLE = {
    "nina": ("nina@shop.example", "Nina Köhler", "0811000001"),
    "malee": ("malee@shop.example", "มาลี แก้วใส", "0811000002"),
    "wang": ("wang@shop.example", "王小明", "0811000003"),
    "iker": ("iker@shop.example", "Iker Ibáñez", "0811000004"),
    "rung": ("rung@shop.example", "รุ้ง, ร้านดอกไม้", "0811000005"),
    "dara": ("dara@shop.example", "Dara O'Neill", "0811000006"),
    "lan": ("lan@shop.example", "Lan Đặng", "0811000007"),
    "noel": ("noel@shop.example", "Noël 🛒", "0811000008"),
}
_SALES = (
    ("7001", "2025-01-04 09:15:00", "nina", "410.00"),
    ("7002", "2025-01-09 13:40:00", "malee", "1290.50"),
    ("7003", "2025-01-22 18:05:00", "wang", "75.25"),
    ("7004", "2025-02-03 07:30:00", "nina", "660.00"),
    ("7005", "2025-02-17 22:59:59", "iker", "2380.00"),
    ("7006", "2025-02-28 11:11:11", "rung", "515.00"),
    ("7007", "2025-03-12 10:20:30", "malee", "899.00"),
    ("7008", "2025-03-30 02:30:00", "dara", "120.00"),
    ("7009", "2025-04-18 16:45:00", "nina", "1015.75"),
    ("7010", "2025-05-05 05:05:05", "lan", "333.00"),
    ("7011", "2025-05-21 19:00:00", "wang", "1480.00"),
    ("7012", "2025-06-29 23:10:00", "noel", "250.00"),
)
ORDERS = tuple(
    (number, moment, *_PEOPLE[person], total, "THB", "paid")
    for number, moment, person, total in _SALES
)
Rows = Sequence[Sequence[str]]
TABLE: Rows = (HEADER, *ORDERS)


def write_cell(cell: str, delimiter: str, quote: str, escape: str = "") -> str:
    """One cell, quoted when it must be."""
    if not any(mark and mark in cell for mark in (delimiter, quote, "\n", "\r")):
        return cell
    return quote + cell.replace(quote, (escape or quote) + quote) + quote


def write_table(
    rows: Rows,
    delimiter: str = ",",
    quote: str = '"',
    end: str = "\r\n",
    *,
    escape: str = "",
    quote_all: bool = False,
) -> str:
    """Rows as text in one dialect."""
    lines = []
    for row in rows:
        if quote_all:
            cells = [quote + cell.replace(quote, (escape or quote) + quote) + quote for cell in row]
        else:
            cells = [write_cell(cell, delimiter, quote, escape) for cell in row]
        lines.append(delimiter.join(cells) + end)
    return "".join(lines)


def _plain(**dialect: object) -> bytes:
    return write_table(TABLE, **dialect).encode()  # type: ignore[arg-type]


def _lines() -> list[str]:
    return write_table(TABLE).splitlines(keepends=True)


def _with_line(place: int, line: str) -> bytes:
    lines = _lines()
    return "".join([*lines[:place], line, *lines[place:]]).encode()


def _line_changed(place: int, old: str, new: str) -> bytes:
    lines = _lines()
    assert old in lines[place]
    lines[place] = lines[place].replace(old, new, 1)
    return "".join(lines).encode()


def _people(names: Sequence[str], encoding: str) -> bytes:
    rows = [HEADER, *(row for row in ORDERS if row[2].split("@")[0] in names)]
    return write_table(rows).encode(encoding)


def _vietnamese() -> bytes:
    """Lan Đặng and a friend, letters decomposed as Windows-1258 needs them."""
    rows = [HEADER]
    for number, name in (("1", "Lan Đă\u0323ng"), ("2", "Nguyê\u0303n Đư\u0301c")):
        rows.append((number, "2025-01-01", "a@shop.example", name, "081", "5", "VND", "paid"))
    return write_table(rows).encode("cp1258")


def _japanese() -> bytes:
    rows = [HEADER, ("1", "2025-01-01", "a@b.jp", "佐藤花子", "", "9", "JPY", "paid")]
    return write_table([*rows, rows[1]]).encode("shift_jis")


def _wide_rows(width: int) -> bytes:
    names = [f"name {place}" for place in range(width)]
    return write_table([names, [str(place) for place in range(width)]]).encode()


def _picture() -> bytes:
    data = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + data
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    )


def _shopify_style() -> bytes:
    """Order fields only on the first line of an order; the lines after it are short."""
    rows: list[Sequence[str]] = [HEADER]
    for row in ORDERS:
        rows += [row, row[:4]]
    return write_table(rows).encode()


def _mixed_ends() -> bytes:
    ends = ("\r\n", "\n", "\r")
    return "".join(
        line.rstrip("\r\n") + ends[place % 3] for place, line in enumerate(_lines())
    ).encode()


def _aligned() -> bytes:
    widths = [max(len(row[place]) for row in TABLE) for place in range(len(HEADER))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in TABLE
    ]
    return ("\n".join(lines) + "\n").encode()


_HEADER_LINE = ",".join(HEADER) + "\r\n"
_BUILDERS: dict[str, Callable[[], bytes]] = {
    "crlf": _plain,
    "lf": lambda: _plain(end="\n"),
    "cr": lambda: _plain(end="\r"),
    "mixed_line_ends": _mixed_ends,
    "semicolon": lambda: _plain(delimiter=";"),
    "tab": lambda: _plain(delimiter="\t"),
    "pipe": lambda: _plain(delimiter="|"),
    "colon_free_caret": lambda: _plain(delimiter="^"),
    "double_pipe": lambda: _plain(delimiter="||"),
    "blanks_around_pipe": lambda: _plain(delimiter=" | "),
    "blank_before_comma": lambda: _plain(delimiter=" ,", quote_all=True),
    "hash_mark": lambda: _plain(delimiter="#"),
    "start_of_heading": lambda: _plain(delimiter="\x01"),
    "lines_in_quotes": lambda: write_table(
        [[line.rstrip("\r\n")] for line in _lines()], quote_all=True
    ).encode(),
    "rows_in_quotes": lambda: (
        _HEADER_LINE.encode()
        + write_table([[line.rstrip("\r\n")] for line in _lines()[1:]], quote_all=True).encode()
    ),
    "columns_counted_above": lambda: b"1,2,3,4,5,6,7,8\r\n" + _plain(),
    "columns_lettered_above": lambda: b"A,B,C,D,E,F,G,H\r\n" + _plain(),
    "columns_counted_below": lambda: _with_line(1, "(1),(2),(3),(4),(5),(6),(7),(8)\r\n"),
    "comma_and_blank": lambda: _plain(delimiter=", "),
    "aligned_with_blanks": _aligned,
    "quoted_everywhere": lambda: _plain(quote_all=True),
    "single_quotes": lambda: _plain(delimiter=";", quote="'", quote_all=True),
    "sep_line": lambda: b"sep=;\r\n" + _plain(delimiter=";"),
    "sep_line_comma": lambda: b"sep=,\r\n" + _plain(),
    "trailing_delimiter": lambda: _plain().replace(b"\r\n", b",\r\n"),
    "no_final_newline": lambda: _plain()[:-2],
    "many_final_newlines": lambda: _plain() + b"\r\n" * 20,
    "ctrl_z_at_end": lambda: _plain() + b"\x1a",
    "blank_lines_between": lambda: _plain().replace(b"\r\n", b"\r\n\r\n"),
    "rows_of_delimiters_between": lambda: _plain().replace(b"\r\n", b"\r\n,,,,,,,\r\n"),
    "carriage_return_doubled": lambda: _plain().replace(b"\r\n", b"\r\r\n"),
    "utf8_bom": lambda: b"\xef\xbb\xbf" + _plain(),
    "utf8_bom_twice": lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + _plain(),
    "utf16le_bom": lambda: b"\xff\xfe" + _plain().decode().encode("utf-16-le"),
    "utf16be_bom": lambda: b"\xfe\xff" + _plain().decode().encode("utf-16-be"),
    "utf16le_no_bom": lambda: _plain(delimiter="\t").decode().encode("utf-16-le"),
    "utf16be_no_bom": lambda: _plain(delimiter="\t").decode().encode("utf-16-be"),
    "null_bytes": lambda: _plain().replace(b"7003", b"70\x0003").replace(b"paid", b"paid\x00", 2),
    "trailing_null_bytes": lambda: _plain() + b"\x00" * 5000,
    "cp874": lambda: _people(("malee", "rung", "dara"), "cp874"),
    "cp1252": lambda: _people(("nina", "iker", "dara"), "cp1252"),
    "cp1258": _vietnamese,
    "gb18030": lambda: _people(("wang",), "gb18030"),
    "shift_jis": _japanese,
    "one_bad_byte": lambda: _plain().replace(b"O'Neill", b"O'N\xffill"),
    "mojibake": lambda: _plain().decode().encode().decode("latin-1").encode(),
    "title_above": lambda: b"Orders report\r\nShop: Demo;Period: 2025\r\n\r\n" + _plain(),
    "padded_title_above": lambda: b"Report,,,,,,,\r\nShop,Demo,,,,,,\r\n,,,,,,,\r\n" + _plain(),
    "blank_line_first": lambda: b"\r\n\r\n" + _plain(),
    "totals_row": lambda: _plain() + b"Total,,,,,9428.50,,\r\n",
    "thai_totals_row": lambda: _plain() + "รวม,,,,,9428.50,,\r\n".encode(),
    "footer_after_blank": lambda: _plain() + b"\r\n* exported by a shop on 2025-07-01\r\n",
    "footer_note": lambda: _plain() + b"12 record(s) downloaded\r\nSeller ID : demo\r\n",
    "header_repeated_inside": lambda: _with_line(7, _HEADER_LINE),
    "header_twice": lambda: _HEADER_LINE.encode() + _plain(),
    "groups_above_header": lambda: b"Order,,Customer,,,Payment,,\r\n" + _plain(),
    "help_text_below_header": lambda: _with_line(
        1,
        "Number of the order,When it was placed,E-mail address,Full name,Phone number,Amount paid,"
        "Currency code,State of the order\r\n",
    ),
    "stray_quote_in_text": lambda: _line_changed(8, "Dara O'Neill", 'Dara "D" O\'Neill'),
    "stray_quote_opens_cell": lambda: _line_changed(8, "Dara", '"Dara'),
    "embedded_newline": lambda: _line_changed(8, "Dara O'Neill", '"Dara\nO\'Neill"'),
    "embedded_crlf": lambda: _line_changed(8, "Dara O'Neill", '"Dara\r\nO\'Neill"'),
    "open_quote": lambda: _line_changed(6, '"รุ้ง, ร้านดอกไม้"', '"รุ้ง, ร้านดอกไม้'),
    "two_open_quotes": lambda: _line_changed(6, '"รุ้ง', "รุ้ง").replace(b"7003,", b'7003,"'),
    "long_row": lambda: _line_changed(6, '"รุ้ง, ร้านดอกไม้"', "รุ้ง, ร้านดอกไม้"),
    "short_row_last_cell": lambda: _line_changed(6, ",paid", ""),
    "short_row_shifted": lambda: _line_changed(6, "rung@shop.example,", ""),
    "first_row_long": lambda: _line_changed(0, "status", "status,note,more"),
    "shopify_style": _shopify_style,
    "no_header": lambda: write_table(ORDERS).encode(),
    "header_only": _HEADER_LINE.encode,
    "one_row": lambda: "".join(_lines()[:2]).encode(),
    "case_duplicate_columns": lambda: write_table(
        [(*HEADER, "EMAIL"), *((*row, "x") for row in ORDERS)]
    ).encode(),
    "empty_column_names": lambda: write_table(
        [(*HEADER, "", ""), *((*row, "a", "b") for row in ORDERS)]
    ).encode(),
    "long_column_name": lambda: ("n" * 5000 + "\r\n7001\r\n7002\r\n").encode(),
    "single_column": lambda: "".join(f"{row[2]}\r\n" for row in TABLE).encode(),
    "single_column_with_commas": lambda: b"place\r\nBangkok, Thailand\r\nHanoi\r\nA, B, C\r\n",
    "huge_cell": lambda: _line_changed(3, "王小明", "x" * 1_500_000),
    "decimal_comma": lambda: write_table(
        [HEADER, *((*row[:5], row[5].replace(".", ","), *row[6:]) for row in ORDERS)], ";"
    ).encode(),
    "cut_mid_row": lambda: _plain()[: _plain().index(b"7007") + 60],
    "cut_mid_last_word": lambda: "".join(_lines()[:8]).encode()[:-4],
    "cut_mid_letter": lambda: _plain()[: _plain().index("มาลี".encode()) + 7],
    "cut_mid_quote": lambda: _plain()[: _plain().index(b'"') + 7],
    "too_many_columns": lambda: _wide_rows(2_500),
    "many_columns": lambda: _wide_rows(1_500),
    "empty": lambda: b"",
    "only_newlines": lambda: b"\r\n" * 10,
    "only_nulls": lambda: b"\x00" * 4096,
    "only_bom": lambda: b"\xef\xbb\xbf",
    "only_delimiters": lambda: b",,,\r\n,,,\r\n",
    "png": _picture,
    "pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "gzip": lambda: gzip.compress(_plain(), mtime=0),
    "zip": lambda: b"PK\x03\x04" + bytes(30),
    "ole": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "sqlite": lambda: b"SQLite format 3\x00" + bytes(100),
    "duckdb": lambda: bytes(8) + b"DUCK" + bytes(100),
    "html": lambda: b"<!DOCTYPE html><html><title>Sign in</title><body>Sign in</body></html>",
    "html_table": lambda: b"<table><tr><td>7001</td></tr></table>",
    "xml": lambda: b'<?xml version="1.0"?><Workbook></Workbook>',
    "json": lambda: json.dumps([dict(zip(HEADER, ORDERS[0], strict=True))]).encode(),
    "json_lines": lambda: "".join(
        json.dumps(dict(zip(HEADER, row, strict=True))) + "\n" for row in ORDERS
    ).encode(),
    "mail": lambda: b"From: shop@shop.example\r\nSubject: New order\r\n\r\nThank you\r\n",
    "noise": lambda: random.Random(20250101).randbytes(8192),
}
CASES = tuple(_BUILDERS)
SAME_TABLE = (
    "crlf", "lf", "cr", "mixed_line_ends", "semicolon", "tab", "pipe", "colon_free_caret",
    "double_pipe", "comma_and_blank", "aligned_with_blanks", "quoted_everywhere", "single_quotes",
    "sep_line", "sep_line_comma", "trailing_delimiter", "no_final_newline", "many_final_newlines",
    "ctrl_z_at_end", "blank_lines_between", "rows_of_delimiters_between",
    "carriage_return_doubled", "utf8_bom", "utf8_bom_twice", "utf16le_bom", "utf16be_bom",
    "utf16le_no_bom", "utf16be_no_bom", "null_bytes", "trailing_null_bytes", "title_above",
    "padded_title_above", "blank_line_first", "totals_row", "thai_totals_row",
    "footer_after_blank", "footer_note", "header_repeated_inside", "header_twice",
    "groups_above_header", "help_text_below_header", "blanks_around_pipe", "blank_before_comma",
    "hash_mark", "start_of_heading", "lines_in_quotes", "rows_in_quotes", "columns_counted_above",
    "columns_lettered_above", "columns_counted_below",
)  # fmt: skip
REFUSED = {
    "empty": "file_empty", "only_newlines": "file_empty", "only_nulls": "file_empty",
    "only_bom": "file_empty", "only_delimiters": "file_empty", "png": "file_not_a_table",
    "pdf": "file_not_a_table", "gzip": "file_not_a_table", "zip": "file_not_a_table",
    "ole": "file_not_a_table", "sqlite": "file_not_a_table", "duckdb": "file_not_a_table",
    "html": "file_not_a_table", "html_table": "file_not_a_table", "xml": "file_not_a_table",
    "json": "file_not_a_table", "json_lines": "file_not_a_table", "mail": "file_not_a_table",
    "noise": "file_not_a_table", "too_many_columns": "too_many_columns",
}  # fmt: skip


def hostile_file(case_name: str) -> bytes:
    """The bytes of one case."""
    return _BUILDERS[case_name]()
