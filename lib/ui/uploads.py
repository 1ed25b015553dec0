"""Uploads on their way into a shop: on disk at once, so that a reload loses nothing.

incoming/0001/file              the upload as it came
incoming/0001/upload.json       its name, size and SHA-256
incoming/0001/choices.json      what someone decided about columns, dates, encoding
incoming/0001/inspection.json   what the app understood of it under those choices
incoming/part-...               one that is being copied
incoming/problem.json           why the last import was refused
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.disk import BLOCK_BYTES, storage_error, write_atomically
from lib.errors import AppError
from lib.shop_files import ShopFolder

ROUND_KEY = "upload_round"


@dataclass(frozen=True)
class Upload:
    """A file waiting to be imported."""

    path: Path
    name: str
    size: int
    sha256: str

    @property
    def file(self) -> Path:
        return self.path / "file"


@dataclass(frozen=True)
class Inspection:
    """What the app understood of an upload: the answer of lib.ingest.inspect, or its refusal."""

    choices: dict[str, Any]
    answer: dict[str, Any] | None
    error: AppError | None


def draw_uploader(label: str, *, key: str) -> list[UploadedFile]:
    """The drop zone; returns what has just arrived. Any name is welcome: content decides."""
    shown = f"{key}_{st.session_state.get(ROUND_KEY, 0)}"
    return st.file_uploader(label, accept_multiple_files=True, key=shown)


def take_in(folder: ShopFolder, files: Iterable[UploadedFile]) -> list[str]:
    """Move uploads to the shop's folder and out of Streamlit's memory.

    Returns the names of those that were waiting already. Raises StorageFailed on a full disk.
    """
    waiting = {upload.sha256 for upload in pending_uploads(folder)}
    repeated = []
    for file in files:
        upload = keep_upload(folder, file.name, file)
        _free(file)
        if upload.sha256 in waiting:
            discard(upload)
            repeated.append(upload.name)
        waiting.add(upload.sha256)
    st.session_state[ROUND_KEY] = st.session_state.get(ROUND_KEY, 0) + 1
    return repeated


def keep_upload(folder: ShopFolder, name: str, source: BinaryIO) -> Upload:
    """Copy one upload to disk, block by block; it is waiting once its folder has a number."""
    part = _part_folder(folder)
    digest, size = hashlib.sha256(), 0
    try:
        with (part / "file").open("wb") as target:
            while block := source.read(BLOCK_BYTES):
                digest.update(block)
                size += len(block)
                target.write(block)
        plain_name = Path(name.replace("\\", "/")).name or "file"
        fields = {"name": plain_name, "size": size, "sha256": digest.hexdigest()}
        write_atomically(part / "upload.json", json.dumps(fields, ensure_ascii=False))
        return Upload(_numbered(part), plain_name, size, digest.hexdigest())
    except OSError as error:
        raise storage_error(error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def pending_uploads(folder: ShopFolder) -> list[Upload]:
    """Every complete upload that is not imported yet, in the order of arrival."""
    found = []
    for place in sorted(incoming(folder).glob("[0-9]*")):
        fields = _read(place / "upload.json")
        if fields:
            found.append(Upload(place, fields["name"], fields["size"], fields["sha256"]))
    return found


def discard(upload: Upload) -> None:
    """Forget an upload and everything decided about it."""
    shutil.rmtree(upload.path, ignore_errors=True)


def choices_of(upload: Upload) -> dict[str, Any]:
    """What someone decided about the file; empty = the app's own guess stands."""
    return _read(upload.path / "choices.json") or {}


def choose(upload: Upload, choices: dict[str, Any]) -> None:
    """Write a decision down; the next inspection follows it."""
    write_atomically(upload.path / "choices.json", json.dumps(choices, ensure_ascii=False))


def inspection_of(upload: Upload) -> Inspection | None:
    """The last inspection, perhaps under older choices; None before the first."""
    fields = _read(upload.path / "inspection.json")
    if fields is None:
        return None
    error = AppError.from_dict(fields["error"]) if fields["error"] else None
    return Inspection(fields["choices"], fields["answer"], error)


def write_inspection(upload: Upload, inspection: Inspection) -> None:
    """Keep an inspection beside its upload, unless the upload was discarded meanwhile."""
    if upload.path.is_dir():
        fields = {
            "choices": inspection.choices,
            "answer": inspection.answer,
            "error": inspection.error.as_dict() if inspection.error else None,
        }
        write_atomically(upload.path / "inspection.json", json.dumps(fields, ensure_ascii=False))


def forget_inspection(upload: Upload) -> None:
    """Have the file looked at once more."""
    (upload.path / "inspection.json").unlink(missing_ok=True)


def last_problem(folder: ShopFolder) -> AppError | None:
    """Why the last import, undo or rebuild was refused; None when it was not."""
    fields = _read(incoming(folder) / "problem.json")
    return AppError.from_dict(fields) if fields else None


def write_problem(folder: ShopFolder, error: AppError | None) -> None:
    """Remember a refusal over a reload; None forgets it."""
    place = incoming(folder) / "problem.json"
    if error is None:
        place.unlink(missing_ok=True)
    else:
        place.parent.mkdir(exist_ok=True, mode=0o700)
        write_atomically(place, json.dumps(error.as_dict(), ensure_ascii=False))


def incoming(folder: ShopFolder) -> Path:
    return folder.path / "incoming"


def _part_folder(folder: ShopFolder) -> Path:
    """Where an upload is copied to. What an ended process left half copied is swept away first."""
    root = incoming(folder)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    mine = f"part-{os.getpid()}-"
    for left in root.glob("part-*"):
        if not left.name.startswith(mine):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=mine, dir=root))


def _numbered(part: Path) -> Path:
    """Rename to the next free number; another session may take it first, then the one after."""
    taken = [int(place.name) for place in part.parent.iterdir() if place.name.isdigit()]
    number = max([0, *taken]) + 1
    while True:
        place = part.with_name(f"{number:04d}")
        try:
            return part.rename(place)
        except OSError:
            if not place.exists():
                raise
            number += 1


def _free(file: UploadedFile) -> None:
    """Streamlit keeps an upload in memory until the tab is closed, unless it is told otherwise."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return fields
    except (OSError, ValueError):
        return None
