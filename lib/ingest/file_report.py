"""What ``read FILE`` answers for a file of any kind: the table as it is staged."""

import csv
import tempfile
from pathlib import Path
from typing import Any

from lib.engines.duck import open_for_building
from lib.i18n import _
from lib.ingest.arrivals import file_gone
from lib.ingest.containers import expand, unpacked
from lib.ingest.parquet_tables import is_parquet
from lib.ingest.reading import TableReading
from lib.ingest.stage import read_any, stage_file


def report_on_file(request: dict[str, Any]) -> dict[str, Any]:
    """Read the file under ``path`` and report on it; ``out``, when given, gets its table.

    An archive or workbook of several tables with the same columns counts as one table; where the
    columns differ the first is reported. Raises FileRefused.
    """
    path, name = Path(request["path"]), str(request["name"])
    if not path.exists():
        raise file_gone(name)
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        place = scratch / "expanded"
        place.mkdir()
        expanded = expand(path, name, place, joins=False)
        readings: list[TableReading] = []
        staged: list[Path] = []
        for number, (inner, inner_name) in enumerate(expanded.files, start=1):
            part = scratch / f"part-{number:04d}"
            part.mkdir()
            reading = _staged(*unpacked(inner, inner_name, part), part)
            if not readings or reading.columns == readings[0].columns:
                readings.append(reading)
                staged.append(part / "staged.csv")
        if request.get("out"):
            _write(readings[0].columns, staged, Path(request["out"]))
    notes = list(expanded.notes)
    if left_out := len(expanded.files) - len(readings):
        notes.append(_("{count} tables with other columns are not shown.").format(count=left_out))
    return _as_dict(readings, notes)


def _staged(path: Path, name: str, part: Path) -> TableReading:
    """The table of one file in ``staged.csv`` of the folder ``part``."""
    staged = part / "staged.csv"
    if is_parquet(path):
        return _staged_parquet(path, name, part, staged)
    return read_any(path, name, part, staged)


def _staged_parquet(path: Path, name: str, part: Path, staged: Path) -> TableReading:
    db = open_for_building(part / "read.duckdb", part, (path.resolve().parent,))
    try:
        db.attach_scratch("work")
        reading = stage_file(db, path, name, part)
        db.run(
            """
            copy (from work.staged order by row_number)
            to $path (format csv, header, force_quote *)
            """,
            {"path": str(staged)},
        )
    finally:
        db.close()
    return reading


def _write(columns: tuple[str, ...], staged: list[Path], out: Path) -> None:
    """Comma, quotes doubled, real column names, no row numbers."""
    with out.open("w", encoding="utf-8", newline="") as target:
        # With CR LF as its line end csv quotes every cell that holds CR or LF.
        writer = csv.writer(target, lineterminator="\r\n")
        writer.writerow(columns)
        for path in staged:
            with path.open(encoding="utf-8", newline="") as source:
                rows = csv.reader(source)
                next(rows)
                writer.writerows(row[1:] for row in rows)


def _as_dict(readings: list[TableReading], notes: list[str]) -> dict[str, Any]:
    first = readings[0]
    warnings = [warning.sentence for reading in readings for warning in reading.warnings]
    return {
        "encoding": first.encoding,
        "delimiter": first.delimiter,
        "quote": first.quote,
        "header_row": first.header_row,
        "columns": list(first.columns),
        "rows_read": sum(reading.rows_read for reading in readings),
        "ignored": [
            {"row": row.row, "rule": row.rule} for reading in readings for row in reading.ignored
        ],
        "warnings": [*notes, *dict.fromkeys(warnings)],
    }
