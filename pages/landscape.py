"""How much does the definition move the rate? Every period and every activity window at once."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.landscape_view import draw_landscape
from lib.ui.notices import draw_opening_note
from lib.ui.plain_text import plain
from lib.ui.retention_view import ask_retention, parameters

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

answers = ask_retention(view, opened.workspace)
st.header(_("How much does the definition move the rate?"))
draw_opening_note(opened)
st.caption(plain(view.describe()))
draw_landscape(answers, opened.workspace)
explain(("strict_crr", "crr", "activity_window"), parameters(answers))
