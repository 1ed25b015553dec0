"""How a number is computed: definition, the SQL that counts it, and what it was asked with."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lib.engines.sql_files import sql_text
from lib.glossary import term
from lib.i18n import _


def explain(
    keys: Sequence[str], parameters: Mapping[str, object], *, shows_grid_note: bool = True
) -> None:
    """An expander with the glossary entries, the parameters of this view and the SQL files."""
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
