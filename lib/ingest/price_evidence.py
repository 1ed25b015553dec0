"""What a price and an amount stand for, where only their values tell."""

from lib.i18n import _
from lib.ingest.column_evidence import SAMPLE
from lib.ingest.header_match import exact, loose
from lib.ingest.mapping import Mapping
from lib.ingest.numbers import read_numbers
from lib.ingest.unnamed_columns import Table

# A price of one piece stays about the same when more are bought (slope 0 of its logarithm against
# that of the quantity), the price of a row grows alike (slope 1). Half way, and so many standard
# errors beyond it, is believed.
ROWS_TO_JUDGE = 30
HALF_WAY = 0.5
STANDARD_ERRORS = 3
# Words that mean a number of pieces to some and money to others.
_EITHER = ("amount", "amt")
_PIECES = r"regexp_matches({cell}, '^-?\d{1,3}$')"


def amount_of_pieces(table: Table, mapping: Mapping) -> Mapping:
    """ "Amount" counts pieces where it holds small whole numbers beside a column of prices."""
    named = mapping.columns.get("order_total", ())
    if mapping.has("quantity") or len(named) != 1 or loose(named[0]) not in _EITHER:
        return mapping
    if table.share(named[0], _PIECES) < 1:
        return mapping
    prices = [header for header in table.free(mapping) if "price" in loose(header)]
    prices += mapping.columns.get("unit_price", ())
    if not prices:
        return mapping
    settled = mapping.with_column("order_total", ()).with_column("quantity", named)
    return (
        settled
        if mapping.has("unit_price")
        else settled.with_column("unit_price", tuple(prices[:1]))
    )


def price_of_row(table: Table, mapping: Mapping) -> tuple[Mapping, list[str]]:
    """Take a "price" that grows with the quantity for what it is: the price of the whole row."""
    key = next((name for name in ("sku", "product_name", "category") if mapping.has(name)), None)
    if key is None or mapping.has("line_total"):
        return mapping, []
    if not (mapping.has("unit_price") and mapping.has("quantity")):
        return mapping, []
    header = mapping.columns["unit_price"]
    product = table.column(mapping.columns[key][0])
    price = read_numbers(table.db, SAMPLE, table.column(header[0])).sql
    pieces = read_numbers(table.db, SAMPLE, table.column(mapping.columns["quantity"][0])).sql
    rows, slope, error = table.db.rows(
        f"""
        select
            coalesce(sum(row_count), 0),
            sum(together) / sum(spread) as slope,
            sqrt(
                greatest(sum(price_spread) - sum(together) ** 2 / sum(spread), 0)
                / (sum(row_count - 1) - 1) / sum(spread)
            ) as standard_error
        from (
            select
                count(*) as row_count,
                count(*) * covar_pop(ln({price}::double), ln({pieces}::double)) as together,
                count(*) * var_pop(ln({pieces}::double)) as spread,
                count(*) * var_pop(ln({price}::double)) as price_spread
            from {SAMPLE} where {price} > 0 and {pieces} > 0
            group by {product} having min({pieces}) < max({pieces})
        )
        """
    )[0]
    if rows < ROWS_TO_JUDGE or slope - STANDARD_ERRORS * error < HALF_WAY:
        return mapping, []
    said = _(
        "The price in column “{column}” grows with the quantity, so it was taken as the price of"
        " the whole row. If it is the price of one piece, choose it as that on the Data page."
    )
    settled = mapping.with_column("unit_price", ()).with_column("line_total", header)
    return settled, [said.format(column=exact(header[0]))]
