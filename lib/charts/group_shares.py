"""Groups of customers: what each brings beside how large it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette

ROW = 30


@dataclass(frozen=True)
class GroupShare:
    """One group: its colour, shares from 0 to 1 and their printed forms."""

    label: str
    colour: str
    customers: float
    revenue: float
    customers_text: str
    revenue_text: str


def group_shares_chart(
    groups: Sequence[GroupShare], *, revenue_label: str, customers_label: str, is_dark: bool
) -> ChartType:
    """A bar per group for its share of the revenue, and a mark for its share of the customers."""
    colours = palette(is_dark=is_dark)
    table = table_of(groups, GroupShare)
    place = (
        alt.Y("label:N")
        .sort(None)
        .title(None)
        .axis(ticks=False, domain=False, labelColor=colours.text, labelLimit=260, labelPadding=8)
    )
    tooltip = [
        alt.Tooltip("label:N").title(" "),
        alt.Tooltip("revenue_text:N").title(revenue_label),
        alt.Tooltip("customers_text:N").title(customers_label),
    ]
    scale = (
        alt.X("revenue:Q")
        .title(None)
        .axis(
            format="%",
            gridColor=colours.rule,
            domain=False,
            labelColor=colours.muted_text,
            tickCount=5,
        )
    )
    bars = (
        alt.Chart(table)
        .mark_bar(cornerRadiusEnd=3, height=16)
        .encode(
            x=scale,
            y=place,
            tooltip=tooltip,
            color=alt.Color("colour:N").scale(None).legend(None),
        )
    )
    marks = (
        alt.Chart(table)
        .mark_tick(thickness=3, size=24, color=colours.text)
        .encode(x=alt.X("customers:Q"), y=place, tooltip=tooltip)
    )
    picture: ChartType = (
        alt.layer(bars, marks)
        .properties(height=ROW * max(1, len(table)))
        .configure(locale=axis_words())
        .configure_view(stroke=None)
    )
    return picture
