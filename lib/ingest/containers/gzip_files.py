"""A gzip file is the one file inside it."""

import gzip
import zlib
from pathlib import Path

from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.unpacking_limits import (
    ALWAYS_ALLOWED_BYTES,
    BLOCK_BYTES,
    MOST_TIMES_LARGER,
    archive_damaged,
    too_large,
)

GZIP_MARK = b"\x1f\x8b"
TAR_MARK, TAR_MARK_AT = b"ustar", 257


def is_gzip(path: Path) -> bool:
    """Whether the content is gzip, whatever the name says."""
    with path.open("rb") as file:
        return file.read(2) == GZIP_MARK


def unpacked(path: Path, file_name: str, scratch: Path) -> tuple[Path, str]:
    """The file to read and its name: the upload itself, or what was inside a gzip."""
    if not is_gzip(path):
        return path, file_name
    target = scratch / "unpacked"
    limit = max(ALWAYS_ALLOWED_BYTES, MOST_TIMES_LARGER * path.stat().st_size)
    written = 0
    try:
        with gzip.open(path) as packed, target.open("wb") as plain:
            while block := packed.read(BLOCK_BYTES):
                if not written:
                    _refuse_tar(block, file_name)
                written += len(block)
                if written > limit:
                    raise too_large(file_name, limit)
                plain.write(block)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = _("It ends too early, or its inside does not match its checksum.")
        raise archive_damaged(file_name, reason, "gzip_damaged") from error
    return target, plain_name(file_name)


def plain_name(file_name: str) -> str:
    """The name without the ending that gzip added."""
    return file_name[:-3] if file_name.lower().endswith(".gz") else file_name


def _refuse_tar(head: bytes, file_name: str) -> None:
    if head[TAR_MARK_AT : TAR_MARK_AT + len(TAR_MARK)] == TAR_MARK:
        raise FileRefused(
            _("{file} is a TAR archive, not a table.").format(file=file_name),
            _("TAR archives are not unpacked here."),
            _("Unpack it and import the tables inside."),
            code="file_not_a_table",
        )
