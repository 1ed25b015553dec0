"""Names inside a ZIP: readable, and never taken for a path."""

import re
import stat
import unicodedata
import zipfile
from pathlib import PurePosixPath

from lib.ingest.reading.encodings import guess_encoding

LONGEST_NAME = 120
_IS_UTF8 = 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_JUNK = {".ds_store", "thumbs.db", "desktop.ini", "icon\r"}


def entry_name(info: zipfile.ZipInfo) -> str:
    """The name as its author saw it: many tools use a code page of their own and do not say so."""
    name = info.filename
    if not info.flag_bits & _IS_UTF8 and not name.isascii():
        name = _decoded(name.encode("cp437", "replace"))
    return unicodedata.normalize("NFC", name)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(guess_encoding(raw).name, "replace")


def shown_name(name: str) -> str:
    """The last part of a name, short and without control characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(letter for letter in last if letter.isprintable()).strip() or "file"
    if len(clean) <= LONGEST_NAME:
        return clean
    ending = PurePosixPath(clean).suffix[:10]
    return clean[: LONGEST_NAME - len(ending)] + ending


def leads_outside(name: str) -> bool:
    """Whether a name points out of the folder it would be unpacked to."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or _DRIVE.match(plain) is not None or ".." in plain.split("/")


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is no file but a symbolic link, a device or the like."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    return kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def is_junk(name: str) -> bool:
    """What a Mac or Windows puts beside the files."""
    parts = [part for part in name.replace("\\", "/").split("/") if part]
    last = parts[-1] if parts else ""
    return "__MACOSX" in parts or last.startswith((".", "~$")) or last.lower() in _JUNK
