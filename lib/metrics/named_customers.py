"""Customers of a group, by their ids, as a list one can read."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.metrics.source import ShopData


def customers_of_ids(source: ShopData, ids: npt.NDArray[np.int64]) -> pd.DataFrame:
    """One row per customer, largest revenue so far first.

    Columns: customer_id, customer_key, customer_name, first_ordered_on, last_bought_on,
    order_count, lifetime_revenue.
    """
    return source.frame("metrics/customers_of_ids", {"customer_ids": ids.tolist()})
