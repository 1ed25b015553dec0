"""A condition as SQL over the table ``customers``: names of columns here, every value bound."""

from collections.abc import Sequence
from typing import Any

from lib.attributes import PREFIX, attribute_clause
from lib.segment.keys import COLUMNS, RANGE_KEYS
from lib.segment.ranges import range_of

Bound = dict[str, Any]

_LINES_OF_ORDERS = "orders inner join order_lines on orders.order_id = order_lines.order_id"


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
        if key == "first_product":
            # One comparison with unknown would make "is none of them" match nobody.
            named = product_clause("customers.first_product_id", values, bound)
            matches += f" or (customers.first_product_id is not null and {named})"
    elif key == "product":
        bought = product_clause("order_lines.product_id", values, bound)
        matches = _of_orders(_LINES_OF_ORDERS, bought)
    else:
        matches = _of_orders("orders", column_clause("orders.channel", values, bound))
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


def product_clause(
    column: str, values: Sequence[str], bound: Bound, *, names: str = "product_names"
) -> str:
    """The column holds a product that was ever sold under one of the values, or has it as code."""
    listed = ", ".join(f"lower({bind(value, bound)})" for value in values)
    of_name = f"select product_id from {names} where lower(product_name) in ({listed})"  # noqa: S608
    return f"{column} in ({of_name})"


def _of_orders(tables: str, found: str) -> str:
    """One order through a channel, or with a product, makes a customer of it.

    Guests are left out: one null in the list would make "is none of them" match nobody.
    """
    of_customers = "orders.is_valid and orders.customer_id is not null"
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
