"""Who stands behind one cell of the cohort table, and what they bought."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from lib.metrics.cohort_grid import (
    CohortGrid,
    age_parameters,
    day_number,
    first_day_of_step,
    step_index,
)
from lib.metrics.cohort_members import CohortGroup, group_of, within
from lib.metrics.cohort_table import Cohort
from lib.metrics.cohorts import CohortQuestion
from lib.metrics.source import ShopData, ShopDays
from lib.period import ONE_DAY
from lib.segment import EVERYONE, Segment

BOUGHT, REPEATED, LATER, ABSENT = "bought", "repeated", "later", "absent"
MOST_PRODUCTS = 200


@dataclass(frozen=True)
class CellAsked:
    """One cell: whose first purchase lies where, and which age of theirs."""

    group: CohortGroup | None
    won_from: date
    won_to: date
    """Who first bought later is not of the cohort, or has not lived through the age."""
    question: CohortQuestion
    days: ShopDays
    week_start: int
    age: int

    def age_parameters(self) -> dict[str, Any]:
        """The age as SQL binds it."""
        question = self.question
        counted = age_parameters(self.days, question.grain, self.week_start, question.step_days)
        return {**counted, "age": self.age}


def cell_asked(grid: CohortGrid, question: CohortQuestion, cohort: Cohort, age: int) -> CellAsked:
    """What to ask for the customers that ``cohort_table`` counted in one cell."""
    won_to = cohort.period.last_day
    latest = _latest_first_day(grid, question, age)
    return CellAsked(
        group_of(grid, question, cohort),
        cohort.first_day,
        won_to if latest is None else min(won_to, latest),
        question,
        grid.days,
        grid.week_start,
        age,
    )


def cell_customers(
    source: ShopData, asked: CellAsked, state: str, segment: Segment = EVERYONE
) -> pd.DataFrame:
    """One row per customer: key, name, orders and revenue in the cell, first and last purchase."""
    values = {
        **asked.age_parameters(),
        "won_from": asked.won_from,
        "won_to": asked.won_to,
        "state": state,
    }
    chosen = within(source, segment, asked.group)
    return source.frame("metrics/cohort_cell_customers", values, chosen)


def cell_products(source: ShopData, asked: CellAsked, customer_ids: list[int]) -> pd.DataFrame:
    """One row per product those customers bought in the cell, most buyers first."""
    values = {**asked.age_parameters(), "customer_ids": customer_ids}
    return source.frame("metrics/cohort_cell_products", values)


def _latest_first_day(grid: CohortGrid, question: CohortQuestion, age: int) -> date | None:
    """Who first bought after this day has not lived through the age; None: everybody counts."""
    as_of = grid.days.as_of
    if as_of is None:
        return None
    if question.step_days:
        return as_of - timedelta(days=question.step_days * age)
    if grid.attribute is None and not question.merge_below:
        return None
    following = np.array([day_number(as_of + ONE_DAY)])
    running = int(step_index(question.grain, following, grid.week_start)[0])
    return first_day_of_step(question.grain, running - age, grid.week_start) - ONE_DAY
