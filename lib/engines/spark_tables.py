"""The canonical tables of a shop in a warehouse: found, checked, and the marts built on them."""

from collections.abc import Mapping
from pathlib import Path

from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, functions

from lib.engines.spark import Warehouse, open_session, our_errors
from lib.engines.spark_sql import COLUMN_TYPES
from lib.errors import ShopRefused
from lib.i18n import _
from lib.warehouse import Connection

# Without these there is no answer. Any other table may be missing (it is then empty), and any other
# column (its values are then unknown).
NEEDED = {
    "orders": ("order_id", "customer_id", "ordered_at", "ordered_on", "is_valid", "revenue"),
    "order_lines": ("order_id", "line_number", "product_id", "quantity", "revenue"),
    "customers": (
        *("customer_id", "customer_key", "first_ordered_on", "last_ordered_on"),
        *("order_count", "lifetime_revenue", "is_quarantined"),
    ),
    "products": ("product_id", "product_name"),
}
# Built in Spark from the tables above, whatever the warehouse holds under these names.
MARTS = ("purchase_days", "purchase_pairs", "cohort_days", "purchase_pairs_strict")


def open_warehouse(connection: Connection, time_zone: str) -> Warehouse:
    """The tables a connection names, all others as Parquet in its folder; marts built when asked.

    Raises ShopRefused when a table or column that every answer needs is not there.
    """
    session = open_session(connection.master, connection.options, time_zone)
    warehouse = Warehouse(session)
    folder, tables = connection.parquet, dict(connection.tables)
    with our_errors():
        found = {
            name: _found(warehouse, name, folder, tables)
            for name in COLUMN_TYPES
            if name not in MARTS
        }
        for name, table in found.items():
            if table is None and name in NEEDED:
                raise ShopRefused(
                    _("The warehouse has no table {name}.").format(name=name),
                    _("It was looked for as {place}.").format(
                        place=tables.get(name) or f"{folder}/{name}.parquet"
                    ),
                    _("Name it in shop.toml under [engine.tables], or put its Parquet there."),
                    code="warehouse_table_missing",
                )
            warehouse.give(name, _canonical(warehouse, name, table))
        _build_marts(warehouse)
        if found["product_names"] is None:
            warehouse.give("product_names", _names_of_products(warehouse))
        if found["identity_kinds"] is None:
            warehouse.give("identity_kinds", _all_known(warehouse))
    return warehouse


def _found(
    warehouse: Warehouse, name: str, folder: str, tables: Mapping[str, str]
) -> DataFrame | None:
    """A table as the warehouse has it; None when it is not there."""
    session = warehouse.session
    if name in tables:
        return session.table(tables[name]) if session.catalog.tableExists(tables[name]) else None
    if not folder:
        return None
    for place in (f"{folder}/{name}.parquet", f"{folder}/{name}"):
        if "://" in place:
            try:
                return session.read.parquet(place)
            except AnalysisException as error:
                if error.getCondition() != "PATH_NOT_FOUND":
                    raise
        elif Path(place).exists():
            return session.read.parquet(Path(place).resolve().as_uri())
    return None


def _canonical(warehouse: Warehouse, name: str, table: DataFrame | None) -> DataFrame:
    """The columns of lib.schema in their types; an empty table for one that is not there."""
    if table is None:
        table = warehouse.session.range(0).select()
    missing = [column for column in NEEDED.get(name, ()) if column not in table.columns]
    if missing:
        raise ShopRefused(
            _("The table {name} lacks columns.").format(name=name),
            _("Not there: {columns}.").format(columns=", ".join(missing)),
            _("Give the table these columns, for example in a view; README says what they hold."),
            code="warehouse_column_missing",
        )
    return table.select(
        *(
            (functions.col(column) if column in table.columns else functions.lit(None))
            .cast(_spark_type(kind))
            .alias(column)
            for column, kind in COLUMN_TYPES[name].items()
        )
    )


def _spark_type(kind: str) -> str:
    return {
        "integer": "int",
        "varchar": "string",
        "varchar[]": "array<string>",
        "timestamp": "timestamp_ntz",
    }.get(kind, kind)


def _build_marts(warehouse: Warehouse) -> None:
    for name in MARTS[:-1]:
        warehouse.give(name, warehouse.mart(name), is_kept=True)
    # Only where joining keys made a difference, as in an imported shop.
    keys = warehouse.session.table("orders").where("is_valid")
    differs = keys.select(
        functions.count_distinct("strict_customer_id") > functions.count_distinct("customer_id")
    ).toDF("differs")
    strict = warehouse.mart("purchase_pairs_strict")
    joined = strict.crossJoin(differs).where("differs").drop("differs")
    warehouse.give("purchase_pairs_strict", joined, is_kept=True)


def _names_of_products(warehouse: Warehouse) -> DataFrame:
    """Each product under its name and its stock code, when nobody says what else it was called."""
    products = warehouse.session.table("products")
    name, code = functions.col("product_name"), functions.col("sku")
    shown = functions.coalesce(name, code)
    is_shown, is_other = functions.lit(True), functions.lit(False)
    listed = products.where(shown.isNotNull()).select("product_id", shown, is_shown)
    others = products.where(code != name).select("product_id", code, is_other)
    return listed.union(others).toDF(*COLUMN_TYPES["product_names"])


def _all_known(warehouse: Warehouse) -> DataFrame:
    """How customers were recognised when nobody says: everybody by one key, nobody joined."""
    customers = functions.count("*")
    nobody = functions.lit(0).cast("bigint")
    columns = (functions.lit("all"), customers, customers, nobody, nobody)
    return (
        warehouse.session.table("customers")
        .agg(*columns[1:3])
        .select(columns[0], "*", *columns[3:])
        .toDF(*COLUMN_TYPES["identity_kinds"])
    )
