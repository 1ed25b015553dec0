"""One upload to the files that are imported: an archive, or a workbook, may hold several."""

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.containers.archive import unpack
from lib.ingest.containers.gzip_files import is_gzip, unpacked
from lib.ingest.containers.zip_names import shown_name
from lib.ingest.json_tables import is_json, json_headers
from lib.ingest.lists.recognise import recognise_list
from lib.ingest.looks import NO_LOOK, IsKnown, Look, look_of, nothing_is_known
from lib.ingest.reading import read_table
from lib.ingest.recognise import recognise
from lib.ingest.related.finding import relate
from lib.ingest.related.pack import is_pack, left_out_note
from lib.ingest.sheets.choice import Chosen, choice_warnings
from lib.ingest.sheets.flatten import write_sheet
from lib.ingest.sheets.kinds import is_workbook
from lib.ingest.sheets.table import choose_from
from lib.ingest.zip_package import ZIP_MARKS, is_zip

MOST_NAMES_SAID = 10


@dataclass(frozen=True)
class Expanded:
    """What one upload holds: path and name of each file to import, and what to say about it."""

    files: tuple[tuple[Path, str], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Entry:
    path: Path
    name: str
    headers: tuple[str, ...]
    look: Look

    @property
    def is_list(self) -> bool:
        """Customers, costs or answers: they belong to the orders beside them."""
        return recognise_list(self.headers) is not None


def expand(
    path: Path,
    file_name: str,
    scratch: Path,
    is_known: IsKnown = nothing_is_known,
    *,
    joins: bool = True,
) -> Expanded:
    """The files to import from one upload, each with its name.

    A ZIP gives the tables with orders that are in it, a workbook with a sheet per month gives a
    file per sheet, everything else is itself. Where ``joins``, tables that only together say who
    bought what when become one file (lib.ingest.related). New files lie in ``scratch``, an empty
    folder that is there. Raises FileRefused.
    """
    place, name = path, file_name
    if is_gzip(path) and _packs_a_package(path):
        place, name = unpacked(path, file_name, scratch)
    if is_workbook(place):
        return _sheets(place, name, scratch, is_known, joins=joins)
    if is_zip(place) and not is_pack(place):
        return _archive(place, name, scratch, is_known, joins=joins)
    return Expanded(((path, file_name),))


def _packs_a_package(path: Path) -> bool:
    try:
        with gzip.open(path) as packed:
            return packed.read(4) in ZIP_MARKS
    except (OSError, EOFError, zlib.error):
        return False


def _sheets(path: Path, name: str, scratch: Path, is_known: IsKnown, *, joins: bool) -> Expanded:
    """A workbook stays whole unless several of its sheets have the same columns of orders."""
    chosen = choose_from(path, name, is_known)
    if joins and (joined := _related_sheets(chosen, name, scratch, is_known)):
        return joined
    if len(chosen.sheets) == 1:
        return Expanded(((path, name),))
    files, notes = [], [warning.sentence for warning in choice_warnings(chosen)]
    for place, sheet in enumerate(chosen.sheets):
        target = scratch / f"{path.name}-sheet-{place + 1:03d}"
        odd = write_sheet(sheet, target, scratch, name)
        files.append((target, shown_name(f"{Path(name).stem} – {sheet.name}.csv")))
        notes += [
            _("Sheet “{sheet}”: {sentence}").format(sheet=sheet.name, sentence=warning.sentence)
            for warning in odd
        ]
    sentence = _("{file} has {count} sheets with the same columns; each is imported as a file.")
    return Expanded(tuple(files), (sentence.format(file=name, count=len(files)), *notes))


def _related_sheets(chosen: Chosen, name: str, scratch: Path, is_known: IsKnown) -> Expanded | None:
    """Sheets that only together say who bought what when, as one file."""
    visible = [sheet for sheet in (*chosen.sheets, *chosen.others) if not sheet.is_hidden]
    is_enough = chosen.look.has_orders and recognise(chosen.headers).has_money
    if len(visible) < 2 or is_enough:
        return None
    place = Path(mkdtemp(dir=scratch))
    files = []
    for number, sheet in enumerate(visible):
        target = place / f"sheet-{number:03d}"
        write_sheet(sheet, target, place, name)
        files.append((target, shown_name(sheet.name)))
    related = relate(files, place, is_known)
    if related is None:
        return None
    lists = [
        (target, f"{Path(name).stem} – {sheet}.csv")
        for target, sheet in files
        if sheet in related.lists
    ]
    notes = (left_out_note(related.left_out),) if related.left_out else ()
    return Expanded(((related.path, name), *lists), notes)


def _archive(path: Path, name: str, scratch: Path, is_known: IsKnown, *, joins: bool) -> Expanded:
    """The tables with orders in an archive; one that has nothing to do with them is left out."""
    files, notes = unpack(path, name, scratch)
    entries, errors, left_out = [], [], []
    for place, entry_name in files:
        try:
            entries.append(_entry(place, entry_name, scratch, is_known))
        except FileRefused as error:
            errors.append(error)
            left_out.append(entry_name)
    if not entries:
        raise errors[0] if len(errors) == 1 else _no_table(name, left_out)
    place = Path(mkdtemp(dir=scratch))
    together = [(entry.path, entry.name) for entry in entries] if joins else []
    related = relate(together, place, is_known)
    wanted = None if related else max(entries, key=lambda entry: entry.look).headers
    chosen = []
    for entry in entries:
        if related and entry.name in related.taken:
            left_out += [entry.name] if entry.name in related.left_out else []
        elif entry.headers == wanted or entry.look.has_orders or entry.is_list:
            chosen.append(entry)
        else:
            left_out.append(entry.name)
    parts = [
        _sheets(entry.path, entry.name, scratch, is_known, joins=joins)
        if is_workbook(entry.path)
        else Expanded(((entry.path, entry.name),))
        for entry in chosen
    ]
    found = tuple(file for part in parts for file in part.files)
    if related:
        found = ((related.path, related.name), *found)
    notes += [note for part in parts for note in part.notes]
    return Expanded(found, (*_about(name, chosen, left_out), *notes))


def _entry(path: Path, name: str, scratch: Path, is_known: IsKnown) -> _Entry:
    """Look at the header of one file of an archive. Raises FileRefused when it is no table."""
    if is_gzip(path):
        plain, name = unpacked(path, name, scratch)
        path = plain.rename(path)
    if is_workbook(path):
        chosen = choose_from(path, name, is_known)
        return _Entry(path, name, chosen.headers, chosen.look)
    if is_json(path):
        headers = json_headers(path, name)
    else:
        glance = scratch / "glance"
        headers = read_table(path, glance, file_name=name, limit_rows=1).columns
        glance.unlink(missing_ok=True)
    return _Entry(path, name, headers, look_of(headers, is_known) if headers else NO_LOOK)


def _about(name: str, chosen: list[_Entry], left_out: list[str]) -> list[str]:
    notes = []
    if len(chosen) > 1:
        sentence = _("{file} holds {count} files: {names}. Each is imported as a file of its own.")
        names = _listed([entry.name for entry in chosen])
        notes.append(sentence.format(file=name, count=len(chosen), names=names))
    if left_out:
        sentence = _("Left out of {file}, because they do not look like orders: {names}.")
        notes.append(sentence.format(file=name, names=_listed(left_out)))
    return notes


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES_SAID])
    left = len(names) - MOST_NAMES_SAID
    return shown + (", " + _("{count} more").format(count=left) if left > 0 else "")


def _no_table(name: str, left_out: list[str]) -> FileRefused:
    return FileRefused(
        _("{file} has no table in it.").format(file=name),
        _("It holds: {names}.").format(names=_listed(left_out)),
        _("Put the order export itself into the archive, or import it without one."),
        code="archive_empty",
    )
