"""The rows behind one customer: every order with its day, channel, revenue and products."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.export.safe_csv import safe_csv_of_frame
from lib.i18n import _, ngettext
from lib.ingest.rules import describe_rule
from lib.metrics.customer_orders import customer_orders
from lib.ui import state
from lib.ui.plain_text import plain
from lib.workspace import Workspace


def draw_timeline(workspace: Workspace, customer_id: int, name: str, key: str) -> None:
    """All orders of a customer, oldest first, and the same as a file."""
    orders = timeline_table(state.ask(customer_orders, workspace, customer_id))
    currency = workspace.settings.currency
    headers = _headers(currency)
    title = ngettext("{name}: {count} order", "{name}: {count} orders", len(orders))
    st.markdown(f"**{plain(title.format(name=name, count=formats.count(len(orders))))}**")
    column = st.column_config
    st.dataframe(
        orders,
        hide_index=True,
        width="stretch",
        alt=_("Every order of this customer, oldest first"),
        placeholder="",
        column_config={
            "ordered_on": column.DateColumn(headers["ordered_on"], format=formats.day_column()),
            "revenue": column.NumberColumn(headers["revenue"], format="localized", step=0.01),
            **{
                each: column.TextColumn(headers[each])
                for each in ("order_key", "channel", "products", "coupon", "counts")
            },
        },
    )
    st.download_button(
        _("Download these orders (CSV)"),
        data=lambda: safe_csv_of_frame(orders, [headers[each] for each in orders.columns]),
        file_name=f"orders_of_customer_{customer_id}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"timeline_{key}",
    )


def timeline_table(orders: pd.DataFrame) -> pd.DataFrame:
    """The orders in the columns of the screen; coupons only where there are any."""
    shown = orders.assign(
        counts=[
            _("yes") if is_valid else describe_rule(rule).title
            for is_valid, rule in zip(orders["is_valid"], orders["invalid_rule"], strict=True)
        ]
    )
    columns = ["ordered_on", "channel", "revenue", "products", "coupon", "counts", "order_key"]
    return shown[[each for each in columns if each != "coupon" or shown["coupon"].notna().any()]]


def _headers(currency: str) -> dict[str, str]:
    revenue = _("Revenue ({currency})").format(currency=currency) if currency else _("Revenue")
    return {
        "ordered_on": _("Day"),
        "channel": _("Channel"),
        "revenue": revenue,
        "products": _("Products"),
        "coupon": _("Coupon"),
        "counts": _("Counts as a purchase"),
        "order_key": _("Order"),
    }
