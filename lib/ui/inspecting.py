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
    """Collect finished inspections, begin missing ones; returns the uploads still being looked at."""
    waiting = [upload for upload in pending_uploads(folder) if not _is_up_to_date(upload)]
    jobs = state.running_jobs()
    for upload in waiting:
        busy = sum(isinstance(running, Looking) for running in jobs.values())
        if str(upload.path) not in jobs and busy < AT_ONE_TIME:
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
    waiting = pending_uploads(folder)
    jobs = state.running_jobs()
    if any(str(upload.path) not in jobs or not jobs[str(upload.path)].job.is_running
           for upload in waiting if not _is_up_to_date(upload, collect=False)):
        st.rerun()


def _is_up_to_date(upload: Upload, *, collect: bool = True) -> bool:
    """Whether the inspection on disk follows the latest choices."""
    choices = choices_of(upload)
    if collect:
        _collect(upload, choices)
    found = inspection_of(upload)
    return found is not None and found.choices == choices


def _collect(upload: Upload, choices: dict[str, Any]) -> None:
    """Write down what a finished look found; end one that follows outdated choices."""
    jobs = state.running_jobs()
    looking = jobs.get(str(upload.path))
    if not isinstance(looking, Looking):
        return
    if looking.choices != choices:
        jobs.pop(str(upload.path), None)
        end_job(looking.job)
        return
    if looking.job.is_running or jobs.pop(str(upload.path), None) is None:
        return
    try:
        found = Inspection(choices, looking.job.result(), None)
    except AppError as error:
        found = Inspection(choices, None, error)
    write_inspection(upload, found)
