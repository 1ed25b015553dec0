"""The fields an order export can carry, and the canonical tables they become.

Field names are ours; the headers of each platform that mean them live in ``lib/platforms``.
"""

from lib.schema.lists import LIST_FIELD_BY_NAME as LIST_FIELD_BY_NAME
from lib.schema.lists import LIST_TABLES
from lib.schema.model import Field as Field
from lib.schema.model import Kind as Kind
from lib.schema.model import Table as Table

# Raised when older versions can no longer be read; shops are then rebuilt from their uploads.
SCHEMA_VERSION = 10

FIELDS: tuple[Field, ...] = (
    Field("order_id", Kind.IDENTIFIER, True),
    Field("ordered_at", Kind.MOMENT, True),
    Field("ordered_time", Kind.TEXT, True),
    Field("updated_at", Kind.MOMENT, True),
    Field("customer_id", Kind.IDENTIFIER, True),
    Field("email", Kind.IDENTIFIER, True),
    Field("phone", Kind.IDENTIFIER, True),
    Field("username", Kind.IDENTIFIER, True),
    Field("customer_name", Kind.TEXT, True),
    Field("status", Kind.TEXT, True),
    Field("fulfillment_status", Kind.TEXT, True),
    Field("return_status", Kind.TEXT, True),
    Field("cancelled_at", Kind.TEXT, True),
    Field("sku", Kind.IDENTIFIER, False),
    Field("product_name", Kind.TEXT, False),
    Field("category", Kind.TEXT, False),
    Field("packed_items", Kind.TEXT, True),
    Field("quantity", Kind.NUMBER, False),
    Field("returned_quantity", Kind.NUMBER, False),
    Field("unit_price", Kind.MONEY, False),
    Field("line_total", Kind.MONEY, False),
    Field("line_discount", Kind.MONEY, False),
    Field("line_refund", Kind.MONEY, False),
    Field("order_subtotal", Kind.MONEY, True),
    Field("order_total", Kind.MONEY, True),
    Field("order_discount", Kind.MONEY, True),
    Field("shipping", Kind.MONEY, True),
    Field("tax", Kind.MONEY, True),
    Field("refund", Kind.MONEY, True),
    Field("total_after_refund", Kind.MONEY, True),
    Field("refunded_at", Kind.MOMENT, True),
    Field("currency", Kind.TEXT, True),
    Field("channel", Kind.TEXT, True),
    Field("country", Kind.TEXT, True),
    Field("region", Kind.TEXT, True),
    Field("coupon", Kind.TEXT, True),
    Field("payment_method", Kind.TEXT, True),
)

FIELD_BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
# Of orders and of every other file; a name means the same wherever it stands.
ANY_FIELD: dict[str, Field] = LIST_FIELD_BY_NAME | FIELD_BY_NAME

IDENTITY_FIELDS = ("customer_id", "email", "phone", "username", "customer_name")

# Status -> (rank, counts as a purchase). Where the rows of an order disagree the highest rank wins.
# "browsed" is an event of a visit (seen, put into the cart): whatever else is said outranks it.
# "pending" is unpaid but on its way (cash on delivery, or already sent); "unpaid" is neither.
STATUSES: dict[str, tuple[int, bool]] = {
    "browsed": (-3, False),
    "unpaid": (-2, False),
    "pending": (-1, True),
    "paid": (0, True),
    "partially_refunded": (1, True),
    "refunded": (3, False),
    "returned": (4, False),
    "cancelled": (5, False),
    "voided": (6, False),
    "failed": (7, False),
    "draft": (8, False),
    "test": (9, False),
}


