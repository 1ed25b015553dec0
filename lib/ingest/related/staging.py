"""The joined table of a pack as ``work.staged``, like that of any file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from lib.engines.duck import Database
from lib.i18n import _, ngettext
from lib.ingest.mapping import Mapping
from lib.ingest.reading import ReadingWarning, TableReading
from lib.ingest.related.pack import Join, JoinPlan, is_pack, read_pack
from lib.ingest.stage import drop_staged, show_staged, stage_file
from lib.ingest.straight import CELLS
from lib.ingest.unpacking_limits import archive_damaged

Progress = Callable[[int, int], None]
_UNREAD = "work.unread_of_tables"


def stage_any(
    db: Database,
    path: Path,
    file_name: str,
    scratch: Path,
    *,
    choices: Mapping | None = None,
    limit_rows: int | None = None,
    on_progress: Progress | None = None,
) -> TableReading:
    """``stage_file`` for a file of any kind, a pack of related tables included."""
    if is_pack(path):
        return _stage_pack(db, path, scratch, limit_rows, on_progress)
    return stage_file(
        db,
        path,
        file_name,
        scratch,
        choices=choices,
        limit_rows=limit_rows,
        on_progress=on_progress,
    )


def stage_tables(
    db: Database,
    sources: Sequence[Sequence[tuple[Path, str]]],
    scratch: Path,
    on_progress: Progress | None = None,
) -> list[list[TableReading]]:
    """Files in ``work.related_0``, ``work.related_1``, … (c1..cN), one table per source.

    Files of one source have the same columns. Rows that could not be read are kept apart.
    """
    db.run(f"create or replace table {_UNREAD} (rule varchar, value varchar)")
    readings: list[list[TableReading]] = []
    for place, files in enumerate(sources):
        readings.append([])
        for path, name in files:
            reading = stage_file(db, path, name, scratch, on_progress=on_progress)
            cells = ", ".join(f"c{number + 1}" for number in range(len(reading.columns)))
            question = f"select {cells} from work.source_rows order by row_number"
            table = table_name(place)
            begin = (
                f"insert into {table}" if readings[-1] else f"create or replace table {table} as"
            )
            db.run(f"{begin} {question}")
            db.run(
                f"insert into {_UNREAD} select rule, $name || ': ' || coalesce(value, '')"
                " from work.unread_rows order by row_number",
                {"name": name},
            )
            readings[-1].append(reading)
    drop_staged(db)
    return readings


def table_name(place: int) -> str:
    """Where the rows of a source are."""
    return f"work.related_{place}"


def _stage_pack(
    db: Database, path: Path, scratch: Path, limit_rows: int | None, on_progress: Progress | None
) -> TableReading:
    place = scratch / "tables"
    plan, files = read_pack(path, place)
    sources = [[(files[name], name) for name in source.names] for source in plan.sources]
    readings = stage_tables(db, sources, scratch, on_progress)
    for source, found in zip(plan.sources, readings, strict=True):
        if any(reading.columns != source.columns for reading in found):
            raise archive_damaged(path.name, _("Its list of contents cannot be read."))
    db.run(
        f"create table {CELLS} as {_joined(plan)}"
        f"{f' limit {int(limit_rows)}' if limit_rows else ''}"
    )
    show_staged(db, len(plan.columns), "rowid + 1")
    warnings = [_about(plan), *_unmatched(db, plan)]
    for source, found in zip(plan.sources, readings, strict=True):
        warnings += [
            ReadingWarning(each.code, f"{name}: {each.sentence}")
            for name, reading in zip(source.names, found, strict=True)
            for each in reading.warnings
        ]
        db.run(f"drop table {table_name(plan.sources.index(source))}")
    rows = int(db.rows(f"select count(*) from {CELLS}")[0][0])
    db.run("delete from work.unread_rows")  # of the last file alone
    db.run(
        "insert into work.unread_rows"
        f" select $rows + row_number() over (), rule, value from {_UNREAD}",
        {"rows": rows},
    )
    unread = int(db.rows("select count(*) from work.unread_rows")[0][0])
    first = readings[plan.rows][0]
    return TableReading(
        kind="tables",
        encoding=first.encoding,
        delimiter=first.delimiter,
        quote=first.quote,
        header_row=first.header_row,
        columns=tuple(column.name for column in plan.columns),
        rows_read=rows + unread,
        rows_written=rows,
        ignored=(),
        ignored_count=sum(each.ignored_count for found in readings for each in found),
        set_aside=(),
        warnings=tuple(warnings),
    )


def key_text(cell: str) -> str:
    """The text of a key; a number that passed through a data frame may end in ".0"."""
    return f"regexp_replace(clean_text({cell}), '^(\\d+)\\.0$', '\\1')"


def _cell(plan: JoinPlan, table: int, header: str) -> str:
    return f"t{table}.c{plan.sources[table].columns.index(header) + 1}"


def _joined(plan: JoinPlan) -> str:
    """The select of the joined rows; table k is called tk, a key that comes twice counts once."""
    columns = []
    for number, column in enumerate(plan.columns, start=1):
        cells = [_cell(plan, *part) for part in column.parts]
        filled = ", ".join(
            f"case when is_filled(clean_text({cell})) then {cell} end" for cell in cells
        )
        columns.append(f"{cells[0] if len(cells) == 1 else f'coalesce({filled})'} as c{number}")
    joins = []
    for join in plan.joins:
        key = _cell(plan, join.other, join.key)
        own = _cell(plan, join.table, join.column)
        other = f"select *, rowid as place from {table_name(join.other)} as t{join.other}"
        # Of rows with one key the first counts; an order without a number is an order all the same.
        other += (
            f" qualify not is_filled({key_text(key)})"
            f" or row_number() over (partition by {key_text(key)} order by rowid) = 1"
        )
        kind = "full" if join.other == plan.orders else "left"
        joins.append(f"{kind} join ({other}) as t{join.other} on {key_text(own)} = {key_text(key)}")
    last = f", t{plan.orders}.place" if plan.orders != plan.rows else ""
    rows = f"(select *, rowid as place from {table_name(plan.rows)})"
    return (
        f"select {', '.join(columns)} from {rows} as t{plan.rows} {' '.join(joins)}"
        f" order by t{plan.rows}.place nulls last{last}"
    )


def _about(plan: JoinPlan) -> ReadingWarning:
    """Which files were joined, and by what."""
    sentence = _("Read as one table: {joins}.")
    one = _("“{file}” with “{other}” by “{column}”")
    joins = [
        one.format(
            file=" + ".join(plan.sources[join.table].names),
            other=" + ".join(plan.sources[join.other].names),
            column=join.column if join.column == join.key else f"{join.column} = {join.key}",
        )
        for join in plan.joins
    ]
    return ReadingWarning("tables_joined", sentence.format(joins="; ".join(joins)))


def _unmatched(db: Database, plan: JoinPlan) -> list[ReadingWarning]:
    """Keys that the other table does not have, both ways for orders and their rows."""
    found = []
    for join in plan.joins:
        column = _cell(plan, join.table, join.column)
        key = _cell(plan, join.other, join.key)
        own = f"{table_name(join.table)} as t{join.table}"
        other = f"{table_name(join.other)} as t{join.other}"
        again = int(
            db.rows(
                f"select count({key_text(key)}) - count(distinct {key_text(key)}) from {other}"
                f" where is_filled({key_text(key)})"
            )[0][0]
        )
        if again:
            sentence = ngettext(
                "{rows} row of {file} has a “{column}” that stood there before; it is read once.",
                "{rows} rows of {file} have a “{column}” that stood there before; it is read once.",
                again,
            )
            named = replace(join, column=join.key)
            found.append(_missing(plan, sentence, again, named, join.other, join.table))
        lost = _without(db, own, column, other, key)
        if lost:
            sentence = ngettext(
                "{rows} row of {file} names a “{column}” that {other} does not have.",
                "{rows} rows of {file} name a “{column}” that {other} does not have.",
                lost,
            )
            found.append(_missing(plan, sentence, lost, join, join.table, join.other))
        alone = 0
        if join.other == plan.orders:
            alone = _without(db, other, key, own, column)
        if alone:
            sentence = ngettext(
                "{rows} order of {file} has no row in {other}; it is kept without amounts.",
                "{rows} orders of {file} have no row in {other}; they are kept without amounts.",
                alone,
            )
            found.append(_missing(plan, sentence, alone, join, join.other, join.table))
    return found


def _without(db: Database, own: str, column: str, other: str, key: str) -> int:
    return int(
        db.rows(
            f"""
            select count(*) from {own}
            where is_filled({key_text(column)}) and {key_text(column)} not in (
                select {key_text(key)} from {other} where {key_text(key)} is not null
            )
            """
        )[0][0]
    )


def _missing(
    plan: JoinPlan, sentence: str, rows: int, join: Join, file: int, other: int
) -> ReadingWarning:
    said = sentence.format(
        rows=rows,
        file=" + ".join(plan.sources[file].names),
        other=" + ".join(plan.sources[other].names),
        column=join.column,
    )
    return ReadingWarning("keys_unmatched", said)
