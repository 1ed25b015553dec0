"""Cohorts: do customers won lately come back more often than those won before?"""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.cohort_answers import ask_cohorts
from lib.ui.cohort_curves import draw_curves, draw_one_age
from lib.ui.cohort_payback import draw_payback
from lib.ui.cohort_people import draw_cell
from lib.ui.cohort_view import (
    describe,
    draw_download,
    draw_heatmap,
    explain_cohorts,
    headline,
)
from lib.ui.first_screen import draw_first_screen
from lib.ui.notices import draw_opening_note

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

st.header(_("Do newer customers come back more often?"))
draw_opening_note(opened)
answer = st.container()
cohorts = ask_cohorts(view, opened.workspace)
with answer:
    st.markdown(headline(cohorts))
    st.caption(describe(cohorts))
if not cohorts.rows:
    st.info(
        _("No customer of this segment has been followed long enough, or none matches it."),
        icon=":material/info:",
    )
    st.stop()

draw_heatmap(cohorts)
draw_download(cohorts)
draw_payback(cohorts)
draw_cell(cohorts)
draw_curves(cohorts)
draw_one_age(cohorts)
explain_cohorts(cohorts)
