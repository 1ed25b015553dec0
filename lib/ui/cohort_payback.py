"""Below margin per customer won: what winning the customers cost, and when that was paid back."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.cohort_table import Measure
from lib.metrics.margin import MonthOfCosts, cost_months
from lib.metrics.payback import Payback, paybacks
from lib.ui import state
from lib.ui.cohort_answers import Cohorts
from lib.ui.cohort_words import age_name
from lib.workspace import Workspace


def draw_payback(cohorts: Cohorts) -> None:
    """One row per cohort with costs; nothing for a segment or a scope, whose costs nobody knows."""
    is_whole_shop = not cohorts.view.segment.conditions and not cohorts.view.scope.conditions
    if cohorts.choices.measure is not Measure.CUMULATIVE_MARGIN or not is_whole_shop:
        return
    found = paybacks(cohorts.table, state.ask(_months, cohorts.workspace))
    if not found:
        return
    st.subheader(_("Have they paid back what it cost to win them?"))
    st.dataframe(
        pd.DataFrame([_row(cohorts, each) for each in reversed(found)]),
        hide_index=True,
        width="stretch",
        alt=_("Cost of winning a customer and margin per customer, by cohort"),
        column_config={
            "cohort": st.column_config.TextColumn(term("cohort").label, pinned=True),
            "customers": st.column_config.TextColumn(_("Customers"), alignment="right"),
            "spent": st.column_config.TextColumn(_("Spent"), alignment="right"),
            "cost": st.column_config.TextColumn(term("cohort_cac").label, alignment="right"),
            "left": st.column_config.TextColumn(_("Margin so far each"), alignment="right"),
            "paid": st.column_config.TextColumn(_("Paid back by")),
        },
    )
    entry = term("cohort_cac")
    st.caption(f"**{entry.label}** = {entry.formula}. {entry.caveat}")


def _months(source: Workspace) -> tuple[MonthOfCosts, ...]:
    return cost_months(source)


def _row(cohorts: Cohorts, found: Payback) -> dict[str, str]:
    row = cohorts.table.cohorts.index(found.cohort)
    return {
        "cohort": cohorts.name(row) + ("*" if row in cohorts.old_rows else ""),
        "customers": formats.count(found.cohort.size),
        "spent": formats.money(found.spent, cohorts.currency),
        "cost": formats.money(found.cost_each, cohorts.currency),
        "left": formats.DASH
        if found.left_each is None
        else formats.money(found.left_each, cohorts.currency),
        "paid": _("not yet")
        if found.paid_back_age is None
        else age_name(cohorts.choices.question, found.paid_back_age),
    }
