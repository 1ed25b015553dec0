"""What a cell looks like (number, date, e-mail, code, text) and what a column mostly holds."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_MONTH = r"(?:[^\W\d_]{3,9}\.?|[\u0e00-\u0e7f]{1,4}\.[\u0e00-\u0e7f]{1,2}\.)"
_DAY_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
_ZONE = r"\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?"
_NUMBER = re.compile(
    r"[^\w\s]{0,3}\s?(?:[A-Z]{3}\s?)?[-+(]?\s?(?:[^\w\s]|[A-Z]{1,3})?\s?"
    r"\d[\d.,'\u00a0\u202f ]*(?:[eE][+-]?\d+)?\s?(?:%|[^\w\s]{1,3}|[A-Za-z]{1,3}\.?)?\)?-?"
)
_DATE = re.compile(
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{8}}"
    rf"|\d{{1,2}}[-\s.]{{1,2}}{_MONTH}[-\s.,]{{1,2}}\d{{2,4}}"
    rf"|{_MONTH}[-\s]\d{{1,2}},?[-\s]\d{{2,4}})"
    rf"(?:[T\s,]+(?:{_DAY_TIME}))?{_ZONE}",
    re.IGNORECASE,
)
_TIME = re.compile(_DAY_TIME + _ZONE, re.IGNORECASE)
_MAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CODE = re.compile(r"""['"=#]*(?=\S*\d\S*\d)[\w#*+./:'"()-]+\t?""")


@lru_cache(maxsize=65_536)
def cell_type(cell: str) -> str:
    """The type of one cell: "", "number", "date", "time", "mail", "link", "code" or "text"."""
    cell = cell.strip()[:200]
    if not cell:
        return ""
    if not any(letter.isdigit() for letter in cell):
        return "mail" if _MAIL.fullmatch(cell) else "link" if _LINK.fullmatch(cell) else "text"
    for name, pattern in (
        ("date", _DATE),
        ("time", _TIME),
        ("number", _NUMBER),
        ("mail", _MAIL),
        ("link", _LINK),
        ("code", _CODE),
    ):
        if pattern.fullmatch(cell):
            return name
    return "text"


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether a row is one name and then consecutive whole numbers: months or years as columns."""
    figures = [cell.strip() for cell in cells[1:]]
    if len(figures) < 3 or not all(figure.isdecimal() for figure in figures):
        return False
    steps = {int(after[:9]) - int(before[:9]) for before, after in pairwise(figures)}
    return steps == {1} and cell_type(cells[0]) in ("", "text")


_ALIKE = {"number": "figure", "date": "figure", "time": "figure", "code": "figure"}


def column_types(rows: Sequence[Sequence[str]], width: int, share: float = 0.9) -> list[str]:
    """The type that nearly all filled cells of a column have; "" when mixed, text or empty."""
    types = []
    for place in range(width):
        counts = Counter(cell_type(row[place]) for row in rows if len(row) > place)
        counts.pop("", None)
        if not counts:
            types.append("")
            continue
        name, count = counts.most_common(1)[0]
        types.append(name if name != "text" and count >= share * counts.total() else "")
    return types


def type_clashes(cells: Sequence[str], types: Sequence[str]) -> tuple[int, int]:
    """In how many typed columns a filled cell has another type, and in how many it fits."""
    clashes = fits = 0
    for cell, wanted in zip(cells, types, strict=False):
        if not wanted:
            continue
        found = cell_type(cell)
        if not found:
            continue
        if found == wanted or (wanted == "code" and found == "number"):
            fits += 1
        else:
            clashes += 1
    return clashes, fits


def is_shifted(cells: Sequence[str], types: Sequence[str]) -> bool:
    """Whether a row of the wrong width has a cell that clashes with its column."""
    return type_clashes(cells, types)[0] > 0


def is_foreign(cells: Sequence[str], types: Sequence[str]) -> bool:
    """Whether a row stands in the wrong columns: too many of its cells clash with their column."""
    clashes, fits = type_clashes(cells, types)
    return clashes >= 2 or (clashes == 1 and fits <= 1)


def is_heading(cells: Sequence[str], types: Sequence[str]) -> bool | None:
    """Whether a row names columns (its cells are words where data has figures); None: unknown."""
    if _counts_up(cells):
        return True
    words, data = _words_and_data(cells, types)
    if words == data:
        return None
    return words > data


def has_figures(cells: Sequence[str], types: Sequence[str]) -> bool:
    """Whether any cell holds what data has in its column; such a row is data."""
    return _words_and_data(cells, types)[1] > 0


def _words_and_data(cells: Sequence[str], types: Sequence[str]) -> tuple[int, int]:
    """Cells that are words where data has figures, and cells that are such figures."""
    words = data = 0
    for cell, wanted in zip(cells, types, strict=False):
        if not wanted:
            continue
        found = cell_type(cell)
        if not found:
            continue
        if found == "text":
            words += 1
        elif found == wanted or _ALIKE.get(found, found) == _ALIKE.get(wanted, wanted):
            data += 1
    return words, data
