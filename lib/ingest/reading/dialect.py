"""Delimiter, quote and escape of a text table, by how well the widths of its rows agree."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lib.ingest.reading.cell_types import cell_type
from lib.ingest.reading.cells import RUNS, Dialect, unwrapped_line
from lib.ingest.reading.lines import Block, without_line_end
from lib.ingest.reading.records import Record, RowShape, cells_of, read_records

COMMON = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 1.0}
UNCOMMON = {
    ":": 0.6,
    "^": 0.8,
    "~": 0.8,
    "\x01": 0.9,
    "\x1f": 0.9,
    "§": 0.8,
    "¦": 0.8,
    "¬": 0.8,
    "#": 0.7,
}
LONG = ("^|^", "|~|", "~|~", "|^|", "#|#", "||", "::", ";;", "\t\t", "~~", "@@", "##", "\\t")
ALIGNED = "  "
LEAST_SCORE = 0.25
LEAST_WRAPPED = 0.8
ROWS_LOOKED_AT = 2_000
_HINT = re.compile(r"""["']?sep=(.)["']?\s*""", re.IGNORECASE | re.DOTALL)

# Pieces of a file, each some whole lines with their line ends; the first piece is the beginning.
Sample = Sequence[Sequence[str]]


def separator_hint(line: str) -> str:
    """The delimiter that a first line like ``sep=;`` announces; "" when it announces none."""
    found = _HINT.fullmatch(without_line_end(line).lstrip("\ufeff"))
    return found.group(1) if found else ""


def detect_dialect(sample: Sample, delimiter: str | None = None) -> Dialect:
    """The dialect that fits the sample best; ``delimiter`` is what a person has decided."""
    if delimiter is not None:
        return _refined(sample, _with_quote(sample, delimiter))
    wrapped = _wrapped_dialect(sample)
    if wrapped:
        return wrapped
    hint = separator_hint(sample[0][0]) if sample and sample[0] else ""
    if hint:
        sample = [sample[0][1:], *sample[1:]]
    scores: dict[Dialect, float] = {}
    for candidate, weight in _candidates(sample).items():
        if candidate == hint:
            weight *= 1.3
        dialect = _with_quote(sample, candidate)
        readings = [dialect]
        if dialect.quote and any("\\" + dialect.quote in line for line in sample[0]):
            readings.append(Dialect(candidate, dialect.quote, "\\"))
        scores |= {reading: _score(sample, reading) * weight for reading in readings}
    best = max(scores, key=lambda dialect: scores[dialect], default=None)
    if best is None or scores[best] < LEAST_SCORE:
        return _with_quote(sample, hint)
    return _refined(sample, best)


def _wrapped_dialect(sample: Sample) -> Dialect | None:
    """The dialect inside lines that stand in quotes as a whole; None for any other file."""
    lines = [line for piece in sample for line in piece if not line.isspace()]
    inside = [[unwrapped_line(line) for line in piece] for piece in sample]
    changed = sum(
        left is not right
        for piece, lines_inside in zip(sample, inside, strict=True)
        for left, right in zip(piece, lines_inside, strict=True)
    )
    if len(lines) < 3 or changed < LEAST_WRAPPED * len(lines):
        return None
    dialect = detect_dialect(inside)
    width, share = agreement(sample_rows(inside, dialect))
    if width < 3 or share < LEAST_WRAPPED:
        return None  # a single column of texts that have commas in them
    return replace(dialect, is_wrapped=True)


def _candidates(sample: Sample) -> dict[str, float]:
    """Delimiters that occur, with how readily each is believed."""
    text = "".join(line for piece in sample for line in piece)
    lines = max(1, sum(1 for piece in sample for line in piece if not line.isspace()))
    found = {mark: weight for mark, weight in COMMON.items() if mark in text}
    for mark, weight in UNCOMMON.items():
        if text.count(mark) >= 0.5 * lines:
            found[mark] = weight
    for mark in LONG:
        # A longer delimiter explains more than the one inside it, hence the small bonus.
        if text.count(mark) >= 0.9 * lines:
            found[mark] = 1.02 if mark.strip("\t") or "\t" in mark else 1.0
    for mark in COMMON:
        # "a" ,"b" and a | b: blanks before the delimiter would hide the quote, or be in the cells.
        for padded, before in ((f" {mark}", '"'), (f" {mark} ", '"'), (f" {mark} ", "")):
            if mark != "\t" and mark in text and text.count(before + padded) >= 0.9 * lines:
                found[padded] = 1.01
    if text.count(" ") >= 2 * lines:
        found[" "] = 0.45
        if text.count(ALIGNED) >= 0.9 * lines:
            found[ALIGNED] = found[RUNS] = 0.6
    return found


def sample_rows(
    sample: Sample, dialect: Dialect, most: int = ROWS_LOOKED_AT, *, keep_blank: bool = False
) -> list[tuple[list[str], str]]:
    """Cells and flaw of the sample's records, at most ``most`` from each piece."""
    rows: list[tuple[list[str], str]] = []
    for piece in sample:
        blocks = [Block(list(piece), final=True)]
        taken = 0
        for _block, items in read_records(blocks, dialect, RowShape()):
            for item in items:
                cells = cells_of(item, dialect)
                if keep_blank or any(cell.strip() for cell in cells):
                    rows.append((cells, item.flaw if isinstance(item, Record) else ""))
                    taken += 1
                if taken >= most:
                    break
    return rows


def agreement(rows: Sequence[tuple[list[str], str]]) -> tuple[int, float]:
    """The commonest number of cells and the share of rows that have it; flawed rows count half."""
    widths: dict[int, float] = {}
    for cells, flaw in rows:
        widths[len(cells)] = widths.get(len(cells), 0.0) + (0.5 if flaw else 1.0)
    if not widths:
        return 0, 0.0
    width, weight = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return width, weight / len(rows)


def _score(sample: Sample, dialect: Dialect) -> float:
    """0..1: how regular the rows are, how many cells they have, how natural the cells look."""
    rows = sample_rows(sample, dialect)
    width, share = agreement(rows)
    if width < 2:
        return 0.0
    blanks = dialect.delimiter in (" ", ALIGNED, RUNS)
    if blanks and (width < 3 or share < 0.9 or len(rows) < 3):
        return 0.0
    if dialect.delimiter == RUNS and len(rows[0][0]) != width:
        return 0.0  # a blank inside a date or a name is no cut
    if len(dialect.delimiter) == 1 and dialect.delimiter not in COMMON and share < 0.8:
        return 0.0
    if dialect.delimiter == "#" and width < 3:
        return 0.0  # order numbers like #1001
    regular = [cells for cells, _flaw in rows if len(cells) == width][:300]
    # A heading is cut as often as its rows, unless the cuts are decimal commas or clock times.
    if (dialect.delimiter == ":" or len(rows[0][0]) != width) and _cuts_figures(regular):
        return 0.0
    if _every_other_empty(regular):
        share *= 0.5
    filled = [cell for cells in regular for cell in cells if cell]
    natural = sum(cell_type(cell) != "text" or _is_word(cell) for cell in filled)
    nature = natural / len(filled) if filled else 0.0
    return share * (width - 1) / width * (0.5 + 0.5 * nature)


def _is_word(cell: str) -> bool:
    return len(cell) <= 60 and not any(mark in cell for mark in ";\t|") and '"' not in cell


def _cuts_figures(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the cuts of a narrow table lie inside figures: decimal commas, hours and minutes."""
    if not rows or len(rows[0]) > 3:
        return False
    cuts = inside = 0
    for cells in rows:
        for left, right in pairwise(cells):
            cuts += 1
            inside += left[-1:].isdigit() and right[:2].isdigit() and len(right) <= 3
    return inside >= 0.8 * cuts


def _every_other_empty(rows: Sequence[Sequence[str]]) -> bool:
    if not rows or len(rows[0]) < 3 or len(rows[0]) % 2 == 0:
        return False
    return all(not any(cells[1::2]) for cells in rows)


def _with_quote(sample: Sample, delimiter: str) -> Dialect:
    """The dialect with this delimiter and the quote that its cells begin and end with."""
    double = _quote_balance(sample, delimiter, '"')
    single = _quote_balance(sample, delimiter, "'")
    quoted = Dialect(delimiter, '"')
    if single[0] >= 3 and single[0] > double[0] and abs(single[0] - single[1]) <= 0.1 * single[0]:
        other = Dialect(delimiter, "'")
        # A list in a cell ("['Tea', 'Mug']") has quotes of its own inside those of the cell.
        if not double[0] or _agrees(sample, other) > _agrees(sample, quoted):
            return other
    if double[0] == 0 or double[1] >= 0.8 * double[0]:
        return quoted
    bare = Dialect(delimiter, "")
    return bare if _agrees(sample, bare) - _agrees(sample, quoted) > 0.02 else quoted


def _agrees(sample: Sample, dialect: Dialect) -> float:
    """The share of rows that have the commonest number of cells in this dialect."""
    return agreement(sample_rows(sample, dialect))[1]


def _quote_balance(sample: Sample, delimiter: str, quote: str) -> tuple[int, int]:
    """How many pieces between delimiters begin, and how many end, with this quote."""
    begins = ends = 0
    for piece in sample:
        for line in piece:
            if quote not in line:
                continue
            text = without_line_end(line)
            pieces = text.split(delimiter) if delimiter else [text]
            for cell in pieces:
                cell = cell.strip(" ")
                begins += cell.startswith(quote)
                ends += len(cell) > 1 and cell.endswith(quote)
    return begins, ends


def _refined(sample: Sample, dialect: Dialect) -> Dialect:
    """Add what only shows once delimiter and quote are known: ", " and backslash escapes."""
    lines = [without_line_end(line) for piece in sample for line in piece]
    if dialect.delimiter in COMMON and dialect.delimiter != "\t":
        pieces = [cell for line in lines for cell in line.split(dialect.delimiter)[1:] if cell]
        share = sum(cell.startswith(" ") for cell in pieces) / max(1, len(pieces))
        spaced = Dialect(dialect.delimiter + " ", dialect.quote)
        if share >= 0.9 or (share > 0.5 and _troubles(sample, spaced) < _troubles(sample, dialect)):
            dialect = spaced
    escaped = ["\\" + dialect.quote] if dialect.quote else []
    if len(dialect.delimiter) == 1:
        escaped.append("\\" + dialect.delimiter)
    if not dialect.escape and any(mark in line for line in lines for mark in escaped):
        other = Dialect(dialect.delimiter, dialect.quote, "\\")
        if _troubles(sample, other) < _troubles(sample, dialect):
            return other
    return dialect


def _troubles(sample: Sample, dialect: Dialect) -> int:
    """Rows that are flawed or do not have the commonest width."""
    rows = sample_rows(sample, dialect)
    width, _share = agreement(rows)
    return sum(1 for cells, flaw in rows if flaw or len(cells) != width)
