"""One rate over the whole history: under every activity window at once, and day by day."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.theme import palette

HEIGHT, LINE_HEIGHT = 300, 220


@dataclass(frozen=True)
class LandscapeCell:
    """Periods that end from ``ended_on`` to before ``ended_before``, windows likewise."""

    ended_on: date
    ended_before: date
    window_days: int
    window_below: int
    rate: float
    ended_text: str
    window_text: str
    rate_text: str
    customers_text: str


@dataclass(frozen=True)
class LandscapeMark:
    """Where the reader's own question lies in the picture."""

    ended_on: date
    window_days: int
    label: str


@dataclass(frozen=True)
class DayPoint:
    """The rate of the period that ends on one day; None where there is no answer."""

    ended_on: date
    rate: float | None
    low: float | None
    high: float | None
    day_text: str
    rate_text: str


def landscape_chart(
    cells: Sequence[LandscapeCell],
    mark: LandscapeMark,
    *,
    rate_label: str,
    words: tuple[str, str, str],
    is_dark: bool,
) -> ChartType:
    """A heatmap of the rate; ``words`` name the last day, the window and n in the tooltip.

    The colours run from 0 to 100 % whatever is shown, so two pictures compare.
    """
    colours = palette(is_dark=is_dark)
    table = pd.DataFrame(
        [asdict(cell) for cell in cells], columns=list(LandscapeCell.__dataclass_fields__)
    )
    for name in ("ended_on", "ended_before"):
        table[name] = pd.to_datetime(table[name])
    axis: dict[str, Any] = {
        "labelColor": colours.muted_text,
        "titleColor": colours.muted_text,
        "grid": False,
        "domain": False,
    }
    when_word, window_word, n_word = words
    scale = alt.Scale(domain=[0, 1], range=[colours.faint, colours.rate], clamp=True)
    ground = (
        alt.Chart(table)
        .mark_rect(strokeWidth=0.8)
        .encode(
            x=alt.X("ended_on:T").title(None).axis(tickCount=6, format="%b %Y", **axis),
            x2="ended_before:T",
            y=alt.Y("window_days:Q")
            .title(window_word)
            .scale(zero=False, nice=False)
            .axis(tickCount=6, **axis),
            y2="window_below:Q",
            # Cells meet between pixels: a line of their own colour closes the seam.
            stroke=alt.Stroke("rate:Q", scale=scale, legend=None),
            color=alt.Color("rate:Q", scale=scale).legend(
                type="gradient",
                format="%",
                orient="top",
                title=rate_label,
                titleColor=colours.text,
                labelColor=colours.muted_text,
                gradientLength=160,
            ),
            tooltip=[
                alt.Tooltip("rate_text:N").title(rate_label),
                alt.Tooltip("ended_text:N").title(when_word),
                alt.Tooltip("window_text:N").title(window_word),
                alt.Tooltip("customers_text:N").title(n_word),
            ],
        )
    )
    here = pd.DataFrame([asdict(mark)])
    here["ended_on"] = pd.to_datetime(here["ended_on"])
    place = alt.Chart(here).encode(x="ended_on:T", y="window_days:Q")
    ring = place.mark_point(size=190, strokeWidth=2.5, color=colours.text)
    words_of_mark: dict[str, Any] = {"align": "right", "dx": -14, "fontWeight": 600, "fontSize": 13}
    name = place.mark_text(color=colours.text, **words_of_mark).encode(text="label:N")
    # The mark lies on every colour of the scale: a halo of the ground keeps it readable.
    halo = place.mark_text(stroke=colours.faint, strokeWidth=4, **words_of_mark)
    halo_ring = place.mark_point(size=190, strokeWidth=6, color=colours.faint)
    marks = halo_ring + ring + halo.encode(text="label:N") + name
    picture: ChartType = (ground + marks).properties(height=HEIGHT).configure(locale=axis_words())
    return picture


def daily_chart(
    points: Sequence[DayPoint], mark: date, *, rate_label: str, is_dark: bool
) -> ChartType:
    """The rate of the period ending on every day, its interval as a band, one day marked."""
    colours = palette(is_dark=is_dark)
    table = pd.DataFrame(
        [asdict(point) for point in points], columns=list(DayPoint.__dataclass_fields__)
    )
    table["ended_on"] = pd.to_datetime(table["ended_on"])
    quiet: dict[str, Any] = {"labelColor": colours.muted_text, "domain": False}
    when = alt.X("ended_on:T").title(None).axis(grid=False, tickCount=6, format="%b %Y", **quiet)
    share = (
        alt.Y("rate:Q")
        .title(None)
        .scale(zero=True)
        .axis(format="%", gridColor=colours.rule, tickCount=5, **quiet)
    )
    band = (
        alt.Chart(table)
        .mark_area(opacity=0.16, color=colours.rate)
        .encode(x=when, y=alt.Y("low:Q").title(None), y2="high:Q")
    )
    line = (
        alt.Chart(table)
        .mark_line(strokeWidth=1.6, color=colours.rate)
        .encode(
            x=when,
            y=share,
            tooltip=[
                alt.Tooltip("day_text:N").title(" "),
                alt.Tooltip("rate_text:N").title(rate_label),
            ],
        )
    )
    here = pd.DataFrame({"ended_on": pd.to_datetime([mark])})
    rule = (
        alt.Chart(here)
        .mark_rule(strokeWidth=1.5, strokeDash=[4, 3], color=colours.text)
        .encode(x="ended_on:T")
    )
    picture: ChartType = (
        (band + line + rule).properties(height=LINE_HEIGHT).configure(locale=axis_words())
    )
    return picture
