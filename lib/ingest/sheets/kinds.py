"""Which kind of workbook a file is, by its content."""

import mmap
from pathlib import Path

from lib.ingest.zip_package import is_zip, part_names

_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD_BYTES = 8192
# The parts that lie first in an office file; a cut-off one is known by them too.
_OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/.rels", b"docProps/", b"xl/w")
_ODF_MARK = b"mimetypeapplication/vnd.oasis.opendocument."
_OLE_STREAMS = {"locked": ("EncryptedPackage",), "xls": ("Workbook", "Book")}


def workbook_kind(path: Path) -> str:
    """Which office file it is; "" for none.

    "xlsx", "ods" and "xls" can be read; "xlsb" (binary), "locked" (needs a password) and
    "document" (a text, a presentation, a mail) cannot.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(_OLE_MARK):
        return _ole_kind(path)
    if not is_zip(path):
        return ""
    if _ODF_MARK in head[:200]:
        return "ods" if _ODF_MARK + b"spreadsheet" in head[:200] else "document"
    names = part_names(path)
    if names is None:
        return "xlsx" if any(part in head for part in _OFFICE_PARTS) else ""
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if {"content.xml", "meta-inf/manifest.xml"} <= names:
        return "ods"
    if "[content_types].xml" in names:
        return "document" if names & {"word/document.xml", "ppt/presentation.xml"} else "xlsx"
    return ""


def is_workbook(path: Path) -> bool:
    """Whether the file is an office file of any kind, readable here or not."""
    return workbook_kind(path) != ""


def _ole_kind(path: Path) -> str:
    """An OLE file is a folder of streams; their names say which program wrote it."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for kind, names in _OLE_STREAMS.items():
            if any(content.find(name.encode("utf-16-le") + b"\0\0") >= 0 for name in names):
                return kind
    return "document"
