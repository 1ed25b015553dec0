"""Small manners with files: replaced in one step, known by a digest, complaints as sentences."""

import hashlib
import os
from pathlib import Path

from lib.errors import StorageFailed
from lib.i18n import _

BLOCK_BYTES = 1 << 20
# Above this size the digest is left out: reading the whole file would delay the first screen.
DIGEST_LIMIT_BYTES = 256 << 20


def write_atomically(path: Path, text: str) -> None:
    """Replace a small file in one step: a reader sees the old text or the new, never a part."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_text(text, encoding="utf-8")
        sync(beside)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise storage_error(error) from error


def sync(path: Path) -> None:
    """Ask the system to put the file on the disk now."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def digest_of(path: Path) -> str:
    """A short digest of a whole file, or "" above DIGEST_LIMIT_BYTES."""
    if path.stat().st_size > DIGEST_LIMIT_BYTES:
        return ""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def storage_error(error: OSError) -> StorageFailed:
    """The system's complaint about the disk as a sentence."""
    full = error.errno in (27, 28)  # EFBIG, ENOSPC
    return StorageFailed(
        _("The disk is full.") if full else _("The shop folder cannot be written."),
        _("The shop is as it was before."),
        _("Free some space (about three times the size of the file) and try again.")
        if full
        else _("Check that you may write to the folder."),
        code="disk_full" if full else "cannot_write",
    )
