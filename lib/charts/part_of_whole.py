"""A part of two wholes, one above the other: so few customers, so much of the revenue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
from altair.typing import ChartType

from lib.charts.theme import palette, readable_ink

ROW = 46
# Below this share the number no longer fits into the bright part and stands beside it.
FITS_FROM = 0.16


@dataclass(frozen=True)
class PartOfWhole:
    """One bar: a share from 0 to 1, the share and the whole as they are printed."""

    label: str
    share: float
    printed: str
    whole: str


def part_of_whole_chart(bars: Sequence[PartOfWhole], *, is_dark: bool) -> ChartType:
    """The bright spots in amber, on the ground of everybody."""
    colours = palette(is_dark=is_dark)
    table = pd.DataFrame(
        [vars(bar) | {"full": 1.0, "fits": bar.share >= FITS_FROM} for bar in bars],
        columns=[*PartOfWhole.__dataclass_fields__, "full", "fits"],
    )
    place = (
        alt.Y("label:N")
        .sort(None)
        .title(None)
        .axis(ticks=False, domain=False, labelColor=colours.text, labelFontSize=13, labelPadding=8)
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart(table).encode(
        y=place, tooltip=[alt.Tooltip("printed:N").title(" "), alt.Tooltip("whole:N").title(" ")]
    )
    grounds = base.mark_bar(height=26, cornerRadius=3, color=colours.faint).encode(
        x=alt.X("full:Q").scale(scale).title(None).axis(None)
    )
    parts = base.mark_bar(height=26, cornerRadius=3, color=colours.bright_spot).encode(
        x=alt.X("share:Q").scale(scale)
    )
    style: dict[str, Any] = {"fontSize": 16, "fontWeight": 600, "baseline": "middle"}
    inside = base.transform_filter("datum.fits").mark_text(
        align="right", dx=-8, color=readable_ink(colours.bright_spot, is_dark=is_dark), **style
    )
    beside = base.transform_filter("!datum.fits").mark_text(
        align="left", dx=8, color=colours.text, **style
    )
    wholes = base.mark_text(
        align="right", dx=-8, fontSize=12, baseline="middle", color=colours.muted_text
    ).encode(x=alt.X("full:Q").scale(scale), text="whole:N")
    numbers = [
        each.encode(x=alt.X("share:Q").scale(scale), text="printed:N") for each in (inside, beside)
    ]
    picture: ChartType = (
        alt.layer(grounds, parts, wholes, *numbers)
        .properties(height=ROW * max(1, len(table)))
        .configure_view(stroke=None)
    )
    return picture
