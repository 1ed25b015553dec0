"""What customers and orders in view have in common: conditions that are listed, removed, added."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st

from lib import formats
from lib.errors import AppError
from lib.i18n import _
from lib.ui.plain_text import plain

_UNUSABLE = "unusable_conditions"


class Described(Protocol):
    """A condition that can say itself."""

    def describe(self) -> str:
        """As a reader of the sidebar would say it."""
        ...


def draw_conditions(
    conditions: Sequence[Described], use: Callable[..., None], *, kind: str, everything: str
) -> None:
    """A row per condition with a button that takes it away, and one that takes all away.

    ``use`` takes the conditions that are left; ``kind`` ("customers", "orders") tells two lists
    on a page apart.
    """
    for place, condition in enumerate(conditions):
        words, button = st.columns([5, 1], vertical_alignment="center")
        words.markdown(plain(condition.describe()))
        button.button(
            _("Remove"),
            key=f"remove_{kind}_{place}",
            icon=":material/close:",
            type="tertiary",
            on_click=use,
            args=((*conditions[:place], *conditions[place + 1 :]),),
        )
    if conditions:
        st.button(everything, key=f"all_{kind}", on_click=use, args=((),))


def note_unusable(error: AppError, instead: str = "") -> None:
    """Remembers why a condition is not used, and ``instead`` what the numbers now count."""
    said = " ".join(filter(None, (error.title, error.hint, instead)))
    st.session_state[_UNUSABLE] = [*st.session_state.get(_UNUSABLE, ()), said]


def draw_unusable() -> None:
    """What was remembered, above the page: on a phone the sidebar is closed."""
    for said in st.session_state.pop(_UNUSABLE, ()):
        st.warning(plain(said), icon=":material/info:")


def choose_values(choices: Sequence[tuple[str, str, int]], key: str) -> list[str]:
    """The values chosen of (value, title, how many have it)."""
    titles: Mapping[str, tuple[str, int]] = {value: (title, size) for value, title, size in choices}
    return st.multiselect(
        _("Values"),
        list(titles),
        key=key,
        format_func=lambda value: f"{titles[value][0]} ({formats.count(titles[value][1])})",
    )


def draw_adding(
    values: Sequence[str], add: Callable[..., None], arguments: tuple[Any, ...], *, kind: str
) -> None:
    """The switch "all but these" and the button: ``add(*arguments, values, is_excluded)``."""
    is_excluded = st.toggle(_("All but these"), key=f"{kind}_excluded")
    st.button(
        _("Add"),
        key=f"add_{kind}_condition",
        type="primary",
        disabled=not values,
        on_click=add,
        args=(*arguments, tuple(values), is_excluded),
    )
