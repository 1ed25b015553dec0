"""The short way in: the database reads a regular text file itself, and what it read is proved.

The reader decides encoding, delimiter, quote and header, reads the head and the last records
itself, and counts the bytes in between. The database then splits them into cells, many times
faster. Nothing is believed: every line end, delimiter, quote and byte of the file must be found
again in the cells, no row may be one that the reader would judge (blank, a repeated header, lines
swallowed by a quote), and the last rows must be the reader's cell by cell. Otherwise the answer is
None and the reader takes the whole file, row by row.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from lib.engines.duck import Database, QueryFailed
from lib.ingest.reading.reading_values import TableReading
from lib.ingest.reading.records import Item
from lib.ingest.reading.regular import (
    ByteCounts,
    Tail,
    count_bytes,
    head_bytes,
    last_records,
    suits_the_database,
)
from lib.ingest.reading.row_writer import LONGEST_CELL, RowWriter
from lib.ingest.reading.staging import ReadingPlan, finish_reading

CELLS = "work.staged_cells"
# Smaller files are read before the short way has looked at them.
LEAST_BYTES = 1 << 20
BLOCK_BYTES = 1 << 20
MOST_LINES = 1_000
# How far the reading is, in time, once the bytes are counted and once the cells are there.
COUNTING_SHARE, LOADED_SHARE = 0.2, 0.7


@dataclass(frozen=True)
class StraightReading:
    """How the file was read. The row number of a cell is its rowid plus ``first_row``."""

    reading: TableReading
    first_row: int


def stage_straight(
    db: Database,
    path: Path,
    plan: ReadingPlan,
    scratch: Path,
    unread: Path,
    file_name: str,
    on_progress: Callable[[int, int], None] | None,
) -> StraightReading | None:
    """Read a regular file into ``work.staged_cells`` (c1..cN); None for any other file."""
    if path.stat().st_size < LEAST_BYTES or not suits_the_database(plan):
        return None
    above = head_bytes(plan)
    if above is None:
        return None
    head, items_above = above
    total = path.stat().st_size

    def tell(share_done: float) -> None:
        if on_progress:
            on_progress(int(share_done * total), total)

    counts = count_bytes(path, plan.dialect, head, lambda done: tell(COUNTING_SHARE * done / total))
    tail = last_records(path, plan, len(head))
    if counts is None or tail is None or (counts.quotes - tail.quotes) % 2:
        return None
    writer = _writer(plan, items_above)
    if writer is None:
        return None
    body, skipped, added = path, plan.layout.first_data_row - 1, False
    if not _is_all_data(plan, items_above, tail.items):
        # Totals, notes or a cut-off row at the end: the database gets the file without them.
        body, skipped, added = scratch / "body.csv", 0, True
        _copy_part(path, body, len(head), tail.start)
        body_counts = count_bytes(body, plan.dialect, b"")
        if body_counts is None or body_counts.line_end != counts.line_end:
            return None
        counts = body_counts
    try:
        _load(db, body, plan, skipped)
        tell(LOADED_SHARE)
        rows = _proved_rows(db, plan, counts)
        tell(1)
    except QueryFailed:
        return None
    finally:
        (scratch / "body.csv").unlink(missing_ok=True)
    if rows is None:
        return None
    if not _take_tail(db, writer, tail, unread, rows, added=added):
        return None
    reading = finish_reading(writer, plan, file_name)
    ends = rows if counts.ends_with_line_end else rows - 1
    is_plain = counts.is_plain and counts.line_ends == ends and not added
    return StraightReading(replace(reading, is_plain=is_plain), plan.layout.first_data_row)


def _writer(plan: ReadingPlan, above: list[Item]) -> RowWriter | None:
    """A writer that has taken the head; None when the head holds anything but ignored rows."""
    writer = RowWriter(plan.layout, plan.dialect, plan.habits, None)
    writer.take_above(above)
    return None if writer.written or writer.set_aside_count else writer


def _is_all_data(plan: ReadingPlan, above: list[Item], tail: list[Item]) -> bool:
    """Whether the last records are all rows of data, by the reader's own judgement."""
    trial = _writer(plan, above)
    assert trial is not None
    ignored = trial.ignored_count
    trial.take(tail, final=True)
    is_odd = trial.ignored_count > ignored or any(trial.counts.values())
    return trial.written == len(tail) and not is_odd


def _copy_part(path: Path, target: Path, start: int, end: int) -> None:
    with path.open("rb") as source, target.open("wb") as copy:
        source.seek(start)
        left = end - start
        while left and (block := source.read(min(left, BLOCK_BYTES))):
            copy.write(block)
            left -= len(block)


def _names(plan: ReadingPlan) -> list[str]:
    return [f"c{place + 1}" for place in range(len(plan.layout.columns))]


def _load(db: Database, body: Path, plan: ReadingPlan, skipped: int) -> None:
    """Let the database split the file; everything it might guess is said. Raises QueryFailed.

    Except the line end: said as CR LF in strict mode it finds no rows at all, unsaid it is right.
    """
    columns = ", ".join(f"'{name}': 'varchar'" for name in _names(plan))
    db.run(f"drop table if exists {CELLS}")
    db.run(
        f"""
        create table {CELLS} as
        select * from read_csv(
            $path, columns = {{{columns}}}, auto_detect = false, header = false,
            skip = {int(skipped)}, delim = $delimiter, quote = $quote, escape = $quote,
            encoding = 'utf-8', strict_mode = true, null_padding = false,
            ignore_errors = false, comment = '', max_line_size = {LONGEST_CELL}
        )
        """,
        {"path": str(body), "delimiter": plan.dialect.delimiter, "quote": plan.dialect.quote},
    )


