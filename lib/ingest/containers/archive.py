"""A ZIP archive to the files inside it, on disk under names of ours."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lib.errors import FileRefused
from lib.i18n import _, ngettext
from lib.ingest.containers.zip_names import (
    entry_name,
    is_junk,
    is_link,
    leads_outside,
    shown_name,
)
from lib.ingest.sheets.kinds import is_workbook
from lib.ingest.unpacking_limits import (
    MOST_ARCHIVE_BYTES,
    MOST_FILES,
    too_large,
    too_many_files,
)
from lib.ingest.zip_package import blocks, is_zip, open_zip

MOST_NAMES_SAID = 10


@dataclass
class Unpacking:
    """What has come out so far, and what is still allowed."""

    files: list[tuple[Path, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    bytes_left: int = MOST_ARCHIVE_BYTES
    entries: int = 0


def unpack(path: Path, file_name: str, scratch: Path) -> tuple[list[tuple[Path, str]], list[str]]:
    """The files of an archive (path, name) and notes on entries that were refused.

    A ZIP in the ZIP is unpacked too, one in that is not. Raises FileRefused when the archive is
    damaged, locked, too large, or has no file in it.
    """
    state = Unpacking()
    _unpack_into(state, path, file_name, scratch, is_inner=False)
    if not state.files:
        raise _nothing_inside(file_name, state.refused)
    return _differently_named(state.files), _notes(state.refused)


def _unpack_into(
    state: Unpacking, path: Path, file_name: str, scratch: Path, *, is_inner: bool
) -> None:
    with open_zip(path, file_name) as package:
        for info in _wanted(package, file_name, state):
            state.entries += 1
            target = scratch / f"entry-{state.entries:04d}"
            with target.open("wb") as out:
                for block in blocks(package, info, file_name, MOST_ARCHIVE_BYTES):
                    state.bytes_left -= len(block)
                    if state.bytes_left < 0:
                        raise too_large(file_name, MOST_ARCHIVE_BYTES)
                    out.write(block)
            name = shown_name(entry_name(info))
            if not is_zip(target) or is_workbook(target):
                state.files.append((target, name))
            elif is_inner:
                raise _nested_too_deep(file_name)
            else:
                _unpack_into(state, target, f"{file_name} / {name}", scratch, is_inner=True)
                target.unlink()
            if len(state.files) > MOST_FILES:
                raise too_many_files(file_name, len(state.files))


def _wanted(package: zipfile.ZipFile, file_name: str, state: Unpacking) -> list[zipfile.ZipInfo]:
    """The entries that are files a person put there; the rest is junk or refused by name."""
    wanted = []
    for info in package.infolist():
        name = entry_name(info)
        if leads_outside(name) or is_link(info):
            state.refused.append(name)
        elif not info.is_dir() and not is_junk(name) and info.file_size:
            wanted.append(info)
    if len(wanted) > MOST_FILES:
        raise too_many_files(file_name, len(wanted))
    return wanted


def _notes(refused: list[str]) -> list[str]:
    if not refused:
        return []
    sentence = ngettext(
        "{count} entry of the archive was refused, it is a link or leads outside: {names}.",
        "{count} entries of the archive were refused, they are links or lead outside: {names}.",
        len(refused),
    )
    names = ", ".join(f"“{name[:60]}”" for name in refused[:MOST_NAMES_SAID])
    return [sentence.format(count=len(refused), names=names)]


def _differently_named(files: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """The same name in two folders becomes "orders.csv" and "orders (2).csv"."""
    seen: dict[str, int] = {}
    named = []
    for path, name in files:
        seen[name] = seen.get(name, 0) + 1
        plain = Path(name)
        numbered = f"{plain.stem} ({seen[name]}){plain.suffix}"
        named.append((path, name if seen[name] == 1 else numbered))
    return named


def _nothing_inside(file_name: str, refused: list[str]) -> FileRefused:
    return FileRefused(
        _("{file} has no file in it that could be imported.").format(file=file_name),
        " ".join(_notes(refused)) or _("The archive is empty."),
        _("Put the order export itself into the archive, or import it without one."),
        code="archive_empty",
    )


def _nested_too_deep(file_name: str) -> FileRefused:
    return FileRefused(
        _("{file} is packed too many times.").format(file=file_name),
        _("There is a ZIP in a ZIP in a ZIP; one inside another is unpacked, no more."),
        _("Unpack it on your computer and import the files inside."),
        code="archive_nested",
    )
