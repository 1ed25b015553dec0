"""The share of customers who have bought again, by days since the purchase before."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette

HEIGHT = 340


@dataclass(frozen=True)
class WaitPoint:
    """One step of one curve: from this day on, this share has bought again."""

    name: str
    days: int
    share: float
    low: float
    high: float
    share_text: str
    risk_text: str


def waits_chart(
    points: Sequence[WaitPoint],
    *,
    names: Sequence[str],
    days_label: str,
    risk_label: str,
    is_dark: bool,
) -> ChartType:
    """One rising step line per purchase number, from grey to teal, each in its band."""
    colours = palette(is_dark=is_dark)
    table = table_of(points, WaitPoint)
    which = (
        alt.Color("name:N")
        .sort(list(names))
        .scale(domain=list(names), range=_between(colours.neutral, colours.rate, len(names)))
        .legend(
            orient="top",
            title=None,
            labelColor=colours.text,
            symbolStrokeWidth=3,
            columns=2,
            symbolOpacity=1,
            symbolType="stroke",
        )
    )
    along = (
        alt.X("days:Q")
        .title(days_label)
        .axis(
            grid=False,
            labelColor=colours.muted_text,
            titleColor=colours.muted_text,
            tickColor=colours.rule,
            domainColor=colours.rule,
        )
    )
    up = (
        alt.Y("share:Q")
        .title(None)
        .scale(domain=[0, 1])
        .axis(
            format="%",
            gridColor=colours.rule,
            domain=False,
            labelColor=colours.muted_text,
            tickCount=5,
        )
    )
    base = alt.Chart(table)
    bands = base.mark_area(opacity=0.12, interpolate="step-after").encode(
        x=along, y=alt.Y("low:Q").title(None), y2="high:Q", color=which
    )
    dashes = (
        alt.StrokeDash("name:N")
        .sort(list(names))
        .scale(domain=list(names), range=_DASHES[: max(1, len(names))])
        .legend(None)
    )
    lines = base.mark_line(interpolate="step-after", strokeWidth=2.2).encode(
        x=along, y=up, color=which, strokeDash=dashes
    )
    touch = base.mark_point(size=60, opacity=0, filled=True).encode(
        x=along,
        y=up,
        tooltip=[
            alt.Tooltip("name:N").title(" "),
            alt.Tooltip("days:Q").title(days_label),
            alt.Tooltip("share_text:N").title(" "),
            alt.Tooltip("risk_text:N").title(risk_label),
        ],
    )
    half = (
        alt.Chart(pd.DataFrame({"share": [0.5]}))
        .mark_rule(strokeDash=[4, 4], color=colours.muted_text)
        .encode(y="share:Q")
    )
    picture: ChartType = (
        alt.layer(bands, half, lines, touch)
        .properties(height=HEIGHT)
        .configure(locale=axis_words())
    )
    return picture


# Lines differ by dash as well as by colour.
_DASHES = [[1, 0], [8, 3], [5, 3], [3, 3], [2, 3], [1, 3]]


def _between(first: str, last: str, steps: int) -> list[str]:
    """``steps`` colours from one to another; the earliest purchase is the strongest."""
    ends = [[int(colour[place : place + 2], 16) for place in (1, 3, 5)] for colour in (last, first)]
    found = []
    for step in range(steps):
        part = step / max(1, steps - 1)
        mixed = (round(a + (b - a) * part) for a, b in zip(*ends, strict=True))
        found.append("#" + "".join(f"{value:02X}" for value in mixed))
    return found
