"""The limited child process that touches uploads: ``python -m lib.ingest.child REQUEST``.

The request is a JSON file; progress and result are JSON files beside it. A crafted file can at
worst end this process: the app reads "stopped unexpectedly" and the shop is as before.
"""

import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from lib.disk import storage_error, write_atomically
from lib.errors import AppError
from lib.i18n import _, set_language
from lib.ingest.file_report import report_on_file
from lib.ingest.inspect import inspect_file
from lib.ingest.plan import carry_out, related_files

MOST_ADDRESS_SPACE_BYTES = 8 << 30
MOST_CPU_SECONDS = 3600
MOST_FILE_BYTES = 64 << 30
PROGRESS_EVERY_SECONDS = 0.2


def main(request_path: Path) -> int:
    """Do what the request says; returns the exit code."""
    _limit_this_process()
    request = json.loads(request_path.read_text(encoding="utf-8"))
    set_language(request.get("language", "en"))
    progress = _Progress(request_path.with_name("progress.json"))
    try:
        result = _answer(request, progress)
    except AppError as error:
        result = {"error": error.as_dict()}
    except OSError as error:
        traceback.print_exc()  # for BRIGHT_SPOTS_DEBUG; nobody else reads it
        result = {"error": storage_error(error).as_dict()}
    except MemoryError:
        result = {"error": _out_of_memory().as_dict()}
    write_atomically(request_path.with_name("result.json"), json.dumps(result, ensure_ascii=False))
    return 1 if "error" in result else 0


def _answer(request: dict[str, Any], progress: "_Progress") -> dict[str, Any]:
    if request["task"] == "inspect":
        return inspect_file(request)
    if request["task"] == "read":
        return report_on_file(request)
    if request["task"] == "relate":
        return related_files(request)
    return carry_out(request, progress.report)


class _Progress:
    """Writes how far the work is, not more often than people can see."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._step = ""
        self._written_at = 0.0

    def report(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step == self._step and now - self._written_at < PROGRESS_EVERY_SECONDS:
            return
        self._step, self._written_at = step, now
        text = json.dumps({"step": step, "done": done, "total": total})
        beside = self._path.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self._path)


def _limit_this_process() -> None:
    """Bounds on memory, time and file size; systems without them (Windows) go without."""
    try:
        import resource
        import signal
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: MOST_ADDRESS_SPACE_BYTES,
        resource.RLIMIT_CPU: MOST_CPU_SECONDS,
        resource.RLIMIT_FSIZE: int(os.environ.get("BRIGHT_SPOTS_MOST_FILE_BYTES", MOST_FILE_BYTES)),
    }
    for kind, most in limits.items():
        _soft, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))
    # Without this a file over the limit would end the process instead of raising "File too large".
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    os.nice(5)


def _out_of_memory() -> AppError:
    return AppError(
        _("There was not enough memory for this file."),
        _("Reading it needed more than the import may take; the shop is as it was before."),
        _("Split the export into smaller time spans and import them one after the other."),
        code="out_of_memory",
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
