"""Uploads that belong together: seen once each has been looked into, then put together as one."""

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib.disk import write_atomically
from lib.errors import AppError
from lib.ingest.job import Job, relate_request
from lib.ingest.recognise import GENERIC
from lib.ingest.related.pack import is_pack, left_out_note, read_pack
from lib.shop_files import ShopFolder
from lib.ui import state
from lib.ui.progress import end_job, tell
from lib.ui.state import Running
from lib.ui.uploads import (
    Upload,
    choices_of,
    discard,
    incoming,
    inspection_of,
    keep_upload,
    pending_uploads,
)

LOOK_EVERY_SECONDS = 0.3


@dataclass(frozen=True)
class Relating(Running):
    """A look at several uploads under way."""

    uploads: tuple[Upload, ...]
    place: Path


def relate_pending(folder: ShopFolder) -> bool:
    """Put together what belongs together; True while that is being found out.

    Every set of uploads is asked about once, after all of them have been looked into.
    """
    jobs = state.running_jobs()
    found = jobs.get(_key(folder))
    uploads = tuple(each for each in pending_uploads(folder) if _may_be_joined(each))
    if isinstance(found, Relating):
        if found.job.is_running and found.uploads == uploads:
            return True
        jobs.pop(_key(folder), None)
        if _take(folder, found, is_wanted=found.uploads == uploads):
            st.rerun()  # what was put together must be looked into
    marks = {_layout_mark(upload) for upload in uploads}
    if len(marks) < 2 or _is_asked(folder, uploads):
        return False
    place = Path(tempfile.mkdtemp(prefix="bright-spots-"))
    request = relate_request(
        [(upload.file, upload.name) for upload in uploads], folder.settings(), place / "together"
    )
    jobs[_key(folder)] = Relating(Job(request), "", uploads, place)
    return True


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def watch_relating(folder: ShopFolder) -> None:
    """Redraw the page as soon as it is known which uploads belong together."""
    found = state.running_jobs().get(_key(folder))
    if not isinstance(found, Relating) or not found.job.is_running:
        st.rerun()


def is_joined(upload: Upload) -> bool:
    """Whether an upload was put together from several."""
    return is_pack(upload.file)


def separate(folder: ShopFolder, upload: Upload) -> None:
    """The files of a joined upload as they came, each by itself; they are not joined again."""
    with tempfile.TemporaryDirectory() as place:
        _plan, files = read_pack(upload.file, Path(place))
        for name, path in files.items():
            with path.open("rb") as file:
                keep_upload(folder, name, file)
    discard(upload)
    _note_asked(folder, tuple(each for each in pending_uploads(folder) if not is_joined(each)))


def _take(folder: ShopFolder, found: Relating, *, is_wanted: bool) -> bool:
    """One upload in the place of those that a finished look has put together, if it has."""
    try:
        if not is_wanted:
            end_job(found.job)
            return False
        # Only now: a look that ended with the app is taken again.
        _note_asked(folder, found.uploads)
        answer = found.job.result()
        if not answer:
            return False
        with (found.place / "together").open("rb") as file:
            keep_upload(folder, answer["name"], file)
        for upload in found.uploads:
            if upload.name in answer["taken"]:
                discard(upload)
        if answer["left_out"]:
            tell(left_out_note(tuple(answer["left_out"])))
        return True
    except AppError:
        return False  # each file then stands, or is refused, by itself
    finally:
        shutil.rmtree(found.place, ignore_errors=True)


def _may_be_joined(upload: Upload) -> bool:
    """A file of no known platform about whose columns nobody has decided anything."""
    inspection = inspection_of(upload)
    if choices_of(upload) or inspection is None or inspection.answer is None:
        return False
    return GENERIC in inspection.answer["mapping"]["layout"] and not is_joined(upload)


def _layout_mark(upload: Upload) -> str:
    inspection = inspection_of(upload)
    assert inspection is not None
    assert inspection.answer is not None
    return str(inspection.answer["layout_mark"])


def _key(folder: ShopFolder) -> str:
    return f"{incoming(folder)}/together"


def _mark(uploads: tuple[Upload, ...]) -> str:
    return hashlib.sha256("".join(sorted(each.sha256 for each in uploads)).encode()).hexdigest()


def _is_asked(folder: ShopFolder, uploads: tuple[Upload, ...]) -> bool:
    try:
        asked = json.loads((incoming(folder) / "together.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(asked.get("mark") == _mark(uploads))


def _note_asked(folder: ShopFolder, uploads: tuple[Upload, ...]) -> None:
    write_atomically(incoming(folder) / "together.json", json.dumps({"mark": _mark(uploads)}))
