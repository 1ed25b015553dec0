"""The SQL of the house, read from ``lib/sql`` once and fingerprinted for caches."""

import hashlib
from functools import cache
from pathlib import Path

SQL_FOLDER = Path(__file__).parent.parent / "sql"


@cache
def sql_text(name: str) -> str:
    """The text of ``lib/sql/<name>.sql``, for example "metrics/retention_scan"."""
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


@cache
def sql_fingerprint() -> str:
    """Changes whenever any SQL file changes, so that cached answers never outlive their query."""
    digest = hashlib.sha256()
    for path in sorted(SQL_FOLDER.rglob("*.sql")):
        digest.update(path.relative_to(SQL_FOLDER).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
