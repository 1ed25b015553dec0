"""Every retention number of a shop from one summed-area table over purchase_pairs.

A customer who bought on day a and next on day b counts in cell (a, b); b is "never" for the last
purchase. Being active on a day, staying, coming back and so on are boxes in this grid, and with
running totals over both axes any box is four look-ups, however many orders there are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Ordinals = npt.NDArray[np.int64]
Counts = TypeVar("Counts", int, npt.NDArray[np.int64])

_EPOCH = date(1970, 1, 1).toordinal()
_INT32_MAX = np.iinfo(np.int32).max


@dataclass(frozen=True)
class GridCounts(Generic[Counts]):
    """Customers of one period (int), or of many (arrays of one shape)."""

    customers_start: Counts
    customers_end: Counts
    customers_new: Counts
    retained_bought: Counts
    retained_quiet: Counts
    reactivated: Counts


@dataclass(frozen=True)
class RetentionGrid:
    """Running totals over (purchase day, next purchase day); read-only once built."""

    first_day: int
    """Ordinal of the first purchase day (proleptic, as date.toordinal)."""
    ranks: npt.NDArray[np.int32]
    """Purchase days up to each calendar day: entry i for the day first_day - 1 + i."""
    totals: npt.NDArray[Any]
    """totals[i, j]: purchases on the first i days followed by one on the first j days. The last
    column also holds those without a next purchase. int32 unless the counts need int64."""
    first_purchases: npt.NDArray[np.int64]
    """First purchases on the first i purchase days."""

    @classmethod
    def from_pairs(
        cls,
        purchased_on: np.ndarray,
        next_on: np.ndarray,
        customers: np.ndarray,
        first_purchases: np.ndarray,
    ) -> "RetentionGrid":
        """Build the table from purchase_pairs, one array per column.

        Days are datetime64 of any unit; a next day that is masked or NaT means none yet.
        """
        bought = _ordinals(purchased_on)
        is_last = np.ma.getmaskarray(next_on) | np.isnat(np.ma.getdata(next_on))
        followed = _ordinals(next_on)[~is_last]
        first_day, ranks = day_ranks(np.concatenate([bought, followed]))
        shape = (int(ranks[-1]) + 1, int(ranks[-1]) + 2)
        rows = ranks[bought - first_day + 1]
        columns = np.full(len(bought), shape[1] - 1, dtype=np.int64)
        columns[~is_last] = ranks[followed - first_day + 1]
        counts = np.zeros(shape[0] * shape[1], dtype=np.int64)
        np.add.at(counts, rows * np.int64(shape[1]) + columns, _whole(customers))
        firsts = np.zeros(shape[0], dtype=np.int64)
        np.add.at(firsts, rows, _whole(first_purchases))
        return cls.from_counts(first_day, ranks, counts.reshape(shape), firsts)

    @classmethod
    def from_counts(
        cls,
        first_day: int,
        ranks: npt.NDArray[np.int32],
        counts: npt.NDArray[np.int64],
        firsts: npt.NDArray[np.int64],
    ) -> "RetentionGrid":
        """Build the table from customers per cell and first purchases per row."""
        kind = np.int32 if counts.sum() <= _INT32_MAX else np.int64
        totals = counts.astype(kind)  # adding up while converting takes three times as long
        for axis in (0, 1):
            np.cumsum(totals, axis=axis, out=totals)
        return cls(first_day, ranks, totals, np.cumsum(firsts, dtype=np.int64))

    @property
    def customers(self) -> int:
        """Everybody who ever bought."""
        return int(self.first_purchases[-1])

    def counts(self, start_boundary: date, end_boundary: date, window_days: int) -> GridCounts[int]:
        """The numbers of the period (start_boundary, end_boundary], boundaries anywhere in time.

        Raises ValueError when the window is shorter than the period: a customer may then be
        active, lapse and return inside the period, which pairs of days cannot tell apart.
        """
        start, end = start_boundary.toordinal(), end_boundary.toordinal()
        if window_days < end - start:
            raise ValueError("the grid answers windows at least as long as the period")
        item, firsts = self.totals.item, self.first_purchases.item
        bounds = (self._rank(day) for day in (start - window_days, start, end - window_days, end))
        return _counts(item, firsts, self.totals.shape[1] - 1, *bounds)

    def counts_of_many(
        self, start_boundaries: Ordinals, end_boundaries: Ordinals, window_days: Ordinals
    ) -> GridCounts[npt.NDArray[np.int64]]:
        """The same for arrays of boundaries (date.toordinal) and windows that broadcast together.

        Raises ValueError when a window is shorter than its period.
        """
        start, end, window = np.broadcast_arrays(start_boundaries, end_boundaries, window_days)
        if (window < end - start).any():
            raise ValueError("the grid answers windows at least as long as the period")
        flat, width = self.totals.ravel(), self.totals.shape[1]

        def total(row: Ordinals, column: Ordinals) -> Ordinals:
            found: Ordinals = flat[row * width + column].astype(np.int64)
            return found

        bounds = (self._ranks_of(days) for days in (start - window, start, end - window, end))
        return _counts(total, self.first_purchases.__getitem__, width - 1, *bounds)

    def active(self, day: date, window_days: int) -> int:
        """Customers with a purchase in the ``window_days`` up to the end of ``day``; any window."""
        before, until = self._rank(day.toordinal() - window_days), self._rank(day.toordinal())
        never = self.totals.shape[1] - 1
        return int(_box(self.totals.item, before, until, until, never))

    def _rank(self, ordinal: int) -> int:
        place = ordinal - self.first_day + 1
        return int(self.ranks.item(min(max(place, 0), len(self.ranks) - 1)))

    def _ranks_of(self, ordinals: Ordinals) -> Ordinals:
        places = np.clip(ordinals - self.first_day + 1, 0, len(self.ranks) - 1)
        return self.ranks[places].astype(np.int64)


def day_ranks(ordinals: Ordinals) -> tuple[int, npt.NDArray[np.int32]]:
    """The first day, and how many of the days occur up to each calendar day from the one before it.

    Only days with a purchase take a row of the grid, so one absurd date costs one row, not decades.
    """
    if not len(ordinals):
        return 1, np.zeros(1, dtype=np.int32)
    first_day = int(ordinals.min())
    occurs = np.zeros(int(ordinals.max()) - first_day + 2, dtype=bool)
    occurs[ordinals - first_day + 1] = True
    return first_day, np.cumsum(occurs, dtype=np.int32)


def _counts(
    total: Callable[[Any, Any], Any],
    firsts: Callable[[Any], Any],
    never: int,
    start_reach: Any,
    start: Any,
    end_reach: Any,
    end: Any,
) -> GridCounts[Any]:
    """Boxes of the grid by rank: purchases after .. up to, next purchase after .. up to."""
    return GridCounts(
        customers_start=_box(total, start_reach, start, start, never),
        customers_end=_box(total, end_reach, end, end, never),
        customers_new=firsts(end) - firsts(start),
        retained_bought=_box(total, start_reach, start, start, end),
        retained_quiet=_box(total, end_reach, start, end, never),
        reactivated=_box(total, start * 0, start_reach, start, end),
    )


def _box(
    total: Callable[[Any, Any], Any], after: Any, until: Any, next_after: Any, next_until: Any
) -> Any:
    return (
        total(until, next_until)
        - total(after, next_until)
        - total(until, next_after)
        + total(after, next_after)
    )


def _whole(numbers: np.ndarray) -> Ordinals:
    return np.ma.getdata(numbers).astype(np.int64)


def _ordinals(days: np.ndarray) -> Ordinals:
    return np.ma.getdata(days).astype("datetime64[D]").astype(np.int64) + _EPOCH
