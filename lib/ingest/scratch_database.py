"""A database for looking at files: forgotten when the look is over."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.engines.duck import Database, open_for_building


@contextmanager
def scratch_database(scratch: Path, files: Iterable[Path]) -> Iterator[Database]:
    """One that may read ``files`` and knows the macros of staging; its tables go into ``work``."""
    folders = tuple({path.resolve().parent for path in files})
    place = scratch / "look.duckdb"
    db = open_for_building(place, scratch, folders)
    try:
        db.attach_scratch("work")
        db.run_file("staging/macros")
        db.run_file("staging/identity_macros")
        yield db
    finally:
        db.close()
        place.unlink(missing_ok=True)
