"""The files of a shop folder: names, atomic writes, raw uploads, version manifests.

shop.toml            settings the owner may read and change
raw/<sha256>.gz      every upload as it came
v0001.duckdb         one built version, never written again
v0001.json           its recipe: which uploads, mapped how, and what the file must look like
CURRENT              one line, the version in use
BEFORE               one line, the version in use before the last import or its undoing
"""

import json
import shutil
import tomllib
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from lib.disk import digest_of, sync, write_atomically
from lib.errors import ShopRefused
from lib.i18n import _
from lib.schema import SCHEMA_VERSION
from lib.warehouse import Connection, connection_of

KEPT_VERSIONS = 5


@dataclass(frozen=True)
class Settings:
    """What the owner decides about the shop; changing it rebuilds the tables."""

    name: str
    time_zone: str = "UTC"
    currency: str = ""
    week_start: int = 0
    complete_to: str = ""
    """ISO day up to which the exports are complete; "" = the day before the last order."""
    margin: str = ""
    """What is left of revenue after the goods, in per cent, as the owner says; "" = unknown."""
    rules: dict[str, bool] = field(default_factory=dict)
    """Switches of lib.ingest.rules by name; one that is not there is off."""
    mappings: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Confirmed column choices by layout: the next export of that layout needs no question."""
    confirmed_customers: list[str] = field(default_factory=list)
    """Keys of customers that looked like no person and whom the owner knows to be one."""
    engine: dict[str, Any] = field(default_factory=dict)
    """Where the orders live (lib.warehouse); empty: in this folder, imported from files."""

    @property
    def as_of(self) -> date | None:
        """The last complete day as the owner states it, or None to take it from the orders."""
        return date.fromisoformat(self.complete_to) if self.complete_to else None

    def check(self) -> None:
        """Raises ValueError or ArithmeticError for a day or number that was typed and is none."""
        rate = self.margin_rate
        if rate is not None and not 0 < rate <= 1:
            raise ValueError(self.margin)
        date.fromisoformat(self.complete_to or "2000-01-01")

    @property
    def margin_rate(self) -> Decimal | None:
        """The owner's margin as a share of revenue, None while nobody has entered one."""
        return Decimal(self.margin) / 100 if self.margin else None


@dataclass(frozen=True)
class ImportRecipe:
    """One upload and how it was understood: enough to import it again from raw."""

    import_id: int
    sha256: str
    file_name: str
    imported_at: str
    mapping: dict[str, Any]


@dataclass(frozen=True)
class Manifest:
    """The recipe of one version and the marks by which damage to its file is noticed."""

    version: int
    action: str
    imports: tuple[ImportRecipe, ...]
    settings: dict[str, Any]
    totals: dict[str, Any] = field(default_factory=dict)
    """Orders, replaced orders, customers, revenue (text), first and last day; {} when unknown."""
    schema_version: int = SCHEMA_VERSION
    file_bytes: int = 0
    file_digest: str = ""

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "Manifest":
        imports = tuple(ImportRecipe(**recipe) for recipe in fields["imports"])
        return cls(**(fields | {"imports": imports}))


