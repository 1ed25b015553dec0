"""Physical lines to records: a quoted cell may span lines, a stray quote may not swallow rows."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lib.ingest.reading.cell_types import type_clashes
from lib.ingest.reading.cells import (
    Broken,
    Dialect,
    prepared,
    repaired_cells,
    split_plainly,
    strict_cells,
    strict_reader,
    unwrapped_line,
)
from lib.ingest.reading.lines import LINE_ENDS, Block, line_end, without_line_end

LINES_AT_ONCE = 2_000
LONG_LINE = 1 << 20
MOST_LINES_IN_CELL = 2_000
MOST_LETTERS_IN_CELL = 4_000_000


@dataclass(frozen=True)
class Record:
    """One record that needs a second look: its cells, its text, what was wrong with its quotes.

    ``flaw``: "" nothing, "repaired" read with a repair, "open_quote" could not be read.
    ``lines`` physical lines belong to it.
    """

    cells: list[str]
    raw: str
    flaw: str = ""
    lines: int = 1


@dataclass(frozen=True)
class RowShape:
    """What a row looks like: numbers of cells that fit, and the types of its columns."""

    widths: frozenset[int] = frozenset()
    types: tuple[str, ...] = ()


# A regular line as it is (no quote in it), the cells of a regular record without a CR in them
# and shorter than a million characters, or a Record.
Item = str | list[str] | Record


def read_records(
    blocks: Iterable[Block], dialect: Dialect, shape: RowShape
) -> Iterator[tuple[Block, list[Item]]]:
    """Group the lines of each block into records; ``shape`` is what rows look like.

    With no shape every record comes as a Record, and no repairs are made.
    """
    waiting: list[str] = []
    for block in blocks:
        lines = block.lines
        if dialect.is_wrapped:
            lines = [unwrapped_line(line) for line in lines]
        if dialect.replaces_delimiter:
            lines = [prepared(without_line_end(line), dialect) + line_end(line) for line in lines]
        if waiting:
            lines = waiting + lines
        items, used = _records_of(lines, dialect, shape, final=block.final)
        waiting = lines[used:]
        yield block, items


def _records_of(
    lines: list[str], dialect: Dialect, shape: RowShape, *, final: bool
) -> tuple[list[Item], int]:
    """The records in these lines and how many lines they use; the rest is still open."""
    if dialect.escape or max(map(len, lines), default=0) > LONG_LINE:
        return _one_by_one(lines, dialect, shape, final=final)
    unquoted = not dialect.quote or not any(dialect.quote in line for line in lines)
    if unquoted and not dialect.skips_blanks:
        return _without_quotes(lines, dialect, shape), len(lines)
    items: list[Item] = []
    used = 0
    while used < len(lines):
        used += _strict_run(lines, used, dialect, shape, items)
        if used < len(lines):
            item = _difficult(lines, used, dialect, shape, final=final)
            if item is None:
                break
            items.append(item)
            used += item.lines
    return items, used


def _without_quotes(lines: list[str], dialect: Dialect, shape: RowShape) -> list[Item]:
    cut = dialect.cut
    cuts = {width - 1 for width in shape.widths}
    blank = Record([""], "\n")
    return [
        line
        if line.count(cut) in cuts
        else blank
        if line in LINE_ENDS
        else Record(without_line_end(line).split(cut), line)
        for line in lines
    ]


def _strict_run(
    lines: list[str], start: int, dialect: Dialect, shape: RowShape, items: list[Item]
) -> int:
    """Let csv.reader take records as long as they are strictly right; returns lines used."""
    reader = strict_reader(islice(lines, start, start + LINES_AT_ONCE), dialect)
    used = 0
    append, quote, trims = items.append, dialect.quote, dialect.skips_blanks
    try:
        for cells in reader:
            fits = len(cells) in shape.widths
            count = reader.line_num - used
            if fits and count == 1:
                line = lines[start + used]
                append(cells if quote in line or trims else line)
            else:
                own = lines[start + used : start + used + count]
                if count > 1 and _ran_away(own, cells, dialect, shape):
                    return used
                simple = fits and not any("\r" in cell for cell in cells)
                append(cells if simple else Record(cells or [""], "".join(own), "", count))
            used += count
    except csv.Error:
        pass
    return used


def _one_by_one(
    lines: list[str], dialect: Dialect, shape: RowShape, *, final: bool
) -> tuple[list[Item], int]:
    items: list[Item] = []
    used = 0
    while used < len(lines):
        item = _difficult(lines, used, dialect, shape, final=final)
        if item is None:
            break
        items.append(item)
        used += item.lines
    return items, used


def _difficult(
    lines: list[str], start: int, dialect: Dialect, shape: RowShape, *, final: bool
) -> Record | None:
    """The record that starts at this line; None when its end is not among these lines yet."""
    line = lines[start]
    text = without_line_end(line)
    cells = strict_cells(text, dialect)
    if not isinstance(cells, Broken):
        return Record(cells, line)
    if cells.is_open:
        found = _joined(lines, start, dialect, shape, final=final)
        if found is None or isinstance(found, Record):
            return found
    repaired = repaired_cells(text, dialect, shape.widths)
    if repaired is not None:
        return Record(repaired, line, "repaired")
    return Record(split_plainly(text, dialect), line, "open_quote")


def _joined(
    lines: list[str], start: int, dialect: Dialect, shape: RowShape, *, final: bool
) -> Record | Broken | None:
    """Look for the line that closes the quote: the record, Broken (ran away), None (wait)."""
    letters = len(lines[start])
    for place in range(start + 1, len(lines)):
        letters += len(lines[place])
        if place - start >= MOST_LINES_IN_CELL or letters > MOST_LETTERS_IN_CELL:
            return Broken(is_open=True)
        # A line without the quote cannot close it.
        if dialect.quote not in lines[place]:
            continue
        own = lines[start : place + 1]
        cells = strict_cells(without_line_end("".join(own)), dialect)
        if not isinstance(cells, Broken):
            if _ran_away(own, cells, dialect, shape):
                return Broken(is_open=True)
            return Record(cells, "".join(own), "", len(own))
        if not cells.is_open:
            return cells
    return Broken(is_open=True) if final else None


def _ran_away(own: list[str], cells: list[str], dialect: Dialect, shape: RowShape) -> bool:
    """Whether lines joined by a quote are really rows of their own."""
    if max(shape.widths, default=0) < 2:
        return False
    if len(cells) not in shape.widths:
        return any(_is_row(line, dialect, shape) for line in own[1:])
    if any(_is_row(line, dialect, shape) for line in own[1:-1]):
        return True
    return _is_row(own[0], dialect, shape) and _is_row(own[-1], dialect, shape)


def _is_row(line: str, dialect: Dialect, shape: RowShape) -> bool:
    """Whether a line by itself has as many cells as a row, of the right types."""
    if line.count(dialect.cut) + 1 not in shape.widths:
        return False
    clashes, fits = type_clashes(split_plainly(without_line_end(line), dialect), shape.types)
    return clashes == 0 and fits >= min(2, sum(1 for kind in shape.types if kind))


def cells_of(item: Item, dialect: Dialect) -> list[str]:
    """The cells of any item."""
    if isinstance(item, str):
        return without_line_end(item).split(dialect.cut)
    return item if isinstance(item, list) else item.cells


def raw_of(item: Item) -> str:
    """The text of an item as the file has it, as far as it is still known."""
    if isinstance(item, str):
        return item
    return item.raw if isinstance(item, Record) else ""
