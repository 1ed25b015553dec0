"""A workbook as one staged table, or as the several tables it holds."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lib.ingest.looks import IsKnown, nothing_is_known
from lib.ingest.reading import TableReading, read_table
from lib.ingest.sheets.choice import Chosen, choice_warnings, choose_sheets
from lib.ingest.sheets.flatten import DELIMITER, ENCODING, write_sheet
from lib.ingest.sheets.kinds import workbook_kind
from lib.ingest.sheets.ods import ods_sheets
from lib.ingest.sheets.refusals import not_a_workbook, workbook_empty, workbook_locked
from lib.ingest.sheets.sheet import Sheet
from lib.ingest.sheets.xlsx import xlsx_sheets

# The name of the file says nothing about what was found inside it.
_ABOUT_THE_CSV = ("not_xlsx",)


def open_sheets(path: Path, file_name: str) -> list[Sheet]:
    """The sheets of a workbook of any kind. Raises FileRefused when it cannot be read."""
    kind = workbook_kind(path)
    if kind == "xlsx":
        return xlsx_sheets(path, file_name)
    if kind == "ods":
        return ods_sheets(path, file_name)
    if kind == "xls":
        from lib.ingest.sheets.xls import xls_sheets

        return xls_sheets(path, file_name)
    if kind == "locked":
        raise workbook_locked(file_name)
    raise not_a_workbook(file_name, kind)


def choose_from(path: Path, file_name: str, is_known: IsKnown = nothing_is_known) -> Chosen:
    """The sheets with orders. Raises FileRefused, also when no sheet has a filled cell."""
    sheets = open_sheets(path, file_name)
    chosen = choose_sheets(sheets, is_known)
    if not chosen.sheets:
        raise workbook_empty(file_name)
    return chosen


def read_workbook(
    path: Path,
    staged: Path,
    scratch: Path,
    *,
    set_aside: Path,
    file_name: str,
    header_row: int | None = None,
    limit_rows: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> TableReading:
    """Read the sheet with the orders into ``staged``, as lib.ingest.reading.read_table does.

    Row numbers are those of the sheet; the kind of the reading is "workbook". Raises FileRefused.
    """
    chosen = choose_from(path, file_name)
    first, *rest = chosen.sheets
    chosen = replace(chosen, sheets=(first,), others=(*rest, *chosen.others))
    flat = scratch / "sheet.csv"
    odd = write_sheet(first, flat, scratch, file_name)
    reading = read_table(
        flat,
        staged,
        set_aside=set_aside,
        file_name=file_name,
        encoding=ENCODING,
        delimiter=DELIMITER,
        header_row=header_row,
        limit_rows=limit_rows,
        on_progress=on_progress,
    )
    flat.unlink()
    said = [each for each in reading.warnings if each.code not in _ABOUT_THE_CSV]
    return replace(
        reading,
        kind="workbook",
        encoding="utf-8",
        delimiter="",
        quote="",
        warnings=(*choice_warnings(chosen), *odd, *said),
    )
