"""The marts, built from source lines in a fixed order, and the checks that they add up."""

from collections.abc import Callable

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


def build_marts(
    db: Database, settings: Settings, currency: str, report: Callable[[str, int, int], None]
) -> None:
    """From source_lines to every table the metrics read. ``work`` must be attached as scratch.

    ``report`` is told after each of the steps how many of them are done.
    """
    _load_statuses(db, settings)
    steps = _steps(db, settings, currency)
    for done, step in enumerate(steps):
        report("tables", done, len(steps))
        step()


def _steps(db: Database, settings: Settings, currency: str) -> list[Callable[[], None]]:
    """What builds the tables, in order; each step takes a noticeable part of the time."""
    empty = empty_columns(db)
    switches = {name: settings.rules.get(name, False) for name in MONEY_SWITCHES}
    basis = {"currency": currency, "complete_to": settings.as_of} | switches
    # Rows of lists are added to judged_lines, and any of them may have a problem.
    of_lines = () if has_lists(db) else empty
    fold_gmail = settings.rules.get("fold_gmail", False)
    booked = {"is_booked": settings.rules.get("book_refunds_when_paid", False)}

    def facts() -> None:
        in_time = "ordered_at nulls last, platform, order_key"
        store_filled(db, "marts/order_facts", {}, empty, order_by=in_time)

    def judged_orders() -> None:
        db.run_file("marts/future_days", {"most_share": MOST_FUTURE_SHARE})
        store_filled(db, "marts/judged_orders", basis, empty)

    def products() -> None:
        for name in ("sold_items", "product_labels", "products", "product_names"):
            db.run_file(f"marts/{name}")

    def customers() -> None:
        note_attributes(db)
        set_apart(db, settings)
        db.run_file("marts/customers")

    def lists() -> None:
        db.run_file("marts/refund_moves", booked)
        build_lists(db)

    def identity() -> None:
        for name in ("purchase_pairs_strict", "identity_kinds"):
            create_table(db, name)
        count_identity(db, fold_gmail=fold_gmail)

    return [
        facts,
        judged_orders,
        lambda: store_filled(db, "marts/judged_lines", switches, of_lines),
        products,
        lambda: db.run_file("marts/order_lines"),
        lambda: resolve_identity(db, fold_gmail=fold_gmail),
        lambda: db.run_file("marts/orders"),
        lambda: db.run_file("marts/purchase_days"),
        customers,
        lists,
        lambda: db.run_file("marts/ledger"),
        lambda: db.run_file("marts/purchase_pairs"),
        lambda: db.run_file("marts/cohort_days"),
        identity,
    ]


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
