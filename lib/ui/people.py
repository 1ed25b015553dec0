"""The customers behind a count: a list one can read, and take along as a safe file."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import formats
from lib.export.safe_csv import safe_csv_of_frame
from lib.glossary import term
from lib.i18n import _
from lib.metrics.retention import Retention, RetentionData
from lib.metrics.retention_customers import retention_customers
from lib.ui import state
from lib.view import View
from lib.workspace import Workspace

MOST_SHOWN = 1000
GROUPS = ("customers_start", "retained", "lost", "reactivated", "customers_new", "customers_end")
STATES = {
    "customers_start": "start",
    "customers_end": "end",
    "customers_new": "new",
    "retained": "retained",
    "retained_bought": "retained_bought",
    "retained_quiet": "retained_quiet",
    "reactivated": "reactivated",
    "lost": "lost",
}


def choose_group(answer: Retention) -> str | None:
    """Every count of the bridge as a button; the chosen one opens its customers."""
    groups = [key for key in (*GROUPS, "retained_quiet") if getattr(answer, key)]
    asked = st.query_params.get("who")
    if "who" not in st.session_state and asked in groups:
        st.session_state["who"] = asked
    if st.session_state.get("who") not in groups:
        st.session_state["who"] = None
    chosen = st.segmented_control(
        _("Whose names do you want to see?"),
        groups,
        key="who",
        format_func=lambda key: f"{term(key).label} {formats.count(getattr(answer, key))}",
    )
    if chosen:
        st.query_params["who"] = str(chosen)
    elif "who" in st.query_params:
        del st.query_params["who"]
    return str(chosen) if chosen else None


def show_group(data: RetentionData, view: View, key: str) -> None:
    """The customers of one group, biggest first, with a download of all of them."""
    people = state.ask(people_of, data.source, view, key)
    entry = term(key)
    st.caption(entry.meaning)
    st.dataframe(
        people.head(MOST_SHOWN),
        hide_index=True,
        column_config=_columns(data),
        width="stretch",
        alt=_("Customers of the group {label}").format(label=entry.label),
    )
    if len(people) > MOST_SHOWN:
        st.caption(
            _("The first {shown} of {all}; the download has all of them.").format(
                shown=formats.count(MOST_SHOWN), all=formats.count(len(people))
            )
        )
    st.download_button(
        _("Download these customers (CSV)"),
        data=lambda: safe_csv_of_frame(people, [_headers()[name] for name in people.columns]),
        file_name=f"{STATES[key]}_{view.period.first_day}_{view.period.last_day}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"download_{key}",
    )


def people_of(source: Workspace, view: View, key: str) -> pd.DataFrame:
    """One row per customer of a group, in the columns of the screen."""
    data = state.retention_data(source, view.segment, view.as_of)
    found = retention_customers(data, view.period, view.window_days, STATES[key])
    return found[list(_headers())]


def _headers() -> dict[str, str]:
    return {
        "customer_key": _("Customer"),
        "customer_name": _("Name"),
        "lifetime_revenue": _("Revenue so far"),
        "order_count": _("Orders so far"),
        "last_bought_by_period_end_on": _("Last purchase"),
        "first_ordered_on": _("First order"),
    }


def _columns(data: RetentionData) -> dict[str, Any]:
    """Headers in words with units; days as days, money with two decimals."""
    headers = _headers()
    currency = data.source.settings.currency  # type: ignore[attr-defined]
    columns: dict[str, Any] = {
        name: st.column_config.DateColumn(headers[name], format="D MMM YYYY")
        for name in headers
        if name.endswith("_on")
    }
    columns["customer_key"] = st.column_config.TextColumn(headers["customer_key"])
    columns["customer_name"] = st.column_config.TextColumn(headers["customer_name"])
    columns["order_count"] = st.column_config.NumberColumn(
        headers["order_count"], format="localized"
    )
    columns["lifetime_revenue"] = st.column_config.NumberColumn(
        f"{headers['lifetime_revenue']} ({currency})" if currency else headers["lifetime_revenue"],
        format="%.2f",
    )
    return columns
