"""XLSX and XLSM: the list of sheets, shared texts and cell formats. Macros stay untouched."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from xml.parsers import expat

from lib.i18n import _
from lib.ingest.sheets.number_formats import PLAIN, NumberFormat, number_format
from lib.ingest.sheets.refusals import workbook_damaged
from lib.ingest.sheets.sheet import Findings, Sheet, SheetRow
from lib.ingest.sheets.xlsx_rows import RowReader, unescaped
from lib.ingest.sheets.xml_parts import (
    Attributes,
    Package,
    local,
    open_package,
    open_workbook_zip,
)


def xlsx_sheets(path: Path, file_name: str) -> list[Sheet]:
    """The sheets with cells, in the order of their tabs. Raises FileRefused."""
    return _Book(path, file_name).sheets()


@dataclass(frozen=True)
class _Contents:
    """What the workbook part says: (name, is hidden, part) of each sheet, and how days count."""

    sheets: list[tuple[str, bool, str]]
    is_1904: bool
    texts_part: str
    styles_part: str


@dataclass(frozen=True)
class _Book:
    path: Path
    file_name: str

    def sheets(self) -> list[Sheet]:
        return [
            Sheet(name, is_hidden, partial(self._rows, part))
            for name, is_hidden, part in self._contents.sheets
        ]

    @cached_property
    def _contents(self) -> _Contents:
        with open_workbook_zip(self.path, self.file_name) as file:
            return _contents(open_package(file, self.file_name))

    @cached_property
    def _texts(self) -> list[str]:
        with open_workbook_zip(self.path, self.file_name) as file:
            package = open_package(file, self.file_name)
            part = self._contents.texts_part
            return _shared_texts(package, part) if part and package.has(part) else []

    @cached_property
    def _formats(self) -> list[NumberFormat]:
        with open_workbook_zip(self.path, self.file_name) as file:
            package = open_package(file, self.file_name)
            part = self._contents.styles_part
            return _cell_formats(package, part) if part and package.has(part) else []

    def _rows(self, part: str, findings: Findings) -> Iterator[SheetRow]:
        reader = RowReader(self._texts, self._formats, findings, is_1904=self._contents.is_1904)
        with open_workbook_zip(self.path, self.file_name) as file:
            package = open_package(file, self.file_name)
            for _step in package.parse(part, reader.start, reader.end, reader.attach):
                yield from reader.take()


def _contents(package: Package) -> _Contents:
    """Follow the package's own pointers to the workbook and from there to its parts."""
    roots = _relations(package, "_rels/.rels", "")
    workbook = roots.get("officeDocument", [("", "xl/workbook.xml")])[0][1]
    folder, name = posixpath.split(workbook)
    relations = _relations(package, f"{folder}/_rels/{name}.rels", folder)
    targets = dict(relations.get("worksheet", []))
    sheets: list[tuple[str, bool, str]] = []
    is_1904 = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal is_1904
        if local(tag) == "workbookPr":
            is_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif local(tag) == "sheet":
            plain = {local(key): value for key, value in attributes.items()}
            if plain.get("id") in targets:
                is_hidden = plain.get("state", "visible") != "visible"
                sheets.append((plain.get("name", ""), is_hidden, targets[plain["id"]]))

    package.read_through(workbook, start)
    if not sheets:
        raise workbook_damaged(package.file_name, _("It names no sheet that is there."))
    texts, styles = relations.get("sharedStrings", []), relations.get("styles", [])
    return _Contents(sheets, is_1904, texts[0][1] if texts else "", styles[0][1] if styles else "")


def _relations(package: Package, part: str, folder: str) -> dict[str, list[tuple[str, str]]]:
    """Kind of part -> its (id, name in the package)."""
    found: dict[str, list[tuple[str, str]]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            place = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            kind = attributes.get("Type", "").rpartition("/")[2]
            name = posixpath.normpath(place).lstrip("/")
            found.setdefault(kind, []).append((attributes.get("Id", ""), name))

    if package.has(part):
        package.read_through(part, start)
    return found


def _shared_texts(package: Package, part: str) -> list[str]:
    """The texts that cells point to by number. Reading aids above the letters are left out."""
    texts: list[str] = []
    pieces: list[str] = []
    parsers: list[expat.XMLParserType] = []
    is_aid = False

    def start(tag: str, _attributes: Attributes) -> None:
        nonlocal is_aid
        name = local(tag)
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            is_aid = True
        elif name == "t" and not is_aid:
            parsers[0].CharacterDataHandler = pieces.append

    def end(tag: str) -> None:
        nonlocal is_aid
        name = local(tag)
        if name == "t":
            parsers[0].CharacterDataHandler = None
        elif name == "rPh":
            is_aid = False
        elif name == "si":
            texts.append(unescaped("".join(pieces)))

    for _step in package.parse(part, start, end, parsers.append):
        pass
    return texts


def _cell_formats(package: Package, part: str) -> list[NumberFormat]:
    """What each cell style does to numbers, by style number."""
    codes: dict[int, str] = {}
    formats: list[NumberFormat] = []
    is_inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal is_inside
        name = local(tag)
        if name == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            is_inside = True
        elif name == "xf" and is_inside:
            format_id = int(attributes.get("numFmtId", "0"))
            formats.append(number_format(format_id, codes.get(format_id, "")))

    def end(tag: str) -> None:
        nonlocal is_inside
        if local(tag) == "cellXfs":
            is_inside = False

    package.read_through(part, start, end)
    return formats or [PLAIN]
