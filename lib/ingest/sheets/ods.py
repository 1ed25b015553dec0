"""ODS: one XML part with all sheets, where one element may stand for a million equal cells."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.parsers import expat

from lib.ingest.sheets.number_formats import clock_text, plain_number
from lib.ingest.sheets.refusals import row_repeated, workbook_locked
from lib.ingest.sheets.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Findings,
    Merge,
    Sheet,
    SheetRow,
    cell_name,
)
from lib.ingest.sheets.xml_parts import (
    Attributes,
    local,
    open_package,
    open_workbook_zip,
)

# A row with content that is said to repeat more often than this is no row of orders.
MOST_REPEATS = 1_000
_MANIFEST = "META-INF/manifest.xml"
_ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "Err:")


def ods_sheets(path: Path, file_name: str) -> list[Sheet]:
    """The sheets in the order of their tabs. Raises FileRefused."""
    found: list[tuple[str, str]] = []
    hidden_styles: set[str] = set()
    style = ""

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal style
        if tag == "style:style":
            style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            hidden_styles.add(style)
        elif tag == "table:table":
            found.append((attributes.get("table:name", ""), attributes.get("table:style-name", "")))

    with open_workbook_zip(path, file_name) as file:
        package = open_package(file, file_name)
        if package.has(_MANIFEST) and b"encryption-data" in b"".join(package.content(_MANIFEST)):
            raise workbook_locked(file_name)
        package.read_through("content.xml", start)
    return [
        Sheet(
            name,
            style in hidden_styles,
            partial(_rows, path, file_name, place),
        )
        for place, (name, style) in enumerate(found)
    ]


def _rows(path: Path, file_name: str, place: int, findings: Findings) -> Iterator[SheetRow]:
    reader = _TableReader(place, findings, file_name)
    with open_workbook_zip(path, file_name) as file:
        package = open_package(file, file_name)
        for _step in package.parse("content.xml", reader.start, reader.end, reader.attach):
            yield from reader.take()
            if reader.is_done:
                return


class _TableReader:
    """Handlers for the parser that keep the rows of one table."""

    def __init__(self, place: int, findings: Findings, file_name: str) -> None:
        self._place, self._findings, self._file_name = place, findings, file_name
        self._table, self._is_inside = -1, False
        self.is_done = False
        self._rows: list[SheetRow] = []
        self._row = self._column = 0
        self._repeat_row = self._repeat_cell = 1
        self._is_hidden = False
        self._cells: dict[int, str] = {}
        self._cell: Attributes = {}
        self._pieces: list[str] = []
        self._notes = 0

    def attach(self, parser: expat.XMLParserType) -> None:
        self._parser = parser

    def take(self) -> list[SheetRow]:
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "table:table":
            self._table += 1
            self._is_inside = self._table == self._place
        if not self._is_inside:
            return
        if tag == "table:table-row":
            self._repeat_row = max(1, int(attributes.get("table:number-rows-repeated", 1)))
            self._is_hidden = attributes.get("table:visibility", "visible") != "visible"
            self._cells, self._column = {}, 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell, self._pieces = attributes, []
            repeats = int(attributes.get("table:number-columns-repeated", 1))
            self._repeat_cell = max(1, repeats)
        elif tag == "office:annotation":
            self._notes += 1
        elif not self._notes and local(tag) in ("p", "span", "a"):
            if tag == "text:p" and self._pieces:
                self._pieces.append(" ")
            self._parser.CharacterDataHandler = self._pieces.append
        elif tag in ("text:s", "text:tab", "text:line-break") and not self._notes:
            self._pieces.append(" ")

    def end(self, tag: str) -> None:
        if not self._is_inside:
            return
        if tag == "office:annotation":
            self._notes -= 1
        elif tag == "text:p":
            self._parser.CharacterDataHandler = None
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._end_cell()
        elif tag == "table:table-row":
            self._end_row()
        elif tag == "table:table":
            self._is_inside, self.is_done = False, True

    def _end_cell(self) -> None:
        text = self._text()
        if text and not text.isspace():
            last = self._column + self._repeat_cell
            for column in range(self._column, min(last, MOST_COLUMNS)):
                self._cells[column] = text
            if last > MOST_COLUMNS:
                first_far = max(self._column, MOST_COLUMNS)
                self._findings.far_cells += last - first_far
                far = cell_name(self._row + 1, first_far)
                self._findings.first_far_cell = self._findings.first_far_cell or far
            spanned = int(self._cell.get("table:number-rows-spanned", 1))
            if spanned > 1 and self._column < MOST_COLUMNS:
                merge = Merge(self._row + 1, self._row + spanned, self._column)
                self._findings.merges.append(merge)
        self._column += self._repeat_cell

    def _end_row(self) -> None:
        if self._cells:
            if self._repeat_row > MOST_REPEATS:
                raise row_repeated(self._file_name, self._row + 1, self._repeat_row)
            for repeat in range(self._repeat_row):
                self._rows.append((self._row + repeat + 1, self._cells, self._is_hidden))
        self._row += self._repeat_row
        if self._row > MOST_ROWS:
            self._is_inside, self.is_done = False, True

    def _text(self) -> str:
        shown = "".join(self._pieces)
        kind = self._cell.get("office:value-type", "")
        if "table:formula" in self._cell and not kind and not shown:
            self._findings.unsaved[self._column] += 1
        if shown.startswith(_ERRORS) and "table:formula" in self._cell:
            self._findings.errors[shown] += 1
            return shown
        if kind in ("float", "currency", "percentage"):
            return plain_number(float(self._cell.get("office:value", "")))
        if kind == "date":
            return self._cell.get("office:date-value", shown).replace("T", " ")
        if kind == "time":
            return _duration(self._cell.get("office:time-value", "")) or shown
        if kind == "boolean":
            return self._cell.get("office:boolean-value", "").upper()
        return self._cell.get("office:string-value", shown)


def _duration(text: str) -> str:
    """ "PT09H30M00S" as 09:30:00; "" when it is written in another way."""
    if not text.startswith("PT"):
        return ""
    seconds, figure = 0.0, ""
    for letter in text[2:]:
        if letter in "HMS":
            seconds += float(figure or 0) * {"H": 3600, "M": 60, "S": 1}[letter]
            figure = ""
        else:
            figure += letter
    return clock_text(round(seconds))
