"""One upload to the files that are imported: an archive, or a workbook, may hold several."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.containers.archive import unpack
from lib.ingest.containers.gzip_files import is_gzip, plain_name, unpacked
from lib.ingest.json_tables import json_headers
from lib.ingest.looks import IsKnown, Look, look_of, nothing_is_known
from lib.ingest.reading import read_table
from lib.ingest.reading.signatures import kind_of_file
from lib.ingest.sheets.choice import choice_warnings
from lib.ingest.sheets.flatten import write_sheet
from lib.ingest.sheets.kinds import is_workbook, workbook_kind
from lib.ingest.sheets.table import choose_from, sheet_headers
from lib.ingest.zip_package import is_zip

MOST_NAMES_SAID = 10
_SPLIT_KINDS = ("xlsx", "ods", "xls")


@dataclass(frozen=True)
class Expanded:
    """What one upload holds: a path and a name for each file to import, and what to say about it."""

    files: tuple[tuple[Path, str], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Entry:
    path: Path
    name: str
    headers: tuple[str, ...]
    look: Look


def expand(
    path: Path, file_name: str, scratch: Path, is_known: IsKnown = nothing_is_known
) -> Expanded:
    """The files to import from one upload, each with its name.

    A ZIP gives the tables with orders that are in it, a workbook with a sheet per month gives a
    file per sheet, everything else is itself. New files lie in ``scratch``, which must be an
    empty folder. Raises FileRefused.
    """
    place, name = path, file_name
    if is_gzip(path) and (is_zip(_unpacked_head(path, scratch)) or False):
        place, name = unpacked(path, file_name, scratch)
    if is_workbook(place):
        return _sheets(place, name, scratch, is_known)
    if is_zip(place):
        return _archive(place, name, scratch, is_known)
    return Expanded(((path, file_name),))
