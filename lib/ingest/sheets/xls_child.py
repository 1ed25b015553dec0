"""The process that parses one XLS: ``python -m lib.ingest.sheets.xls_child FILE`` > rows.

For each sheet it writes (name, is hidden, merges), then (row number, cells) per filled row, then
how many numbers were too long, all in the form of the marshal module.
"""

import marshal
import sys
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lib.ingest.sheets.number_formats import (
    SECONDS_PER_DAY,
    clock_text,
    is_too_long,
    plain_number,
)
from lib.ingest.sheets.sheet import MOST_COLUMNS

LOCKED, DAMAGED = 3, 4
MOST_SECONDS = 300
# The largest sheet of the format, 65,536 x 256 cells, needs one gigabyte.
MOST_ADDRESS_SPACE_BYTES = 2 << 30
Cell = int | float | str | bool | time | date | datetime | timedelta


def main(path: Path, out: BinaryIO) -> int:
    """Write the sheets of a workbook; returns the exit code."""
    _limit_this_process()
    try:
        book = CalamineWorkbook.from_path(path)
        for each in book.sheets_metadata:
            if each.typ == SheetTypeEnum.WorkSheet:
                is_hidden = each.visible != SheetVisibleEnum.Visible
                _write_sheet(book.get_sheet_by_name(each.name), is_hidden, out)
    except PasswordError:
        return LOCKED
    except (CalamineError, ValueError, OverflowError, MemoryError):
        return DAMAGED
    return 0


def _write_sheet(sheet: CalamineSheet, is_hidden: bool, out: BinaryIO) -> None:
    ranges = sheet.merged_cell_ranges or []
    merges = [(first[0] + 1, last[0] + 1, first[1]) for first, last in ranges if last[0] > first[0]]
    marshal.dump((sheet.name, is_hidden, merges), out)
    left = sheet.start[1] if sheet.start else 0
    long_numbers = 0
    for place, values in enumerate(sheet.iter_rows()):
        cells = _cells(values, left)
        long_numbers += sum(
            isinstance(value, float) and is_too_long(cells.get(column, ""))
            for column, value in enumerate(values, start=left)
        )
        if cells:
            marshal.dump((place + 1, cells), out)
    marshal.dump(long_numbers, out)


def _cells(values: Iterable[Cell], left: int) -> dict[int, str]:
    cells: dict[int, str] = {}
    for column, value in enumerate(values, start=left):
        if value == "" or column >= MOST_COLUMNS:
            continue
        text = value if isinstance(value, str) else _text(value)
        if not text.isspace():
            cells[column] = text
    return cells


def _text(value: Cell) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return (value + timedelta(microseconds=500_000)).replace(microsecond=0).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return clock_text(round(value / timedelta(seconds=1)))
    if isinstance(value, time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return clock_text(round(seconds) % SECONDS_PER_DAY)
    return plain_number(float(value))


def _limit_this_process() -> None:
    try:
        import resource
    except ImportError:
        return
    limits = (resource.RLIMIT_AS, MOST_ADDRESS_SPACE_BYTES), (resource.RLIMIT_CPU, MOST_SECONDS)
    for kind, most in limits:
        _soft, hard = resource.getrlimit(kind)
        resource.setrlimit(
            kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.stdout.buffer))
