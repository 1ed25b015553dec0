"""Looking into uploads before they are imported, in the background, under the latest choices."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.errors import AppError
from lib.ingest.job import Job, inspect_request
from lib.shop_files import ShopFolder
from lib.ui import state
from lib.ui.progress import end_job
from lib.ui.state import Running
from lib.ui.uploads import (
    Inspection,
    Upload,
    choices_of,
    discard,
    inspection_of,
    pending_uploads,
    write_inspection,
)

LOOK_EVERY_SECONDS = 0.4
AT_ONE_TIME = 2


@dataclass(frozen=True)
class Looking(Running):
    """An inspection under way, and the choices it follows."""

    choices: dict[str, Any]


def inspect_pending(folder: ShopFolder) -> list[Upload]:
    """Collect finished inspections, begin missing ones; returns the uploads still looked at."""
    for upload in pending_uploads(folder):
        _collect(upload)
    waiting = _waiting(folder)
    jobs = state.running_jobs()
    for upload in waiting:
        if str(upload.path) not in jobs and _has_room():
            choices = choices_of(upload)
            request = inspect_request(upload.file, upload.name, folder.settings(), choices)
            jobs[str(upload.path)] = Looking(Job(request), upload.name, choices)
    return waiting


def watch_inspections(folder: ShopFolder) -> None:
    """Redraw the page as soon as a file has been looked at."""
    _watch(folder)


def remove_upload(upload: Upload) -> None:
    """Forget an upload, whatever is being done with it."""
    looking = state.running_jobs().pop(str(upload.path), None)
    if looking is not None:
        end_job(looking.job)
    discard(upload)


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def _watch(folder: ShopFolder) -> None:
    waiting = _waiting(folder)
    jobs = state.running_jobs()
    known = [jobs.get(str(upload.path)) for upload in waiting]
    has_ended = any(looking is not None and not looking.job.is_running for looking in known)
    can_begin = any(looking is None for looking in known) and _has_room()
    if has_ended or can_begin or not waiting:
        st.rerun()


def _waiting(folder: ShopFolder) -> list[Upload]:
    """Uploads whose inspection on disk is missing or follows older choices."""
    waiting = []
    for upload in pending_uploads(folder):
        found = inspection_of(upload)
        if found is None or found.choices != choices_of(upload):
            waiting.append(upload)
    return waiting


def _has_room() -> bool:
    looks = [running for running in state.running_jobs().values() if isinstance(running, Looking)]
    return len(looks) < AT_ONE_TIME


def _collect(upload: Upload) -> None:
    """Write down what a finished look found; end one that follows outdated choices."""
    jobs = state.running_jobs()
    looking = jobs.get(str(upload.path))
    if not isinstance(looking, Looking):
        return
    is_outdated = looking.choices != choices_of(upload)
    if looking.job.is_running and not is_outdated:
        return
    if jobs.pop(str(upload.path), None) is None:
        return
    if is_outdated:
        end_job(looking.job)
        return
    try:
        found = Inspection(looking.choices, looking.job.result(), None)
    except AppError as error:
        found = Inspection(looking.choices, None, error)
    write_inspection(upload, found)
