"""A customer number that is new on every order numbers orders: no customer would ever come back."""

from lib import formats
from lib.engines.duck import Database
from lib.engines.sql_files import sql_text
from lib.errors import MappingNeeded
from lib.i18n import _
from lib.ingest.source_lines import key_sql
from lib.ingest.understanding import STAGED, Understanding

# More orders than this are needed to tell, and fewer orders per customer are suspect.
ORDERS_TO_JUDGE = 500
ORDERS_PER_CUSTOMER_SUSPECT = 1.005
# How far off the engine's quick estimate of distinct values may be.
ESTIMATE_MARGIN = 1.2


def is_one_each(orders: int, customers: int) -> bool:
    """Nearly every order has a customer of its own, and there are enough orders to say so."""
    return orders > ORDERS_TO_JUDGE and orders < ORDERS_PER_CUSTOMER_SUSPECT * customers


def refuse_ids_per_order(
    db: Database, understanding: Understanding, import_id: int, file_name: str
) -> None:
    """Raise MappingNeeded when the customer column of an import just taken in numbers orders.

    Orders of earlier files of the platform count too, so that a month in which nobody came back
    passes once others did. Other keys that are new on every order as well speak for the column.
    """
    mapping = understanding.mapping
    if not mapping.has("customer_id") or mapping.accept_id_per_order:
        return
    if not _may_be_one_each(db, import_id):
        return
    found = db.row(sql_text("staging/customers_by_key"), {"platform": mapping.platform})
    orders, customers = found["orders"], found["customers"]
    with_other, others = found["orders_with_other_key"], found["customers_by_other_key"]
    others_agree = 2 * with_other > orders and is_one_each(with_other, others)
    if not is_one_each(orders, customers) or others_agree:
        return
    column = mapping.columns["customer_id"][0]
    raise MappingNeeded(
        _("The customer column of {file} seems to number orders, not people.").format(
            file=file_name
        ),
        _(
            "{orders} orders have {customers} different customers in “{column}”, so nobody would"
            " ever have come back."
        ).format(orders=formats.count(orders), customers=formats.count(customers), column=column),
        _(
            "Choose the column that stays the same when a person orders again, such as an e-mail"
            " address. If every order really has a customer of its own, say so under the file, or"
            " write accept_id_per_order = true into the mapping."
        ),
        code="id_is_per_order",
    )


def looks_per_order(db: Database, understanding: Understanding) -> bool:
    """Whether the staged rows already suggest it; the import decides on the whole file."""
    if not understanding.mapping.has("customer_id"):
        return False
    orders, customers = db.rows(
        f"""
        select count(distinct {understanding.text("order_id")}) filter (
                where {key_sql(understanding, "customer_id")} is not null
            ),
            count(distinct {key_sql(understanding, "customer_id")})
        from {STAGED}
        """,
        understanding.parameters,
    )[0]
    return is_one_each(orders, customers)


def _may_be_one_each(db: Database, import_id: int) -> bool:
    """A quick estimate that spares large files the exact count."""
    orders, customers = db.rows(
        """
        select approx_count_distinct(order_key), approx_count_distinct(customer_ref)
        from source_lines where import_id = $import_id and customer_ref is not null
        """,
        {"import_id": import_id},
    )[0]
    return bool(orders < ESTIMATE_MARGIN * ORDERS_PER_CUSTOMER_SUSPECT * customers)
