"""Groups as buttons: the chosen one opens its customers, and the link names it."""

from collections.abc import Mapping

import streamlit as st

from lib.i18n import _
from lib.ui import state


def choose_whose(parameter: str, labels: Mapping[str, str]) -> str | None:
    """The group that was clicked or that the link asks for; None when none is open."""
    was_closed = st.session_state.pop(_closed(parameter), False)
    asked = st.query_params.get(parameter)
    if st.session_state.get(parameter) not in labels:
        st.session_state[parameter] = asked if asked in labels and not was_closed else None
    chosen = st.pills(
        _("Whose names do you want to see?"),
        list(labels),
        key=parameter,
        format_func=lambda key: labels[key],
        on_change=_note_closing,
        args=(parameter,),
    )
    state.write_url(parameter, str(chosen or ""))
    return str(chosen) if chosen else None


def _note_closing(parameter: str) -> None:
    """A list that was closed must not open again because the URL still names it."""
    st.session_state[_closed(parameter)] = st.session_state.get(parameter) is None


def _closed(parameter: str) -> str:
    return f"{parameter}_closed"
