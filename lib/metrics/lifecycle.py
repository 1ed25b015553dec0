"""Where every customer stands on a day: new, active, cooling, lapsing or lapsed."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from lib.metrics.source import ShopData
from lib.segment import EVERYONE, Segment

Numbers = npt.NDArray[np.int64]

STAGES = ("new", "active_repeat", "one_time_cooling", "lapsing", "lapsed")


@dataclass(frozen=True)
class Lifecycle:
    """The stage of every customer who had bought by a day; each is in exactly one."""

    as_of: date
    window_days: int
    """W*, the activity window the shop's own rhythm suggests."""
    customer_ids: Numbers
    purchase_days_count: Numbers
    recency_days: Numbers
    stages: Numbers
    """Places in STAGES."""

    @property
    def customers(self) -> dict[str, int]:
        """Customers by stage, in the order of STAGES, empty ones too."""
        counts = np.bincount(self.stages, minlength=len(STAGES))
        return {stage: int(count) for stage, count in zip(STAGES, counts, strict=True)}


def lifecycle(
    source: ShopData, as_of: date, window_days: int, segment: Segment = EVERYONE
) -> Lifecycle:
    """The stage of each customer at the end of a day, by purchases so far and days of silence."""
    found = source.arrays("metrics/lifecycle", {"as_of": as_of}, segment)
    ids, counts, silent = (
        np.asarray(found[name], dtype=np.int64)
        for name in ("customer_id", "purchase_days_count", "recency_days")
    )
    return Lifecycle(as_of, window_days, ids, counts, silent, stages(counts, silent, window_days))


def stages(purchase_days_count: Numbers, recency_days: Numbers, window_days: int) -> Numbers:
    """Places in STAGES. A customer who bought once is new for half a window, then cooling."""
    is_active = recency_days <= window_days
    conditions = [
        is_active & (purchase_days_count > 1),
        2 * recency_days <= window_days,
        is_active,
        recency_days <= 2 * window_days,
    ]
    places = [STAGES.index(stage) for stage in ("active_repeat", "new", "one_time_cooling")]
    return np.select(conditions, [*places, STAGES.index("lapsing")], STAGES.index("lapsed")).astype(
        np.int64
    )
