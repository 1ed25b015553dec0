"""Records within records as rows and columns: the buyer of an order, its products."""

from collections.abc import Iterator
from typing import Any

Record = dict[str, Any]

# Below this depth an object stays text.
DEEPEST = 4
# What holds the products of an order, the clearest name first.
LISTS_OF_PRODUCTS = (
    *("line_items", "lineitems", "order_items", "orderitems", "order_lines", "orderlines"),
    *("line items", "items", "lines", "products", "order_details", "details", "cart", "rows"),
)


def flat_rows(record: Record) -> Iterator[Record]:
    """One row per product of the record's list of products, or one for the whole record.

    What the record says of itself stands in every row; the values of an inner object are columns
    like "customer.email". Other lists stay as they are.
    """
    products = _list_of_products(record)
    plain = dict(_flat({name: value for name, value in record.items() if name != products}))
    if not products:
        yield plain
        return
    for product in record[products]:
        yield plain | dict(_flat({products: product}))


def _list_of_products(record: Record) -> str:
    found = {
        name.casefold(): name
        for name, value in record.items()
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value)
    }
    return next((found[name] for name in LISTS_OF_PRODUCTS if name in found), "")


def _flat(record: Record, before: str = "", depth: int = 1) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        value = unwrapped(value)
        if isinstance(value, dict) and value and depth < DEEPEST:
            yield from _flat(value, f"{before}{name}.", depth + 1)
        else:
            yield f"{before}{name}", value


def unwrapped(value: Any) -> Any:
    """The value in {"$oid": …}, {"$date": …}, {"$numberDecimal": …} of a document database."""
    while isinstance(value, dict) and len(value) == 1 and next(iter(value))[:1] == "$":
        value = next(iter(value.values()))
    return value
