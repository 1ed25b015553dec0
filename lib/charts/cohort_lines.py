"""Cohorts as curves by age, and one age of every cohort in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette, series_colours

HEIGHT = 280
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3])


@dataclass(frozen=True)
class CurvePoint:
    """A finished cell on the line of its cohort."""

    series: str
    age: int
    value: float
    value_text: str
    count_text: str


@dataclass(frozen=True)
class AgePoint:
    """One cohort at the chosen age; NaN bounds where there is no interval."""

    cohort: str
    value: float
    low: float
    high: float
    is_small: bool
    value_text: str
    count_text: str


def curves_chart(
    points: Sequence[CurvePoint],
    names: Sequence[str],
    *,
    ages: str,
    count: str,
    is_rate: bool,
    is_dark: bool,
) -> ChartType:
    """A line per cohort over ages, told apart by colour and by dash; no unfinished cell on it."""
    colours = palette(is_dark=is_dark)
    table = table_of(points, CurvePoint)
    which = alt.Color(
        "series:N",
        sort=list(names),
        scale=alt.Scale(domain=list(names), range=series_colours(is_dark=is_dark)[: len(names)]),
        legend=alt.Legend(
            orient="top",
            title=None,
            labelColor=colours.text,
            columns=3,
            labelLimit=160,
            symbolType="stroke",
            symbolStrokeWidth=2,
        ),
    )
    dash = alt.StrokeDash(
        "series:N",
        sort=list(names),
        scale=alt.Scale(domain=list(names), range=list(DASHES[: len(names)])),
        legend=None,
    )
    lines = alt.Chart(table).encode(
        x=alt.X("age:Q")
        .title(ages)
        .axis(grid=False, tickMinStep=1, format="d", **_axis(is_dark=is_dark)),
        y=alt.Y("value:Q")
        .title(None)
        .scale(zero=True)
        .axis(format="%" if is_rate else "~s", domain=False, tickCount=5, **_axis(is_dark=is_dark)),
        color=which,
    )
    marks = lines.mark_line(strokeWidth=2).encode(strokeDash=dash) + lines.mark_point(
        size=40, filled=True
    ).encode(
        tooltip=[
            alt.Tooltip("series:N").title(" "),
            alt.Tooltip("age:Q").title(ages),
            alt.Tooltip("value_text:N").title(" "),
            alt.Tooltip("count_text:N").title(count),
        ]
    )
    picture: ChartType = marks.properties(height=HEIGHT).configure(locale=axis_words())
    return picture


def one_age_chart(
    points: Sequence[AgePoint],
    pooled: float | None,
    *,
    count: str,
    is_rate: bool,
    is_dark: bool,
) -> ChartType:
    """One age of every cohort, oldest first, with intervals; the dashed line is all together."""
    colours = palette(is_dark=is_dark)
    table = table_of(points, AgePoint)
    who = (
        alt.X("cohort:N", sort=None)
        .title(None)
        .axis(labelAngle=-45, labelOverlap=True, labelLimit=110, **_axis(is_dark=is_dark))
    )
    value = (
        alt.Y("value:Q")
        .title(None)
        .scale(zero=True)
        .axis(format="%" if is_rate else "~s", domain=False, tickCount=5, **_axis(is_dark=is_dark))
    )
    fade = alt.when("datum.is_small").then(alt.value(0.4)).otherwise(alt.value(1))
    base = alt.Chart(table)
    bars = base.mark_rule(color=colours.rate, strokeWidth=2, opacity=0.5).encode(
        x=who, y=alt.Y("low:Q").title(None), y2="high:Q"
    )
    dots = base.mark_point(size=70, filled=True, color=colours.rate).encode(
        x=who,
        y=value,
        opacity=fade,
        tooltip=[
            alt.Tooltip("cohort:N").title(" "),
            alt.Tooltip("value_text:N").title(" "),
            alt.Tooltip("count_text:N").title(count),
        ],
    )
    together = pd.DataFrame({"value": [] if pooled is None else [pooled]})
    line = alt.Chart(together).mark_rule(color=colours.neutral, strokeDash=[5, 4]).encode(y=value)
    layers = alt.layer(*(() if pooled is None else (line,)), bars, dots)
    picture: ChartType = layers.properties(height=HEIGHT).configure(locale=axis_words())
    return picture


def _axis(*, is_dark: bool) -> dict[str, Any]:
    colours = palette(is_dark=is_dark)
    return {
        "labelColor": colours.muted_text,
        "titleColor": colours.muted_text,
        "tickColor": colours.rule,
        "domainColor": colours.rule,
        "gridColor": colours.rule,
    }
