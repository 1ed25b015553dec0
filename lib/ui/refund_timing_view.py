"""Revenue by month with refunds on the order's day, and on the day they were paid."""

from datetime import date

import pandas as pd
import streamlit as st

from lib import formats
from lib.export.safe_csv import safe_csv_of_frame
from lib.glossary import term
from lib.i18n import _, ngettext
from lib.ingest.rules import switch_word
from lib.metrics.refund_timing import RefundTiming, refund_timing
from lib.ui import state
from lib.ui.explain import explain
from lib.workspace import Workspace

TERMS = ("revenue_by_order_day", "revenue_by_refund_day", "refund_timing_difference")


def draw_refund_timing(workspace: Workspace) -> None:
    """Says nothing for a shop in which no refund has a day of its own."""
    found = state.ask(refund_timing, workspace)
    if not found.makes_a_difference:
        return
    currency = workspace.settings.currency
    st.subheader(_("When do refunds count?"))
    st.markdown(_answer(found, currency, is_booked=_is_booked(workspace)))
    months = _table(found)
    column = st.column_config
    words = [term(key) for key in TERMS]
    st.dataframe(
        months.assign(month=months["month"].map(formats.month)),
        hide_index=True,
        column_config={"month": column.TextColumn(_("Month"))}
        | {
            entry.key: column.NumberColumn(
                entry.label, help=entry.meaning, format="localized", step=0.01
            )
            for entry in words
        },
        alt=_("Revenue of every month with refunds booked in two ways"),
    )
    if found.undated_refunds:
        st.caption(_undated(found, currency))
    explain(TERMS, {"currency": currency}, shows_grid_note=False, is_of_view=False)
    st.download_button(
        _("Download these months"),
        data=safe_csv_of_frame(months, [_("Month"), *(entry.label for entry in words)]),
        file_name="revenue_by_month.csv",
        mime="text/csv",
        key="download_refund_timing",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def _is_booked(workspace: Workspace) -> bool:
    return bool(workspace.manifest.settings.get("rules", {}).get("book_refunds_when_paid"))


def _answer(found: RefundTiming, currency: str, *, is_booked: bool) -> str:
    """Which way the shop books, where it matters most, and how to change it."""
    most = max(found.months, key=lambda month: abs(month.difference))
    now = (
        _("This shop books refunds **on the day they are paid**.")
        if is_booked
        else _("This shop books refunds **on the day of the order**.")
    )
    matters = _(
        "It matters most in {month}: **{by_order_day}** with refunds on the order's day,"
        " **{by_refund_day}** with refunds on the day they are paid."
    ).format(
        month=formats.month(most.first_day),
        by_order_day=formats.money(most.by_order_day, currency).replace("$", r"\$"),
        by_refund_day=formats.money(most.by_refund_day, currency).replace("$", r"\$"),
    )
    how = _("The switch “{switch}” is in the settings below. It never moves an order.").format(
        switch=switch_word("book_refunds_when_paid")
    )
    return f"{now} {matters} {how}"


def _table(found: RefundTiming) -> pd.DataFrame:
    months: list[date] = [month.first_day for month in found.months]
    return pd.DataFrame(
        {
            "month": months,
            TERMS[0]: [float(month.by_order_day) for month in found.months],
            TERMS[1]: [float(month.by_refund_day) for month in found.months],
            TERMS[2]: [float(month.difference) for month in found.months],
        }
    )


def _undated(found: RefundTiming, currency: str) -> str:
    sentence = ngettext(
        "{refunds} refund ({amount}) has no day of its own in the file and stays on the order's.",
        "{refunds} refunds ({amount}) have no day of their own in the files and stay on the"
        " order's.",
        found.undated_refunds,
    )
    amount = formats.money(found.undated_amount, currency).replace("$", r"\$")
    return sentence.format(refunds=formats.count(found.undated_refunds), amount=amount)
