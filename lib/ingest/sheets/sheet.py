"""A sheet as every format gives it: numbered rows of filled cells, and what was odd about them."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MOST_COLUMNS = 2_000
MOST_ROWS = 1_048_576

SheetRow = tuple[int, dict[int, str], bool]
"""Row number as shown, column (0 = A) -> text of the filled cells, whether the row is hidden."""


@dataclass(frozen=True)
class Merge:
    """Cells joined to one, of which only the first column and the rows matter here."""

    first_row: int
    last_row: int
    column: int


@dataclass
class Findings:
    """What is met while the rows of a sheet go by. Complete once all were read."""

    errors: Counter[str] = field(default_factory=Counter)
    unsaved: Counter[int] = field(default_factory=Counter)
    """Formulas without a saved result, by column."""
    long_numbers: int = 0
    merges: list[Merge] = field(default_factory=list)
    far_cells: int = 0
    """Filled cells beyond the last column that is read."""
    first_far_cell: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet; ``read`` may be called again and begins at the first row each time."""

    name: str
    is_hidden: bool
    read: Callable[[Findings], Iterator[SheetRow]]


def column_letters(column: int) -> str:
    """0 -> "A", 27 -> "AB"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """ "A" -> 0, "AB" -> 27. Raises ValueError for what is no column."""
    if not re.fullmatch("[A-Za-z]{1,3}", letters):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    """What the program calls the cell: "B7"."""
    return f"{column_letters(column)}{row}"
