"""What an import, an undo or a rebuild means: the list of uploads the next version holds."""

import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lib.errors import FileRefused, ShopRefused
from lib.i18n import _
from lib.ingest.arrivals import file_gone, is_known, take_apart
from lib.ingest.build import build_version
from lib.ingest.related.finding import relate
from lib.raw_uploads import keep_raw
from lib.shop_files import ImportRecipe, Manifest, Settings, ShopFolder
from lib.warehouse import refuse_change
from lib.workspace import hold_import_lock

Report = Callable[[str, int, int], None]


def carry_out(request: dict[str, Any], report: Report) -> dict[str, Any]:
    """Build the version a request asks for; returns {"version", "import_ids", "already"}.

    An import adds "notes": sentences on what an archive held and what of it was left out.

    Tasks: "import" (files), "undo" (the last import), "remove" (one import), "rebuild".
    """
    folder = ShopFolder(Path(request["shop"]))
    if folder.connection():
        raise refuse_change()
    with hold_import_lock(folder):
        folder.prune()  # what a killed import left behind
        settings = _wanted_settings(folder, request)
        manifest = folder.current_manifest()
        present = manifest.imports if manifest else ()
        task = request["task"]
        if task == "import":
            try:
                return _import_files(folder, settings, present, request, report)
            finally:
                folder.prune()
                folder.prune_raw()
        if task == "rebuild":
            wanted = present
        else:
            wanted = _without(present, int(request.get("import_id", 0)))
        if not wanted:
            _forget_versions(folder)
            return {"version": None, "import_ids": [], "already": []}
        built = _existing(folder, wanted, settings) if task != "rebuild" else None
        if built is None:
            built = build_version(folder, settings, wanted, task, {}, report)
        folder.point_to(built.version)
        return {"version": built.version, "import_ids": [], "already": []}


def related_files(request: dict[str, Any]) -> dict[str, Any]:
    """Which of the files of a request belong together: {"name", "taken", "left_out"} or {}.

    The files as one are written to the path that the request names as "out".
    """
    files = [(Path(file["path"]), file["name"]) for file in request["files"]]
    settings = Settings(**request["settings"])
    with TemporaryDirectory() as scratch:
        if len({name for _path, name in files}) < len(files):
            return {}
        related = relate(files, Path(scratch), is_known(settings, {}))
        if related is None:
            return {}
        shutil.move(related.path, request["out"])
    taken, left_out = sorted(related.taken), list(related.left_out)
    return {"name": related.name, "taken": taken, "left_out": left_out}


def _wanted_settings(folder: ShopFolder, request: dict[str, Any]) -> Settings:
    """What the request says of the shop; without a word, what shop.toml says."""
    return Settings(**request["settings"]) if request.get("settings") else folder.settings()


def _import_files(
    folder: ShopFolder,
    settings: Settings,
    present: tuple[ImportRecipe, ...],
    request: dict[str, Any],
    report: Report,
) -> dict[str, Any]:
    """Add files; one whose content is already in the shop, mapped the same way, changes nothing."""
    recipes, sources, new_ids, already = list(present), {}, [], []
    next_id = max([0, *(recipe.import_id for recipe in present)]) + 1
    arrivals, notes = take_apart(request["files"], settings, folder.scratch / "unpacked")
    for file in arrivals:
        sha256 = _keep(file.path, file.name, folder, report)
        known = [recipe for recipe in recipes if recipe.sha256 == sha256]
        if known and (not file.mapping or known[0].mapping == file.mapping):
            already.append({"file": file.name, "import_id": known[0].import_id})
            continue
        recipes = [recipe for recipe in recipes if recipe.sha256 != sha256]
        recipes.append(ImportRecipe(next_id, sha256, file.name, request["at"], file.mapping))
        if file.stays:
            sources[sha256] = file.path
        new_ids.append(next_id)
        next_id += 1
    if not new_ids:
        version = folder.current_version()
        if settings != folder.settings() and present:
            version = build_version(folder, settings, present, "rebuild", {}, report).version
        return {"version": version, "import_ids": [], "already": already, "notes": notes}
    settings = _remember_mappings(settings, request["files"])
    manifest = build_version(
        folder, settings, tuple(recipes), "import", sources, report, tuple(new_ids)
    )
    return {
        "version": manifest.version,
        "import_ids": new_ids,
        "already": already,
        "notes": notes,
    }


def _keep(path: Path, name: str, folder: ShopFolder, report: Report) -> str:
    """Copy the upload into raw; refuse one that changes while it is copied."""
    try:
        before = path.stat()
        done = 0

        def tell(size: int) -> None:
            nonlocal done
            done += size
            if done > before.st_size:
                raise _changed(name)  # it grows: copying could go on for ever
            report("keeping", done, before.st_size)

        sha256 = keep_raw(path, folder, tell)
        after = path.stat()
    except FileNotFoundError as error:
        raise file_gone(name) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        folder.raw_file(sha256).unlink(missing_ok=True)
        raise _changed(name)
    return sha256


def _changed(name: str) -> FileRefused:
    return FileRefused(
        _("{file} changed while it was read.").format(file=name),
        _("Another program is still writing it."),
        _("Wait until the download or the save has finished, then import it again."),
        code="file_changed",
    )


def _remember_mappings(settings: Settings, files: list[dict[str, Any]]) -> Settings:
    """Confirmed choices answer for the next file with the same headers."""
    remembered = {
        file["layout_mark"]: file["mapping"]
        for file in files
        if file.get("layout_mark") and file.get("mapping")
    }
    return replace(settings, mappings=settings.mappings | remembered)


def _without(present: tuple[ImportRecipe, ...], import_id: int) -> tuple[ImportRecipe, ...]:
    """The imports less one; 0 means the latest."""
    if not present:
        raise ShopRefused(
            _("There is nothing to undo."),
            _("The shop has no imports."),
            _("Import a file first."),
            code="nothing_to_undo",
        )
    dropped = import_id or max(recipe.import_id for recipe in present)
    return tuple(recipe for recipe in present if recipe.import_id != dropped)


def _existing(
    folder: ShopFolder, wanted: tuple[ImportRecipe, ...], settings: Settings
) -> Manifest | None:
    """A finished version that already holds exactly this, so that undo is a change of pointer."""
    changes_no_table = {"mappings": {}, "name": "", "margin": ""}
    settled = asdict(settings) | changes_no_table
    for version in reversed(folder.versions()):
        manifest = folder.manifest(version)
        same = asdict(Settings(**manifest.settings)) | changes_no_table == settled
        if manifest.imports == wanted and same and folder.database(version).exists():
            return manifest
    return None


def _forget_versions(folder: ShopFolder) -> None:
    """The last import is gone: the shop is empty again; its raw files stay until it is deleted."""
    for pointer in ("CURRENT", "BEFORE"):
        (folder.path / pointer).unlink(missing_ok=True)
    folder.prune()
