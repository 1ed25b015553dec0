"""The parts of the Personas page, each computed when it is opened."""

from lib.i18n import _
from lib.metrics.personas import Personas
from lib.ui.parts import PagePart, draw_parts
from lib.ui.persona_cards import draw_cards
from lib.ui.persona_table import draw_attributes
from lib.ui.persona_view import draw_customers, draw_number, draw_two
from lib.view import View
from lib.workspace import Workspace


def draw_persona_parts(workspace: Workspace, found: Personas, view: View) -> None:
    """Who they are, where they differ, two compared, their customers, and how many."""
    draw_parts(
        "personas",
        [
            PagePart("who", _("Who they are"), lambda: draw_cards(workspace, found, view)),
            PagePart(
                "differ", _("Where they differ"), lambda: draw_attributes(workspace, found, view)
            ),
            PagePart(
                "two", _("Two side by side"), lambda: draw_two(found, workspace.settings.currency)
            ),
            PagePart("names", _("Their customers"), lambda: draw_customers(workspace, found, view)),
            PagePart("number", _("How many"), lambda: draw_number(workspace, view, found)),
        ],
    )
