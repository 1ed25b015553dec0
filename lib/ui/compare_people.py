"""The customers who moved: each part of the revenue bridge opens its list."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _
from lib.metrics.compare import BRIDGE_PARTS
from lib.metrics.movers import bridge_customers
from lib.period import Period
from lib.ui import state
from lib.ui.compare_verdict import signed_money
from lib.ui.compare_view import Answers
from lib.ui.people_table import draw_people
from lib.view import View
from lib.workspace import Workspace

PART = "part"


def draw_movers(answers: Answers, workspace: Workspace) -> None:
    """Choose a part; see its customers, the largest difference first, and take them along."""
    bridge = answers.rates.revenue_bridge
    parts = [part for part in BRIDGE_PARTS if getattr(bridge, part)]
    asked = st.query_params.get(PART)
    if st.session_state.get(PART) is None and PART not in st.session_state and asked in parts:
        st.session_state[PART] = asked
    if st.session_state.get(PART) not in parts:
        st.session_state[PART] = None
    part = st.segmented_control(
        _("Which customers do you want to see?"),
        parts,
        key=PART,
        format_func=lambda name: (
            f"{term(f'bridge_{name}').label}"
            f" {signed_money(getattr(bridge, name), answers.currency)}".replace("$", r"\$")
        ),
    )
    if part is None:
        st.query_params.pop(PART, None)
        return
    st.query_params[PART] = part
    people = state.ask(
        _people, workspace, answers.view, answers.paired.now, answers.paired.before, part
    )
    st.caption(
        _("{meaning} {count} customers.").format(
            meaning=term(f"bridge_{part}").meaning, count=formats.count(len(people))
        )
    )
    draw_people(
        people,
        currency=answers.currency,
        alt=term(f"bridge_{part}").label,
        file_name=f"{part}_{answers.paired.now.first_day}_{answers.paired.now.last_day}.csv",
        key=f"download_{part}",
    )


def _people(source: Workspace, view: View, now: Period, before: Period, part: str) -> pd.DataFrame:
    data = state.retention_data(source, view.segment, view.as_of)
    return bridge_customers(data, now, before, part)
