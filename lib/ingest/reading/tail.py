"""The last rows of a file: totals, notes below the table, and a row that was cut off."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lib.ingest.reading.cell_types import cell_type, is_foreign, is_heading
from lib.ingest.reading.cells import Dialect
from lib.ingest.reading.header import Layout
from lib.ingest.reading.records import Item, cells_of

ROWS_HELD = 12
MOST_HELD = 20_000
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


@dataclass(frozen=True)
class LastRow:
    """What is known of the physically last record: its cells, its text, its flaw."""

    cells: Sequence[str]
    raw: str
    flaw: str


def tail_rules(rows: Sequence[tuple[int, Sequence[str]]], layout: Layout) -> dict[int, str]:
    """Which of the last rows are "totals" or "footer", going up until a row of data is met."""
    rules: dict[int, str] = {}
    after_blank = [False] * len(rows)
    for place in range(1, len(rows)):
        before = rows[place - 1][1]
        after_blank[place] = after_blank[place - 1] or not any(cell.strip() for cell in before)
    for place in range(len(rows) - 1, -1, -1):
        row, cells = rows[place]
        if not any(cell.strip() for cell in cells):
            continue
        if is_totals(cells, layout.types, layout.width):
            rules[row] = "totals"
        elif is_footer(cells, layout, after_blank=after_blank[place]):
            rules[row] = "footer"
        else:
            break
    return rules


def is_footer(cells: Sequence[str], layout: Layout, *, after_blank: bool) -> bool:
    """Whether a last row is a note: hardly any cells filled, and not like the first column."""
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    if layout.width == 2:
        return after_blank and len(filled) == 1 and len(cells) == 1
    if layout.width < 3 or len(filled) > max(2, layout.width // 3) or filled[0] != 0:
        return False
    if after_blank and len(cells) < layout.width and is_foreign(cells, layout.types):
        return True
    wanted = layout.types[0] if layout.types else ""
    if wanted and cell_type(cells[0]) == wanted:
        return False
    if after_blank:
        return is_heading(cells, layout.types) is not False
    return len(filled) == 1 and (bool(wanted) or len(cells) == 1)


def is_cut_off(
    last: LastRow, layout: Layout, last_values: dict[str, int], *, short_is_usual: bool
) -> bool:
    """Whether the file ends inside its last record: only asked when no line end closes it."""
    if last.flaw == "open_quote" or last.raw.endswith("\ufffd"):
        return True
    if len(last.cells) < layout.width:
        return not short_is_usual
    value = last.cells[-1]
    if len(last.cells) != layout.width or not value.strip() or last_values.get(value, 0) > 1:
        return False
    others = {whole: count for whole, count in last_values.items() if whole != value}
    few = len(others) <= max(1, sum(others.values()) // 4)
    return few and any(whole.startswith(value) and count > 1 for whole, count in others.items())


def is_totals(cells: Sequence[str], types: Sequence[str], width: int) -> bool:
    """Whether a row sums up: a word for total, and most cells empty or unlike their column."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or (len(filled) > max(2, width // 2) and not is_foreign(cells, types)):
        return False
    return _TOTAL.fullmatch(filled[0][:100]) is not None


def rows_to_hold(items: Sequence[Item], dialect: Dialect) -> int:
    """How many of the last records to hold back so that some with content are among them."""
    filled = 0
    for count, item in enumerate(reversed(items), start=1):
        cells = cells_of(item, dialect)
        filled += any(cell.strip() for cell in cells)
        if filled >= ROWS_HELD or count >= MOST_HELD:
            return count
    return len(items)
