"""A sheet as CSV, line by line as in the sheet, so that the text reader finds the table in it."""

import csv
import marshal
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, TextIO

from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.reading import ReadingWarning
from lib.ingest.sheets.refusals import too_many_columns
from lib.ingest.sheets.sheet import MOST_COLUMNS, Findings, Merge, Sheet, cell_name
from lib.ingest.sheets.warnings import Strays, sheet_warnings

ENCODING = "utf-8-sig"
DELIMITER = ","
# So few cells apart from all others are a slip of the hand, not a table.
MOST_STRAYS = 3
LEAST_ROWS = 6
EMPTY_ROWS_BEFORE_STRAYS = 1_000
MOST_CELLS = 300_000_000
_BREAKS = re.compile(r"[\r\n]+")


@dataclass
class _Island:
    """Rows without a long empty stretch between them."""

    last_row: int = 0
    cells: int = 0


@dataclass
class _Survey:
    """Where the filled cells of a sheet are."""

    per_column: Counter[int] = field(default_factory=Counter)
    islands: list[_Island] = field(default_factory=lambda: [_Island()])
    rows: int = 0
    hidden_rows: int = 0


def write_sheet(sheet: Sheet, target: Path, scratch: Path, file_name: str) -> list[ReadingWarning]:
    """Write a sheet as CSV (UTF-8 with mark, every cell quoted); returns what was odd about it.

    Cells that were joined downwards all get their text. A few cells far from everything else
    are left out and named. Raises FileRefused.
    """
    findings = Findings()
    spool = scratch / "sheet.rows"
    with spool.open("wb") as file:
        survey = _spool(sheet, file, findings)
    if findings.far_cells > MOST_STRAYS:
        raise too_many_columns(file_name, MOST_COLUMNS)
    width, last_row = _width(survey), _last_row(survey)
    if width * survey.rows > MOST_CELLS:
        raise _too_sparse(file_name)
    strays = Strays(findings.far_cells, findings.first_far_cell)
    with spool.open("rb") as file, target.open("w", encoding=ENCODING, newline="") as out:
        _write(_filled(_spooled(file), findings.merges), out, width, last_row, strays)
    spool.unlink()
    return sheet_warnings(findings, survey.hidden_rows, strays)


def _spool(sheet: Sheet, file: BinaryIO, findings: Findings) -> _Survey:
    """Put the rows on disk: where the table ends is known only after the last one."""
    survey = _Survey()
    for row, cells, is_hidden in sheet.read(findings):
        marshal.dump((row, cells), file)
        survey.per_column.update(cells.keys())
        survey.rows += 1
        survey.hidden_rows += is_hidden
        island = survey.islands[-1]
        if survey.rows > 1 and row - island.last_row > EMPTY_ROWS_BEFORE_STRAYS:
            island = _Island()
            survey.islands.append(island)
        island.last_row = row
        island.cells += len(cells)
    return survey


def _spooled(file: BinaryIO) -> Iterator[tuple[int, dict[int, str]]]:
    while True:
        try:
            yield marshal.load(file)
        except EOFError:
            return


def _width(survey: _Survey) -> int:
    """How many columns belong to the table: those behind a gap with hardly a cell do not."""
    used = sorted(survey.per_column)
    if not used:
        return 0
    width = used[-1] + 1
    if survey.rows < LEAST_ROWS:
        return width
    behind = 0
    for before, column in reversed(list(pairwise(used))):
        behind += survey.per_column[column]
        if behind > MOST_STRAYS:
            break
        if column - before > 1:
            width = before + 1
    return width


def _last_row(survey: _Survey) -> int:
    """The last row of the table: a few cells below a long empty stretch do not belong to it."""
    islands = list(survey.islands)
    behind = 0
    while len(islands) > 1 and survey.rows >= LEAST_ROWS:
        behind += islands[-1].cells
        if behind > MOST_STRAYS:
            break
        islands.pop()
    return islands[-1].last_row


def _filled(
    rows: Iterable[tuple[int, dict[int, str]]], merges: list[Merge]
) -> Iterator[tuple[int, dict[int, str]]]:
    """Repeat the text of joined cells in every row that they span."""
    starting: dict[int, list[Merge]] = {}
    for merge in merges:
        starting.setdefault(merge.first_row, []).append(merge)
    open_merges: dict[int, tuple[int, str]] = {}
    for row, cells in rows:
        for column, (last_row, text) in list(open_merges.items()):
            if row > last_row:
                del open_merges[column]
            else:
                cells.setdefault(column, text)
        for merge in starting.get(row, ()):
            if merge.column in cells:
                open_merges[merge.column] = merge.last_row, cells[merge.column]
        yield row, cells


def _write(
    rows: Iterable[tuple[int, dict[int, str]]],
    out: TextIO,
    width: int,
    last_row: int,
    strays: Strays,
) -> None:
    """One line per row of the sheet, empty ones too; a line break in a cell becomes a blank."""
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    written = 0
    columns = range(width)
    for row, cells in rows:
        if row > last_row:
            strays.add(len(cells), cell_name(row, min(cells)))
            continue
        outside = [column for column in cells if column >= width]
        if outside:
            strays.add(len(outside), cell_name(row, min(outside)))
        if len(outside) == len(cells):
            continue
        out.write("\n" * (row - written - 1))
        line = [cells.get(column, "") for column in columns]
        if any("\n" in text or "\r" in text for text in cells.values()):
            line = [_BREAKS.sub(" ", text) for text in line]
        writer.writerow(line)
        written = row


def _too_sparse(file_name: str) -> FileRefused:
    return FileRefused(
        _("{file} is too large a sheet.").format(file=file_name),
        _("Its rows and columns span more than {count} million cells.").format(
            count=MOST_CELLS // 1_000_000
        ),
        _("Save the sheet as CSV and import that file."),
        code="unpacks_too_large",
    )
