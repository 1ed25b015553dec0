"""Who are your bright spots, what made them, what do they buy, and who of them goes quiet?"""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.bright_lists import draw_brief
from lib.ui.bright_parts import draw_bright_parts
from lib.ui.bright_view import (
    ask_bright_answers,
    choose_rule,
    draw_answer,
    draw_bright_cards,
    draw_regression,
)
from lib.ui.explain import explain
from lib.ui.first_screen import draw_first_screen
from lib.ui.notices import draw_opening_note

shell.ensure_app_shell()

opened = state.opened_shop()
view = state.view()
if opened is None or view is None:
    draw_first_screen()
    st.stop()

st.header(_("Who are your bright spots, and what can you learn from them?"))
draw_opening_note(opened)
answer = st.container()
rule = choose_rule()
with answer:
    answers = ask_bright_answers(opened.workspace, view, rule)
    draw_answer(answers)
if answers.spots.customers:
    draw_bright_cards(answers)
    draw_regression(answers)
draw_bright_parts(answers)
if answers.spots.customers:
    draw_brief(answers)
explain(
    ("bright_spots", "bright_spot_share", "top_fifth_share", "first_order_trait",
     "share_of_lines", "replenishment_days", "own_rhythm"),
    {"as_of": view.as_of, "rule": rule.name.value, "threshold": answers.spots.bar,
     "segment": view.segment.describe()},
    shows_grid_note=False,
)  # fmt: skip
