"""A Parquet file as staged text; a value inside another is a column of its own."""

from pathlib import Path

from lib.engines.duck import Database, QueryFailed
from lib.errors import AppError, FileRefused
from lib.i18n import _
from lib.ingest.nested_records import DEEPEST
from lib.ingest.reading import TableReading
from lib.ingest.straight import CELLS

PARQUET_MARK = b"PAR1"
MOST_COLUMNS = 2000


def is_parquet(path: Path) -> bool:
    """Whether the content begins like Parquet, whatever the name says."""
    with path.open("rb") as file:
        return file.read(4) == PARQUET_MARK


def stage_parquet(db: Database, path: Path, file_name: str, limit_rows: int | None) -> TableReading:
    """Read a Parquet file into the cells of staging, all text. Raises FileRefused."""
    try:
        names, source = _flat_columns(db, path)
        headers = _unique(names)
        if len(headers) > MOST_COLUMNS:
            raise FileRefused(
                _("{file} has {count} columns.").format(file=file_name, count=len(headers)),
                _("At most {most} are read.").format(most=MOST_COLUMNS),
                _("Rows and columns are probably swapped; export the orders as rows."),
            )
        places = ", ".join(f"c{place + 1}" for place in range(len(headers)))
        texts = ", ".join(f"c{place + 1}::varchar as c{place + 1}" for place in range(len(headers)))
        db.run(
            f"""
            create table {CELLS} as
            select {texts}
            from ({source}) as source({places})
            {"limit " + str(int(limit_rows)) if limit_rows else ""}
            """,
            {"path": str(path)},
        )
    except (QueryFailed, AppError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(
            _("{file} is damaged.").format(file=file_name),
            _("It begins like a Parquet file, but its inside cannot be read."),
            _("Download or export it again."),
            code="parquet_damaged",
        ) from error
    rows = int(db.rows(f"select count(*) from {CELLS}")[0][0])
    if not rows:
        raise FileRefused(
            _("{file} has columns but no orders.").format(file=file_name),
            _("The table has 0 rows."),
            _("Export again and choose a time span that has orders."),
            code="no_rows",
        )
    return TableReading(
        kind="parquet",
        encoding="utf-8",
        delimiter="",
        quote="",
        header_row=None,
        columns=tuple(headers),
        rows_read=rows,
        rows_written=rows,
        ignored=(),
        ignored_count=0,
        set_aside=(),
        warnings=(),
    )


def _flat_columns(db: Database, path: Path) -> tuple[list[str], str]:
    """Names and select of a Parquet file's columns; an object's values are columns of their own."""
    names: list[str] = []
    source = "select * from read_parquet($path)"
    for depth in range(DEEPEST):
        described = db.rows(
            f"select column_name, column_type from (describe {source})", {"path": str(path)}
        )
        found = [str(name) for name, _kind in described]
        names = names or found
        nested = [
            str(kind).startswith("STRUCT(") and not str(kind).endswith("]")
            for _name, kind in described
        ]
        if depth == DEEPEST - 1 or not any(nested) or len(names) > MOST_COLUMNS:
            break
        columns = [f"c{place + 1}" for place in range(len(names))]
        parts = [
            f"unnest({column})" if inner else column
            for column, inner in zip(columns, nested, strict=True)
        ]
        inside = f"({source}) as source({', '.join(columns)})"
        widened = []
        for name, column, inner in zip(names, columns, nested, strict=True):
            if not inner:
                widened.append(name)
                continue
            keys = db.rows(
                f"select column_name from (describe select unnest({column}) from {inside})",
                {"path": str(path)},
            )
            widened += [f"{name}.{key}" for (key,) in keys]
        names, source = widened, f"select {', '.join(parts)} from {inside}"
    return names, source


def _unique(names: list[str]) -> list[str]:
    """Parquet allows what headers may not be: the same name twice, or none."""
    seen: dict[str, int] = {}
    unique = []
    for place, name in enumerate(names, start=1):
        name = name or _("column {place}").format(place=place)
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique
