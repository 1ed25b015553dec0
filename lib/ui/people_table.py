"""A list of customers on screen and as a file: words for headers, text never read as markup."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import formats
from lib.i18n import _
from lib.ui import state
from lib.ui.masking import masked
from lib.ui.take_along import draw_take_along
from lib.ui.timeline import draw_timeline
from lib.workspace import Workspace

MOST_SHOWN = 1000


def draw_people(people: pd.DataFrame, *, currency: str, alt: str, file_name: str, key: str) -> None:
    """The first thousand rows as a table, all of them to take along as a file.

    Columns that are not in ``_headers`` stay out of both. Where the rows have a customer_id, a row
    that is chosen opens all orders of that customer, and the list can go to mail and advertising
    tools too.
    """
    headers = _headers()
    seen = masked(people)
    shown = seen[[name for name in headers if name in seen.columns]]
    opened = state.whole_shop() if "customer_id" in people.columns else None
    chosen = st.dataframe(
        shown.head(MOST_SHOWN),
        hide_index=True,
        column_config=_columns(headers, currency),
        width="stretch",
        alt=alt,
        placeholder="",
        key=f"people_{key}",
        on_select="rerun" if opened else "ignore",
        selection_mode="single-row",
    )
    if opened and len(people):
        _draw_chosen(opened.workspace, seen, chosen, key)
    if len(shown) > MOST_SHOWN:
        st.caption(
            _("The first {shown} of {all}; the download has all of them.").format(
                shown=formats.count(MOST_SHOWN), all=formats.count(len(shown))
            )
        )
    draw_take_along(
        people, {name: headers[name] for name in shown.columns}, file_name=file_name, key=key
    )


def _draw_chosen(workspace: Workspace, people: pd.DataFrame, chosen: Any, key: str) -> None:
    """The orders of the customer whose row is chosen; without one, how to choose."""
    places = [place for place in chosen.selection.rows if place < len(people)]
    if not places:
        st.caption(_("Choose a row to see every order of that customer."))
        return
    row = people.iloc[places[0]]
    draw_timeline(workspace, int(row["customer_id"]), str(row["customer_key"]), key)


def _headers() -> dict[str, str]:
    """Column -> header, in the order of the screen."""
    return {
        "customer_key": _("Customer"),
        "customer_name": _("Name"),
        "lookback_purchase_days_count": _("Purchase days in two years"),
        "lookback_revenue": _("Revenue in two years"),
        "usual_gap_days_count": _("Usual days between purchases"),
        "silent_days_count": _("Days since the last"),
        "revenue_before": _("Revenue before"),
        "revenue_now": _("Revenue this period"),
        "difference_revenue": _("Difference"),
        "cell_order_count": _("Orders in this cell"),
        "cell_revenue": _("Revenue in this cell"),
        "lifetime_revenue": _("Revenue so far"),
        "order_count": _("Orders so far"),
        "last_bought_by_period_end_on": _("Last purchase"),
        "last_bought_on": _("Last purchase"),
        "first_ordered_on": _("First order"),
    }


def _columns(headers: dict[str, str], currency: str) -> dict[str, Any]:
    """Days as days, counts in groups, money with two decimals and its currency in the header."""
    columns: dict[str, Any] = {}
    for name, header in headers.items():
        if name.endswith("_on"):
            columns[name] = st.column_config.DateColumn(header, format=formats.day_column())
        elif name.endswith("_count"):
            columns[name] = st.column_config.NumberColumn(header, format="localized")
        elif "revenue" in name:
            with_currency = f"{header} ({currency})" if currency else header
            columns[name] = st.column_config.NumberColumn(
                with_currency, format="localized", step=0.01
            )
        else:
            # Names would be cut to the header's width when the first rows have none.
            width = 140 if name == "customer_name" else None
            columns[name] = st.column_config.TextColumn(header, width=width)
    return columns
