"""Files beside orders: lists of customers, of costs, of feedback; their fields and their tables."""

from lib.schema.model import Field, Kind, Table

ORDERS, CUSTOMERS, COSTS, FEEDBACK = "orders", "customers", "costs", "feedback"

_KEYS = (
    Field("customer_id", Kind.IDENTIFIER, False),
    Field("email", Kind.IDENTIFIER, False),
    Field("phone", Kind.IDENTIFIER, False),
    Field("username", Kind.IDENTIFIER, False),
    Field("customer_name", Kind.TEXT, False),
)
# What a list of customers can say beside who they are, by the name of the attribute it becomes.
ATTRIBUTE_FIELDS = (
    Field("birth_date", Kind.MOMENT, False),
    Field("gender", Kind.TEXT, False),
    Field("age", Kind.TEXT, False),
    Field("family_status", Kind.TEXT, False),
    Field("household", Kind.TEXT, False),
    Field("household_size", Kind.TEXT, False),
    Field("children", Kind.TEXT, False),
    Field("home", Kind.TEXT, False),
    Field("income", Kind.TEXT, False),
    Field("occupation", Kind.TEXT, False),
    Field("interest", Kind.TEXT, False),
    Field("tag", Kind.TEXT, False),
    Field("customer_group", Kind.TEXT, False),
    Field("email_marketing", Kind.TEXT, False),
    Field("sms_marketing", Kind.TEXT, False),
    Field("customer_since", Kind.MOMENT, False),
    Field("lifetime_orders", Kind.NUMBER, False),
    Field("lifetime_spent", Kind.MONEY, False),
    Field("country", Kind.TEXT, False),
    Field("region", Kind.TEXT, False),
    Field("city", Kind.TEXT, False),
    Field("postcode", Kind.IDENTIFIER, False),
    Field("company", Kind.TEXT, False),
    Field("language", Kind.TEXT, False),
)
ATTRIBUTES = tuple(field.name for field in ATTRIBUTE_FIELDS)
# A customer may have several of these at once; one cell lists them.
SEVERAL_AT_ONCE = ("tag", "customer_group", "interest")

LIST_FIELDS: dict[str, tuple[Field, ...]] = {
    CUSTOMERS: (*_KEYS, *ATTRIBUTE_FIELDS),
    COSTS: (
        Field("spent_on", Kind.MOMENT, False),
        Field("channel", Kind.TEXT, False),
        Field("cost", Kind.MONEY, False),
        Field("cost_kind", Kind.TEXT, False),
        Field("currency", Kind.TEXT, False),
    ),
    FEEDBACK: (
        *_KEYS,
        Field("order_id", Kind.IDENTIFIER, False),
        Field("answered_at", Kind.MOMENT, False),
        Field("score", Kind.NUMBER, False),
        Field("comment", Kind.TEXT, False),
    ),
}

LIST_FIELD_BY_NAME: dict[str, Field] = {
    field.name: field for fields in LIST_FIELDS.values() for field in fields
}

LIST_TABLES: tuple[Table, ...] = (
    Table(
        "customer_attributes",
        "one customer, or contact without a valid order, and value of one attribute",
        (
            ("customer_id", "integer"),
            ("contact_id", "integer"),
            ("attribute", "varchar"),
            ("value", "varchar"),
            ("import_id", "integer"),
        ),
    ),
    Table(
        "contacts",
        "one person in a list of customers without a valid order",
        (
            ("contact_id", "integer"),
            ("person_key", "varchar"),
            ("key_kind", "varchar"),
            ("customer_name", "varchar"),
            ("email", "varchar"),
            ("phone", "varchar"),
        ),
    ),
    Table(
        "costs",
        "one amount spent, as one row of a file says it",
        (
            ("import_id", "integer"),
            ("row_number", "bigint"),
            ("month", "date"),
            ("spent_on", "date"),
            ("channel", "varchar"),
            ("cost_kind", "varchar"),
            ("amount", "decimal(18,4)"),
            ("currency", "varchar"),
        ),
    ),
    Table(
        "feedback",
        "one answer of somebody, known or not",
        (
            ("import_id", "integer"),
            ("row_number", "bigint"),
            ("customer_id", "integer"),
            ("order_id", "integer"),
            ("answered_on", "date"),
            ("score", "decimal(18,4)"),
            ("comment", "varchar"),
        ),
    ),
)
