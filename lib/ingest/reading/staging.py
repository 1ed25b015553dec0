"""Any CSV, TSV or TXT to clean staged text, with every row accounted for."""

import codecs
import csv
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.reading import warnings
from lib.ingest.reading.cells import Dialect
from lib.ingest.reading.dialect import agreement, detect_dialect, sample_rows, separator_hint
from lib.ingest.reading.encodings import Encoding, detect_encoding, looks_garbled
from lib.ingest.reading.header import ROWS_ABOVE, Layout, NumberedRow, find_layout
from lib.ingest.reading.lines import read_blocks
from lib.ingest.reading.reading_values import (
    IgnoredRow,
    ReadingWarning,
    SetAsideRow,
    TableReading,
)
from lib.ingest.reading.records import RowShape, read_records
from lib.ingest.reading.row_writer import RowHabits, RowWriter
from lib.ingest.reading.sampling import take_sample
from lib.ingest.reading.signatures import kind_of_file, refuse

__all__ = [
    "IgnoredRow",
    "ReadingWarning",
    "SetAsideRow",
    "TableReading",
    "read_table",
]

MOST_COLUMNS = 2_000
ROWS_BETWEEN_REPORTS = 65_536
BAD_ROWS_NAMED = 5
NO_CONTENT = " \t\r\n,;|\"'"
NOT_FOR_TABLES = {
    "idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "unicode-escape",
    "raw-unicode-escape", "utf-7",
}  # fmt: skip


def read_table(
    path: Path,
    staged: Path,
    *,
    set_aside: Path | None = None,
    file_name: str = "",
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    limit_rows: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    plan: "ReadingPlan | None" = None,
) -> TableReading:
    """Read a text table of any dialect into ``staged`` (row_number, c1..cN; UTF-8, comma, LF).

    ``encoding``, ``delimiter`` and ``header_row`` (0: none) override what is detected. The rows
    set aside go to ``set_aside`` (row_number, rule, value). Stops after ``limit_rows`` rows.
    ``on_progress`` gets (bytes done, bytes in all). A Parquet file is only recognised. ``plan`` is
    what was already decided about the file. Raises FileRefused when the file is no table.
    """
    plan = plan or plan_reading(
        path, file_name=file_name, encoding=encoding, delimiter=delimiter, header_row=header_row
    )
    if plan is None:
        return TableReading("parquet", "", "", "", None, (), 0, 0, (), 0, (), ())
    writer = RowWriter(plan.layout, plan.dialect, plan.habits, limit_rows)
    side_file = set_aside.open("w", encoding="utf-8", newline="") if set_aside else nullcontext()
    with staged.open("w", encoding="utf-8", newline="", errors="replace") as out, side_file as side:
        writer.set_aside_into(side)
        out.write(writer.first_line())
        _stream(path, plan.encoding.name, plan.dialect, writer, out.write, on_progress)
    return finish_reading(writer, plan, file_name)


@dataclass(frozen=True)
class ReadingPlan:
    """How a text table will be read, decided from its bytes and a sample of its lines."""

    encoding: Encoding
    pieces: list[list[str]]
    dialect: Dialect
    layout: Layout
    habits: RowHabits

    @property
    def shape(self) -> RowShape:
        """What the rows of the table look like."""
        widths = frozenset({self.layout.width, len(self.layout.columns)})
        return RowShape(widths, self.layout.types)


def plan_reading(
    path: Path,
    *,
    file_name: str = "",
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
) -> ReadingPlan | None:
    """Decide how to read a file; None for Parquet. Raises FileRefused when it is no table."""
    kind = kind_of_file(path)
    if kind == "parquet":
        return None
    if kind != "text":
        raise refuse(kind, file_name)
    chosen = _chosen_encoding(path, encoding)
    pieces = take_sample(path, chosen.name).pieces
    dialect = detect_dialect(pieces, delimiter)
    layout, habits = _find_table(pieces, dialect, header_row, file_name)
    return ReadingPlan(chosen, pieces, dialect, layout, habits)


def finish_reading(writer: RowWriter, plan: ReadingPlan, file_name: str) -> TableReading:
    """What became of the rows, and what a person should know about the file."""
    warnings = _all_warnings(writer, plan.encoding, plan.pieces, file_name)
    return _reading(writer, plan.encoding, warnings)


def _reading(
    writer: RowWriter, encoding: Encoding, found: Sequence[ReadingWarning]
) -> TableReading:
    """What the writer counted, as a value."""
    return TableReading(
        kind="text",
        encoding=encoding.name,
        delimiter=writer.dialect.delimiter,
        quote=writer.dialect.quote,
        header_row=writer.layout.header_row,
        columns=writer.layout.columns,
        rows_read=writer.written + writer.set_aside_count,
        rows_written=writer.written,
        ignored=tuple(writer.ignored),
        ignored_count=writer.ignored_count,
        set_aside=tuple(writer.set_aside),
        warnings=tuple(found),
    )


