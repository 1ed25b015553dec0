"""A text column of a staged table: its checked name and a few of its values."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lib.engines.duck import Database

MOST_EXAMPLES = 5
EXAMPLE_LENGTH = 60
# Enough to find five different values; a column of ten million strangers is not read to its end.
_LOOKED_AT = 1000

_TABLE = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?")
_COLUMN = re.compile(r"c[1-9][0-9]*")


def checked_column(table: str, column: str) -> str:
    """The column, once both names are plainly ours; they are formatted into SQL.

    Raises AssertionError for any other name: they come from code, never from a file.
    """
    if not _TABLE.fullmatch(table) or not _COLUMN.fullmatch(column):
        raise AssertionError(f"not a staged column: {table} {column}")
    return column


def example_values(
    db: Database, table: str, column: str, condition: str, parameters: Mapping[str, Any]
) -> tuple[str, ...]:
    """Up to five different values for which the SQL condition holds, cut to 60 letters."""
    rows = db.rows(
        f"""
        select left({column}, {EXAMPLE_LENGTH}) as example
        from (
            select {column}
            from {table}
            where {column} is not null and {column} <> '' and {condition}
            limit {_LOOKED_AT}
        )
        group by example
        order by count(*) desc, example
        limit {MOST_EXAMPLES}
        """,
        parameters,
    )
    return tuple(value for (value,) in rows)


# In printable ASCII clean_text changes nothing but what stands at the ends of a cell. Comparing is
# five times as fast as looking for a blank, = or ' in front.
_TIDY_ASCII = (
    "{c} >= '!' and ({c} < '''' or {c} >= '(') and ({c} < '=' or {c} >= '>')"
    " and not suffix({c}, ' ')"
)
_TIDY = "clean_text({c}) is not distinct from {c}"


def tidy_columns(
    db: Database, table: str, columns: Iterable[str], *, is_plain: bool
) -> frozenset[str]:
    """The columns whose every cell is its own clean text; ``is_plain``: of printable ASCII."""
    names = sorted({checked_column(table, column) for column in columns})
    test = _TIDY_ASCII if is_plain else _TIDY
    tests = ", ".join(f"coalesce(bool_and({test.replace('{c}', name)}), true)" for name in names)
    found = db.rows(f"select {tests} from {table}")[0]
    return frozenset(name for name, is_tidy in zip(names, found, strict=True) if is_tidy)
