"""Every purchase day of a shop in memory, two numbers each: any segment's grid in one pass.

Read once per version of a shop. Counting a segment is then a look-up per purchase (is the customer
in it?) and a count per cell of the grid; the database need not group millions of rows again.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from lib.metrics.retention_grid import RetentionGrid, day_ranks
from lib.metrics.source import ShopData
from lib.segment import Segment

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_NONE_YET = np.iinfo(np.int32).max


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
    first_rows: npt.NDArray[np.int32]
    """Per customer_id: the row of the first purchase, 0 for a number that nobody has."""

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
    found = source.arrays("metrics/purchase_columns")
    customers = np.ma.getdata(found["customer_id"])
    bought, following = np.ma.getdata(found["purchased_day"]), np.ma.getdata(found["next_day"])
    first_day, ranks = day_ranks(bought + _EPOCH_ORDINAL)
    size = int(ranks[-1])
    start = first_day - _EPOCH_ORDINAL - 1
    rows = ranks[bought - start]
    # Without a next purchase: the last column, as in RetentionGrid.
    is_last = following == _NONE_YET
    columns = np.where(
        is_last, np.int32(size + 1), ranks[np.where(is_last, bought, following) - start]
    )
    first_rows = np.zeros(int(customers.max(initial=-1)) + 1, dtype=np.int32)
    is_first = np.ma.getdata(found["is_first"])
    first_rows[customers[is_first]] = rows[is_first]
    return PurchaseColumns(
        first_day=first_day,
        ranks=ranks,
        size=size,
        customers=customers,
        cells=rows * np.int32(size + 2) + columns,
        first_rows=first_rows,
    )


def segment_grid(source: ShopData, columns: PurchaseColumns, segment: Segment) -> RetentionGrid:
    """The grid of a segment from columns already in memory."""
    found = source.arrays("metrics/segment_customers", segment=segment)
    return columns.grid_of(np.ma.getdata(found["customer_id"]))
