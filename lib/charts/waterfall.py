"""From one amount to another, one cause per row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette

ROW_HEIGHT = 40
# Pixels for one letter of an amount, and between a bar and its amount.
LETTER, PADDING = 8, 10


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
    table = table_of(bars, Bar)
    table["left"] = table[["start", "end"]].min(axis=1)
    table["right"] = table[["start", "end"]].max(axis=1)
    return _rows(table, bars, "left", x2="right:Q", is_dark=is_dark)


def drivers_chart(bars: Sequence[Bar], *, is_dark: bool) -> ChartType:
    """Each cause by itself, gains to the right of the middle line and losses to its left."""
    table = table_of(bars, Bar)
    # A loss leaves the right of the middle line free for its amount: no room is lost on the left.
    table["right"] = table["end"].clip(lower=0)
    return _rows(table, bars, "end", is_dark=is_dark)


def _rows(
    table: pd.DataFrame, bars: Sequence[Bar], start: str, *, is_dark: bool, **ends: str
) -> ChartType:
    """A bar per row from ``start``, its amount to the right of the column "right"."""
    colours = palette(is_dark=is_dark)
    lowest = min(0.0, float(table[start].min())) if len(table) else 0.0
    highest = max(0.0, float(table["right"].max())) if len(table) else 0.0
    domain = [lowest, highest] if highest > lowest else [0.0, 1.0]
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
        alt.X(f"{start}:Q")
        .title(None)
        .scale(domain=domain, range=_beside(_room(bars)), nice=False)
        .axis(None)
    )
    drawn = (
        alt.Chart(table)
        .mark_bar(cornerRadius=3, height={"band": 0.62})
        .encode(
            x=along,
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
            **ends,
        )
    )
    amounts = (
        alt.Chart(table)
        .mark_text(align="left", dx=6, fontSize=13, fontWeight=600, color=colours.text)
        .encode(x="right:Q", y=place, text="printed:N")
    )
    picture: ChartType = (
        alt.layer(drawn, amounts)
        .properties(height=ROW_HEIGHT * max(1, len(table)))
        .configure_view(stroke=None)
        .configure(locale=axis_words())
    )
    return picture


def _room(bars: Sequence[Bar]) -> int:
    """Pixels for the longest amount beside a bar; none where there is no bar."""
    return max((LETTER * len(bar.printed) + PADDING for bar in bars), default=0)


def _beside(room: int) -> list[Any]:
    """Where bars may lie: all of the width but the room for their amounts."""
    return [0, alt.ExprRef(f"max(20, width - {room})")]
