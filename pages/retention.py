"""Customer retention of a period: both rates, every part, and the people behind them."""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state, verdict
from lib.ui.companions_view import COMPANIONS, draw_companions
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.new_customers_view import draw_old_among_new
from lib.ui.notations import draw_notations
from lib.ui.notices import draw_opening_note
from lib.ui.people import choose_group, show_group
from lib.ui.plain_text import plain
from lib.ui.retention_view import (
    PARTS,
    ask_retention,
    draw_bridge,
    draw_flags,
    draw_parts,
    draw_rates,
    parameters,
)
from lib.ui.side_by_side import draw_beside_group
from lib.ui.trend_view import draw_trend
from lib.ui.windows_view import draw_windows

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

answers = ask_retention(view, opened.workspace)
st.header(_("Who stayed, who left, who came back?"))
draw_opening_note(opened)
said = verdict.who_stayed(answers.now)
if said:  # without rates the reasons below say why
    st.markdown(said)
st.caption(plain(view.describe()))
draw_flags(answers.now)
draw_old_among_new(answers, opened.workspace)
draw_rates(answers)
for sentence in (verdict.why_rates_differ(answers.now), verdict.benchmark(answers.now)):
    if sentence:
        st.caption(sentence)
draw_notations(answers.now)

picture, table = st.columns([3, 2], gap="large")
with picture:
    st.subheader(_("From the customers you had to the customers you have"))
    draw_bridge(answers.now)
with table:
    st.subheader(_("Every part"))
    draw_parts(answers)

group = choose_group(answers.now)
if group:
    show_group(opened.workspace, answers.data, view, group)

st.subheader(_("What else this period says"))
draw_companions(opened.workspace, view)

draw_beside_group(opened.workspace, view)

st.subheader(_("How did it develop?"))
draw_trend(answers, opened.workspace)

st.subheader(_("How much does the activity window matter?"))
st.caption(_("The same period under other definitions of a customer. None is wrong; name yours."))
draw_windows(answers)
explain(
    ("crr", "strict_crr", "interval", *PARTS, "false_new", "activity_window", *COMPANIONS),
    parameters(answers),
)
