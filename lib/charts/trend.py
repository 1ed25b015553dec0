"""Both retention rates over calendar time, with the interval of the kept customers as a band."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette

HEIGHT = 280

STEPS = {"year": "%Y", "quarter": "%b %Y", "month": "%b %Y", "week": "%-d %b", "date": "%-d %b"}
"""How a tick is written that begins such a stretch: a bare month could be of any year."""


@dataclass(frozen=True)
class TrendPoint:
    """One calendar step: rates from 0 to 1, and the texts of its tooltip."""

    ended_on: date
    label: str
    crr: float
    kept: float
    kept_low: float
    kept_high: float
    crr_text: str
    kept_text: str
    customers_text: str
    limit_low: float | None = None
    limit_high: float | None = None
    """Between these, chance alone moves the kept customers."""


def trend_chart(
    points: Sequence[TrendPoint],
    *,
    crr_label: str,
    kept_label: str,
    is_dark: bool,
    marks: Sequence[tuple[date, str]] = (),
) -> ChartType:
    """Two lines, the band of the kept customers' interval, limits of chance as dashes, and marks.

    Works without any point; a mark is a day and what happened on it.
    """
    colours = palette(is_dark=is_dark)
    table = table_of(points, TrendPoint)
    table["ended_on"] = pd.to_datetime(table["ended_on"])
    long = table.melt(
        id_vars=[name for name in table.columns if name not in ("crr", "kept")],
        value_vars=["crr", "kept"],
        var_name="name",
        value_name="rate",
    ).replace({"name": {"crr": crr_label, "kept": kept_label}})
    when = (
        alt.X("ended_on:T")
        .title(None)
        .axis(
            format=STEPS,
            grid=False,
            labelColor=colours.muted_text,
            tickColor=colours.rule,
            domainColor=colours.rule,
        )
    )
    which = (
        alt.Color("name:N")
        .scale(domain=[kept_label, crr_label], range=[colours.rate, colours.neutral])
        .legend(orient="top", title=None, labelColor=colours.text)
    )
    share = (
        alt.Y("rate:Q")
        .title(None)
        .scale(zero=True)
        .axis(
            format="%",
            gridColor=colours.rule,
            domain=False,
            labelColor=colours.muted_text,
            tickCount=5,
        )
    )
    band = (
        alt.Chart(table)
        .mark_area(opacity=0.16, color=colours.rate)
        .encode(x=when, y=alt.Y("kept_low:Q").title(None), y2="kept_high:Q")
    )
    lines = alt.Chart(long).mark_line(strokeWidth=2).encode(x=when, y=share, color=which)
    dots = (
        alt.Chart(long)
        .mark_point(size=46, filled=True)
        .encode(
            x=when,
            y=share,
            color=which,
            tooltip=[
                alt.Tooltip("label:N").title(" "),
                alt.Tooltip("crr_text:N").title(crr_label),
                alt.Tooltip("kept_text:N").title(kept_label),
                alt.Tooltip("customers_text:N").title("n"),
            ],
        )
    )
    limits = [
        alt.Chart(table)
        .mark_line(strokeDash=[4, 4], strokeWidth=1, color=colours.muted_text)
        .encode(x=when, y=alt.Y(f"{end}:Q").title(None))
        for end in ("limit_low", "limit_high")
    ]
    noted = pd.DataFrame(marks, columns=["on", "what"]).astype({"on": "datetime64[ns]"})
    rules = (
        alt.Chart(noted)
        .mark_rule(color=colours.neutral, strokeWidth=1.5)
        .encode(x=alt.X("on:T").title(None), tooltip=[alt.Tooltip("what:N").title(" ")])
    )
    words = (
        alt.Chart(noted)
        .mark_text(align="left", dx=4, y=8, color=colours.text, limit=140)
        .encode(x=alt.X("on:T").title(None), text="what:N")
    )
    drawn = alt.layer(band, *limits, lines, dots, *((rules, words) if len(noted) else ()))
    layers = drawn.properties(height=HEIGHT)
    picture: ChartType = layers.configure(locale=axis_words())
    return picture
