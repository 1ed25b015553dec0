"""What the owner must know before trusting a number."""

import streamlit as st

from lib.i18n import _, ngettext
from lib.ingest.repair import Opened
from lib.metrics.totals import import_summaries, shop_warnings
from lib.ui import state
from lib.ui.plain_text import plain
from lib.workspace import Workspace


def draw_opening_note(opened: Opened) -> None:
    """Said once per session: the shop had to be rebuilt."""
    if opened.note and not st.session_state.get("note_seen"):
        st.session_state["note_seen"] = True
        st.info(opened.note, icon=":material/healing:")


def draw_data_warnings(workspace: Workspace) -> None:
    """Every warning of the imports and of identity, with the way to mend it."""
    sentences = [*state.ask(shop_warnings, workspace)]
    for summary in state.ask(import_summaries, workspace):
        sentences += [f"{summary.file_name}: {warning}" for warning in summary.warnings]
    if not sentences:
        return
    title = ngettext(
        "{number} thing to know about the data", "{number} things to know about the data",
        len(sentences),
    ).format(number=len(sentences))  # fmt: skip
    with st.expander(title, icon=":material/rule:", expanded=len(sentences) <= 2):
        for sentence in sentences:
            st.markdown(f"- {plain(sentence)}")
        st.page_link("pages/data.py", label=_("Look at the data"), icon=":material/database:")
