"""What a request to import names, taken apart into the files that are kept and read."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.errors import FileRefused
from lib.i18n import _
from lib.ingest.containers import expand
from lib.ingest.looks import IsKnown
from lib.ingest.recognise import layout_mark
from lib.ingest.related.finding import relate
from lib.ingest.related.pack import left_out_note
from lib.shop_files import Settings


@dataclass(frozen=True)
class Arrival:
    """One file to keep and read. ``stays`` is false when it lies in the scratch folder only."""

    path: Path
    name: str
    mapping: dict[str, Any]
    stays: bool
    is_alone: bool = False
    """Someone has seen the file by itself and wants it so."""


def take_apart(
    requested: Iterable[dict[str, Any]], settings: Settings, scratch: Path
) -> tuple[list[Arrival], list[str]]:
    """The files inside the requested ones, and sentences on what was left out.

    Archives are unpacked into ``scratch``. Raises FileRefused for the first that cannot be.
    """
    shutil.rmtree(scratch, ignore_errors=True)
    arrivals: list[Arrival] = []
    notes: list[str] = []
    for number, file in enumerate(requested, start=1):
        mapping = file.get("mapping") or {}
        place = scratch / f"upload-{number:04d}"
        place.mkdir(parents=True)
        try:
            path = Path(file["path"])
            found = expand(path, file["name"], place, is_known(settings, mapping))
        except FileNotFoundError as error:
            raise file_gone(file["name"]) from error
        if len(found.files) > 1 and file.get("layout_mark"):
            mapping = _for_all(mapping)
        arrivals += [
            Arrival(inner, name, mapping, inner == path, bool(file.get("is_alone")))
            for inner, name in found.files
        ]
        notes += found.notes
    return _joined(arrivals, notes, settings, scratch)


def _joined(
    arrivals: list[Arrival], notes: list[str], settings: Settings, scratch: Path
) -> tuple[list[Arrival], list[str]]:
    """Files of which nobody has said anything may belong together: then they are one."""
    free = [each for each in arrivals if not each.mapping and not each.is_alone]
    names = [each.name for each in free]
    if len(set(names)) < len(names):
        return arrivals, notes
    place = scratch / "together"
    place.mkdir()
    related = relate([(each.path, each.name) for each in free], place, is_known(settings, {}))
    if related is None:
        return arrivals, notes
    kept = [each for each in arrivals if each not in free or each.name not in related.taken]
    joined = Arrival(related.path, related.name, {}, stays=False)
    if related.left_out:
        notes = [*notes, left_out_note(related.left_out)]
    return [joined, *kept], notes


def is_known(settings: Settings, mapping: dict[str, Any]) -> IsKnown:
    """Tables whose columns were confirmed before, or are named by the mapping at hand."""
    named = {
        header
        for headers in (mapping.get("columns") or {}).values()
        for header in ([headers] if isinstance(headers, str) else headers)
    }

    def test(headers: tuple[str, ...]) -> bool:
        return layout_mark(headers) in settings.mappings or (bool(named) and named <= {*headers})

    return test


def _for_all(mapping: dict[str, Any]) -> dict[str, Any]:
    """What was decided about one file of an archive and holds for the others too.

    Columns do not: a file with the same columns finds them among the confirmed mappings.
    """
    reading = ("encoding", "delimiter", "header_row", "date_order", "amount_basis")
    return {name: mapping[name] for name in reading if mapping.get(name)}


def file_gone(name: str) -> FileRefused:
    """The file was moved or deleted before it could be read."""
    return FileRefused(
        _("{file} is no longer there.").format(file=name),
        _("It was moved or deleted before it could be read."),
        _("Choose the file again."),
        code="file_gone",
    )
