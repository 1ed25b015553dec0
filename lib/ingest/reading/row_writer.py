"""Records to staged lines: each one written, set aside or ignored by a named rule."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any, TextIO

from lib.ingest.reading.cell_types import is_foreign, is_shifted
from lib.ingest.reading.cells import Broken, Dialect, strict_cells
from lib.ingest.reading.header import Layout, same_names
from lib.ingest.reading.lines import line_end, without_line_end
from lib.ingest.reading.reading_values import (
    MOST_LETTERS_SHOWN,
    MOST_LISTED,
    IgnoredRow,
    SetAsideRow,
)
from lib.ingest.reading.records import Item, Record, cells_of, raw_of
from lib.ingest.reading.tail import LastRow, is_cut_off, rows_to_hold, tail_rules

LONGEST_CELL = 1 << 20
OTHER_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class RowHabits:
    """What a sample says: whether short rows are usual, and the values of the last column."""

    short_is_usual: bool
    last_values: dict[str, int]


class RowWriter:
    """Takes records in order and counts what becomes of each."""

    def __init__(
        self, layout: Layout, dialect: Dialect, habits: RowHabits, limit_rows: int | None
    ) -> None:
        self.layout = layout
        self.dialect = dialect
        self.habits = habits
        self.limit = limit_rows
        self.row = self.written = self.ignored_count = self.set_aside_count = 0
        self.ignored: list[IgnoredRow] = []
        self.set_aside: list[SetAsideRow] = []
        self.counts: Counter[str] = Counter()
        self.bad_rows: list[int] = []
        self._side: Any = None
        self._held: list[Item] = []
        self._out = StringIO(newline="")
        self._csv = csv.writer(self._out, lineterminator="\n")

    def first_line(self) -> str:
        """The header line of the staged text."""
        names = [f"c{place + 1}" for place in range(len(self.layout.columns))]
        return ",".join(["row_number", *names]) + "\n"

    def set_aside_into(self, file: TextIO | None) -> None:
        """Write every row that is set aside to this file, too."""
        if file is not None:
            self._side = csv.writer(file, lineterminator="\n")
            self._side.writerow(("row_number", "rule", "value"))

    @property
    def is_full(self) -> bool:
        """Whether as many rows as wanted are written."""
        return self.limit is not None and self.written >= self.limit

    def take(self, items: Sequence[Item], *, final: bool) -> str:
        """Take the next records; returns staged lines. The last rows are held back until final."""
        self._out.seek(0)
        self._out.truncate()
        held = self._held + list(items)
        keep = 0 if final else rows_to_hold(held, self.dialect)
        now, self._held = held[: len(held) - keep], held[len(held) - keep :]
        end = len(now)
        if final:
            end -= min(len(now), rows_to_hold(now, self.dialect))
        self._take_middle(now[:end])
        if final:
            self._take_tail(now[end:])
        return self._out.getvalue()

    def take_above(self, items: Sequence[Item]) -> None:
        """Take the records above the data by themselves."""
        for item in items:
            self._take_one(item)

    def skip(self, rows: int) -> None:
        """Count rows of data that were staged without coming by here."""
        self.row += rows
        self.written += rows

    def _take_middle(self, items: Sequence[Item]) -> None:
        place = 0
        while place < len(items) and self.row + 1 < self.layout.first_data_row:
            self._take_one(items[place])
            place += 1
        if self.limit is not None:
            for item in items[place:]:
                if self.is_full:
                    return
                self._take_one(item)
            return
        self._take_regular(items[place:] if place else items)

    def _take_regular(self, items: Sequence[Item]) -> None:
        """The fast way for records that have all their cells and nothing odd about them."""
        width = len(self.layout.columns)
        same_width = width == self.layout.width
        cut = self.dialect.cut
        name = self.layout.heading[0] if self.layout.heading else ""
        odd = tuple({cut, " ", "\n", "\r", "\t", name} - {""})
        keep, write, row, ends = self._out.write, self._csv.writerow, self.row, "\r\n"
        for item in items:
            row += 1
            if isinstance(item, str):
                if same_width and not item.startswith(odd):
                    if '"' not in item and (cut == "," or "," not in item):
                        keep(f"{row},{item.rstrip(ends).replace(cut, ',')}\n")
                    else:
                        write([row, *item.rstrip(ends).split(cut)])
                    self.written += 1
                    continue
            elif isinstance(item, list):
                first = item[0]
                if len(item) == width and first != name and first.strip():
                    write([row, *item])
                    self.written += 1
                    continue
            self.row = row - 1
            if isinstance(item, Record) and item.raw.isspace():
                self.row = row
                self._ignore("blank")
            else:
                self._take_one(item)
        self.row = row

    def _take_tail(self, items: Sequence[Item]) -> None:
        rows = [
            (self.row + 1 + place, cells_of(item, self.dialect)) for place, item in enumerate(items)
        ]
        data = [(row, cells) for row, cells in rows if row >= self.layout.first_data_row]
        rules = tail_rules(data, self.layout)
        below = [cells for row, cells in data if rules.get(row) == "footer"]
        of_a_table = sum(len([cell for cell in cells if cell.strip()]) > 1 for cells in below)
        # A line is a note; several of several cells may be a table that somebody misses.
        self.counts["rows_below"] += of_a_table if of_a_table > 1 else 0
        for place, item in enumerate(items):
            if self.is_full:
                return
            rule = rules.get(self.row + 1, "")
            if rule:
                self.row += 1
                self._ignore(rule)
            elif place == len(items) - 1 and self._ends_inside(item):
                self.row += 1
                self.counts["row_cut_off"] += 1
                self._set_aside("cut_off", cells_of(item, self.dialect)[-1])
            else:
                self._take_one(item)

    def _ends_inside(self, item: Item) -> bool:
        raw = raw_of(item)
        if self.row + 1 < self.layout.first_data_row or (raw and line_end(raw)):
            return False
        flaw = item.flaw if isinstance(item, Record) else ""
        last = LastRow(cells_of(item, self.dialect), raw or "-", flaw)
        return is_cut_off(
            last,
            self.layout,
            self.habits.last_values,
            short_is_usual=self.habits.short_is_usual,
        )

    def _take_one(self, item: Item) -> None:
        """Decide about one record the careful way."""
        self.row += 1
        cells = cells_of(item, self.dialect)
        rule = self.layout.ignored.get(self.row, "")
        if not rule and not any(cell.strip() for cell in cells):
            rule = "blank"
        below = self.row >= self.layout.first_data_row and bool(self.layout.heading)
        if not rule and below and same_names(cells, self.layout.heading):
            rule = "repeated_header"
        if rule:
            self._ignore(rule)
            return
        flaw = item.flaw if isinstance(item, Record) else ""
        self._take_data(cells, raw_of(item), flaw)

    def _take_data(self, cells: list[str], raw: str, flaw: str) -> None:
        width = len(self.layout.columns)
        types = self.layout.types
        if flaw == "open_quote" or (flaw and is_foreign(cells, types)):
            self._set_aside("open_quote", _piece_with(cells, self.dialect.quote))
            return
        if len(cells) not in (width, self.layout.width):
            other = self._by_other_delimiter(raw)
            if other:
                cells = other
                self.counts["other_delimiter"] += 1
        if len(cells) > width:
            extra = cells[width:]
            if any(cell.strip() for cell in extra) or (
                len(cells) > self.layout.width and is_shifted(cells, types)
            ):
                self._set_aside("too_many_cells", self.dialect.delimiter.join(extra))
                return
            if len(cells) > self.layout.width:
                self.counts["trimmed_rows"] += 1
            cells = cells[:width]
        elif len(cells) < width:
            if len(cells) < self.layout.width:
                if is_shifted(cells, types):
                    self._set_aside("too_few_cells", cells[-1])
                    return
                self.counts["padded_rows"] += 1
            cells = cells + [""] * (width - len(cells))
        if flaw:
            self.counts["repaired_quotes"] += 1
        if sum(map(len, cells)) > LONGEST_CELL:
            self.counts["cells_cut"] += sum(len(cell) > LONGEST_CELL for cell in cells)
            cells = [cell[:LONGEST_CELL] for cell in cells]
        self._write(cells)
        self.written += 1

    def _write(self, cells: list[str]) -> None:
        if not any("\r" in cell for cell in cells):
            self._csv.writerow([self.row, *cells])
            return
        # Only with CR LF as its line end does csv quote a cell that holds a CR.
        line = StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow([self.row, *cells])
        self._out.write(line.getvalue()[:-2] + "\n")

    def _by_other_delimiter(self, raw: str) -> list[str] | None:
        """The cells of a row that was written with another delimiter than its file."""
        if self.layout.width < 3 or not raw:
            return None
        for delimiter in OTHER_DELIMITERS:
            if delimiter == self.dialect.delimiter or delimiter not in raw:
                continue
            cells = strict_cells(without_line_end(raw), Dialect(delimiter, self.dialect.quote))
            if isinstance(cells, Broken) or len(cells) != self.layout.width:
                continue
            if not is_foreign(cells, self.layout.types):
                return cells
        return None

    def _ignore(self, rule: str) -> None:
        self.ignored_count += 1
        if len(self.ignored) < MOST_LISTED:
            self.ignored.append(IgnoredRow(self.row, rule))

    def _set_aside(self, rule: str, value: str) -> None:
        value = value[:MOST_LETTERS_SHOWN]
        self.set_aside_count += 1
        if len(self.set_aside) < MOST_LISTED:
            self.set_aside.append(SetAsideRow(self.row, rule, value))
        if self._side is not None:
            self._side.writerow((self.row, rule, value))


def _piece_with(cells: Sequence[str], quote: str) -> str:
    return next((cell for cell in cells if quote and quote in cell), cells[-1])
