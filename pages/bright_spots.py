"""Who are your bright spots, what made them, what do they buy, and who of them goes quiet?"""

import streamlit as st

from lib.i18n import _
from lib.ui import shell, state
from lib.ui.bright_lists import draw_all, draw_apart, draw_brief, draw_early_warning
from lib.ui.bright_view import (
    ask_bright_answers,
    choose_rule,
    draw_bright_cards,
    draw_purchases,
    draw_rhythms,
    draw_traits,
)
from lib.ui.bright_words import regression_sentence, rule_sentence, verdict, who_is_out
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
rule = choose_rule()
answers = ask_bright_answers(opened.workspace, view, rule)
st.caption(rule_sentence(answers.spots, answers.currency))
st.markdown(verdict(answers.spots, answers.traits))
st.caption(view.describe())
draw_bright_cards(answers)
left_out = who_is_out(answers.spots)
if left_out:
    st.caption(left_out)
if not answers.spots.customers:
    draw_apart(opened.workspace)
    st.stop()

st.subheader(_("What made them? Their first order"))
draw_traits(answers)
st.subheader(_("What do they buy?"))
draw_purchases(answers)
st.subheader(_("How soon do they buy the same again?"))
draw_rhythms(answers)
st.caption(regression_sentence(answers.after))
st.subheader(_("Early warning: past their own rhythm"))
draw_early_warning(answers)
st.subheader(_("All bright spots"))
draw_all(answers)
draw_apart(opened.workspace)
draw_brief(answers)
explain(
    ("bright_spots", "bright_spot_share", "top_fifth_share", "first_order_trait",
     "share_of_lines", "replenishment_days", "own_rhythm"),
    {"as_of": view.as_of, "rule": rule.name.value, "threshold": answers.spots.bar,
     "segment": view.segment.describe()},
    shows_grid_note=False,
)  # fmt: skip
