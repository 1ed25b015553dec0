"""What was chosen on a page is there again when its visitor comes back through the menu.

Every page writes its choices into the address. The menu leads to a bare address, and Streamlit
forgets what a page that is not on screen had chosen; so the address of each page is remembered for
the session, and put back when the page is opened without choices of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.ui import state
from lib.ui.masking import MASKED

PAGE_KEY = "page_on_screen"
# Of the whole app: the sidebar writes them on every page.
_OF_THE_APP = frozenset({*state.VIEW_PARAMETERS, state.SHOP_KEY, "lang", MASKED})

Choices = dict[str, list[str]]


@contextmanager
def remembered(page: str) -> Iterator[None]:
    """Around the run of a page: its last choices come back, and those it ends with are kept."""
    kept: dict[str, Choices] = st.session_state.setdefault(state.CHOICES_KEY, {})
    if st.session_state.get(PAGE_KEY) != page:
        st.session_state[PAGE_KEY] = page
        _put_back(kept.get(page, {}))
    try:
        yield
    finally:
        st.session_state.setdefault(state.CHOICES_KEY, {})[page] = _own_choices()


def _put_back(choices: Choices) -> None:
    """A link that names choices of its own knows better."""
    if _own_choices():
        return
    for key, values in choices.items():
        # Two pages may use one word; what the other page chose is not meant here.
        st.session_state.pop(key, None)
        st.query_params[key] = values


def _own_choices() -> Choices:
    return {key: st.query_params.get_all(key) for key in st.query_params if key not in _OF_THE_APP}
