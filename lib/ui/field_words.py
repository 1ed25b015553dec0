"""The fields of an export in the words of a shop owner."""

from lib.i18n import _
from lib.schema.lists import ATTRIBUTES, COSTS, CUSTOMERS, FEEDBACK, ORDERS

NEEDED = ("ordered_at", "order_id")
CUSTOMER = ("customer_id", "email", "phone", "username", "customer_name")
MONEY = (
    *("line_total", "unit_price", "line_discount", "line_refund", "order_subtotal"),
    *("order_total", "order_discount", "shipping", "tax", "refund", "total_after_refund"),
    "refunded_at",
    "currency",
)
PRODUCT = ("product_name", "sku", "category", "quantity", "returned_quantity", "packed_items")
OTHER = (
    *("status", "fulfillment_status", "return_status", "cancelled_at", "payment_method"),
    *("ordered_time", "updated_at", "channel", "country", "region", "coupon"),
)


def field_groups(kind: str = ORDERS) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every field of a kind of file once, in the order in which a person would look for them."""
    if kind == CUSTOMERS:
        return ((_("The customer: at least one of these"), CUSTOMER), (_("About them"), ATTRIBUTES))
    if kind == COSTS:
        return ((_("The cost"), ("spent_on", "cost", "currency", "channel", "cost_kind")),)
    if kind == FEEDBACK:
        return (
            (_("The answer"), ("score", "comment", "answered_at")),
            (_("Who answered"), ("order_id", *CUSTOMER)),
        )
    return (
        (_("The order"), NEEDED),
        (_("The customer: at least one of these"), CUSTOMER),
        (_("Money"), MONEY),
        (_("Products"), PRODUCT),
        (_("Status, place and channel"), OTHER),
    )


def kind_word(kind: str) -> str:
    """What a file holds, as its card says it."""
    return {
        ORDERS: _("Orders"),
        CUSTOMERS: _("Customers"),
        COSTS: _("Costs"),
        FEEDBACK: _("Feedback"),
    }[kind]


def field_word(name: str) -> str:
    """What a field is called on screen."""
    return _words()[name]


def _words() -> dict[str, str]:
    return {
        "order_id": _("Order number"),
        "ordered_at": _("Order date"),
        "ordered_time": _("Time of day, in a column of its own"),
        "updated_at": _("Last change of the order"),
        "customer_id": _("Customer number"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "username": _("User name"),
        "customer_name": _("Customer name"),
        "status": _("Order status"),
        "fulfillment_status": _("Delivery status"),
        "return_status": _("Return status"),
        "cancelled_at": _("Cancelled on"),
        "sku": _("Product code"),
        "product_name": _("Product name"),
        "category": _("Product category"),
        "quantity": _("Quantity"),
        "returned_quantity": _("Quantity sent back"),
        "packed_items": _("All products of the order in one cell"),
        "unit_price": _("Price of one piece"),
        "line_total": _("Amount of the row"),
        "line_discount": _("Discount of the row"),
        "line_refund": _("Refund of the row"),
        "order_subtotal": _("Order total without shipping"),
        "order_total": _("Order total"),
        "order_discount": _("Discount of the order"),
        "shipping": _("Shipping"),
        "tax": _("Tax"),
        "refund": _("Refunded amount"),
        "total_after_refund": _("Order total after the refund"),
        "refunded_at": _("Date of the refund"),
        "currency": _("Currency"),
        "channel": _("Sales channel or branch"),
        "country": _("Country"),
        "region": _("Region or city"),
        "coupon": _("Coupon code"),
        "payment_method": _("Payment method"),
        "birth_date": _("Date of birth"),
        "gender": _("Gender"),
        "age": _("Age"),
        "family_status": _("Family status"),
        "household": _("Household"),
        "household_size": _("People in the household"),
        "children": _("Children"),
        "home": _("Home"),
        "income": _("Income"),
        "occupation": _("Occupation"),
        "interest": _("Interests"),
        "tag": _("Tags"),
        "customer_group": _("Customer group"),
        "email_marketing": _("Consent to e-mails"),
        "sms_marketing": _("Consent to text messages"),
        "customer_since": _("Customer since"),
        "lifetime_orders": _("Orders so far, as the shop system counts"),
        "lifetime_spent": _("Spent so far, as the shop system counts"),
        "city": _("City"),
        "postcode": _("Postcode"),
        "company": _("Company"),
        "language": _("Language"),
        "spent_on": _("Month or day"),
        "cost": _("Amount spent"),
        "cost_kind": _("Kind of cost"),
        "answered_at": _("Date of the answer"),
        "score": _("Score"),
        "comment": _("Text"),
    }
