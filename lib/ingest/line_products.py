"""Price times quantity, where either may be a barcode that stands in the wrong column."""

from lib.engines.duck import Database
from lib.ingest.understanding import STAGED, Understanding

# A million millions, the end of readable amounts, have thirteen digits; a product has at most as
# many digits as both factors together.
FEWEST_DIGITS = 13


def price_times_quantity(u: Understanding) -> str:
    """SQL of the amount; null where it would be larger than any amount may be."""
    return f"times({u.number('unit_price')}, {u.number('quantity')})"


def is_huge(u: Understanding) -> str:
    """SQL: both factors can be read, and their product is no amount."""
    price, pieces = u.number("unit_price"), u.number("quantity")
    product = price_times_quantity(u)
    return f"{price} is not null and {pieces} is not null and {product} is null"


def has_huge_products(db: Database, u: Understanding) -> bool:
    """Whether some row has such a product; texts too short for one are not read as numbers."""
    if not u.positions.get("unit_price") or not u.positions.get("quantity"):
        return False
    price, pieces = u.positions["unit_price"][0], u.positions["quantity"][0]
    digits = db.rows(f"select max(length({price})) + max(length({pieces})) from {STAGED}")[0][0]
    if digits is None or digits < FEWEST_DIGITS:
        return False
    return bool(db.rows(f"select 1 from {STAGED} where {is_huge(u)} limit 1"))
