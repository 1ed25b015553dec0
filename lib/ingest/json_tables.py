"""JSON lines, or a JSON array of objects, as a table: one column per key."""

import csv
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from lib.errors import FileRefused
from lib.i18n import _, ngettext
from lib.ingest.nested_records import Record, flat_rows, unwrapped
from lib.ingest.reading import ReadingWarning, TableReading
from lib.ingest.reading.encodings import detect_encoding
from lib.ingest.reading.signatures import BYTE_ORDER_MARKS, HEAD_BYTES, file_kind

BLOCK_LETTERS = 1 << 20
# One record, or a whole document that wraps its records in an object.
LONGEST_DOCUMENT = 64_000_000
MOST_COLUMNS = 2_000
_BETWEEN = " \t\r\n,"


def is_json(path: Path) -> bool:
    """Whether the content begins like JSON records, with a byte order mark or without."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    for mark in BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    return file_kind(head) == "json"


def read_json(
    path: Path, staged: Path, *, file_name: str, limit_rows: int | None = None
) -> TableReading:
    """Write the records to ``staged`` (row_number, c1..cN), one row each, or one per product.

    Values keep their text: 15680.50 stays so, null is empty, what is nested too deep becomes JSON.
    Raises FileRefused when the file is no list of objects, or broken.
    """
    encoding = detect_encoding(path).name
    names: dict[str, int] = {}
    nested = 0
    for record in _limited(_rows(path, encoding, file_name), limit_rows):
        for name, value in record.items():
            names.setdefault(name, len(names))
            nested += isinstance(value, list | dict)
        if len(names) > MOST_COLUMNS:
            raise _refused(
                file_name, _("It has more than {most} different keys.").format(most=MOST_COLUMNS)
            )
    rows = 0
    with staged.open("w", encoding="utf-8", newline="", errors="replace") as out:
        # With CR LF as its line end csv quotes every cell that holds CR or LF.
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(["row_number", *(f"c{place + 1}" for place in range(len(names)))])
        for record in _limited(_rows(path, encoding, file_name), limit_rows):
            rows += 1
            writer.writerow([rows, *(_text(record.get(name)) for name in names)])
    if not rows or not names:
        raise _nothing_inside(file_name)
    return _reading(tuple(names), rows, nested)


def _limited(records: Iterator[Record], most: int | None) -> Iterator[Record]:
    for place, record in enumerate(records):
        if most is not None and place >= most:
            return
        yield record


def json_headers(path: Path, file_name: str) -> tuple[str, ...]:
    """The keys of the first record. Raises FileRefused."""
    for record in _rows(path, detect_encoding(path).name, file_name):
        return tuple(record)
    raise _nothing_inside(file_name)


def _rows(path: Path, encoding: str, file_name: str) -> Iterator[Record]:
    return chain.from_iterable(map(flat_rows, _records(path, encoding, file_name)))


def _records(path: Path, encoding: str, file_name: str) -> Iterator[Record]:
    """Every object of the file, however the objects are strung together."""
    for value in _values(path, encoding, file_name):
        records = value if isinstance(value, list) else [value]
        if isinstance(value, dict):
            records = _wrapped(value) or records
        for record in records:
            if not isinstance(record, dict):
                raise _refused(file_name, _("It is a list of values, not of records with names."))
            yield record


def _wrapped(value: Record) -> list[Any] | None:
    """The records of a document like {"orders": [...]}: its only list of objects."""
    lists = [
        inner
        for inner in value.values()
        if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner)
    ]
    # An order has an id or a date beside its list of products; a wrapper has nothing of its own.
    plain = [inner for inner in value.values() if not isinstance(unwrapped(inner), list | dict)]
    return lists[0] if len(lists) == 1 and len(plain) <= 1 else None


def _values(path: Path, encoding: str, file_name: str) -> Iterator[Any]:
    """The values of a sequence of JSON texts, or of the array that they all are in."""
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    buffer, place, is_first, is_array, is_end = "", 0, True, False, False
    with path.open(encoding=encoding, errors="replace") as source:
        while True:
            while place < len(buffer) and buffer[place] in _BETWEEN:
                place += 1
            if is_first and buffer[place : place + 1] == "[":
                is_first, is_array, place = False, True, place + 1
                continue
            if is_array and buffer[place : place + 1] == "]":
                return
            found = _decoded(decoder, buffer, place, file_name, is_end=is_end)
            if found is not None:
                is_first = False
                value, place = found
                yield value
                continue
            if is_end:
                if is_array or place < len(buffer):
                    raise _broken(file_name)
                return
            if len(buffer) - place > LONGEST_DOCUMENT:
                raise _refused(file_name, _("One record of it is longer than 64 million letters."))
            block = source.read(max(BLOCK_LETTERS, len(buffer) - place))
            is_end = not block
            buffer, place = buffer[place:] + block.replace("\ufeff", ""), 0


def _decoded(
    decoder: json.JSONDecoder, buffer: str, place: int, file_name: str, *, is_end: bool
) -> tuple[Any, int] | None:
    """The value that begins here and where it ends; None when its end is not read yet."""
    if place >= len(buffer):
        return None
    try:
        value, end = decoder.raw_decode(buffer, place)
    except json.JSONDecodeError:
        return None
    except RecursionError as error:
        raise _refused(file_name, _("Its lists and objects lie too deep in each other.")) from error
    # A number at the end of what was read may go on.
    return (value, end) if is_end or end < len(buffer) else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).replace("\x00", "")


def _reading(columns: tuple[str, ...], rows: int, nested: int) -> TableReading:
    warnings = []
    if nested:
        sentence = ngettext(
            "{count} value is a list or an object; it was kept as text.",
            "{count} values are lists or objects; they were kept as text.",
            nested,
        )
        warnings.append(ReadingWarning("nested_values", sentence.format(count=nested)))
    return TableReading(
        kind="json",
        encoding="utf-8",
        delimiter="",
        quote="",
        header_row=None,
        columns=tuple(name or f"column {place + 1}" for place, name in enumerate(columns)),
        rows_read=rows,
        rows_written=rows,
        ignored=(),
        ignored_count=0,
        set_aside=(),
        warnings=tuple(warnings),
    )


def _refused(file_name: str, what: str) -> FileRefused:
    return FileRefused(
        _("{file} is JSON, but not a list of orders.").format(file=file_name),
        what,
        _("Export one object per order, as JSON lines or as an array, or use CSV or XLSX."),
        code="json_not_a_table",
    )


def _broken(file_name: str) -> FileRefused:
    return FileRefused(
        _("{file} is damaged.").format(file=file_name),
        _("It begins like JSON, but it is cut off or not well formed."),
        _("Download or export it again."),
        code="json_damaged",
    )


def _nothing_inside(file_name: str) -> FileRefused:
    return FileRefused(
        _("{file} is JSON without any record.").format(file=file_name),
        _("The list is empty."),
        _("Export again and choose a time span that has orders."),
        code="no_rows",
    )
