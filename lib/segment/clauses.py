"""A condition as SQL over the table ``customers``: names of columns here, every value bound."""

from collections.abc import Sequence
from typing import Any

from lib.attributes import PREFIX, attribute_clause
from lib.segment.keys import COLUMNS, RANGE_KEYS
from lib.segment.ranges import range_of

Bound = dict[str, Any]

# What is compared with the values of a key that looks through a customer's valid orders.
_BOUGHT = {
    "channel": ("orders", "orders.channel"),
    "product": (
        "orders inner join order_lines on orders.order_id = order_lines.order_id"
        " inner join products on order_lines.product_id = products.product_id",
        "coalesce(products.product_name, products.sku)",
    ),
}


def clause_of(
    key: str, values: Sequence[str], is_excluded: bool, bits: bytes | None, bound: Bound
) -> str:
    """The clause of one condition; what it binds is added to ``bound``."""
    if bits is not None:
        matches = f"get_bit({bind(bits, bound)}::blob::bit, customers.customer_id) = 1"
    elif key in RANGE_KEYS:
        matches = " or ".join(_in_range(key, value, bound) for value in values)
    elif key.startswith(PREFIX):
        name = bind(key.removeprefix(PREFIX), bound)
        matches = attribute_clause(name, [f"lower({bind(value, bound)})" for value in values])
    elif key in COLUMNS:
        matches = column_clause(COLUMNS[key], values, bound, has_words=key == "coupon_first")
    else:
        matches = _of_orders(key, values, bound)
    return f"not ({matches})" if is_excluded else f"({matches})"


def column_clause(
    column: str, values: Sequence[str], bound: Bound, *, has_words: bool = False
) -> str:
    """The column holds one of the values; with ``has_words`` yes means any and no means none."""
    column = f"coalesce({column}, '')"
    # The words yes and no are part of the clause, not values to look for.
    words = {"yes": f"{column} <> ''", "no": f"{column} = ''"} if has_words else {}
    parts = [words[value.lower()] for value in values if value.lower() in words]
    names = [f"lower({bind(value, bound)})" for value in values if value.lower() not in words]
    if names:
        parts.append(f"lower({column}) in ({', '.join(names)})")
    return " or ".join(parts)


def _of_orders(key: str, values: Sequence[str], bound: Bound) -> str:
    """One order through a channel, or with a product, makes a customer of it.

    Guests are left out: one null in the list would make "is none of them" match nobody.
    """
    tables, column = _BOUGHT[key]
    names = ", ".join(f"lower({bind(value, bound)})" for value in values)
    of_customers = "orders.is_valid and orders.customer_id is not null"
    found = f"lower(coalesce({column}, '')) in ({names})"
    buyers = f"select orders.customer_id from {tables} where {of_customers} and {found}"  # noqa: S608
    return f"customers.customer_id in ({buyers})"


def _in_range(key: str, value: str, bound: Bound) -> str:
    """Money from a lower end up to below the upper, so that bands meet; orders include both."""
    low, high = range_of(key, value)
    # The mean value of orders is compared without dividing, so that no cent is rounded.
    measure, each, below = {
        "order_count": ("customers.order_count", "1", "<="),
        "order_value": ("customers.lifetime_revenue", "customers.order_count", "<"),
    }[key]
    parts = [f"{measure} >= {bind(low, bound)}::decimal(18, 4) * {each}"]
    if high is not None:
        below = "<=" if low == high else below
        parts.append(f"{measure} {below} {bind(high, bound)}::decimal(18, 4) * {each}")
    return f"({' and '.join(parts)})"


def bind(value: Any, bound: Bound) -> str:
    """The name under which a value is bound, with its dollar sign."""
    name = f"segment_{len(bound)}"
    bound[name] = value
    return f"${name}"
