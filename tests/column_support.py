"""A staged text column, and how the app reads it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from lib.engines.duck import Database, open_for_building
from lib.ingest.dates import DateReading, read_dates

BANGKOK = "Asia/Bangkok"


def database_with_macros(scratch: Path) -> Database:
    """An empty database that knows how cells are understood."""
    database = open_for_building(":memory:", scratch)
    database.run_file("staging/macros")
    return database


def stage(db: Database, cells: Sequence[str | None]) -> None:
    """The cells as column c1 of the table "staged", in order of row_number."""
    db.run("create or replace table staged (row_number integer, c1 varchar)")
    db.insert("staged", list(enumerate(cells)))


def read_column_of_dates(
    db: Database, cells: Sequence[str | None], forced_order: str | None = None
) -> tuple[DateReading, list[datetime | None]]:
    """How a column of these cells is read, and the moment of every cell in Bangkok."""
    stage(db, cells)
    reading = read_dates(db, "staged", "c1", forced_order=forced_order)
    moments = db.rows(
        f"select {reading.sql} from staged order by row_number", {"time_zone": BANGKOK}
    )
    return reading, [moment for (moment,) in moments]


def moments(db: Database, *cells: str | None) -> list[str | None]:
    """The moment of every cell as text, None where it is no date."""
    found = read_column_of_dates(db, cells)[1]
    return [moment.isoformat(" ") if moment else None for moment in found]
