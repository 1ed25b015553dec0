"""The third number of the Answers page: what the most frequent buyers bring."""

from lib import formats
from lib.i18n import _
from lib.metrics.bright_spots import BrightSpots, bright_spots
from lib.ui import state
from lib.ui.cards import rate_card
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


def _at(workspace: Workspace, view: View, day: object) -> BrightSpots:
    return state.ask(bright_spots, workspace, day, view.segment)
