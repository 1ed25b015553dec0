"""The fields of an order export in the words of a shop owner."""

from lib.i18n import _

NEEDED = ("ordered_at", "order_id")
CUSTOMER = ("customer_id", "email", "phone", "username", "customer_name")
MONEY = (
    *("line_total", "unit_price", "line_discount", "line_refund", "order_subtotal"),
    *("order_total", "order_discount", "shipping", "tax", "refund", "total_after_refund"),
    "currency",
)
PRODUCT = ("product_name", "sku", "category", "quantity", "returned_quantity")
OTHER = (
    *("status", "fulfillment_status", "return_status", "cancelled_at", "payment_method"),
    *("ordered_time", "channel", "country", "region", "coupon"),
)


def field_groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every field once, in the order in which a person would look for them."""
    return (
        (_("The order"), NEEDED),
        (_("The customer: at least one of these"), CUSTOMER),
        (_("Money"), MONEY),
        (_("Products"), PRODUCT),
        (_("Status, place and channel"), OTHER),
    )


def field_word(name: str) -> str:
    """What a field is called on screen."""
    return _words()[name]


def _words() -> dict[str, str]:
    return {
        "order_id": _("Order number"),
        "ordered_at": _("Order date"),
        "ordered_time": _("Time of day, in a column of its own"),
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
        "currency": _("Currency"),
        "channel": _("Sales channel or branch"),
        "country": _("Country"),
        "region": _("Region or city"),
        "coupon": _("Coupon code"),
        "payment_method": _("Payment method"),
    }
