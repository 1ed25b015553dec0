"""Text tables of any dialect, encoding and state of repair, read without losing a row."""

from lib.ingest.reading.report import read_file_report
from lib.ingest.reading.staging import (
    IgnoredRow,
    ReadingWarning,
    SetAsideRow,
    TableReading,
    read_table,
)

__all__ = [
    "IgnoredRow",
    "ReadingWarning",
    "SetAsideRow",
    "TableReading",
    "read_file_report",
    "read_table",
]
