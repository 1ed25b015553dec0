"""Groups by the levels of an attribute: where a level is more, or less, frequent than elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette

ROW = 36
STRONGEST = 6.0
"""Distances from chance beyond this many standard errors look alike."""


@dataclass(frozen=True)
class Cell:
    """One cell: ``distance`` from chance in standard errors, 0 where nothing is to be said."""

    row: str
    level: str
    distance: float
    printed: str
    tooltip: str


def crosstab_chart(cells: Sequence[Cell], *, is_dark: bool) -> ChartType:
    """A table in colours: teal where a level is more frequent than by chance, rust where less."""
    colours = palette(is_dark=is_dark)
    table = table_of(cells, Cell)
    table["is_strong"] = table["distance"].abs() > STRONGEST / 2
    words: dict[str, Any] = {"labelColor": colours.text, "ticks": False, "domain": False}
    across = alt.X("level:N").sort(None).title(None)
    down = alt.Y("row:N").sort(None).title(None)
    base = alt.Chart(table).encode(
        x=across.axis(orient="top", labelAngle=-30, labelLimit=110, **words),
        y=down.axis(labelLimit=260, labelPadding=8, **words),
        tooltip=[alt.Tooltip("tooltip:N").title(" ")],
    )
    squares = base.mark_rect(cornerRadius=3, stroke=colours.rule).encode(
        color=alt.Color("distance:Q")
        .scale(
            domain=[-STRONGEST, 0, STRONGEST],
            range=[colours.loss, colours.faint, colours.rate],
            clamp=True,
        )
        .legend(None)
    )
    numbers = base.mark_text(fontSize=12).encode(
        text="printed:N",
        color=alt.condition(
            "datum.is_strong",
            alt.value("#12191C" if is_dark else "#FCFBF8"),
            alt.value(colours.text),
        ),
    )
    picture: ChartType = (
        alt.layer(squares, numbers)
        .properties(height=ROW * max(1, table["row"].nunique()))
        .configure(locale=axis_words())
        .configure_view(stroke=None)
    )
    return picture
