"""Retention over time: one answer per calendar step, and one per day and window."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from lib.metrics.activity_window import WINDOW_MENU, WindowSuggestion, default_window
from lib.metrics.retention import Retention, RetentionData, retention
from lib.period import Grain, calendar_periods

_LONGEST_STEP_DAYS = {Grain.WEEK: 7, Grain.MONTH: 31, Grain.QUARTER: 92, Grain.YEAR: 366}


def default_trend_window(grain: Grain, suggestion: WindowSuggestion) -> int:
    """One window for all steps: what customers need, but no shorter than the longest step."""
    return default_window(_LONGEST_STEP_DAYS[grain], suggestion)


def retention_trend(
    data: RetentionData, grain: Grain, window_days: int, week_start: int = 0
) -> list[Retention]:
    """One answer per calendar step from the first order to the as-of day, oldest first.

    All steps share one window, so they compare. The last step is flagged partial_period unless it
    is over.
    """
    days = data.days
    if days.data_start is None or days.as_of is None:
        return []
    periods = calendar_periods(grain, days.data_start, days.as_of, week_start)
    return [retention(data, period, window_days) for period in periods]


@dataclass(frozen=True)
class ControlLimits:
    """The mean kept share of a trend, and how far chance moves each step (three deviations)."""

    mean: float
    low: tuple[float, ...]
    high: tuple[float, ...]


def control_limits(steps: Sequence[Retention]) -> ControlLimits | None:
    """p ± 3 √(p (1 − p) / S) for every step, p over all of them; None without customers."""
    start = sum(step.customers_start for step in steps)
    if not start or not all(step.customers_start for step in steps):
        return None
    mean = sum(step.retained for step in steps) / start
    reach = [3 * math.sqrt(mean * (1 - mean) / step.customers_start) for step in steps]
    return ControlLimits(
        mean,
        tuple(max(0.0, mean - each) for each in reach),
        tuple(min(1.0, mean + each) for each in reach),
    )


@dataclass(frozen=True)
class Landscape:
    """Rates by last day of the period (rows) and window (columns); NaN where there is no answer."""

    period_days: int
    last_days: tuple[date, ...]
    windows: tuple[int, ...]
    customers_start: npt.NDArray[np.int64]
    retained: npt.NDArray[np.int64]
    crr: npt.NDArray[np.float64]
    strict_crr: npt.NDArray[np.float64]


def landscape_windows(period_days: int, longest_days: int, steps: int = 24) -> tuple[int, ...]:
    """About ``steps`` windows, evenly from the period's length up to ``longest_days``."""
    longest = max(longest_days, period_days + 1)
    found = np.linspace(period_days, longest, min(steps, longest - period_days + 1))
    return tuple(dict.fromkeys(int(window) for window in found.round()))


def retention_landscape(
    data: RetentionData, period_days: int, windows: tuple[int, ...] = WINDOW_MENU
) -> Landscape:
    """The rates of every period of ``period_days`` in the history, for every window at once.

    Windows shorter than the period are left out. A cell whose window reaches back before the data
    is NaN, and so is one without customers at the start.
    """
    days, history = data.days, data.days.history_days
    usable = tuple(window for window in windows if window >= period_days)
    first = days.data_start or date.min
    last_days = tuple(first + timedelta(days=i) for i in range(period_days - 1, history))
    ends = np.array([day.toordinal() for day in last_days], dtype=np.int64)[:, None]
    reach = np.array(usable, dtype=np.int64)[None, :]
    found = data.grid.counts_of_many(ends - period_days, ends, reach)
    is_known = ends - period_days - reach >= first.toordinal() - 1
    start = np.where(is_known & (found.customers_start > 0), found.customers_start, np.nan)
    retained = found.retained_bought + found.retained_quiet
    return Landscape(
        period_days=period_days,
        last_days=last_days,
        windows=usable,
        customers_start=found.customers_start,
        retained=retained,
        crr=(found.customers_end - found.customers_new) / start,
        strict_crr=retained / start,
    )
