"""Customers by when, or how, they first bought: how many come back, and what they spend, by age."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from lib.metrics.cohort_grid import (
    OTHERS,
    UNKNOWN,
    CohortGrid,
    day_number,
    first_day_of_step,
    step_index,
)
from lib.metrics.cohort_table import Cohort, CohortTable
from lib.period import ONE_DAY, Grain, Period, calendar_period

# An age that not everybody has lived through yet is shown when this share of the cohort has, and
# counts as complete from the second share on.
SHOWN_FROM, COMPLETE_FROM = 0.5, 0.9
# How files name the two groups that are no value; screens say it in the language of the reader.
ALL_OTHERS, NOT_KNOWN = "(all others)", "(unknown)"


@dataclass(frozen=True)
class CohortQuestion:
    """How customers are put together and how their age is counted.

    ``step_days`` 0 counts ages in calendar steps: age 0 is the step of the first purchase.
    Otherwise ages are buckets of so many days of each customer's own: age 0 is the first day, age
    b the days (step (b - 1), step b] after it. ``merge_below`` joins cohorts until each has so
    many customers.
    """

    grain: Grain = Grain.MONTH
    step_days: int = 0
    merge_below: int = 0


@dataclass(frozen=True)
class _Runs:
    """Neighbouring rows of a grid of one group, day of first purchase and age, added up.

    A grid has a row per day of purchase; as ages are steps of many days, far fewer rows remain.
    """

    first_day: np.ndarray
    group_place: np.ndarray
    age: np.ndarray
    newcomers: np.ndarray
    orders: np.ndarray
    revenue: np.ndarray
    second_purchases: np.ndarray
    last_purchases: np.ndarray


def cohort_table(grid: CohortGrid, question: CohortQuestion) -> CohortTable:
    """Every cohort at every age that somebody could have reached by now.

    Plain calendar cohorts show every step that has begun; a cell is complete when its step was over
    by the as-of day. Everywhere else only customers who have lived through an age count, in
    events and in base alike: a cell exists when they are half of the cohort, and is complete when
    they are 90 %.
    """
    as_of, last = grid.days.as_of, grid.days.last_ordered_on
    if as_of is None or last is None or not len(grid.columns["first_day"]):
        return CohortTable.empty(question.grain, question.step_days)
    runs = _runs(grid, question)
    steps = step_index(question.grain, runs.first_day, grid.week_start)
    won = np.where(runs.age == 0, runs.newcomers, 0)
    place, cohorts = _cohorts(grid, question, runs, steps, won)
    counts = _counts(runs, len(cohorts), place, ages_reached(grid, question, runs.first_day))
    sizes = np.array([cohort.size for cohort in cohorts])[:, None]
    base = counts["base"]
    if shows_running_step(grid, question):
        is_shown = base > 0
        is_complete = is_shown & _steps_over(cohorts, question.grain, grid, as_of, base.shape[1])
    else:
        is_shown = (base > 0) & (base >= SHOWN_FROM * sizes)
        is_complete = is_shown & (base >= COMPLETE_FROM * sizes)
    return CohortTable(
        question.grain,
        question.step_days,
        tuple(cohorts),
        is_shown=is_shown,
        is_complete=is_complete,
        is_margin=grid.is_margin,
        **counts,
    )


def shows_running_step(grid: CohortGrid, question: CohortQuestion) -> bool:
    """Plain calendar cohorts have a cell for the step that is not over yet."""
    return not question.step_days and grid.attribute is None and not question.merge_below


def ages_reached(grid: CohortGrid, question: CohortQuestion, first: np.ndarray) -> np.ndarray:
    """The last age, of customers by day of first purchase, that counts; below 0 none does."""
    as_of, last = grid.days.as_of, grid.days.last_ordered_on
    if as_of is None or last is None:
        return np.full(len(first), -1)
    if question.step_days:
        lived: np.ndarray = (day_number(as_of) - first) // question.step_days
        return lived
    runs = shows_running_step(grid, question)
    ends = np.array([day_number(last if runs else as_of + ONE_DAY)])
    horizon = int(step_index(question.grain, ends, grid.week_start)[0]) - (0 if runs else 1)
    counted: np.ndarray = horizon - step_index(question.grain, first, grid.week_start)
    return counted


def cohort_label(grain: Grain, first_day: date) -> str:
    """2024, 2024-Q3, 2024-07 or the ISO week 2024-W27."""
    if grain is Grain.YEAR:
        return f"{first_day.year}"
    if grain is Grain.QUARTER:
        return f"{first_day.year}-Q{(first_day.month + 2) // 3}"
    if grain is Grain.MONTH:
        return f"{first_day:%Y-%m}"
    year, week, _day = (first_day + timedelta(days=3)).isocalendar()
    return f"{year}-W{week:02}"


def _runs(grid: CohortGrid, question: CohortQuestion) -> _Runs:
    """The rows of the grid with their ages, as few as say the same; sums stay whole numbers."""
    first, bought = grid.columns["first_day"], grid.columns["bought_day"]
    group = grid.columns["group_place"]
    if question.step_days:
        age = (bought - first + question.step_days - 1) // question.step_days
    else:
        start = int(first.min())
        days = np.arange(start, int(bought.max()) + 1)
        step_of_day = step_index(question.grain, days, grid.week_start).astype(np.int32)
        age = step_of_day[bought - start] - step_of_day[first - start]
    is_other = np.ones(len(first), dtype=bool)
    np.not_equal(age[1:], age[:-1], out=is_other[1:])
    for key in (first, group):
        is_other[1:] |= key[1:] != key[:-1]
    starts = np.flatnonzero(is_other)

    def added(column: np.ndarray) -> np.ndarray:
        return np.add.reduceat(column, starts, dtype=np.int64)

    return _Runs(
        first[starts].astype(np.int64),
        group[starts].astype(np.int64),
        age[starts].astype(np.int64),
        added(grid.newcomers(question.grain, question.step_days)),
        *(added(grid.columns[name]) for name in ("orders", "revenue")),
        *(added(grid.columns[name]) for name in ("second_purchases", "last_purchases")),
    )


def _counts(
    runs: _Runs, cohort_count: int, place: np.ndarray, reach: np.ndarray
) -> dict[str, np.ndarray]:
    """Sums by cohort and age over customers whose ``reach``, the last age lived through, allows it.

    Each run is added once: what it says about every age up to, or from, some age on is a running
    total along the ages afterwards.
    """
    is_counted = (reach >= 0) & (place >= 0)
    ages = int(reach.max(where=is_counted, initial=0)) + 1
    width = ages + 1  # one more age, for what begins after the last

    def sums(values: np.ndarray, at: np.ndarray, is_in: np.ndarray) -> np.ndarray:
        found = np.zeros(cohort_count * width, dtype=np.int64)
        np.add.at(found, (place * width + at)[is_in], values[is_in])
        return found.reshape(cohort_count, width)

    is_lived = is_counted & (runs.age <= reach)
    base = sums(runs.newcomers, reach, is_counted & (runs.age == 0))
    # A second purchase counts from its own age to the last one lived through.
    second = sums(runs.second_purchases, runs.age, is_lived)
    second -= sums(runs.second_purchases, reach + 1, is_lived)
    last = sums(runs.last_purchases, np.minimum(runs.age, reach), is_counted)
    return {
        "base": _from_here_on(base)[:, :ages],
        "customers": sums(runs.newcomers, runs.age, is_lived)[:, :ages],
        "orders": sums(runs.orders, runs.age, is_lived)[:, :ages],
        "revenue": sums(runs.revenue, runs.age, is_lived)[:, :ages],
        "repeaters": second.cumsum(axis=1)[:, :ages],
        "later": _from_here_on(last)[:, :ages],
    }


def _from_here_on(values: np.ndarray) -> np.ndarray:
    """At each age the sum of this age and all later ones."""
    totals: np.ndarray = values[:, ::-1].cumsum(axis=1)[:, ::-1]
    return totals


def _steps_over(
    cohorts: list[Cohort], grain: Grain, grid: CohortGrid, as_of: date, ages: int
) -> np.ndarray:
    """Which calendar steps of which cohorts were over by the end of a day."""
    following = np.array([day_number(as_of + ONE_DAY)])
    running = int(step_index(grain, following, grid.week_start)[0])
    starts = np.array([day_number(cohort.first_day) for cohort in cohorts])
    begun = step_index(grain, starts, grid.week_start)[:, None] + np.arange(ages)[None, :]
    over: np.ndarray = begun < running
    return over


def _cohorts(
    grid: CohortGrid,
    question: CohortQuestion,
    runs: _Runs,
    steps: np.ndarray,
    won: np.ndarray,
) -> tuple[np.ndarray, list[Cohort]]:
    """The cohort of each run, and the cohorts in reading order; -1 for runs of nobody counted."""
    as_of = grid.days.as_of
    if as_of is not None and (question.step_days or grid.attribute or question.merge_below):
        won = np.where(runs.first_day <= day_number(as_of), won, 0)
    if grid.attribute is not None:
        return _group_cohorts(grid, question, runs, won)
    numbers = np.arange(int(steps.min()), int(steps.max()) + 1)
    place = steps - numbers[0]
    sizes = np.bincount(place, weights=won).astype(np.int64)
    blocks: list[list[int]] = []
    for number in np.flatnonzero(sizes):
        is_full = not blocks or sizes[blocks[-1]].sum() >= question.merge_below
        blocks.append([int(number)]) if is_full else blocks[-1].append(int(number))
    cohorts = []
    block_of = np.full(len(numbers), -1)
    for position, block in enumerate(blocks):
        block_of[block] = position
        begin = first_day_of_step(question.grain, int(numbers[block[0]]), grid.week_start)
        end = first_day_of_step(question.grain, int(numbers[block[-1]]), grid.week_start)
        label = cohort_label(question.grain, begin)
        if len(block) > 1:
            label += f"..{cohort_label(question.grain, end)}"
        stretch = Period(begin, calendar_period(question.grain, end, grid.week_start).last_day)
        cohorts.append(Cohort(label, stretch, int(sizes[block].sum())))
    return block_of[place], cohorts


def _group_cohorts(
    grid: CohortGrid, question: CohortQuestion, runs: _Runs, won: np.ndarray
) -> tuple[np.ndarray, list[Cohort]]:
    """The largest groups, then all others together, then the customers of whom nothing is known."""
    places = runs.group_place
    small = [group.place for group in grid.groups if group.customers < question.merge_below]
    places = np.where(np.isin(places, small), OTHERS, places)
    stretch = Period(
        date(1970, 1, 1) + timedelta(days=int(runs.first_day.min())),
        date(1970, 1, 1) + timedelta(days=int(runs.first_day.max())),
    )
    names = {group.place: (group.key, group.name) for group in grid.groups}
    names |= {OTHERS: ("", ALL_OTHERS), UNKNOWN: ("", NOT_KNOWN)}
    order = [group.place for group in grid.groups if group.place not in small] + [OTHERS, UNKNOWN]
    cohorts: list[Cohort] = []
    position = np.full(len(places), -1)
    for number in order:
        is_here = places == number
        size = int(won[is_here].sum())
        if size:
            position[is_here] = len(cohorts)
            key, name = names[number]
            cohorts.append(Cohort(name, stretch, size, number, key))
    return position, cohorts
