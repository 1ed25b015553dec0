"""The parts of the Bright spots page, each computed when it is opened."""

from lib.i18n import _
from lib.ui.bright_lists import draw_all, draw_apart, draw_early_warning
from lib.ui.bright_tables import draw_purchases, draw_rhythms, draw_traits
from lib.ui.bright_view import BrightAnswers
from lib.ui.parts import PagePart, draw_parts


def draw_bright_parts(answers: BrightAnswers) -> None:
    """What they teach, then who they are; without bright spots only who is set apart."""
    apart = PagePart("apart", _("Set apart"), lambda: draw_apart(answers.workspace))
    if not answers.spots.customers:
        draw_parts("bright", [apart])
        return
    draw_parts(
        "bright",
        [
            PagePart("made", _("What made them"), lambda: draw_traits(answers)),
            PagePart("buy", _("What they buy"), lambda: draw_purchases(answers)),
            PagePart("again", _("How soon again"), lambda: draw_rhythms(answers)),
            PagePart("quiet", _("Going quiet"), lambda: draw_early_warning(answers)),
            PagePart("all", _("All of them"), lambda: draw_all(answers)),
            apart,
        ],
    )
