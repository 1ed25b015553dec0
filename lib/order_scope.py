"""A shop as if only some of its orders had been placed.

The orders of a scope are copied into memory, and the SQL files of the import make all that follows
from them once more: first orders, neighbours of purchases, pairs of days. Who is one person, and
how far the data reach, stays what the whole shop knows.
"""

from dataclasses import replace

from lib.engines.duck import Database, open_beside
from lib.engines.sql_files import sql_text
from lib.errors import QuestionRefused
from lib.i18n import _
from lib.schema import TABLE_BY_NAME
from lib.segment import Scope
from lib.workspace import Workspace

# In the order of their making. All other tables are shown as the shop has them.
_OF_SCOPE = (
    "scope/order_lines",
    "scope/refund_moves",
    "scope/buyers",
    "scope/persons",
    "scope/identity_tuples",
    "scope/quarantine",
    "marts/customers",
    "scope/customer_attributes",
    "marts/purchase_days",
    "marts/purchase_pairs",
    "marts/cohort_days",
    "scope/purchase_pairs_strict",
)
_MADE_HERE = frozenset({"orders"}).union(name.partition("/")[2] for name in _OF_SCOPE)


def within(shop: Workspace, scope: Scope) -> Workspace:
    """The shop as if only the orders of the scope had been placed; the shop itself without one.

    Raises QuestionRefused for a shop in a warehouse. Close what you get when it is no longer
    needed; the shop stays open.
    """
    check_scope(shop, scope)
    if not scope.conditions:
        return shop
    database = open_beside(shop.folder.database(shop.manifest.version))
    try:
        _make_tables(database, scope)
    except BaseException:
        database.close()
        raise
    span = shop.row("metrics/shop_days")
    days = (span["first_ordered_on"], span["last_ordered_on"])
    return replace(shop, scope=scope, days_of_shop=days, _database=database)


def check_scope(shop: Workspace, scope: Scope) -> None:
    """Raises QuestionRefused for some orders of a warehouse: nothing is copied from there."""
    if scope.conditions and shop.is_warehouse:
        raise QuestionRefused(
            _("Only some orders cannot be looked at in a shop whose orders live in a warehouse."),
            _("Customers can be chosen there, orders cannot."),
            _("Take the choice of orders away."),
            code="scope_in_warehouse",
        )


def _make_tables(database: Database, scope: Scope) -> None:
    for name in TABLE_BY_NAME:
        if name not in _MADE_HERE:
            database.mirror(name)
    for name in ("staging/macros", "staging/identity_macros"):
        database.run_file(name)
    database.run(*scope.restricted(sql_text("scope/orders")))
    for name in _OF_SCOPE:
        database.run_file(name)
    if database.rows("select 1 from shop.purchase_pairs_strict limit 1"):
        database.run_file("marts/purchase_pairs_strict")
    database.run("drop schema work cascade")
