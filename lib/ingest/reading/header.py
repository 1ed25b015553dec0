"""Where the table begins and what its columns are called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lib.ingest.reading.cell_types import column_types, is_heading

LONGEST_NAME = 255
ROWS_ABOVE = 60
_TOTAL_WORDS = (
    "total", "totals", "grand total", "subtotal", "sub total", "sum", "sums", "summary", "รวม",
    "รวมทั้งหมด", "รวมทั้งสิ้น", "ยอดรวม", "ยอดรวมทั้งหมด", "ผลรวม", "tổng", "tổng cộng", "tổng số",
    "合計", "总计", "總計", "合计", "小计", "합계", "summe", "gesamt", "gesamtsumme", "totale",
    "total général", "suma", "razem", "итого", "всего", "jumlah", "totaal", "toplam",
)  # fmt: skip
_TOTAL = re.compile(
    r"\W*(?:" + "|".join(re.escape(word) for word in _TOTAL_WORDS) + r")\b\W*(?:\(.*\))?\W*",
    re.IGNORECASE,
)

NumberedRow = tuple[int, list[str]]


@dataclass(frozen=True)
class Layout:
    """Where the table stands: its columns, the rows that are no data, the first row of data.

    ``width`` is the commonest number of cells of a data row, which may be more or fewer than
    the columns; ``ignored`` maps the rows above the data to the rule that skips them.
    """

    header_row: int | None
    columns: tuple[str, ...]
    heading: tuple[str, ...]
    first_data_row: int
    width: int
    types: tuple[str, ...]
    ignored: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def find_layout(
    head: Sequence[NumberedRow],
    body: Sequence[Sequence[str]],
    width: int,
    *,
    has_hint: bool = False,
    header_row: int | None = None,
) -> Layout:
    """Decide what the first rows are.

    ``head`` are the first records with their row numbers, blank ones included; ``body`` rows of
    the commonest ``width`` from all over the file. ``header_row`` is a person's choice (0: none).
    """
    ignored: dict[int, str] = {}
    rows = list(head)
    if has_hint and rows:
        ignored[rows[0][0]] = "separator_hint"
        rows = rows[1:]
    types = column_types(body, width, 0.8)
    if header_row is None:
        place = _header_place(rows, types, width)
    else:
        places = [place for place, (row, _cells) in enumerate(rows) if row == header_row]
        place = places[0] if places else None
    if place is None:
        return _without_header(rows, types, width, ignored, keep_all=header_row == 0)
    return _with_header(rows, place, body, width, ignored)


def _is_blank(cells: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in cells)


def is_sparse(cells: Sequence[str], width: int) -> bool:
    """Whether a row has too few filled cells to be a row of a table this wide."""
    filled = sum(1 for cell in cells if cell.strip())
    if width <= 2:
        return filled < width
    return filled <= max(1, width // 3)


def _header_place(rows: Sequence[NumberedRow], types: Sequence[str], width: int) -> int | None:
    """The index of the header among the first rows; None when the table has none."""
    candidate: int | None = None
    for place, (_row, cells) in enumerate(rows):
        if _is_blank(cells) or is_sparse(cells, width):
            continue
        heading = is_heading(cells, types)
        if heading is False:
            return candidate
        if candidate is None or _is_better(rows, candidate, place, width, sure=heading is True):
            candidate = place
        if heading is None and place != candidate:
            break
    return _unless_repeated(rows, candidate, types)


def _is_better(
    rows: Sequence[NumberedRow], old: int, new: int, width: int, *, sure: bool
) -> bool:
    """Whether a later heading names the columns better: row of groups above, text between."""
    if not sure:
        return False
    above = [cell.strip() for cell in rows[old][1]]
    below = [cell.strip() for cell in rows[new][1]]
    if len(below) < min(len(above), width):
        return False
    filled_above, filled_below = set(filter(None, above)), set(filter(None, below))
    return len(filled_above) < len(filled_below) and len(above) <= len(below)


def _unless_repeated(
    rows: Sequence[NumberedRow], candidate: int | None, types: Sequence[str]
) -> int | None:
    """A first row whose values come again below it in the same columns is data, not a header."""
    if candidate is None or any(types):
        return candidate
    names = rows[candidate][1]
    again = 0
    for place, name in enumerate(names):
        below = [cells[place] for _row, cells in rows[candidate + 1 :] if len(cells) > place]
        again += bool(name.strip()) and name in below
    same_row = any(cells == names for _row, cells in rows[candidate + 1 :])
    return None if again >= 2 and not same_row else candidate


def _without_header(
    rows: Sequence[NumberedRow],
    types: Sequence[str],
    width: int,
    ignored: dict[int, str],
    *,
    keep_all: bool,
) -> Layout:
    first = rows[0][0] if rows else 1
    for row, cells in rows:
        if _is_blank(cells):
            ignored[row] = "blank"
        elif keep_all or not is_sparse(cells, width):
            first = row
            break
        else:
            ignored[row] = "preamble"
    else:
        first = rows[0][0] if rows else 1
        ignored = {row: rule for row, rule in ignored.items() if rule == "separator_hint"}
    ignored = {row: rule for row, rule in ignored.items() if row < first}
    columns = tuple(f"column {place + 1}" for place in range(width))
    return Layout(None, columns, (), first, width, tuple(types), ignored, ("no_header",))


def _with_header(
    rows: Sequence[NumberedRow],
    place: int,
    body: Sequence[Sequence[str]],
    width: int,
    ignored: dict[int, str],
) -> Layout:
    header_row, heading = rows[place]
    groups: list[str] = []
    for row, cells in rows[:place]:
        ignored[row] = "blank" if _is_blank(cells) else "preamble"
    if place and not _is_blank(rows[place - 1][1]) and _names_groups(rows[place - 1][1], heading):
        groups = rows[place - 1][1]
        ignored[rows[place - 1][0]] = "second_header"
    ignored[header_row] = "header"
    after = place + 1
    below = [list(cells) for cells in body if list(cells) != heading]
    types = column_types(below, max(width, len(heading)), 0.8)
    while after < len(rows):
        row, cells = rows[after]
        rule = _rule_below_header(cells, heading, types)
        if not rule:
            break
        ignored[row] = rule
        after += 1
    first = rows[after][0] if after < len(rows) else rows[-1][0] + 1
    names, notes = column_names(_trimmed(heading, below, width), groups)
    return Layout(
        header_row, names, tuple(heading), first, width, tuple(types), ignored, notes
    )


def _rule_below_header(
    cells: Sequence[str], heading: Sequence[str], types: Sequence[str]
) -> str:
    """Why a row right below the header is no data; "" when it is data."""
    if _is_blank(cells):
        return "blank"
    if same_names(cells, heading):
        return "repeated_header"
    if len(cells) != len(heading) or is_heading(cells, types) is not True:
        return ""
    filled = [cell for cell in cells if cell.strip()]
    if sum(1 for kind in types if kind) < 2 or len(filled) < 0.6 * len(heading):
        return ""
    sentences = sum(" " in cell.strip() for cell in filled)
    return "help_text" if sentences >= 0.5 * len(filled) else "second_header"


def same_names(cells: Sequence[str], heading: Sequence[str]) -> bool:
    """Whether a row repeats the header, blanks and letter case aside."""
    if len(cells) != len(heading):
        return False
    return all(
        left.strip().casefold() == right.strip().casefold()
        for left, right in zip(cells, heading, strict=True)
    )


def _names_groups(above: Sequence[str], heading: Sequence[str]) -> bool:
    """Whether the row above the header is a row of group names over several columns each."""
    filled = [cell.strip() for cell in above if cell.strip()]
    return len(above) == len(heading) and len(filled) >= 2


def _trimmed(heading: Sequence[str], body: Sequence[Sequence[str]], width: int) -> list[str]:
    """The header cells, one per column: nameless last columns without a value are left out."""
    names = list(heading) + [""] * (width - len(heading))
    while len(names) > 1 and not names[-1].strip():
        place = len(names) - 1
        if any(len(cells) > place and cells[place].strip() for cells in body):
            break
        names.pop()
    return names


def column_names(
    heading: Sequence[str], groups: Sequence[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Clean, different names and notes on what was changed.

    Empty names become "column 9", repeated ones (letter case aside) "total (2)", long ones are
    cut to 255 characters; group names above only tell apart names that repeat.
    """
    notes: set[str] = set()
    plain = [" ".join(name.split()) for name in heading]
    filled_groups = _filled_to_the_right(groups, len(plain))
    lowered = [name.casefold() for name in plain]
    taken: set[str] = set()
    names = []
    for place, name in enumerate(plain):
        if not name:
            name = f"column {place + 1}"
            notes.add("empty_names")
        elif lowered.count(name.casefold()) > 1 and filled_groups[place]:
            name = f"{filled_groups[place]} {name}"
        if len(name) > LONGEST_NAME:
            name = name[:LONGEST_NAME]
            notes.add("names_cut")
        if name.casefold() in taken:
            notes.add("duplicate_names")
            name = _numbered(name, taken, set(lowered))
        taken.add(name.casefold())
        names.append(name)
    return tuple(names), tuple(sorted(notes))


def _numbered(name: str, taken: set[str], others: set[str]) -> str:
    count = 2
    while True:
        ending = f" ({count})"
        numbered = name[: LONGEST_NAME - len(ending)] + ending
        if numbered.casefold() not in taken and numbered.casefold() not in others:
            return numbered
        count += 1


def _filled_to_the_right(groups: Sequence[str], width: int) -> list[str]:
    filled, last = [], ""
    for place in range(width):
        here = groups[place].strip() if place < len(groups) else ""
        last = here or last
        filled.append(last)
    return filled


def is_totals(cells: Sequence[str], width: int) -> bool:
    """Whether a row sums up: its first filled cell is a word for total and most are empty."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or len(filled) > max(2, width // 2):
        return False
    return _TOTAL.fullmatch(filled[0]) is not None
