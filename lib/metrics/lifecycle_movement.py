"""Who moved from stage to stage between two days, and the articles' phases of a customer's life."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from lib.metrics.lifecycle import STAGES, lifecycle
from lib.metrics.source import ShopData
from lib.segment import EVERYONE, Segment

Numbers = npt.NDArray[np.int64]

NOT_YET = "not_yet"
"""Before the first purchase: where every new customer comes from."""
FROM = (NOT_YET, *STAGES)
PHASES = ("medium", "long")
ESTABLISHED_PURCHASES = 4
ESTABLISHED_DAYS = 365


@dataclass(frozen=True)
class Movement:
    """Where the customers of the later day stood on the earlier one."""

    before: date
    after: date
    window_days: int
    customer_ids: Numbers
    was: Numbers
    """Places in FROM."""
    is_now: Numbers
    """Places in STAGES."""

    @property
    def counts(self) -> Numbers:
        """Customers by stage before (rows, FROM) and after (columns, STAGES)."""
        table = np.zeros((len(FROM), len(STAGES)), dtype=np.int64)
        np.add.at(table, (self.was, self.is_now), 1)
        return table

    def customers(self, was: str, is_now: str) -> Numbers:
        """The ids in one cell of the table."""
        chosen = (self.was == FROM.index(was)) & (self.is_now == STAGES.index(is_now))
        found: Numbers = self.customer_ids[chosen]
        return found


def lifecycle_movement(
    source: ShopData, before: date, after: date, window_days: int, segment: Segment = EVERYONE
) -> Movement:
    """Stages on two days under one window; the days may be given in either order."""
    before, after = sorted((before, after))
    earlier = lifecycle(source, before, window_days, segment)
    later = lifecycle(source, after, window_days, segment)
    # Nobody who has bought is ever forgotten, so every customer of before is among those of after.
    places = np.searchsorted(later.customer_ids, earlier.customer_ids)
    was = np.zeros(len(later.customer_ids), dtype=np.int64)
    was[places] = earlier.stages + 1
    return Movement(before, after, window_days, later.customer_ids, was, later.stages)


def lifecycle_phases(
    source: ShopData, as_of: date, window_days: int, segment: Segment = EVERYONE
) -> dict[str, int]:
    """Customers by phase: "long" when active and established, else "medium".

    Established: four purchases, or a year since the first. The short phase ends with the first
    order, so no list of orders shows it.
    """
    found = source.arrays("metrics/customer_standing", {"as_of": as_of}, segment)
    count, silent, tenure = (
        np.asarray(found[name], dtype=np.int64)
        for name in ("purchase_days_count", "recency_days", "tenure_days")
    )
    is_established = (count >= ESTABLISHED_PURCHASES) | (tenure >= ESTABLISHED_DAYS)
    is_long = is_established & (silent <= window_days)
    return {"medium": int((~is_long).sum()), "long": int(is_long.sum())}
