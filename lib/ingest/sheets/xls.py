"""XLS, the workbooks of Excel 97 to 2003: a library parses them, the cells become our text."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lib.i18n import _
from lib.ingest.sheets.number_formats import (
    SECONDS_PER_DAY,
    clock_text,
    is_too_long,
    plain_number,
)
from lib.ingest.sheets.refusals import workbook_damaged, workbook_locked
from lib.ingest.sheets.sheet import MOST_COLUMNS, Findings, Merge, Sheet, SheetRow

Cell = int | float | str | bool | time | date | datetime | timedelta


def xls_sheets(path: Path, file_name: str) -> list[Sheet]:
    """The sheets in the order of their tabs. Raises FileRefused."""
    with _readable(file_name):
        book = CalamineWorkbook.from_path(path)
    return [
        Sheet(
            each.name,
            each.visible != SheetVisibleEnum.Visible,
            partial(_rows, book, each.name, file_name),
        )
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet
    ]


def _rows(
    book: CalamineWorkbook, name: str, file_name: str, findings: Findings
) -> Iterator[SheetRow]:
    """Error cells come out of the library as blanks; hidden rows are not told apart."""
    with _readable(file_name):
        sheet = book.get_sheet_by_name(name)
        ranges = sheet.merged_cell_ranges or []
        rows = sheet.iter_rows()
    findings.merges += [
        Merge(first[0] + 1, last[0] + 1, first[1]) for first, last in ranges if last[0] > first[0]
    ]
    offset = sheet.start[1] if sheet.start else 0
    for place, values in enumerate(rows):
        cells: dict[int, str] = {}
        for column, value in enumerate(values, start=offset):
            text = value if isinstance(value, str) else _text(value)
            if text and not text.isspace() and column < MOST_COLUMNS:
                cells[column] = text
                if isinstance(value, float):
                    findings.long_numbers += is_too_long(text)
        if cells:
            yield place + 1, cells, False


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


@contextmanager
def _readable(file_name: str) -> Iterator[None]:
    """Whatever the library says about a broken file becomes one sentence."""
    try:
        yield
    except PasswordError as error:
        raise workbook_locked(file_name) from error
    except BaseException as error:
        # A fault inside the library is no Exception for Python, it is known by its name.
        if not isinstance(error, CalamineError) and type(error).__name__ != "PanicException":
            raise
        what = _("It begins like an Excel workbook, but its inside cannot be read.")
        raise workbook_damaged(file_name, what) from error
