"""A shop whose purchases lie in memory: the same questions and answers, the largest ones sooner."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lib.metrics.buyer_windows import ANSWERED_HERE, Chosen
from lib.metrics.purchase_columns import PurchaseColumns
from lib.metrics.source import Parameters, ShopData
from lib.segment import EVERYONE, Segment
from lib.watch import watched
from lib.workspace import Workspace

ENGINE = "memory"


def remembering(source: Any, read: Callable[[], PurchaseColumns]) -> Any:
    """``source`` answering from memory; one that is no file here counts where its rows are."""
    if not isinstance(source, Workspace) or source.is_warehouse:
        return source
    return Remembered(source, read)


@dataclass(frozen=True)
class Remembered:
    """``source`` with the columns of its purchases, read when they are first needed."""

    source: ShopData
    read: Callable[[], PurchaseColumns]

    def arrays(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> dict[str, np.ndarray]:
        answer = ANSWERED_HERE.get(name)
        if answer is None:
            return self.source.arrays(name, parameters, segment)
        columns = self.read()
        chosen = self._chosen(segment, len(columns.first_days))
        return watched(name, ENGINE, lambda: answer(columns, parameters or {}, chosen))

    def _chosen(self, segment: Segment, numbers: int) -> Chosen:
        """Per customer_id: is the customer in the segment?"""
        if not segment.conditions:
            return np.ones(numbers, dtype=bool)
        found = self.source.arrays("metrics/segment_customers", segment=segment)
        ids = np.ma.getdata(found["customer_id"])
        chosen = np.zeros(numbers, dtype=bool)
        chosen[ids[ids < numbers]] = True
        return chosen

    def __getattr__(self, name: str) -> Any:
        """Everything else is the shop's own: its rows, days, settings and what it has kept."""
        return getattr(self.source, name)
