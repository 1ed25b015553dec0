"""From the customers you had to the customers you have, one step at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.theme import palette

HEIGHT = 300
LINES = "split(datum.label, '\\n')"


@dataclass(frozen=True)
class Step:
    """One bar: ``kind`` is "total", "gain" or "loss"; ``printed`` stands above it."""

    label: str
    kind: str
    bottom: int
    top: int
    printed: str


def bridge_chart(steps: Sequence[Step], *, is_dark: bool) -> ChartType:
    """A waterfall: totals stand on the ground, gains and losses hang between them.

    A line break in a label breaks the line below the bar, so that five fit on a phone.
    """
    colours = palette(is_dark=is_dark)
    table = pd.DataFrame(
        [
            {
                "label": step.label,
                "kind": step.kind,
                "bottom": step.bottom,
                "top": step.top,
                "printed": step.printed,
            }
            for step in steps
        ],
        columns=["label", "kind", "bottom", "top", "printed"],
    )
    place = (
        alt.X("label:N")
        .sort(None)
        .title(None)
        .axis(
            labelAngle=0,
            labelOverlap=False,
            labelLimit=120,
            labelExpr=LINES,
            ticks=False,
            domain=False,
            labelColor=colours.muted_text,
        )
    )
    bars = (
        alt.Chart(table)
        .mark_bar(cornerRadius=3)
        .encode(
            x=place,
            y=alt.Y("bottom:Q")
            .title(None)
            .axis(grid=True, gridColor=colours.rule, domain=False, labelColor=colours.muted_text),
            y2="top:Q",
            color=alt.Color("kind:N")
            .scale(
                domain=["total", "gain", "loss"],
                range=[colours.rate, colours.gain, colours.loss],
            )
            .legend(None),
            tooltip=[alt.Tooltip("label:N").title(" "), alt.Tooltip("printed:N").title("n")],
        )
    )
    numbers = (
        alt.Chart(table)
        .mark_text(dy=-9, fontSize=14, fontWeight=600, color=colours.text)
        .encode(x=place, y="top:Q", text="printed:N")
    )
    picture: ChartType = (
        alt.layer(bars, numbers).properties(height=HEIGHT).configure(locale=axis_words())
    )
    return picture
