"""Files inside files: unpack to disk, streaming, with limits instead of patience."""

import gzip
import zlib
from pathlib import Path

from lib.errors import FileRefused
from lib.i18n import _

GZIP_MARK = b"\x1f\x8b"
BLOCK_BYTES = 1 << 20
# A table of text shrinks ten to thirty times; far beyond that someone is filling the disk.
MOST_TIMES_LARGER = 200
ALWAYS_ALLOWED_BYTES = 20 << 20


def unpacked(path: Path, file_name: str, scratch: Path) -> tuple[Path, str]:
    """The file to read and its name: the upload itself, or what was inside a gzip."""
    with path.open("rb") as file:
        if file.read(2) != GZIP_MARK:
            return path, file_name
    target = scratch / "unpacked"
    limit = max(ALWAYS_ALLOWED_BYTES, MOST_TIMES_LARGER * path.stat().st_size)
    written = 0
    try:
        with gzip.open(path) as packed, target.open("wb") as plain:
            while block := packed.read(BLOCK_BYTES):
                written += len(block)
                if written > limit:
                    raise _too_large(file_name)
                plain.write(block)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileRefused(
            _("{file} is damaged.").format(file=file_name),
            _("The compressed file ends too early or its inside does not match its checksum."),
            _("Download or export it again."),
            code="gzip_damaged",
        ) from error
    return target, file_name.removesuffix(".gz")


def _too_large(file_name: str) -> FileRefused:
    return FileRefused(
        _("{file} unpacks to far more than an export can be.").format(file=file_name),
        _("It grows more than {times} times when unpacked.").format(times=MOST_TIMES_LARGER),
        _("If it is a real export, unpack it yourself and import the plain file."),
        code="unpacks_too_large",
    )
