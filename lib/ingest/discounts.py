"""What a column called "discount" holds: money off the order, money off the row, or a rate."""

from dataclasses import replace

from lib.engines.duck import Database
from lib.ingest.mapping import LINE_FIELDS
from lib.ingest.recognise import GENERIC
from lib.ingest.understanding import STAGED, Understanding


def settle_discounts(db: Database, understanding: Understanding) -> Understanding:
    """Say what the discount of a file by common words is taken off, from its values.

    A rate (0.2, 20 %) is turned into money where rows have prices. A discount of the row is moved
    to line_discount, which is taken off a price but not off a total that was paid.
    """
    mapping = understanding.mapping
    header = mapping.columns.get("order_discount")
    if mapping.layout != GENERIC or not header or mapping.has("line_discount"):
        return understanding
    value, is_rate = understanding.number("order_discount"), _is_rate(db, understanding)
    is_of_row = mapping.has(*LINE_FIELDS) and (is_rate or _differs_in_order(db, understanding))
    was_paid = mapping.has("line_total") and not _is_before_discount(db, understanding)
    if not (is_rate or is_of_row or was_paid):
        return understanding
    reading = understanding.numbers.pop("order_discount")
    place = understanding.positions.pop("order_discount")
    understanding.mapping = mapping.with_column("order_discount", ())
    if is_rate and not mapping.has("unit_price"):
        return understanding
    if is_rate:
        price = understanding.number("unit_price")
        pieces = understanding.number("quantity") if mapping.has("quantity") else "1"
        reading = replace(
            reading, sql=f"(times({price}, {pieces}) * {value}::double)::decimal(18, 4)"
        )
    understanding.mapping = understanding.mapping.with_column("line_discount", header)
    understanding.numbers["line_discount"] = reading
    understanding.positions["line_discount"] = place
    return understanding


def _is_rate(db: Database, u: Understanding) -> bool:
    """Every value lies between 0 and 1 and some are fractions: 0.2 is a fifth, not 20 cents."""
    value = f"abs({u.number('order_discount')})"
    found = db.row(
        f"""
        select
            coalesce(max({value}), 0) as highest,
            count(*) filter ({value} > 0 and {value} < 1) as fractions,
            count(*) filter ({value} > 0) as filled
        from {STAGED}
        """
    )
    return bool(found["highest"] <= 1 and found["fractions"] * 2 > found["filled"])


def _differs_in_order(db: Database, u: Understanding) -> bool:
    """Whether rows of one order carry different discounts."""
    if not u.mapping.has("order_id"):
        return True
    value = u.number("order_discount")
    return bool(
        db.rows(
            f"""
            select 1 from {STAGED} group by {u.text("order_id")}
            having min(coalesce({value}, 0)) <> max(coalesce({value}, 0)) limit 1
            """
        )
    )


def _is_before_discount(db: Database, u: Understanding) -> bool:
    """Whether the row total is still price times quantity, where the row has both."""
    if not u.mapping.has("unit_price") or u.mapping.columns["line_total"] == u.paid_total:
        return not u.paid_total
    pieces = u.number("quantity") if u.mapping.has("quantity") else "1"
    full = f"times({u.number('unit_price')}, {pieces})"
    discounted, equal = db.rows(
        f"""
        select count(*), count(*) filter (abs({u.number("line_total")} - {full}) < 0.01)
        from {STAGED} where abs({u.number("order_discount")}) > 0
        """
    )[0]
    return bool(equal * 2 >= discounted)
