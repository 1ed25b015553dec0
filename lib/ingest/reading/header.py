"""Where the table begins and what its columns are called."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lib.ingest.reading.cell_types import (
    cell_type,
    column_types,
    has_figures,
    is_heading,
    is_shifted,
)
from lib.ingest.reading.column_names import column_names

ROWS_ABOVE = 60
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
    types = column_types(_lower(body), width, 0.8)
    if len(body) == 1:
        # A lone row with names like "sha256_email" is still a header.
        types = ["" if kind == "code" else kind for kind in types]
    while header_row is None and len(rows) > 1 and _numbers_columns(rows[0][1], types):
        ignored[rows[0][0]] = "column_numbers"
        rows = rows[1:]
    if header_row is None:
        place = _header_place(rows, types, width)
    else:
        places = [place for place, (row, _cells) in enumerate(rows) if row == header_row]
        place = places[0] if places else None
    if place is None:
        return _without_header(rows, types, width, ignored, keep_all=header_row == 0)
    return _with_header(rows, place, body, width, ignored)


def _lower(body: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The rows of the sample that are surely below any header and above any totals."""
    count = len(body)
    skipped = count // 2 if count <= 8 else min(10, max(4, count // 4))
    return body[skipped : count - min(3, count // 4)]


def _numbers_columns(cells: Sequence[str], types: Sequence[str]) -> bool:
    """Whether a row only counts the columns, 1 2 3 or A B C, while they hold other things."""
    names = [cell.strip().strip("()").upper() for cell in cells]
    counted = [str(place + 1) for place in range(len(cells))]
    lettered = [chr(ord("A") + place) for place in range(min(26, len(cells)))]
    return len(names) >= 3 and names in (counted, lettered) and is_shifted(cells, types)


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
            if len(cells) >= width and sum(1 for cell in cells if cell.strip()) > width // 2:
                return candidate
            # Too short to settle anything: perhaps a line like "From,2025-01-01" above the table.
            continue
        if candidate is None:
            candidate = place
            continue
        above = rows[candidate][1]
        grouped = place == candidate + 1 and _names_groups(above, cells)
        if grouped or (heading and _is_better(above, cells, is_heading(above, types))):
            candidate = place
        elif heading is None and len(cells) >= width:
            break
    return _unless_repeated(rows, candidate, types)


def _is_better(above: Sequence[str], below: Sequence[str], above_is_heading: bool | None) -> bool:
    """Whether a later heading names the columns better than a row of groups, or of text, above."""
    if len(below) < len(above):
        return False
    different = len({cell.strip() for cell in above} - {""})
    if different < len({cell.strip() for cell in below} - {""}):
        return True
    return above_is_heading is None and any(cell_type(cell) not in ("", "text") for cell in above)


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
    # A header may be repeated once in a while, but not in every tenth row.
    same_rows = sum(1 for _row, cells in rows[candidate + 1 :] if cells == names)
    often = same_rows >= 2 and same_rows >= 0.1 * len(rows)
    return None if often or (again >= 2 and not same_rows) else candidate


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
    types = column_types(_lower(below), max(width, len(heading)), 0.8)
    while after < len(rows):
        row, cells = rows[after]
        rule = _rule_below_header(cells, heading, types)
        if not rule:
            break
        ignored[row] = rule
        after += 1
    first = rows[after][0] if after < len(rows) else rows[-1][0] + 1
    names, notes = column_names(_trimmed(heading, below, width), groups)
    return Layout(header_row, names, tuple(heading), first, width, tuple(types), ignored, notes)


def _rule_below_header(cells: Sequence[str], heading: Sequence[str], types: Sequence[str]) -> str:
    """Why a row right below the header is no data; "" when it is data."""
    if _is_blank(cells):
        return "blank"
    if same_names(cells, heading):
        return "repeated_header"
    if _numbers_columns(cells, types):
        return "column_numbers"
    if len(cells) != len(heading) or is_heading(cells, types) is not True:
        return ""
    if has_figures(cells, types):
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
    filled = sum(1 for cell in above if cell.strip())
    below = sum(1 for cell in heading if cell.strip())
    return len(above) == len(heading) and 2 <= filled <= 0.7 * below


def _trimmed(heading: Sequence[str], body: Sequence[Sequence[str]], width: int) -> list[str]:
    """The header cells, one per column: nameless last columns without a value are left out."""
    names = list(heading) + [""] * (width - len(heading))
    while len(names) > 1 and not names[-1].strip():
        place = len(names) - 1
        if any(len(cells) > place and cells[place].strip() for cells in body):
            break
        names.pop()
    return names
