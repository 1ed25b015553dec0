"""The cohort heatmap: one row per cohort, one column per age, sizes in the row labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import altair as alt
from altair.typing import ChartType

from lib.charts.numerals import axis_words
from lib.charts.tables import table_of
from lib.charts.theme import palette, readable_ink, sequential

# Rates have the same colour on every page and in every shop: one band per colour, in shares.
RATE_BANDS = (0.02, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.60)
SELECTION = "cell"
SMALL_OPACITY = 0.4
# Row heights for a few rows, for many, and for as many as fit.
ROW_HEIGHTS = ((20, 28), (36, 21), (1000, 15))
TWO_LINES_HEIGHT = 36
AXIS_HEIGHT, LEGEND_HEIGHT = 56, 84
LETTER_WIDTH, SMALLEST_FONT, LARGEST_FONT = 0.58, 7, 12
STRIPES, STRIPE_SHARE = 7, 0.3  # of an unfinished cell
GAP = " "  # the empty row between the cohorts and the pooled row


@dataclass(frozen=True)
class HeatCell:
    """One cell. ``kind``: "whole" is coloured, "start" plain, "running" hatched."""

    row: str
    age: int
    kind: str
    value: float
    printed: str
    is_small: bool
    is_pooled: bool
    cohort_text: str
    age_text: str
    value_text: str
    count_text: str
    interval_text: str
    state_text: str


@dataclass(frozen=True)
class HeatWords:
    """The words of the picture, in the reader's language."""

    ages: str
    cohort: str
    age: str
    value: str
    count: str
    interval: str
    state: str


