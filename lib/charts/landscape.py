"""One rate over the whole history: under every activity window at once, and day by day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette

DAY = "%-d %b %Y"
HEIGHT, LINE_HEIGHT = 300, 220


@dataclass(frozen=True)
class LandscapeMark:
    """Where the reader's own question lies in the picture."""

    ended_on: date
    window_days: int
    label: str


def landscape_chart(
    cells: pd.DataFrame,
    mark: LandscapeMark,
    *,
    rate_label: str,
    words: tuple[str, str, str],
    is_dark: bool,
) -> ChartType:
    """A heatmap of the rate; ``words`` name the last day, the window and n in the tooltip.

    ``cells`` has one row per rectangle: the days ``ended_on`` to before ``ended_before``, the
    windows ``window_days`` to before ``window_below``, ``rate`` from 0 to 1 and ``customers``. The
    colours run from 0 to 100 % whatever is shown, so two pictures compare.
    """
    colours = palette(is_dark=is_dark)
    axis: dict[str, Any] = {
        "labelColor": colours.muted_text,
        "titleColor": colours.muted_text,
        "grid": False,
        "domain": False,
    }
    when_word, window_word, n_word = words
    scale = alt.Scale(domain=[0, 1], range=[colours.faint, colours.rate], clamp=True)
    ground = (
        alt.Chart(cells)
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
                columns=3,
            ),
            tooltip=[
                alt.Tooltip("rate:Q", format=".1%").title(rate_label),
                alt.Tooltip("ended_on:T", format=DAY).title(when_word),
                alt.Tooltip("window_days:Q").title(window_word),
                alt.Tooltip("customers:Q", format=",").title(n_word),
            ],
        )
    )
    here = table_of([mark], LandscapeMark)
    here["ended_on"] = pd.to_datetime(here["ended_on"])
    place = alt.Chart(here).encode(x="ended_on:T", y="window_days:Q")
    ring = place.mark_point(size=190, strokeWidth=2.5, color=colours.text)
    words_of_mark: dict[str, Any] = {"align": "right", "dx": -14, "fontWeight": 600, "fontSize": 13}
    name = place.mark_text(color=colours.text, **words_of_mark).encode(text="label:N")
    # The mark lies on every colour of the scale: a halo of the ground keeps it readable.
    halo = place.mark_text(stroke=colours.faint, strokeWidth=4, **words_of_mark)
    halo_ring = place.mark_point(size=190, strokeWidth=6, color=colours.faint)
    picture: ChartType = (
        alt.layer(ground, halo_ring, ring, halo.encode(text="label:N"), name)
        .properties(height=HEIGHT)
        .configure(locale=axis_words())
    )
    return picture


def daily_chart(points: pd.DataFrame, mark: date, *, rate_label: str, is_dark: bool) -> ChartType:
    """The rate of the period ending on every day, its interval as a band, one day marked.

    ``points`` has the columns ended_on, rate, low and high; a missing rate breaks the line.
    """
    colours = palette(is_dark=is_dark)
    quiet: dict[str, Any] = {"labelColor": colours.muted_text, "domain": False}
    when = alt.X("ended_on:T").title(None).axis(grid=False, tickCount=6, format="%b %Y", **quiet)
    share = (
        alt.Y("rate:Q")
        .title(None)
        .scale(zero=True)
        .axis(format="%", gridColor=colours.rule, tickCount=5, **quiet)
    )
    band = (
        alt.Chart(points)
        .mark_area(opacity=0.16, color=colours.rate)
        .encode(x=when, y=alt.Y("low:Q").title(None), y2="high:Q")
    )
    line = (
        alt.Chart(points)
        .mark_line(strokeWidth=1.6, color=colours.rate)
        .encode(
            x=when,
            y=share,
            tooltip=[
                alt.Tooltip("ended_on:T", format=DAY).title(" "),
                alt.Tooltip("rate:Q", format=".1%").title(rate_label),
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
        alt.layer(band, line, rule).properties(height=LINE_HEIGHT).configure(locale=axis_words())
    )
    return picture
