"""The marts, built from source lines in a fixed order, and the checks that they add up."""

from lib.engines.duck import Database
from lib.ingest.identity import count_identity, resolve_identity
from lib.ingest.lists.tables import build_lists, has_lists, note_attributes
from lib.ingest.quarantine import set_apart
from lib.ingest.source_rows import empty_columns, store_filled
from lib.schema import STATUSES, TABLE_BY_NAME
from lib.shop_files import Settings

# What a rule of the shop may say about the money of an order, beside which states of one count.
MONEY_SWITCHES = ("count_refunded", "count_worth_nothing", "include_shipping", "include_tax")
# More than this share of all orders after a gap of years is no mistyped date but the shop itself.
MOST_FUTURE_SHARE = 0.01


def build_marts(db: Database, settings: Settings, currency: str) -> None:
    """From source_lines to every table the metrics read. ``work`` must be attached as scratch."""
    _load_statuses(db, settings)
    empty = empty_columns(db)
    in_time = "ordered_at nulls last, platform, order_key"
    store_filled(db, "marts/order_facts", {}, empty, order_by=in_time)
    switches = {name: settings.rules.get(name, False) for name in MONEY_SWITCHES}
    db.run_file("marts/future_days", {"most_share": MOST_FUTURE_SHARE})
    basis = {"currency": currency, "complete_to": settings.as_of} | switches
    store_filled(db, "marts/judged_orders", basis, empty)
    # Rows of lists are added to judged_lines, and any of them may have a problem.
    of_lines = () if has_lists(db) else empty
    store_filled(db, "marts/judged_lines", switches, of_lines)
    db.run_file("marts/sold_items")
    db.run_file("marts/product_labels")
    db.run_file("marts/products")
    db.run_file("marts/product_names")
    db.run_file("marts/order_lines")
    fold_gmail = settings.rules.get("fold_gmail", False)
    resolve_identity(db, fold_gmail=fold_gmail)
    db.run_file("marts/orders")
    db.run_file("marts/purchase_days")
    note_attributes(db)
    set_apart(db, settings)
    db.run_file("marts/customers")
    is_booked = settings.rules.get("book_refunds_when_paid", False)
    db.run_file("marts/refund_moves", {"is_booked": is_booked})
    build_lists(db)
    db.run_file("marts/ledger")
    db.run_file("marts/purchase_pairs")
    db.run_file("marts/cohort_days")
    for name in ("purchase_pairs_strict", "identity_kinds"):
        create_table(db, name)
    count_identity(db, fold_gmail=fold_gmail)


def create_table(db: Database, name: str) -> None:
    """An empty canonical table with the columns of lib.schema."""
    columns = ", ".join(f"{column} {kind}" for column, kind in TABLE_BY_NAME[name].columns)
    db.run(f"create table {name} ({columns})")


def main_currency(db: Database) -> str:
    """The currency of most orders; "" when the files name none."""
    found = db.rows(
        """
        select currency from source_lines where currency is not null
        group by currency order by count(*) desc, currency limit 1
        """
    )
    return str(found[0][0]) if found else ""


def _load_statuses(db: Database, settings: Settings) -> None:
    """The status table with the owner's switches applied."""
    db.run("create table work.statuses (status varchar, rank integer, counts boolean)")
    db.insert(
        "work.statuses",
        [
            (status, rank, counts or settings.rules.get(f"count_{status}", False))
            for status, (rank, counts) in STATUSES.items()
        ],
    )


def check_sums(db: Database, rows_read: dict[int, int]) -> None:
    """Raise when a source row is neither used nor in the ledger, or both: a bug, not input."""
    counted = {
        import_id: (used, set_aside)
        for import_id, used, set_aside in db.rows(
            """
            select import_id, sum(used)::bigint, sum(set_aside)::bigint from (
                select import_id, count(*) as used, 0 as set_aside from work.judged_lines
                where rule is null group by import_id
                union all
                select import_id, 0, count(*) from ledger where is_set_aside group by import_id
            ) group by import_id
            """
        )
    }
    for import_id, read in rows_read.items():
        used, set_aside = counted.get(import_id, (0, 0))
        if used + set_aside != read:
            raise AssertionError(f"import {import_id}: {read} read, {used} + {set_aside} found")
