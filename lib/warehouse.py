"""Where the orders of a shop live when they live in a warehouse: the [engine] part of shop.toml."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.errors import ShopRefused
from lib.i18n import _

KINDS = ("spark",)
# Every other setting of Spark has its own place: spark-defaults.conf in SPARK_CONF_DIR.
KEYS = ("kind", "master", "parquet", "tables", "driver_memory", "shuffle_partitions")


@dataclass(frozen=True)
class Connection:
    """A Spark master and the places of the canonical tables there."""

    master: str
    parquet: str
    """Folder of the tables that are not named in ``tables``; "" when all are named there."""
    tables: tuple[tuple[str, str], ...]
    """Names of ours and the names the catalog of Spark knows them by."""
    driver_memory: str
    shuffle_partitions: int

    @property
    def options(self) -> dict[str, str]:
        """The settings of Spark that the shop states."""
        stated = {
            "spark.driver.memory": self.driver_memory,
            "spark.sql.shuffle.partitions": str(self.shuffle_partitions or ""),
        }
        return {name: value for name, value in stated.items() if value}

    @property
    def version(self) -> int:
        """Another number when shop.toml names other tables, or Parquet files here were rewritten.

        Rows added to a table of a catalog show no mark: they are seen when the app starts anew.
        """
        marks = [repr(self)]
        if self.parquet and "://" not in self.parquet:
            files = sorted(Path(self.parquet).rglob("*.parquet"))
            marks += [
                f"{file}:{(stat := file.stat()).st_size}:{stat.st_mtime_ns}" for file in files
            ]
        digest = hashlib.blake2b("\n".join(marks).encode(), digest_size=4)
        return int.from_bytes(digest.digest(), "big") + 1


def connection_of(engine: dict[str, Any], shop: Path) -> Connection:
    """The [engine] part of the shop.toml in the folder ``shop``; a folder may be relative to it.

    Raises ShopRefused for a part that is not understood.
    """
    unknown = [key for key in engine if key not in KEYS]
    tables = engine.get("tables", {})
    if engine.get("kind") not in KINDS or unknown or not isinstance(tables, dict):
        raise ShopRefused(
            _("The connection to the warehouse is not understood."),
            _("shop.toml, [engine]: kind is {kind}, unknown: {unknown}.").format(
                kind=engine.get("kind", "?"), unknown=", ".join(unknown) or "-"
            ),
            _('Write kind = "spark", and only: {keys}.').format(keys=", ".join(KEYS[1:])),
            code="engine_unknown",
        )
    parquet = str(engine.get("parquet", ""))
    if not parquet and not tables:
        raise ShopRefused(
            _("The connection to the warehouse names no orders."),
            _("shop.toml, [engine] has neither parquet nor tables."),
            _('Add parquet = "folder" or a part [engine.tables] with orders = "schema.table".'),
            code="engine_unknown",
        )
    if parquet and "://" not in parquet:
        parquet = str((shop / parquet).resolve())
    return Connection(
        master=str(engine.get("master", "local[*]")),
        parquet=parquet,
        tables=tuple(sorted((str(name), str(table)) for name, table in tables.items())),
        driver_memory=str(engine.get("driver_memory", "")),
        shuffle_partitions=int(engine.get("shuffle_partitions", 0)),
    )


def refuse_change() -> ShopRefused:
    """What an import into such a shop is told."""
    return ShopRefused(
        _("The orders of this shop live in a warehouse and are read only."),
        _("Files cannot be imported into it, taken back or set aside here."),
        _("Add orders to the warehouse; or make a new shop and import the files there."),
        code="shop_read_only",
    )
