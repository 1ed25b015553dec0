"""Every purchase day of a shop in memory, five numbers each: what a click asks anew in one pass.

Read once per version of a shop. Counting a segment is then a look-up per purchase (is the customer
in it?) and a count per cell of the grid; what each customer bought between two days is a sum over
one stretch of the columns (lib.metrics.buyer_windows). The database need not group millions of rows
again.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from lib.metrics.retention_grid import RetentionGrid, day_ranks
from lib.metrics.source import ShopData
from lib.segment import Segment

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
NONE_YET = np.iinfo(np.int32).max
MONEY_PARTS = 10_000
"""Parts of one unit of money: with them sums of money are sums of whole numbers."""


@dataclass(frozen=True)
class PurchaseColumns:
    """The purchases of the whole shop on the grid of its days; read-only."""

    first_day: int
    """Ordinal of the first purchase day, as in RetentionGrid."""
    ranks: npt.NDArray[np.int32]
    size: int
    """Different days with a purchase."""
    customers: npt.NDArray[np.int32]
    """Per purchase: who."""
    cells: npt.NDArray[np.int32]
    """Per purchase: its cell (day, next day) in a flat grid of size + 1 rows, size + 2 columns."""
    days: npt.NDArray[np.int32]
    """Per purchase: its day, counted from 1970-01-01; never falling."""
    orders: npt.NDArray[np.int32]
    """Per purchase: the orders of that day."""
    revenue_parts: npt.NDArray[np.int64]
    """Per purchase: the revenue of that day in ten-thousandths."""
    first_rows: npt.NDArray[np.int32]
    """Per customer_id: the row of the first purchase, 0 for a number that nobody has."""
    first_days: npt.NDArray[np.int32]
    """Per customer_id: the day of the first purchase, NONE_YET for a number that nobody has."""
    second_days: npt.NDArray[np.int32]
    """Per customer_id: the day of the second purchase, or NONE_YET."""
    is_set_apart: npt.NDArray[np.bool_]
    """Per customer_id: perhaps no person."""

    def grid_of(self, customer_ids: npt.NDArray[np.int32]) -> RetentionGrid:
        """The grid of some customers; equal to one built from their purchase_pairs."""
        is_chosen = np.zeros(len(self.first_rows), dtype=bool)
        is_chosen[customer_ids[customer_ids < len(is_chosen)]] = True
        shape = (self.size + 1, self.size + 2)
        counts = np.bincount(self.cells[is_chosen[self.customers]], minlength=shape[0] * shape[1])
        firsts = np.bincount(self.first_rows[is_chosen], minlength=shape[0])
        firsts[0] = 0  # customer numbers without a purchase
        return RetentionGrid.from_counts(self.first_day, self.ranks, counts.reshape(shape), firsts)


def read_purchase_columns(source: ShopData) -> PurchaseColumns:
    """The columns of a shop; empty ones for a shop without purchases."""
    found = _sorted_by_day(source.arrays("metrics/purchase_columns"))
    customers, bought, following = found["customer_id"], found["purchased_day"], found["next_day"]
    first_day, ranks = day_ranks(bought + _EPOCH_ORDINAL)
    size = int(ranks[-1])
    start = first_day - _EPOCH_ORDINAL - 1
    rows = ranks[bought - start]
    # Without a next purchase: the last column, as in RetentionGrid.
    is_last = following == NONE_YET
    columns = np.where(
        is_last, np.int32(size + 1), ranks[np.where(is_last, bought, following) - start]
    )
    is_first = found["is_first"]
    newcomers, numbers = customers[is_first], int(customers.max(initial=-1)) + 1
    return PurchaseColumns(
        first_day=first_day,
        ranks=ranks,
        size=size,
        customers=customers,
        cells=rows * np.int32(size + 2) + columns,
        days=bought,
        orders=found["order_count"],
        revenue_parts=found["revenue_parts"],
        first_rows=_by_number(numbers, newcomers, rows[is_first], nobody=0),
        first_days=_by_number(numbers, newcomers, bought[is_first], nobody=NONE_YET),
        second_days=_by_number(numbers, newcomers, following[is_first], nobody=NONE_YET),
        is_set_apart=_set_apart(source, numbers),
    )


def _sorted_by_day(found: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The columns in the order of days; that is how they are stored, so a look is enough."""
    columns = {name: np.ma.getdata(values) for name, values in found.items()}
    days = columns["purchased_day"]
    if (days[1:] >= days[:-1]).all():
        return columns
    order = np.argsort(days, kind="stable")
    return {name: values[order] for name, values in columns.items()}


def _by_number(
    numbers: int, customers: np.ndarray, values: np.ndarray, nobody: int
) -> npt.NDArray[np.int32]:
    """One value per customer_id from 0 on."""
    found = np.full(numbers, nobody, dtype=np.int32)
    found[customers] = values
    return found


def _set_apart(source: ShopData, numbers: int) -> npt.NDArray[np.bool_]:
    ids = np.ma.getdata(source.arrays("metrics/set_apart_ids")["customer_id"])
    found = np.zeros(numbers, dtype=bool)
    found[ids[ids < numbers]] = True
    return found


def segment_grid(source: ShopData, columns: PurchaseColumns, segment: Segment) -> RetentionGrid:
    """The grid of a segment from columns already in memory."""
    found = source.arrays("metrics/segment_customers", segment=segment)
    return columns.grid_of(np.ma.getdata(found["customer_id"]))
