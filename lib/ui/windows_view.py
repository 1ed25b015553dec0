"""How much the choice of the activity window moves the rates of one period."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.activity_window import WINDOW_MENU
from lib.metrics.retention import retention
from lib.metrics.retention_flags import LEFT_TRUNCATED
from lib.ui import state
from lib.ui.retention_view import Answers


def draw_windows(answers: Answers) -> None:
    """How much the choice of the window moves the rates: one row per window of the menu."""
    suggestion = state.window_suggestion(answers.data)
    chosen = answers.view.window_days
    windows = sorted({chosen, *(each for each in WINDOW_MENU if each >= answers.view.period.days)})
    rows = []
    has_star = False
    for window_days in windows:
        found = retention(answers.data, answers.view.period, window_days)
        is_starred = LEFT_TRUNCATED in found.flags and found.crr is not None
        has_star |= is_starred
        # At the end of the follow-up nothing can be longer: a zero there would say nothing.
        share = suggestion.false_lapse_shares.get(window_days)
        if window_days >= suggestion.follow_up_days:
            share = None
        name = formats.days(window_days)
        if window_days == chosen:
            name = _("{days} days (yours)").format(days=window_days)
        rows.append(
            {
                "window": name + ("*" if is_starred else ""),
                "start": found.customers_start,
                "crr": formats.rate(found.crr),
                "strict": formats.rate(found.strict_crr),
                "early": formats.rate(share),
            }
        )
    if all(row["early"] == formats.DASH for row in rows):
        rows = [{key: each for key, each in row.items() if key != "early"} for row in rows]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("The two rates under each activity window"),
        column_config={
            "window": st.column_config.TextColumn(_("Active = ordered within")),
            "start": st.column_config.NumberColumn(_("Customers at the start"), format="localized"),
            "crr": st.column_config.TextColumn(term("crr").label, alignment="right"),
            "strict": st.column_config.TextColumn(term("strict_crr").label, alignment="right"),
            "early": st.column_config.TextColumn(
                term("false_lapse_share").label,
                help=term("false_lapse_share").meaning,
                alignment="right",
            ),
        },
    )

    if "early" not in rows[0]:
        st.caption(
            _(
                "How many customers such a window gives up too early cannot be told: purchases were"
                " followed for {days}, and every window here is at least as long."
            ).format(days=formats.days(suggestion.follow_up_days))
        )
    if has_star:
        st.caption(
            _(
                "A star: the window reaches back before the first order, so hardly anybody could go"
                " silent yet and the rates look too good."
            )
        )
    if any(row["crr"] == formats.DASH for row in rows):
        st.caption(
            _("A dash: the period and that window together reach beyond the history of the shop.")
        )
