"""The third number of the Answers page: what the most frequent buyers bring."""

import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _, ngettext
from lib.metrics.bright_spots import BrightSpots, bright_spot_customers, bright_spots
from lib.ui import state
from lib.ui.cards import rate_card
from lib.ui.people_table import draw_people
from lib.view import View
from lib.workspace import Workspace


def draw_bright_spots(workspace: Workspace, view: View) -> None:
    """Share of the last year's revenue that bright spots bring, at the end of the period."""
    now = _at(workspace, view, view.period.last_day)
    before = _at(workspace, view, view.comparison.last_day)
    rate_card(
        "bright_spot_share",
        now.share_of_revenue,
        base=_("{bright} of {all} buyers, {threshold} or more purchase days in 365 days").format(
            bright=formats.count(now.customers),
            all=formats.count(now.buyers),
            threshold=formats.count(now.threshold),
        ),
        before=before.share_of_revenue,
    )


def draw_bright_list(workspace: Workspace, view: View) -> None:
    """The bright spots themselves, opened on demand."""
    found = _at(workspace, view, view.period.last_day)
    if not found.customers:
        return
    label = ngettext("The {count} bright spot", "The {count} bright spots", found.customers)
    box = st.expander(
        label.format(count=formats.count(found.customers)),
        icon=":material/star:",
        on_change="rerun",
        key="bright_list",
    )
    if box.open:
        with box:
            st.caption(term("bright_spot_share").meaning)
            draw_people(
                state.ask(bright_spot_customers, workspace, found, view.segment),
                currency=workspace.settings.currency,
                alt=_("Bright spots, largest revenue first"),
                file_name=f"bright_spots_{view.period.last_day}.csv",
                key="download_bright_spots",
            )


def _at(workspace: Workspace, view: View, day: object) -> BrightSpots:
    return state.ask(bright_spots, workspace, day, view.segment)
