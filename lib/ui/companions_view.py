"""What belongs beside the two rates, as one light table."""

from decimal import Decimal

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.companions import Companion, Companions, companions
from lib.ui import state
from lib.view import View
from lib.workspace import Workspace

COMPANIONS = ("churn", "quiet_share", "returning_buyer_share", "revenue_kept")


def draw_companions(workspace: Workspace, view: View) -> None:
    """Churn, the quiet, returning buyers and revenue kept, each with what it was counted from."""
    found = state.ask(_companions, workspace, view)
    currency = workspace.settings.currency
    rows = [_row(each, currency) for each in found.rows]
    column = st.column_config
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("Shares that belong beside the two retention rates"),
        column_config={
            "name": column.TextColumn(_("Measure"), pinned=True),
            "value": column.TextColumn(_("Share"), alignment="right"),
            "counted": column.TextColumn(_("Counted"), alignment="right"),
            "interval": column.TextColumn(term("interval").label, alignment="right"),
        },
    )
    st.caption(
        _(
            "Churn: of the customers you had, the share that went silent; counted from kept"
            " customers, never as 100 % less CRR. Quiet: of the kept customers, the share that"
            " bought nothing in the period; a long activity window alone keeps them. Returning"
            " buyers: of everybody who bought, the share that had bought before; new customers"
            " lower it. Revenue kept: what the customers you had spent in the period, against"
            " {before}."
        ).format(before=formats.period(found.before))
    )


def _companions(source: Workspace, view: View) -> Companions:
    data = state.retention_data(source, view.segment, view.as_of)
    return companions(data, view.period, view.window_days)


def _row(each: Companion, currency: str) -> dict[str, str]:
    def printed(number: int | Decimal) -> str:
        is_money = isinstance(number, Decimal)
        return formats.money(number, currency) if is_money else formats.count(int(number))

    has_interval = each.low is not None and each.high is not None
    return {
        "name": term(each.key).label,
        "value": formats.rate(each.value),
        "counted": f"{printed(each.numerator)} ÷ {printed(each.denominator)}",
        "interval": formats.interval(each.low, each.high) if has_interval else formats.DASH,
    }