def _proved_rows(db: Database, plan: ReadingPlan, counts: ByteCounts) -> int | None:
    """The number of rows, when every byte of the file is found again in the cells."""
    names = _names(plan)
    length = " + ".join(f"coalesce(strlen({name}), 0)" for name in names)
    inside = {"quotes": "0", "cuts": "0", "line_ends": "0", "swallowed": "0"}
    if counts.quotes:
        inside = {
            "quotes": _occurrences(names, "$quote"),
            "cuts": _occurrences(names, "$delimiter"),
            "line_ends": _occurrences(names, "chr(10)"),
            "swallowed": _swallowed_rows(names),
        }
    found = db.row(
        f"""
        select
            count(*) as rows,
            coalesce(sum({length}), 0)::bigint as bytes,
            coalesce(max({length}), 0) as longest,
            coalesce(sum({inside["quotes"]}), 0)::bigint as quotes,
            coalesce(sum({inside["cuts"]}), 0)::bigint as cuts,
            coalesce(sum({inside["line_ends"]}), 0)::bigint as line_ends,
            count(*) filter ({inside["swallowed"]} > 0) as swallowed,
            count(*) filter ({_blank_row(names)}) as blanks,
            count(*) filter ({_repeated_header(plan, names)}) as headers,
            coalesce(max(rowid), -1) as last_rowid
        from {CELLS}
        """,
        {
            "delimiter": plan.dialect.delimiter,
            "quote": plan.dialect.quote,
            "header": _header_mark(plan)[1],
        },
    )
    rows = int(found["rows"])
    ended = rows - (not counts.ends_with_line_end)
    separators = rows * (len(names) - 1) + ended * len(counts.line_end)
    enclosing = counts.size - separators - found["bytes"] + found["quotes"]
    is_proved = (
        counts.line_ends == ended + found["line_ends"]
        and counts.delimiters == rows * (len(names) - 1) + found["cuts"]
        and counts.quotes == enclosing
        and found["longest"] < LONGEST_CELL
        and not (found["swallowed"] or found["blanks"] or found["headers"])
        and found["last_rowid"] == rows - 1
    )
    return rows if is_proved and rows else None


def _occurrences(names: list[str], mark: str) -> str:
    return " + ".join(
        f"case when contains({name}, {mark})"
        f" then length({name}) - length(replace({name}, {mark}, '')) else 0 end"
        for name in names
    )


def _swallowed_rows(names: list[str]) -> str:
    """Lines of a record that have as many delimiters as a row; far too many lines count, too."""
    several = " or ".join(f"contains({name}, chr(10))" for name in names)
    lines = f"string_split(concat_ws($delimiter, {_filled(names)}), chr(10))"
    cuts = "length(line) - length(replace(line, $delimiter, ''))"
    suspect = f"list_filter({lines}, lambda line: {cuts} = {len(names) - 1})"
    return f"case when {several} then len({suspect}) + len({lines}) // {MOST_LINES} else 0 end"


def _filled(names: list[str]) -> str:
    return ", ".join(f"coalesce({name}, '')" for name in names)


def _blank_row(names: list[str]) -> str:
    """Whether no cell shows anything; asking the first cell first spares most rows the look."""
    blank = f"not regexp_matches(concat({', '.join(names)}), '[!-~]|\\p{{L}}|\\p{{N}}')"
    return f"({names[0]} is null or {names[0]} < '!' or {names[0]} > '~') and {blank}"


def _header_mark(plan: ReadingPlan) -> tuple[int, str]:
    """A column and its name in lower case; the longest name is the rarest in cells."""
    names = [name.strip() for name in plan.layout.heading]
    place = max(range(len(names)), key=lambda place: len(names[place]), default=0)
    mark = names[place].lower() if names else ""
    return place, mark if mark == mark.casefold() else ""


def _repeated_header(plan: ReadingPlan, names: list[str]) -> str:
    """Whether a row may be the header again: it is asked for one of its names, so it may not be."""
    if not plan.layout.heading:
        return "false"
    place, mark = _header_mark(plan)
    return f"contains(lower({names[place]}), $header)" if mark else "true"


def _take_tail(
    db: Database, writer: RowWriter, tail: Tail, unread: Path, rows: int, *, added: bool
) -> bool:
    """Give the last records to the reader: its cells are added to those of the database, or, where
    the database read them too, compared with them. False when something does not fit."""
    first = writer.row + 1
    writer.skip(rows if added else rows - len(tail.items))
    with unread.open("w", encoding="utf-8", newline="") as side:
        writer.set_aside_into(side)
        text = writer.take(tail.items, final=True)
    numbered = list(csv.reader(StringIO(text, newline="")))
    last = [[cell or None for cell in row[1:]] for row in numbered]
    expected = rows if added else rows - len(last)
    if [int(row[0]) for row in numbered] != list(
        range(first + expected, first + expected + len(last))
    ):
        return False
    if added:
        db.insert(CELLS, last)
        return True
    found = db.rows(f"select * from {CELLS} where rowid >= {int(expected)} order by rowid")
    return [list(row) for row in found] == last
