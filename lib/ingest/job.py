"""Start the limited child, watch it, cancel it. The parent only ever sees JSON."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lib.errors import AppError
from lib.i18n import _, language
from lib.shop_files import Settings, ShopFolder

PROJECT = Path(__file__).parent.parent.parent
Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Progress:
    """How far the child is; total 0 means that nobody knows."""

    step: str
    done: int
    total: int


class Job:
    """One running child. Its answer is a dictionary, or the AppError it refused with."""

    def __init__(self, request: dict[str, Any]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bright-spots-")
        request_path = Path(self._folder.name) / "request.json"
        request_path.write_text(
            json.dumps(request | {"language": language()}, ensure_ascii=False), encoding="utf-8"
        )
        # A file, not a pipe: a pipe nobody reads would stop a child that complains a lot.
        with (Path(self._folder.name) / "complaints.txt").open("wb") as complaints:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lib.ingest.child", str(request_path)],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
            )

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def progress(self) -> Progress:
        try:
            text = (Path(self._folder.name) / "progress.json").read_text(encoding="utf-8")
            return Progress(**json.loads(text))
        except FileNotFoundError:
            return Progress("starting", 0, 0)

    def cancel(self) -> None:
        """End the child at once; the shop is as it was."""
        if self.is_running:
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def result(self) -> dict[str, Any]:
        """Wait for the end and return the answer; raises the child's AppError."""
        self._process.wait()
        if os.environ.get("BRIGHT_SPOTS_DEBUG"):
            complaints = Path(self._folder.name) / "complaints.txt"
            sys.stderr.write(complaints.read_text(encoding="utf-8", errors="replace"))
        try:
            text = (Path(self._folder.name) / "result.json").read_text(encoding="utf-8")
        except FileNotFoundError:
            raise _stopped(self._process.returncode) from None
        finally:
            self._folder.cleanup()
        answer: dict[str, Any] = json.loads(text)
        if "error" in answer:
            raise AppError.from_dict(answer["error"])
        return answer


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Carry out a request and wait for it."""
    return Job(request).result()


def inspect_request(
    path: Path, name: str, settings: Settings, mapping: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "task": "inspect",
        "path": str(path.resolve()),
        "name": name,
        "settings": asdict(settings),
        "mapping": mapping or {},
    }


def import_request(
    folder: ShopFolder, files: list[dict[str, Any]], settings: Settings | None = None
) -> dict[str, Any]:
    """``files``: dictionaries with path, name and perhaps mapping and layout_mark.

    ``settings`` take the place of the shop's own when the import succeeds.
    """
    return {
        "task": "import",
        "shop": str(folder.path.resolve()),
        "files": [file | {"path": str(Path(file["path"]).resolve())} for file in files],
        "at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        "settings": asdict(settings) if settings else {},
    }


def relate_request(files: list[tuple[Path, str]], settings: Settings, out: Path) -> dict[str, Any]:
    """Which of these files (path, name) belong together; ``out`` gets them as one."""
    return {
        "task": "relate",
        "files": [{"path": str(path.resolve()), "name": name} for path, name in files],
        "settings": asdict(settings),
        "out": str(out.resolve()),
    }


def read_request(path: Path, name: str, out: Path | None = None) -> dict[str, Any]:
    """Report on a file as the reader sees it; ``out`` gets its table."""
    where = {"path": str(path.resolve()), "name": name}
    return {"task": "read", **where, "out": str(out.resolve()) if out else ""}


def undo_request(folder: ShopFolder, import_id: int = 0) -> dict[str, Any]:
    """Take back one import; 0 means the last."""
    return {"task": "undo", "shop": str(folder.path.resolve()), "import_id": import_id}


def rebuild_request(folder: ShopFolder, settings: Settings | None = None) -> dict[str, Any]:
    """Build the current version anew, perhaps under changed settings."""
    return {
        "task": "rebuild",
        "shop": str(folder.path.resolve()),
        "settings": asdict(settings) if settings else {},
    }


def _stopped(code: int) -> AppError:
    """A child that left no answer: killed, cancelled, out of memory, or a fault of ours."""
    return AppError(
        _("The import stopped unexpectedly."),
        _("The process that read the file ended early (code {code}).").format(code=code),
        _("The shop is as it was before. Try again; if it happens again, split the file."),
        code="import_stopped",
    )
