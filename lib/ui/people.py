"""The customers behind a count: a list one can read, and take along as a safe file."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.retention import Retention, RetentionData
from lib.metrics.retention_customers import retention_customers
from lib.ui import state
from lib.ui.people_table import draw_people
from lib.ui.whose import choose_whose
from lib.view import View
from lib.workspace import Workspace

WHO = "who"
GROUPS = ("customers_start", "retained", "lost", "reactivated", "customers_new", "customers_end")
STATES = {
    "customers_start": "start",
    "customers_end": "end",
    "customers_new": "new",
    "customers_new_active": "new_active",
    "retained": "retained",
    "retained_bought": "retained_bought",
    "retained_quiet": "retained_quiet",
    "reactivated": "reactivated",
    "lost": "lost",
}


def choose_group(answer: Retention) -> str | None:
    """Every count as a button, once where two are the same; the chosen one opens its customers."""
    groups = [*GROUPS]
    if answer.retained_quiet:
        groups += ["retained_bought", "retained_quiet"]
    if answer.customers_new_active != answer.customers_new:
        groups.append("customers_new_active")
    groups = [key for key in groups if getattr(answer, key)]
    return choose_whose(
        WHO, {key: f"{term(key).label} {formats.count(getattr(answer, key))}" for key in groups}
    )


def show_group(workspace: Workspace, data: RetentionData, view: View, key: str) -> None:
    """The customers of one group, biggest first, with a download of all of them."""
    people = state.ask(people_of, data.source, view, key)
    entry = term(key)
    st.caption(entry.meaning)
    draw_people(
        people,
        currency=workspace.settings.currency,
        alt=_("Customers of the group {label}").format(label=entry.label),
        file_name=f"{STATES[key]}_{view.period.first_day}_{view.period.last_day}.csv",
        key=f"download_{key}",
    )


def people_of(source: Workspace, view: View, key: str) -> pd.DataFrame:
    """One row per customer of a group."""
    data = state.retention_data(source, view.segment, view.as_of)
    return retention_customers(data, view.period, view.window_days, STATES[key])
