"""When do customers buy again? One curve per purchase number, and the repeat rate by age."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from lib import formats
from lib.charts.waits import WaitPoint, waits_chart
from lib.glossary import term
from lib.i18n import _
from lib.metrics.next_purchase import (
    AGES,
    NextPurchase,
    RepeatRate,
    next_purchases,
    repeat_rates,
)
from lib.ui import state
from lib.ui.pictures import draw_chart, picture
from lib.view import View
from lib.workspace import Workspace

FEWEST_DRAWN = 10
SHOWN_AT_FIRST = 3
MOST_POINTS = 400


def ask_waits(view: View, workspace: Workspace) -> tuple[list[NextPurchase], list[RepeatRate]]:
    """The curves of the view's segment up to its as-of day, and the repeat rates."""
    found: tuple[list[NextPurchase], list[RepeatRate]] = state.ask(_waits, workspace, view)
    return found


def _waits(source: Workspace, view: View) -> tuple[list[NextPurchase], list[RepeatRate]]:
    data = state.retention_data(source, view.segment, view.as_of)
    return next_purchases(data), repeat_rates(data)


def draw_sentence(waits: list[NextPurchase], rates: list[RepeatRate]) -> None:
    """The wait after the first purchase, as a person would say it."""
    if not waits:
        st.markdown(_("Nobody has bought yet."))
        return
    first = waits[0].curve
    within = {each.age: each for each in rates}
    year = formats.rate(first.share_within(90), 0)
    if first.median is None:
        sentence = _(
            "Within 90 days of their first purchase **{share}** of customers buy again. Fewer than"
            " half have come back in all the time that could be watched."
        )
    else:
        sentence = _(
            "Within 90 days of their first purchase **{share}** of customers buy again; half of"
            " them have after **{days}**."
        )
    st.markdown(
        sentence.format(share=year, days=formats.days(int(first.median or 0)))
        + (
            " "
            + _("Of the {count} who are at least 90 days old, {rate} already did.").format(
                count=formats.count(within[90].customers), rate=formats.rate(within[90].rate, 0)
            )
            if 90 in within and within[90].customers
            else ""
        )
    )


def draw_curves(waits: list[NextPurchase]) -> None:
    """The curves of the chosen purchase numbers; bands are 95 % intervals."""
    drawable = [each for each in waits if each.curve.size >= FEWEST_DRAWN and len(each.curve.times)]
    if not drawable:
        st.info(
            _("Fewer than ten customers have been watched after any purchase: too few to draw."),
            icon=":material/info:",
        )
        return
    numbers = [each.number for each in drawable]
    chosen = st.pills(
        _("After which purchase?"),
        numbers,
        default=numbers[:SHOWN_AT_FIRST],
        selection_mode="multi",
        format_func=_name,
        key="after_purchases",
    )
    shown = [each for each in drawable if each.number in (chosen or numbers[:1])]
    draw_chart(
        picture(
            waits_chart,
            [point for each in shown for point in _points(each)],
            names=[_name(each.number) for each in shown],
            days_label=_("Days since that purchase"),
            risk_label=_("Still waiting"),
        ),
        width="stretch",
        key="waits",
        alt=_("Share of customers who have bought again, by days; the table has the same numbers"),
    )
    st.caption(term("share_returned").caveat)


def _name(number: int) -> str:
    return _("After purchase {number}").format(number=formats.count(number))


def _points(found: NextPurchase) -> list[WaitPoint]:
    """The steps of a curve; of a very long one every so many, its last always."""
    curve = found.curve
    low, high = curve.bounds()
    name = _name(found.number)
    step = max(1, math.ceil(len(curve.times) / MOST_POINTS))
    places = sorted({*range(0, len(curve.times), step), len(curve.times) - 1})
    points = [WaitPoint(name, 0, 0.0, 0.0, 0.0, formats.rate(0.0), formats.count(curve.size))]
    for place in places:
        share = 1 - float(curve.survival[place])
        ends = 1 - float(high[place]), 1 - float(low[place])
        points.append(
            WaitPoint(
                name,
                int(curve.times[place]),
                share,
                *ends,
                f"{formats.rate(share)} ({formats.interval(*ends)})",
                formats.count(int(curve.at_risk[place])),
            )
        )
    # Flat to the day of the longest watched: nobody bought again in between.
    points.append(replace(points[-1], days=max(found.watched_days, points[-1].days)))
    return points


def draw_table(waits: list[NextPurchase]) -> None:
    """One row per purchase number: who was watched, shares by age, the median and its interval."""
    rows: list[dict[str, Any]] = []
    for found in waits:
        curve = found.curve
        low, high = curve.time_interval()
        row: dict[str, Any] = {
            "after": _name(found.number),
            "size": curve.size,
            "events": int(curve.events.sum()),
        }
        row |= {f"within_{age}": formats.rate(_share(found, age)) for age in AGES}
        row["median"] = formats.DASH if curve.median is None else formats.count(int(curve.median))
        is_known = low is not None or high is not None
        words = _("{low} to {high}").format(low=_end(low), high=_end(high))
        row["interval"] = words if is_known else formats.DASH
        rows.append(row)
    columns = {
        f"within_{age}": st.column_config.TextColumn(formats.days(age), alignment="right")
        for age in AGES
    }
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("How long customers wait before they buy again"),
        column_config={
            "after": st.column_config.TextColumn(term("share_returned").label, pinned=True),
            "size": st.column_config.NumberColumn(_("Watched"), format="localized"),
            "events": st.column_config.NumberColumn(_("Bought again"), format="localized"),
            **columns,
            "median": st.column_config.TextColumn(
                _("Half after (days)"), alignment="right", help=term("median_wait").meaning
            ),
            "interval": st.column_config.TextColumn(term("interval").label, alignment="right"),
        },
    )


def _share(found: NextPurchase, age: int) -> float | None:
    """None where nobody was watched that long: the curve says nothing there."""
    return found.curve.share_within(age) if found.watched_days >= age else None


def _end(days: float | None) -> str:
    return _("open") if days is None else formats.count(int(days))


def draw_repeat_rates(rates: list[RepeatRate]) -> None:
    """RPR(a) of those old enough, beside the share of the curve."""
    rows = []
    for each in rates:
        low, high = each.interval or (None, None)
        rows.append(
            {
                "age": formats.days(each.age),
                "customers": each.customers,
                "repeated": each.repeated,
                "rate": formats.rate(each.rate),
                "interval": formats.interval(low, high),
                "curve": formats.rate(each.by_curve if each.customers else None),
            }
        )
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("Second purchases by age"),
        column_config={
            "age": st.column_config.TextColumn(_("Within"), alignment="right"),
            "customers": st.column_config.NumberColumn(_("Old enough"), format="localized"),
            "repeated": st.column_config.NumberColumn(_("Bought again"), format="localized"),
            "rate": st.column_config.TextColumn(
                term("repeat_rate").label, alignment="right", help=term("repeat_rate").meaning
            ),
            "interval": st.column_config.TextColumn(term("interval").label, alignment="right"),
            "curve": st.column_config.TextColumn(_("By the curve"), alignment="right"),
        },
    )
    st.caption(term("repeat_rate").caveat)
