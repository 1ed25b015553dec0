"""Nine meanings of "retention rate" for the same orders, and why they differ."""

import streamlit as st

from lib.i18n import _
from lib.metrics.retention import boundaries
from lib.ui import shell, state
from lib.ui.definitions_view import ask_definitions, draw_differences, draw_span, draw_table
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.notices import draw_opening_note
from lib.ui.plain_text import plain
from lib.ui.retention_view import draw_flags

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

found = ask_definitions(view, opened.workspace)
st.header(_("Why does every tool print another retention rate?"))
draw_opening_note(opened)
draw_span(found)
st.caption(plain(view.describe()))
draw_flags(found.retention)
draw_table(found, opened.workspace.settings.currency)

st.subheader(_("Why they differ here"))
draw_differences(found)

explain(
    tuple(row.key for row in found.rows),
    {
        **boundaries(view.period, view.window_days),
        "cohort_after": found.cohort.start_boundary,
        "as_of": view.as_of,
    },
    shows_grid_note=False,
)
