"""Did newer customers come back more often than older ones? One pair of cohorts, chosen by rule."""

from dataclasses import dataclass
from datetime import date, timedelta

from lib.metrics.cohort_grid import CohortGrid
from lib.metrics.cohort_table import Cohort, CohortTable
from lib.metrics.cohorts import CohortQuestion, cohort_table
from lib.metrics.false_new import begins_too_early
from lib.metrics.intervals import newcombe_difference
from lib.period import Grain

STEP_DAYS = 30
# Day 90 where two cohorts have lived through it, else day 60, else day 30.
BUCKETS = (3, 2, 1)
FEWEST_CUSTOMERS = 30


@dataclass(frozen=True)
class Comeback:
    """A cohort, how many of it were followed long enough, and how many of those bought again."""

    cohort: Cohort
    customers: int
    returned: int

    @property
    def rate(self) -> float:
        return self.returned / self.customers


@dataclass(frozen=True)
class CohortChange:
    """Two cohorts at the same exact age; ``low`` and ``high`` bound newer minus older."""

    age_days: int
    newer: Comeback
    older: Comeback
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """The interval of the difference leaves out zero."""
        return self.low > 0 or self.high < 0


def cohort_change(grid: CohortGrid, grain: Grain, merge_below: int = 0) -> CohortChange | None:
    """The newest cohort against that of a year before, else the one before; of groups the largest.

    The share with a second purchase by the same exact age. The pair follows from the calendar, not
    from what differs most, so the interval means what it says. None while no two cohorts of 30
    customers have lived long enough.
    """
    table = cohort_table(grid, CohortQuestion(grain, STEP_DAYS, merge_below))
    for bucket in BUCKETS:
        pair = _pair(table, bucket, grain, is_by_time=grid.attribute is None)
        if pair is not None:
            newer, older = (_comeback(table, row, bucket) for row in pair)
            bounds = newcombe_difference(
                (newer.returned, newer.customers), (older.returned, older.customers)
            )
            if bounds is not None:
                return CohortChange(bucket * STEP_DAYS, newer, older, *bounds)
    return None


def may_contain_old_customers(cohort: Cohort, data_start: date | None, window_days: int) -> bool:
    """Whether a cohort began within one activity window of the first day of the file.

    A customer from before the file looks new there on the first purchase inside it.
    """
    return begins_too_early(cohort.first_day, data_start, window_days)


def _pair(
    table: CohortTable, bucket: int, grain: Grain, *, is_by_time: bool
) -> tuple[int, int] | None:
    if bucket >= table.ages:
        return None
    usable = [
        row
        for row in range(len(table.cohorts))
        if table.is_complete[row, bucket] and table.base[row, bucket] >= FEWEST_CUSTOMERS
    ]
    if not is_by_time:
        named = [row for row in usable if (table.cohorts[row].place or 0) > 0]
        return (named[0], named[1]) if len(named) > 1 else None
    if len(usable) < 2:
        return None
    newest = usable[-1]
    year_before = _year_before(table.cohorts[newest].first_day, grain)
    for row in usable[:-1]:
        if table.cohorts[row].first_day == year_before:
            return newest, row
    return newest, usable[-2]


def _year_before(first_day: date, grain: Grain) -> date:
    """The first day of the same step a year earlier; of weeks the one 52 weeks before."""
    if grain is Grain.WEEK:
        return first_day - timedelta(days=364)
    return first_day.replace(year=first_day.year - 1)


def _comeback(table: CohortTable, row: int, bucket: int) -> Comeback:
    return Comeback(
        table.cohorts[row], int(table.base[row, bucket]), int(table.repeaters[row, bucket])
    )
