"""Where source lines are kept: one table of the columns that any file fills, a view of them all.

A file of seven columns would else be written as thirty-five, and every later step would carry the
empty ones along. ``source_lines`` has one row per source row of every import: typed, not yet
judged; row_number is the row in the file.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from lib.engines.duck import Database
from lib.engines.sql_files import sql_text

TEXT, MONEY = "varchar", "decimal(18, 4)"
# The products of an order that stand in one cell of its row.
ITEMS = f"struct(sku {TEXT}, product_name {TEXT}, quantity decimal(18, 3), line_value {MONEY})[]"
COLUMNS: dict[str, str] = {
    "import_id": "integer",
    "row_number": "bigint",
    "platform": TEXT,
    "order_key": TEXT,
    "ordered_at": "timestamp",
    "updated_at": "timestamp",
    "customer_ref": TEXT,
    "email": TEXT,
    "phone": TEXT,
    "username": TEXT,
    "customer_name": TEXT,
    "status": TEXT,
    "status_text": TEXT,
    "sku": TEXT,
    "product_name": TEXT,
    "category": TEXT,
    "quantity": "decimal(18, 3)",
    "line_value": MONEY,
    "line_discount": MONEY,
    "items": ITEMS,
    "order_subtotal": MONEY,
    "order_total": MONEY,
    "order_discount": MONEY,
    "shipping": MONEY,
    "tax": MONEY,
    "refund": MONEY,
    "refunded_at": "timestamp",
    "currency": TEXT,
    "channel": TEXT,
    "country": TEXT,
    "region": TEXT,
    "coupon": TEXT,
    "payment_method": TEXT,
    "is_line_file": "boolean",
    "has_money": "boolean",
    "problem_rule": TEXT,
    "problem_column": TEXT,
    "problem_value": TEXT,
}
# What every import has; the other columns are made when a file fills them.
_ALWAYS = ("import_id", "row_number", "platform", "order_key", "is_line_file", "has_money")
# An expression that names none of these says the same for every row.
_OF_A_ROW = re.compile(r"\bc[1-9][0-9]*\b|\b(row_number|order_key|status_text|by_\w+)\b")


def create_source_rows(db: Database) -> None:
    """No rows yet, and only the columns that every import has."""
    columns = ", ".join(f"{name} {COLUMNS[name]}" for name in _ALWAYS)
    db.run(f"create table source_rows ({columns})")
    _show(db)


def append_source_rows(
    db: Database, columns: Mapping[str, str], source: str, parameters: Mapping[str, Any]
) -> None:
    """Append what the SQL of each column says; ``source``: what stands behind "from"."""
    empty = _empty(db, columns, parameters)
    filled = {name: sql for name, sql in columns.items() if name not in empty}
    values = ", ".join(f"({sql})::{COLUMNS[name]} as {name}" for name, sql in filled.items())
    question = f"select {values} from {source}"
    if db.rows("select 1 from source_rows limit 1"):
        for name in [name for name in empty_columns(db) if name in filled]:
            db.run(f"alter table source_rows add column {name} {COLUMNS[name]}")
        db.run(f"insert into source_rows by name {question}", parameters)
    else:  # the first file makes the table: that takes half as long as adding to one
        db.run(f"create or replace table source_rows as {question}", parameters)
    _show(db)


def copy_source_rows(db: Database, import_ids: Collection[int]) -> None:
    """Take the rows of imports over from the attached previous version; none are here yet."""
    db.run(
        """
        create or replace table source_rows as
        select * from previous.source_rows where list_contains($import_ids, import_id)
        """,
        {"import_ids": list(import_ids)},
    )
    _show(db)


def empty_columns(db: Database) -> tuple[str, ...]:
    """The columns of source_lines that no file fills."""
    answered = db.rows("select column_name from (describe source_rows)")
    stored = {name for (name,) in answered}
    return tuple(name for name in COLUMNS if name not in stored)


def _empty(db: Database, columns: Mapping[str, str], parameters: Mapping[str, Any]) -> set[str]:
    """The columns whose SQL is null whatever the row says."""
    fixed = [name for name, sql in columns.items() if not _OF_A_ROW.search(sql)]
    answer = db.rows(f"select {', '.join(columns[name] for name in fixed)}", parameters)[0]
    return {
        name
        for name, value in zip(fixed, answer, strict=True)
        if value is None and name not in _ALWAYS
    }


def _show(db: Database) -> None:
    empty = empty_columns(db)
    columns = ", ".join(
        f"null::{kind} as {name}" if name in empty else name for name, kind in COLUMNS.items()
    )
    db.run(f"create or replace view source_lines as select {columns} from source_rows")


def store_filled(
    db: Database,
    file: str,
    parameters: Mapping[str, Any],
    empty: Collection[str],
    *,
    order_by: str = "",
) -> None:
    """Carry out the question of an SQL file into ``work``, without the columns no file fills.

    They would cost as much to group, sort and store as others; a view of the name shows them all.
    Where an order is given, ``order_id`` numbers the rows in it.
    """
    name, question = file.rpartition("/")[2], sql_text(file)
    answered = db.rows(f"select column_name from (describe {question})", parameters)
    left_out = [column for (column,) in answered if column in empty]
    db.run(
        f"""
        create table work.stored_{name} as
        select * {f"exclude ({', '.join(left_out)})" if left_out else ""} from ({question})
        {f"order by {order_by}" if order_by else ""}
        """,
        parameters,
    )
    number = "rowid + 1 as order_id, " if order_by else ""
    nulls = "".join(f", null::{COLUMNS[column]} as {column}" for column in left_out)
    db.run(f"create view work.{name} as select {number}*{nulls} from work.stored_{name}")
