"""Everything one customer ordered."""

import pandas as pd

from lib.metrics.source import ShopData


def customer_orders(source: ShopData, customer_id: int) -> pd.DataFrame:
    """One row per order, oldest first; ``is_valid`` tells those that count as a purchase.

    Columns: order_key, ordered_on, channel, is_valid, invalid_rule, revenue, refund, coupon,
    products ("2 × Tea, Cup").
    """
    return source.frame("metrics/customer_orders", {"customer_id": customer_id})
