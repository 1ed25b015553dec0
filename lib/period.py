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
