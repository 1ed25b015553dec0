"""The parts of a long page as tabs: only the open one is computed, and the link names it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

PART = "part"


@dataclass(frozen=True)
class PagePart:
    """One tab: its name in links, its label, and what draws it."""

    name: str
    label: str
    draw: Callable[[], None]


def draw_parts(page: str, parts: Sequence[PagePart]) -> None:
    """Tabs of the parts; the first is open until another is asked for."""
    labels = {part.label: part.name for part in parts}
    key = f"{page}_{PART}"
    if st.session_state.get(key) not in labels:
        asked = st.query_params.get(PART)
        st.session_state[key] = next(
            (part.label for part in parts if part.name == asked), parts[0].label
        )
    tabs = st.tabs(list(labels), key=key, on_change="rerun")
    for part, tab in zip(parts, tabs, strict=True):
        if tab.open:
            st.query_params[PART] = part.name
            with tab:
                part.draw()
