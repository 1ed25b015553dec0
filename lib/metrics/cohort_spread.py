"""How far averages of money and orders may be off by chance, cell by cell.

The customer is the unit: what one spends on one day and on the next belongs together. The spread
of an age is that of the customers who have lived through it.
"""

from dataclasses import dataclass, fields

import numpy as np

from lib.metrics.cohort_grid import CohortGrid, age_parameters, day_number
from lib.metrics.cohort_members import group_of, within
from lib.metrics.cohort_table import (
    CHAINS,
    MEANS,
    RATES,
    SUMS,
    UNITS,
    CohortTable,
    Measure,
    Pooled,
    Share,
    usual_share,
)
from lib.metrics.cohorts import CohortQuestion, ages_reached
from lib.metrics.intervals import Z95, wilson
from lib.metrics.margin import Margins
from lib.metrics.source import ShopData
from lib.segment import EVERYONE, Segment

FEWEST_CUSTOMERS = 2


@dataclass(frozen=True)
class CohortSpread:
    """Sums over the customers of each cohort (rows) at each age (columns)."""

    buyers: np.ndarray
    revenue_squared: np.ndarray
    orders_squared: np.ndarray
    orders_times_revenue: np.ndarray
    total: np.ndarray
    """What they have spent up to the age."""
    total_squared: np.ndarray


@dataclass(frozen=True)
class Bounds:
    """Lower and upper ends of 95 % intervals; NaN where there is none."""

    low: np.ndarray
    high: np.ndarray


def has_spread(measure: Measure, share: Share | None = None) -> bool:
    """Whether a number is a mean over customers or orders: totals are facts, not estimates."""
    share = share or usual_share(measure)
    if measure in MEANS:
        return share is Share.TOTAL
    return measure in (Measure.ORDERS, *SUMS) and share is Share.COHORT


def read_cohort_spread(
    source: ShopData,
    grid: CohortGrid,
    question: CohortQuestion,
    table: CohortTable,
    segment: Segment = EVERYONE,
    found_margins: Margins | None = None,
) -> CohortSpread:
    """One scan over the purchases, of cohorts by group one for each."""
    shape = table.base.shape
    found = {field.name: np.zeros(shape) for field in fields(CohortSpread)}
    asked = {
        **age_parameters(grid.days, question.grain, grid.week_start, question.step_days),
        "rates": list(found_margins.rates) if found_margins else [],
    }
    if grid.attribute is None:
        rows = source.arrays("metrics/cohort_spending", asked, segment)
        starts = np.array([day_number(cohort.first_day) for cohort in table.cohorts])
        place = np.searchsorted(starts, rows["first_day"], side="right") - 1
        _add(found, rows, place, ages_reached(grid, question, rows["first_day"]))
    else:
        for number, cohort in enumerate(table.cohorts):
            members = within(source, segment, group_of(grid, question, cohort))
            rows = source.arrays("metrics/cohort_spending", asked, members)
            place = np.full(len(rows["first_day"]), number)
            _add(found, rows, place, ages_reached(grid, question, rows["first_day"]))
    return CohortSpread(**found)


def bounds(
    table: CohortTable, measure: Measure, share: Share | None, spread: CohortSpread | None
) -> Bounds:
    """The interval of every cell: Wilson's of rates, of means 1.96 standard errors each way."""
    share = share or usual_share(measure)
    values = table.values(measure, share)
    if measure in RATES and share is Share.COHORT:
        return _wilson_bounds(table.numerators(measure), table.base, table.is_shown)
    if spread is None or not has_spread(measure, share):
        return _none(values)
    sums = {field.name: getattr(spread, field.name) for field in fields(CohortSpread)}
    return _around(values, _error(measure, table.base, table.orders, table.revenue / UNITS, **sums))


