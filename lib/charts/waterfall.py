"""From one amount to another, one cause per row."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.theme import palette

ROW_HEIGHT = 40


@dataclass(frozen=True)
class Bar:
    """One row: ``kind`` is "total", "gain" or "loss"; ``printed`` stands beside it."""

    label: str
    kind: str
    start: float
    end: float
    printed: str


def waterfall_chart(bars: Sequence[Bar], *, is_dark: bool) -> ChartType:
    """Totals stand on the left edge, gains and losses hang where the last row ended.

    Rows, not columns: seven causes and their amounts stay readable on a phone.
    """
    colours = palette(is_dark=is_dark)
    table = pd.DataFrame([asdict(bar) for bar in bars], columns=list(Bar.__dataclass_fields__))
    table["left"] = table[["start", "end"]].min(axis=1)
    table["right"] = table[["start", "end"]].max(axis=1)
    lowest = min(0.0, float(table["left"].min())) if len(table) else 0.0
    highest = max(0.0, float(table["right"].max())) if len(table) else 0.0
    # Room for the amount beside the longest bar.
    room = (highest - lowest) * 0.5 or 1.0
    place = (
        alt.Y("label:N")
        .sort(None)
        .title(None)
        .axis(
            labelLimit=150,
            labelFontSize=12,
            labelColor=colours.text,
            ticks=False,
            domain=False,
            labelPadding=8,
        )
    )
    along = (
        alt.X("left:Q").title(None).scale(domain=[lowest, highest + room], nice=False).axis(None)
    )
    bar_marks = (
        alt.Chart(table)
        .mark_bar(cornerRadius=3, height={"band": 0.62})
        .encode(
            x=along,
            x2="right:Q",
            y=place,
            color=alt.Color("kind:N")
            .scale(
                domain=["total", "gain", "loss"],
                range=[colours.rate, colours.gain, colours.loss],
            )
            .legend(None),
            tooltip=[
                alt.Tooltip("label:N").title(" "),
                alt.Tooltip("printed:N").title(" "),
            ],
        )
    )
    amounts = (
        alt.Chart(table)
        .mark_text(align="left", dx=6, fontSize=13, fontWeight=600, color=colours.text)
        .encode(x="right:Q", y=place, text="printed:N")
    )
    picture: ChartType = (
        (bar_marks + amounts)
        .properties(height=ROW_HEIGHT * max(1, len(table)))
        .configure_view(stroke=None)
        .configure(locale=axis_words())
    )
    return picture


def drivers_chart(bars: Sequence[Bar], *, is_dark: bool) -> ChartType:
    """Each cause by itself, gains to the right of the middle line and losses to its left."""
    colours = palette(is_dark=is_dark)
    table = pd.DataFrame([asdict(bar) for bar in bars], columns=list(Bar.__dataclass_fields__))
    lowest = min(0.0, float(table["end"].min())) if len(table) else 0.0
    highest = max(0.0, float(table["end"].max())) if len(table) else 0.0
    # Room for an amount on each side that has a bar.
    room = (highest - lowest) * 0.9 or 1.0
    domain = [lowest - (room if lowest < 0 else 0), highest + (room if highest > 0 else 0)]
    place = (
        alt.Y("label:N")
        .sort(None)
        .title(None)
        .axis(
            labelLimit=150,
            labelFontSize=12,
            labelColor=colours.text,
            ticks=False,
            domain=False,
            labelPadding=8,
        )
    )
    along = alt.X("end:Q").title(None).scale(domain=domain, nice=False).axis(None)
    bar_marks = (
        alt.Chart(table)
        .mark_bar(cornerRadius=3, height={"band": 0.62})
        .encode(
            x=along,
            y=place,
            color=alt.Color("kind:N")
            .scale(domain=["gain", "loss"], range=[colours.gain, colours.loss])
            .legend(None),
            tooltip=[
                alt.Tooltip("label:N").title(" "),
                alt.Tooltip("printed:N").title(" "),
            ],
        )
    )
    amounts = (
        alt.Chart(table)
        .mark_text(
            align=alt.ExprRef("datum.end < 0 ? 'right' : 'left'"),
            dx=alt.ExprRef("datum.end < 0 ? -6 : 6"),
            fontSize=13,
            fontWeight=600,
            color=colours.text,
        )
        .encode(x=along, y=place, text="printed:N")
    )
    picture: ChartType = (
        (bar_marks + amounts)
        .properties(height=ROW_HEIGHT * max(1, len(table)))
        .configure_view(stroke=None)
        .configure(locale=axis_words())
    )
    return picture
