"""XML inside a package, parsed as it is unpacked: bounded, and without entities."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.sheets.refusals import entities_refused, workbook_damaged, workbook_locked
from lib.ingest.unpacking_limits import MOST_WORKBOOK_BYTES
from lib.ingest.zip_package import blocks, open_zip

Attributes = dict[str, str]
OnStart = Callable[[str, Attributes], None]
OnEnd = Callable[[str], None]


@dataclass(frozen=True)
class Package:
    """A workbook that is a ZIP of XML parts; names of parts are found in any letter case."""

    file: zipfile.ZipFile
    file_name: str
    parts: dict[str, zipfile.ZipInfo]

    def has(self, part: str) -> bool:
        return part.lower() in self.parts

    def content(self, part: str) -> Iterator[bytes]:
        """The bytes of a part. Raises FileRefused when it is missing, damaged, locked or a bomb."""
        info = self.parts.get(part.lower())
        if info is None:
            raise workbook_damaged(self.file_name, _("A part of it is missing."))
        try:
            yield from blocks(self.file, info, self.file_name, MOST_WORKBOOK_BYTES)
        except FileRefused as error:
            if error.code == "archive_damaged":
                raise workbook_damaged(self.file_name, error.detail) from error
            if error.code == "archive_locked":
                raise workbook_locked(self.file_name) from error
            raise

    def parse(
        self,
        part: str,
        on_start: OnStart,
        on_end: OnEnd | None = None,
        on_parser: Callable[[expat.XMLParserType], None] | None = None,
    ) -> Iterator[None]:
        """Parse a part, stopping after each block so that the caller can take what it has found.

        ``on_parser`` gets the parser, to switch the collecting of text on and off.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = on_start
        parser.EndElementHandler = on_end
        parser.StartDoctypeDeclHandler = self._refuse_entities
        if on_parser:
            on_parser(parser)
        try:
            for block in self.content(part):
                parser.Parse(block, False)
                yield
            parser.Parse(b"", True)
            yield
        except (expat.ExpatError, ValueError, IndexError, OverflowError) as error:
            what = _("The XML of its part “{part}” is broken.").format(part=part)
            raise workbook_damaged(self.file_name, what) from error

    def _refuse_entities(self, *_declared: object) -> None:
        raise entities_refused(self.file_name)

    def read_through(self, part: str, on_start: OnStart, on_end: OnEnd | None = None) -> None:
        """Parse a part to its end."""
        for _step in self.parse(part, on_start, on_end):
            pass


def open_package(file: zipfile.ZipFile, file_name: str) -> Package:
    """The package around an open ZIP."""
    parts = {info.filename.replace("\\", "/").lower(): info for info in file.infolist()}
    return Package(file, file_name, parts)


def open_workbook_zip(path: Path, file_name: str) -> zipfile.ZipFile:
    """Open the ZIP of a workbook, with sentences about workbooks."""
    try:
        return open_zip(path, file_name)
    except FileRefused as error:
        if error.code == "archive_damaged":
            raise workbook_damaged(file_name, error.detail) from error
        raise


def local(name: str) -> str:
    """A name without its namespace prefix."""
    return name.rpartition(":")[2]
