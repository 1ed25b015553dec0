"""The customers of the sidebar beside a saved group: every part, and whether chance explains it."""

import pandas as pd
import streamlit as st

from lib import formats
from lib.errors import AppError
from lib.glossary import term
from lib.i18n import _
from lib.metrics.groups import kept_state, resolved_while
from lib.metrics.side_by_side import SideBySide, side_by_side
from lib.segment import Segment, parse_where
from lib.ui import state
from lib.ui.errors import show_error
from lib.ui.plain_text import plain
from lib.ui.retention_view import PARTS
from lib.ui.segment_builder import check_known, saved_segments
from lib.view import View
from lib.workspace import Workspace

BESIDE = "beside"


def draw_beside_group(workspace: Workspace, view: View) -> None:
    """Only for shops with a saved group: choose it, read both."""
    saved = saved_segments(workspace)
    if not saved:
        return
    st.subheader(_("And compared with another group?"))
    if st.session_state.get(BESIDE) not in saved:
        asked = st.query_params.get(BESIDE)
        st.session_state[BESIDE] = asked if asked in saved else None
    name = st.selectbox(
        _("Saved group"), list(saved), index=None, key=BESIDE, label_visibility="collapsed",
        placeholder=_("Choose a saved group"),
    )  # fmt: skip
    state.write_url(BESIDE, name or "")
    if name is None:
        return
    try:
        meant = parse_where(saved[name])
        check_known(meant)
        other = state.ask(resolved_while, workspace, meant, view.as_of, kept_state(workspace))
    except AppError as error:
        # An import was undone, or the group came with a shop of another owner.
        show_error(error)
        return
    both = Segment(view.segment.conditions + other.conditions)
    one_data, other_data, both_data = (
        state.retention_data(workspace, each, view.as_of) for each in (view.segment, other, both)
    )
    found = side_by_side(one_data, other_data, both_data, view.period, view.window_days)
    st.markdown(_sentence(found))
    st.caption(plain(other.describe()))
    _draw_table(found, name)


def _sentence(found: SideBySide) -> str:
    if found.difference is None:
        return _("One of the two has no rate in these days.")
    sentence = _("**{points}** kept customers against the other group.").format(
        points=formats.points(found.difference)
    )
    if found.low is None or found.high is None:
        shared = formats.count(found.shared_customers)
        return f"{sentence} " + _(
            "{count} customers are in both, so no interval for the difference is given."
        ).format(count=shared)
    interval = f"{formats.points(found.low)} {formats.DASH} {formats.points(found.high)}"
    words = (
        _("95 % interval {interval}: chance alone may explain it.")
        if found.low <= 0 <= found.high
        else _("95 % interval {interval}: more than chance.")
    )
    return f"{sentence} {words.format(interval=interval)}"


def _draw_table(found: SideBySide, name: str) -> None:
    rows = [
        {
            "name": term(key).label,
            "one": formats.count(getattr(found.one, key)),
            "other": formats.count(getattr(found.other, key)),
        }
        for key in PARTS
    ]
    rows += [
        {
            "name": term(key).label,
            "one": formats.rate(getattr(found.one, key)),
            "other": formats.rate(getattr(found.other, key)),
        }
        for key in ("crr", "strict_crr")
    ]
    column = st.column_config
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("Every part of the retention rates of both groups"),
        column_config={
            "name": column.TextColumn(_("Customers")),
            "one": column.TextColumn(_("Chosen in the sidebar"), alignment="right"),
            "other": column.TextColumn(plain(name), alignment="right"),
        },
    )
