"""Lists of customers, costs and feedback become tables beside the orders."""

from lib.engines.duck import Database
from lib.schema.lists import LIST_TABLES


def note_attributes(db: Database) -> None:
    """Who the rows of lists speak of and what they say, as soon as persons are known."""
    db.run_file("marts/list_persons")
    db.run_file("marts/attribute_entries")


def build_lists(db: Database) -> None:
    """From list_rows to their tables, before the ledger is written."""
    for table in LIST_TABLES:
        columns = ", ".join(f"{column} {kind}" for column, kind in table.columns)
        db.run(f"create table {table.name} ({columns})")
    if not has_lists(db):
        return
    db.run_file("marts/contacts")
    db.run_file("marts/judged_list_rows")
    db.run_file("marts/customer_attributes")
    db.run_file("marts/costs")
    db.run_file("marts/feedback")


def has_lists(db: Database) -> bool:
    """Whether any file of the shop is something else than orders."""
    return bool(db.rows("select 1 from list_rows limit 1"))
