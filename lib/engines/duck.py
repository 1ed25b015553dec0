"""The one door to DuckDB: settings, a cursor per question, driver errors turned into ours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from lib.engines.sql_files import sql_text
from lib.errors import AppError, ShopRefused, StorageFailed
from lib.i18n import _

if TYPE_CHECKING:  # the child that reads uploads needs neither, and each costs start-up time
    import numpy as np
    import pandas as pd
    import pyarrow as pa

Parameters = Mapping[str, Any]

# Nothing may be fetched from the network, and file content never becomes code.
SAFE_CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,
    "async_threads": 1,
}


class DamagedDatabase(ShopRefused):
    """The file is there but is not a readable database."""

    code = "database_damaged"


class QueryFailed(AppError):
    """A statement the database would not carry out; the driver's own words stay in __cause__."""

    code = "query_failed"


class Database:
    """One open DuckDB file; every call has a cursor of its own, so threads never share a result."""

    engine = f"DuckDB {duckdb.__version__}"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._macros: set[str] = set()

    def run(self, sql: str, parameters: Parameters | None = None) -> None:
        """Carry out statements whose answer nobody reads."""
        with _our_errors(), self._cursor() as cursor:
            cursor.execute(sql, _bound(sql, parameters)).fetchall()

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[tuple[Any, ...]]:
        """The answer as Python tuples; money stays Decimal, days stay date."""
        with _our_errors(), self._cursor() as cursor:
            return cursor.execute(sql, _bound(sql, parameters)).fetchall()

    def row(self, sql: str, parameters: Parameters | None = None) -> dict[str, Any]:
        """The single row of the answer, by column name."""
        with _our_errors(), self._cursor() as cursor:
            result = cursor.execute(sql, _bound(sql, parameters))
            names = [column[0] for column in result.description or []]
            values = result.fetchall()
        if len(values) != 1:
            raise AssertionError(f"expected one row, got {len(values)}: {sql[:80]}")
        return dict(zip(names, values[0], strict=True))

    def frame(self, sql: str, parameters: Parameters | None = None) -> "pd.DataFrame":
        """The answer as display material: DECIMAL arrives as float, so never sum money from it."""
        with _our_errors(), self._cursor() as cursor:
            return cursor.execute(sql, _bound(sql, parameters)).df()

    def arrays(self, sql: str, parameters: Parameters | None = None) -> "dict[str, np.ndarray]":
        """The answer as one numpy array per column."""
        with _our_errors(), self._cursor() as cursor:
            columns: dict[str, Any] = cursor.execute(sql, _bound(sql, parameters)).fetchnumpy()
            return columns

    def write_parquet(self, table: str, path: Path) -> None:
        """One of our tables as a Parquet file, a piece at a time."""
        import pyarrow.parquet as parquet

        if not table.isidentifier():
            raise AssertionError(table)
        with _our_errors(), self._cursor() as cursor:
            rows = cursor.sql(f"select * from {table}").to_arrow_reader()
            with parquet.ParquetWriter(path, rows.schema) as file:
                for batch in rows:
                    file.write_batch(batch)

    def run_file(self, name: str, parameters: Parameters | None = None) -> None:
        """Carry out ``lib/sql/<name>.sql``."""
        self.run(sql_text(name), parameters)

    def know_macros(self, name: str) -> None:
        """Carry out a file of macros, unless this database has: they do not change."""
        if name not in self._macros:
            self.run_file(name)
            self._macros.add(name)

    def attach(self, path: Path, name: str, *, read_only: bool = False) -> None:
        """Open a second file of ours beside the first; its tables are then ``name.table``."""
        if not name.isidentifier():
            raise AssertionError(name)
        self.run(f"attach {_quoted(str(path))} as {name}" + (" (read_only)" if read_only else ""))

    def mirror(self, table: str) -> None:
        """Show a table of the ``shop`` beside this database as if it were its own."""
        if not table.isidentifier():
            raise AssertionError(table)
        self.run(f"create view {table} as select * from shop.{table}")

    def attach_scratch(self, name: str) -> None:
        """Tables that nobody keeps: in memory, and in the temporary folder once that is full.

        Written to a file they would be compressed first, which costs more than all the rest.
        """
        if not name.isidentifier():
            raise AssertionError(name)
        self.run(f"attach ':memory:' as {name}")

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Append Python rows to one of our tables; values are bound."""
        if not rows:
            return
        if not table.replace(".", "").isidentifier():
            raise AssertionError(table)
        columns = [list(column) for column in zip(*rows, strict=True)]
        marks = ", ".join(f"unnest($column_{place})" for place in range(len(columns)))
        values = {f"column_{place}": column for place, column in enumerate(columns)}
        self.run(f"insert into {table} select {marks}", values)

    def interrupt(self) -> None:
        """Stop the running query, from another thread."""
        self._connection.interrupt()

    def close(self) -> None:
        self._connection.close()

    def _cursor(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        return self._connection.cursor()


class _Answer(Database):
    """One cursor only: what is registered with it no other one sees."""

    def _cursor(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        return nullcontext(self._connection)


def open_read_only(path: Path, memory_limit: str = "2GB", threads: int = 2) -> Database:
    """A finished version of a shop: read-only, no outside access, configuration locked.

    Raises DamagedDatabase when the file cannot be read as a database.
    """
    # All at once: a file that is open already in this process takes no change of configuration.
    config = SAFE_CONFIG | {
        "memory_limit": memory_limit,
        "threads": threads,
        "enable_external_access": False,
        "lock_configuration": True,
    }
    try:
        connection = duckdb.connect(str(path), read_only=True, config=config)
    except duckdb.Error as error:
        raise DamagedDatabase(
            _("The shop's database could not be read."),
            _("The file {name} is damaged or is not a database.").format(name=path.name),
            _("It is rebuilt from the uploaded files; nothing is lost."),
        ) from error
    return Database(connection)


def open_beside(path: Path, memory_limit: str = "2GB", threads: int = 2) -> Database:
    """An empty database in memory, and a finished version of a shop beside it, named ``shop``.

    The version is read-only, nothing else can be reached, and nothing spills to the disk. Raises
    DamagedDatabase when the version cannot be read as a database.
    """
    config = SAFE_CONFIG | {
        "memory_limit": memory_limit,
        "threads": threads,
        "temp_directory": "",
    }
    with _our_errors():
        connection = duckdb.connect(":memory:", config=config)
        connection.execute(f"attach {_quoted(str(path))} as shop (read_only)")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        connection.execute("create schema work")
    return Database(connection)


def open_for_building(
    path: Path | str,
    scratch: Path,
    readable: tuple[Path, ...] = (),
    memory_limit: str = "1200MB",
    threads: int = 2,
) -> Database:
    """A writable file (or ":memory:") that may read only ``readable`` folders and ``scratch``."""
    scratch.mkdir(parents=True, exist_ok=True)
    config = SAFE_CONFIG | {
        "memory_limit": memory_limit,
        "threads": threads,
        "temp_directory": str(scratch / "spill"),
        "fsync_mode": "NONE",  # the closed file is synced as a whole before it is published
    }
    with _our_errors():
        connection = duckdb.connect(str(path), config=config)
        folders = ", ".join(_quoted(f"{folder}/") for folder in (scratch, *readable))
        connection.execute("set enable_progress_bar = false")
        connection.execute("set global TimeZone = 'UTC'")
        connection.execute(f"set allowed_directories = [{folders}]")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    return Database(connection)


@contextmanager
def arrow_answer(rows: "pa.Table") -> Iterator[Database]:
    """Rows that another engine found as the table ``answer``, read like those of DuckDB.

    So that a number has the same Python type wherever it was counted.
    """
    connection = _answers().cursor()
    try:
        connection.register("answer", rows)
        yield _Answer(connection)
    finally:
        connection.close()


@cache
def _answers() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config=SAFE_CONFIG | {"threads": 1})


@contextmanager
def _our_errors() -> Iterator[None]:
    """Turn driver errors into sentences of ours; theirs may quote customers' rows."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise AppError(
            _("There was not enough memory for this."),
            _("The work needed more memory than it is allowed to take."),
            _("Close other programs, or import the file in smaller pieces."),
            code="out_of_memory",
        ) from error
    except duckdb.OutOfRangeException as error:
        raise AppError(
            _("The amounts are too large to be added up."),
            _("An order or a customer would come to more than a hundred million millions."),
            _("Look whether a column of amounts holds barcodes or order numbers instead."),
            code="amounts_too_large",
        ) from error
    except duckdb.Error as error:
        if _disk_is_full(error):
            raise StorageFailed(
                _("The disk is full."),
                _("The shop could not be written; it is as it was before."),
                _("Free some space (about three times the size of the file) and try again."),
                code="disk_full",
            ) from error
        if isinstance(error, duckdb.IOException | duckdb.FatalException):
            raise DamagedDatabase(
                _("The shop's database could not be read."),
                _("A part of the file is missing or damaged."),
                _("It is rebuilt from the uploaded files; nothing is lost."),
            ) from error
        raise QueryFailed(
            _("The database refused a question of the app."),
            _("Reason: {kind}.").format(kind=type(error).__name__),
            _("Please report this; your data is unchanged."),
        ) from error


def _bound(sql: str, parameters: Parameters | None) -> dict[str, Any]:
    """The values this statement names; DuckDB refuses any other."""
    names = set(re.findall(r"\$([a-z_][a-z0-9_]*)", sql))
    return {name: value for name, value in (parameters or {}).items() if name in names}


def _quoted(text: str) -> str:
    """A path as an SQL literal: ATTACH and SET take no bound values."""
    return "'" + text.replace("'", "''") + "'"


def _disk_is_full(error: Exception) -> bool:
    text = str(error)
    return "No space left" in text or "File too large" in text
