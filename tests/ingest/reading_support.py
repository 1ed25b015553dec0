"""Short ways for tests to read a text table and to look at what came of it."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.ingest.reading import TableReading, read_table
from tests.ingest.hostile_files import hostile_file


@dataclass(frozen=True)
class Outcome:
    """A reading with its staged rows: row numbers, cells, and the list of rows set aside."""

    reading: TableReading
    numbers: list[int]
    rows: list[tuple[str, ...]]
    aside: list[list[str]]
    staged: Path

    @property
    def codes(self) -> set[str]:
        """The codes of the warnings."""
        return {warning.code for warning in self.reading.warnings}

    def rules(self, *, with_header: bool = False) -> list[tuple[int, str]]:
        """The ignored rows as (row, rule), the header itself left out."""
        return [
            (row.row, row.rule)
            for row in self.reading.ignored
            if with_header or row.rule != "header"
        ]


def read_bytes(folder: Path, content: bytes, **options: Any) -> Outcome:
    """Write the bytes to a file and read it."""
    source, staged, aside = folder / "source", folder / "staged.csv", folder / "aside.csv"
    source.write_bytes(content)
    reading = read_table(source, staged, set_aside=aside, **options)
    with staged.open(encoding="utf-8", newline="") as lines:
        staged_rows = list(csv.reader(lines))
    with aside.open(encoding="utf-8", newline="") as lines:
        aside_rows = list(csv.reader(lines))
    assert staged_rows[0] == ["row_number", *(f"c{i + 1}" for i in range(len(reading.columns)))]
    assert aside_rows[0] == ["row_number", "rule", "value"]
    return Outcome(
        reading,
        [int(row[0]) for row in staged_rows[1:]],
        [tuple(row[1:]) for row in staged_rows[1:]],
        aside_rows[1:],
        staged,
    )


def read_case(folder: Path, name: str, **options: Any) -> Outcome:
    """Read one of the hostile files."""
    return read_bytes(folder, hostile_file(name), file_name=f"{name}.csv", **options)
