"""Where the orders of a shop live when they live in a warehouse: the [engine] part of shop.toml."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.errors import ShopRefused
from lib.i18n import _
from lib.schema import TABLE_BY_NAME

KINDS = ("spark",)
# Every other setting of Spark has its own place: spark-defaults.conf in SPARK_CONF_DIR.
TYPES = {"master": str, "parquet": str, "driver_memory": str, "shuffle_partitions": int}


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
            marks += map(_mark, sorted(Path(self.parquet).rglob("*.parquet")))
        digest = hashlib.blake2b("\n".join(marks).encode(), digest_size=4)
        return int.from_bytes(digest.digest(), "big") + 1


def _mark(file: Path) -> str:
    """Changes when the file is rewritten, and while it is."""
    try:
        found = file.stat()
    except OSError:
        return str(file)
    return f"{file}:{found.st_size}:{found.st_mtime_ns}"


def connection_of(engine: Any, shop: Path) -> Connection:
    """The [engine] part of the shop.toml in the folder ``shop``; a folder may be relative to it.

    Raises ShopRefused for a part that is not understood.
    """
    wrong = _not_understood(engine)
    if wrong:
        raise ShopRefused(
            _("The connection to the warehouse is not understood."),
            _("shop.toml, [engine]: look at {keys}.").format(keys=", ".join(wrong)),
            _(
                'Write kind = "spark", a whole number for shuffle_partitions, text for master,'
                " parquet and driver_memory, and the names of tables in [engine.tables]."
            ),
            code="engine_unknown",
        )
    parquet, tables = engine.get("parquet", ""), engine.get("tables", {})
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
        master=engine.get("master", "local[*]"),
        parquet=parquet,
        tables=tuple(sorted(tables.items())),
        driver_memory=engine.get("driver_memory", ""),
        shuffle_partitions=engine.get("shuffle_partitions", 0),
    )


def _not_understood(engine: Any) -> list[str]:
    """The keys with a value that cannot be meant."""
    if not isinstance(engine, dict):
        return ["engine"]
    wrong = [] if engine.get("kind") in KINDS else ["kind"]
    wrong += [
        key
        for key, value in engine.items()
        if key not in ("kind", "tables") and type(value) is not TYPES.get(key)
    ]
    tables = engine.get("tables", {})
    if not isinstance(tables, dict):
        return [*wrong, "tables"]
    return wrong + [
        f"tables.{name}"
        for name, place in tables.items()
        if name not in TABLE_BY_NAME or not isinstance(place, str)
    ]


def refuse_change() -> ShopRefused:
    """What an import into such a shop is told."""
    return ShopRefused(
        _("The orders of this shop live in a warehouse and are read only."),
        _("Files cannot be imported into it, taken back or set aside here."),
        _("Add orders to the warehouse; or make a new shop and import the files there."),
        code="shop_read_only",
    )
