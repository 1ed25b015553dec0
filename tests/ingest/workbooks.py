"""Workbooks and archives for tests, whole and damaged, all from the same eight orders."""

import json
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

HEADER = ("order_id", "order_date", "email", "customer_name", "phone", "total", "status")
Row = Sequence[Any]
ORDERS: tuple[Row, ...] = (
    (
        7001,
        datetime(2024, 1, 5, 9, 30),
        "ann@example.com",
        "Ann Sörensen",
        "0811111111",
        120,
        "paid",
    ),
    (7002, datetime(2024, 1, 9, 18, 0), "bo@example.com", "โบ ใจดี", "0822222222", 80.5, "paid"),
    (
        7003,
        datetime(2024, 2, 1, 0, 0),
        "ann@example.com",
        "Ann Sörensen",
        "0811111111",
        45.25,
        "paid",
    ),
    (7004, datetime(2024, 2, 14, 7, 5), "cy@example.com", "Cy", "0833333333", 300, "paid"),
    (7005, datetime(2024, 3, 3, 12, 0), "bo@example.com", "โบ ใจดี", "0822222222", 19.99, "paid"),
    (7006, datetime(2024, 3, 8, 22, 10), "di@example.com", "Đi Nguyễn", "0844444444", 64, "paid"),
    (
        7007,
        datetime(2024, 4, 2, 10, 45),
        "ann@example.com",
        "Ann Sörensen",
        "0811111111",
        77,
        "paid",
    ),
    (7008, datetime(2024, 4, 30, 23, 59), "cy@example.com", "Cy", "0833333333", 12.5, "paid"),
)
REVENUE = "719.24"
CUSTOMERS = 4
TABLE: tuple[Row, ...] = (HEADER, *ORDERS)
NOTES: tuple[Row, ...] = (("Exported by the shop",), ("Questions? Ask the till.",))


def csv_text(rows: Sequence[Row] = TABLE) -> str:
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


def xlsx(
    path: Path,
    sheets: Mapping[str, Sequence[Row]] | None = None,
    *,
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    merged: Sequence[str] = (),
    number_formats: Mapping[int, str] | None = None,
    **options: Any,
) -> Path:
    """Sheets of rows. ``merged`` ranges keep the text of their first cell; columns count from 0."""
    book = xlsxwriter.Workbook(str(path), options)
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    formats = {
        column: book.add_format({"num_format": code})
        for column, code in (number_formats or {}).items()
    }
    for name, rows in (sheets or {"Orders": TABLE}).items():
        sheet = book.add_worksheet(name)
        for span in merged:
            sheet.merge_range(span, "")
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(place, column, value, formats.get(column, moment))
                elif isinstance(value, str):
                    sheet.write_string(place, column, value)
                elif value is not None:
                    sheet.write_number(place, column, value, formats.get(column))
        for row_number in hidden_rows:
            sheet.set_row(row_number - 1, None, None, {"hidden": True})
        if name in hidden:
            sheet.hide()
    book.close()
    return path


def with_part(
    path: Path, part: str, change: Callable[[str], str], extra: Mapping[str, bytes] | None = None
) -> Path:
    """The same package with one part rewritten, and perhaps more parts."""
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    parts[part] = change(parts[part].decode()).encode()
    zip_of(path, parts | dict(extra or {}))
    return path


def zip_of(path: Path, entries: Mapping[str, Any]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def zip_with_link(path: Path, link: str, target: str, entries: Mapping[str, str]) -> Path:
    zip_of(path, entries)
    info = zipfile.ZipInfo(link)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(info, target)
    return path


def with_directory_field(path: Path, offset: int, form: str, value: int) -> Path:
    """Change one field of the first entry in the list of contents: its flags, its size."""
    content = bytearray(path.read_bytes())
    struct.pack_into(form, content, content.rfind(b"PK\x01\x02") + offset, value)
    path.write_bytes(content)
    return path


def json_lines(rows: Sequence[Row] = ORDERS) -> str:
    return "".join(
        json.dumps(dict(zip(HEADER, map(_json_value, row), strict=True)), ensure_ascii=False) + "\n"
        for row in rows
    )


def _json_value(value: Any) -> Any:
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value


def ods(path: Path, sheets: Mapping[str, str], *, hidden: Sequence[str] = ()) -> Path:
    """``sheets``: name -> the XML of its rows."""
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{"off" if name in hidden else "on"}">'
        f"{rows}</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">'
        '<office:automatic-styles><style:style style:name="on"/><style:style style:name="off">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def ods_rows(rows: Sequence[Row] = TABLE) -> str:
    return "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows
    )


def ods_cell(value: Any, attributes: str = "") -> str:
    if isinstance(value, datetime):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{value}"'
    text = escape(str(value))
    return f"<table:table-cell {kind} {attributes}><text:p>{text}</text:p></table:table-cell>"


def xls(path: Path, rows: Sequence[Row] = TABLE, *, is_locked: bool = False) -> Path:
    """A workbook as Excel 97 wrote it, with the least that makes one."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet += _xls_cell(place, column, value)
    sheet += _record(0x000A, b"")
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    head += _record(0x002F, b"\x01\0" * 3) if is_locked else b""
    head += _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, struct.pack("<H", 0))
    code = "yyyy-mm-dd hh:mm"
    head += _record(0x041E, struct.pack("<HHB", 164, len(code), 0) + code.encode())
    for format_id in (0, 164):
        head += _record(0x00E0, struct.pack("<HH", 0, format_id) + bytes(16))
    name = b"Orders"
    start = len(head) + 4 + 8 + len(name) + 4
    head += _record(0x0085, struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name)
    head += _record(0x000A, b"")
    return ole(path, {"Workbook": head + sheet})


def _xls_cell(row: int, column: int, value: Any) -> bytes:
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)
    style = 0
    if isinstance(value, datetime):
        style = 1
        value = (value - datetime(1899, 12, 30)).total_seconds() / 86_400
    return _record(0x0203, struct.pack("<HHHd", row, column, style, value))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def ole(path: Path, streams: Mapping[str, bytes]) -> Path:
    """An OLE file: sector 0 the table of sectors, sector 1 the folder, then the streams."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    table = [0xFFFFFFFD, end]
    folder = _ole_entry("Root Entry", 5, end, 0, child=1)
    body = b""
    for place, (name, content) in enumerate(streams.items(), start=1):
        # Shorter streams would have to go to another place.
        content = content.ljust(4096, b"\0")
        content += bytes(-len(content) % 512)
        first, sectors = len(table), len(content) // 512
        table += [*range(first + 1, first + sectors), end]
        right = place + 1 if place < len(streams) else free
        folder += _ole_entry(name, 2, first, len(content), right=right)
        body += content
    assert len(table) <= 128
    assert len(folder) <= 512
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0
    )
    head += struct.pack("<108I", *[free] * 108)
    sectors_table = struct.pack("<128I", *table, *[free] * (128 - len(table)))
    path.write_bytes(head + sectors_table + folder.ljust(512, b"\0") + body)
    return path


def _ole_entry(
    name: str, kind: int, start: int, size: int, *, child: int = -1, right: int = 0xFFFFFFFF
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", 0xFFFFFFFF, right & 0xFFFFFFFF, child & 0xFFFFFFFF)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
