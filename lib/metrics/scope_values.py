"""What can be chosen for a scope in this shop: every value with its orders."""

from lib.metrics.source import ShopData
from lib.segment import SCOPE_KEYS
from lib.segment.scope import scope_value_label

Choice = tuple[str, str, int]
"""Value, what people call it, orders."""


def scope_values(source: ShopData, key: str) -> list[Choice]:
    """The values of a key of SCOPE_KEYS, most orders first. Ask the whole shop."""
    rows = source.rows("metrics/scope_values", {"key": key})
    choices = [(value, scope_value_label(key, value), int(orders)) for value, orders in rows]
    if key != "coupon":
        return choices
    without = sum(orders for value, _title, orders in choices if not value)
    with_any = sum(orders for value, _title, orders in choices if value)
    words = [
        (word, scope_value_label(key, word), orders)
        for word, orders in (("yes", with_any), ("no", without))
    ]
    return words + [each for each in choices if each[0]]


def scope_keys_of_shop(source: ShopData) -> list[str]:
    """The keys worth offering: those by which the orders of the shop differ."""
    differ = source.row("metrics/scope_keys")
    return [key for key in SCOPE_KEYS if differ[key]]