TABLES: tuple[Table, ...] = (
    Table(
        "imports",
        "one file taken in",
        (
            ("import_id", "integer"),
            ("file_name", "varchar"),
            ("sha256", "varchar"),
            ("platform", "varchar"),
            ("mapping", "varchar"),
            ("encoding", "varchar"),
            ("delimiter", "varchar"),
            ("date_order", "varchar"),
            ("rows_read", "bigint"),
            ("rows_used", "bigint"),
            ("rows_set_aside", "bigint"),
            ("warnings", "varchar"),
            ("imported_at", "timestamp"),
        ),
    ),
    Table(
        "ledger",
        "one source row set aside or repaired",
        (
            ("import_id", "integer"),
            ("row_number", "bigint"),
            ("column_name", "varchar"),
            ("value", "varchar"),
            ("rule", "varchar"),
            ("is_set_aside", "boolean"),
            ("amount", "decimal(18,2)"),
        ),
    ),
    Table(
        "orders",
        "one order",
        (
            ("order_id", "integer"),
            ("order_key", "varchar"),
            ("platform", "varchar"),
            ("import_id", "integer"),
            ("customer_id", "integer"),
            ("strict_customer_id", "integer"),
            ("ordered_at", "timestamp"),
            ("ordered_on", "date"),
            ("status", "varchar"),
            ("is_valid", "boolean"),
            ("invalid_rule", "varchar"),
            ("revenue", "decimal(18,4)"),
            ("discount", "decimal(18,2)"),
            ("refund", "decimal(18,2)"),
            ("currency", "varchar"),
            ("channel", "varchar"),
            ("country", "varchar"),
            ("region", "varchar"),
            ("coupon", "varchar"),
            ("payment_method", "varchar"),
        ),
    ),
    Table(
        "refund_moves",
        "one order and day on which a refund, booked when it was paid, changes revenue",
        (
            ("order_id", "integer"),
            ("customer_id", "integer"),
            ("moved_on", "date"),
            ("revenue", "decimal(18,4)"),
            ("is_booked", "boolean"),
        ),
    ),
    Table(
        "order_lines",
        "one product in one order",
        (
            ("order_id", "integer"),
            ("line_number", "integer"),
            ("product_id", "integer"),
            ("quantity", "decimal(18,3)"),
            ("revenue", "decimal(18,4)"),
            ("discount", "decimal(18,2)"),
        ),
    ),
    Table(
        "customers",
        "one person, after identity resolution",
        (
            ("customer_id", "integer"),
            ("customer_key", "varchar"),
            ("key_kind", "varchar"),
            ("person_key", "varchar"),
            ("customer_name", "varchar"),
            ("email", "varchar"),
            ("phone", "varchar"),
            ("first_ordered_on", "date"),
            ("last_ordered_on", "date"),
            ("order_count", "integer"),
            ("lifetime_revenue", "decimal(18,4)"),
            ("country", "varchar"),
            ("region", "varchar"),
            ("first_channel", "varchar"),
            ("first_product_id", "integer"),
            ("first_product", "varchar"),
            ("first_category", "varchar"),
            ("first_coupon", "varchar"),
            ("is_quarantined", "boolean"),
            ("quarantine_reason", "varchar"),
        ),
    ),
    Table(
        "products",
        "one product",
        (
            ("product_id", "integer"),
            ("sku", "varchar"),
            ("product_name", "varchar"),
            ("category", "varchar"),
        ),
    ),
    Table(
        "product_names",
        "one product and name under which it was ever sold, its stock code among them",
        (
            ("product_id", "integer"),
            ("product_name", "varchar"),
            ("is_listed", "boolean"),
        ),
    ),
    Table(
        "purchase_days",
        "one customer and purchase day, valid orders only",
        (
            ("customer_id", "integer"),
            ("purchased_on", "date"),
            ("purchase_number", "integer"),
            ("previous_on", "date"),
            ("next_on", "date"),
            ("first_on", "date"),
            ("order_count", "integer"),
            ("revenue", "decimal(18,4)"),
        ),
    ),
    Table(
        "purchase_pairs",
        "one day of a purchase and day of the same customer's next one (null = none yet)",
        (
            ("purchased_on", "date"),
            ("next_on", "date"),
            ("customers", "integer"),
            ("first_purchases", "integer"),
        ),
    ),
    Table(
        "purchase_pairs_strict",
        "the same when keys are not joined into persons; empty where that makes no difference",
        (
            ("purchased_on", "date"),
            ("next_on", "date"),
            ("customers", "integer"),
            ("first_purchases", "integer"),
        ),
    ),
    Table(
        "identity_kinds",
        "one kind of key, and all kinds together",
        (
            ("key_kind", "varchar"),
            ("known_customers", "bigint"),
            ("holding_customers", "bigint"),
            ("customers_of_several", "bigint"),
            ("joined_customers", "bigint"),
        ),
    ),
    Table(
        "refused_keys",
        "one import, kind of key and reason why it stands for nobody (no import: shared keys)",
        (
            ("import_id", "integer"),
            ("key_kind", "varchar"),
            ("reason", "varchar"),
            ("row_count", "bigint"),
            ("key_count", "bigint"),
            ("examples", "varchar[]"),
        ),
    ),
    Table(
        "cohort_days",
        "one day of first purchase and day of purchase",
        (
            ("first_on", "date"),
            ("purchased_on", "date"),
            ("customers", "integer"),
            ("orders", "integer"),
            ("revenue", "decimal(18,4)"),
            ("first_in_week", "integer"),
            ("first_in_month", "integer"),
            ("first_in_quarter", "integer"),
            ("first_in_year", "integer"),
            ("first_in_7_days", "integer"),
            ("first_in_30_days", "integer"),
            ("first_in_90_days", "integer"),
            ("second_purchases", "integer"),
            ("last_purchases", "integer"),
        ),
    ),
    *LIST_TABLES,
)

TABLE_BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
