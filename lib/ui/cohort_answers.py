"""What the Cohorts page answers: the table, the rows and ages in view, the change above it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import numpy as np
import streamlit as st

from lib.i18n import _
from lib.metrics.cohort_change import CohortChange, cohort_change, may_contain_old_customers
from lib.metrics.cohort_grid import Attribute, CohortGrid, attributes_with_values
from lib.metrics.cohort_spread import (
    Bounds,
    CohortSpread,
    bounds,
    has_spread,
    pooled_bounds,
    read_cohort_spread,
)
from lib.metrics.cohort_table import MARGINS, CohortTable, Pooled
from lib.metrics.cohorts import cohort_table
from lib.metrics.margin import Margins, margin_grid, margins
from lib.metrics.source import shop_days
from lib.ui import state
from lib.ui.cohort_choices import CohortChoices, choose_cohorts
from lib.ui.cohort_words import cohort_name
from lib.view import View
from lib.workspace import Workspace

# At first the newest cohorts and the first ages; a switch shows up to 60 of each.
USUAL_ROWS, USUAL_AGES, MOST = 24, 13, 60


@dataclass(frozen=True)
class Cohorts:
    """The table on screen, what was chosen, and the rows and ages in view."""

    workspace: Workspace
    view: View
    grid: CohortGrid
    choices: CohortChoices
    table: CohortTable
    rows: tuple[int, ...]
    ages: int
    old_rows: frozenset[int]
    spread: CohortSpread | None
    """Where the measure is a mean of amounts: how unequal the customers are."""

    @cached_property
    def values(self) -> np.ndarray:
        return self.table.values(self.choices.measure, self.choices.share)

    @cached_property
    def bounds(self) -> Bounds:
        """The interval of every cell."""
        choices = self.choices
        return bounds(self.table, choices.measure, choices.share, self.spread)

    @cached_property
    def pooled(self) -> Pooled:
        return self.table.pooled(self.choices.measure, self.choices.share)

    @cached_property
    def pooled_bounds(self) -> Bounds:
        choices = self.choices
        return pooled_bounds(self.table, choices.measure, choices.share, self.spread, self.pooled)

    @property
    def currency(self) -> str:
        return self.workspace.settings.currency

    def name(self, row: int) -> str:
        """A row in words."""
        return cohort_name(self.table.cohorts[row], self.choices.question.grain)


def ask_cohorts(view: View, workspace: Workspace) -> Cohorts:
    """Draw the menus and answer them."""
    offered = tuple(state.ask(attributes_with_values, workspace, view.segment))
    left = margins_of_shop(view)
    choices = choose_cohorts((*offered, Attribute.PERSONA), has_margin=left is not None)
    left = left if choices.measure in MARGINS else None
    with st.spinner(_("Counting cohorts…"), show_time=False):
        grid = state.cohort_grid(workspace, view.segment, view.as_of, choices.attribute)
        groups = state.groups_state(workspace, choices.attribute)
        table = state.ask(_table, workspace, view, choices, groups, left)
        spread = None
        if has_spread(choices.measure, choices.share):
            spread = state.ask(_spread, workspace, view, choices, groups, left)
    data = state.retention_data(workspace, view.segment, view.as_of)
    window_days = state.window_suggestion(data).window_days
    old = frozenset(
        row
        for row, cohort in enumerate(table.cohorts)
        if cohort.place is None
        and may_contain_old_customers(cohort, grid.days.data_start, window_days)
    )
    most_rows, most_ages = (MOST, MOST) if choices.shows_all else (USUAL_ROWS, USUAL_AGES)
    has_cells = [row for row in range(len(table.cohorts)) if table.is_shown[row].any()]
    rows = has_cells[-most_rows:] if choices.attribute is None else has_cells[:most_rows]
    shown_ages = int(table.is_shown[rows].any(axis=0).sum()) if rows else 0
    return Cohorts(
        *(workspace, view, grid, choices, table, tuple(rows)),
        *(min(shown_ages, most_ages), old, spread),
    )


def margins_of_shop(view: View) -> Margins | None:
    """The margin by day where it is known; it is the whole shop's whatever orders are in scope."""
    opened = state.whole_shop()
    if opened is None:
        return None
    found: Margins | None = state.ask(
        _margins, opened.workspace, view.as_of, opened.workspace.settings.margin_rate
    )
    return found


def ask_change(cohorts: Cohorts) -> CohortChange | None:
    """The pair of cohorts in the sentence above the picture.

    None for personas: they are made from what customers did later, so an interval of their
    difference would mean nothing.
    """
    if cohorts.choices.attribute is Attribute.PERSONA:
        return None
    found: CohortChange | None = state.ask(
        _change, cohorts.workspace, cohorts.view, cohorts.choices
    )
    return found


def _margins(source: Workspace, as_of: date, rate: Decimal | None) -> Margins | None:
    return margins(source, shop_days(source, as_of), rate)


def _table(
    source: Workspace, view: View, choices: CohortChoices, _groups: str, left: Margins | None
) -> CohortTable:
    grid = state.cohort_grid(source, view.segment, view.as_of, choices.attribute)
    return cohort_table(margin_grid(grid, left) if left else grid, choices.question)


def _spread(
    source: Workspace, view: View, choices: CohortChoices, groups: str, left: Margins | None
) -> CohortSpread:
    grid = state.cohort_grid(source, view.segment, view.as_of, choices.attribute)
    table = _table(source, view, choices, groups, left)
    return read_cohort_spread(source, grid, choices.question, table, view.segment, left)


def _change(source: Workspace, view: View, choices: CohortChoices) -> CohortChange | None:
    grid = state.cohort_grid(source, view.segment, view.as_of, choices.attribute)
    return cohort_change(grid, choices.question.grain, choices.question.merge_below)
