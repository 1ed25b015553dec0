"""The uploads of a shop as they came: compressed, under the name of their content."""

import gzip
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from lib.disk import BLOCK_BYTES, storage_error, sync
from lib.errors import ShopRefused
from lib.i18n import _
from lib.shop_files import ShopFolder


def keep_raw(
    source: Path, folder: ShopFolder, on_bytes: Callable[[int], None] | None = None
) -> str:
    """Copy an upload into the shop, compressed, block by block; returns its SHA-256."""
    folder.raw.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = folder.raw / f"{os.getpid()}.building"
    digest = hashlib.sha256()
    try:
        with source.open("rb") as original, gzip.open(beside, "wb", compresslevel=1) as kept:
            while block := original.read(BLOCK_BYTES):
                digest.update(block)
                kept.write(block)
                if on_bytes:
                    on_bytes(len(block))
        sync(beside)
        target = folder.raw_file(digest.hexdigest())
        if target.exists():
            beside.unlink()
        else:
            beside.replace(target)
    except OSError as error:
        raise storage_error(error) from error
    finally:
        beside.unlink(missing_ok=True)
    return digest.hexdigest()


def restore_raw(folder: ShopFolder, sha256: str, target: Path) -> Path:
    """Unpack a kept upload for reading; ShopRefused when it is missing or no longer what it was."""
    digest = hashlib.sha256()
    try:
        with gzip.open(folder.raw_file(sha256)) as kept, target.open("wb") as copy:
            while block := kept.read(BLOCK_BYTES):
                digest.update(block)
                copy.write(block)
    except (OSError, EOFError) as error:
        raise raw_lost(sha256) from error
    if digest.hexdigest() != sha256:
        raise raw_lost(sha256)
    return target


def raw_lost(sha256: str) -> ShopRefused:
    return ShopRefused(
        _("An uploaded file is missing from the shop folder."),
        _("The raw file {name} is gone or damaged, so the shop cannot be rebuilt from it.").format(
            name=sha256[:12]
        ),
        _("Import the original export again."),
        code="raw_lost",
    )
