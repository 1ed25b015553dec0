"""A ZIP file opened with care: the formats ZIP, XLSX and ODS all are one."""

import copy
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.unpacking_limits import (
    BLOCK_BYTES,
    archive_damaged,
    archive_locked,
    most_bytes,
    too_large,
    too_many_files,
)

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
# Far more than an archive of exports or the parts of a workbook need.
MOST_DIRECTORY_BYTES = 2 << 20
_END_MARK = b"PK\x05\x06"
_LONGEST_END = 22 + 65_535
_ANY_SIZE = 1 << 62
_IS_ENCRYPTED = 0x1


def is_zip(path: Path) -> bool:
    """Whether the content begins like a ZIP, whatever the name says."""
    with path.open("rb") as file:
        return file.read(4) in ZIP_MARKS


def open_zip(path: Path, file_name: str) -> zipfile.ZipFile:
    """Open a ZIP after a look at how long its list of files is. Raises FileRefused."""
    _check_directory(path, file_name)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        reason = _("Its list of contents cannot be read.")
        raise archive_damaged(file_name, reason) from error


def part_names(path: Path) -> set[str] | None:
    """The names of all entries, in small letters; None when the list cannot be read."""
    try:
        with open_zip(path, path.name) as package:
            return {name.replace("\\", "/").lower() for name in package.namelist()}
    except FileRefused:
        return None


def _check_directory(path: Path, file_name: str) -> None:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _LONGEST_END))
        tail = file.read()
    place = tail.rfind(_END_MARK)
    if place < 0 or len(tail) - place < 22:
        reason = _("Its end is missing; the download or copy was cut off.")
        raise archive_damaged(file_name, reason)
    count, directory_bytes = struct.unpack_from("<HL", tail, place + 10)
    if directory_bytes > MOST_DIRECTORY_BYTES:
        raise too_many_files(file_name, count if count < 0xFFFF else 0)


def blocks(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, file_name: str, total: int
) -> Iterator[bytes]:
    """The content of one entry, ``total`` bytes at most. Raises FileRefused for what is wrong.

    The size that the entry claims is not believed: everything that is really there is unpacked
    and compared with it.
    """
    if info.flag_bits & _IS_ENCRYPTED:
        raise archive_locked(file_name)
    limit = most_bytes(info.compress_size, total)
    if info.file_size > limit:
        raise too_large(file_name, limit)
    unbounded = copy.copy(info)
    unbounded.file_size = _ANY_SIZE
    read = 0
    try:
        with package.open(unbounded) as entry:
            while block := entry.read(BLOCK_BYTES):
                read += len(block)
                if read > limit:
                    raise too_large(file_name, limit)
                yield block
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise archive_damaged(file_name, _reason(error)) from error
    if read != info.file_size:
        reason = _("It claims to hold {claimed} bytes and holds {real}.")
        raise archive_damaged(file_name, reason.format(claimed=info.file_size, real=read))


def _reason(error: Exception) -> str:
    if isinstance(error, NotImplementedError):
        return _("It is packed in a way that cannot be unpacked here.")
    return _("Its inside cannot be unpacked or does not match its checksum.")
