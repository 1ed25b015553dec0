"""Days and stretches of days, in the shop's time zone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lib.errors import QuestionRefused
from lib.i18n import _

ONE_DAY = timedelta(days=1)


class Grain(StrEnum):
    """The calendar step of a trend or a cohort."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Period:
    """Inclusive days [first_day, last_day], the half-open (start_boundary, last_day]."""

    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise QuestionRefused(
                _("The period ends before it begins."),
                _("It runs from {first} to {last}.").format(
                    first=self.first_day.isoformat(), last=self.last_day.isoformat()
                ),
                _("Choose a last day on or after the first day."),
                code="period_reversed",
            )

    @property
    def start_boundary(self) -> date:
        """The day before the period: "the customers you had" are counted at its end."""
        return self.first_day - ONE_DAY

    @property
    def days(self) -> int:
        """Length in days, both ends counted."""
        return (self.last_day - self.first_day).days + 1

    def previous(self) -> "Period":
        """The period of equal length that ends the day before this one begins."""
        return Period(self.first_day - timedelta(days=self.days), self.start_boundary)


def start_of(grain: Grain, day: date, week_start: int = 0) -> date:
    """First day of the calendar step that holds ``day``; ``week_start`` 0 is Monday."""
    if grain is Grain.WEEK:
        return day - timedelta(days=(day.weekday() - week_start) % 7)
    if grain is Grain.MONTH:
        return day.replace(day=1)
    if grain is Grain.QUARTER:
        return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return day.replace(month=1, day=1)


def calendar_period(grain: Grain, day: date, week_start: int = 0) -> Period:
    """The whole calendar step that holds ``day``."""
    first = start_of(grain, day, week_start)
    longest = {Grain.WEEK: 7, Grain.MONTH: 31, Grain.QUARTER: 92, Grain.YEAR: 366}[grain]
    following = start_of(grain, first + timedelta(days=longest), week_start)
    return Period(first, following - ONE_DAY)


def last_complete(grain: Grain, as_of: date, week_start: int = 0) -> Period:
    """The latest calendar step that is over by the end of ``as_of``."""
    current = calendar_period(grain, as_of, week_start)
    if current.last_day <= as_of:
        return current
    return calendar_period(grain, current.start_boundary, week_start)


def calendar_periods(grain: Grain, first: date, last: date, week_start: int = 0) -> list[Period]:
    """Every calendar step that touches [first, last], oldest first."""
    periods = []
    period = calendar_period(grain, first, week_start)
    while period.first_day <= last:
        periods.append(period)
        period = calendar_period(grain, period.last_day + ONE_DAY, week_start)
    return periods


class Feast(StrEnum):
    """Days that move the sales of whole countries."""

    TET = "tet"
    SONGKRAN = "songkran"
    DOUBLE_11 = "double_11"
    BLACK_FRIDAY = "black_friday"


# First day of the lunar year in Vietnam (UTC+7); in 2030 a day before China's.
_TET = {
    day.year: day
    for day in (
        *(date(2015, 2, 19), date(2016, 2, 8), date(2017, 1, 28), date(2018, 2, 16)),
        *(date(2019, 2, 5), date(2020, 1, 25), date(2021, 2, 12), date(2022, 2, 1)),
        *(date(2023, 1, 22), date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17)),
        *(date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 2)),
    )
}
# Days before and after the feast itself in which people buy for it.
_FEAST_REACH = {
    Feast.TET: (28, -1),
    Feast.SONGKRAN: (7, 2),
    Feast.DOUBLE_11: (6, 0),
    Feast.BLACK_FRIDAY: (4, 3),
}


def feast_day(feast: Feast, year: int) -> date | None:
    """The first day of a feast; None for a lunar year outside 2015 to 2030."""
    if feast is Feast.TET:
        return _TET.get(year)
    if feast is Feast.SONGKRAN:
        return date(year, 4, 13)
    if feast is Feast.DOUBLE_11:
        return date(year, 11, 11)
    first = date(year, 11, 1)
    first_thursday = first + timedelta(days=(3 - first.weekday()) % 7)
    return first_thursday + timedelta(days=22)


def feast_window(feast: Feast, year: int) -> Period | None:
    """The days in which people buy for a feast.

    Four weeks up to the eve of Tết, the week before and the three days of Songkran, the week that
    ends on 11 November, and Monday of its week to the Monday after Black Friday.
    """
    day = feast_day(feast, year)
    if day is None:
        return None
    before, after = _FEAST_REACH[feast]
    return Period(day - timedelta(days=before), day + timedelta(days=after))


def last_feast_window(feast: Feast, as_of: date) -> Period | None:
    """The latest window of a feast that is over by the end of ``as_of``."""
    windows = (feast_window(feast, year) for year in (as_of.year, as_of.year - 1))
    return next((each for each in windows if each and each.last_day <= as_of), None)


def same_weekdays_last_year(period: Period) -> Period:
    """The period 52 weeks earlier: as many Saturdays, which a shift of 365 days would not keep."""
    return shifted(period, -364)


def same_feast_last_year(period: Period) -> Period | None:
    """The same days around the feast a year before; None when the period touches no feast."""
    for feast in Feast:
        for year in (period.last_day.year, period.first_day.year):
            window = feast_window(feast, year)
            if window is None or not _overlap(window, period):
                continue
            now, before = feast_day(feast, year), feast_day(feast, year - 1)
            if now and before:
                return shifted(period, (before - now).days)
    return None


def shifted(period: Period, days: int) -> Period:
    """The period moved by a number of days."""
    step = timedelta(days=days)
    return Period(period.first_day + step, period.last_day + step)


def first_days(period: Period, days: int) -> Period:
    """The first days of a period; all of it when it is no longer than that."""
    return Period(period.first_day, min(period.last_day, period.first_day + timedelta(days - 1)))


@dataclass(frozen=True)
class Pairing:
    """Two periods as they can fairly be set side by side."""

    now: Period
    before: Period
    is_cut: bool
    """True when one was not over: both then have the days that are over."""


def pair_periods(now: Period, before: Period, as_of: date) -> Pairing:
    """Periods cut to the same elapsed days where one of them is not over by ``as_of``.

    A period that has not begun stays whole: there is nothing yet to cut it to.
    """
    if max(now.first_day, before.first_day) > as_of or max(now.last_day, before.last_day) <= as_of:
        return Pairing(now, before, is_cut=False)
    days = min(
        (as_of - period.first_day).days + 1 for period in (now, before) if period.last_day > as_of
    )
    return Pairing(first_days(now, days), first_days(before, days), is_cut=True)


def last_half_year(as_of: date) -> Period:
    """The latest half of a calendar year that is over by the end of ``as_of``."""
    following = as_of + ONE_DAY
    if following.month > 6:
        return Period(date(following.year, 1, 1), date(following.year, 6, 30))
    return Period(date(following.year - 1, 7, 1), date(following.year - 1, 12, 31))


def _overlap(one: Period, other: Period) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day
