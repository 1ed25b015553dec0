"""Who stands behind one cell of the cohort table, and what they bought."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from lib.metrics.cohort_grid import (
    OTHERS,
    Attribute,
    CohortGrid,
    among,
    day_number,
    first_day_of_step,
    step_index,
)
from lib.metrics.cohort_table import Cohort
from lib.metrics.cohorts import CohortQuestion
from lib.metrics.source import ShopData
from lib.period import ONE_DAY
from lib.segment import EVERYONE, CustomerSet, Segment

BOUGHT, REPEATED, LATER, ABSENT = "bought", "repeated", "later", "absent"
MOST_PRODUCTS = 200


@dataclass(frozen=True)
class CellAsked:
    """One cell: whose first purchase lies where, and which age of theirs; as SQL binds it."""

    attribute: Attribute | None
    groups: tuple[str, ...]
    place: int | None
    won_from: date
    won_to: date
    question: CohortQuestion
    week_start: int
    age: int
    persona: str = ""
    members: CustomerSet | None = None
    """Of cohorts by persona: who belongs to the cohort."""

    def parameters(self) -> dict[str, Any]:
        """The values of cohort_cell_customers, without the state."""
        return {
            "attribute": self.attribute.value if self.attribute and not self.members else "",
            "groups": list(self.groups),
            "place": None if self.members else self.place,
            "won_from": self.won_from,
            "won_to": self.won_to,
            **self.time_parameters(),
        }

    def time_parameters(self) -> dict[str, Any]:
        return {
            "grain": self.question.grain.value,
            "week_start": self.week_start,
            "step_days": self.question.step_days,
            "age": self.age,
        }


def cell_asked(grid: CohortGrid, question: CohortQuestion, cohort: Cohort, age: int) -> CellAsked:
    """What to ask for the customers that ``cohort_table`` counted in one cell."""
    small = {group.place for group in grid.groups if group.customers < question.merge_below}
    # Groups that were merged into all others lose their name, and with it their own place.
    groups = tuple("" if group.place in small else group.key for group in grid.groups)
    won_to = cohort.period.last_day
    latest = _latest_first_day(grid, question, age)
    return CellAsked(
        grid.attribute,
        groups,
        cohort.place,
        cohort.first_day,
        won_to if latest is None else min(won_to, latest),
        question,
        grid.week_start,
        age,
        *_members(grid, small, cohort),
    )


def _members(grid: CohortGrid, small: set[int], cohort: Cohort) -> tuple[str, CustomerSet | None]:
    """The customers of a cohort by persona; of small personas joined, all of theirs."""
    here = [
        group
        for group in grid.groups
        if (OTHERS if group.place in small else group.place) == cohort.place
    ]
    sets = [np.frombuffer(group.members.bits, np.uint8) for group in here if group.members]
    if not sets:
        return "", None
    return here[0].key, CustomerSet(np.bitwise_or.reduce(sets).tobytes())


def cell_customers(
    source: ShopData, asked: CellAsked, state: str, segment: Segment = EVERYONE
) -> pd.DataFrame:
    """One row per customer: key, name, orders and revenue in the cell, first and last purchase."""
    values = {**asked.parameters(), "state": state}
    if asked.members:
        segment = among(segment, asked.persona, asked.members)
    return source.frame("metrics/cohort_cell_customers", values, segment)


def cell_products(source: ShopData, asked: CellAsked, customer_ids: list[int]) -> pd.DataFrame:
    """One row per product those customers bought in the cell, most buyers first."""
    values = {**asked.time_parameters(), "customer_ids": customer_ids}
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
