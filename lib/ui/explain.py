"""How a number is computed: definition, the SQL that counts it, and what it was asked with."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lib.engines.sql_files import sql_text
from lib.glossary import term
from lib.i18n import _
from lib.ui import state


def explain(
    keys: Sequence[str],
    parameters: Mapping[str, object],
    *,
    shows_grid_note: bool = True,
    is_of_view: bool = True,
) -> None:
    """An expander with the glossary entries, what was asked with, and the SQL files.

    Not ``is_of_view``: the numbers are of the whole shop, whatever the sidebar chose.
    """
    view = state.view() if is_of_view else None
    if view is not None:
        chosen = {"where": view.segment.as_arguments(), "scope": view.scope.as_arguments()}
        parameters = {**parameters, **{name: each for name, each in chosen.items() if each}}
    with st.expander(_("How is this computed?"), icon=":material/function:"):
        for key in keys:
            entry = term(key)
            name = f"{entry.label} ({entry.symbol})" if entry.symbol else entry.label
            st.markdown(f"**{name}** = {entry.formula}")
            st.caption(" ".join(part for part in (entry.meaning, entry.caveat) if part))
        st.markdown(_("**Asked with**"))
        st.code(
            "\n".join(f"{name} = {value}" for name, value in parameters.items()), language="toml"
        )
        if shows_grid_note:
            st.caption(_grid_note())
        for file in dict.fromkeys(term(key).sql_file for key in keys):
            if file:
                st.markdown(f"`lib/sql/{file}.sql`")
                st.code(sql_text(file), language="sql")


def _grid_note() -> str:
    return _(
        "Answers come from a table of running totals over purchase_pairs when the window is"
        " at least as long as the period; it counts exactly what this scan counts. A test"
        " compares the two on random shops."
    )
