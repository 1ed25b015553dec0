"""The pieces of retention that the Answers and the Retention page share."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
import streamlit as st

from lib import formats
from lib.charts.bridge import Step, bridge_chart
from lib.glossary import term
from lib.i18n import _
from lib.metrics.intervals import difference_bounds
from lib.metrics.retention import Retention, RetentionData, boundaries, retention
from lib.metrics.retention_flags import (
    COUNTS_ONLY,
    LEFT_TRUNCATED,
    LOW_N,
    LOW_N_BELOW,
    WITHOUT_RATES,
    flag_sentence,
)
from lib.period import ONE_DAY, Grain, Period, start_of
from lib.ui import state
from lib.ui.cards import is_within_chance, rate_base, rate_card
from lib.ui.pictures import draw_chart, picture
from lib.view import View
from lib.workspace import Workspace

SPARK_MONTHS = 12
FEWEST_SPARK_POINTS = 3


@dataclass(frozen=True)
class Answers:
    """The retention of the view and of its comparison, and where the rates come from."""

    data: RetentionData
    view: View
    now: Retention
    before: Retention


def ask_retention(view: View, workspace: Workspace) -> Answers:
    """The one answer that every piece of a page shows a part of."""
    data = state.retention_data(workspace, view.segment, view.as_of)
    return Answers(
        data,
        view,
        retention(data, view.period, view.window_days),
        retention(data, view.comparison, view.window_days),
    )


def draw_rates(answers: Answers) -> None:
    """CRR and kept customers side by side, the same size."""
    crr, strict = st.columns(2)
    with crr:
        draw_crr(answers)
    with strict:
        draw_strict(answers)


def draw_crr(answers: Answers) -> None:
    now, before = answers.now, answers.before
    rate_card(
        "crr",
        now.crr,
        base=rate_base(now, now.crr_low, now.crr_high),
        before=before.crr if _are_comparable(now, before) else None,
        is_chance=_is_chance(now, before, "crr"),
        spark=[each.crr for each in earlier_periods(answers)],
    )


def draw_strict(answers: Answers) -> None:
    now, before = answers.now, answers.before
    rate_card(
        "strict_crr",
        now.strict_crr,
        base=rate_base(now, now.strict_crr_low, now.strict_crr_high),
        before=before.strict_crr if _are_comparable(now, before) else None,
        is_chance=_is_chance(now, before, "strict_crr"),
        spark=[each.strict_crr for each in earlier_periods(answers)],
    )


def _are_comparable(now: Retention, before: Retention) -> bool:
    """Too few customers make an arrow point by chance."""
    return min(now.customers_start, before.customers_start) >= LOW_N_BELOW


def _is_chance(now: Retention, before: Retention, rate: str) -> bool:
    """Whether chance could have made the difference; the Compare page knows it a little better.

    Both rates are taken as counted apart: exact bounds need a scan over all customers.
    """
    ends = [
        tuple(getattr(answer, f"{rate}{end}") for end in ("", "_low", "_high"))
        for answer in (now, before)
    ]
    if None in (*ends[0], *ends[1]):
        return True
    return is_within_chance(*difference_bounds(*ends))


def earlier_periods(answers: Answers) -> list[Retention]:
    """The same length of time ending here and at each month before, oldest first.

    As far back as the activity window lies inside the data; fewer than three make no line.
    """
    view = answers.view
    ends = [view.period.last_day]
    while len(ends) < SPARK_MONTHS:
        ends.append(start_of(Grain.MONTH, ends[-1]) - ONE_DAY)
    length = timedelta(days=view.period.days - 1)
    found = [
        retention(answers.data, Period(end - length, end), view.window_days)
        for end in reversed(ends)
    ]
    usable = [each for each in found if LEFT_TRUNCATED not in each.flags]
    return usable if len(usable) >= FEWEST_SPARK_POINTS else []


def draw_flags(answer: Retention) -> None:
    """What forbids or weakens a rate, in plain sentences."""
    for flag in answer.flags:
        if flag == LOW_N and COUNTS_ONLY in answer.flags:
            continue  # the stronger sentence says both
        show = st.warning if flag in WITHOUT_RATES else st.info
        show(flag_sentence(flag), icon=":material/info:")


def draw_bridge(answer: Retention) -> None:
    """S − lost + came back + new = E as a picture; the same numbers as the table beside it."""
    draw_chart(
        picture(bridge_chart, _steps(answer)),
        width="stretch",
        alt=_bridge_sentence(answer),
        key="bridge",
    )


def _steps(answer: Retention) -> list[Step]:
    start, end = answer.customers_start, answer.customers_end
    first_day, last_day = answer.period.start_boundary, answer.period.last_day
    print_day = formats.short_day if first_day.year == last_day.year else formats.day
    kept = answer.retained
    returned = kept + answer.reactivated
    return [
        Step(
            _("Had on\n{day}").format(day=print_day(first_day)),
            "total", 0, start, formats.count(start),
        ),
        Step(term("lost").label, "loss", kept, start, formats.signed_count(-answer.lost)),
        Step(
            _("Came\nback"),
            "gain", kept, returned, formats.signed_count(answer.reactivated),
        ),
        Step(
            term("customers_new").label,
            "gain", returned, end, formats.signed_count(answer.customers_new_active),
        ),
        Step(
            _("Have on\n{day}").format(day=print_day(last_day)),
            "total", 0, end, formats.count(end),
        ),
    ]  # fmt: skip


def _bridge_sentence(answer: Retention) -> str:
    return _(
        "{start} customers at the start, {lost} lost, {back} came back, {new} new and active,"
        " {end} at the end"
    ).format(
        start=formats.count(answer.customers_start),
        lost=formats.count(answer.lost),
        back=formats.count(answer.reactivated),
        new=formats.count(answer.customers_new_active),
        end=formats.count(answer.customers_end),
    )


PARTS = (
    "customers_start",
    "retained",
    "retained_bought",
    "retained_quiet",
    "lost",
    "reactivated",
    "customers_new",
    "customers_new_active",
    "customers_end",
)


def draw_parts(answers: Answers) -> None:
    """Every part of the two rates, now and before, as one light table."""
    rows = []
    for key in PARTS:
        entry = term(key)
        rows.append(
            {
                "name": f"{entry.label} ({entry.symbol})" if entry.symbol else entry.label,
                "now": getattr(answers.now, key),
                "before": getattr(answers.before, key),
            }
        )
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        alt=_("Every part of the retention rates"),
        column_config={
            "name": st.column_config.TextColumn(_("Customers")),
            "now": st.column_config.NumberColumn(_("This period"), format="localized"),
            "before": st.column_config.NumberColumn(_("Before"), format="localized"),
        },
    )


def parameters(answers: Answers) -> dict[str, object]:
    """The values the SQL files were asked with."""
    view = answers.view
    return {
        "first_day": view.period.first_day,
        "last_day": view.period.last_day,
        "window_days": view.window_days,
        "as_of": view.as_of,
        "data_start": answers.data.days.data_start,
        **boundaries(view.period, view.window_days),
    }
