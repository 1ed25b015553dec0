"""Open a shop whatever happened to its file: a damaged or outdated version is rebuilt from raw."""

from dataclasses import dataclass
from pathlib import Path

from lib.engines.duck import DamagedDatabase
from lib.errors import ShopRefused
from lib.i18n import _
from lib.ingest.job import rebuild_request, run
from lib.shop_files import ShopFolder
from lib.workspace import OutdatedVersion, Workspace, open_workspace


@dataclass(frozen=True)
class Opened:
    """A shop ready for questions, and what had to be done first ("" = nothing)."""

    workspace: Workspace
    note: str = ""


def open_shop(path: Path) -> Opened | None:
    """The shop at ``path``; None when nothing was imported yet. Raises ShopRefused otherwise."""
    try:
        workspace = open_workspace(path)
        return Opened(workspace) if workspace else None
    except DamagedDatabase:
        _set_damaged_apart(ShopFolder(path))
        note = _(
            "The shop's database was damaged. It was rebuilt from {files} uploaded files;"
            " nothing is missing."
        )
    except OutdatedVersion:
        note = _("The shop was brought up to date from {files} uploaded files.")
    run(rebuild_request(ShopFolder(path)))
    workspace = open_workspace(path)
    if workspace is None:
        raise ShopRefused(_("The shop could not be rebuilt."), code="rebuild_failed")
    return Opened(workspace, note.format(files=len(workspace.manifest.imports)))


def _set_damaged_apart(folder: ShopFolder) -> None:
    """Keep the damaged file under another name, for whoever wants to look at it."""
    version = folder.current_version()
    if version is not None and folder.database(version).exists():
        quarantine = folder.path / "damaged"
        quarantine.mkdir(exist_ok=True)
        folder.database(version).replace(quarantine / folder.database(version).name)
