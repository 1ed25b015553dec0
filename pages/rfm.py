"""Who buys recently, often and for much? Every customer in one group, by visible limits."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.notices import draw_opening_note
from lib.ui.plain_text import plain
from lib.ui.rfm_limits import draw_limits, draw_movement
from lib.ui.rfm_view import (
    ask_rfm,
    current_model,
    draw_customers,
    draw_groups,
    draw_shares,
    headline,
    limits_sentence,
)

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

model = current_model(opened.workspace, view)
found = ask_rfm(opened.workspace, view, model)
st.header(_("Who buys recently, often and for much?"))
draw_opening_note(opened)
st.markdown(headline(found))
st.caption(plain(view.describe()))
st.caption(limits_sentence(model))

draw_shares(found)
draw_groups(found, opened.workspace.settings.currency)
draw_customers(opened.workspace, found, view)

st.subheader(_("Who moved?"))
draw_movement(opened.workspace, view, model)
draw_limits(opened.workspace, view, model)
explain(
    ("rfm_scores", "rfm_segment", "rfm_limits", "share_of_customers", "share_of_revenue"),
    {"as_of": view.as_of, "lookback_days": model.lookback_days, "segment": view.segment.describe()},
    shows_grid_note=False,
)
