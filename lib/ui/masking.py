"""Names, mails and phones out of sight, for a screen that others see."""

import pandas as pd
import streamlit as st

from lib.i18n import _
from lib.schema import ANY_FIELD

MASKED = "masked"
PERSONAL = ("customer_key", "customer_name", "email", "phone")
DOTS = "•••"
# Fields of a file that say who somebody is; a column that is no field may say it too.
PERSONAL_FIELDS = frozenset(
    {"customer_id", "email", "phone", "username", "customer_name", "birth_date", "postcode"}
    | {"company", "comment"}
)


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


def masked_cell(text: str, field: str | None) -> str:
    """A cell of a file as it is, or dots while names are hidden and it may hold one."""
    return DOTS if text and is_masked() and may_name_somebody(field) else text


def may_name_somebody(field: str | None) -> bool:
    """True for names, keys and contacts, and for columns that are no field of ours."""
    return field not in ANY_FIELD or field in PERSONAL_FIELDS


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
