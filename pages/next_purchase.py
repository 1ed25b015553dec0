"""When do customers buy again? The wait after each purchase, with those still waiting."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.notices import draw_opening_note
from lib.ui.waits_view import (
    ask_waits,
    draw_curves,
    draw_repeat_rates,
    draw_sentence,
    draw_table,
)

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

waits, rates = ask_waits(view, opened.workspace)
st.header(_("When do they buy again?"))
draw_opening_note(opened)
draw_sentence(waits, rates)
st.caption(view.segment.describe())
draw_curves(waits)
draw_table(waits)
st.subheader(_("How many buy a second time?"))
draw_repeat_rates(rates)
explain(
    ("share_returned", "median_wait", "repeat_rate"),
    {"as_of": view.as_of},
    shows_grid_note=False,
)
