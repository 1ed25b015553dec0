"""One shop, open at one version: ask it anything, change nothing. Building lives in lib.ingest."""

import json
import os
import re
import shutil
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from lib.disk import digest_of, write_atomically
from lib.engines.duck import DamagedDatabase, open_read_only
from lib.engines.engine import Engine
from lib.engines.sql_files import sql_text
from lib.errors import ShopRefused
from lib.i18n import _
from lib.schema import SCHEMA_VERSION
from lib.segment import EVERY_ORDER, EVERYONE, Scope, Segment, scoped
from lib.shop_files import Manifest as Manifest
from lib.shop_files import Settings, ShopFolder
from lib.warehouse import Connection
from lib.watch import watched

if TYPE_CHECKING:  # the child that reads uploads needs neither, and each costs start-up time
    import numpy as np
    import pandas as pd

Parameters = dict[str, Any]

# Kept values that were measured on orders: on other orders they would be others.
MEASURED = frozenset({"personas", "rfm"})


class OutdatedVersion(ShopRefused):
    """The version was built by an older release; it is rebuilt from the uploads."""

    code = "version_outdated"


@dataclass(frozen=True)
class Workspace:
    """A version of a shop, read-only. Every question names an SQL file and binds its values."""

    folder: ShopFolder
    settings: Settings
    manifest: Manifest
    scope: Scope = EVERY_ORDER
    """Only these orders count (lib.order_scope); nothing else is to be seen of the others."""
    days_of_shop: tuple[date | None, date | None] | None = None
    """First and last day with an order of the whole shop, where a scope leaves orders out."""
    _database: Engine = field(repr=False, compare=False, kw_only=True)

    @property
    def key(self) -> tuple[str, int, Scope]:
        """What a cache must know: which shop, which version, which orders."""
        return str(self.folder.path), self.manifest.version, self.scope

    @property
    def is_warehouse(self) -> bool:
        """True when the orders live elsewhere: rows are better counted there than carried here."""
        return bool(self.settings.engine)

    def with_settings(self, settings: Settings) -> "Workspace":
        """The same open file under the owner's latest wishes (name, complete-to day)."""
        return replace(self, settings=settings)

    def rows(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> list[tuple[Any, ...]]:
        question = _question(name, parameters, segment)
        return watched(name, self._database.engine, lambda: self._database.rows(*question))

    def row(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> dict[str, Any]:
        question = _question(name, parameters, segment)
        return watched(name, self._database.engine, lambda: self._database.row(*question))

    def frame(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> "pd.DataFrame":
        question = _question(name, parameters, segment)
        return watched(name, self._database.engine, lambda: self._database.frame(*question))

    def arrays(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> "dict[str, np.ndarray]":
        question = _question(name, parameters, segment)
        return watched(name, self._database.engine, lambda: self._database.arrays(*question))

    def kept(self, name: str) -> dict[str, Any] | None:
        """What the shop has kept under a name; None when nothing readable is there."""
        try:
            found = json.loads(self._kept_file(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def keep(self, name: str, fields: dict[str, Any] | None) -> None:
        """Keep plain values beside the versions, so that imports leave them alone; None forgets."""
        path = self._kept_file(name)
        if fields is None:
            path.unlink(missing_ok=True)
        else:
            write_atomically(path, json.dumps(fields, ensure_ascii=False, indent=1))

    def _kept_file(self, name: str) -> Path:
        if name in MEASURED and self.scope.conditions:
            name = f"{name}-{self.scope.digest}"
        return self.folder.path / f"{name}.json"

    def close(self) -> None:
        self._database.close()


def _question(name: str, parameters: Parameters | None, segment: Segment) -> tuple[str, Parameters]:
    """The text of an SQL file for a segment, with everything it binds."""
    sql, values = scoped(sql_text(name), segment)
    return sql, {**(parameters or {}), **values}


def open_workspace(path: Path) -> Workspace | None:
    """The shop at its current version; None when nothing was imported yet.

    Raises ShopRefused for a folder that is no shop, OutdatedVersion or DamagedDatabase when the
    version must be rebuilt first (lib.ingest.repair does that).
    """
    folder = ShopFolder(path)
    settings = folder.settings()
    manifest = folder.current_manifest()
    if manifest is None:
        return None
    connection = folder.connection()
    if connection:
        engine = open_engine(connection, settings.time_zone)
        return Workspace(folder, settings, manifest, _database=engine)
    if manifest.schema_version > SCHEMA_VERSION:
        raise ShopRefused(
            _("This shop was made by a newer version of Bright Spots."),
            _("It has format {theirs}; this app reads up to format {ours}.").format(
                theirs=manifest.schema_version, ours=SCHEMA_VERSION
            ),
            _("Update Bright Spots, then open the shop again."),
            code="shop_too_new",
        )
    if manifest.schema_version < SCHEMA_VERSION:
        raise OutdatedVersion(_("The shop is brought up to date from its uploaded files."))
    file = folder.database(manifest.version)
    check_undamaged(file, manifest)
    return Workspace(folder, settings, manifest, _database=open_read_only(file))


def open_engine(connection: Connection, time_zone: str) -> Engine:
    """The warehouse of a shop. Raises ShopRefused when it does not answer or lacks a table."""
    try:
        from lib.engines.spark_tables import open_warehouse
    except ImportError as error:
        raise ShopRefused(
            _("This shop needs Apache Spark, which is not installed."),
            _("The Python package {name} was not found.").format(name=error.name),
            _("Run: {command}").format(command="pip install -r requirements-spark.txt"),
            code="spark_missing",
        ) from error
    return open_warehouse(connection, time_zone)


def check_undamaged(file: Path, manifest: Manifest) -> None:
    """Compare the file with its manifest: size always, digest where one was taken."""
    try:
        same_size = file.stat().st_size == manifest.file_bytes
    except FileNotFoundError:
        same_size = False
    if not same_size or (manifest.file_digest and digest_of(file) != manifest.file_digest):
        raise DamagedDatabase(
            _("The shop's database was damaged."),
            _("The file {name} is not as it was written.").format(name=file.name),
            _("It is rebuilt from the uploaded files; nothing is lost."),
        )


def shops_home() -> Path:
    """The folder that holds the shops: BRIGHT_SPOTS_HOME, else ``shops`` beside the app."""
    chosen = os.environ.get("BRIGHT_SPOTS_HOME")
    return Path(chosen) if chosen else Path(__file__).parent.parent / "shops"


def list_shops(home: Path) -> list[ShopFolder]:
    """Every shop under ``home``, by folder name."""
    if not home.is_dir():
        return []
    folders = (ShopFolder(path) for path in sorted(home.iterdir()) if path.is_dir())
    return [folder for folder in folders if folder.exists]


def create_shop(home: Path, settings: Settings) -> ShopFolder:
    """A new, empty shop; its folder name comes from its name and never clashes."""
    slug = _slug(settings.name)
    folder = ShopFolder(home / slug)
    number = 2
    while folder.path.exists():
        folder = ShopFolder(home / f"{slug}-{number}")
        number += 1
    folder.write_settings(settings)
    return folder


def _slug(name: str) -> str:
    """A folder name: letters, digits and the marks above and below Thai letters, else dashes."""
    kept = (
        letter if letter.isalnum() or unicodedata.category(letter).startswith("M") else "-"
        for letter in unicodedata.normalize("NFC", name.casefold())
    )
    return re.sub("-+", "-", "".join(kept)).strip("-")[:60] or "shop"


def rename_shop(folder: ShopFolder, name: str) -> None:
    """Change the name people see; the folder, and so every link to it, stays."""
    if not name.strip():
        raise ShopRefused(_("A shop needs a name."), hint=_("Type at least one letter."))
    folder.write_settings(replace(folder.settings(), name=name.strip()))


def delete_shop(folder: ShopFolder) -> None:
    """Remove the shop with everything in it, uploads included."""
    folder.settings()  # refuses a folder that is not a shop
    with hold_import_lock(folder):
        shutil.rmtree(folder.path)


def hold_import_lock(folder: ShopFolder) -> FileLock:
    """The right to change the shop; the system takes it back when the process ends in any way."""
    lock = FileLock(folder.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ShopRefused(
            _("Another import into this shop is running."),
            _("Only one import at a time can change a shop."),
            _("Wait until it has finished, then try again."),
            code="import_running",
        ) from error
    return lock
