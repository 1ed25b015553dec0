"""What each of several files holds, seen as a table that may lack what the others have."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lib.engines.duck import Database
from lib.errors import FileRefused
from lib.ingest.column_evidence import SAMPLED_ROWS
from lib.ingest.evidence import settle_mapping
from lib.ingest.header_words import spoken
from lib.ingest.lists.recognise import recognise_list
from lib.ingest.looks import IsKnown, nothing_is_known
from lib.ingest.mapping import LINE_FIELDS, Mapping
from lib.ingest.recognise import GENERIC, recognise
from lib.ingest.stage import drop_staged, stage_file
from lib.schema import IDENTITY_FIELDS
from lib.schema.lists import CUSTOMERS, ORDERS

# What every file of one database says in its name: "olist_orders_dataset", "tbl_customers".
_OF_THE_SYSTEM = ("raw", "tbl", "table", "dim", "fact", "stg", "dataset", "data", "export", "dbo")


@dataclass(frozen=True)
class TableProfile:
    """Files with the same columns, and what their columns would be if they stood alone."""

    files: tuple[tuple[Path, str], ...]
    columns: tuple[str, ...]
    mapping: Mapping
    """As orders, even where the table is a list."""
    kind: str

    @cached_property
    def noun(self) -> str:
        """The last word of the file name that says what a row is: "customers", "สินค้า"."""
        words = spoken(Path(self.files[0][1]).stem).split()
        telling = [word for word in words if word not in _OF_THE_SYSTEM and not word.isdigit()]
        return (telling or words or [""])[-1]

    @property
    def is_dated(self) -> bool:
        return self.kind == ORDERS and self.mapping.has("ordered_at")

    @property
    def names_buyers(self) -> bool:
        return self.mapping.has(*IDENTITY_FIELDS)

    @property
    def looks_like_orders(self) -> bool:
        """Says who came when, or of orders by number whose they are or what they cost."""
        if self.is_dated and self.names_buyers:
            return True
        return self.mapping.has("order_id") and (self.names_buyers or self.mapping.has_money)

    @property
    def is_complete(self) -> bool:
        """Says who ordered when for how much."""
        return self.is_dated and self.names_buyers and self.mapping.has_money

    @property
    def sells(self) -> bool:
        """Its rows may be parts of orders: a product or a price."""
        return self.kind == ORDERS and (self.mapping.has(*LINE_FIELDS) or self.mapping.has_money)


def profiles_of(
    db: Database,
    files: Sequence[tuple[Path, str]],
    scratch: Path,
    is_known: IsKnown = nothing_is_known,
) -> list[TableProfile]:
    """A profile per set of equal columns.

    Exports of known platforms, and columns that someone has named, stand alone and are left out.
    """
    found: dict[tuple[str, ...], TableProfile] = {}
    for path, name in files:
        try:
            columns = stage_file(db, path, name, scratch, limit_rows=1).columns
        except FileRefused:
            continue
        if columns in found:
            same = found[columns]
            found[columns] = TableProfile(
                (*same.files, (path, name)), columns, same.mapping, same.kind
            )
            continue
        if is_known(columns) or recognise(columns).layout != GENERIC:
            continue
        as_list = recognise_list(columns)
        if as_list is not None and as_list.platform != GENERIC:
            continue
        stage_file(db, path, name, scratch, limit_rows=SAMPLED_ROWS)
        mapping, _said = settle_mapping(db, None, columns)
        kind = as_list.kind if as_list else ORDERS
        found[columns] = TableProfile(((path, name),), columns, mapping, kind)
    drop_staged(db)
    return list(found.values())


def may_be_related(tables: list[TableProfile]) -> bool:
    """Whether one of several tables lacks what another could add."""
    orders = [table for table in tables if table.kind == ORDERS]
    if len(tables) < 2 or not any(table.is_dated for table in orders):
        return False
    keys = {name for table in orders for name in IDENTITY_FIELDS if table.mapping.has(name)}
    unreachable = [
        table
        for table in tables
        if table.kind == CUSTOMERS and not any(table.mapping.has(name) for name in keys)
    ]
    return bool(unreachable) or not all(table.is_complete for table in orders)
