"""A group on its own page as the customers of every page."""

import streamlit as st

from lib.i18n import _
from lib.segment import Condition, Segment
from lib.segment.keys import BRIGHT_KEY
from lib.ui.segment_builder import WHERE


def offer_as_segment(segment: Segment, key: str, value: str) -> None:
    """A button that adds a group to the customers of the sidebar.

    Where a condition on the same key is in view already, its group is on screen and the answers
    are a click away.
    """
    if any(each.key == key for each in segment.conditions):
        if key == BRIGHT_KEY:
            st.caption(
                _(
                    "The customers in view are bright spots already; the rule above chooses once"
                    " more among them."
                )
            )
        st.page_link(
            "pages/answers.py", label=_("What is true of them?"), icon=":material/lightbulb:"
        )
        return
    st.button(
        _("Use them as the customers of every page"),
        icon=":material/group:",
        key=f"use_{key}_{value}",
        on_click=_use,
        args=(segment, Condition(key, (value,))),
    )


def _use(segment: Segment, added: Condition) -> None:
    joined = Segment((*segment.conditions, added))
    st.session_state[WHERE] = tuple(joined.as_arguments())
