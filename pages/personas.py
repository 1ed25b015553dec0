"""What kinds of customers do you have? Five to ten people one can picture."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.notices import draw_opening_note
from lib.ui.persona_parts import draw_persona_parts
from lib.ui.persona_view import (
    ask_personas,
    current_personas,
    draw_shares,
    draw_trust,
    headline,
)

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

st.header(_("What kinds of customers do you have?"))
draw_opening_note(opened)
model = current_personas(opened.workspace, view)
found = ask_personas(opened.workspace, view, model)
st.markdown(headline(found))
st.caption(view.describe())
draw_shares(found)
draw_trust(model)
draw_persona_parts(opened.workspace, found, view)
explain(
    ("persona", "persona_stability", "persona_rule", "adjusted_residual", "strict_crr"),
    {"as_of": view.as_of, "found_on": model.as_of, "segment": view.segment.describe()},
    shows_grid_note=False,
)