@dataclass(frozen=True)
class ShopFolder:
    """One shop on disk."""

    path: Path

    @property
    def raw(self) -> Path:
        return self.path / "raw"

    @property
    def scratch(self) -> Path:
        return self.path / "scratch"

    @property
    def lock(self) -> Path:
        return self.path / "import.lock"

    def database(self, version: int) -> Path:
        return self.path / f"v{version:04d}.duckdb"

    def manifest_file(self, version: int) -> Path:
        return self.path / f"v{version:04d}.json"

    def raw_file(self, sha256: str) -> Path:
        return self.raw / f"{sha256}.gz"

    @property
    def exists(self) -> bool:
        return (self.path / "shop.toml").is_file()

    def settings(self) -> Settings:
        """The owner's settings; ShopRefused when the folder is not a shop."""
        if not self.exists:
            raise ShopRefused(
                _("This folder is not a shop."),
                _("{path} has no shop.toml.").format(path=self.path),
                _("Choose another folder, or import a file to make a new shop."),
                code="not_a_shop",
            )
        try:
            fields = tomllib.loads((self.path / "shop.toml").read_text(encoding="utf-8"))
            settings = Settings(**fields)
            settings.check()
            return settings
        except (TypeError, ValueError, ArithmeticError) as error:
            raise ShopRefused(
                _("The shop's settings cannot be read."),
                _("The file shop.toml in {path} is damaged.").format(path=self.path),
                _("Mend or delete shop.toml; the uploaded files in raw are not touched."),
                code="settings_damaged",
            ) from error

    def write_settings(self, settings: Settings) -> None:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        fields = asdict(settings)
        if not settings.engine:
            del fields["engine"]
        write_atomically(self.path / "shop.toml", tomli_w.dumps(fields))

    @property
    def name(self) -> str:
        """What the owner calls the shop; its folder's name while the settings cannot be read."""
        try:
            return self.settings().name
        except ShopRefused:
            return self.path.name

    @property
    def is_warehouse(self) -> bool:
        """True when the orders live elsewhere; False for settings that cannot be read."""
        try:
            return self.exists and bool(self.settings().engine)
        except ShopRefused:
            return False

    def connection(self) -> Connection | None:
        """The warehouse with the shop's orders; None for a shop of imported files."""
        return connection_of(self.settings().engine, self.path) if self.is_warehouse else None

    def current_version(self) -> int | None:
        """The version in use, or None for a shop without any import."""
        try:
            connection = self.connection()
        except ShopRefused:
            return 1  # opening it says what is wrong
        return connection.version if connection else self._pointed_to("CURRENT")

    def manifest_before(self) -> Manifest | None:
        """What the shop held before its imports last changed; None when nobody knows any more."""
        version = self._pointed_to("BEFORE")
        if version is None or not self._imports_of(version):
            return None
        return self.manifest(version)

    def versions(self) -> list[int]:
        """Finished versions on disk, oldest first."""
        numbers = (path.stem[1:] for path in self.path.glob("v*.json"))
        return sorted(int(number) for number in numbers if number.isdigit())

    def manifest(self, version: int) -> Manifest:
        try:
            text = self.manifest_file(version).read_text(encoding="utf-8")
            return Manifest.from_dict(json.loads(text))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ShopRefused(
                _("The shop's record of its imports cannot be read."),
                _("The file v{version:04d}.json is missing or damaged.").format(version=version),
                _("Import the files again; the uploads in the raw folder are still there."),
                code="manifest_damaged",
            ) from error

    def current_manifest(self) -> Manifest | None:
        version = self.current_version()
        if version is not None and self.is_warehouse:
            return Manifest(version, "warehouse", (), {})
        return None if version is None else self.manifest(version)

    def publish(self, manifest: Manifest, built: Path) -> None:
        """Make a finished file the version in use. A crash before the last line changes nothing."""
        target = self.database(manifest.version)
        sync(built)
        sealed = replace(manifest, file_bytes=built.stat().st_size, file_digest=digest_of(built))
        built.replace(target)
        text = json.dumps(asdict(sealed), ensure_ascii=False, indent=1)
        write_atomically(self.manifest_file(manifest.version), text)
        self.point_to(manifest.version)

    def point_to(self, version: int) -> None:
        """Make a finished version the one in use. A change of settings alone is no new "before"."""
        current = self.current_version()
        if current is not None and self._imports_of(current) != self._imports_of(version):
            write_atomically(self.path / "BEFORE", f"v{current:04d}\n")
        write_atomically(self.path / "CURRENT", f"v{version:04d}\n")

    def _imports_of(self, version: int) -> tuple[ImportRecipe, ...]:
        """The recipes of a version; none where its record is gone or damaged."""
        try:
            return self.manifest(version).imports
        except ShopRefused:
            return ()

    def _pointed_to(self, name: str) -> int | None:
        try:
            text = (self.path / name).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        return int(text[1:]) if text[:1] == "v" and text[1:].isdigit() else None

    def prune(self) -> None:
        """Remove what no session needs: half-built files and all but the latest versions."""
        current = self.current_version() or 0
        for leftover in self.path.glob("*.building*"):
            leftover.unlink(missing_ok=True)
        shutil.rmtree(self.scratch, ignore_errors=True)
        for version in self.versions()[:-KEPT_VERSIONS]:
            if version != current:
                self.database(version).unlink(missing_ok=True)
                self.manifest_file(version).unlink(missing_ok=True)

    def prune_raw(self) -> None:
        """Remove uploads that no version holds, such as one that was just refused."""
        held = {
            recipe.sha256
            for version in self.versions()
            for recipe in self.manifest(version).imports
        }
        for upload in self.raw.iterdir() if self.raw.exists() else ():
            if upload.name.removesuffix(".gz") not in held:
                upload.unlink(missing_ok=True)