def heatmap_chart(
    cells: Sequence[HeatCell],
    rows: Sequence[str],
    words: HeatWords,
    *,
    is_rate: bool,
    is_dark: bool,
) -> ChartType:
    """Cells that shrink with the width; figures that would not fit stay in the tooltip.

    ``rows`` in reading order, GAP among them. Clicking a cell selects it by row and age. Rates are
    coloured in fixed bands; amounts from nothing to the largest finished cell.
    """
    colours = palette(is_dark=is_dark)
    table = table_of(cells, HeatCell)
    bands = RATE_BANDS if is_rate else amount_bands([c.value for c in cells if c.kind == "whole"])
    steps = sequential(is_dark=is_dark)
    names = band_names(bands)
    places = [sum(cell.value >= band for band in bands) for cell in cells]
    table["band"] = [names[place] for place in places]
    table["ink"] = [
        readable_ink(steps[place], is_dark=is_dark)
        if cell.kind == "whole" and not cell.is_small
        else (colours.muted_text if cell.kind == "running" or cell.is_small else colours.text)
        for cell, place in zip(cells, places, strict=True)
    ]
    table["spoken"] = (
        table["cohort_text"] + ", " + table["age_text"] + ": " + table["value_text"]
        + "; " + table["count_text"] + "; " + table["state_text"]
    )  # fmt: skip
    ages = int(table["age"].max()) + 1 if len(table) else 1
    longest = max((len(cell.printed) for cell in cells), default=1)
    room = f"(width / {ages} - 4) / {longest * LETTER_WIDTH}"
    age = alt.X(
        "age:O",
        axis=alt.Axis(
            orient="top",
            title=words.ages,
            labelAngle=0,
            labelOverlap=True,
            ticks=False,
            domain=False,
            labelColor=colours.muted_text,
            titleColor=colours.muted_text,
            titleFontWeight="normal",
        ),
        scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
    )
    cohort = alt.Y(
        "row:N",
        sort=list(rows),
        axis=alt.Axis(
            title=None,
            ticks=False,
            domain=False,
            labelLimit=170,
            labelExpr=r"split(datum.label, '\n')",
            labelFlush=False,
            # Of two lines the first ends where the second begins: in the middle of the row.
            labelBaseline=alt.when(r"indexof(datum.label, '\n') >= 0")
            .then(alt.value("bottom"))
            .otherwise(alt.value("middle")),
            labelOverlap=False,
            labelColor=colours.text,
        ),
        scale=alt.Scale(domain=list(rows), paddingInner=0.06, paddingOuter=0),
    )
    fill = alt.Color(
        "band:N",
        sort=names,
        scale=alt.Scale(domain=names, range=list(steps)),
        legend=alt.Legend(
            title=None,
            orient="bottom",
            columns=3,
            symbolType="square",
            symbolStrokeWidth=0,
            labelColor=colours.muted_text,
        )
        if is_rate
        else None,
    )
    base = alt.Chart()
    whole = (
        base.transform_filter("datum.kind == 'whole'")
        .mark_rect()
        .encode(
            x=age,
            y=cohort,
            color=fill,
            opacity=alt.when("datum.is_small")
            .then(alt.value(SMALL_OPACITY))
            .otherwise(alt.value(1)),
        )
    )
    start = (
        base.transform_filter("datum.kind == 'start'")
        .mark_rect(fill=colours.faint)
        .encode(x=age, y=cohort)
    )
    running = (
        base.transform_filter("datum.kind == 'running'")
        .mark_rect(
            fill=_hatching(colours.rule), stroke=colours.neutral, strokeDash=[3, 3], strokeWidth=1
        )
        .encode(x=age, y=cohort)
    )
    figures = base.mark_text(
        fontSize=alt.ExprRef(f"max(0, min({LARGEST_FONT}, {room}))"),
        opacity=alt.ExprRef(f"{room} < {SMALLEST_FONT} ? 0 : 1"),
    ).encode(x=age, y=cohort, text="printed:N", color=alt.Color("ink:N", scale=None))
    chosen = alt.selection_point(name=SELECTION, fields=["row", "age"], on="click", empty=False)
    touch = (
        base.mark_rect(fillOpacity=0.001, fill=colours.text, cursor="pointer")
        .encode(
            x=age,
            y=cohort,
            stroke=alt.when(chosen).then(alt.value(colours.text)).otherwise(alt.value(None)),
            strokeWidth=alt.value(2),
            description="spoken:N",
            tooltip=[
                alt.Tooltip("cohort_text:N").title(words.cohort),
                alt.Tooltip("age_text:N").title(words.age),
                alt.Tooltip("value_text:N").title(words.value),
                alt.Tooltip("count_text:N").title(words.count),
                alt.Tooltip("interval_text:N").title(words.interval),
                alt.Tooltip("state_text:N").title(words.state),
            ],
        )
        .add_params(chosen)
    )
    step = next(step for most, step in ROW_HEIGHTS if len(rows) <= most)
    if any("\n" in row for row in rows):
        step = TWO_LINES_HEIGHT
    height = step * max(1, len(rows)) + AXIS_HEIGHT + (LEGEND_HEIGHT if is_rate else 0)
    picture: ChartType = (
        alt.layer(start, whole, running, figures, touch, data=table)
        .resolve_scale(color="independent")
        .properties(height=height)
        .configure(locale=axis_words())
        .configure_view(stroke=None)
    )
    return picture


def _hatching(ink: str) -> alt.LinearGradient:
    """Slanted stripes: Vega knows no patterns, but a gradient may change without transition."""
    stops = []
    for stripe in range(STRIPES):
        start, turn, end = ((stripe + part) / STRIPES for part in (0, 1 - STRIPE_SHARE, 1))
        stops += [
            alt.GradientStop(color=colour, offset=offset)
            for colour, offset in [
                ("transparent", start), ("transparent", turn), (ink, turn), (ink, end)
            ]
        ]  # fmt: skip
    return alt.LinearGradient(gradient="linear", stops=stops, x1=0, y1=0, x2=1, y2=1)


def band_names(bands: Sequence[float]) -> list[str]:
    """The entries of the legend, short for a phone: "< 2%", "2–5%", ..., "≥ 60%"."""
    ends = [f"{100 * band:g}" for band in bands]
    between = [f"{low}–{high}%" for low, high in pairwise(ends)]
    return [f"< {ends[0]}%", *between, f"≥ {ends[-1]}%"]


def amount_bands(values: Sequence[float]) -> tuple[float, ...]:
    """Nine bounds of ten equal bands from nothing to the largest amount."""
    largest = max((value for value in values if value == value), default=0.0) or 1.0
    return tuple(largest * band / 10 for band in range(1, 10))
