"""A file becomes ``work.staged``: all text, one row per source row, the source row number kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lib.engines.duck import Database
from lib.ingest.json_tables import is_json, read_json
from lib.ingest.mapping import Mapping
from lib.ingest.parquet_tables import is_parquet, stage_parquet
from lib.ingest.reading import IgnoredRow, ReadingWarning, TableReading, read_table
from lib.ingest.reading.staging import ReadingPlan, plan_reading
from lib.ingest.sheets.kinds import is_workbook
from lib.ingest.sheets.table import read_workbook
from lib.ingest.straight import CELLS, stage_straight

ProgressCallback = Callable[[int, int], None]


def stage_file(
    db: Database,
    path: Path,
    file_name: str,
    scratch: Path,
    *,
    choices: Mapping | None = None,
    limit_rows: int | None = None,
    on_progress: ProgressCallback | None = None,
) -> TableReading:
    """Read one file into ``work.staged`` (row_number, c1..cN) and ``work.unread_rows``.

    ``choices`` may carry an encoding, delimiter or header row that someone decided. Raises
    FileRefused with one sentence when the file is no table.
    """
    drop_staged(db)
    db.run("drop table if exists work.unread_rows")
    db.run("create table work.unread_rows (row_number bigint, rule varchar, value varchar)")
    if is_parquet(path):
        reading = stage_parquet(db, path, file_name, limit_rows)
        show_staged(db, len(reading.columns), "rowid + 1")
        return reading
    staged, unread = scratch / "staged.csv", scratch / "unread.csv"
    choices = choices or Mapping("", "", {})
    plan = None if is_json(path) or is_workbook(path) else _plan(path, file_name, choices)
    straight = None
    if plan and not limit_rows:
        straight = stage_straight(db, path, plan, scratch, unread, file_name, on_progress)
    if straight:
        reading = straight.reading
        show_staged(db, len(reading.columns), f"rowid + {straight.first_row}")
    else:
        drop_staged(db)
        reading = _read(
            path, file_name, scratch, staged, unread, choices, limit_rows, on_progress, plan
        )
        names = [f"c{place + 1}" for place in range(len(reading.columns))]
        declared = ["row_number bigint", *(f"{name} varchar" for name in names)]
        _load_csv(db, CELLS, staged, declared)
        show_staged(db, len(names), "row_number")
    if unread.exists() and unread.stat().st_size:
        db.run("drop table work.unread_rows")
        _load_csv(
            db, "work.unread_rows", unread, ["row_number bigint", "rule varchar", "value varchar"]
        )
    staged.unlink(missing_ok=True)
    unread.unlink(missing_ok=True)
    return reading


def drop_staged(db: Database) -> None:
    """Forget the file that was staged."""
    db.run("drop view if exists work.staged")
    db.run("drop view if exists work.source_rows")
    db.run(f"drop table if exists {CELLS}")


def show_staged(db: Database, width: int, row_number: str) -> None:
    """The cells under the name that the import asks, each row with its number in the file."""
    names = ", ".join(f"c{place + 1}" for place in range(width))
    db.run(
        f"create view work.source_rows as select {row_number} as row_number, {names} from {CELLS}"
    )
    db.run("create view work.staged as from work.source_rows")


def _plan(path: Path, file_name: str, choices: Mapping) -> ReadingPlan | None:
    return plan_reading(
        path,
        file_name=file_name,
        encoding=choices.encoding or None,
        delimiter=choices.delimiter or None,
        header_row=choices.header_row or None,
    )


def read_any(path: Path, file_name: str, scratch: Path, staged: Path) -> TableReading:
    """Any file that is not Parquet as staged text, with every choice left to the reader."""
    unread = scratch / "unread.csv"
    return _read(path, file_name, scratch, staged, unread, Mapping("", "", {}), None, None, None)


def _read(
    path: Path,
    file_name: str,
    scratch: Path,
    staged: Path,
    unread: Path,
    choices: Mapping,
    limit_rows: int | None,
    on_progress: ProgressCallback | None,
    plan: ReadingPlan | None,
) -> TableReading:
    """Hand the file to the reader of its kind: a workbook, JSON, else a text table."""
    if is_json(path):
        return read_json(path, staged, file_name=file_name, limit_rows=limit_rows)
    if is_workbook(path):
        return read_workbook(
            path,
            staged,
            scratch,
            set_aside=unread,
            file_name=file_name,
            header_row=choices.header_row or None,
            limit_rows=limit_rows,
            on_progress=on_progress,
        )
    return read_table(
        path,
        staged,
        set_aside=unread,
        file_name=file_name,
        encoding=choices.encoding or None,
        delimiter=choices.delimiter or None,
        header_row=choices.header_row or None,
        limit_rows=limit_rows,
        on_progress=on_progress,
        plan=plan,
    )


def drop_help_text_row(db: Database, reading: TableReading, moment: str) -> TableReading:
    """Leave out the row of explanations that some exports put under the header.

    It is the first row, and its date cell ``moment`` has no digit in it.
    """
    found = db.rows(
        f"""
        select row_number from work.staged
        where row_number = (select min(row_number) from work.staged)
            and not regexp_matches(coalesce({moment}, ''), '[0-9]')
        """
    )
    if not found:
        return reading
    row = int(found[0][0])
    db.run(
        "create or replace view work.staged as"
        f" select * from work.source_rows where row_number > {row}"
    )
    return replace(
        reading,
        rows_read=reading.rows_read - 1,
        rows_written=reading.rows_written - 1,
        ignored=(*reading.ignored, IgnoredRow(row, "help_text")),
        ignored_count=reading.ignored_count + 1,
    )


def count_duplicate_rows(db: Database, column_count: int) -> int:
    """Rows that repeat an earlier row cell by cell."""
    cells = ", ".join(f"c{place + 1}" for place in range(column_count))
    return int(db.rows(f"select count(*) - count(distinct hash({cells})) from work.staged")[0][0])


def _load_csv(db: Database, table: str, path: Path, columns: list[str]) -> None:
    """Load a CSV that the reader wrote: its form is ours, so nothing is detected."""
    declared = ", ".join(f"'{column.split()[0]}': '{column.split()[1]}'" for column in columns)
    db.run(
        f"""
        create table {table} as
        select * from read_csv(
            $path, columns = {{{declared}}}, auto_detect = false, header = true, delim = ',',
            quote = '"', escape = '"', new_line = '\\n', encoding = 'utf-8',
            max_line_size = 16777216
        )
        """,
        {"path": str(path)},
    )


def warning_texts(warnings: tuple[ReadingWarning, ...]) -> list[str]:
    """The sentences of a reading's warnings."""
    return [warning.sentence for warning in warnings]
