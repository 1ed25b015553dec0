"""Physical lines to records: a quoted cell may span lines, a stray quote may not swallow rows."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lib.ingest.reading.cells import (
    Broken,
    Dialect,
    prepared,
    repaired_cells,
    split_plainly,
    strict_cells,
    strict_reader,
)
from lib.ingest.reading.lines import Block, line_end, without_line_end

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


# A regular line as it is (no quote in it), the cells of a regular record without a CR in them
# and shorter than a million characters, or a Record.
Item = str | list[str] | Record


def read_records(
    blocks: Iterable[Block], dialect: Dialect, widths: frozenset[int]
) -> Iterator[tuple[Block, list[Item]]]:
    """Group the lines of each block into records; ``widths`` are the numbers of cells that fit.

    With no widths every record comes as a Record, and no repairs are made.
    """
    waiting: list[str] = []
    for block in blocks:
        lines = block.lines
        if dialect.replaces_delimiter:
            lines = [prepared(without_line_end(line), dialect) + line_end(line) for line in lines]
        if waiting:
            lines = waiting + lines
        items, used = _records_of(lines, dialect, widths, final=block.final)
        waiting = lines[used:]
        yield block, items


def _records_of(
    lines: list[str], dialect: Dialect, widths: frozenset[int], *, final: bool
) -> tuple[list[Item], int]:
    """The records in these lines and how many lines they use; the rest is still open."""
    if dialect.escape or max(map(len, lines), default=0) > LONG_LINE:
        return _one_by_one(lines, dialect, widths, final=final)
    unquoted = not dialect.quote or not any(dialect.quote in line for line in lines)
    if unquoted and not dialect.skips_blanks:
        return _without_quotes(lines, dialect, widths), len(lines)
    items: list[Item] = []
    used = 0
    while used < len(lines):
        used += _strict_run(lines, used, dialect, widths, items)
        if used < len(lines):
            item = _difficult(lines, used, dialect, widths, final=final)
            if item is None:
                break
            items.append(item)
            used += item.lines
    return items, used


def _without_quotes(lines: list[str], dialect: Dialect, widths: frozenset[int]) -> list[Item]:
    cut = dialect.cut
    cuts = {width - 1 for width in widths}
    return [
        line if line.count(cut) in cuts else Record(without_line_end(line).split(cut), line)
        for line in lines
    ]


def _strict_run(
    lines: list[str], start: int, dialect: Dialect, widths: frozenset[int], items: list[Item]
) -> int:
    """Let csv.reader take records as long as they are strictly right; returns lines used."""
    reader = strict_reader(islice(lines, start, start + LINES_AT_ONCE), dialect)
    used = 0
    append = items.append
    try:
        for cells in reader:
            fits = len(cells) in widths
            count = reader.line_num - used
            if fits and count == 1:
                append(cells)
            else:
                own = lines[start + used : start + used + count]
                if count > 1 and _ran_away(own, cells, dialect, widths):
                    return used
                simple = fits and not any("\r" in cell for cell in cells)
                append(cells if simple else Record(cells or [""], "".join(own), "", count))
            used += count
    except csv.Error:
        pass
    return used


def _one_by_one(
    lines: list[str], dialect: Dialect, widths: frozenset[int], *, final: bool
) -> tuple[list[Item], int]:
    items: list[Item] = []
    used = 0
    while used < len(lines):
        item = _difficult(lines, used, dialect, widths, final=final)
        if item is None:
            break
        items.append(item)
        used += item.lines
    return items, used


def _difficult(
    lines: list[str], start: int, dialect: Dialect, widths: frozenset[int], *, final: bool
) -> Record | None:
    """The record that starts at this line; None when its end is not among these lines yet."""
    line = lines[start]
    text = without_line_end(line)
    cells = strict_cells(text, dialect)
    if not isinstance(cells, Broken):
        return Record(cells, line)
    if cells.is_open:
        found = _joined(lines, start, dialect, widths, final=final)
        if found is None or isinstance(found, Record):
            return found
    repaired = repaired_cells(text, dialect, widths)
    if repaired is not None:
        return Record(repaired, line, "repaired")
    return Record(split_plainly(text, dialect), line, "open_quote")


def _joined(
    lines: list[str], start: int, dialect: Dialect, widths: frozenset[int], *, final: bool
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
            if _ran_away(own, cells, dialect, widths):
                return Broken(is_open=True)
            return Record(cells, "".join(own), "", len(own))
        if not cells.is_open:
            return cells
    return Broken(is_open=True) if final else None


def _ran_away(
    own: list[str], cells: list[str], dialect: Dialect, widths: frozenset[int]
) -> bool:
    """Whether lines joined by a quote are really rows of their own, each with all its cells."""
    if not widths or max(widths) < 2:
        return False
    whole = [line.count(dialect.cut) + 1 in widths for line in own]
    if len(cells) in widths:
        return any(whole[1:-1]) or (whole[0] and whole[-1])
    return any(whole[1:])


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