def pooled_bounds(
    table: CohortTable,
    measure: Measure,
    share: Share | None,
    spread: CohortSpread | None,
    pooled: Pooled,
) -> Bounds:
    """The same for all cohorts together, over complete cells."""
    share = share or usual_share(measure)
    if measure in RATES and share is Share.COHORT:
        return _wilson_bounds(pooled.numerators, pooled.bases, pooled.cohorts > 0)
    if spread is None or not has_spread(measure, share):
        return _none(pooled.values)

    def over_complete(cells: np.ndarray) -> np.ndarray:
        total: np.ndarray = np.where(table.is_complete, cells, 0).sum(axis=0)
        return total

    sums = {
        field.name: over_complete(getattr(spread, field.name)) for field in fields(CohortSpread)
    }
    per = [over_complete(each) for each in (table.base, table.orders, table.revenue / UNITS)]
    return _around(pooled.values, _error(measure, *per, **sums))


def _add(
    found: dict[str, np.ndarray], rows: dict[str, np.ndarray], place: np.ndarray, reach: np.ndarray
) -> None:
    """Add the rows of one scan to their cells, as far as their customers' ages count."""
    first_day, age = np.ma.getdata(rows["first_day"]), np.ma.getdata(rows["age"])
    is_counted = age <= reach
    cells = place[is_counted], age[is_counted]
    for name in ("buyers", "revenue_squared", "orders_squared", "orders_times_revenue"):
        np.add.at(found[name], cells, np.ma.getdata(rows[name])[is_counted])
    # What a customer has spent stays spent: running totals by day of first purchase, up to the
    # last age lived through, whether or not there was a purchase at it.
    days, day_of_row = np.unique(first_day, return_inverse=True)
    ages = found["total"].shape[1]
    firsts = np.full(len(days), len(first_day))
    np.minimum.at(firsts, day_of_row, np.arange(len(first_day)))
    has_lived = np.arange(ages)[None, :] <= reach[firsts][:, None]
    for name, growth in (("total", "revenue"), ("total_squared", "total_squared_growth")):
        running = np.zeros((len(days), ages))
        at = (day_of_row[is_counted], age[is_counted])
        np.add.at(running, at, np.ma.getdata(rows[growth])[is_counted])
        np.add.at(found[name], place[firsts], np.where(has_lived, running.cumsum(axis=1), 0))


def _error(
    measure: Measure,
    base: np.ndarray,
    orders: np.ndarray,
    revenue: np.ndarray,
    *,
    buyers: np.ndarray,
    revenue_squared: np.ndarray,
    orders_squared: np.ndarray,
    orders_times_revenue: np.ndarray,
    total: np.ndarray,
    total_squared: np.ndarray,
) -> np.ndarray:
    """The standard error of a mean; NaN below FEWEST_CUSTOMERS."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure is Measure.AVERAGE_ORDER_VALUE:
            value = revenue / orders
            left = revenue_squared - 2 * value * orders_times_revenue + value**2 * orders_squared
            error = np.sqrt(np.maximum(left, 0)) / orders
            return np.where(buyers >= FEWEST_CUSTOMERS, error, np.nan)
        sums, squares = revenue, revenue_squared
        if measure in CHAINS:
            sums, squares = total, total_squared
        elif measure is Measure.ORDERS:
            sums, squares = orders, orders_squared
        variance = np.maximum(squares - sums**2 / base, 0) / (base - 1)
        return np.where(base >= FEWEST_CUSTOMERS, np.sqrt(variance / base), np.nan)


def _around(values: np.ndarray, error: np.ndarray) -> Bounds:
    """Nobody spends less than nothing: bounds of a mean above zero end there."""
    low = values - Z95 * error
    return Bounds(np.where(values >= 0, np.maximum(low, 0), low), values + Z95 * error)


def _wilson_bounds(events: np.ndarray, trials: np.ndarray, is_shown: np.ndarray) -> Bounds:
    found = _none(np.zeros(events.shape))
    for cell in zip(*np.nonzero(is_shown), strict=True):
        ends = wilson(int(events[cell]), int(trials[cell]))
        if ends is not None:
            found.low[cell], found.high[cell] = ends
    return found


def _none(like: np.ndarray) -> Bounds:
    return Bounds(np.full(like.shape, np.nan), np.full(like.shape, np.nan))
