"""Shops drawn as customers and days, built by the same SQL the import runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lib.engines.duck import Database, open_for_building
from lib.engines.sql_files import sql_text
from lib.segment import EVERYONE, Segment, scoped

MARTS = ("purchase_days", "purchase_pairs", "cohort_days")

# Customers as the import makes them, as far as retention needs them.
CUSTOMERS = """
create or replace table customers as
with valid as (
    select *, row_number() over (partition by customer_id order by ordered_on, order_id) as place
    from orders where is_valid and customer_id is not null
)
select customer_id, 'key' || customer_id as customer_key,
    'Customer ' || customer_id as customer_name,
    min(ordered_on) as first_ordered_on, max(ordered_on) as last_ordered_on,
    count(*)::integer as order_count, sum(revenue)::decimal(18, 2) as lifetime_revenue,
    min(country) filter (place = 1) as country, min(region) filter (place = 1) as region,
    min(channel) filter (place = 1) as first_channel,
    min(coupon) filter (place = 1) as first_coupon,
    min(product) filter (place = 1) as first_product,
    null::integer as first_product_id,
    min(category) filter (place = 1) as first_category,
    false as is_quarantined
from valid group by customer_id
"""

PRODUCTS = """
create or replace table products as
select row_number() over (order by product)::integer as product_id, null::varchar as sku,
    product as product_name, min(category) as category
from orders where product is not null group by product;
create or replace table product_names as
select product_id, product_name, true as is_listed from products;
create or replace table order_lines as
select order_id, 1 as line_number, product_id, 1 as quantity, revenue, 0 as discount
from orders left join products on orders.product = products.product_name
"""

# Nothing in these shops is paid back.
REFUND_MOVES = """
create or replace table refund_moves (
    order_id integer, customer_id integer, moved_on date, revenue decimal(18, 4), is_booked boolean
)
"""


@dataclass(frozen=True)
class Order:
    customer_id: int | None
    ordered_on: date
    revenue: float = 10
    is_valid: bool = True
    channel: str | None = None
    country: str | None = None
    region: str | None = None
    coupon: str | None = None
    product: str | None = None
    category: str | None = None


@dataclass
class DiagramShop:
    """The ShopData of the tests: an in-memory database whose tables can be drawn again."""

    database: Database = field(repr=False)

    @classmethod
    def open(cls, scratch: Path) -> "DiagramShop":
        return cls(open_for_building(":memory:", scratch))

    def draw(self, orders: Sequence[Order]) -> "DiagramShop":
        columns = {
            name: [getattr(order, name) for order in orders] for name in Order.__dataclass_fields__
        }
        self.database.run(
            """create or replace table orders as
            select row_number() over ()::integer as order_id, 0::decimal(18, 2) as discount,
                * from (select
                unnest($customer_id::integer[]) as customer_id,
                unnest($ordered_on::date[]) as ordered_on,
                unnest($revenue::decimal(18, 2)[]) as revenue,
                unnest($is_valid::boolean[]) as is_valid,
                unnest($channel::varchar[]) as channel,
                unnest($country::varchar[]) as country,
                unnest($region::varchar[]) as region,
                unnest($coupon::varchar[]) as coupon,
                unnest($product::varchar[]) as product,
                unnest($category::varchar[]) as category)""",
            columns,
        )
        self.database.run(CUSTOMERS)
        self.database.run(PRODUCTS)
        self.database.run(REFUND_MOVES)
        for name in MARTS:
            self.database.run(f"drop table if exists {name}")
            self.database.run_file(f"marts/{name}")
        return self

    def rows(
        self, name: str, parameters: dict[str, Any] | None = None, segment: Segment = EVERYONE
    ) -> list[tuple[Any, ...]]:
        return self.database.rows(*self._question(name, parameters, segment))

    def row(
        self, name: str, parameters: dict[str, Any] | None = None, segment: Segment = EVERYONE
    ) -> dict[str, Any]:
        return self.database.row(*self._question(name, parameters, segment))

    def frame(
        self, name: str, parameters: dict[str, Any] | None = None, segment: Segment = EVERYONE
    ) -> pd.DataFrame:
        return self.database.frame(*self._question(name, parameters, segment))

    def arrays(
        self, name: str, parameters: dict[str, Any] | None = None, segment: Segment = EVERYONE
    ) -> dict[str, np.ndarray]:
        return self.database.arrays(*self._question(name, parameters, segment))

    def _question(
        self, name: str, parameters: dict[str, Any] | None, segment: Segment
    ) -> tuple[str, dict[str, Any]]:
        sql, values = scoped(sql_text(name), segment)
        return sql, {**(parameters or {}), **values}


def orders_of(diagram: str) -> list[Order]:
    """One customer per line: a number, then days; customers are numbered by the line's first word.

    "1  2024-01-10  2024-02-14": customer 1 bought on two days.
    """
    orders = []
    for line in diagram.strip().splitlines():
        customer, *days = line.split()
        orders += [Order(int(customer), date.fromisoformat(day)) for day in days]
    return orders


def golden_orders() -> list[Order]:
    """The golden set of 13 customers: 30 valid orders, one cancelled, one refunded."""
    lines = """
        1  01-10:50 02-14:40 05-20:60 08-15:55 11-20:45
        2  01-15:30 04-02:35
        3  01-20:100
        4  02-05:20 02-05:15 06-18:25 07-30:30 09-12:20
        5  02-29:80 10-05:70
        6  03-03:45 06-25:50 12-01:40
        7  04-11:60 04-30:35x 07-08:65
        8  05-05:35 08-01:40x
        9  07-10:90 08-12:40 09-25:50
        10 07-02:25
        11 08-20:55 10-10:45
        12 10-15:75
        13 01-05:40 08-28:30
    """
    orders = []
    for line in lines.strip().splitlines():
        customer, *bought = line.split()
        for purchase in bought:
            day, amount = purchase.split(":")
            orders.append(
                Order(
                    int(customer),
                    date.fromisoformat(f"2024-{day}"),
                    float(amount.removesuffix("x")),
                    is_valid=not amount.endswith("x"),
                )
            )
    return orders


def shifted(orders: Sequence[Order], days: int) -> list[Order]:
    """The same shop, ``days`` later."""
    return [
        Order(**{**vars(order), "ordered_on": order.ordered_on + timedelta(days=days)})
        for order in orders
    ]
