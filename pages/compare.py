"""One period beside another: what changed, by how much, by chance or not, and through whom."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.compare_mix import draw_mix
from lib.ui.compare_people import draw_movers
from lib.ui.compare_view import (
    ask_comparison,
    draw_cards,
    draw_drivers,
    draw_revenue_bridge,
    draw_side_by_side,
    draw_verdict,
    parameters,
)
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.notices import draw_opening_note
from lib.ui.side_by_side import draw_beside_group

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

answers = ask_comparison(view, opened.workspace)
st.header(_("What is different from before?"))
draw_opening_note(opened)
draw_verdict(answers)
draw_cards(answers)

picture, causes = st.columns([3, 2], gap="large")
with picture:
    st.subheader(_("Where did the difference in revenue come from?"))
    draw_revenue_bridge(answers)
with causes:
    st.subheader(_("Buyers, orders or order value?"))
    draw_drivers(answers)
draw_movers(answers, opened.workspace)

st.subheader(_("Every measure side by side"))
draw_side_by_side(answers)
draw_beside_group(opened.workspace, view)

st.subheader(_("Did customers change, or did other customers come?"))
draw_mix(answers, opened.workspace)

explain(
    (
        "difference_interval",
        "bridge_new",
        "bridge_returning",
        "bridge_up",
        "bridge_down",
        "bridge_absent",
        "revenue_drivers",
        "average_order_value",
        "spend",
        "capped_spend",
        "median_spend",
        "chance_of_groups",
        "behaviour_effect",
        "mix_effect",
    ),
    parameters(answers),
    shows_grid_note=False,
)
