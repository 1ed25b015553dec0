"""The third number of the Answers page: what the bright spots bring."""

from datetime import date

import streamlit as st

from lib import formats
from lib.glossary import term
from lib.i18n import _, ngettext
from lib.metrics.bright_rules import Rule
from lib.metrics.bright_spots import USUAL_RULE, BrightSpots, bright_spot_customers, bright_spots
from lib.metrics.rfm import fit_rfm
from lib.metrics.rfm_models import kept_model
from lib.metrics.rfm_presets import BRIGHT_SPOTS
from lib.ui import state
from lib.ui.cards import rate_card
from lib.ui.people_table import draw_people
from lib.view import View
from lib.workspace import Workspace


def ask_bright_spots(
    workspace: Workspace, view: View, rule: Rule = USUAL_RULE, day: date | None = None
) -> BrightSpots:
    """The bright spots of the view; the same answer on every page that asks.

    Two days are measured by one ruler, whether or not the RFM page has kept its limits yet.
    """
    model = kept_model(workspace) or state.ask(fit_rfm, workspace, view.as_of, BRIGHT_SPOTS)
    return state.ask(bright_spots, workspace, day or view.as_of, view.segment, rule, model)


def draw_bright_spots(workspace: Workspace, view: View) -> None:
    """Share of two years' revenue that bright spots bring, against that of the comparison."""
    now = ask_bright_spots(workspace, view)
    between = view.period.last_day - view.comparison.last_day
    before = ask_bright_spots(workspace, view, day=view.as_of - between)
    rate_card(
        "bright_spot_share",
        now.share_of_revenue,
        base=_("{bright} of the {all} buyers of two years: the groups Champions and Loyal").format(
            bright=formats.count(now.customers), all=formats.count(now.buyers)
        ),
        before=before.share_of_revenue,
    )


def draw_bright_list(workspace: Workspace, view: View) -> None:
    """The bright spots themselves, opened on demand."""
    found = ask_bright_spots(workspace, view)
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
                file_name=f"bright_spots_{view.as_of}.csv",
                key="download_bright_spots",
            )
            st.page_link(
                "pages/bright_spots.py",
                label=_("What can you learn from them?"),
                icon=":material/star:",
            )
