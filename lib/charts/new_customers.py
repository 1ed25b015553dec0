"""New customers over calendar time, only outlined where the file is too young to know them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette
from lib.charts.trend import STEPS

HEIGHT = 160


@dataclass(frozen=True)
class NewCustomers:
    """The new customers of one calendar step, and the texts of its tooltip."""

    first_day: date
    next_day: date
    """The day after its last one, where the bar ends."""
    customers: int
    is_doubtful: bool
    """Some of them may be old customers that the file does not know."""
    label: str
    customers_text: str
    old_text: str


def new_customers_chart(
    steps: Sequence[NewCustomers], *, new_label: str, old_label: str, is_dark: bool
) -> ChartType:
    """A bar per step; of steps in doubt a pale one with a dashed edge. Works without any step."""
    colours = palette(is_dark=is_dark)
    table = table_of(steps, NewCustomers)
    for column in ("first_day", "next_day"):
        table[column] = pd.to_datetime(table[column])
    when = (
        alt.X("first_day:T")
        .title(None)
        .axis(
            format=STEPS,
            grid=False,
            labelColor=colours.muted_text,
            tickColor=colours.rule,
            domainColor=colours.rule,
        )
    )
    many = (
        alt.Y("customers:Q")
        .title(None)
        .axis(
            gridColor=colours.rule,
            domain=False,
            labelColor=colours.muted_text,
            tickCount=4,
            tickMinStep=1,
        )
    )
    drawn = alt.Chart(table).encode(
        x=when,
        x2="next_day:T",
        y=many,
        y2=alt.datum(0),
        tooltip=[
            alt.Tooltip("label:N").title(" "),
            alt.Tooltip("customers_text:N").title(new_label),
            alt.Tooltip("old_text:N").title(old_label),
        ],
    )
    known = drawn.transform_filter("!datum.is_doubtful").mark_bar(
        color=colours.gain, stroke=colours.rule, strokeWidth=1
    )
    doubtful = drawn.transform_filter("datum.is_doubtful").mark_bar(
        color=colours.faint, stroke=colours.neutral, strokeWidth=1, strokeDash=[3, 3]
    )
    layers = alt.layer(known, doubtful).properties(height=HEIGHT)
    picture: ChartType = layers.configure(locale=axis_words())
    return picture
