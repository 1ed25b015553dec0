"""What if more customers stayed, ordered more often, or spent more?"""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.notices import draw_opening_note
from lib.ui.plain_text import plain
from lib.ui.what_if_levels_view import draw_claim, draw_levels
from lib.ui.what_if_view import ask_today, draw_answer, draw_levers, draw_outcome, parameters

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

st.header(_("What if more customers stayed?"))
draw_opening_note(opened)
answer = st.container()
scenario = draw_levers(view, ask_today(view, opened.workspace), opened.workspace.settings)
with answer:
    draw_answer(scenario)
    st.caption(plain(view.describe()))
draw_outcome(scenario)

st.subheader(_("What is it worth?"))
draw_levels(scenario, opened.workspace)

st.subheader(_("Does 5 % more retention bring 25 to 95 % more profit?"))
draw_claim(scenario)

explain(
    (
        "what_if_orders",
        "what_if_revenue",
        "what_if_margin",
        "level_one_period",
        "level_steady_state",
        "level_cohort",
        "break_even",
    ),
    parameters(scenario),
    shows_grid_note=False,
)
