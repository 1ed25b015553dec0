"""Names, mails and phones out of sight, for a screen that others see."""

import pandas as pd
import streamlit as st

from lib.i18n import _

MASKED = "masked"
PERSONAL = ("customer_key", "customer_name", "email", "phone")
DOTS = "•••"


def draw_mask_switch() -> None:
    """The switch of the sidebar; it stays in the link, so a reload hides them again."""
    if MASKED not in st.session_state:
        st.session_state[MASKED] = st.query_params.get(MASKED) == "1"
    st.toggle(
        _("Hide names and contacts"),
        key=MASKED,
        help=_("For a workshop or a shared screen: numbers stand in for customers everywhere."),
    )
    if st.session_state[MASKED]:
        st.query_params[MASKED] = "1"
    else:
        st.query_params.pop(MASKED, None)


def is_masked() -> bool:
    """True while nobody's name may be seen."""
    chosen = st.session_state.get(MASKED)
    return bool(st.query_params.get(MASKED) == "1" if chosen is None else chosen)


def masked_text(text: str, customer_id: int) -> str:
    """The text, or the customer's number in its place."""
    return f"#{customer_id}" if is_masked() else text


def masked(people: pd.DataFrame) -> pd.DataFrame:
    """The same customers; numbers in place of keys, dots in place of all else that names them."""
    if not is_masked():
        return people
    hidden = people.copy()
    for name in PERSONAL:
        if name in hidden.columns:
            hidden[name] = DOTS
    if {"customer_id", "customer_key"} <= set(hidden.columns):
        hidden["customer_key"] = "#" + hidden["customer_id"].astype(str)
    return hidden
