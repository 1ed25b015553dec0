"""One record of text to its cells: strictly, or with the fewest repairs that give the width."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader

# Stands for delimiters of more than one character; the unit separator is in no export.
CUT = "\x1f"
_ESCAPED_ESCAPE = "\ue000"
_ESCAPED_DELIMITER = "\ue001"
MOST_CLOSES = 40
MOST_STEPS = 60_000
RUNS = r"\s+"
_WRAPPED = re.compile(r'''"(?:[^"]|"")*"''')

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Dialect:
    """How a file writes its cells: delimiter as written, quote ("" for none), escape.

    ``delimiter`` may be longer than one character ("||", ", "); "" means a single column and
    "  " columns aligned with two or more blanks, and ``RUNS`` columns with any number of them.
    """

    delimiter: str
    quote: str = '"'
    escape: str = ""
    is_wrapped: bool = False
    """Whether lines as a whole stand in quotes, their own quotes doubled: a CSV saved as one column
    of another."""

    @property
    def skips_blanks(self) -> bool:
        """Whether blanks after the delimiter belong to it (", ")."""
        return len(self.delimiter) == 2 and self.delimiter[1] == " " and self.delimiter[0] != " "

    @property
    def cut(self) -> str:
        """The single character lines are cut at, after ``prepared``."""
        if len(self.delimiter) == 1:
            return self.delimiter
        return self.delimiter[0] if self.skips_blanks else CUT

    @property
    def replaces_delimiter(self) -> bool:
        """Whether ``prepared`` puts another delimiter in place of the written one."""
        return self.cut == CUT and self.delimiter not in ("", CUT)


@dataclass(frozen=True)
class Broken:
    """A record that does not parse strictly; ``is_open``: its last quote is never closed."""

    is_open: bool


def unwrapped_line(line: str) -> str:
    """A line without the quotes around the whole of it; any other line as it is."""
    text = line.rstrip("\r\n")
    if not _WRAPPED.fullmatch(text):
        return line
    return text[1:-1].replace('""', '"') + line[len(text) :]


def prepared(text: str, dialect: Dialect) -> str:
    """The text with one-character delimiters and doubled quotes instead of escapes."""
    if dialect.delimiter == "  ":
        text = _cut_at_blanks(text)
    elif dialect.delimiter == RUNS:
        text = CUT.join(text.split())
    elif dialect.cut == CUT and dialect.delimiter:
        text = text.replace(dialect.delimiter, CUT)
    if dialect.escape and dialect.escape in text:
        text = text.replace(dialect.escape * 2, _ESCAPED_ESCAPE)
        text = text.replace(dialect.escape + dialect.quote, dialect.quote * 2)
        text = text.replace(dialect.escape + dialect.cut, _ESCAPED_DELIMITER)
    return text


def finished(cells: list[str], dialect: Dialect) -> list[str]:
    """Undo what ``prepared`` put in place of escapes."""
    if not dialect.escape:
        return cells
    return [
        cell.replace(_ESCAPED_DELIMITER, dialect.cut).replace(_ESCAPED_ESCAPE, dialect.escape * 2)
        for cell in cells
    ]


def _cut_at_blanks(text: str) -> str:
    pieces = [piece.strip(" ") for piece in text.strip(" ").split("  ")]
    return CUT.join(piece for piece in pieces if piece)


def split_plainly(text: str, dialect: Dialect) -> list[str]:
    """Cut at every delimiter, whatever the quotes say."""
    cells = prepared(text, dialect).split(dialect.cut)
    if dialect.skips_blanks:
        cells = [cell.lstrip(" ") for cell in cells]
    return finished(cells, dialect)


def strict_reader(lines: Iterable[str], dialect: Dialect) -> "Reader":
    """csv.reader over prepared lines: it raises csv.Error at the first broken record."""
    return csv.reader(
        lines,
        delimiter=dialect.cut,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        skipinitialspace=dialect.skips_blanks,
        strict=True,
    )


def strict_cells(text: str, dialect: Dialect) -> list[str] | Broken:
    """The cells of one record (without its final line end), or how it breaks the rules."""
    if not dialect.quote:
        return split_plainly(text, dialect)
    try:
        rows = list(strict_reader([prepared(text, dialect)], dialect))
    except csv.Error as error:
        return Broken(is_open="unexpected end" in str(error))
    return finished(rows[0], dialect) if rows else [""]


def repaired_cells(text: str, dialect: Dialect, widths: frozenset[int]) -> list[str] | None:
    """The reading with one of the wanted widths that needs the fewest repairs; None if none.

    A quote that opens nothing is taken as a letter; a quote inside a quoted cell that was not
    doubled is taken as a letter too.
    """
    text = prepared(text, dialect)
    simple = _unwrapped(text.split(dialect.cut), dialect.quote)
    if simple and len(simple) in widths:
        return finished(simple, dialect)
    starts = [0] + [place + 1 for place, letter in enumerate(text) if letter == dialect.cut]
    most = max(widths, default=0)
    if most == 0 or len(starts) * most > MOST_STEPS:
        return None
    best: dict[int, dict[int, tuple[float, int, str]]] = {}
    for start in reversed(starts):
        best[start] = _best_from(text, start, best, dialect, most)
    fitting = [(best[0][width][0], width) for width in widths if width in best[0]]
    if not fitting:
        return None
    cells: list[str] = []
    start, left = 0, min(fitting)[1]
    while left:
        _cost, end, cell = best[start][left]
        cells.append(cell)
        start, left = end + 1, left - 1
    return finished(cells, dialect)


def _unwrapped(pieces: list[str], quote: str) -> list[str] | None:
    """The pieces without their outer quotes; None when one has a quote on one side only."""
    cells = []
    for piece in pieces:
        cell = piece.strip(" ")
        if cell.startswith(quote):
            if len(cell) < 2 or not cell.endswith(quote):
                return None
            piece = cell[1:-1].replace(quote * 2, quote)
        cells.append(piece)
    return cells


def _best_from(
    text: str,
    start: int,
    best: dict[int, dict[int, tuple[float, int, str]]],
    dialect: Dialect,
    most: int,
) -> dict[int, tuple[float, int, str]]:
    """For each number of cells from here to the end: the cheapest first cell."""
    found: dict[int, tuple[float, int, str]] = {}
    for cost, end, cell in _cell_readings(text, start, dialect):
        if end >= len(text):
            rest = {0: 0.0}
        else:
            rest = {count: after[0] for count, after in best[end + 1].items()}
        for count, rest_cost in rest.items():
            total = cost + rest_cost
            if count < most and (count + 1 not in found or total < found[count + 1][0]):
                found[count + 1] = (total, end, cell)
    return found


def _cell_readings(text: str, start: int, dialect: Dialect) -> list[tuple[float, int, str]]:
    """Ways to read the cell that starts here: (repairs, end, value)."""
    quote, cut = dialect.quote, dialect.cut
    end = text.find(cut, start)
    end = len(text) if end < 0 else end
    plain = text[start:end]
    if dialect.skips_blanks:
        start += len(plain) - len(plain.lstrip(" "))
        plain = plain.lstrip(" ")
    if not plain.startswith(quote):
        return [(0.5 if quote in plain else 0.0, end, plain)]
    readings: list[tuple[float, int, str]] = []
    close = start
    for _attempt in range(MOST_CLOSES):
        close = text.find(quote, close + 1)
        if close < 0:
            break
        after = close + 1
        while after < len(text) and text[after] == " " and cut != " ":
            after += 1
        if after < len(text) and text[after] != cut:
            continue
        inside = text[start + 1 : close]
        tidy = quote not in inside.replace(quote * 2, "") and after == close + 1
        value = inside.replace(quote * 2, quote)
        readings.append((0.0 if tidy else 1.0, after, value))
    readings.append((1.0, end, plain))
    return readings
