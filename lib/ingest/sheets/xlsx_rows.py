"""The rows of one XLSX sheet, as its XML goes by."""

import re
from collections.abc import Sequence
from xml.parsers import expat

from lib.ingest.sheets.number_formats import (
    MOST_DIGITS,
    PLAIN,
    NumberFormat,
    is_too_long,
    number_text,
)
from lib.ingest.sheets.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Findings,
    Merge,
    SheetRow,
    cell_name,
    column_number,
)
from lib.ingest.sheets.xml_parts import Attributes

_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class RowReader:
    """Handlers for the parser; ``take`` gives the rows that are complete so far.

    Raises ValueError or IndexError for XML that is no sheet.
    """

    def __init__(
        self,
        texts: Sequence[str],
        formats: Sequence[NumberFormat],
        findings: Findings,
        *,
        is_1904: bool,
    ) -> None:
        self._texts, self._formats, self._findings = texts, formats, findings
        self._is_1904 = is_1904
        self._rows: list[SheetRow] = []
        self._columns: dict[str, int] = {}
        self._prefix: str | None = None
        self._row, self._column, self._is_hidden = 0, -1, False
        self._cells: dict[int, str] = {}
        self._cell: Attributes = {}
        self._pieces: list[str] = []
        self._has_formula = self._has_value = self._is_aid = False

    def attach(self, parser: expat.XMLParserType) -> None:
        self._parser = parser

    def take(self) -> list[SheetRow]:
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: Attributes) -> None:
        if self._prefix is None:
            self._prefix = name[: name.rfind(":") + 1]
        if self._prefix:
            name = name.removeprefix(self._prefix)
        if name == "c":
            self._cell = attributes
            self._pieces.clear()
            self._has_formula = self._has_value = False
            self._column = self._place(attributes.get("r"))
        elif name == "v" or (name == "t" and not self._is_aid):
            self._has_value = True
            self._parser.CharacterDataHandler = self._pieces.append
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._is_aid = True
        elif name == "mergeCell":
            self._note_merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if self._prefix:
            name = name.removeprefix(self._prefix)
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._parser.CharacterDataHandler = None
        elif name == "row":
            if self._cells:
                self._rows.append((self._row, self._cells, self._is_hidden))
        elif name == "rPh":
            self._is_aid = False

    def _start_row(self, attributes: Attributes) -> None:
        row = int(attributes.get("r", self._row + 1))
        if not self._row < row <= MOST_ROWS:
            raise ValueError(row)
        self._row, self._column = row, -1
        self._cells = {}
        self._is_hidden = attributes.get("hidden") in ("1", "true")

    def _place(self, reference: str | None) -> int:
        """The column of a cell; one without a reference follows the cell before it."""
        if reference is None:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_number(letters)
        return column

    def _end_cell(self) -> None:
        text = self._text("".join(self._pieces))
        if not text or text.isspace():
            return
        if self._column < MOST_COLUMNS:
            self._cells[self._column] = text
            return
        self._findings.far_cells += 1
        if not self._findings.first_far_cell:
            self._findings.first_far_cell = cell_name(self._row, self._column)

    def _text(self, stored: str) -> str:
        kind = self._cell.get("t", "n")
        if kind == "s":
            return self._texts[int(stored)] if stored else ""
        if kind in ("str", "inlineStr", "d"):
            if self._has_formula and not self._has_value:
                self._findings.unsaved[self._column] += 1
            return unescaped(stored)
        if not stored:
            self._findings.unsaved[self._column] += self._has_formula
            return ""
        if kind == "b":
            return "TRUE" if stored.strip() in ("1", "true") else "FALSE"
        if kind == "e":
            self._findings.errors[stored] += 1
            return stored
        style = int(self._cell.get("s", 0))
        shape = self._formats[style] if style < len(self._formats) else PLAIN
        if shape is PLAIN and len(stored) <= MOST_DIGITS and stored.isdecimal():
            return stored
        text = number_text(stored.strip(), shape, is_1904=self._is_1904)
        self._findings.long_numbers += is_too_long(text)
        return text

    def _note_merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference.replace("$", ""))
        if not found:
            return
        first, last = int(found[2]), int(found[4])
        column = column_number(found[1])
        if last > first and column < MOST_COLUMNS:
            self._findings.merges.append(Merge(first, last, column))


def unescaped(text: str) -> str:
    """Excel writes control characters as _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
