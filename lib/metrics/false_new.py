"""New customers who are probably old ones: their earlier orders lie before the data begin."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from lib.metrics.source import ShopData, ShopDays, shop_days
from lib.period import Period
from lib.segment import EVERYONE, Segment

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lookback:
    """How far one can look back from the purchases of a segment; entry d of each is for d days."""

    data_start: date | None
    first_purchases: Counts
    """First purchases on the day that is d days after the data began."""
    firsts_with: Counts
    """First purchases with at least d days of data before them."""
    repeats_after: Counts
    """Repeat purchases more than d days after the one before: with d days of data before them
    they would have looked like first ones."""

    def looking_first(self, lookback_days: int) -> tuple[int, int]:
        """Of the purchases that look like first ones with so few days of data: repeats, and all.

        Only purchases with at least that many days of data before them are counted.
        """
        if not 0 <= lookback_days < len(self.firsts_with):
            return 0, 0
        repeats = int(self.repeats_after[lookback_days])
        return repeats, repeats + int(self.firsts_with[lookback_days])

    def false_new_share(self, lookback_days: int) -> float | None:
        """The share of new-looking purchases that are no first ones; None where none look new.

        A lower bound: a customer whose last order lies before the data counts as new here too.
        """
        repeats, looking = self.looking_first(lookback_days)
        return repeats / looking if looking else None


@dataclass(frozen=True)
class OldAmongNew:
    """The new customers of a period, and how many of them are probably no new ones."""

    customers_new: int
    probably_old: float
    """The sum over the new customers of the share for their own day; a lower bound."""
    lookback_days: int
    """From the first day of the data to the first of the period; 0 when it begins before them."""
    repeats: int
    looking_first: int
    """Purchases that look like first ones with these days of data, and the repeats among them."""

    @property
    def share(self) -> float | None:
        """Of the new customers, the part that is probably old; None without new customers."""
        return self.probably_old / self.customers_new if self.customers_new else None


def read_lookback(source: ShopData, days: ShopDays, segment: Segment = EVERYONE) -> Lookback:
    """First purchases and times between purchases, up to the as-of day: one scan, then kept."""
    nothing = np.zeros(0, dtype=np.int64)
    if days.data_start is None or days.as_of is None:
        return Lookback(days.data_start, nothing, nothing, nothing)
    asked = {"data_start": days.data_start, "as_of": days.as_of}
    found = source.rows("metrics/lookback", asked, segment)
    length = max((int(each) for each, *_counts in found), default=-1) + 1
    firsts, repeats = (np.zeros(length, dtype=np.int64) for _turn in range(2))
    for each, first, repeat in found:
        firsts[int(each)], repeats[int(each)] = first, repeat
    at_least = repeats[::-1].cumsum()[::-1]
    return Lookback(days.data_start, firsts, firsts[::-1].cumsum()[::-1], at_least - repeats)


def lookback_of_shop(source: ShopData, as_of: date | None, segment: Segment) -> Lookback:
    """The same for a shop whose days have not been read."""
    return read_lookback(source, shop_days(source, as_of), segment)


def old_among_new(lookback: Lookback, period: Period) -> OldAmongNew:
    """How many of the period's new customers are probably old ones that the data do not know.

    Each new customer weighs as much as false_new_share says for the day of the first purchase.
    Days after the as-of day count nobody.
    """
    if lookback.data_start is None:
        return OldAmongNew(0, 0.0, 0, 0, 0)
    first = max(0, (period.first_day - lookback.data_start).days)
    last = (period.last_day - lookback.data_start).days
    new = lookback.first_purchases[first : max(0, last + 1)]
    old = sum(
        int(count) * (lookback.false_new_share(first + place) or 0.0)
        for place, count in enumerate(new)
        if count
    )
    return OldAmongNew(int(new.sum()), float(old), first, *lookback.looking_first(first))


def begins_too_early(first_day: date, data_start: date | None, window_days: int) -> bool:
    """Whether a period or cohort begins within one activity window of the first day of the data.

    A customer from before the data looks new there on the first purchase inside them.
    """
    return data_start is not None and first_day < data_start + timedelta(days=window_days)