def _stream(
    path: Path,
    encoding: str,
    dialect: Dialect,
    writer: RowWriter,
    write: Callable[[str], object],
    on_progress: Callable[[int, int], None] | None,
) -> None:
    """Push every record of the file through the writer."""
    size = path.stat().st_size
    layout = writer.layout
    shape = RowShape(frozenset({layout.width, len(layout.columns)}), layout.types)
    reported = 0
    for block, items in read_records(read_blocks(path, encoding), dialect, shape):
        writer.counts["null_bytes"] += block.nulls
        text = writer.take(items, final=block.final)
        write(text)
        if "\ufffd" in text and len(writer.bad_rows) < BAD_ROWS_NAMED:
            rows = csv.reader(StringIO(text, newline=""))
            writer.bad_rows += [int(row[0]) for row in rows if "\ufffd" in "".join(row)]
        if on_progress and (block.final or writer.row - reported >= ROWS_BETWEEN_REPORTS):
            reported = writer.row
            on_progress(block.bytes_done, size)
        if writer.is_full:
            break


def _chosen_encoding(path: Path, encoding: str | None) -> Encoding:
    if encoding is None:
        return detect_encoding(path)
    try:
        if codecs.lookup(encoding).name in NOT_FOR_TABLES:
            raise LookupError(encoding)
        "".encode(encoding)
    except LookupError as error:
        raise FileRefused(
            _("There is no encoding called “{name}”.").format(name=encoding),
            "",
            _("Choose one of the encodings in the list."),
            "unknown_encoding",
        ) from error
    return Encoding(encoding, 1.0)


def _find_table(
    pieces: list[list[str]], dialect: Dialect, header_row: int | None, file_name: str
) -> tuple[Layout, RowHabits]:
    """The layout of the table and what the sample says about its rows."""
    hint = bool(pieces[0]) and bool(separator_hint(pieces[0][0]))
    rows = sample_rows(pieces, dialect)
    solid = rows[1:] if hint else rows
    width, _share = agreement(solid)
    if not any(cell.strip(NO_CONTENT) for cells, _flaw in solid for cell in cells):
        raise refuse("blank", file_name)
    width = max(width, 1)
    first = sample_rows([pieces[0]], dialect, most=ROWS_ABOVE, keep_blank=True)
    head: list[NumberedRow] = [(place + 1, cells) for place, (cells, _flaw) in enumerate(first)]
    body = [cells for cells, _flaw in solid if len(cells) == width]
    layout = find_layout(head, body, width, has_hint=hint, header_row=header_row)
    if len(layout.columns) > MOST_COLUMNS:
        raise FileRefused(
            _("This table has more than 2,000 columns; it is probably transposed."),
            _("Found {count} columns.").format(count=len(layout.columns)),
            _("Export one row per order, with columns like order number, date and total."),
            "too_many_columns",
        )
    short = sum(1 for cells, flaw in solid if len(cells) < width and not flaw)
    data = [cells for cells in body if cells != list(layout.heading)]
    last_values = Counter(cells[width - 1] for cells in data[:2000])
    return layout, RowHabits(short >= 0.1 * len(solid) and short > 1, dict(last_values))


def _all_warnings(
    writer: RowWriter, encoding: Encoding, pieces: list[list[str]], file_name: str
) -> list[ReadingWarning]:
    layout = writer.layout
    found = []
    if file_name.lower().endswith((".xlsx", ".xls", ".xlsm", ".ods")):
        found.append(warnings.plain_warning("not_xlsx"))
    if encoding.guessed:
        found.append(warnings.encoding_warning(encoding))
    if looks_garbled("".join(line for piece in pieces for line in piece)):
        found.append(warnings.plain_warning("garbled_letters"))
    found += warnings.layout_warnings(layout.notes)
    if writer.written + writer.set_aside_count == 0:
        found.append(warnings.plain_warning("no_rows"))
    elif len(layout.columns) == 1:
        found.append(warnings.plain_warning("one_column"))
    dropped = max(layout.width, len(layout.heading)) - len(layout.columns)
    counts = {
        **writer.counts,
        "bad_bytes": max(encoding.bad_bytes, len(writer.bad_rows)),
        "rows_set_aside": writer.set_aside_count,
        "nameless_columns_dropped": dropped,
    }
    return found + warnings.counted_warnings(counts, writer.bad_rows[:BAD_ROWS_NAMED])
