"""The threshold of a bright-spot rule as a slider, on its page and in the sidebar."""

import streamlit as st

from lib.i18n import _
from lib.segment.bright import USUAL_THRESHOLDS, RuleName


def choose_bar(name: RuleName, key: str) -> float | None:
    """The threshold of the rule; None for the usual one, and for rules that take none."""
    if name is RuleName.FREQUENT:
        chosen = st.slider(
            _("Purchase days in a year, at least (0: as many as nine in ten others)"),
            0, 30, 0, key=key,
        )  # fmt: skip
        return float(chosen) or None
    usual = USUAL_THRESHOLDS[name]
    if usual is None:
        return None
    label = {
        RuleName.FAST: _("Own time between purchases, at most this percentage of the usual"),
        RuleName.WHALES: _("Percentage of the revenue they bring together"),
        RuleName.EARLY: _("Second order as fast as the fastest percentage"),
    }[name]
    percent = round(usual * 100)
    chosen = st.slider(label, 5, 95, percent, step=5, key=key)
    # Rounded, so that a link that says 0.35 means the very same number.
    return None if chosen == percent else round(chosen * 0.01, 2)
