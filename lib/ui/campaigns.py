"""Days on which something happened, typed in by the owner and marked in the trend."""

from datetime import date

import streamlit as st

from lib import formats
from lib.i18n import _
from lib.ui.plain_text import plain
from lib.workspace import Workspace

KEPT_AS = "campaigns"


def campaigns(workspace: Workspace) -> list[tuple[date, str]]:
    """Day and name of every mark in the shop's folder, oldest first."""
    found = (workspace.kept(KEPT_AS) or {}).get("marks", [])
    marks = []
    for each in found if isinstance(found, list) else []:
        try:
            marks.append((date.fromisoformat(each[0]), str(each[1])))
        except (IndexError, KeyError, TypeError, ValueError):
            continue  # a mark somebody edited by hand into something else
    return sorted(marks)


def draw_campaigns(workspace: Workspace) -> None:
    """Add a mark, or take one away."""
    marks = campaigns(workspace)
    with st.popover(_("Mark a campaign"), icon=":material/flag:"):
        with st.form("campaign", clear_on_submit=True, border=False):
            on = st.date_input(_("Day"), value=None, key="campaign_on", format="DD/MM/YYYY")
            what = st.text_input(_("What happened"), key="campaign_what", max_chars=40)
            is_added = st.form_submit_button(_("Add"))
        if is_added and isinstance(on, date) and what.strip():
            _write(workspace, [*marks, (on, what.strip())])
            st.rerun()
        for place, (day, name) in enumerate(marks):
            words, button = st.columns([2, 1], vertical_alignment="center")
            words.markdown(plain(f"{formats.day(day)}: {name}"))
            button.button(
                _("Remove"),
                key=f"remove_campaign_{place}",
                type="tertiary",
                on_click=_write,
                args=(workspace, marks[:place] + marks[place + 1 :]),
            )


def _write(workspace: Workspace, marks: list[tuple[date, str]]) -> None:
    kept = [[day.isoformat(), name] for day, name in marks]
    workspace.keep(KEPT_AS, {"marks": kept} if kept else None)
