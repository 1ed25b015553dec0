"""What every metric asks of a shop, so that no metric knows which engine answers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

import numpy as np
import pandas as pd

from lib.segment import EVERYONE, Segment

Parameters = dict[str, Any]


class ShopData(Protocol):
    """A shop open for questions. ``name`` is an SQL file below lib/sql, its parameters are bound.

    A ``segment`` restricts the customers the file reads (lib.segment.scoped).
    """

    def rows(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> list[tuple[Any, ...]]: ...

    def row(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> dict[str, Any]: ...

    def frame(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> pd.DataFrame: ...

    def arrays(
        self, name: str, parameters: Parameters | None = None, segment: Segment = EVERYONE
    ) -> dict[str, np.ndarray]: ...


@dataclass(frozen=True)
class ShopDays:
    """The stretch of days a shop knows about; all days are None in a shop without orders."""

    data_start: date | None
    last_ordered_on: date | None
    as_of: date | None
    """The last complete day: nothing after it counts as having happened."""
    identity_coverage: float | None
    """Valid orders with a known customer / valid orders; None without valid orders."""

    @property
    def history_days(self) -> int:
        """Days from the first order to the as-of day, both counted; 0 when there are none."""
        if self.data_start is None or self.as_of is None:
            return 0
        return max(0, (self.as_of - self.data_start).days + 1)


def shop_days(source: ShopData, as_of: date | None = None) -> ShopDays:
    """The days of the whole shop. Without ``as_of`` the day before the last order is complete.

    The last day with an order may still have been running when the file was exported. Where only
    some orders count, the days are still those of all: nothing else was ordered in them.
    """
    found = source.row("metrics/shop_days")
    of_shop = getattr(source, "days_of_shop", None)
    first, last = of_shop or (found["first_ordered_on"], found["last_ordered_on"])
    if as_of is None and last is not None:
        as_of = last - timedelta(days=1)
    valid = found["valid_orders"]
    return ShopDays(
        data_start=first,
        last_ordered_on=last,
        as_of=as_of,
        identity_coverage=found["identified_orders"] / valid if valid else None,
    )


def kept(source: ShopData, name: str) -> dict[str, Any] | None:
    """What a shop has kept under a name; None for a source that keeps nothing."""
    read = getattr(source, "kept", None)
    found: dict[str, Any] | None = read(name) if read else None
    return found
