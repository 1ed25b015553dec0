"""How far a packed file may grow, and the sentences when it is damaged, locked or a bomb."""

from lib import formats
from lib.errors import FileRefused
from lib.i18n import _

BLOCK_BYTES = 1 << 18
# A table of text shrinks ten to thirty times; far beyond that someone is filling the disk.
MOST_TIMES_LARGER = 200
ALWAYS_ALLOWED_BYTES = 20 << 20
MOST_ARCHIVE_BYTES = 500 << 20
MOST_WORKBOOK_BYTES = 1 << 30
MOST_FILES = 200


def most_bytes(packed_bytes: int, total: int) -> int:
    """How many bytes may come out of so many packed ones, ``total`` at most."""
    return min(total, max(ALWAYS_ALLOWED_BYTES, MOST_TIMES_LARGER * packed_bytes))


def too_large(file_name: str, limit: int) -> FileRefused:
    """The file unpacks to more than ``limit`` bytes."""
    return FileRefused(
        _("{file} unpacks to far more than an export can be.").format(file=file_name),
        _("Unpacking was stopped at {size} MB.").format(size=limit >> 20),
        _("If it is a real export, unpack it yourself, or save it as CSV, and import that."),
        code="unpacks_too_large",
    )


def too_many_files(file_name: str, count: int) -> FileRefused:
    """The archive holds more files than anyone exports."""
    return FileRefused(
        _("{file} holds more than {most} files.").format(file=file_name, most=MOST_FILES),
        _("It lists {count} files.").format(count=formats.count(count)) if count else "",
        _("Unpack it yourself and import only the order exports."),
        code="archive_too_many_files",
    )


def archive_damaged(file_name: str, what: str, code: str = "archive_damaged") -> FileRefused:
    """A ZIP or gzip file is cut off or altered; ``what`` is one sentence on what was seen."""
    return FileRefused(
        _("{file} is damaged.").format(file=file_name),
        what,
        _("Download or export it again."),
        code=code,
    )


def archive_locked(file_name: str) -> FileRefused:
    """The ZIP file needs a password."""
    return FileRefused(
        _("{file} is protected with a password.").format(file=file_name),
        _("The files inside the archive are encrypted."),
        _("Unpack it on your computer with the password and import the files inside."),
        code="archive_locked",
    )
