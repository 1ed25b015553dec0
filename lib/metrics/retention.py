"""Retention of a period: the article's rate, kept customers, and the bridge between them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lib.errors import QuestionRefused
from lib.i18n import _
from lib.metrics import retention_flags as flags_of
from lib.metrics.intervals import crr_bootstrap, crr_interval, wilson
from lib.metrics.purchase_columns import PurchaseColumns, segment_grid
from lib.metrics.retention_grid import GridCounts, RetentionGrid
from lib.metrics.source import ShopData, ShopDays, shop_days
from lib.period import Period
from lib.segment import EVERYONE, Segment

LONGEST_WINDOW_DAYS = 36_500

Interval = tuple[float, float] | None


@dataclass(frozen=True)
class RetentionData:
    """All that retention questions about one segment need: read once, asked any number of times."""

    source: ShopData
    segment: Segment
    days: ShopDays
    grid: RetentionGrid


@dataclass(frozen=True)
class Retention:
    """One period. Rates are 0..1 (the article's may leave that); None has its reason in flags."""

    period: Period
    window_days: int
    as_of: date | None
    customers_start: int
    customers_end: int
    customers_new: int
    customers_new_active: int
    """New customers still active at the end: all of them unless the window is short."""
    retained: int
    retained_bought: int
    retained_quiet: int
    """Kept without a purchase in the period: their last one is still inside the window."""
    reactivated: int
    lost: int
    crr: float | None
    crr_low: float | None
    crr_high: float | None
    strict_crr: float | None
    strict_crr_low: float | None
    strict_crr_high: float | None
    flags: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The row the command line prints: ISO days, rates with six decimals."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        for name, value in fields.items():
            if isinstance(value, float):
                fields[name] = round(value, 6)
        fields["period"] = {
            "from": self.period.first_day.isoformat(),
            "to": self.period.last_day.isoformat(),
            "days": self.period.days,
        }
        fields["as_of"] = self.as_of.isoformat() if self.as_of else None
        fields["flags"] = list(self.flags)
        return fields


def read_retention_data(
    source: ShopData,
    segment: Segment = EVERYONE,
    as_of: date | None = None,
    columns: PurchaseColumns | None = None,
) -> RetentionData:
    """The grid of a segment and the days of the shop; the one slow step, so callers keep it.

    Who asks about many segments reads the shop's ``columns`` once: each grid is then several times
    faster. The answers are the same.
    """
    days = shop_days(source, as_of)
    if segment.conditions and columns is not None:
        return RetentionData(source, segment, days, segment_grid(source, columns, segment))
    name = "metrics/purchase_pairs_of_segment" if segment.conditions else "metrics/purchase_pairs"
    pairs = source.arrays(name, segment=segment)
    return RetentionData(source, segment, days, RetentionGrid.from_pairs(**pairs))


def retention(data: RetentionData, period: Period, window_days: int) -> Retention:
    """Who was kept, came back, joined and left in a period, with rates, intervals and flags.

    Counts depend on nothing after the period's last day. Raises QuestionRefused for a window that
    is no number of days a shop can have.
    """
    check_window(window_days)
    if window_days >= period.days:
        found, new_active, interval = _from_grid(data, period, window_days)
    else:
        found, new_active, interval = _from_scan(data, period, window_days)
    start, retained = found.customers_start, found.retained_bought + found.retained_quiet
    flags = _flags(data.days, period, window_days, start)
    has_rates = not flags_of.WITHOUT_RATES.intersection(flags)
    crr_low, crr_high = (interval if has_rates else None) or (None, None)
    strict_low, strict_high = (wilson(retained, start) if has_rates else None) or (None, None)
    return Retention(
        period=period,
        window_days=window_days,
        as_of=data.days.as_of,
        customers_start=start,
        customers_end=found.customers_end,
        customers_new=found.customers_new,
        customers_new_active=new_active,
        retained=retained,
        retained_bought=found.retained_bought,
        retained_quiet=found.retained_quiet,
        reactivated=found.reactivated,
        lost=start - retained,
        crr=(found.customers_end - found.customers_new) / start if has_rates else None,
        crr_low=crr_low,
        crr_high=crr_high,
        strict_crr=retained / start if has_rates else None,
        strict_crr_low=strict_low,
        strict_crr_high=strict_high,
        flags=flags,
    )


def counts_by_scan(data: RetentionData, period: Period, window_days: int) -> GridCounts[int]:
    """The counts of a period once more, from the customers' own rows instead of the grid.

    For showing and checking where a number comes from. Needs a window at least as long as the
    period; raises ValueError for a shorter one.
    """
    if window_days < period.days:
        raise ValueError("one scan answers windows at least as long as the period")
    bounds = boundaries(period, window_days)
    return GridCounts(**data.source.row("metrics/retention_scan", bounds, data.segment))


def boundaries(period: Period, window_days: int) -> dict[str, date]:
    """The four days the retention SQL files bind."""
    return {
        "start_boundary": period.start_boundary,
        "end_boundary": period.last_day,
        "start_active_after": _days_before(period.start_boundary, window_days),
        "end_active_after": _days_before(period.last_day, window_days),
    }


def check_window(window_days: int) -> None:
    """Raises QuestionRefused unless the activity window is between one day and a hundred years."""
    if not 1 <= window_days <= LONGEST_WINDOW_DAYS:
        raise QuestionRefused(
            _("An activity window of {days} days makes no sense.").format(days=window_days),
            _("It says how many days after a purchase a customer still counts as active."),
            _("Choose between 1 and {longest} days.").format(longest=LONGEST_WINDOW_DAYS),
            code="window_out_of_range",
        )


def _from_grid(
    data: RetentionData, period: Period, window_days: int
) -> tuple[GridCounts[int], int, Interval]:
    found = data.grid.counts(period.start_boundary, period.last_day, window_days)
    retained = found.retained_bought + found.retained_quiet
    interval = crr_interval(found.customers_start, retained, found.reactivated)
    return found, found.customers_new, interval


def _from_scan(
    data: RetentionData, period: Period, window_days: int
) -> tuple[GridCounts[int], int, Interval]:
    rows = data.source.rows(
        "metrics/retention_any_window", boundaries(period, window_days), data.segment
    )

    def customers(is_wanted: Callable[[bool, bool, bool, bool], bool]) -> int:
        return sum(count for *state, count in rows if is_wanted(*state))

    found = GridCounts(
        customers_start=customers(lambda start, end, new, bought: start),
        customers_end=customers(lambda start, end, new, bought: end),
        customers_new=customers(lambda start, end, new, bought: new),
        retained_bought=customers(lambda start, end, new, bought: start and end and bought),
        retained_quiet=customers(lambda start, end, new, bought: start and end and not bought),
        reactivated=customers(lambda start, end, new, bought: end and not start and not new),
    )
    new_active = customers(lambda start, end, new, bought: new and end)
    interval = crr_bootstrap([(count, start, end, new) for start, end, new, _bought, count in rows])
    return found, new_active, interval


def _flags(days: ShopDays, period: Period, window_days: int, start: int) -> tuple[str, ...]:
    coverage = days.identity_coverage
    reach = _days_before(period.start_boundary, window_days)
    found = {
        flags_of.NO_START_CUSTOMERS: start == 0,
        flags_of.PARTIAL_PERIOD: days.as_of is not None and period.last_day > days.as_of,
        flags_of.PERIOD_LONGER_THAN_HISTORY: period.days + window_days > days.history_days,
        flags_of.LEFT_TRUNCATED: days.data_start is not None
        and reach < _days_before(days.data_start, 1),
        flags_of.WINDOW_SHORTER_THAN_PERIOD: window_days < period.days,
        flags_of.LOW_N: 0 < start < flags_of.LOW_N_BELOW,
        flags_of.COUNTS_ONLY: 0 < start < flags_of.COUNTS_ONLY_BELOW,
        flags_of.LOW_IDENTITY_COVERAGE: coverage is not None
        and coverage < flags_of.ENOUGH_IDENTITY_COVERAGE,
    }
    return tuple(flag for flag, is_raised in found.items() if is_raised)


def _days_before(day: date, days: int) -> date:
    """``day`` moved back; stops at the first day a calendar can name."""
    return date.fromordinal(max(1, day.toordinal() - days))
