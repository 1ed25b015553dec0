"""Shops with lines in their orders, for what bright spots buy and what made them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from lib.metrics.bright_rules import Rule
from lib.metrics.bright_spots import BrightSpots
from lib.metrics.concentration import Concentration
from tests.metrics.shop_diagrams import DiagramShop, Order

# The diagram numbers all orders alike; lines need orders they can be told to belong to.
NUMBERED = """
create or replace table orders as
select * replace (row_number() over ()::integer as order_id) from orders
"""
LINES = """
create or replace table order_lines as
with parts as (
    select order_id, revenue, unnest(string_split(product, '|')) as product_name
    from orders where product is not null
)
select order_id, 1 as line_number, dense_rank() over (order by product_name)::integer as product_id,
    1::decimal(18, 3) as quantity, 10::decimal(18, 4) as revenue, product_name
from parts
"""
PRODUCTS = """
create or replace table products as
select product_id, null::varchar as sku, min(product_name) as product_name,
    null::varchar as category
from order_lines group by product_id;
create or replace table product_names as
select product_id, product_name, true as is_listed from products
"""


def bright_shop(scratch: Path, orders: Sequence[Order]) -> DiagramShop:
    """The orders of a diagram with a line per product: "A|B" are two."""
    shop = DiagramShop.open(scratch).draw(orders)
    shop.database.run(NUMBERED)
    for column, kind, value in (
        ("ordered_at", "timestamp", "ordered_on"),
        ("refund", "decimal(18, 2)", "0"),
    ):
        shop.database.run(f"alter table orders add column {column} {kind}")
        shop.database.run(f"update orders set {column} = {value}")
    shop.database.run(LINES)
    shop.database.run(PRODUCTS)
    return shop


def spots_of(customers: Iterable[int], as_of: date, eligible: int) -> BrightSpots:
    """Bright spots by a label of the test instead of a rule."""
    return BrightSpots(
        as_of=as_of,
        rule=Rule(),
        bar=None,
        customer_ids=np.array(sorted(customers), dtype=np.int64),
        eligible=eligible,
        too_new=0,
        set_apart=0,
        buyers=eligible,
        revenue=Decimal(0),
        revenue_of_buyers=Decimal(0),
        spread=Concentration(eligible, None, None, None),
    )
