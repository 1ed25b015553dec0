"""How many customers stayed? Three numbers, what they mean, and what to do next."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state, verdict
from lib.ui.bright_card import draw_bright_list, draw_bright_spots
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.notices import draw_data_warnings, draw_opening_note
from lib.ui.plain_text import plain
from lib.ui.retention_view import ask_retention, draw_bridge, draw_crr, draw_strict, parameters

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

answers = ask_retention(view, opened.workspace)
st.header(_("How many customers stayed?"))
draw_opening_note(opened)
st.markdown(verdict.headline(answers.now))
st.caption(plain(view.describe()))

first, second, third = st.columns(3)
with first:
    draw_crr(answers)
with second:
    draw_strict(answers)
for sentence in (verdict.why_rates_differ(answers.now), verdict.benchmark(answers.now)):
    if sentence:
        st.caption(sentence)

picture, words = st.columns([3, 2], gap="large")
with picture:
    st.subheader(_("From the customers you had to the customers you have"))
    draw_bridge(answers.now)
with words:
    changes = verdict.changes(answers.now, answers.before)
    if changes:
        st.subheader(_("What changed"))
        for sentence in changes:
            st.markdown(sentence)
    st.subheader(_("What to do next"))
    st.markdown(verdict.next_step(answers.now))
    st.page_link(
        "pages/retention.py",
        label=_("See who they are"),
        icon=":material/group:",
        query_params={"who": verdict.next_group(answers.now)},
    )

# Last, though it stands third: a new day is counted from every buyer, and nothing waits for it.
with third:
    draw_bright_spots(opened.workspace, view)
draw_bright_list(opened.workspace, view)
draw_data_warnings(opened.workspace)
explain(("crr", "strict_crr", "bright_spot_share", "activity_window"), parameters(answers))
