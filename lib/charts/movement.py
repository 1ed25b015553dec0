"""Where customers stood before (rows) and where they stand now (columns)."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette

ROW_HEIGHT = 46
DARK_INK_UNTIL = 0.6
LONGEST_UPRIGHT = 10
SELECTION = "cell"


@dataclass(frozen=True)
class MovementCell:
    """``share``: of the row's customers; ``printed`` stands in the cell, "" when nobody moved."""

    was: str
    is_now: str
    share: float
    printed: str
    share_text: str


def movement_chart(
    cells: Sequence[MovementCell],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    share_label: str,
    is_dark: bool,
) -> ChartType:
    """Each row is coloured by where its customers went; the figure is how many; a click selects.

    A line break in a column's name breaks its label, so that five fit on a phone.
    """
    colours = palette(is_dark=is_dark)
    table = table_of(cells, MovementCell)
    table["ink"] = [
        colours.text if share <= DARK_INK_UNTIL else ("#12191C" if is_dark else "#FFFFFF")
        for share in table["share"]
    ]
    # Thai has no blanks to break at: names too long to stand side by side stand aslant.
    is_narrow = all(len(word) <= LONGEST_UPRIGHT for name in columns for word in name.split())
    across = (
        alt.X("is_now:N")
        .sort(list(columns))
        .title(None)
        .axis(
            orient="top",
            labelAngle=0 if is_narrow else -35,
            labelAlign="center" if is_narrow else "left",
            labelExpr="split(datum.label, ' ')",
            labelOverlap=False,
            labelLimit=90,
            labelColor=colours.text,
            ticks=False,
            domain=False,
        )
    )
    down = (
        alt.Y("was:N")
        .sort(list(rows))
        .title(None)
        .axis(labelLimit=130, labelColor=colours.text, ticks=False, domain=False, labelPadding=6)
    )
    fields = alt.Chart(table).encode(x=across, y=down)
    chosen = alt.selection_point(name=SELECTION, fields=["was", "is_now"], on="click", empty=False)
    squares = (
        fields.mark_rect(stroke=colours.rule, strokeWidth=1, cursor="pointer")
        .encode(
            color=alt.Color("share:Q")
            .scale(domain=[0, 1], range=[colours.faint, colours.rate], clamp=True)
            .legend(None),
            tooltip=[
                alt.Tooltip("was:N").title("←"),
                alt.Tooltip("is_now:N").title("→"),
                alt.Tooltip("printed:N").title("n"),
                alt.Tooltip("share_text:N").title(share_label),
            ],
        )
        .add_params(chosen)
    )
    figures = fields.mark_text(fontSize=13, fontWeight=600, tooltip=False, cursor="pointer").encode(
        text="printed:N", color=alt.Color("ink:N").scale(None).legend(None)
    )
    picture: ChartType = (
        alt.layer(squares, figures)
        .resolve_scale(color="independent")
        .properties(height=ROW_HEIGHT * max(1, len(rows)))
        .configure_view(stroke=None)
        .configure(locale=axis_words())
    )
    return picture
