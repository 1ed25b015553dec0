"""Where do customers stand, and who moved? Stages, phases, and movement between two days."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.lifecycle_view import (
    ask_standing,
    draw_cell,
    draw_movement,
    draw_sentence,
    draw_stages,
    parameters,
)
from lib.ui.notices import draw_opening_note

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

st.header(_("Where do customers stand, and who moved?"))
draw_opening_note(opened)
answer = st.container()
standing = ask_standing(view, opened.workspace)
with answer:
    draw_sentence(standing)
draw_movement(standing)
draw_cell(standing)
st.subheader(_("How many in each stage?"))
draw_stages(standing)

explain(
    (
        "stage_new",
        "stage_active_repeat",
        "stage_one_time_cooling",
        "stage_lapsing",
        "stage_lapsed",
        "phase_short",
        "phase_medium",
        "phase_long",
    ),
    parameters(standing),
    shows_grid_note=False,
)
