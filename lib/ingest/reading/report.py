"""What ``read FILE`` answers: how a file was understood, and its table as plain text."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lib.ingest.reading.staging import TableReading, read_table


def read_file_report(path: Path, out: Path | None) -> dict[str, Any]:
    """Read a text table and report encoding, delimiter, quote, header row, columns and rows.

    ``out`` gets the header line and the table as staged, without row numbers. Raises FileRefused.
    """
    with TemporaryDirectory() as folder:
        staged = Path(folder) / "staged.csv"
        reading = read_table(path, staged, file_name=path.name)
        if out is not None and staged.exists():
            write_table(reading, staged, out)
    return {
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "quote": reading.quote,
        "header_row": reading.header_row,
        "columns": list(reading.columns),
        "rows_read": reading.rows_read,
        "ignored": [{"row": row.row, "rule": row.rule} for row in reading.ignored],
        "warnings": [warning.sentence for warning in reading.warnings],
    }


def write_table(reading: TableReading, staged: Path, out: Path) -> None:
    """Copy staged text to ``out`` under its real column names, without the row numbers."""
    with (
        staged.open(encoding="utf-8", newline="") as source,
        out.open("w", encoding="utf-8", newline="") as target,
    ):
        # With CR LF as its line end csv quotes every cell that holds CR or LF.
        writer = csv.writer(target, lineterminator="\r\n")
        writer.writerow(reading.columns)
        rows = csv.reader(source)
        next(rows)
        writer.writerows(row[1:] for row in rows)
